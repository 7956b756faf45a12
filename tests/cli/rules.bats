#!/usr/bin/env bats
# hall-audit as a filter: rules over facts and derived records.

load helper

heading='#finding,id,day,hall,rule,severity,staff,record,amount,why,evidence,source'

rules() {
	{
		echo 'hall: {id: H01, open: ["08:30-17:30"]}'
		echo 'audit:'
		echo '  rules:'
		sed 's/^/    /'
	} >hall.yaml
}

# Facts and derived records of a day, one a line, headings first.
records() {
	cat <<-'EOF'
		#day,id,time,hall,staff,event,reason,day,shift,seq
		#case,id,time,hall,staff,event,type,account,phone,day,shift,seq
		#visit,id,day,hall,number,class,counter,staff,wait,serve,why
		day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,1
		case,K1,2026-11-02T09:00:00+08:00,H01,S01,open,complaint,A7,,2026-11-02,,2
		case,K2,2026-11-02T09:01:00+08:00,H01,S01,open,complaint,A8,13900000000,2026-11-02,,3
		visit,T1,2026-11-02,H01,V001,vip,C01,S02,240,60,
		visit,T2,2026-11-02,H01,V002,vip,C01,S02,180,1860,out_of_order:before=A007
	EOF
}

three_rules() {
	rules <<-'EOF'
		phone: {kind: need, of: case, where: {event: open, type: complaint}, columns: phone, source: AUD-45}
		vip: {kind: limit, of: visit, where: {class: vip}, column: wait, most: 3m, severity: minor}
		order: {kind: never, of: visit, where: {why: {has: out_of_order}}}
	EOF
}

# Findings without what only tells them apart.
findings() { grep '^finding,' "$@" | cut -d, -f4-; }

@test "findings stand in the order of day, rule and record, with a stage behind" {
	three_rules
	records >in
	run --separate-stderr hall-audit --only <in
	expect 1 "$heading
finding,Ae3929c38cf72,2026-11-02,H01,order,major,S02,T2,,out_of_order:before=A007,T2,
finding,Ac1372cbe8d0e,2026-11-02,H01,phone,major,S01,K1,,rule_empty:column=phone,2026-11-02/2,AUD-45
finding,Ac8811044871d,2026-11-02,H01,vip,minor,S02,T1,,\"rule_over:column=wait,value=4m,limit=3m\",T1,
#stage,tool,version,config,as_of,lines,faults,worst
stage,hall-audit,$(hall-audit --version | sed 's/.* //'),$(sed -n 's/^stage,[^,]*,[^,]*,\([^,]*\),.*/\1/p' <<<"$output"),2026-11-03T00:00:00+08:00,5,0,1" ""
}

@test "an id that holds a blank or a comma is one piece of evidence" {
	rules <<-'EOF'
		again: {kind: duplicate, of: payment, columns: ref}
	EOF
	cat >in <<-'EOF'
		#payment,id,time,hall,staff,ref
		payment,"P 1,a",2026-11-02T09:00:00+08:00,H01,S01,R1
		payment,P 2,2026-11-02T09:01:00+08:00,H01,S01,R1
	EOF
	run --separate-stderr hall-audit --only in
	[ "$status" -eq 1 ]
	[ "$(findings <<<"$output")" = 'H01,again,major,S01,P 2,,"rule_again:columns=ref,of=P%201%2Ca",P%202 P%201%2Ca,' ]
	hall-audit in >once || true
	hall-audit once >twice || true
	diff once twice
}

@test "what is found depends neither on the order of lines nor on a second run" {
	three_rules
	records >in
	hall-audit <in >once || true
	hall-audit <once >twice || true
	diff once twice
	{
		grep '^#' in
		grep -v '^#' in | shuf --random-source=<(yes)
	} | hall-audit --only >shuffled || true
	diff <(grep '^finding' once) <(grep '^finding' shuffled)
	cat in in | hall-audit --only >doubled || true
	diff <(grep '^finding' once) <(grep '^finding' doubled)
}

@test "every other line passes through as it is" {
	three_rules
	{
		records
		echo '#weather,id,text'
		echo 'weather,1,"rain, and wind"'
	} >in
	hall-audit <in >out || true
	diff in <(grep -vE '^#?(finding|stage),' out)
}

@test "nothing of a customer stands in a finding" {
	three_rules
	records | hall-audit --only >out || true
	run grep -E '13900000000|A7|A8' out
	[ "$status" -eq 1 ]
}

