# hall-pay drawer, close, till: the cash of a counter from morning to evening.

load helper
load pay

test_setup() { pay_book; }

@test "a drawer opens with the float of hall.yaml, or another" {
	run --separate-stderr recorded S01 08:30 drawer open C01
	expect 0 'drawer,W20261102-0001,2026-11-02T08:30:00+08:00,H01,S01,C01,1,open,500.00,,,,,'
	run --separate-stderr recorded S02 08:31 drawer open C02 --amount 200
	expect 0 'drawer,W20261102-0002,2026-11-02T08:31:00+08:00,H01,S02,C02,1,open,200.00,,,,,'
	run --separate-stderr as S01 08:32 drawer open C01
	expect 2 '' 'hall-pay: the drawer of C01 is open already'
}

@test "what happens to a drawer must be known, with the nearest" {
	run --separate-stderr as S01 08:30 drawer opne C01
	expect 2 '' "hall-pay: 'opne' is nothing that happens to a drawer; did you mean 'open'?"
	run --separate-stderr as S01 08:30 drawer fake-note C01
	expect 2 '' "hall-pay: 'fake-note' is nothing that happens to a drawer: open, float, payin, payout, drop, counterfeit, count or handover"
	run --separate-stderr as S01 08:30 drawer float C01 --amount 1
	expect 2 '' "hall-pay: the drawer of C01 is not open: 'hall-pay drawer open C01' opens it"
	run --separate-stderr as S01 08:30 drawer open C09
	expect 2 '' 'hall-pay: hall.yaml names no counter C09'
}

@test "cash in and out needs an amount, and a reason where it is not trade" {
	quietly S01 08:30 drawer open C01
	run --separate-stderr as S01 09:00 drawer payin C01
	expect 2 '' 'hall-pay: --amount or --notes must be given'
	run --separate-stderr as S01 09:00 drawer payout C01 --amount 5
	expect 2 '' 'hall-pay: --reason must be given: say why'
	run --separate-stderr as S01 09:00 drawer drop C01 --amount 5
	expect 2 '' 'hall-pay: S01 (clerk) may not drop; these roles may: cashier, monitor'
	run --separate-stderr recorded S09 09:00 drawer drop C01 --amount 100
	expect 0 'drawer,W20261102-0002,2026-11-02T09:00:00+08:00,H01,S09,C01,1,drop,100.00,,,,,'
}

@test "a false note is told with its reason, and the count is short by it" {
	quietly S01 08:30 drawer open C01
	run --separate-stderr as S01 09:00 drawer counterfeit C01 --notes 100x1
	expect 2 '' 'hall-pay: --reason must be given: say why'
	run --separate-stderr as S01 09:00 drawer counterfeit C01 --reason FB10
	expect 2 '' 'hall-pay: --amount or --notes must be given'
	run --separate-stderr as S02 09:00 drawer counterfeit C01 --notes 100x1 \
	    --reason FB10
	expect 2 '' "hall-pay: the drawer of C01 is with S01: 'hall-pay drawer handover' passes it on"
	run --separate-stderr recorded S01 09:00 drawer counterfeit C01 \
	    --notes 100x1 --reason FB10
	expect 0 'drawer,W20261102-0002,2026-11-02T09:00:00+08:00,H01,S01,C01,1,counterfeit,100.00,100x1,,,FB10,'
	quietly S09 17:30 drawer count C01 --amount 400
	run --separate-stderr recorded S09 17:31 close C01 --reason FB10
	[ "$status" -eq 1 ]
	[ "$stderr" = 'hall-pay: the drawer of C01 is 100.00 short' ]
	[[ ${lines[-1]} = till,*,500.00,400.00,-100.00,* ]]
}

@test "nobody else touches a drawer, but by a handover" {
	quietly S01 08:30 drawer open C01
	run --separate-stderr as S02 09:00 drawer float C01 --amount 5
	expect 2 '' "hall-pay: the drawer of C01 is with S01: 'hall-pay drawer handover' passes it on"
	run --separate-stderr as S01 09:01 drawer handover C01
	expect 2 '' 'hall-pay: --to must be given: who has it from now on'
	run --separate-stderr as S01 09:02 drawer handover C01 --to S77
	expect 2 '' 'hall-pay: --to: hall.yaml names no staff S77'
	run --separate-stderr recorded S01 09:03 drawer handover C01 --to S02
	expect 0 'drawer,W20261102-0002,2026-11-02T09:03:00+08:00,H01,S01,C01,1,handover,,,S02,,,'
	run --separate-stderr as S02 09:04 drawer float C01 --amount 5
	[ "$status" -eq 0 ]
}

@test "nobody sees what should be in a drawer before it was counted" {
	quietly S01 08:30 drawer open C01
	quietly S01 09:00 take --amount 400 --method cash --tendered 500
	run --separate-stderr facts <(hall-pay till)
	expect 0 'till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,,cash,2026-11-02T08:30:00+08:00,,,,,,,,,500.00,0.00,0.00,0.00,,,,blind'
	run --separate-stderr as S09 17:30 close C01
	expect 2 '' "hall-pay: the drawer of C01 was not counted: 'hall-pay drawer count C01 --amount AMOUNT' first"
	run --separate-stderr recorded S09 17:31 drawer count C01 \
	    --notes '100x8 50x2'
	expect 0 'drawer,W20261102-0002,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count,900.00,100x8 50x2,,,,'
	run --separate-stderr facts <(hall-pay till C01)
	expect 0 'till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,,cash,2026-11-02T08:30:00+08:00,,1,400.00,0,0.00,0,0.00,400.00,500.00,0.00,0.00,0.00,900.00,900.00,0.00,open'
}

