# hall-reconcile as a filter: what is matched, what is not, and why.

load helper
load reconcile

test_setup() {
	reconcile_config
	cp hall.yaml whole.yaml
	only wechat
}

# reconcile <facts: with w.csv, quietly; the result in out.
reconcile() {
	local status=0
	hall-reconcile -c hall.yaml --with wechat=w.csv "$@" >out || status=$?
	return $status
}

@test "a payment and its row are matched by their reference" {
	wechat_file 1 100.00 0.60000 >w.csv <<<'2026-11-02 09:00:02 HP1 A1 0.60000 100.00'
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } |
	    reconcile
	run matches <out
	[[ $output = ref,confirmed,P1,wechat-*-1 ]]
	run breaks <out
	[ -z "$output" ]
	run grep '^proof,P-wechat' out
	[ "$output" = 'proof,P-wechat-left,2026-11-02,H01,wechat,left,1,100.00,1,0,0,0,0,0,0,yes
proof,P-wechat-right,2026-11-02,H01,wechat,right,1,100.00,1,0,0,0,0,0,0,yes' ]
}

@test "what one side lacks is a break, and the status says so" {
	wechat_file 1 70.00 0.42000 >w.csv <<<'2026-11-02 09:00:02 HP2 A2 0.42000 70.00'
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } >p.csv
	run --separate-stderr hall-reconcile --with wechat=w.csv p.csv
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	run breaks <<<"$output"
	[ "${lines[0]}" = 'hall_only,P1,100.00,-100.00' ]
	[[ ${lines[1]} = channel_only,wechat-*-1,70.00,70.00 ]]
	[ "${#lines[@]}" -eq 2 ]
}

@test "another amount under the same reference is told once, on both sides" {
	wechat_file 2 205.00 1.23000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
		2026-11-02 09:01:02 HP2 A2 0.63000 105.00
	END
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 101.80 HP1
		payment P2 09:01:00 A2 wechat 100.00 HP2
	} | reconcile || [ $? -eq 1 ]
	run breaks <out
	[ "$output" = 'amount_under,P1,101.80,-1.80
amount_over,P2,100.00,5.00' ]
	run grep '^proof,P-wechat' out
	[[ ${lines[0]} = *,2,201.80,0,2,0,0,0,0,0,yes ]]
}

@test "a fee that the rate does not give is a break of its own" {
	wechat_file 2 200.00 1.21000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.61000 100.00
		2026-11-02 09:01:02 HP2 A2 0.60000 100.00
	END
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 100.00 HP1
		payment P2 09:01:00 A2 wechat 100.00 HP2
	} | reconcile || [ $? -eq 1 ]
	run breaks <out
	[[ $output = fee_diff,wechat-*-1,100.00,0.01 ]]
	run grep -c '^match,.*,confirmed,P' out
	[ "$output" -eq 2 ]
}

@test "the same payment twice: one is matched, the other is told" {
	wechat_file 1 100.00 0.60000 >w.csv <<<'2026-11-02 09:00:02 HP1 A1 0.60000 100.00'
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 100.00 HP1
		payment P2 09:00:01 A1 wechat 100.00 HP1
	} | reconcile || [ $? -eq 1 ]
	run breaks <out
	[ "$output" = 'duplicate_hall,P2,100.00,-100.00' ]
	wechat_file 2 200.00 1.20000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
	END
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } |
	    reconcile || [ $? -eq 1 ]
	run breaks <out
	[[ $output = duplicate_channel,wechat-*-2,100.00,100.00 ]]
}

@test "equal amounts of one account are paired in order when they are as many" {
	wechat_file 2 200.00 1.20000 >w.csv <<-'END'
		2026-11-02 09:00:02 X1 A1 0.60000 100.00
		2026-11-02 09:30:02 X2 A1 0.60000 100.00
	END
	{
		echo "$payment_heading"
		payment P2 09:30:00 A1 wechat 100.00 HP2
		payment P1 09:00:00 A1 wechat 100.00 HP1
	} | reconcile
	run matches <out
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} = account,confirmed,P1,* && ${lines[1]} = account,confirmed,P2,* ]]
	[[ $(grep "${lines[0]##*,}" out | grep ^statement) = *,X1,* ]]
}

