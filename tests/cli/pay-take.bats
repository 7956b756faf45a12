# hall-pay take: what a payment needs, and what it gets.

load helper
load pay

test_setup() {
	pay_book
	pay_morning
}

@test "cash: the change is computed, and the receipt is the next number" {
	run --separate-stderr recorded S01 09:00 take --amount 12.3 \
	    --method cash --tendered 20 --account 310001 --service electricity
	expect 0 'payment,P20261102-0001,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,counter,,,,310001,electricity,,cash,12.30,20.00,7.70,12.30,00012001,,,,
receipt,00012001,2026-11-02T09:00:00+08:00,H01,S01,B0012,issue,receipt,,P20261102-0001,12.30,3,,'
}

@test "cash without --tendered is exact money" {
	run --separate-stderr recorded S01 09:00 take --amount 12.30 \
	    --method cash --no-receipt
	expect 0 'payment,P20261102-0001,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,counter,,,,,,,cash,12.30,12.30,0.00,12.30,,,,,'
}

@test "a payment is split into bills and lines that add up" {
	run --separate-stderr recorded S01 09:00 take --amount 100 \
	    --method card --ref 8841 --bill E1=60 --bill E2=30 \
	    --line penalty=10 --no-receipt
	expect 0 'payment,P20261102-0001,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,counter,,,,,,,card,100.00,,,100.00,,8841,,,
payline,P20261102-0001,E1,,60.00
payline,P20261102-0001,E2,,30.00
payline,P20261102-0001,,penalty,10.00'
	run --separate-stderr as S01 09:01 take --amount 100 --method card \
	    --bill E1=60 --bill E2=30
	expect 2 '' 'hall-pay: the lines add up to 90.00, the payment is 100.00'
	run --separate-stderr as S01 09:02 take --amount 100 --method card \
	    --bill E1=60 --bill E2=60
	expect 2 '' 'hall-pay: amount: the lines of the payment add up to more than its 100.00'
	[ "$(grep -c ^pay 2026-11-02/journal.csv)" -eq 4 ]
}

# refuses TEXT AMOUNT: as an --amount.
refuses() {
	run --separate-stderr as S01 09:00 take --method card --amount "$2"
	expect 2 '' "hall-pay: --amount: $1"
}

@test "amounts that are none are refused" {
	refuses "'12.3.4' is not an amount; write 12.30" 12.3.4
	refuses "'1e3' is not an amount; write 12.30" 1e3
	refuses "'-0.00' is not an amount; write 12.30" -0.00
	refuses "'92233720368547758.08' is not an amount; write 12.30" \
	    92233720368547758.08
	refuses 'there must be something' 0
	refuses '-5 is below zero' -5
	run ! grep -q ^payment 2026-11-02/journal.csv
}

@test "a method that is none is refused, with the nearest" {
	run --separate-stderr as S01 09:00 take --amount 1 --method cahs
	expect 2 '' "hall-pay: --method: 'cahs' is no way to pay; did you mean 'cash'?"
}

@test "less than the amount cannot be tendered, and only cash is" {
	run --separate-stderr as S01 09:00 take --amount 12.30 \
	    --method cash --tendered 12
	expect 2 '' 'hall-pay: --tendered: 12.00 is less than the amount, 12.30'
	run --separate-stderr as S01 09:00 take --amount 12.30 \
	    --method card --tendered 20
	expect 2 '' 'hall-pay: --tendered: only cash is handed over; others pay the amount itself'
}

@test "cash goes into an open drawer, and only its custodian takes it" {
	run --separate-stderr as S01 09:00 take --counter C02 --amount 1 \
	    --method cash
	expect 2 '' "hall-pay: the drawer of C02 is not open: 'hall-pay drawer open C02' opens it"
	run --separate-stderr as S02 09:00 take --counter C01 --amount 1 \
	    --method cash
	expect 2 '' "hall-pay: the drawer of C01 is with S01: 'hall-pay drawer handover' passes it on"
	run --separate-stderr recorded S02 09:00 take --counter C01 \
	    --amount 1 --method card --no-receipt
	[ "$status" -eq 0 ]
}

@test "a counter that hall.yaml does not know is refused" {
	run --separate-stderr as S01 09:00 take --counter C07 --amount 1 \
	    --method card
	expect 2 '' 'hall-pay: hall.yaml names no counter C07'
	run --separate-stderr as S02 09:00 take --amount 1 --method card
	expect 2 '' 'hall-pay: --counter must be given: S02 has no post in hall.yaml'
}

@test "who may not take is refused" {
	run --separate-stderr as S08 09:00 take --counter C01 --amount 1 \
	    --method card
	expect 2 '' 'hall-pay: S08 (cashier) may not take; these roles may: clerk, monitor, device'
	run --separate-stderr at "2026-11-02 09:00:00" hall-pay take --counter C01 --amount 5 --method card
	expect 2 '' 'hall-pay: S12 (operator) may not take; these roles may: clerk, monitor, device; --staff names the one for whom you record'
}

@test "nobody pays what they take themselves" {
	run --separate-stderr as S01 09:00 take --amount 1 --method card \
	    --payer S01
	expect 2 '' 'hall-pay: --payer: S01 takes the money and cannot pay it'
}

