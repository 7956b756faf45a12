# hall-pay void, refund, correct: what can be undone, by whom, and when.

load helper
load pay

test_setup() {
	pay_book
	pay_morning
	quietly S01 09:00 take --amount 12.30 --method cash
	quietly S01 09:01 take --amount 100 --method wechat --ref 4200
}

@test "a void undoes a payment, its cash and, stamped, its receipt" {
	run --separate-stderr recorded S09 10:00 void P20261102-0001 \
	    --reason 'typed twice' --stamped --copies 3
	expect 0 'void,V20261102-0001,2026-11-02T10:00:00+08:00,H01,S09,C01,1,P20261102-0001,12.30,cash,00012001,,typed twice,
receipt,00012001,2026-11-02T10:00:00+08:00,H01,S09,B0012,void,receipt,,P20261102-0001,12.30,3,yes,typed twice'
	run --separate-stderr as S09 10:01 void P20261102-0001 --reason again
	expect 2 '' 'hall-pay: payment: P20261102-0001 was voided'
}

@test "a void whose receipt is not here says what is left to do" {
	run --separate-stderr as S09 10:00 void P20261102-0002 --reason x
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-pay: receipt 00012002 is still to be voided: 'hall-pay receipt void 00012002 --stamped --copies N --reason WHY'" ]
	run --separate-stderr recorded S01 10:01 receipt void 00012002 \
	    --stamped --copies 2 --reason x
	expect 0 'receipt,00012002,2026-11-02T10:01:00+08:00,H01,S01,B0012,void,receipt,,,,2,yes,x' \
	    'hall-pay: copies here: 2 of 3; what is missing stays open'
}

@test "a reason that is not UTF-8 is refused" {
	run --separate-stderr as S09 10:00 void P20261102-0001 --reason $'\xff'
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	run ! grep -q ^void 2026-11-02/journal.csv
}

@test "a void needs a reason and the right to void" {
	run --separate-stderr as S09 10:00 void P20261102-0001
	expect 2 '' 'hall-pay: --reason must be given: say why'
	run --separate-stderr as S01 10:00 void P20261102-0001 --reason x
	expect 2 '' 'hall-pay: S01 (clerk) may not void; these roles may: monitor'
}

@test "who took the money does not void it alone" {
	quietly S09 09:02 take --counter C02 --amount 5 --method card \
	    --no-receipt
	run --separate-stderr as S09 10:00 void P20261102-0003 --reason x
	expect 2 '' 'hall-pay: S09 took the payment: name with --approved-by who agrees'
	run --separate-stderr as S09 10:00 void P20261102-0003 --reason x \
	    --approved-by S09
	expect 2 '' 'hall-pay: --approved-by: S09 cannot approve what they do themselves'
	run --separate-stderr as S09 10:00 void P20261102-0003 --reason x \
	    --approved-by S01
	expect 2 '' 'hall-pay: S01 (clerk) may not approve-void; these roles may: manager'
	run --separate-stderr as S09 10:00 void P20261102-0003 --reason x \
	    --approved-by S77
	expect 2 '' 'hall-pay: --approved-by: hall.yaml names no staff S77'
	run --separate-stderr recorded S09 10:00 void P20261102-0003 \
	    --reason x --approved-by S10
	[ "$status" -eq 0 ]
}

@test "a void of nothing is refused" {
	run --separate-stderr as S09 10:00 void P20261102-0077 --reason x
	expect 2 '' 'hall-pay: there is no payment P20261102-0077 since 2026-11-02; --paid DATE looks further back'
}

@test "cash of a closed drawer goes back from an open one" {
	quietly S09 10:00 drawer count C01 --amount 512.30
	quietly S09 10:01 close C01
	run --separate-stderr as S09 10:02 void P20261102-0001 --reason x
	expect 2 '' 'hall-pay: the drawer of C01 is not open: name with --counter an open one, from which the cash goes back'
	quietly S02 10:03 drawer open C02
	run --separate-stderr as S09 10:04 void P20261102-0001 --reason x \
	    --counter C02
	[ "$status" -eq 0 ]
	run --separate-stderr as S09 10:05 drawer count C02 --amount 487.70
	run --separate-stderr as S09 10:06 close C02
	[ "$status" -eq 0 ]
}

