#!/usr/bin/env bats
# hall-ticket as a filter, and many who take numbers at once.

load helper
load ticket.bash

# A morning in journal order, without a book.
morning() {
	cat <<-EOF
		#counter,id,time,hall,staff,event
		counter,C01,2026-11-02T08:00:00+08:00,H01,S01,open
		#ticket,id,time,hall,staff,event,number,queue,class,counter
		ticket,T20261102-A001,2026-11-02T08:30:00+08:00,H01,,take,A001,payment,,
		ticket,T20261102-A002,2026-11-02T08:30:00+08:00,H01,,take,A002,payment,,
		ticket,T20261102-A001,2026-11-02T08:31:00+08:00,H01,S01,call,A001,payment,,C01
		ticket,T20261102-A001,2026-11-02T08:31:10+08:00,H01,S01,start,A001,payment,,C01
		ticket,T20261102-A001,2026-11-02T08:35:10+08:00,H01,S01,finish,A001,payment,,C01
		ticket,T20261102-A002,2026-11-02T08:35:10+08:00,H01,S01,call,A002,payment,,C01
		ticket,T20261102-A002,2026-11-02T08:35:30+08:00,H01,S01,start,A002,payment,,C01
		ticket,T20261102-A002,2026-11-02T08:36:30+08:00,H01,S01,finish,A002,payment,,C01
		#rating,id,time,hall,staff,ticket,score
		rating,R20261102-0001,2026-11-02T08:36:40+08:00,H01,S01,T20261102-A002,5
		#counter,id,time,hall,staff,event
		counter,C01,2026-11-02T08:40:00+08:00,H01,S01,close
	EOF
}

@test "visits, seats and queues are derived" {
	morning >m.csv
	run --separate-stderr hall-ticket --only m.csv
	expect 0 "#visit,id,day,hall,number,queue,class,counter,staff,taken,called,started,finished,wait,response,serve,held,calls,legs,outcome,score,late,why
visit,T20261102-A001,2026-11-02,H01,A001,payment,normal,C01,S01,2026-11-02T08:30:00+08:00,2026-11-02T08:31:00+08:00,2026-11-02T08:31:10+08:00,2026-11-02T08:35:10+08:00,60,10,240,0,1,1,served,,no,
visit,T20261102-A002,2026-11-02,H01,A002,payment,normal,C01,S01,2026-11-02T08:30:00+08:00,2026-11-02T08:35:10+08:00,2026-11-02T08:35:30+08:00,2026-11-02T08:36:30+08:00,310,20,60,0,1,1,served,5,no,
#seat,id,day,hall,counter,staff,opened,closed,open_seconds,busy_seconds,paused_seconds,served,utilisation
seat,SE20261102-C01-S01,2026-11-02,H01,C01,S01,2026-11-02T08:00:00+08:00,2026-11-02T08:40:00+08:00,2400,300,0,2,0.1250
#queueline,id,day,hall,queue,hour,arrived,served,left,absent,wait_mean,wait_p90,wait_max,open_counters,needed_counters
queueline,Q20261102-payment-08,2026-11-02,H01,payment,08,2,2,0,0,185,310,310,1,
#stage,tool,version,config,as_of,lines,faults,worst
stage,hall-ticket,$(hall-ticket --version | sed 's/.* //'),,2026-11-03T00:00:00+08:00,11,0,0"
}

@test "the output through the tool again is the output" {
	morning | hall-ticket >once
	hall-ticket once >twice
	cmp once twice
}

@test "lines without seq may come in any order" {
	morning | hall-ticket --only >expected
	for seed in 1 2 3 4 5; do
		{
			morning | grep '^#' | sort -u
			morning | grep -v '^#' |
				shuf --random-source=<(yes "$seed")
		} >shuffled
		hall-ticket --only shuffled >got
		cmp expected got
	done
}

@test "days apart and together give the same records" {
	morning >one
	sed 's/2026-11-02/2026-11-03/g; s/20261102/20261103/g' one >two
	derived() { hall-ticket --only "$@" | grep -v '^#\|^stage' | sort; }
	derived one two >together
	{ derived one; derived two; } | sort | cmp - together
}

@test "every other line passes untouched" {
	printf '#payment,id,amount\npayment,P1,1.00\n#mine,x\nmine,"a,b"\n' >other
	run --separate-stderr hall-ticket other
	[ "$status" -eq 0 ]
	[ "$(head -n 4 <<<"$output")" = "$(cat other)" ]
	[ "${#lines[@]}" -eq 6 ]
}

@test "a fact that cannot be is a fault before its line, and the status is 3" {
	morning | sed '/A001,2026.*,call,/d' >bad.csv
	run --separate-stderr hall-ticket bad.csv
	[ "$status" -eq 3 ]
	[ "${stderr%%$'\n'*}" = "hall-ticket: bad.csv:8: event: A002 is waiting: 'start' is not possible now; possible: call, transfer, divert, refer, escalate, attend, leave" ] ||
		[ "${stderr%%$'\n'*}" = "hall-ticket: bad.csv:6: event: A001 is waiting: 'start' is not possible now; possible: call, transfer, divert, refer, escalate, attend, leave" ]
	hall-ticket bad.csv >once 2>/dev/null || true
	hall-ticket once >twice 2>/dev/null || true
	cmp once twice
}