@test "when they are not as many, nobody says which is which" {
	wechat_file 2 200.00 1.20000 >w.csv <<-'END'
		2026-11-02 09:00:02 X1 A1 0.60000 100.00
		2026-11-02 09:30:02 X2 A1 0.60000 100.00
	END
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } |
	    reconcile || [ $? -eq 1 ]
	run grep '^match,' out
	[[ $output = match,A-wechat-P1,*,account,ambiguous,P1,2,100.00,200.00,*'ambiguous:left=1,right=2"' ]]
	run breaks <out
	[ "$(cut -d, -f1 <<<"$output" | sort | uniq -c | tr -s ' ')" = ' 3 ambiguous' ]
}

@test "a payment made void is netted when the channel has neither" {
	wechat_file 0 0.00 0.00000 >w.csv </dev/null
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 100.00 HP1
		echo '#void,id,time,hall,staff,payment,amount,method,reason'
		echo 'void,V1,2026-11-02T09:05:00+08:00,H01,S09,P1,100.00,wechat,wrong'
	} | reconcile
	run grep -E '^match' out
	[ "$output" = 'match,N-wechat-P1,2026-11-02,H01,wechat,void,netted,2,,0.00,,,0.00,,,netted
matchline,N-wechat-P1,left,P1,100.00
matchline,N-wechat-P1,left,V1,-100.00' ]
}

@test "a void that the channel did not reverse is told" {
	wechat_file 1 100.00 0.60000 >w.csv <<<'2026-11-02 09:00:02 HP1 A1 0.60000 100.00'
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 100.00 HP1
		echo '#void,id,time,hall,staff,payment,amount,method,reason'
		echo 'void,V1,2026-11-02T09:05:00+08:00,H01,S09,P1,100.00,wechat,wrong'
	} | reconcile || [ $? -eq 1 ]
	run breaks <out
	[ "$output" = 'voided,V1,-100.00,100.00' ]
}

# A refund row of the channel: COUNT AMOUNT FEE, then the row.
refund_file() {
	printf '\357\273\277%s\r\n' "$wechat_heading"
	printf '`2026-11-02 10:00:00,`HP1,`REFUND,`RF1,`电费,`A1,`-0.18000,`0.00,`30.00\r\n'
	printf '总交易单数,订单总金额,手续费总金额\r\n`1,`0.00,`-0.18000\r\n'
}

@test "a refund is matched with its row, by its own number" {
	refund_file >w.csv
	{
		echo '#refund,id,time,hall,staff,payment,amount,method,ref,reason'
		echo 'refund,R1,2026-11-02T10:00:03+08:00,H01,S10,P0,30.00,wechat,RF1,double'
	} | reconcile
	run grep '^match,' out
	[[ $output = match,M-wechat-R1,2026-11-02,H01,wechat,ref,confirmed,R1,wechat-*-1,-30.00,-30.00,-0.18,0.00,0,, ]]
}

@test "a refund on one side alone is told, on either side" {
	refund_file >w.csv
	{ echo "$payment_heading"; } | reconcile || [ $? -eq 1 ]
	run breaks <out
	[[ $output = refund_only,wechat-*-1,-30.00,-30.00 ]]
	wechat_file 0 0.00 0.00000 >w.csv </dev/null
	{
		echo '#refund,id,time,hall,staff,payment,amount,method,ref,reason'
		echo 'refund,R1,2026-11-02T10:00:03+08:00,H01,S10,P0,30.00,wechat,RF1,double'
	} | reconcile || [ $? -eq 1 ]
	run breaks <out
	[ "$output" = 'refund_only,R1,-30.00,30.00' ]
}

@test "a payment whose method was corrected changes sides" {
	wechat_file 1 100.00 0.60000 >w.csv <<<'2026-11-02 09:00:02 HP1 A1 0.60000 100.00'
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 cash 100.00 HP1
		payment P2 09:00:00 A1 wechat 70.00 HP2
		echo '#correct,id,time,hall,staff,of,column,was,is,reason'
		echo 'correct,C1,2026-11-02T10:00:00+08:00,H01,S10,P1,method,cash,wechat,typed'
		echo 'correct,C2,2026-11-02T10:00:00+08:00,H01,S10,P2,method,wechat,cash,typed'
		echo 'correct,C3,2026-11-02T10:00:00+08:00,H01,S10,P1,amount,100.00,1.00,no'
	} | reconcile
	run matches <out
	[[ $output = ref,confirmed,P1,* ]]
	[[ $(grep ^proof,P-wechat-left out) = *,left,1,100.00,1,0,0,0,0,0,0,yes ]]
}

