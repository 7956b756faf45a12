# hall-apply with a verb: what happens to a case, one fact each.
# shellcheck disable=SC2086 # $ONE and $TWO hold no blanks

load helper
load apply

test_setup() { apply_book; }

quiet() { "$@" -q -o /dev/null; }

# A low-voltage application of 9:00, accepted.
lv_new() {
	quiet as S01 09:00 open lv-new --account A100 --phone 138
	quiet as S01 09:00 accept $ONE
}

@test "open gives numbers, keeps what was said and tells what is missing" {
	run --separate-stderr as S01 09:00 open complaint --channel 95598 \
	    --class weak --ticket T20261102-B001 --ref R1 --customer K7 \
	    --text 'the meter, again'
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-apply: $ONE: still missing: phone" ]
	run recorded id,time,staff,event,type,customer,channel,class,ticket,ref,text <<<"$output"
	[ "$output" = "$ONE,2026-11-02T09:00:00+08:00,S01,open,complaint,K7,95598,weak,T20261102-B001,R1,\"the meter, again\"" ]
	run --separate-stderr as S01 09:01 open opinion -q
	[[ $output == *"case,$TWO,"* ]] && [ -z "$stderr" ]
}

@test "open refuses an unknown type or class with a suggestion" {
	run --separate-stderr as S01 09:00 open complant
	expect 2 '' "hall-apply: type: 'complant' is no case type (did you mean 'complaint'?)"
	run --separate-stderr as S01 09:00 open zzz
	expect 2 '' "hall-apply: type: 'zzz' is no case type (cases: in hall.yaml)"
	run --separate-stderr as S01 09:00 open complaint --class grene
	expect 2 '' "hall-apply: class: 'grene' is no class (did you mean 'green'?)"
	run --separate-stderr as S01 09:00 open complaint --account 'A 1'
	expect 2 '' "hall-apply: --account: 'A 1' is no name: it holds no blanks, commas and quotes"
	[ "$(grep -c ^case 2026-11-02/journal.csv)" -eq 0 ]
}

@test "a case goes through all its stages to its archive" {
	local stage
	lv_new
	for form in A2 A5 plan-approval plan-reply A9 final-sheet; do
		quiet as S01 09:10 doc $ONE $form signed
	done
	for stage in slip pass survey plan; do
		quiet as S01 09:20 step $ONE $stage
	done
	quiet as S01 09:30 reply $ONE
	quiet as S01 09:31 objection $ONE --text 'too far'
	quiet as S01 09:32 reply $ONE
	quiet as S01 10:00 step $ONE confirm done
	quiet as S01 10:00 step $ONE return
	quiet as S01 10:10 fee $ONE connection --amount 1,200
	quiet as S01 10:10 step $ONE manager
	quiet as S01 10:20 hand $ONE --to metering
	[ "$(ask 10:20 show $ONE | sed -n 's/^  owner *//p')" = metering ]
	quiet as S01 10:30 step $ONE meter-ticket
	quiet as S01 11:00 step $ONE connect failed --text 'no seal'
	quiet as S01 11:30 step $ONE connect
	quiet as S01 11:40 callback $ONE --result satisfied
	quiet as S01 11:50 finish $ONE
	quiet as S01 11:55 step $ONE system-file
	run --separate-stderr as S05 12:00 archive $ONE --box A-01-02-01
	[ "$status" -eq 0 ]
	quiet as S05 13:00 borrow $ONE --to S10
	quiet as S05 14:00 borrow $ONE --returned
	run --separate-stderr hall-apply --only 2026-11-02/journal.csv
	[ "$status" -eq 0 ]
	[[ $output == *"progress,$ONE,2026-11-02,H01,lv-new,A100,,S01,2026-11-02T09:00:00+08:00,archived,,,2026-11-10T23:59:59+08:00,2026-11-02T11:50:00+08:00,"* ]]
	[[ $output == *"step,$ONE-connect,"*',failed:times=1'* ]]
	[[ $output == *"step,$ONE-paper-file,"*'T12:00:00+08:00,'* ]]
}

