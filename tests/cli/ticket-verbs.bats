#!/usr/bin/env bats
# What each verb of hall-ticket records, and what it refuses.

load helper
load ticket.bash

test_setup() {
	ticket_book
	quietly S01 08:10:00 counter open C01
	quietly S02 08:10:00 counter open C02
}

@test "take gives the next number of the queue's prefix" {
	run --separate-stderr recorded S07 08:30:00 take payment
	expect 0 "ticket,T20261102-A001,2026-11-02T08:30:00+08:00,H01,S07,take,A001,payment,normal,,,device,,,"
	run --separate-stderr recorded S07 08:30:01 take vip
	expect 0 "ticket,T20261102-V001,2026-11-02T08:30:01+08:00,H01,S07,take,V001,vip,vip,,,device,,,"
	run --separate-stderr recorded S07 08:30:02 take payment --class special \
		--customer K77 --channel appointment --papers complete
	expect 0 "ticket,T20261102-A002,2026-11-02T08:30:02+08:00,H01,S07,take,A002,payment,special,,K77,appointment,complete,,"
}

@test "an unknown queue is refused with a suggestion" {
	run --separate-stderr as S07 08:30:00 take paymnt
	expect 2 "" "hall-ticket: hall.yaml names no queue 'paymnt' (did you mean 'payment'?)"
	run --separate-stderr as S07 08:30:00 take zzz
	expect 2 "" "hall-ticket: hall.yaml names no queue 'zzz'; there are: payment, business, vip"
	run --separate-stderr as S07 08:30:00 take paymnt --lang zh
	expect 2 "" "hall-ticket: hall.yaml 里没有队列“paymnt”（是否指“payment”？）"
	run --separate-stderr as S07 08:30:00 take
	expect 2 "" "hall-ticket: for which queue? (or --again NUMBER)"
}

@test "take refuses a class, a channel and papers that are none" {
	run --separate-stderr as S07 08:30:00 take payment --class gold
	expect 2 "" "hall-ticket: --class: 'gold' is none of: vip green special normal"
	run --separate-stderr as S07 08:30:00 take payment --channel web
	expect 2 "" "hall-ticket: --channel: 'web' is none of: device manual appointment"
	run --separate-stderr as S07 08:30:00 take payment --papers some
	expect 2 "" "hall-ticket: --papers: 'some' is none of: complete missing"
	[ "$(facts "$journal" | grep -c ^ticket)" -eq 0 ]
}

@test "when many wait, take says where to send them, but not with --quiet" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:00 take payment
	run --separate-stderr recorded S07 08:30:00 take payment
	[ "$stderr" = "hall-ticket: payment: 3 waiting; send whom you can to kiosk" ]
	run --separate-stderr recorded S07 08:30:00 take payment -q
	[ "$stderr" = "" ]
}

@test "a customer is called, served and rated" {
	quietly S07 08:30:00 take payment
	run --separate-stderr recorded S01 08:31:00 call C01
	expect 0 "ticket,T20261102-A001,2026-11-02T08:31:00+08:00,H01,S01,call,A001,payment,normal,C01,,,,,"
	run --separate-stderr recorded S01 08:31:05 recall C01
	expect 0 "ticket,T20261102-A001,2026-11-02T08:31:05+08:00,H01,S01,recall,A001,payment,normal,C01,,,,,"
	run --separate-stderr recorded S01 08:31:10 start C01
	expect 0 "ticket,T20261102-A001,2026-11-02T08:31:10+08:00,H01,S01,start,A001,payment,normal,C01,,,,,"
	run --separate-stderr recorded S01 08:33:00 hold C01
	[ "$status" -eq 0 ]
	run --separate-stderr recorded S01 08:34:00 resume C01
	[ "$status" -eq 0 ]
	run --separate-stderr recorded S01 08:35:00 finish A001
	expect 0 "ticket,T20261102-A001,2026-11-02T08:35:00+08:00,H01,S01,finish,A001,payment,normal,C01,,,,,"
	run --separate-stderr recorded S07 08:35:30 rate A001 5 --text "fast, kind"
	expect 0 'rating,R20261102-0001,2026-11-02T08:35:30+08:00,H01,S01,T20261102-A001,5,device,"fast, kind"'
	[ "$(visit A001 wait)/$(visit A001 response)/$(visit A001 serve)/$(visit A001 held)" = 65/5/170/60 ]
	[ "$(visit A001 score)" = 5 ]
}

