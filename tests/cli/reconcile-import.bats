# hall-reconcile import, sources, missing: reading the files of others.

load helper
load reconcile

test_setup() { reconcile_config; }

three_rows() {
	wechat_file 3 210.50 1.26300 <<-'END'
		2026-11-02 09:00:00 HP0001 A1 0.60000 100.00
		2026-11-02 09:00:00 HP0002 A2 0.60000 100.00
		2026-11-02 18:59:58 HP0003 A1 0.06300 10.50
	END
}

@test "a WeChat file becomes statements, and every line is accounted for" {
	three_rows >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 0 '#statement,id,source,account,merchant,terminal,hall,time,date,settle_date,type,direction,amount,gross,coupon,fee,balance,currency,status,ref,ref2,party,text,file,line
statement,wechat-91a63bbd6638f3ea-1,wechat,A1,,,H01,2026-11-02T09:00:00+08:00,2026-11-02,,trade,,100.00,,,0.60,,,ok,HP0001,,,"电费, 预存",w.csv,2
statement,wechat-01371989226c3690-1,wechat,A2,,,H01,2026-11-02T09:00:00+08:00,2026-11-02,,trade,,100.00,,,0.60,,,ok,HP0002,,,"电费, 预存",w.csv,3
statement,wechat-089180d46f4a7527-1,wechat,A1,,,H01,2026-11-02T18:59:58+08:00,2026-11-02,,trade,,10.50,,,0.063,,,ok,HP0003,,,"电费, 预存",w.csv,4' \
	    'hall-reconcile: w.csv: lines: 6 = 1 heading + 3 data + 2 total + 0 ignored + 0 rejected; amount 210.50'
}