@test "what the state does not allow is refused, and names what is" {
	quiet as S01 09:00 open lv-new
	run --separate-stderr as S01 09:01 step $ONE slip
	expect 2 '' "hall-apply: event: $ONE is opened, not yet accepted: step is not possible; allowed: accept, doc, fee, hand, urge, extend, callback, reject, cancel"
	run --separate-stderr as S01 09:01 finish $ONE
	[ "$status" -eq 2 ]
	quiet as S01 09:02 cancel $ONE --reason 'moved away'
	run --separate-stderr as S01 09:03 accept $ONE
	expect 2 '' "hall-apply: event: $ONE is cancelled: accept is not possible; allowed: doc, callback, archive, reopen"
	run --separate-stderr as S01 09:03 accept $ONE --lang zh
	expect 2 '' "hall-apply: 事件(event)：$ONE 已撤销，不能“受理”；可以：资料(doc)、回访(callback)、归档(archive)、重办(reopen)"
	# The longest list of all is told whole.
	quiet as S01 09:04 open fault
	run --separate-stderr as S01 09:04 open lv-new --class grn
	expect 2 '' "hall-apply: class: 'grn' is no class: normal, green, weak, vip, urgent, project"
	run --separate-stderr as S01 09:04 resume $TWO
	expect 2 '' "hall-apply: event: $TWO is accepted: resume is not possible; allowed: doc, fee, step, hand, hold, urge, extend, reply, objection, callback, finish, reject, cancel"
}

@test "stages have their order, and a case its stages before the finish" {
	lv_new
	run --separate-stderr as S01 09:10 step $ONE survey
	expect 2 '' "hall-apply: item: survey of $ONE is out of order; next: slip"
	run --separate-stderr as S01 09:10 step $ONE slpi
	expect 2 '' "hall-apply: item: a case of type lv-new has no stage 'slpi' (did you mean 'slip'?)"
	run --separate-stderr as S01 09:10 step $ONE slip ok
	expect 2 '' "hall-apply: value: 'ok' is nothing that becomes of a stage: done, failed, begin"
	run --separate-stderr as S01 09:10 reply $ONE
	expect 2 '' "hall-apply: item: notify of $ONE is out of order; next: slip"
	run --separate-stderr as S01 09:10 finish $ONE
	expect 2 '' "hall-apply: item: finish of $ONE is out of order; next: slip"
}

@test "hold and resume stop the clock; extend gives time" {
	lv_new
	quiet as S01 10:00 hold $ONE --reason 'papers of the customer'
	run --separate-stderr as S01 10:05 step $ONE slip
	[[ $stderr == *'is on hold: step is not possible; allowed: doc, fee, hand, resume, '* ]]
	quiet as S01 11:00 resume $ONE
	run --separate-stderr as S01 11:00 extend $ONE --to 2026-11-20 --reason customer
	[ "$status" -eq 2 ]
	[[ $stderr == 'hall-apply: S01 (clerk) may not extend-case'* ]]
	quiet as S10 11:00 extend $ONE --to 2026-11-20 --reason customer
	quiet as S10 11:00 extend $ONE --to 2026-11-05 --reason customer --stage slip
	run ask 11:30 show $ONE
	[[ $output == *'due      2026-11-20 24:00, '* ]]
	[[ $output == *'now  slip '*'2026-11-05 24:00, '* ]]
	run --separate-stderr as S10 11:00 extend $ONE --to 2026-02-30 --reason x
	expect 2 '' "hall-apply: --to: '2026-02-30' is not a date; write 2026-11-02"
	run --separate-stderr as S10 11:00 extend $ONE --to 2026-11-19 --reason x
	expect 2 '' 'hall-apply: due: 2026-11-19 is not later than what holds already'
}

@test "forms, fees, hand-overs and boxes are checked" {
	lv_new
	run --separate-stderr as S01 09:10 doc $ONE A222 received
	expect 2 '' "hall-apply: item: 'A222' is no form (did you mean 'A22'?)"
	run --separate-stderr as S01 09:10 doc $ONE A2 lost
	expect 2 '' "hall-apply: value: 'lost' is nothing that becomes of a form: received, missing, signed, returned"
	run --separate-stderr as S01 09:10 fee $ONE meter
	expect 2 '' 'hall-apply: either --amount or --waived must be given'
	run --separate-stderr as S01 09:10 fee $ONE meter --amount 1e3
	expect 2 '' "hall-apply: --amount: '1e3' is not an amount; write 12.30"
	run --separate-stderr as S01 09:10 fee $ONE meter --waived 'green channel'
	[ "$(recorded item,value,text <<<"$output")" = 'meter,0.00,green channel' ]
	run --separate-stderr as S01 09:10 hand $ONE
	[ "$status" -eq 2 ]
	[[ $stderr == *--to* ]]
	quiet as S01 09:20 reject $ONE --reason 'no property'
	run --separate-stderr as S05 09:30 archive $ONE --box A1
	expect 2 '' "hall-apply: item: 'A1' is no code of a box: write A-01-01-03"
	run --separate-stderr as S05 09:30 borrow $ONE --to S10
	[[ $stderr == *'is rejected: borrow is not possible; allowed: doc, callback, archive, reopen' ]]
	quiet as S05 09:30 archive $ONE
	run --separate-stderr as S05 09:30 borrow $ONE
	expect 2 '' 'hall-apply: either --to or --returned must be given'
	run --separate-stderr as S05 09:30 borrow $ONE --returned
	expect 2 '' "hall-apply: value: the file of $ONE is not lent"
	quiet as S05 09:30 borrow $ONE --to S10
	run --separate-stderr as S05 09:30 borrow $ONE --to S01
	expect 2 '' "hall-apply: value: the file of $ONE is lent already"
}

