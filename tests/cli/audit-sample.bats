#!/usr/bin/env bats
# hall-audit sample: whom to look at, drawn from who is there.

load helper

test_setup() {
	cat >hall.yaml <<-EOF
		hall: {id: H01}
		roles:
		  monitor: {can: [act, serve, close-day]}
		  clerk: {can: [serve]}
		staff:
		  S01: {name: 王敏, role: clerk}
		  S02: {name: Liu, role: clerk}
		  S09: {name: Li, role: monitor, login: '$(id -un)'}
		counters: {C01: {}, C02: {}, C03: {}, C04: {}, C05: {}, C06: {}}
		queues: {payment: {prefix: A}}
		audit:
		  topics:
		    service-check: {needs: [subject, value]}
		  rules:
		    closing-check: {kind: routine, of: log, every: day}
		    service-sample:
		      {kind: sample, of: counter, where: {event: open}, column: staff, every: day,
		       tiers: [{to: 5, rate: 100%}, {to: 20, rate: 50%}, {rate: 30%}],
		       with: {of: log, where: {topic: service-check}, column: subject}}
	EOF
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
	{
		echo '#counter,id,time,hall,staff,event,reason'
		for n in 1 2 3 4 5 6; do
			echo "counter,C0$n,2026-11-02T08:2$n:00+08:00,H01,S0$n,open,"
		done
	} | at "2026-11-02 08:30:00" hall-ticket -q post >/dev/null
}

check() {
	at "2026-11-02 14:00:00" hall-audit -q log service-check --subject "$1" \
	    --value 95 >/dev/null
}

# The draw of $2 among $1 names, by the means of a shell.
draw() {
	for n in $(seq -f S%02g "$1"); do
		printf '%s %s\n' "$(printf 'H01 service-sample 2026-11-02 %s\n' "$n" |
		    sha256sum | cut -c 1-64)" "$n"
	done | sort | head -n "$2" | cut -d ' ' -f 2
}

@test "the draw is that of sha256sum, and the same each time" {
	run --separate-stderr hall-audit sample
	expect 0 "service-sample 2026-11-02: 3 of 6, 0 checked
$(draw 6 3 | sed 's/S01/& 王敏/; s/S02/& Liu/')" ""
	first=$output
	run --separate-stderr hall-audit sample 2026-11-02
	[ "$output" = "$first" ]
}

@test "who was checked is told, and whoever comes later moves nobody else up" {
	read -r one < <(draw 6 3)
	check "$one"
	check S77
	run --separate-stderr hall-audit sample
	[ "${lines[0]}" = "service-sample 2026-11-02: 3 of 6, 1 checked" ]
	[[ ${lines[1]} == "$one"*checked ]]
	[[ ${lines[2]}${lines[3]} != *checked* ]]
	before=$(cut -d ' ' -f 1 <<<"$output" | tail -n +2 | sort)
	printf '%s\n' '#counter,id,time,hall,staff,event,reason' \
	    counter,C01,2026-11-02T13:00:00+08:00,H01,S01,close, \
	    counter,C01,2026-11-02T13:01:00+08:00,H01,S07,open, |
	    at "2026-11-02 14:02:00" hall-ticket -q post >/dev/null
	run --separate-stderr hall-audit sample --lang zh
	[ "${lines[0]}" = "service-sample 2026-11-02：应抽查 4 人，共 7 人，已查 1 人" ]
	after=$(cut -d ' ' -f 1 <<<"$output" | tail -n +2 | sort)
	# One more is drawn, so all who were stay.
	[ -z "$(comm -23 <(echo "$before") <(echo "$after"))" ]
}

@test "with nobody there, nobody is drawn" {
	rm -rf 2026-11-02
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
	run --separate-stderr hall-audit sample
	expect 0 "service-sample 2026-11-02: 0 of 0, 0 checked" ""
}

@test "a day on which nothing is due has no draw" {
	sed -i 's/every: day/every: tue/' hall.yaml
	run --separate-stderr hall-audit sample
	expect 0 "" ""
	sed -i 's/every: tue/every: [tue, week]/' hall.yaml
	run --separate-stderr hall-audit sample
	[ "${lines[0]}" = "service-sample 2026-W45: 3 of 6, 0 checked" ]
}

@test "what cannot be drawn says why" {
	run --separate-stderr hall-audit sample 2026-13-01
	expect 2 "" "hall-audit: '2026-13-01' is not a date; write 2026-11-02"
	sed -i 's/of: counter, where: {event: open}/of: seat/' hall.yaml
	run --separate-stderr hall-audit sample
	expect 1 "" "hall-audit: service-sample: could not draw: records seat are derived, and only facts are looked at"
	sed -i 's/of: seat/of: counter, where: {staff: {role: boss}}/' hall.yaml
	run --separate-stderr hall-audit sample
	expect 1 "" "hall-audit: service-sample: could not run: nobody in hall.yaml is or can 'boss'"
	sed -i '/^    service-sample:/,$d' hall.yaml
	run --separate-stderr hall-audit sample
	expect 2 "" "hall-audit: hall.yaml has no rule of the kind sample"
}
