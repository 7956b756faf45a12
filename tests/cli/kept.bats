# What hall-ticket keeps beside an open day's journal (HACKING.md, "What is
# kept"): a book where it is kept, one where it is taken away before each verb
# and one where it is damaged record and say the same.
#
# KEPT_VERBS is how many random verbs are run, KEPT_SEED which.

load helper

test_setup() {
	local n
	cat >hall.yaml <<-END
		hall: {id: H01}
		zone: Asia/Shanghai
		roles: {all: {can: [serve, act, close-day, sign-day, archive]}}
		staff: {S01: {name: one, login: $(id -un), role: all}}
		queues:
		  payment: {prefix: A, alarm: 3, divert_to: kiosk}
		  vip: {prefix: V, class: vip, attend_after: 3m}
		counters:
		  C01: {queues: [payment, vip], order: [{vip: 2}, normal]}
		  C02: {}
	END
	mkdir kept
	mv hall.yaml kept
	morning hall-audit -q -C kept key new H01
	morning hall-audit -q -C kept open 2026-11-02
	{
		echo '#ticket,id,time,event,number,queue'
		for ((n = 1; n <= 130; n++)); do
			printf 'ticket,T20261102-A%03d,2026-11-02T08:00:00+08:00,%s,A%03d,payment\n' \
			    "$n" take "$n" "$n" leave "$n"
		done
	} | morning hall-ticket -q -C kept post >/dev/null
	file=2026-11-02/hall-ticket.kept
	journal=2026-11-02/journal.csv
}

morning() { at "2026-11-02 09:00:00" "$@"; }

# One of them, in $picked: a subshell would have random numbers of its own.
pick() { picked=${*:RANDOM % $# + 1:1}; }

# A verb with words, in $picked: most are possible, some are not.
pick_verb() {
	local counter number
	pick C01 C01 C02
	counter=$picked
	pick A131 A132 A133 A134 V001 V002 A007 Z1
	number=$picked
	pick "take payment" "take payment --class green" "take vip" \
	    "take payment -n" "take payment --key K$((RANDOM % 3))" \
	    "take --again $number" "counter open $counter" \
	    "counter pause $counter" "counter resume $counter" \
	    "call $counter" "call $counter" "call $counter $number" \
	    "recall $counter" "start $counter" "start $counter" \
	    "hold $counter" "resume $counter" "finish $counter" \
	    "finish $counter" "absent $counter" "leave $number" \
	    "transfer $counter --to vip" "divert $number --to kiosk" \
	    "attend $number" "rate $number 4" "take nowhere"
}

# damage FILE: in one of the ways of the world.
damage() {
	case $((RANDOM % 4)) in
	0) truncate -s $((RANDOM % $(stat -c %s "$1"))) "$1" ;;
	1) printf x | dd of="$1" bs=1 conv=notrunc status=none \
		seek=$((RANDOM % $(stat -c %s "$1"))) ;;
	2) cp ../first "$1" ;;
	3) cp "$journal" "$1" ;;
	esac
}

# in_book NAME VERB…: what it says stands in NAME.said.
in_book() {
	local name=$1 status=0
	shift
	cd "$name" || return
	case $name in
	gone) rm -f "$file" ;;
	damaged) [ ! -e "$file" ] || damage "$file" ;;
	esac
	"$@" >../said.out 2>../said.err || status=$?
	cd .. || return
	{
		cat said.out said.err
		echo "status $status"
	} >"$name.said"
}

@test "random verbs record and say the same, whatever became of what was kept" {
	local n words
	export LD_PRELOAD=$B/tests/clock.so TEST_CLOCK="2026-11-02 09:00:00"
	RANDOM=${KEPT_SEED:-1}
	cp -a kept gone
	cp -a kept damaged
	for ((n = 0; n < ${KEPT_VERBS:-30}; n++)); do
		pick_verb
		words=$picked
		for name in kept gone damaged; do
			# shellcheck disable=SC2086 # words of a command
			in_book "$name" hall-ticket $words
		done
		[ "$n" -gt 0 ] || cp "kept/$file" first
		differ "$words" "$(cat kept.said)" "$(cat gone.said)"
		differ "$words" "$(cat kept.said)" "$(cat damaged.said)"
	done
	cmp {kept,gone}/"$journal"
	cmp {kept,damaged}/"$journal"
	cmp "kept/$file" first
	# Some verb did something.
	[ "$(wc -l <"kept/$journal")" -gt 270 ]
}

@test "what is kept is the user's alone, and gone when the day is closed" {
	morning hall-ticket -q -C kept take payment >out
	[ "$(stat -c %a "kept/$file")" = 600 ]
	morning hall-ticket -q -C kept leave A131 >out
	run --separate-stderr morning hall-audit -q -C kept close --force --reason x
	[ "$status" -le 1 ]
	[ ! -e "kept/$file" ]
	run --separate-stderr morning hall-audit -q -C kept verify
	[ "$status" -le 1 ]
}

@test "where it cannot be kept, facts are recorded all the same" {
	mkdir "kept/$file"
	morning hall-ticket -C kept take payment >out 2>err
	morning hall-ticket -C kept take payment >>out 2>err
	[ "$(grep -c ^ticket, out)" -eq 2 ]
	differ said '' "$(grep -v waiting err || :)"
	[ "$(ls kept/2026-11-02)" = "$(printf '%s\n' hall-ticket.kept journal.csv journal.lock)" ]
}
