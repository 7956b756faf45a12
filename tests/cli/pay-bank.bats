# hall-pay deposit, book, receipt, post: cash to the bank, paper by number.

load helper
load pay

test_setup() { pay_book; }

@test "cash is handed in and deposited the next morning" {
	run --separate-stderr recorded S01 17:40 deposit handin --amount 1800
	expect 0 'deposit,D20261102-0001,2026-11-02T17:40:00+08:00,H01,S01,handin,2026-11-02,,1800.00,cash,,,,'
	at "2026-11-02 18:00:00" hall-audit -q close >/dev/null
	export DAY=2026-11-03
	run --separate-stderr recorded S08 09:00 deposit made --amount 1800 \
	    --days 2026-11-02 --slip SL77 --escort Li
	expect 0 'deposit,D20261103-0001,2026-11-03T09:00:00+08:00,H01,S08,made,2026-11-02,2026-11-02:1800.00,1800.00,cash,,SL77,Li,'
	run --separate-stderr facts <(hall-pay --only --day 2026-11-03 |
	    grep ^banking)
	[ "$output" = 'banking,BK20261102,2026-11-02,H01,1800.00,2026-11-03T12:00:00+08:00,1800.00,2026-11-03T09:00:00+08:00,S08,cashier,0.00,0,' ]
}

@test "a deposit after noon is late, and a person must look" {
	quietly S01 17:40 deposit handin --amount 1800
	at "2026-11-02 18:00:00" hall-audit -q close >/dev/null
	export DAY=2026-11-03
	quietly S08 12:40 deposit made --amount 1800 --slip SL77
	run --separate-stderr hall-pay --only --day 2026-11-03
	[ "$status" -eq 1 ]
	[[ $output = *'S08,cashier,0.00,2400,"late:due=2026-11-03T12%3A00%3A00+08%3A00,at=2026-11-03T12%3A40%3A00+08%3A00"'* ]]
}

@test "what is not deposited goes with the book from day to day" {
	quietly S01 17:40 deposit handin --amount 1800
	at "2026-11-02 18:00:00" hall-audit -q close >/dev/null
	at "2026-11-03 18:00:00" hall-audit -q close >/dev/null
	run --separate-stderr hall-pay --only --day 2026-11-04 \
	    --as-of '2026-11-04 09:00'
	[ "$status" -eq 1 ]
	[[ $output = *'banking,BK20261102,2026-11-02,H01,1800.00,2026-11-03T12:00:00+08:00,0.00,,,,1800.00,75600,bank_missing:'* ]]
}

@test "without days a deposit is of all that waits, the oldest first" {
	quietly S01 17:40 deposit handin --amount 1800
	at "2026-11-02 18:00:00" hall-audit -q close >/dev/null
	export DAY=2026-11-03
	quietly S01 08:40 deposit handin --amount 900
	run --separate-stderr recorded S08 09:00 deposit made \
	    --amount 2600 --slip SL78
	expect 0 'deposit,D20261103-0002,2026-11-03T09:00:00+08:00,H01,S08,made,2026-11-02 2026-11-03,2026-11-02:1800.00 2026-11-03:800.00,2600.00,cash,,SL78,,' \
	    'hall-pay: 2026-11-03: 900.00 was to be deposited, 800.00 is: the difference stays open'
}