@test "two payments of one id are a fault" {
	wechat_file 1 100.00 0.60000 >w.csv <<<'2026-11-02 09:00:02 HP1 A1 0.60000 100.00'
	{
		echo "$payment_heading"
		payment P1 09:00:00 A1 wechat 100.00 HP1
		payment P1 09:00:00 A1 wechat 70.00 HP1
	} >p.csv
	run --separate-stderr hall-reconcile --with wechat=w.csv p.csv
	[ "$status" -eq 3 ]
	[[ $stderr = *'P1'* ]]
}

@test "the order of lines means nothing" {
	wechat_file 5 450.00 2.70000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
		2026-11-02 09:30:02 HP2 A1 0.60000 100.00
		2026-11-02 09:40:02 X3 A1 0.60000 100.00
		2026-11-02 09:50:02 X4 A4 0.60000 100.00
		2026-11-02 10:50:02 HP5 A5 0.30000 50.00
	END
	for i in 1 2 3 4 5 6; do payment P$i 09:0$i:00 A$((i % 3)) wechat 100.00 HP$i; done >lines
	{ echo "$payment_heading"; cat lines; } | reconcile --only || [ $? -eq 1 ]
	grep -vE '^#?(statement|stage),' out >first
	head -n 1 w.csv >v.csv
	sed -n 2,6p w.csv | tac >>v.csv
	sed 1,6d w.csv >>v.csv
	mv v.csv w.csv
	{ echo "$payment_heading"; tac lines; } | reconcile --only || [ $? -eq 1 ]
	grep -vE '^#?(statement|stage),' out >second
	diff first second
}

@test "fed in again it says the same, with the file or without" {
	wechat_file 2 170.00 1.02000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
		2026-11-02 09:01:02 HP9 A9 0.42000 70.00
	END
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } |
	    reconcile || [ $? -eq 1 ]
	cp out once
	reconcile once || [ $? -eq 1 ]
	diff once out
	run --separate-stderr hall-reconcile -c hall.yaml once
	[ "$status" -eq 1 ]
	[ "$output" = "$(cat once)" ]
}

@test "faults of a file are told once, also when they come in again" {
	wechat_file 2 170.00 1.03000 >w.csv <<-'END'
		2026-11-02 09:00:02 HP1 A1 0.60000 100.00
		2026-11-02 09:01:02 HP9 A9 0.42000 7O.00
	END
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } >p.csv
	run --separate-stderr hall-reconcile --with wechat=w.csv p.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-reconcile: w.csv:3: 订单金额: '7O.00' is not an amount such as 12.30
hall-reconcile: w.csv:5: 手续费总金额: the file says 1.03, its rows give 1.02" ]
	printf '%s\n' "$output" >once
	run --separate-stderr hall-reconcile --with wechat=w.csv once
	[ "$status" -eq 3 ]
	[ -z "$stderr" ]
	diff once - <<<"$output"
	[[ $(grep ^proof,P-wechat-right once) = *,2,100.00,1,0,0,0,1,0,0,yes ]]
}