@test "the last numbers are announced, and without one the payment stands" {
	quietly S01 09:00 take --amount 1 --method card
	run --separate-stderr as S01 09:01 take --amount 2 --method card
	[ "$status" -eq 0 ]
	[ "$stderr" = 'hall-pay: S01: receipt numbers left: 2' ]
	quietly S01 09:02 take --amount 3 --method card
	quietly S01 09:03 take --amount 4 --method card
	run --separate-stderr recorded S01 09:04 take --amount 5 --method card
	expect 0 'payment,P20261102-0005,2026-11-02T09:04:00+08:00,H01,S01,C01,1,,counter,,,,,,,card,5.00,,,5.00,,,,,' \
	    "hall-pay: S01 holds no receipt number: the payment is recorded without one; 'hall-pay receipt issue P20261102-0005' gives it later"
}

@test "a second book takes over where the first ends" {
	quietly S10 09:00 book receive B0013 --first 00013001 --last 00013100
	quietly S10 09:01 book issue B0013 --to S01
	for i in 1 2 3 4; do
		quietly S01 "09:1$i" take --amount "$i" --method card
	done
	run --separate-stderr recorded S01 09:15 take --amount 5 --method card
	[ "${output##*$'\n'}" = 'receipt,00013001,2026-11-02T09:15:00+08:00,H01,S01,B0013,issue,,,P20261102-0005,5.00,3,,' ]
	run --separate-stderr as S10 09:16 book issue B0013 --to S02
	expect 2 '' 'hall-pay: --first and --last must be given'
}

@test "the same key again is the same payment; with other content it is refused" {
	run --separate-stderr recorded S01 09:00 take --amount 1 \
	    --method card --key a1
	first=$output
	run --separate-stderr recorded S01 09:05 take --amount 1 \
	    --method card --key a1
	expect 0 "$first"
	run --separate-stderr as S01 09:06 take --amount 2 --method card \
	    --key a1
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr = *"--key a1 was used for other content: due was '1.00' and would be '2.00'"* ]]
	[ "$(grep -c ^payment 2026-11-02/journal.csv)" -eq 1 ]
	[ "$(grep -c ^receipt 2026-11-02/journal.csv)" -eq 1 ]
}

@test "-n says what would be recorded and records nothing" {
	cp 2026-11-02/journal.csv before
	run --separate-stderr recorded S01 09:00 take -n --amount 1 --method card
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	cmp before 2026-11-02/journal.csv
}

@test "ten counters at once: no id and no receipt number twice" {
	quietly S10 08:40 book receive B0020 --first 00020001 --last 00020100
	quietly S10 08:41 book issue B0020 --to S02
	for i in 1 2 3 4 5 6 7 8 9 10; do
		as S02 09:00 take --counter C02 --amount "$i" --method card \
		    >/dev/null &
	done
	wait
	[ "$(grep -c ^payment, 2026-11-02/journal.csv)" -eq 10 ]
	[ "$(grep ^payment, 2026-11-02/journal.csv | cut -d, -f2 | sort -u | wc -l)" -eq 10 ]
	[ "$(grep ^receipt, 2026-11-02/journal.csv | cut -d, -f2 | sort -u | wc -l)" -eq 10 ]
	grep ^receipt, 2026-11-02/journal.csv | cut -d, -f2 | sort | tail -n 1 | grep -q 00020010
}

@test "a kiosk needs no drawer and no counter" {
	run --separate-stderr recorded S02 20:00 take --channel kiosk \
	    --device K01 --amount 30 --method wechat --no-receipt
	expect 0 'payment,P20261102-0001,2026-11-02T20:00:00+08:00,H01,S02,,,K01,kiosk,,,,,,,wechat,30.00,,,30.00,,,,,'
}

@test "a channel and a kind of receipt that are slips are told" {
	run --separate-stderr as S02 20:00 take --channel kisk \
	    --amount 30 --method wechat
	expect 2 '' "hall-pay: --channel: 'kisk' is no channel; did you mean 'kiosk'?"
	run --separate-stderr as S02 20:00 take --channel moon \
	    --amount 30 --method wechat
	expect 2 '' "hall-pay: --channel: 'moon' is no channel: counter, kiosk, online, agent or bank"
	quietly S10 08:40 book receive B0020 --kind invoice --first 00020001 --last 00020100
	quietly S10 08:41 book issue B0020 --to S02
	run --separate-stderr as S02 20:00 take --counter C02 --amount 30 \
	    --method card --receipt-kind invoise
	expect 2 '' "hall-pay: --receipt-kind: no book is of the kind 'invoise'; did you mean 'invoice'?"
}

@test "a book that nobody received is told as one" {
	run --separate-stderr as S10 08:41 book issue B0777 --to S02
	expect 2 '' "hall-pay: there is no book B0777: 'hall-pay book receive' puts it on record"
	quietly S10 08:40 book receive B0020 --first 00020001 --last 00020100
	run --separate-stderr as S10 08:41 book issue B0002 --to S02
	expect 2 '' "hall-pay: there is no book B0002; did you mean 'B0020'?"
}

@test "messages come in Chinese" {
	run --separate-stderr as S01 09:00 take --amount 12.3.4 \
	    --method card --lang zh
	expect 2 '' 'hall-pay: --amount：“12.3.4”不是金额；请写 12.30'
}