@test "a large deposit is made by the manager" {
	quietly S01 17:40 deposit handin --amount 3000
	run --separate-stderr as S08 17:50 deposit made --amount 3000 \
	    --slip SL79
	[ "$status" -eq 0 ]
	[ "$stderr" = 'hall-pay: from 3000.00 on the manager makes the deposit, not S08 (cashier)' ]
	quietly S01 17:51 deposit handin --amount 3000
	run --separate-stderr as S10 17:52 deposit made --amount 3000 \
	    --slip SL80
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "a deposit says what it needs" {
	run --separate-stderr as S08 09:00 deposit mad --amount 1
	expect 2 '' "hall-pay: deposit: 'mad' is no event; did you mean 'made'?"
	run --separate-stderr as S08 09:00 deposit made --amount 1
	expect 2 '' "hall-pay: --slip must be given: the number of the bank's slip"
	run --separate-stderr as S08 09:00 deposit made --amount 1 --slip S
	expect 2 '' 'hall-pay: nothing is waiting to be deposited: name the business days with --days'
	run --separate-stderr as S08 09:00 deposit made --amount 1 --slip S \
	    --days 2026-02-30
	expect 2 '' "hall-pay: --days: '2026-02-30': write 2026-11-01,2026-11-02"
	run --separate-stderr as S08 09:00 deposit made --amount 1 --slip S \
	    --days 2026-11-03
	expect 2 '' 'hall-pay: 2026-11-03 has no money yet: the open day is 2026-11-02'
	run --separate-stderr as S08 09:00 deposit made --amount 1 --slip S \
	    --days 2026-11-01
	[ "$stderr" = 'hall-pay: 2026-11-01: nothing handed in is on record' ]
	run --separate-stderr as S01 09:00 deposit made --amount 1 --slip S
	expect 2 '' 'hall-pay: S01 (clerk) may not deposit; these roles may: cashier, manager'
}

@test "books are received, issued, returned, each number in one hand" {
	run --separate-stderr recorded S10 08:00 book receive B0012 \
	    --kind receipt --first 00012001 --last 00012100
	expect 0 'book,B0012,2026-11-02T08:00:00+08:00,H01,S10,receive,receipt,00012001,00012100,,'
	run --separate-stderr recorded S10 08:01 book issue B0012 --to S01 \
	    --first 00012001 --last 00012050
	expect 0 'book,B0012,2026-11-02T08:01:00+08:00,H01,S10,issue,receipt,00012001,00012050,S01,'
	run --separate-stderr recorded S10 08:02 book issue B0012 --to S02
	expect 0 'book,B0012,2026-11-02T08:02:00+08:00,H01,S10,issue,receipt,00012051,00012100,S02,'
	run --separate-stderr as S10 08:03 book issue B0014 --to S02 \
	    --first 00012050 --last 00012060
	expect 2 '' 'hall-pay: first: numbers of 00012050 to 00012060 are with S02 already'
	run --separate-stderr as S01 08:04 book issue B0012 --to S02
	expect 2 '' 'hall-pay: S01 (clerk) may not receipt-books; these roles may: manager'
	quietly S01 09:00 take --amount 1 --method card
	run --separate-stderr recorded S01 09:05 book return B0012 --to S10 \
	    --verified
	expect 0 'book,B0012,2026-11-02T09:05:00+08:00,H01,S01,return,receipt,00012002,00012050,S10,yes'
	run --separate-stderr facts <(hall-pay --only --day 2026-11-02 |
	    grep ^run)
	expect 0 'run,R20261102-B0012-00012001,2026-11-02,H01,S01,B0012,00012001,00012050,1,0,0,49,0,0,
run,R20261102-B0012-00012051,2026-11-02,H01,S02,B0012,00012051,00012100,0,0,0,0,50,0,'
}

@test "books and their numbers go with the book from day to day" {
	pay_morning
	quietly S01 09:00 take --amount 1 --method card
	pay_next_day 500
	export DAY=2026-11-03
	run --separate-stderr recorded S01 09:00 take --amount 2 --method card
	[ "${lines[1]}" = 'receipt,00012002,2026-11-03T09:00:00+08:00,H01,S01,B0012,issue,receipt,,P20261103-0001,2.00,3,,' ]
	run --separate-stderr facts <(hall-pay --only --day 2026-11-03 |
	    grep ^run)
	expect 0 'run,R20261103-B0012-00012002,2026-11-03,H01,S01,B0012,00012002,00012004,1,0,0,0,2,0,'
}

@test "a book says what it needs" {
	run --separate-stderr as S10 08:00 book recieve B1
	expect 2 '' "hall-pay: book: 'recieve' is no event; did you mean 'receive'?"
	run --separate-stderr as S10 08:00 book receive B1
	expect 2 '' 'hall-pay: --first and --last must be given'
	run --separate-stderr as S10 08:00 book receive B1 --first 1 --last 9
	expect 2 '' "hall-pay: --first: '1' has 1 of 8 digits"
	run --separate-stderr as S10 08:00 book receive B1 --first 1
	expect 2 '' 'hall-pay: --first and --last go together'
	run --separate-stderr as S10 08:00 book receive B1 --first A --last B
	expect 2 '' "hall-pay: --first: 'A' is no receipt number: it ends in up to 18 digits"
	run --separate-stderr as S10 08:00 book receive B1 --first 00000009 --last 00000001
	expect 2 '' 'hall-pay: last: the last number must follow the first, with the same letters, within ten million'
	run --separate-stderr as S10 08:00 book issue B1 --first 00000001 --last 00000009
	expect 2 '' 'hall-pay: --to must be given: who writes out of the book'
}

@test "a void receipt has a reason, a stamp and its copies" {
	pay_morning
	quietly S01 09:00 take --amount 1 --method card
	run --separate-stderr as S01 09:01 receipt void 00012003 --reason x
	expect 2 '' "hall-pay: 00012003 does not follow: the next number of book B0012 is 00012002; 'hall-pay book lost' tells of numbers further on"
	run --separate-stderr as S01 09:01 receipt void 00012001
	expect 2 '' 'hall-pay: --reason must be given: say why'
	run --separate-stderr as S01 09:01 receipt void 00012001 --reason x
	expect 2 '' 'hall-pay: stamp the receipt and say so with --stamped'
	run --separate-stderr as S01 09:01 receipt void 00012001 --reason x \
	    --stamped
	expect 2 '' 'hall-pay: --copies must be given: how many copies are here'
	run --separate-stderr as S01 09:01 receipt void 00012001 --reason x \
	    --stamped --copies 3
	[ "$status" -eq 0 ]
	run --separate-stderr as S01 09:02 receipt lost 00012001 --reason x
	expect 2 '' 'hall-pay: id: receipt 00012001 was made void or lost before'
	run --separate-stderr as S01 09:03 receipt lost 00012002 --reason x
	[ "$status" -eq 0 ]
	run --separate-stderr as S01 09:04 receipt print 00012001
	[ "$status" -eq 0 ]
	run --separate-stderr facts <(hall-pay --only --day 2026-11-02 |
	    grep ^run)
	expect 0 'run,R20261102-B0012-00012001,2026-11-02,H01,S01,B0012,00012001,00012004,0,1,1,0,2,0,'
}

@test "a payment without a receipt gets one later" {
	quietly S01 08:30 drawer open C01
	quietly S01 09:00 take --amount 1 --method card
	run --separate-stderr as S01 09:01 receipt issue P20261102-0001
	expect 2 '' 'hall-pay: S01 holds no receipt number'
	quietly S10 09:02 book receive B1 --first 00000001 --last 00000009
	quietly S10 09:03 book issue B1 --to S01
	run --separate-stderr recorded S01 09:04 receipt issue P20261102-0001
	expect 0 'receipt,00000001,2026-11-02T09:04:00+08:00,H01,S01,B1,issue,,,P20261102-0001,1.00,3,,'
	run --separate-stderr as S01 09:05 receipt issue P20261102-0001
	expect 2 '' 'hall-pay: P20261102-0001 has receipt 00000001'
	run --separate-stderr as S09 09:05 void P20261102-0001 --reason x
	[[ $stderr = *'receipt 00000001 is still to be voided'* ]]
	run --separate-stderr as S01 09:05 receipt isue P20261102-0001
	expect 2 '' "hall-pay: receipt: 'isue' is no event; did you mean 'issue'?"
	run --separate-stderr as S01 09:05 receipt void none --reason x
	expect 2 '' "hall-pay: 'none' is no receipt number: it ends in up to 18 digits"
}

@test "post records all or none" {
	cat >in.csv <<-'EOF'
		#payment,id,time,hall,staff,counter,method,amount
		payment,A1,2026-11-02T09:00:00+08:00,H01,S01,C01,card,1.00
		payment,A2,2026-11-02T09:00:00+08:00,H01,S01,C01,card,1e3
	EOF
	run --separate-stderr at "2026-11-02 10:00:00" hall-pay post in.csv
	expect 3 '' "hall-pay: in.csv:3: amount: '1e3' is not an amount such as 12.30; nothing was recorded (--keep-faults records such lines as faults)"
	run ! grep -q ^payment 2026-11-02/journal.csv
	sed -i s/1e3/2.00/ in.csv
	run --separate-stderr at "2026-11-02 10:01:00" hall-pay post in.csv
	[ "$status" -eq 0 ]
	[ "$(grep -c ^payment 2026-11-02/journal.csv)" -eq 2 ]
}

@test "who may not act for others posts only what was taken" {
	sed -i "s/S12: .*/S12: {name: Zhu, role: device, login: '$(id -un)'}/" hall.yaml
	cat >in.csv <<-'EOF'
		#drawer,id,time,hall,staff,counter,event,amount
		drawer,D1,2026-11-02T09:00:00+08:00,H01,S01,C01,open,1.00
	EOF
	run --separate-stderr at "2026-11-02 10:00:00" hall-pay post in.csv
	[ "$status" -eq 3 ]
	run ! grep -q ^drawer 2026-11-02/journal.csv
	sed -i "s/S12: .*/S12: {name: Zhu, role: cashier, login: '$(id -un)'}/" hall.yaml
	run --separate-stderr at "2026-11-02 10:00:00" hall-pay post in.csv
	expect 2 '' 'hall-pay: S12 (cashier) may not take; these roles may: clerk, monitor, device'
}