@test "empty input, a heading alone and a missing column" {
	run --separate-stderr hall-ticket </dev/null
	[ "$status" -eq 0 ]
	[[ $output = "#stage,"*$'\n'"stage,hall-ticket,"* ]]
	run --separate-stderr hall-ticket < <(echo '#ticket,id,time,event')
	[ "$status" -eq 0 ]
	run --separate-stderr hall-ticket < <(printf '#ticket,id,time,event\nticket,x,2026-11-02T08:00:00+08:00,take\n')
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-ticket: -:2: number: must not be empty" ]
}

@test "the percentile is by the method that is configured" {
	{
		echo '#ticket,id,time,hall,event,number,queue,counter'
		for i in 01 02 03 04 05 06 07 08 09 10; do
			echo "ticket,T$i,2026-11-02T08:00:00+08:00,H01,take,A0$i,payment,"
			echo "ticket,T$i,2026-11-02T08:00:$i+08:00,H01,call,A0$i,payment,C$i"
			echo "ticket,T$i,2026-11-02T08:00:$i+08:00,H01,start,A0$i,payment,C$i"
			echo "ticket,T$i,2026-11-02T08:00:20+08:00,H01,finish,A0$i,payment,C$i"
		done
	} >ten.csv
	local method expected
	while read -r method expected; do
		printf 'hall: {id: H01}\nticketing: {percentile: %s}\n' "$method" >hall.yaml
		run hall-ticket --only -c hall.yaml ten.csv
		[[ $output = *"queueline,Q20261102-payment-08,2026-11-02,H01,payment,08,10,10,0,0,6,$expected,10,0,"* ]]
	done <<<"nearest-rank 9
linear 9
upper 10"
}

@test "eight who take at once get all numbers once" {
	ticket_book
	local each=${HALL_TAKES:-15}
	# A clock that stands still, for none may stand before the tail.
	EACH=$each at "2026-11-02 09:00:00" bash -c '
		for i in 1 2 3 4 5 6 7 8; do
			for n in $(seq "$EACH"); do
				hall-ticket take payment --staff S07 -q || exit
			done >taken.$i 2>&1 &
		done
		wait'
	sed -n 's/^ticket,.*,take,\(A[0-9]*\),.*/\1/p' taken.? | sort >got
	seq "$((8 * each))" | xargs printf 'A%03d\n' | sort >expected
	cmp expected got
	sed -n 's/^ticket,.*,take,\(A[0-9]*\),.*/\1/p' "$journal" | sort | cmp expected -
	run --separate-stderr hall-ticket --only --day 2026-11-02
	[ "$status" -eq 0 ]
	[ "$(grep -c ^visit, <<<"$output")" -eq "$((8 * each))" ]
}

@test "the next day begins with the first number, and nothing goes over" {
	ticket_book
	quietly S01 08:10:00 counter open C01
	quietly S07 08:30:00 take payment
	quietly S07 08:30:00 take payment
	quietly S01 08:31:00 call C01
	at "2026-11-02 18:00:00" hall-audit -q close 2026-11-02 >/dev/null
	run --separate-stderr hall-ticket --only --day 2026-11-02
	[ "$status" -eq 0 ]
	[[ $output = *",expired,,no,expired:state=called"*",expired,,no,expired:state=waiting"* ]]
	grep -q '^ticket\|^counter' 2026-11-03/carry.in && return 1
	run --separate-stderr at "2026-11-03 08:30:00" hall-ticket take payment --staff S07
	[[ $output = *ticket,T20261103-A001,* ]]
	run --separate-stderr at "2026-11-03 08:31:00" hall-ticket finish A002 --staff S01
	expect 2 "" "hall-ticket: there is no ticket 'A002' today (did you mean 'A001'?)"
	run --separate-stderr at "2026-11-03 08:31:00" hall-ticket call C01 --staff S01
	expect 2 "" "hall-ticket: counter C01 is not open: 'hall-ticket counter open C01' opens it"
	run --separate-stderr hall-audit verify
	[ "$status" -eq 0 ]
}

@test "the sums agree with those of another program" {
	command -v mlr >/dev/null || skip "Miller is not here"
	morning | hall-ticket >all
	hall-ticket --only all | sed -n 's/^visit,//p; s/^#visit,//p' >visits.csv
	run mlr --icsv --onidx --ofs , stats1 -a sum,count -f wait,serve visits.csv
	[ "$output" = "370,2,300,2" ]
}

@test "every key of queues, counters and ticketing stands in hall.yaml(5)" {
	local key
	while read -r key; do
		grep -qE "^\.(Ss|Sh|It Cm) (.* , )?$key( ,.*)?\$" "$TOP/man/hall.yaml.5" ||
			{ echo "no $key"; return 1; }
	done < <(sed -n 's/.*{\.key = "\([^"]*\)".*/\1/p' "$TOP/lib/config/shape_ticket.c")
}