@test "quiet and good says nothing" {
	three_rows >w.csv
	run --separate-stderr hall-reconcile import --quiet wechat w.csv
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "true repeats stay two, and their names are the same in every file" {
	wechat_file 2 200.00 1.20000 >once.csv <<-'END'
		2026-11-02 09:00:00 HP0001 A1 0.60000 100.00
		2026-11-02 09:00:00 HP0001 A1 0.60000 100.00
	END
	wechat_file 3 300.00 1.80000 >longer.csv <<-'END'
		2026-11-02 08:00:00 HP0000 A1 0.60000 100.00
		2026-11-02 09:00:00 HP0001 A1 0.60000 100.00
		2026-11-02 09:00:00 HP0001 A1 0.60000 100.00
	END
	hall-reconcile import -q wechat once.csv | cut -d, -f2 | sed 1d >a
	hall-reconcile import -q wechat longer.csv | cut -d, -f2 | sed 1,2d >b
	run cat a
	[[ ${lines[0]} = wechat-*-1 && ${lines[1]} = wechat-*-2 ]]
	[ "${lines[0]%-1}" = "${lines[1]%-2}" ]
	cmp a b
}

@test "a total that does not agree is told with its line" {
	three_rows | sed 's/`3,`210.50/`4,`210.51/' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	[ "$status" -eq 3 ]
	[[ $stderr = *'hall-reconcile: w.csv:6: 总交易单数: the file says 4, its rows give 3'* ]]
	[[ $stderr = *'hall-reconcile: w.csv:6: 订单总金额: the file says 210.51, its rows give 210.50'* ]]
	[[ $output = *'fault,F'*',hall-reconcile,w.csv,6,订单总金额,statement,,total,"total:stated=210.51,computed=210.50",'* ]]
}

@test "a file that is cut off has no total" {
	three_rows | head -n 3 >w.csv
	run --separate-stderr hall-reconcile import -q wechat w.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-reconcile: w.csv: the total '总交易单数' is not in the file: is it cut off?" ]
}

@test "an empty bill is a valid bill" {
	wechat_file 0 0.00 0.00000 >w.csv </dev/null
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 0 '' 'hall-reconcile: w.csv: lines: 3 = 1 heading + 0 data + 2 total + 0 ignored + 0 rejected; amount 0.00'
}

@test "a column that vanished stops the import with its name" {
	three_rows | sed '1s/手续费/服务费/' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv:1: no heading: the column 手续费 is not there (source wechat; the line has 5 of 6)'
}

@test "a column that stands there twice is not chosen by chance" {
	three_rows | sed '1s/商品名称/手续费/' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv:1: the column 手续费 stands there twice'
}

@test "the heading is looked for in the first 64 lines only" {
	{ yes preamble | head -n 63; three_rows | sed 's/^\xef\xbb\xbf//'; } >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	[ "$status" -eq 0 ]
	[[ $stderr = *'lines: 69 = 1 heading + 3 data + 2 total + 63 ignored'* ]]
	{ echo one more; cat w.csv; } >x.csv
	run --separate-stderr hall-reconcile import wechat x.csv
	expect 3 '' 'hall-reconcile: x.csv: no heading in the first 64 lines: none of the columns of source wechat is there'
}

@test "a file that is no text is told what it is, and what to do" {
	: >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv: is empty: get the file again'
	printf 'PK\003\004\024\0\0\0' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv: is a ZIP archive or an Excel workbook: unpack it, or save it as CSV'
	printf '\320\317\021\340\241\261\032\341\n' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv: is an Excel workbook: save it as CSV'
	run --separate-stderr hall-reconcile import alipay w.csv
	expect 3 '' 'hall-reconcile: w.csv: is an Excel workbook: save it as CSV'
	{ printf '\377\376'; three_rows | iconv -f utf-8 -t utf-16le; } >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv: is UTF-16: save it as CSV in UTF-8'
	echo '<html><table><tr><td>1' >w.csv
	run --separate-stderr hall-reconcile --lang zh import wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv：是 HTML 或 XML，不管叫什么名字：请打开后另存为 CSV'
	# What only begins like that and has the heading is read.
	{ echo '<one line of a preamble>'; three_rows; } >w.csv
	sed -i 's/\xef\xbb\xbf//' w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	[ "$status" -eq 0 ]
}

@test "an id that a spreadsheet mangled is refused by name" {
	three_rows | sed 's/HP0002/4.00123E+27/' >w.csv
	run --separate-stderr hall-reconcile import -q wechat w.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-reconcile: w.csv:3: 商户订单号: '4.00123E+27' was mangled by a spreadsheet: get the file again and do not open it there" ]
	[ "$(grep -c ^statement, <<<"$output")" -eq 2 ]
	[[ $output = *'fault,'*',exponent,exponent:value=4.00123E+27,'* ]]
}

@test "what cannot be read becomes a fault, and the lines still add up" {
	three_rows | sed -e 's/`10.50,`0.00/`1O.50,`0.00/' \
	    -e 's/SUCCESS,`0,`电费, 预存,`A2/PENDING,`0,`电费, 预存,`A2/' \
	    -e '2s/,`0.00.$//' >w.csv
	run --separate-stderr hall-reconcile import wechat w.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-reconcile: w.csv:2: cells in the line: 8, in the heading: 9
hall-reconcile: w.csv:3: 交易状态: 'PENDING' is a word that the source does not list
hall-reconcile: w.csv:4: 订单金额: '1O.50' is not an amount such as 12.30
hall-reconcile: w.csv: lines: 6 = 1 heading + 0 data + 2 total + 0 ignored + 3 rejected; amount 0.00" ]
}

@test "a cell that is lacking and a comma in a text do not make up for it" {
	three_rows | sed '2s/,`0.00.$//' >w.csv
	run --separate-stderr hall-reconcile import -q wechat w.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = 'hall-reconcile: w.csv:2: cells in the line: 8, in the heading: 9' ]
}

@test "a bad byte is told with its offset, and no encoding is guessed" {
	three_rows | sed 's/`A2/`\xff2/' >w.csv
	run --separate-stderr hall-reconcile import -q wechat w.csv
	[ "$status" -eq 3 ]
	[[ $stderr = 'hall-reconcile: w.csv:3: byte 279 is not UTF-8'* ]]
	printf '\xd6\xd0\n' >w.csv
	run --separate-stderr hall-reconcile import -q wechat w.csv
	expect 3 '' 'hall-reconcile: w.csv:1: byte 0 is not UTF-8 (source wechat): it is of another source, or was saved in another encoding'
}

