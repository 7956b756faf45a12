# hall-apply without a verb: the progress of cases from facts.

load helper
load apply

test_setup() { apply_config; }

# A complaint, an opinion and an application of one day and the next ones.
some_facts() {
	echo "$CASES"
	fact CS1 '2026-11-02 09:10' open type=lv-new account=A100 phone=138
	fact CS1 '2026-11-02 09:20' accept
	fact CS1 '2026-11-02 09:21' doc item=A2 value=received
	fact CS2 '2026-11-02 18:10' open type=complaint account=A101
	fact CS3 '2026-11-02 10:10' open type=opinion text=chairs
	fact CS3 '2026-11-02 10:30' step item=handle value=done
	fact CS3 '2026-11-02 11:30' reply
	fact CS3 '2026-11-02 11:40' finish
	fact CS1 '2026-11-04 10:00' step item=slip value=done
}

@test "a stage that is one working day late says so, with its limit" {
	some_facts >in.csv
	run --separate-stderr bash -c 'hall-apply -c c/hall.yaml --only in.csv | grep ^step,CS1'
	expect 0 'step,CS1-slip,2026-11-04,H01,CS1,slip,clerk,2026-11-02T09:20:00+08:00,2026-11-03T23:59:59+08:00,2026-11-04T10:00:00+08:00,56400,36000,"late:limit=1wd,used=2wd"
step,CS1-pass,2026-11-04,H01,CS1,pass,clerk,2026-11-04T10:00:00+08:00,2026-11-05T23:59:59+08:00,,21600,0,'
}

@test "lateness is status 1" {
	some_facts >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml in.csv
	[ "$status" -eq 1 ] && [ -z "$stderr" ]
	some_facts | grep -v 'CS2\|T10:00:00' >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --as-of '2026-11-03 12:00' in.csv
	[ "$status" -eq 0 ]
}

@test "a complaint without a telephone number is told" {
	some_facts >in.csv
	run derived progress
	[[ ${lines[1]} == 'progress,CS2,2026-11-04,H01,complaint,A101,'*',phone,0,'*'needs:what=phone'* ]]
	{ some_facts; fact CS2 '2026-11-02 18:20' callback phone=139; } >in.csv
	run derived progress
	[[ ${lines[1]} == 'progress,CS2,2026-11-04,H01,complaint,A101,'*',0,' ]]
}

@test "a complaint that was entered the day after is told" {
	{
		echo "$CASES,entered"
		echo "$(fact R1 '2026-11-02 17:00' open type=report),2026-11-03T09:00:00+08:00"
		echo "$(fact R2 '2026-11-02 17:00' open type=report),2026-11-02T23:59:59+08:00"
	} >in.csv
	run derived progress
	[[ ${lines[0]} == *'"entered_late:came=2026-11-02,entered=2026-11-03"' ]]
	[[ ${lines[1]} == *',0,' ]]
}

@test "a target that was missed is a warning, and then wants a call back" {
	{
		echo "$CASES"
		fact C1 '2026-11-02 09:00' open type=complaint phone=1
		fact C1 '2026-11-02 10:00' callback
		fact C1 '2026-11-03 10:00' reply
		fact C1 '2026-11-03 10:00' finish
	} >in.csv
	run derived step
	[ "${lines[0]}" = 'step,C1-target,2026-11-03,H01,C1,target,,2026-11-02T09:00:00+08:00,2026-11-03T09:00:00+08:00,2026-11-03T10:00:00+08:00,90000,,"late_target:limit=24h,used=25h"' ]
	[[ ${lines[3]} == 'step,C1-callback,2026-11-03,H01,C1,callback,,2026-11-03T10:00:00+08:00,2026-11-03T23:59:59+08:00,,'*',1,"late:limit=same-day,used=0wd"' ]]
	fact C1 '2026-11-03 10:05' callback >>in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --only in.csv
	[ "$status" -eq 0 ]
	[[ $output == *'step,C1-callback,2026-11-03,H01,C1,callback,,2026-11-03T10:00:00+08:00,2026-11-03T23:59:59+08:00,2026-11-03T10:05:00+08:00,300,0,'* ]]
}