@test "without a counter it is the one that the person opened, or the post" {
	quietly S07 08:30:00 take payment
	run --separate-stderr recorded S02 08:31:00 call
	[[ $output = *,call,A001,payment,normal,C02,* ]]
	quietly S01 08:31:00 counter close
	run --separate-stderr as S01 08:32:00 call
	expect 2 "" "hall-ticket: counter: counter C01 is closed and can call nobody; open or resume it first"
	run --separate-stderr as S10 08:32:00 call
	expect 2 "" "hall-ticket: which counter? you have opened none"
}

@test "the counter's order decides who is next" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:01 take payment --class special
	for i in 2 3 4; do quietly S07 08:30:0$i take vip; done
	local order="" second=10
	for i in 1 2 3 4 5; do
		order+=" $(as S02 08:31:$second call C02 | sed -n 's/.*,call,\([^,]*\),.*/\1/p')"
		quietly S02 08:31:$((second + 1)) start C02
		quietly S02 08:31:$((second + 2)) finish C02
		second=$((second + 3))
	done
	[ "$order" = " V001 V002 A002 A001 V003" ]
}

@test "who is not next needs a reason, which stays visible" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:01 take payment
	run --separate-stderr as S01 08:31:00 call C01 A002
	expect 2 "" "hall-ticket: A002 is not next at counter C01, A001 is: say with --reason why"
	run --separate-stderr as S01 08:31:00 call C01 A002 --reason "an old man, ill"
	[ "$status" -eq 0 ]
	[[ $(visit A002 why) = "out_of_order:before=A001 reason_given:text=an%20old%20man%2C%20ill still_open:state=called" ]]
}

@test "a class that goes before others needs no reason" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:01 take payment --class special
	run --separate-stderr as S01 08:31:00 call C01 A002
	[ "$status" -eq 0 ]
	[ "$(visit A002 why)" = "still_open:state=called" ]
}

@test "a counter that nobody waits for says so with status 1" {
	run --separate-stderr as S01 08:31:00 call C01
	expect 1 "" "hall-ticket: nobody waits for counter C01"
	quietly S07 08:30:00 take business
	run --separate-stderr as S01 08:31:00 call C01
	expect 1 "" "hall-ticket: nobody waits for counter C01"
}

@test "a counter calls only when it is open, not paused, and free" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 counter close C01
	run --separate-stderr as S01 08:32:00 call C01
	expect 2 "" "hall-ticket: counter: counter C01 is closed and can call nobody; open or resume it first"
	quietly S01 08:33:00 counter open C01
	quietly S01 08:33:10 counter pause C01 --reason water
	run --separate-stderr as S01 08:33:20 call C01
	expect 2 "" "hall-ticket: counter: counter C01 is paused and can call nobody; open or resume it first"
	quietly S01 08:33:30 counter resume C01
	quietly S01 08:33:40 call C01
	run --separate-stderr as S01 08:33:50 call C01
	expect 2 "" "hall-ticket: counter: A001 is at counter C01: finish, hold, transfer or absent first"
	run --separate-stderr as S01 08:34:00 counter pause C01
	expect 2 "" "hall-ticket: event: A001 is at counter C01: finish, hold, transfer or absent first"
}

@test "a counter that was not opened today calls nobody" {
	rm -r 2026-11-02
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
	quietly S07 08:30:00 take payment
	run --separate-stderr as S01 08:31:00 call C01
	expect 2 "" "hall-ticket: counter C01 is not open: 'hall-ticket counter open C01' opens it"
}