# The shape of an Alipay merchant file.
alipay_file() {
	iconv -f utf-8 -t gb18030 <<-END
		#支付宝业务明细查询
		#账号：[20880000000000000001]
		#----------------业务明细列表----------------
		支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,服务费（元）,备注
		2026110222001	,HP0011	,交易,2026-11-02 10:00:05,200.00,-1.20,
		2026110222002	,HP0012	,交易,2026-11-02 11:00:05,88.80,-0.53,跨日
		2026110222001	,HP0011	,退款,2026-11-02 12:00:02,-50.00,0.30,部分退款
		#----------------业务明细列表结束------------
		#交易合计：${1:-2}笔，商家实收共${2:-288.80}元，商家优惠共0.00元
		#退款合计：1笔，商家实收退款共-50.00元，商家优惠退款共0.00元
		#导出时间：[2026年11月03日 09:00:00]
	END
}

@test "an Alipay file: GB18030, comments, tabs, fees with a minus" {
	alipay_file >a.csv
	run --separate-stderr hall-reconcile import alipay a.csv
	[ "$status" -eq 0 ]
	[ "$stderr" = 'hall-reconcile: a.csv: lines: 11 = 1 heading + 3 data + 2 total + 5 ignored + 0 rejected; amount 238.80' ]
	run cut -d, -f8,11,13,16,20 <<<"$output"
	[ "$output" = 'time,type,amount,fee,ref
2026-11-02T10:00:05+08:00,trade,200.00,1.20,HP0011
2026-11-02T11:00:05+08:00,trade,88.80,0.53,HP0012
2026-11-02T12:00:02+08:00,refund,-50.00,-0.30,HP0011' ]
}

@test "the totals of an Alipay file are found by their sentence" {
	alipay_file 3 288.70 >a.csv
	run --separate-stderr hall-reconcile import -q alipay a.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = 'hall-reconcile: a.csv:9: {count}: the file says 3, its rows give 2
hall-reconcile: a.csv:9: {amount}: the file says 288.70, its rows give 288.80' ]
}

bank_file() {
	cat <<-'END'
		账户交易明细
		交易日期,交易时间,摘要,凭证号,借方,贷方,余额
		2026-11-02,09:46:00,现金存入,SL1,,"11,444.30","1,011,444.30"
		2026-11-02,12:00:00,手续费,,5.00,,"1,011,439.30"
		2026-11-02,17:00:00,转账,T2,"1,000,000.00",,"11,439.30"
	END
}

@test "a bank's file: two columns of amounts, thousands, a running balance" {
	bank_file >b.csv
	run --separate-stderr hall-reconcile import bank b.csv
	[ "$status" -eq 0 ]
	[ "$stderr" = 'hall-reconcile: b.csv: lines: 5 = 1 heading + 2 data + 0 total + 2 ignored + 0 rejected; amount -988,555.70' ]
	run cut -d, -f13,17,20 <<<"$output"
	[ "$output" = 'amount,balance,ref
11444.30,1011444.30,SL1
-1000000.00,11439.30,T2' ]
}

@test "a balance may run from the newest row to the oldest" {
	{ bank_file | head -n 2; bank_file | tail -n +3 | tac; } >b.csv
	run --separate-stderr hall-reconcile sources --test b.csv
	[ "$status" -eq 0 ]
	[[ $output = *'lines: 5 = 1 heading + 2 data + 0 total + 2 ignored + 0 rejected'* ]]
	[[ $output = *'2026-11-02 to 2026-11-02, amount -988,555.70, balance 1,000,000.00 to 11,439.30'* ]]
}

@test "a row that is missing breaks the balance" {
	bank_file | sed 4d >b.csv
	run --separate-stderr hall-reconcile import -q bank b.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = 'hall-reconcile: b.csv:4: balance: the balance should be 11444.30 and is 11439.30' ]
}

@test "sources lists what can be read" {
	run --separate-stderr hall-reconcile sources
	expect 0 'wechat       utf-8, -, expected by 10:30
alipay       gb18030, -
bank         utf-8, -'
}

@test "sources --test tells which one a file is, and why not the others" {
	alipay_file >a.csv
	run --separate-stderr hall-reconcile sources --test a.csv
	expect 0 'wechat       does not fit: a.csv:1: byte 3 is not UTF-8 (source wechat): it is of another source, or was saved in another encoding
alipay       fits: its heading is line 4
             lines: 11 = 1 heading + 3 data + 2 total + 5 ignored + 0 rejected
             2026-11-02 to 2026-11-02, amount 238.80
bank         does not fit: a.csv:1: byte 3 is not UTF-8 (source bank): it is of another source, or was saved in another encoding'
}

@test "a file that no source can read is status 3, one that is not there 4" {
	echo hello >h.csv
	run --separate-stderr hall-reconcile sources --test h.csv
	[ "$status" -eq 3 ]
	run --separate-stderr hall-reconcile sources --test nosuch.csv
	expect 4 '' 'hall-reconcile: nosuch.csv: No such file or directory'
}

@test "a source that is not configured is told, with a suggestion" {
	run --separate-stderr hall-reconcile import wechta w.csv
	expect 2 '' "hall-reconcile: source 'wechta' is not configured (did you mean 'wechat'?)"
}

@test "an unreadable profile is refused with file and line" {
	local key
	while read -r key; do
		reconcile_config
		sed -i "/^  bank:\$/,/^reconcile/s/^    map: .*/    $key/" hall.yaml
		run --separate-stderr hall-reconcile sources
		[ "$status" -eq 2 ]
		[[ $stderr = *hall.yaml:* ]] || { echo "$key: $stderr"; false; }
	done <<-'END'
		map: {date: 交易日期, in: 贷方}
		map: {amount: 金额}
		map: {date: 交易日期, amuont: 金额}
		map: {date: 交易日期, amount: 金额, in: 贷方, out: 借方}
		map: [date, amount]
	END
}

# Files in a book.

new_book() {
	cat >>hall.yaml <<-EOF
		roles: {operator: {can: [act, import, close-day, sign-day]}}
		staff: {S12: {name: Zhu, role: operator, login: '$(id -un)'}}
	EOF
	at "2026-11-03 08:00:00" hall-audit -q key new H01
	at "2026-11-03 08:00:00" hall-audit -q open 2026-11-03
}

@test "in a book the file is kept and registered" {
	new_book
	mkdir in
	three_rows >in/wechat-2026-11-02.csv
	run --separate-stderr at "2026-11-03 08:05:00" hall-reconcile import \
	    -q wechat in/wechat-2026-11-02.csv
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} = 'file,F20261103-0001,2026-11-03T08:05:00+08:00,H01,S12,wechat,wechat-2026-11-02.csv,2026-11-02,2026-11-02,'"$(sha256sum <in/wechat-2026-11-02.csv | cut -c1-64)"','"$(stat -c%s in/wechat-2026-11-02.csv)"',3,210.50,,,2026-11-03,'* ]]
	cmp in/wechat-2026-11-02.csv 2026-11-03/files/wechat-2026-11-02.csv
}