@test "T(T(x)) = T(x)" {
	{ some_facts; fact CS9 '2026-11-02 10:00' accept; } >in.csv
	hall-apply -c c/hall.yaml in.csv >once 2>/dev/null || [ $? -eq 3 ]
	hall-apply -c c/hall.yaml once >twice 2>/dev/null || [ $? -eq 3 ]
	diff once twice
	grep -q '^fault,.*no_case' once
}

@test "facts without seq may come in any order, and twice" {
	some_facts >in.csv
	hall-apply -c c/hall.yaml --only in.csv >right || [ $? -eq 1 ]
	for seed in 1 2 3; do
		{
			echo "$CASES"
			tail -n +2 in.csv | shuf --random-source=<(yes $seed)
			tail -n +2 in.csv | shuf --random-source=<(yes x$seed)
		} >shuffled
		hall-apply -c c/hall.yaml --only shuffled >got || [ $? -eq 1 ]
		diff <(grep -v ^stage right) <(grep -v ^stage got)
	done
}

@test "an event that the state does not allow is a fault that names what is" {
	{ some_facts; fact CS3 '2026-11-02 12:00' accept; } >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml in.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = 'hall-apply: in.csv:11: event: CS3 is finished: accept is not possible; allowed: doc, callback, archive, reopen' ]
	run --separate-stderr hall-apply -c c/hall.yaml --lang zh in.csv
	[ "$stderr" = 'hall-apply: in.csv:11: 事件(event)：CS3 已办结，不能“受理”；可以：资料(doc)、回访(callback)、归档(archive)、重办(reopen)' ]
}

# told LINE MESSAGE: one more fact at the end of some_facts is a fault.
told() {
	{ some_facts; echo "$1"; } >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml in.csv
	[ "$status" -eq 3 ] || return
	differ stderr "hall-apply: in.csv:11: $2" "$stderr"
}

@test "what cannot be is told with what could be" {
	told "$(fact X '2026-11-02 12:00' step item=slip value=done)" \
	    'id: there is no case X'
	told "$(fact X '2026-11-02 12:00' open type=lv-nwe)" \
	    "type: 'lv-nwe' is no case type (did you mean 'lv-new'?)"
	told "$(fact X '2026-11-02 12:00' open)" 'type: must not be empty'
	told "$(fact CS1 '2026-11-04 12:00' step item=pas value=done)" \
	    "item: a case of type lv-new has no stage 'pas' (did you mean 'pass'?)"
	told "$(fact CS1 '2026-11-04 12:00' step item=plan value=done)" \
	    'item: plan of CS1 is out of order; next: forward, pass'
	told "$(fact CS1 '2026-11-04 12:00' step item=slip value=done)" \
	    'item: stage slip of CS1 is done already'
	told "$(fact CS1 '2026-11-04 12:00' step item=pass value=ok)" \
	    "value: 'ok' is nothing that becomes of a stage: done, failed, begin"
	told "$(fact CS1 '2026-11-04 12:00' finish)" \
	    'item: finish of CS1 is out of order; next: forward, pass'
	told "$(fact CS1 '2026-11-04 12:00' doc item=A222 value=received)" \
	    "item: 'A222' is no form (did you mean 'A22'?)"
	told "$(fact CS1 '2026-11-04 12:00' doc item=A5 value=lost)" \
	    "value: 'lost' is nothing that becomes of a form: received, missing, signed, returned"
	told "$(fact CS1 '2026-11-04 12:00' fee item=meter value=12.3)" \
	    "value: '12.3' is not an amount such as 12.30"
	told "$(fact CS1 '2026-11-04 12:00' extend due=2026-11-03)" \
	    'due: 2026-11-03 is not later than what holds already'
	told "$(fact CS1 '2026-11-04 12:00' objection)" \
	    'event: CS1 was not answered yet: there is nothing to object to'
	told "$(fact CS1 '2026-11-04 12:00' hand)" 'to: must not be empty'
	told "$(fact CS1 '2026-11-04 12:00' hold class=geen)" \
	    "class: 'geen' is no class (did you mean 'green'?)"
	told "$(fact CS1 '2026-11-02 09:20' hold class=)x" \
	    'time: the time is before the step of CS1, 2026-11-04T10:00:00+08:00: events are recorded in their order' ||
	    true
}

