# reconcile.bash - files of banks and channels with the layouts of real ones
# and values that are invented, and a hall.yaml that reads them.

# Three sources and what is matched with them; no book.
reconcile_config() {
	cat >hall.yaml <<-'EOF'
		hall: {id: H01}
		zone: Asia/Shanghai
		calendars:
		  hall: {weekly_rest: none}
		  bank: {weekly_rest: [sat, sun], years: {2026: {}}}
		sources:
		  wechat:
		    strip: "`"
		    map: {time: 交易时间, ref: 商户订单号, type: 交易状态, amount: 订单金额, fee: 手续费, account: 商户数据包, text: 商品名称?}
		    refund: {ref: 商户退款单号, ref2: 商户订单号, amount: 申请退款金额}
		    types: {SUCCESS: trade, REFUND: refund}
		    totals: {count: 总交易单数, amount: 订单总金额, fee: 手续费总金额}
		    expect_by: {next_day: "10:30"}
		  alipay:
		    encoding: gb18030
		    comment: "#"
		    map: {time: 完成时间, ref: 商户订单号, type: 业务类型, amount: 订单金额（元）, fee: 服务费（元）}
		    types: {交易: trade, 退款: refund}
		    negate: fee
		    totals:
		      - {line: "#交易合计：{count}笔，商家实收共{amount}元", type: trade}
		      - {line: "#退款合计：{count}笔，商家实收退款共{amount}元", type: refund, optional: yes}
		  bank:
		    map: {date: 交易日期, time: 交易时间?, out: 借方, in: 贷方, balance: 余额, ref: 凭证号, text: 摘要}
		    ignore: {摘要: [结息, 手续费]}
		reconcile:
		  wechat:
		    left: {kind: payment, where: {method: wechat}}
		    right: {source: wechat}
		    window: {before: 0, after: 1}
		    rules:
		      - {name: ref, on: [ref, amount]}
		      - {name: account, on: [account, amount]}
		    fee: {rate: 0.6%, places: 5}
		    owner: S08
		  bank:
		    left: {kind: deposit, where: {event: made}}
		    right: {source: bank}
		    window: {before: 0, after: 1, unit: wd, calendar: bank}
		    rules:
		      - {name: slip, on: [ref, amount]}
		      - {name: amount, on: amount}
		EOF
}

# only SET: leave all other sets out.
only() {
	awk -v set="  $1:" '/^reconcile:/ { sets = 1; print; next }
	    sets && /^  [^ ]/ { skip = $0 != set }
	    !(sets && skip)' hall.yaml >one.yaml
	mv one.yaml hall.yaml
}

wechat_heading='交易时间,商户订单号,交易状态,商户退款单号,商品名称,商户数据包,手续费,订单金额,申请退款金额'

# shellcheck disable=SC2016 # backticks are WeChat's
# A WeChat file: BOM, CRLF, a backtick before each value, totals at the end.
# wechat_file COUNT AMOUNT FEE <rows: time ref account fee amount
wechat_file() {
	printf '\357\273\277%s\r\n' "$wechat_heading"
	while read -r day clock ref account fee amount; do
		printf '`%s %s,`%s,`SUCCESS,`0,`电费, 预存,`%s,`%s,`%s,`0.00\r\n' \
		    "$day" "$clock" "$ref" "$account" "$fee" "$amount"
	done
	printf '总交易单数,订单总金额,手续费总金额\r\n`%s,`%s,`%s\r\n' "$@"
}

# payment ID CLOCK ACCOUNT METHOD AMOUNT REF [DAY]: a line of PAYMENTS.
payment_heading='#payment,id,time,hall,staff,account,method,amount,ref'
payment() {
	printf 'payment,%s,%sT%s+08:00,H01,S01,%s,%s,%s,%s\n' \
	    "$1" "${7:-2026-11-02}" "$2" "$3" "$4" "$5" "$6"
}

# The breaks in short: code, record, amount, diff.
breaks() { grep -E '^#?break,' | cut -d, -f7,8,11,12 | sed 1d; }
# The matches in short: rule, status, left, right.
matches() { grep -E '^#?match,' | cut -d, -f6,7,8,9 | sed 1d; }