@test "the same file again is nothing new, another of its name is kept beside" {
	new_book
	three_rows >w.csv
	at "2026-11-03 08:05:00" hall-reconcile import -q wechat w.csv
	cp 2026-11-03/journal.csv before
	run --separate-stderr at "2026-11-03 08:06:00" hall-reconcile import \
	    wechat w.csv
	[ "$status" -eq 0 ]
	[[ $stderr = *'w.csv: registered before as F20261103-0001: nothing new' ]]
	cmp before 2026-11-03/journal.csv
	three_rows | sed 's/HP0003/HP0004/' >w.csv
	at "2026-11-03 08:07:00" hall-reconcile import -q wechat w.csv >/dev/null
	[ "$(grep -c ^file, 2026-11-03/journal.csv)" -eq 2 ]
	[ "$(ls 2026-11-03/files | wc -l)" -eq 2 ]
}

@test "what cannot be looked at is not written over" {
	new_book
	three_rows >w.csv
	mkdir 2026-11-03/files
	ln -s w.csv 2026-11-03/files/w.csv
	at "2026-11-03 08:05:00" hall-reconcile import -q wechat w.csv >/dev/null
	[ -L 2026-11-03/files/w.csv ]
	cmp w.csv 2026-11-03/files/*-w.csv
}

@test "who may not import is told who may, and nothing is kept" {
	new_book
	sed -i 's/^staff: {/&S01: {name: Wang, role: clerk}, /; s/^roles: {/&clerk: {can: [take]}, /' hall.yaml
	three_rows >w.csv
	run --separate-stderr at "2026-11-03 08:05:00" hall-reconcile import \
	    -q wechat w.csv --staff S01
	[ "$status" -eq 2 ]
	[[ $stderr = 'hall-reconcile: S01 (clerk) may not import'* ]]
	[ ! -e 2026-11-03/files ]
}

@test "a dry run keeps nothing" {
	new_book
	three_rows >w.csv
	cp 2026-11-03/journal.csv before
	run --separate-stderr at "2026-11-03 08:05:00" hall-reconcile import \
	    -q -n wechat w.csv
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} = file,* ]]
	cmp before 2026-11-03/journal.csv
	[ ! -e 2026-11-03/files ]
}

@test "a file without rows must be told its day" {
	new_book
	wechat_file 0 0.00 0.00000 >w.csv </dev/null
	run --separate-stderr at "2026-11-03 08:05:00" hall-reconcile import \
	    -q wechat w.csv
	expect 2 '' 'hall-reconcile: w.csv: no row says which day it is about: name it with --on'
	run --separate-stderr at "2026-11-03 08:05:00" hall-reconcile import \
	    -q wechat w.csv --on 2026-11-02
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} = *,wechat,w.csv,2026-11-02,2026-11-02,* ]]
}

@test "missing tells what was expected, and is silent when all is here" {
	new_book
	run --separate-stderr at "2026-11-03 10:29:00" hall-reconcile missing \
	    --on 2026-11-02
	expect 0 'wechat of 2026-11-02 is not here yet; it is expected by 2026-11-03T10:30:00+08:00'
	run --separate-stderr at "2026-11-03 10:31:00" hall-reconcile missing \
	    --on 2026-11-02
	expect 1 'wechat of 2026-11-02 is not here; it was expected by 2026-11-03T10:30:00+08:00'
	three_rows >w.csv
	at "2026-11-03 10:32:00" hall-reconcile import -q wechat w.csv >/dev/null
	run --separate-stderr at "2026-11-03 10:33:00" hall-reconcile missing \
	    --on 2026-11-02
	expect 0 ''
}

@test "the files of real layouts read as they are, where they are at hand" {
	local files=${HALL_STATEMENTS:-}
	[ -n "$files" ] && [ -d "$files" ] || skip "HALL_STATEMENTS names no directory"
	sed -i 's/account: 商户数据包, text/coupon: 代金券金额, text/' hall.yaml
	sed -i 's/types: {SUCCESS: trade, REFUND: refund}/types: {SUCCESS: trade, REFUND: refund, REVOKED: refund}/' hall.yaml
	run --separate-stderr hall-reconcile import wechat \
	    "$files/wechat_merchant_all.csv"
	[ "$status" -eq 0 ]
	[[ $stderr = *'lines: 8 = 1 heading + 5 data + 2 total + 0 ignored + 0 rejected; amount 200.00' ]]
	run --separate-stderr hall-reconcile import -q wechat \
	    "$files/wechat_merchant_all_badtotal.csv"
	[ "$status" -eq 3 ]
	[[ $stderr = *': 订单总金额: the file says 250.01, its rows give 250.00' ]]
	run --separate-stderr hall-reconcile import alipay \
	    "$files/alipay_merchant_trade.gbk.csv"
	[ "$status" -eq 0 ]
	[[ $stderr = *'lines: 12 = 1 heading + 3 data + 2 total + 6 ignored + 0 rejected; amount 238.80' ]]
}