@test "a kind of event that the type does not know is told" {
	told "$(fact Q '2026-11-02 12:00' open type=consultation)
$(fact Q '2026-11-02 13:00' hold)" \
	    'x' || [[ $stderr == 'hall-apply: in.csv:12: event: a case of type consultation knows no hold' ]]
}

@test "optional stages are passed over, or begun and then kept" {
	{
		some_facts
		fact CS1 '2026-11-04 11:00' step item=forward value=begin
	} >in.csv
	[ "$(derived progress | grep CS1 | column 11)" = forward ]
	fact CS1 '2026-11-04 12:00' step item=pass value=done >>in.csv
	run --separate-stderr hall-apply -c c/hall.yaml in.csv
	[[ $stderr == *'item: pass of CS1 is out of order; next: forward' ]]
}

@test "the customer's own stages and holds do not count" {
	cat >>c/hall.yaml <<-'END'
		cases:
		  small:
		    total: 3wd
		    stages:
		      - {name: plan, limit: 1wd}
		      - {name: confirm, owner: customer, counts: no}
		      - {name: build, limit: 2wd}
	END
	{
		echo "$CASES"
		fact S '2026-11-02 09:00' open type=small
		fact S '2026-11-02 09:00' accept
		fact S '2026-11-03 09:00' step item=plan
		fact S '2026-11-05 09:00' step item=confirm
		fact S '2026-11-05 10:00' hold
		fact S '2026-11-09 10:00' resume
	} >in.csv
	# One of the three on the 3rd, none from the 4th to the 9th.
	[ "$(derived progress | column 13)" = 2026-11-11T23:59:59+08:00 ]
	run derived step
	[[ ${lines[2]} == 'step,S-build,2026-11-09,H01,S,build,,2026-11-05T09:00:00+08:00,2026-11-11T23:59:59+08:00,,'* ]]
}

@test "the green channel has its own limits" {
	{
		echo "$CASES"
		fact G '2026-11-02 09:00' open type=lv-new class=urgent
		fact G '2026-11-02 09:00' accept
		fact N '2026-11-02 09:00' open type=lv-new class=normal
		fact N '2026-11-02 09:00' accept
	} >in.csv
	run bash -c 'hall-apply -c c/hall.yaml --only in.csv | grep ^progress | cut -d, -f 2,7,13'
	expect 0 'G,urgent,2026-11-06T23:59:59+08:00
N,normal,2026-11-10T23:59:59+08:00'
}

@test "an extension moves the due date to the end of its day" {
	{
		some_facts
		fact CS1 '2026-11-04 11:00' extend due=2026-11-20 text=customer
		fact CS1 '2026-11-04 11:00' extend item=pass due=2026-11-12
	} >in.csv
	run bash -c 'hall-apply -c c/hall.yaml --only in.csv | grep ^progress,CS1'
	[[ $output == *,2026-11-12T23:59:59+08:00,2026-11-20T23:59:59+08:00,* ]]
	[[ $output == *'extended:to=2026-11-20' ]]
}

@test "types and limits are those of the day on which a case began" {
	{
		echo "$CASES"
		fact OLD '2025-11-03 09:00' open type=x
		fact OLD '2025-11-03 09:00' accept
		fact NEW '2026-01-05 09:00' open type=x
		fact NEW '2026-01-05 09:00' accept
	} >in.csv
	cat >>c/hall.yaml <<-'END'
		cases:
		  x:
		    total: [{limit: 2wd, to: 2025-12-31}, {limit: 1wd, from: 2026-01-01}]
		    stages: [{name: a, limit: 1wd, to: 2025-12-31}, {name: b, limit: 1wd, from: 2026-01-01}]
	END
	run bash -c 'hall-apply -c c/hall.yaml --only in.csv | grep ^progress | cut -d, -f 2,11,13'
	expect 0 'NEW,b,2026-01-06T23:59:59+08:00
OLD,a,2025-11-05T23:59:59+08:00'
}