@test "what is impossible is refused, and what is possible is named" {
	quietly S07 08:30:00 take payment
	run --separate-stderr as S01 08:31:00 finish A001
	expect 2 "" "hall-ticket: event: A001 is waiting: 'finish' is not possible now; possible: call, transfer, divert, refer, escalate, attend, leave"
	run --separate-stderr as S01 08:31:00 finish A001 --lang zh
	expect 2 "" "hall-ticket: 事件(event)：A001 现为“等候”，不能“办结”；可以：叫号(call)、转号(transfer)、分流(divert)、转介(refer)、上报(escalate)、接待(attend)、离开(leave)"
	run --separate-stderr as S01 08:31:00 counter open C01
	expect 2 "" "hall-ticket: event: counter C01 is open: 'open' is not possible now; possible: pause, close"
	quietly S07 08:31:00 leave A001
	run --separate-stderr as S07 08:31:00 leave A001
	expect 2 "" "hall-ticket: event: A001 is gone: 'leave' is not possible now, nor is anything else"
	run --separate-stderr as S01 08:31:00 start C01
	expect 2 "" "hall-ticket: nobody is at counter C01: 'hall-ticket call C01' calls the next"
}

@test "unknown counters, numbers and events of a counter have suggestions" {
	quietly S07 08:30:00 take payment
	run --separate-stderr as S01 08:31:00 call C10
	expect 2 "" "hall-ticket: hall.yaml names no counter 'C10' (did you mean 'C01'?)"
	run --separate-stderr as S01 08:31:00 call C1
	expect 2 "" "hall-ticket: hall.yaml names no counter 'C1' (did you mean 'C01'?)"
	run --separate-stderr as S01 08:31:00 call nine
	expect 2 "" "hall-ticket: hall.yaml names no counter 'nine'; there are: C01, C02"
	run --separate-stderr as S01 08:31:00 call C01 A01
	expect 2 "" "hall-ticket: there is no ticket 'A01' today (did you mean 'A001'?)"
	run --separate-stderr as S01 08:31:00 rate X 5
	expect 2 "" "hall-ticket: there is no ticket 'X' today"
	run --separate-stderr as S01 08:31:00 counter puase C01
	expect 2 "" "hall-ticket: 'puase' is nothing that happens to a counter; did you mean 'pause'?"
	run --separate-stderr as S01 08:31:00 transfer A001 --to busness
	expect 2 "" "hall-ticket: --to: hall.yaml names no queue and no counter 'busness' (did you mean 'business'?)"
}

@test "who may not serve calls nobody" {
	quietly S07 08:30:00 take payment
	run --separate-stderr as S07 08:31:00 call C01
	[ "$status" -eq 2 ]
	[[ $stderr = "hall-ticket: S07 (guide) may not serve"* ]]
	run --separate-stderr as S07 08:31:00 counter close C01
	[ "$status" -eq 2 ]
}

@test "a no-show is given up after three calls or three minutes, and comes back once" {
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 call C01
	run --separate-stderr as S01 08:31:30 absent C01
	expect 2 "" "hall-ticket: A001 may still come: absent is who was called 3 times, or 3 min ago (called so far: 1)"
	quietly S01 08:31:40 recall C01
	quietly S01 08:31:50 recall C01
	quietly S01 08:32:00 absent C01
	run --separate-stderr recorded S07 08:40:00 take --again A001
	expect 0 "ticket,T20261102-A001,2026-11-02T08:40:00+08:00,H01,S07,take,A001,payment,normal,,,,,,"
	quietly S01 08:41:00 call C01
	run --separate-stderr as S01 08:44:00 absent C01
	[ "$status" -eq 0 ]
	run --separate-stderr as S07 08:45:00 take --again A001
	expect 2 "" "hall-ticket: event: A001 came back before: a new number must be taken"
	run --separate-stderr as S07 08:45:00 take payment --again A001
	expect 2 "" "hall-ticket: --again and a queue do not go together: the number has its queue"
}