@test "a day on which nothing is found is status 0" {
	three_rules
	records | grep -v -e K1 -e T1 -e T2 >in
	run --separate-stderr hall-audit --only <in
	[ "$status" -eq 1 ]
	# No visits and no hall-ticket before: two rules could not look.
	[ "$(findings <<<"$output")" = "H01,order,not-run,,,,\"not_run_kind:kind=visit,tool=hall-ticket\",,
H01,vip,not-run,,,,\"not_run_kind:kind=visit,tool=hall-ticket\",," ]
	echo '#stage,tool,worst
stage,hall-ticket,0' >>in
	run --separate-stderr hall-audit --only <in
	expect 0 "#stage,tool,version,config,as_of,lines,faults,worst
${lines[1]}" ""
}

@test "without rules it says that nothing was checked" {
	records >in
	run --separate-stderr hall-audit --only in
	[ "$status" -eq 1 ]
	[ "$(findings <<<"$output")" = ",rules,not-run,,,,not_run_no_rules,," ]
	[ "$stderr" = "" ]
}

@test "a rule of an unknown kind stops every tool, with a suggestion" {
	rules <<<'x: {kind: duplicat, of: payment, columns: id}'
	for tool in hall-audit hall-pay; do
		run --separate-stderr $tool --only </dev/null
		expect 2 "" "$tool: hall.yaml:4: audit.rules.x.kind: 'duplicat' is none of custody, deadline, duplicate, gap, limit, need, never, order, pair, routine, sample, sum, window (did you mean 'duplicate'?)"
	done
}

@test "a kind of records that there is not is told, in Chinese too" {
	rules <<<'x: {kind: never, of: paymnet}'
	run --separate-stderr hall-audit </dev/null
	expect 2 "" "hall-audit: hall.yaml:4: no records of the kind 'paymnet' (did you mean payment?)"
	run --separate-stderr hall-audit --lang zh </dev/null
	expect 2 "" "hall-audit: hall.yaml:4: 没有“paymnet”这种记录（是不是 payment？）"
}

@test "a malformed cell that a rule compares is a fault" {
	rules <<<'x: {kind: limit, of: payout, column: amount, most: 100.00}'
	printf '%s\n' '#payout,id,time,amount' \
	    'payout,O1,2026-11-02T09:00:00+08:00,12.3.4' \
	    'payout,O2,2026-11-02T09:00:00+08:00,100.01' >in.csv
	run --separate-stderr hall-audit --only in.csv
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-audit: in.csv:2: amount: '12.3.4' is not a number" ]
	[ "$(findings <<<"$output")" = ",x,major,,O2,100.01,\"rule_over:column=amount,value=100.01,limit=100.00\",O2," ]
}

@test "what is due in a piece of the day is missed when that is over" {
	rules <<-'EOF'
		patrol: {kind: routine, of: log, every: day, between: ["08:30..09:30", "11:00..12:00"]}
	EOF
	printf '%s\n' '#day,id,time,hall,staff,event,reason,day,shift,seq' \
	    day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,1 >in
	echo '#log,id,time,hall,staff,topic,subject,value,of,result,due,text,day,shift,seq' >>in
	run --separate-stderr hall-audit --only --as-of 2026-11-02T11:59:59+08:00 in
	[ "$status" -eq 0 ]
	run --separate-stderr hall-audit --only --as-of 2026-11-02T12:00:00+08:00 in
	[ "$(findings <<<"$output")" = "H01,patrol,major,,2026-11-02,,rule_not_logged:period=2026-11-02,," ]
}

@test "what came too late stands beside what it was due for" {
	rules <<-'EOF'
		told: {kind: deadline, of: log, where: {topic: incident}, limit: 1h, with: {of: log, where: {topic: report}, match: {of: id}}}
	EOF
	cat >in <<-'EOF'
		#log,id,time,hall,staff,topic,subject,value,of,result,due,text,day,shift,seq
		log,L1,2026-11-02T09:00:00+08:00,H01,S01,incident,theft,,,,,,2026-11-02,,1
		log,L2,2026-11-02T10:00:01+08:00,H01,S09,report,,,L1,,,,2026-11-02,,2
		log,L3,2026-11-02T11:00:00+08:00,H01,S01,incident,fight,,,,,,2026-11-02,,3
		log,L4,2026-11-02T12:00:00+08:00,H01,S09,report,,,L3,,,,2026-11-02,,4
		log,L5,2026-11-02T13:00:00+08:00,H01,S01,incident,fall,,,,,,2026-11-02,,5
	EOF
	run --separate-stderr hall-audit --only in
	[ "$(findings <<<"$output" | sed 's/.*,\([^,]*\),$/\1/')" = "2026-11-02/1 2026-11-02/2
2026-11-02/5" ]
}