@test "an unknown case is told with the nearest one" {
	lv_new
	run --separate-stderr as S01 09:10 urge CS20261102-001
	expect 2 '' "hall-apply: there is no case CS20261102-001 (did you mean '$ONE'?)"
	run --separate-stderr ask 09:10 show X
	expect 2 '' 'hall-apply: there is no case X'
}

@test "who may not serve may not record, and who may not act acts for nobody" {
	run --separate-stderr as S07 09:00 open opinion
	[ "$status" -eq 2 ]
	[[ $stderr == 'hall-apply: S07 (guide) may not serve'* ]]
	run --separate-stderr as S99 09:00 open opinion
	[ "$status" -eq 2 ]
}

@test "the same key records once, and a dry run records nothing" {
	local first
	run --separate-stderr as S01 09:00 open opinion --key k1 --text chairs
	first=$output
	run --separate-stderr as S01 09:05 open opinion --key k1 --text chairs
	[ "$status" -eq 0 ] && [ "$output" = "$first" ]
	run --separate-stderr as S01 09:05 open opinion --key k1 --text tables
	[ "$status" -eq 2 ]
	run --separate-stderr as S01 09:06 urge $ONE -n
	[ "$status" -eq 0 ]
	[ "$(grep -c ^case 2026-11-02/journal.csv)" -eq 1 ]
}

@test "a late entry keeps its time, but not before what happened" {
	lv_new
	quiet as S01 11:00 step $ONE slip
	run --separate-stderr as S01 12:00 step $ONE pass --at 10:00 --reason forgotten
	expect 2 '' "hall-apply: time: the time is before the step of $ONE, 2026-11-02T11:00:00+08:00: events are recorded in their order"
	run --separate-stderr as S01 12:00 step $ONE pass --at 11:30 --reason forgotten
	[ "$status" -eq 0 ]
	[ "$(recorded time,entered,reason <<<"$output")" = '2026-11-02T11:30:00+08:00,2026-11-02T12:00:00+08:00,forgotten' ]
}

@test "post records the events of others, all or none" {
	{
		echo "$CASES"
		fact K1 '2026-11-02 09:10' open type=complaint phone=1
		fact K1 '2026-11-02 09:20' callback
	} >in.csv
	run --separate-stderr at '2026-11-02 10:00:00' hall-apply post in.csv
	[ "$status" -eq 0 ]
	[ "$(grep -c ^case,K1 2026-11-02/journal.csv)" -eq 2 ]
	{
		echo "$CASES"
		fact K2 '2026-11-02 09:10' open type=complaint phone=1
		fact K2 '2026-11-02 09:20' accept
	} >in.csv
	run --separate-stderr at '2026-11-02 10:00:00' hall-apply post in.csv
	[ "$status" -ne 0 ]
	[[ $stderr == *'in.csv:3: event: K2 is accepted: accept is not possible'* ]]
	[ "$(grep -c ^case,K2 2026-11-02/journal.csv)" -eq 0 ]
}

@test "open cases live over days by the carry, closed ones do not" {
	lv_new
	quiet as S01 09:10 step $ONE slip
	quiet as S01 09:20 open opinion
	quiet as S01 09:30 step $TWO handle
	quiet as S01 09:40 reply $TWO
	quiet as S01 09:50 finish $TWO
	close_day 2026-11-03
	grep ^case 2026-11-03/carry.in >carried
	diff carried <(zcat 2026-11-02.bgz | grep "^case,$ONE")
	quiet as S01 09:00 step $ONE pass
	close_day 2026-11-04
	[ "$(grep -c ^case 2026-11-04/carry.in)" -eq 4 ]
	run ask 10:00 show $ONE
	[[ $output == *'done     pass '* ]]
	hall-report select step --columns case,stage 2026-11-03.part >steps
	diff steps - <<-END
		case,stage
		$ONE,pass
		$ONE,survey
	END
}