@test "a transfer goes to a queue, or to a counter alone" {
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 call C01
	quietly S01 08:31:00 start C01
	run --separate-stderr recorded S01 08:32:00 transfer A001 --to C02 --reason contract
	expect 0 "ticket,T20261102-A001,2026-11-02T08:32:00+08:00,H01,S01,transfer,A001,payment,normal,C01,,,,C02,contract"
	run --separate-stderr as S01 08:33:00 call C01
	expect 1 "" "hall-ticket: nobody waits for counter C01"
	run --separate-stderr recorded S02 08:33:00 call C02
	[[ $output = *,call,A001,* ]]
	[ "$(visit A001 legs)" = 2 ]
}

@test "customers leave, are diverted, referred, escalated and attended to" {
	for i in 1 2 3 4; do quietly S07 08:30:00 take payment; done
	quietly S07 08:31:00 leave A001 --reason "no time"
	quietly S07 08:31:00 divert A002
	quietly S07 08:31:00 refer A003 --to H02
	quietly S07 08:31:00 escalate A004 --to S10
	[ "$(visit A001 outcome) $(visit A001 why)" = "left reason_given:text=no%20time" ]
	[ "$(visit A002 outcome) $(visit A002 why)" = "diverted sent:to=kiosk" ]
	[ "$(visit A003 outcome) $(visit A003 why)" = "referred sent:to=H02" ]
	[ "$(visit A004 outcome) $(visit A004 why)" = "escalated sent:to=S10" ]
	quietly S07 08:31:30 take vip
	quietly S07 08:32:00 attend V001
	quietly S01 08:38:00 call C01
	[ "$(visit V001 late)" = no ]
	run --separate-stderr as S07 08:38:00 escalate V001 --to S99
	expect 2 "" "hall-ticket: --to: hall.yaml names no staff S99"
	run --separate-stderr as S07 08:38:00 divert V001
	expect 2 "" "hall-ticket: --to must be given: the queue names no divert_to"
}

@test "who has no ticket and is turned away at the door gets one to be counted" {
	run --separate-stderr recorded S07 08:30:00 refer payment --to H02
	expect 0 "ticket,T20261102-A001,2026-11-02T08:30:00+08:00,H01,S07,take,A001,payment,normal,,,manual,missing,,
ticket,T20261102-A001,2026-11-02T08:30:00+08:00,H01,S07,refer,A001,payment,normal,,,,,H02,"
	[ "$(visit A001 why)" = "papers_missing sent:to=H02" ]
	quietly S07 08:30:00 divert payment
	[ "$(visit A002 why)" = "sent:to=kiosk" ]
}

@test "a closing counter says who still waits for it" {
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 call C01
	quietly S01 08:31:00 transfer C01 --to C02
	run --separate-stderr as S02 08:32:00 counter close C02
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-ticket: A001 still waits for counter C02: transfer them" ]
}

@test "several on hold at a counter are told apart" {
	quietly S07 08:30:00 take payment
	quietly S07 08:30:00 take payment
	for i in 1 2; do
		quietly S01 08:3$i:00 call C01
		quietly S01 08:3$i:00 start C01
		quietly S01 08:3$i:30 hold C01
	done
	run --separate-stderr as S01 08:33:00 resume C01
	expect 2 "" "hall-ticket: A001 and A002 are on hold at counter C01: say which"
	run --separate-stderr as S01 08:33:00 resume A002
	[ "$status" -eq 0 ]
	run --separate-stderr as S02 08:33:00 resume C02
	expect 2 "" "hall-ticket: nobody is on hold at counter C02"
}

@test "a rating is one, of a service, and on the scale" {
	quietly S07 08:30:00 take payment
	run --separate-stderr as S07 08:30:30 rate A001 5
	expect 2 "" "hall-ticket: ticket: A001 was not served yet: only a service can be rated"
	quietly S01 08:31:00 call C01
	quietly S01 08:31:00 start C01
	quietly S01 08:32:00 finish C01
	run --separate-stderr as S07 08:33:00 rate A001 6
	expect 2 "" "hall-ticket: score: '6' is no score from 1 to 5"
	run --separate-stderr as S07 08:33:00 rate A001 good
	expect 2 "" "hall-ticket: score: 'good' is not a number"
	quietly S07 08:33:00 rate A001 4
	run --separate-stderr as S07 08:33:00 rate A001 4
	expect 2 "" "hall-ticket: ticket: A001 was rated before"
}