@test "refunds never give back more than is left" {
	run --separate-stderr recorded S10 10:00 refund P20261102-0002 \
	    --amount 60 --reason moved --ref R1
	expect 0 'refund,R20261102-0001,2026-11-02T10:00:00+08:00,H01,S10,C01,1,P20261102-0002,60.00,wechat,00012002,R1,moved,'
	run --separate-stderr as S10 10:01 refund P20261102-0002 \
	    --amount 40.01 --reason moved
	expect 2 '' 'hall-pay: only 40.00 is left of P20261102-0002'
	run --separate-stderr recorded S10 10:02 refund P20261102-0002 \
	    --reason moved
	expect 0 'refund,R20261102-0002,2026-11-02T10:02:00+08:00,H01,S10,C01,1,P20261102-0002,40.00,wechat,00012002,,moved,'
	run --separate-stderr as S10 10:03 refund P20261102-0002 --reason x
	expect 2 '' 'hall-pay: nothing is left of P20261102-0002'
	run --separate-stderr as S09 10:04 void P20261102-0002 --reason x
	expect 2 '' 'hall-pay: payment: 100.00 of the payment was paid back: refund the rest'
}

@test "a refund looks up the payment in the days since it was taken" {
	quietly S10 17:00 refund P20261102-0002 --amount 60 --reason moved
	pay_next_day 512.30
	export DAY=2026-11-03
	run --separate-stderr as S10 09:00 refund P20261102-0002 \
	    --amount 40.01 --reason x
	expect 2 '' 'hall-pay: only 40.00 is left of P20261102-0002'
	run --separate-stderr as S09 09:01 void P20261102-0002 --reason x
	expect 2 '' "hall-pay: P20261102-0002 is of 2026-11-02, which is closed: 'hall-pay refund P20261102-0002' pays it back"
	run --separate-stderr recorded S10 09:02 refund P20261102-0002 \
	    --amount 30 --reason x
	expect 0 'refund,R20261103-0001,2026-11-03T09:02:00+08:00,H01,S10,C01,,P20261102-0002,30.00,wechat,00012002,,x,'
	run --separate-stderr as S10 09:03 refund P20261102-0002 \
	    --amount 10.01 --reason x
	expect 2 '' 'hall-pay: only 10.00 is left of P20261102-0002'
	run --separate-stderr as S10 09:04 refund P20261102-0001 --reason x
	expect 2 '' 'hall-pay: the drawer of C01 is not open: name with --counter an open one, from which the cash goes back'
}

@test "a correction changes what a payment is called, not its money" {
	run --separate-stderr recorded S10 11:00 correct P20261102-0002 \
	    --column method --is alipay --reason 'pressed the wrong key'
	expect 0 'correct,C20261102-0001,2026-11-02T11:00:00+08:00,H01,S10,P20261102-0002,method,wechat,alipay,,pressed the wrong key,'
	run --separate-stderr as S10 11:01 correct P20261102-0002 \
	    --column method --was wechat --is card --reason x
	expect 2 '' "hall-pay: --was: the payment says 'alipay'"
	run --separate-stderr as S10 11:02 correct P20261102-0002 \
	    --column method --is alipay --reason x
	expect 2 '' "hall-pay: --is: the payment says 'alipay' already"
	run --separate-stderr as S10 11:03 correct P20261102-0002 \
	    --column amount --is 9 --reason x
	expect 2 '' "hall-pay: --column: 'amount' cannot be corrected; money is voided and taken again"
	run --separate-stderr as S10 11:03 correct P20261102-0002 \
	    --column methd --is card --reason x
	expect 2 '' "hall-pay: --column: a payment has no 'methd'; did you mean 'method'?"
	run --separate-stderr as S09 11:04 correct P20261102-0002 \
	    --column ref --is 9 --reason x
	expect 2 '' 'hall-pay: S09 (monitor) may not correct; these roles may: manager, operator'
	run --separate-stderr facts <(hall-pay till C01)
	[ "${lines[0]}" = 'till,T20261102-C01-1-alipay,2026-11-02,H01,C01,1,S01,,alipay,2026-11-02T08:30:00+08:00,,1,100.00,0,0.00,0,0.00,100.00,,,,,100.00,,,' ]
}