@test "a set without its file is not run: missing is not empty" {
	{ echo "$payment_heading"; payment P1 09:00:00 A1 wechat 100.00 HP1; } >p.csv
	mv whole.yaml hall.yaml
	run --separate-stderr hall-reconcile p.csv
	[ "$status" -eq 1 ]
	run grep -E '^proof,P-(wechat|bank)' <<<"$output"
	[ "$output" = 'proof,P-wechat-left,2026-11-02,H01,wechat,left,,,,,,,,,,not-run
proof,P-wechat-right,2026-11-02,H01,wechat,right,,,,,,,,,,not-run
proof,P-bank-left,2026-11-02,H01,bank,left,,,,,,,,,,not-run
proof,P-bank-right,2026-11-02,H01,bank,right,,,,,,,,,,not-run' ]
}

@test "only what waits is status 0" {
	mv whole.yaml hall.yaml
	only bank
	{
		echo '#deposit,id,time,hall,staff,event,amount,slip'
		echo 'deposit,D1,2026-11-06T16:00:00+08:00,H01,S08,made,500.00,SL1'
	} >d.csv
	printf '交易日期,摘要,凭证号,借方,贷方,余额\n2026-11-06,结息,,,0.01,100.01\n' >b.csv
	run --separate-stderr hall-reconcile --with bank=b.csv --carry open.csv d.csv
	[ "$status" -eq 0 ]
	run grep '^match,' <<<"$output"
	[ "$output" = 'match,W-bank-D1,2026-11-06,H01,bank,window,waiting,D1,,500.00,,,,0,,window:due=2026-11-09' ]
	# Friday's deposit is in the account on Monday.
	printf '交易日期,摘要,凭证号,借方,贷方,余额\n2026-11-09,现金存入,SL1,,500.00,600.01\n' >b.csv
	run --separate-stderr hall-reconcile --with bank=b.csv --open open.csv \
	    --on 2026-11-09 /dev/null
	[ "$status" -eq 0 ]
	[[ $output = *'match,M-bank-D1,2026-11-09,H01,bank,slip,confirmed,D1,bank-'*',500.00,500.00,,0.00,3,,carried:side=left'* ]]
	# Or it is a break then.
	printf '交易日期,摘要,凭证号,借方,贷方,余额\n2026-11-09,结息,,,0.01,600.01\n' >b.csv
	run --separate-stderr hall-reconcile --with bank=b.csv --open open.csv \
	    --on 2026-11-09 /dev/null
	[ "$status" -eq 1 ]
	run breaks <<<"$output"
	[ "$output" = 'hall_only,D1,500.00,-500.00' ]
}

@test "the batch of a terminal is one row against many payments" {
	cat >>hall.yaml <<-'EOF'
		  card:
		    left: {kind: payment, where: {method: card}, group: [terminal, day]}
		    right: {kind: batch}
		    rules: [{name: batch, on: [terminal, day, amount]}]
	EOF
	cat >p.csv <<-'EOF'
		#payment,id,time,hall,staff,counter,device,account,method,amount
		payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,POS1,A1,card,10.00
		payment,P2,2026-11-02T09:10:00+08:00,H01,S01,C01,POS1,A2,card,20.00
		payment,P3,2026-11-02T09:20:00+08:00,H01,S01,C02,POS2,A3,card,30.00
		#void,id,time,hall,staff,payment,amount,method,reason
		void,V1,2026-11-02T09:25:00+08:00,H01,S09,P1,10.00,card,wrong
		#batch,id,time,hall,staff,device,method,count,amount
		batch,B1,2026-11-02T17:30:00+08:00,H01,S08,POS1,card,1,20.00
		batch,B2,2026-11-02T17:30:00+08:00,H01,S08,POS2,card,1,31.00
	EOF
	only card
	run --separate-stderr hall-reconcile p.csv
	[ "$status" -eq 1 ]
	run grep -E '^(match|matchline),' <<<"$output"
	[ "$output" = 'match,M-card-P1,2026-11-02,H01,card,batch,confirmed,3,B1,20.00,20.00,,0.00,0,,
matchline,M-card-P1,left,P1,10.00
matchline,M-card-P1,left,P2,20.00
matchline,M-card-P1,left,V1,-10.00' ]
}

@test "a name that no source has, a file that is not there" {
	run --separate-stderr hall-reconcile --with wechta=w.csv /dev/null
	expect 2 '' "hall-reconcile: source 'wechta' is not configured (did you mean 'wechat'?)"
	run --separate-stderr hall-reconcile --with wechat=nosuch.csv /dev/null
	expect 4 '' 'hall-reconcile: nosuch.csv: No such file or directory'
	run --separate-stderr hall-reconcile --with wechat /dev/null
	expect 2 '' "hall-reconcile: --with: 'wechat' is not SOURCE=FILE"
	run --separate-stderr hall-reconcile --with wechat=- /dev/null
	expect 2 '' 'hall-reconcile: --with: name a file; records come from standard input'
	run --separate-stderr hall-reconcile --on tomorrow /dev/null
	expect 2 '' "hall-reconcile: --on: 'tomorrow' is not a date; write 2026-11-02"
	run --separate-stderr hall-reconcile --save /dev/null
	expect 2 '' 'hall-reconcile: --save needs a book and the day: name it with --on'
}

@test "one million rows of one amount are no trouble" {
	[ -n "${HALL_SLOW:-}" ] || skip "HALL_SLOW is not set"
	awk 'BEGIN { print "#payment,id,time,hall,staff,account,method,amount,ref"
	    for (i = 0; i < 1000000; i++)
		printf "payment,P%07d,2026-11-02T09:00:00+08:00,H01,S01,A1,wechat,1.00,\n", i }' >p.csv
	wechat_file 0 0.00 0.00000 </dev/null | head -n 1 >w.csv
	awk 'BEGIN { for (i = 0; i < 999999; i++)
		printf "`2026-11-02 09:00:00,`X%07d,`SUCCESS,`0,`e,`A1,`0.00600,`1.00,`0.00\r\n", i }' >>w.csv
	hall-reconcile --only --with wechat=w.csv p.csv >out || [ $? -eq 3 ]
	[ "$(grep -c ambiguous out)" -gt 1000000 ]
}