@test "the same key gives the same number, and records nothing more" {
	run --separate-stderr as S07 08:30:00 take payment --key k1
	first=$output
	run --separate-stderr as S07 08:30:05 take payment --key k1
	[ "$status" -eq 0 ]
	[ "$output" = "$first" ]
	run --separate-stderr as S07 08:30:06 take vip --key k1
	[ "$status" -eq 2 ]
	run --separate-stderr recorded S07 08:30:07 take payment
	[[ $output = *,take,A002,* ]]
}

@test "numbers end where nine digits end" {
	printf '#ticket,id,time,event,number,queue,staff\nticket,x,2026-11-02T08:20:00+08:00,take,A999999999,payment,S07\n' |
		at "2026-11-02 08:30:00" hall-ticket post >/dev/null
	run --separate-stderr as S07 08:31:00 take payment
	expect 2 "" "hall-ticket: the numbers of 'payment' are used up"
}

@test "a dry run says the number and gives it to nobody" {
	run --separate-stderr recorded S07 08:30:00 take payment -n
	[[ $output = *,take,A001,* ]]
	run --separate-stderr recorded S07 08:30:00 take payment
	[[ $output = *,take,A001,* ]]
}

@test "what happened earlier is recorded with --at, but never before what came before" {
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 call C01
	run --separate-stderr as S01 08:50:00 start C01 --at 08:29 --reason forgot
	expect 2 "" "hall-ticket: time: the time is before what happened last, at 2026-11-02T08:31:00+08:00"
	run --separate-stderr as S01 08:50:00 start C01 --at 08:32 --reason forgot
	[ "$status" -eq 0 ]
	[[ $output = *,2026-11-02T08:32:00+08:00,H01,S01,start,*,forgot,* ]]
}

@test "post brings in what was written elsewhere, all or none" {
	cat >paper.csv <<-EOF
		#ticket,id,time,event,number,queue,counter,staff
		ticket,T20261102-A001,2026-11-02T08:20:00+08:00,take,A001,payment,,S07
		ticket,T20261102-A001,2026-11-02T08:21:00+08:00,call,A001,payment,C01,S01
		ticket,T20261102-A001,2026-11-02T08:21:00+08:00,start,A001,payment,C01,S01
		ticket,T20261102-A001,2026-11-02T08:25:00+08:00,finish,A001,payment,C01,S01
	EOF
	run --separate-stderr at "2026-11-02 09:00:00" hall-ticket post paper.csv
	[ "$status" -eq 0 ]
	[ "$(visit A001 serve)" = 240 ]
	# Again: it is there already.
	run --separate-stderr at "2026-11-02 09:00:00" hall-ticket post paper.csv
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	run --separate-stderr recorded S07 09:01:00 take payment
	[[ $output = *,take,A002,* ]]
	sed -i 's/,payment,,S07/,paymnt,,S07/; s/A001/A005/g' paper.csv
	run --separate-stderr at "2026-11-02 09:02:00" hall-ticket post paper.csv
	expect 3 "" "hall-ticket: paper.csv:2: queue: hall.yaml names no queue 'paymnt' (did you mean 'payment'?); nothing was recorded (--keep-faults records such lines as faults)"
	run --separate-stderr at "2026-11-02 09:02:00" hall-ticket post paper.csv --staff S01
	[ "$status" -eq 2 ]
	[[ $stderr = "hall-ticket: S01 (clerk) may not act"* ]]
}

@test "a queue that is renamed in mid-day makes no number twice" {
	quietly S07 08:30:00 take payment
	sed -i 's/  payment: /  paying: /; s/\[payment,/[paying,/' hall.yaml
	run --separate-stderr recorded S07 08:31:00 take paying
	[[ $output = *,take,A002,paying,* ]]
}