@test "a faulty line is kept, reported, and mended by its replacement" {
	cat >kiosk.csv <<-'EOF'
		#payment,id,time,hall,staff,device,channel,method,amount
		payment,K1,2026-11-02T20:00:00+08:00,H01,K01,K01,kiosk,wechat,30.00
		payment,K2,2026-11-02T20:01:00+08:00,H01,K01,K01,kiosk,wechat,36.5O
	EOF
	run --separate-stderr at "2026-11-02 20:30:00" hall-pay post kiosk.csv
	expect 3 '' "hall-pay: kiosk.csv:3: amount: '36.5O' is not an amount such as 12.30; nothing was recorded (--keep-faults records such lines as faults)"
	run --separate-stderr at "2026-11-02 20:31:00" hall-pay post \
	    --keep-faults kiosk.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-pay: kiosk.csv:3: amount: '36.5O' is not an amount such as 12.30" ]
	fault=$(grep ^fault, 2026-11-02/journal.csv | cut -d, -f2)
	run hall-pay --only --day 2026-11-02
	[ "$status" -eq 3 ]
	line='payment,K2,2026-11-02T20:01:00+08:00,H01,K01,,,K01,kiosk,,,,,,,wechat,,,,36.50,,,,,'
	run --separate-stderr as S10 20:40 correct F000000000000 \
	    --replacement "$line" --reason 'the log of the kiosk says so'
	expect 2 '' 'hall-pay: no fault F000000000000 in the last 62 days'
	run --separate-stderr as S10 20:41 correct "$fault" \
	    --replacement "${line/36.50/36.5O}" --reason x
	expect 2 '' "hall-pay: --replacement: amount: '36.5O' is not an amount such as 12.30"
	run --separate-stderr as S10 20:42 correct "$fault" \
	    --replacement 'ticket,A1' --reason x
	expect 2 '' "hall-pay: --replacement: 'ticket' is no kind of hall-pay; 'hall-audit correct' corrects others"
	run --separate-stderr as S10 20:42 correct "$fault" --reason x \
	    --replacement 'drawer,D1,2026-11-02T20:01:00+08:00,H01,S01,C02,,open,9.00,,,,,'
	expect 2 '' 'hall-pay: --replacement: the faulty line is a payment, not a drawer'
	quietly S10 20:43 correct "$fault" --replacement "$line" \
	    --reason 'the log of the kiosk says so'
	run --separate-stderr as S10 20:44 correct "$fault" --reason x \
	    --replacement "${line/36.50/63.50}"
	expect 2 '' "hall-pay: $fault is mended already"
	run --separate-stderr hall-pay --only --day 2026-11-02
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output = *'till,T20261102-K01-0-wechat,2026-11-02,H01,K01,,K01,,wechat,,,2,66.50,'* ]]
}

@test "a fault of yesterday is mended today" {
	cat >kiosk.csv <<-'EOF'
		#payment,id,time,hall,staff,device,channel,method,amount
		payment,K2,2026-11-02T17:01:00+08:00,H01,K01,K01,kiosk,wechat,36.5O
	EOF
	at "2026-11-02 17:30:00" hall-pay -q post --keep-faults kiosk.csv || true
	pay_next_day 512.30
	fault=$(zgrep ^fault, 2026-11-02.bgz | cut -d, -f2)
	run hall-pay --only --day 2026-11-02
	[ "$status" -eq 3 ]
	export DAY=2026-11-03
	line='payment,K2,2026-11-02T17:01:00+08:00,H01,K01,,,K01,kiosk,,,,,,,wechat,,,,36.50,,,,,'
	run --separate-stderr as S10 09:00 correct "$fault" \
	    --replacement "$line" --reason 'the log of the kiosk says so'
	[ "$status" -eq 0 ]
	run --separate-stderr hall-pay --only --day 2026-11-02
	[ "$status" -eq 0 ]
	[[ $output != *K01* ]]
	run --separate-stderr hall-pay --only --day 2026-11-03
	[[ $output = *'till,T20261103-K01-0-wechat,2026-11-03,H01,K01,,K01,,wechat,,,1,36.50,'* ]]
}
