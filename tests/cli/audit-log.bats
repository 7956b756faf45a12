#!/usr/bin/env bats
# hall-audit log: duty records, whose topics are configured.

load helper

test_setup() {
	unset XDG_CONFIG_HOME
	cat >hall.yaml <<-EOF
		hall: {id: H01}
		roles:
		  monitor: {can: [act, fire, close-day]}
		  clerk: {can: [take]}
		staff:
		  S09: {name: Li, role: monitor, login: '$(id -un)'}
		  S01: {name: Wang, role: clerk}
		audit:
		  topics:
		    morning-meeting: {needs: [value]}
		    fire-check: {needs: result, results: [ok, bad], can: fire}
		    hazard: {needs: [subject, due]}
	EOF
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
}

log() { at "2026-11-02 08:20:00" hall-audit log "$@"; }

# Without headings, seq, login and chain.
facts() { grep -v '^#' | sed -E 's/(,[^,]*){7}$//'; }

@test "a duty is recorded with what its topic needs" {
	run --separate-stderr log morning-meeting --value 9 --text 'all, but one'
	[ "$status" -eq 0 ]
	[ "$(facts <<<"$output")" = 'log,L20261102-0001,2026-11-02T08:20:00+08:00,H01,S09,morning-meeting,,9,,,,"all, but one"' ]
	run --separate-stderr log hazard --subject 'door 2' --due '2026-11-05 17:00'
	[ "$status" -eq 0 ]
	[ "$(facts <<<"$output")" = 'log,L20261102-0002,2026-11-02T08:20:00+08:00,H01,S09,hazard,door 2,,,,2026-11-05T17:00:00+08:00,' ]
	run --separate-stderr log hazard --subject x --due 2026-11-05
	[ "$(facts <<<"$output")" = 'log,L20261102-0003,2026-11-02T08:20:00+08:00,H01,S09,hazard,x,,,,2026-11-05,' ]
}

@test "an unknown topic is refused with a suggestion" {
	run --separate-stderr log morning-metting --value 9
	expect 2 "" "hall-audit: no topic 'morning-metting' in audit.topics (did you mean 'morning-meeting'?)"
	run --separate-stderr log xyzzy
	expect 2 "" "hall-audit: no topic 'xyzzy' in audit.topics; there are: morning-meeting, fire-check, hazard"
	run --separate-stderr log --lang zh morning-metting --value 9
	expect 2 "" "hall-audit: audit.topics 中没有主题“morning-metting”（是不是“morning-meeting”？）"
	[ "$(grep -c '^log' 2026-11-02/journal.csv)" -eq 0 ]
}

@test "post refuses what log refuses, with a suggestion" {
	local columns='#log,id,time,hall,staff,topic,subject,value,of,result,due,text'
	local line='log,L1,2026-11-02T08:20:00+08:00,H01,S01'
	local kept='nothing was recorded (--keep-faults records such lines as faults)'
	printf '%s\n' "$columns" "$line,morning-meting,,9,,,," >in.csv
	run --separate-stderr at "2026-11-02 08:30:00" hall-audit post in.csv
	expect 3 "" "hall-audit: in.csv:2: topic: no topic 'morning-meting' in audit.topics (did you mean 'morning-meeting'?); $kept"
	printf '%s\n' "$columns" "$line,xyzzy,,9,,,," >in.csv
	run --separate-stderr at "2026-11-02 08:30:00" hall-audit post in.csv
	expect 3 "" "hall-audit: in.csv:2: topic: no topic 'xyzzy' in audit.topics; $kept"
	printf '%s\n' "$columns" "$line,fire-check,,,,fine,," >in.csv
	run --separate-stderr at "2026-11-02 08:30:00" hall-audit post in.csv
	expect 3 "" "hall-audit: in.csv:2: result: 'fine' is no result of this topic; $kept"
	[ "$(grep -c '^log' 2026-11-02/journal.csv)" -eq 0 ]
}

@test "without topics it says where they belong" {
	sed -i '/^audit:/,$d' hall.yaml
	run --separate-stderr log morning-meeting
	expect 2 "" "hall-audit: hall.yaml has no audit.topics: name there what can be logged"
}

@test "what the topic needs must be given" {
	run --separate-stderr log morning-meeting
	expect 2 "" "hall-audit: --value must be given: the topic 'morning-meeting' needs it"
	run --separate-stderr log morning-meeting --value ''
	expect 2 "" "hall-audit: --value must be given: the topic 'morning-meeting' needs it"
	run --separate-stderr log hazard --subject x --due 31
	expect 2 "" "hall-audit: --due: '31' is neither a date nor a time; write 2026-11-05, '2026-11-05 17:00' or 17:00"
}

@test "a result is one of the topic's" {
	run --separate-stderr log fire-check --result okk
	expect 2 "" "hall-audit: --result: 'okk' is no result of this topic (did you mean 'ok'?)"
	run --separate-stderr log fire-check --result perhaps
	expect 2 "" "hall-audit: --result: 'perhaps' is no result of this topic, as 'ok' is"
}

@test "a topic may want a capability" {
	run --separate-stderr log fire-check --result ok --staff S01
	expect 2 "" "hall-audit: S01 (clerk) may not fire; these roles may: monitor"
	log fire-check --result ok >/dev/null
}

@test "texts that would break a line are refused" {
	run --separate-stderr log morning-meeting --value $'9\n10'
	expect 2 "" "hall-audit: --value: a control character"
	run --separate-stderr log morning-meeting --value $'\xff'
	expect 2 "" "hall-audit: --value: not UTF-8"
	run --separate-stderr log morning-meeting --value 9 --of 'a b'
	expect 2 "" "hall-audit: --of: 'a b' is no id: it holds no blanks, commas and quotes"
}

@test "the same key is recorded once, and a dry run not at all" {
	log -n morning-meeting --value 9 >/dev/null
	[ "$(grep -c '^log' 2026-11-02/journal.csv)" -eq 0 ]
	log --key k1 morning-meeting --value 9 >once
	log --key k1 morning-meeting --value 9 >twice
	diff once twice
	[ "$(grep -c '^log' 2026-11-02/journal.csv)" -eq 1 ]
}

@test "a rule of a topic that is not configured stops the filter" {
	cat >>hall.yaml <<-'EOF'
		  rules:
		    fire: {kind: routine, of: log, where: {topic: fire-chek}, every: mon}
	EOF
	run --separate-stderr hall-audit --day 2026-11-02
	expect 2 "" "hall-audit: hall.yaml:14: audit.topics names no topic 'fire-chek' (did you mean 'fire-check'?)"
}

@test "what was logged is no longer due" {
	cat >>hall.yaml <<-'EOF'
		  rules:
		    fire: {kind: routine, of: log, where: {topic: fire-check}, every: mon}
	EOF
	run --separate-stderr hall-audit --only --day 2026-11-02
	[ "$status" -eq 1 ]
	[[ $output == *",fire,major,,2026-11-02,,rule_not_logged:period=2026-11-02,,"* ]]
	log fire-check --result ok >/dev/null
	run --separate-stderr hall-audit --only --day 2026-11-02
	[ "$status" -eq 0 ]
}