@test "a type that is not in force on the day is told" {
	cat >>c/hall.yaml <<-'END'
		cases: {y: {total: 1wd, to: 2025-12-31}}
	END
	told "$(fact Y '2026-11-04 12:00' open type=y)" \
	    "type: case type 'y' is not in force on 2026-11-04"
}

@test "a year without data is an error, not Monday to Friday" {
	{
		echo "$CASES"
		fact Z '2026-12-30 09:00' open type=lv-new
		fact Z '2026-12-30 09:00' accept
	} >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --only in.csv
	[ "$status" -eq 2 ]
	[ "$stderr" = 'hall-apply: case Z: its calendar has no data for 2027: add the year below calendars: in hall.yaml' ]
}

@test "a time of long ago is a fault, not an error of the configuration" {
	{
		some_facts
		fact Z '1999-12-30 09:00' open type=opinion
	} >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --only in.csv
	[ "$status" -eq 3 ]
	[[ $stderr == 'hall-apply: in.csv:11: time: the calendar has no data for 1999: is the time right?' ]]
	[[ $output == *'progress,CS1,'* ]]
}

@test "a time that lies ahead is a fault, and keeps no day from closing" {
	{
		echo "$CASES,day"
		some_facts | tail -n +2 | sed 's/$/,2026-11-04/'
		echo "$(fact Z '2062-12-30 09:00' open type=opinion),2026-11-04"
	} >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --only in.csv
	[ "$status" -eq 3 ]
	[[ $stderr == 'hall-apply: in.csv:11: time: the calendar has no data for 2062: is the time right?' ]]
	[[ $output == *'progress,CS1,'* ]]
}

@test "cases of two halls do not mix, whatever their ids hold" {
	{
		echo '#case,id,time,hall,staff,event,type'
		echo 'case,"X,A",2026-11-02T09:00:00+08:00,H01,S01,open,opinion'
		echo 'case,A,2026-11-02T09:00:00+08:00,"H01,X",S01,open,opinion'
	} >in.csv
	run --separate-stderr hall-apply -c c/hall.yaml --only in.csv
	[ "$status" -ne 3 ] && [ -z "$stderr" ]
}

@test "without case types the states are known and the limits are not" {
	some_facts >in.csv
	run --separate-stderr hall-apply --only in.csv
	[ "$status" -eq 0 ] && [ -z "$stderr" ]
	[[ $output == *'progress,CS3,2026-11-02,H01,opinion,,,S01,2026-11-02T10:10:00+08:00,finished,,,,2026-11-02T11:40:00+08:00,'*',no_type'* ]]
	[[ $output != *$'\nstep,'* ]]
}

@test "an empty input, a heading alone and other kinds are passed" {
	run --separate-stderr hall-apply --only </dev/null
	[ "$status" -eq 0 ]
	run --separate-stderr bash -c "echo '$CASES' | hall-apply"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "$CASES" ]
	run --separate-stderr bash -c 'printf "#weather,id\nweather,rain\n" | hall-apply'
	[ "${lines[1]}" = 'weather,rain' ]
}

@test "the day's rows are those of the days that were read, not of the carry" {
	local tail=',day,seq'
	{
		echo "$CASES$tail"
		echo "$(fact CS1 '2026-11-02 09:10' open type=lv-new),2026-11-02,1"
		echo "$(fact CS1 '2026-11-02 09:20' accept),2026-11-02,2"
		echo "$(fact CS1 '2026-11-02 10:20' step item=slip),2026-11-02,3"
		echo '#day,id,time,hall,staff,event,day,seq'
		echo 'day,2026-11-03,2026-11-03T08:00:00+08:00,H01,,open,2026-11-03,1'
		echo "$(fact CS1 '2026-11-03 10:20' step item=pass),2026-11-03,2"
	} >in.csv
	[ "$(derived step | column 2 | tr '\n' ' ')" = 'CS1-pass CS1-survey ' ]
}