@test "a closed case of an earlier day is found, and begins again" {
	quiet as S01 09:20 open complaint --phone 138 --account A7
	quiet as S01 09:40 reply $ONE
	quiet as S01 09:50 finish $ONE
	close_day 2026-11-03
	run ask 09:00 show $ONE
	[[ $output == *'state    finished'* ]]
	run --separate-stderr as S01 09:00 reply $ONE
	expect 2 '' "hall-apply: event: $ONE is finished: reply is not possible; allowed: doc, callback, archive, reopen"
	run --separate-stderr as S01 09:00 reopen $ONE --reason 'not content'
	[ "$status" -eq 2 ]
	[[ $stderr == *'S01 (clerk) may not extend-case'* ]]
	run --separate-stderr as S10 09:00 reopen $ONE --reason 'not content'
	[[ $output == *",S10,reopen,complaint,A7,,138,"*',not content,'* ]]
	quiet as S01 10:00 reply $ONE
	quiet as S01 10:00 finish $ONE
	run --separate-stderr bash -c 'hall-apply --only 2026-11-03/journal.csv | grep ^progress'
	[[ $output == "progress,$ONE,2026-11-03,H01,complaint,A7,,S10,2026-11-03T09:00:00+08:00,finished,"*',0,,0,' ]]
	close_day 2026-11-04
	quiet as S05 09:00 archive $ONE
	run --separate-stderr hall-apply 2026-11-04/carry.in 2026-11-04/journal.csv
	[ "$status" -eq 0 ]
	[[ $output != *progress,* ]]
}

@test "show lists the cases of an account" {
	lv_new
	quiet as S01 10:00 open complaint --account A100 --phone 1
	quiet as S01 10:00 open complaint --account A1 --phone 1
	run ask 10:00 show --account A100
	expect 0 "$ONE  2026-11-02 09:00  low-voltage new supply  accepted  slip of the application
$TWO  2026-11-02 10:00  complaint               accepted"
	run --separate-stderr ask 10:00 show
	expect 2 '' 'hall-apply: either a case or --account must be given'
}

@test "due lists what is due within a limit, and is 1 when something is late" {
	lv_new
	run --separate-stderr ask 10:00 due --within 1wd
	expect 0 "  2026-11-03 24:00  13:30:00  left  $ONE  low-voltage new supply  slip of the application  clerk  A100"
	run --separate-stderr ask 10:00 due --owner metering
	expect 0 ''
	run --separate-stderr ask 10:00 due --type lv-nwe
	expect 2 '' "hall-apply: --type: 'lv-nwe' is no case type (did you mean 'lv-new'?)"
	run --separate-stderr ask 10:00 due --within 1
	expect 2 '' "hall-apply: --within: '1' is not a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)"
	run --separate-stderr ask 10:00 due --as-of '2026-11-04 01:00'
	expect 1 "!  2026-11-03 24:00   1:00:00  late  $ONE  low-voltage new supply  slip of the application  clerk  A100
   2026-11-10 24:00  37:30:00  left  $ONE  low-voltage new supply  the whole                clerk  A100"
}

@test "explain adds up, over holds and stages" {
	lv_new
	quiet as S01 10:00 hold $ONE --reason papers
	close_day 2026-11-03
	quiet as S01 16:00 resume $ONE
	close_day 2026-11-04
	run ask 10:00 explain $ONE
	expect 0 "$ONE  the whole: limit 6 working days
  from 2026-11-02 09:00 until now, 2026-11-04 10:00; due 2026-11-11 24:00
  date                used    paused       off      wall  days
  2026-11-02  Mon  1:00:00  14:00:00   0:00:00  15:00:00     0  day 0
  2026-11-03  Tue  1:30:00  16:00:00   6:30:00  24:00:00     0  paused
  2026-11-04  Wed  1:30:00   0:00:00   8:30:00  10:00:00     1
  sum              4:00:00  30:00:00  15:00:00  49:00:00"
	run --separate-stderr ask 10:00 explain $ONE plan
	expect 2 '' "hall-apply: stage plan of $ONE has not begun"
	run --separate-stderr ask 10:00 explain $ONE slp
	expect 2 '' "hall-apply: a case of type lv-new has no stage 'slp' (did you mean 'slip'?)"
	quiet as S01 17:00 open complaint --phone 1
	run --separate-stderr ask 10:00 explain CS20261104-0001 answr
	expect 2 '' "hall-apply: a case of type complaint has no stage 'answr' (did you mean 'answer'?)"
}