@test "the till of a counter that hall.yaml does not know is refused" {
	run --separate-stderr hall-pay till C09
	expect 2 '' 'hall-pay: hall.yaml names no counter C09'
}

@test "till changes nothing" {
	quietly S01 08:30 drawer open C01
	cp -a 2026-11-02 before
	run hall-pay till
	[ "$status" -eq 0 ]
	diff -r before 2026-11-02
}

@test "a close is numbered from day to day, and shows the till" {
	quietly S01 08:30 drawer open C01
	quietly S09 12:00 drawer count C01 --amount 500
	run --separate-stderr recorded S09 12:01 close C01
	expect 0 'drawer,W20261102-0003,2026-11-02T12:01:00+08:00,H01,S09,C01,1,close,,,,1,,
till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,1,cash,2026-11-02T08:30:00+08:00,2026-11-02T12:01:00+08:00,0,0.00,0,0.00,0,0.00,0.00,500.00,0.00,0.00,0.00,500.00,500.00,0.00,'
	quietly S01 13:00 drawer open C01
	pay_next_day 500
	export DAY=2026-11-03
	quietly S01 08:30 drawer open C01
	quietly S09 12:00 drawer count C01 --amount 500
	run --separate-stderr recorded S09 12:01 close C01
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = 'drawer,W20261103-0003,2026-11-03T12:01:00+08:00,H01,S09,C01,1,close,,,,3,,' ]
	run --separate-stderr hall-pay --only --day 2026-11-03
	[ "$status" -eq 0 ]
	[[ $output != *2026-11-02,H01,C01* ]]
}

@test "what is short stays on record, above the limit with a reason" {
	quietly S01 08:30 drawer open C01
	quietly S09 17:30 drawer count C01 --amount 480
	run --separate-stderr as S09 17:31 close C01
	expect 2 '' 'hall-pay: the drawer of C01 is 20.00 short: say why with --reason'
	run --separate-stderr recorded S09 17:32 close C01 \
	    --reason 'gave 20 too much' --liable S01
	expect 1 'drawer,W20261102-0003,2026-11-02T17:32:00+08:00,H01,S09,C01,1,close,,,,1,gave 20 too much,S01
till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,1,cash,2026-11-02T08:30:00+08:00,2026-11-02T17:32:00+08:00,0,0.00,0,0.00,0,0.00,0.00,500.00,0.00,0.00,0.00,500.00,480.00,-20.00,"short_told:amount=20.00,reason=gave%2020%20too%20much,liable=S01"' \
	    'hall-pay: the drawer of C01 is 20.00 short'
	run --separate-stderr hall-pay --only --day 2026-11-02
	[ "$status" -eq 1 ]
}

@test "a little over needs no reason, but is said" {
	quietly S01 08:30 drawer open C01
	quietly S09 17:30 drawer count C01 --amount 500.50
	run --separate-stderr as S09 17:32 close C01
	[ "$status" -eq 1 ]
	[ "$stderr" = 'hall-pay: the drawer of C01 is 0.50 over' ]
}

@test "cash that moved after the count wants another" {
	quietly S01 08:30 drawer open C01
	quietly S09 17:30 drawer count C01 --amount 500
	quietly S01 17:31 take --amount 1 --method cash
	run --separate-stderr as S09 17:32 close C01
	expect 2 '' 'hall-pay: the drawer of C01: movements of cash after it was counted: 1; count it again'
}

@test "a drawer that is open keeps the day from closing" {
	quietly S01 08:30 drawer open C01
	run --separate-stderr at "2026-11-02 18:00:00" hall-audit close
	[ "$status" -eq 1 ]
	[[ $output$stderr = *C01* ]]
}

@test "a kiosk's batch is compared with its payments" {
	quietly S02 20:00 take --channel kiosk --device K01 --amount 30 \
	    --method wechat --no-receipt
	run --separate-stderr recorded S08 23:00 batch K01 --method wechat \
	    --count 1 --amount 20 --from 00:00 --to 22:59
	expect 0 'batch,B20261102-0001,2026-11-02T23:00:00+08:00,H01,S08,K01,wechat,2026-11-02T00:00:00+08:00,2026-11-02T22:59:00+08:00,1,20.00,'
	run --separate-stderr facts <(hall-pay till K01)
	[ "$output" = 'till,T20261102-K01-0-wechat,2026-11-02,H01,K01,,S02,,wechat,,,1,30.00,0,0.00,0,0.00,30.00,,,,,30.00,20.00,-10.00,short:amount=10.00' ]
	run --separate-stderr as S08 23:01 batch K01 --method wechat \
	    --count 1 --amount 20 --from yesterday
	expect 2 '' "hall-pay: --from: 'yesterday' is no time; write 2026-11-02T18:40:00+08:00, '2026-11-02 18:40' or 18:40"
	run --separate-stderr as S08 23:01 batch K01 --method wechat \
	    --count one --amount 20
	expect 2 '' "hall-pay: --count: 'one' is not a count"
}