@test "forms tells a customer everything at once" {
	run ask 10:00 forms complaint
	expect 0 'complaint  complaint
  to be told: phone

Stages and limits
  target    target           24 h                      striven for
  contact   first contact    24 h (assumed)
  answer    answer           5 working days (assumed)
  callback  call back        the same day (assumed)'
	run ask 10:00 forms rename
	[[ $output == *'A23  handling of rename and transfer     for handling'* ]]
	run --separate-stderr ask 10:00 forms renam
	expect 2 '' "hall-apply: 'renam' is no case type (did you mean 'rename'?)"
	run --separate-stderr bash -c 'hall-apply forms | head -1'
	expect 0 'lv-resident        low-voltage new supply for a resident'
}

@test "calendars are asked and checked" {
	run --separate-stderr hall-apply calendar add 2025-09-28 5wd
	expect 0 '2025-10-11 Sat'
	run --separate-stderr hall-apply calendar add 2026-01-01 1
	expect 0 '2026-01-04 Sun'
	run --separate-stderr hall-apply calendar add '2025-09-30 16:00' 480wm
	expect 0 '2025-10-09T16:30:00+08:00'
	run --separate-stderr hall-apply calendar add 2026-11-02T18:00:00+08:00 1wd
	expect 0 '2026-11-04T23:59:59+08:00'
	run --separate-stderr hall-apply calendar add 2026-11-02 1wd --calendar hall
	expect 0 '2026-11-03 Tue'
	run --separate-stderr hall-apply calendar count 2025-12-31 2026-12-31
	expect 0 248
	run --separate-stderr hall-apply calendar count '2026-11-02 16:00' '2026-11-03 09:00'
	expect 0 2:00:00
	run --separate-stderr bash -c 'printf "2026-11-02\n2026-11-06\n" | hall-apply calendar add - 1wd'
	expect 0 '2026-11-03
2026-11-09'
	run --separate-stderr ask 10:00 calendar check
	expect 0 'hall    every day of every year
office                     2025  248  19  19  21  22  19  20  23  21  23  18  20  23
office                     2026  248  21  16  22  21  19  21  23  21  22  18  21  23'
	run --separate-stderr hall-apply calendar check --as-of '2026-12-01 09:00' -o /dev/null
	expect 1 '' "hall-apply: calendar 'office' has no data for 2027: add the year below calendars: in hall.yaml"
}

@test "calendar tells what is wrong" {
	run --separate-stderr hall-apply calendar add 2026-12-31 1wd
	expect 2 '' "hall-apply: calendar 'office' has no data for 2027: add the year below calendars: in hall.yaml"
	run --separate-stderr hall-apply calendar add 2026-12-31 1d
	expect 2 '' "hall-apply: '1d' is not a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)"
	run --separate-stderr hall-apply calendar add 2026-02-30 1wd
	expect 2 '' "hall-apply: '2026-02-30' is neither a date nor a time; write 2026-11-02 or '2026-11-02 16:00'"
	run --separate-stderr hall-apply calendar add 2026-02-03 1wd --calendar ofice
	expect 2 '' "hall-apply: there is no calendar 'ofice' (did you mean 'office'?)"
	run --separate-stderr hall-apply calendar chek
	expect 2 '' "hall-apply: calendar: 'chek' is nothing it does (did you mean 'check'?)"
	run --separate-stderr hall-apply calendar add
	expect 2 '' "hall-apply: calendar: write 'check', 'add DATE LIMIT' or 'count FROM TO'"
}

@test "a calendar that overlaps or is out of order is an error" {
	sed -i 's/08:30-12:00/08:30-14:00/' hall.yaml
	run --separate-stderr hall-apply calendar check
	expect 2 '' "hall-apply: hall.yaml:8: '13:30-17:30' begins before the hours before it end"
	sed -i 's/08:30-14:00", "13:30-17:30/13:30-17:30", "08:30-12:00/' hall.yaml
	run --separate-stderr hall-apply calendar check
	expect 2 '' "hall-apply: hall.yaml:8: '08:30-12:00' begins before the hours before it end"
}

@test "the words of a customer cannot steer a terminal" {
	quiet as S01 09:00 open opinion --text $'\e[2Jgone'
	run ask 09:00 show $ONE
	[[ $output == *'?[2Jgone'* ]] && [[ $output != *$'\e'* ]]
}

@test "no book and no open day are told" {
	cd /
	run --separate-stderr hall-apply open opinion
	[ "$status" -eq 2 ] && [[ $stderr == *'no book'* || $stderr == *'hall.yaml'* ]]
	run --separate-stderr hall-apply due
	[ "$status" -eq 2 ]
}
