# Recording verbs that are killed, whose disk fails, and that come all at
# once.  tests/world.c is the disk; test_journal_world.c strikes many more
# calls than can be struck here, where every blow is a process.
#
# CRASH_LOOKS=looks strikes the calls that only read, too.  WRITERS_EACH is
# how much each of eight writers records.

load helper

test_setup() {
	unset XDG_CONFIG_HOME
	sed "s/LOGIN/$(id -un)/; s/C01: {}/C01: {queues: [payment]}/" \
	    "$TOP/tests/cli/pages/hall.yaml" >hall.yaml
	echo 'audit: {topics: {note: {}}}' >>hall.yaml
	cp "$B"/share/hall/{cases-power,calendar_cn}.yaml .
	morning hall-audit -q key new H01
	morning hall-audit -q open 2026-11-02
	journal=2026-11-02/journal.csv
}

morning() { at "2026-11-02 09:00:00" "$@"; }

# struck BLOW COMMAND…: see tests/world.c.
struck() {
	local blow=$1
	shift
	env LD_PRELOAD="$B/tests/world.so:$B/tests/clock.so" WORLD="$blow" \
	    TEST_CLOCK="2026-11-02 09:00:00" "$@"
}

facts() { grep -c '^[a-z]' "$journal"; }

# One verb of each room; the last records three facts.
verbs=(
	'hall-ticket take payment -q'
	'hall-pay take --counter C01 --account 310001 --service electricity --method wechat --amount 12.00 --ref W1 -q'
	'hall-apply open complaint --phone 138 -q'
	'hall-audit log note --text x -q'
)

# kill_each VERB: at each call in its turn, until it is through.
kill_each() {
	local call status before new
	for ((call = 0; ; call++)); do
		before=$(facts)
		status=0
		# shellcheck disable=SC2086 # words of a command
		struck "kill $call ${CRASH_LOOKS-}" $1 >out 2>err || status=$?
		[ "$status" -ne 0 ] || break
		[ "$status" -eq 137 ]
		[ ! -s out ]
		morning hall-audit log note --text next >out
		new=$(($(facts) - before))
		((new == 1 || new == 2))
	done
	[ "$(tail -n 1 out)" = "$(tail -n 1 "$journal")" ]
	((call > 4))
}

@test "a kill at any call of a verb leaves a journal that goes on" {
	local verb
	for verb in "${verbs[@]}"; do
		kill_each "$verb" 2>/dev/null
	done
	run --separate-stderr morning hall-audit verify
	[ "$status" -le 1 ]
}

@test "a disk that fails at a call is told, or the fact stands and is printed" {
	local call before failure failed
	for failure in ENOSPC EIO; do
		failed=0
		for call in 0 1 2 3 4 5; do
			before=$(facts)
			run --separate-stderr struck "once $call $failure" \
			    hall-ticket take payment
			if [ "$status" -eq 0 ]; then
				[ "$output" = "$(tail -n 2 "$journal")" ] ||
				    [ "$output" = "$(sed -n '3p;$p' "$journal")" ]
				continue
			fi
			[ "$status" -eq 4 ]
			[[ $stderr == "hall-ticket: 2026-11-02/journal."* ]]
			[ "$(facts)" -eq "$before" ]
			failed=$((failed + 1))
		done
		# The lock, the write and the fdatasync.
		((failed == 3))
		rm 2026-11-02/journal.lock
	done
	run --separate-stderr morning hall-audit verify
	[ "$status" -le 1 ]
}

@test "a book that cannot be written is refused with the reason" {
	local failure before
	before=$(cat "$journal")
	for failure in 'EROFS Read-only file system' \
	    'ENOSPC No space left on device'; do
		run --separate-stderr struck "fail 0 $failure" hall-ticket take payment
		expect 4 '' "hall-ticket: 2026-11-02/journal.lock: ${failure#* }"
		run --separate-stderr struck "fail 0 $failure" \
		    hall-audit close --force --reason x
		[ "$status" -eq 4 ]
		[[ $stderr == "hall-audit: "*": ${failure#* }" ]]
	done
	[ "$before" = "$(cat "$journal")" ]
	[ ! -e 2026-11-02.part ]
}

# said COMMAND…: all that it says, and its status.
said() { "$@" 2>&1 </dev/null && echo 0 || echo $?; }

# blind VERB: at each call of a verb that only reads, the disk fails once.  It
# says so, or what it says when nothing fails.
blind() {
	local calls=0 call good now
	# shellcheck disable=SC2086 # words of a command
	{
		good=$(said morning $1)
		until [ "$(said struck "fail $calls EIO looks" $1)" = "$good" ]; do
			calls=$((calls + 32))
		done
		((calls > 0))
		for ((call = 0; call < calls; call++)); do
			now=$(said struck "once $call EIO looks" $1)
			[[ $now == *"Input/output error"*4 ]] ||
			    differ "$1, call $call" "$good" "$now"
		done
	}
}

@test "what the disk does not show is not taken for what is not there" {
	local verb
	morning hall-audit -q close --force --reason x >/dev/null
	for verb in 'hall-audit -q verify' ${CRASH_LOOKS+'hall-pay till' \
	    'hall-reconcile --on 2026-11-02' 'hall-report status' \
	    'hall-ticket board --once' 'hall-apply due'}; do
		blind "$verb"
	done
}

# limited COMMAND…: with files of at most 1 KiB.
limited() { (ulimit -f 1 && exec "$@"); }

@test "a limit on the size of files is told, as a full disk is" {
	local before n
	export LD_PRELOAD=$B/tests/clock.so TEST_CLOCK="2026-11-02 09:00:00"
	# Half a line that has no room beside the journal stays in it.
	cp "$journal" whole
	printf '%s,' {1..999} >>"$journal"
	before=$(cat "$journal")
	run --separate-stderr limited hall-ticket take payment
	expect 4 '' "hall-ticket: $journal: File too large"
	[ "$before" = "$(cat "$journal")" ]
	[ "$(ls 2026-11-02)" = "$(printf '%s\n' journal.csv journal.lock)" ]
	cat whole >"$journal"
	for n in 1 2 3; do
		hall-ticket take payment -q >/dev/null
	done
	before=$(cat "$journal")
	run --separate-stderr limited hall-ticket take payment
	expect 4 '' "hall-ticket: $journal: nothing was recorded: File too large"
	[ "$before" = "$(cat "$journal")" ]
	run --separate-stderr limited hall-report daily --on 2026-11-02 -o r.html
	[ "$status" -eq 4 ]
	[[ $stderr == *"hall-report: r.html: cannot be written: File too large" ]]
	[ -z "$(find . -name '*r.html*' -o -name '.hall-output*')" ]
}

@test "what could not be taken back is in doubt, and set aside by the next" {
	morning hall-ticket take payment -q >/dev/null
	cp "$journal" before
	# The fdatasync and the ftruncate behind it.
	run --separate-stderr struck "twice 4 EIO" hall-ticket take payment
	expect 4 '' "hall-ticket: $journal: the fact is in doubt, and could not be taken back: Input/output error"
	[ "$(facts)" -eq 3 ]
	run --separate-stderr morning hall-ticket take payment
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-ticket: $journal: its end (bytes: $(stat -c %s 2026-11-02/journal.torn-1)) was never confirmed; it stands in 2026-11-02/journal.torn-1 now" ]
	[ "$(facts)" -eq 3 ]
	[[ $output == *,A002,* ]]
	cmp before <(head -c "$(stat -c %s before)" "$journal")
}

@test "signals and short writes show nowhere, from the first fact to the seal" {
	local verb blow
	for blow in clock 'interrupts crumbs'; do
		mkdir "${blow% *}"
		cp -r ./*.yaml keys "${blow% *}"
		cd "${blow% *}"
		struck "$blow" hall-audit -q open 2026-11-02
		for verb in "${verbs[@]}"; do
			# shellcheck disable=SC2086 # words of a command
			struck "$blow" $verb >>out 2>&1
		done
		struck "$blow" hall-audit close --force --reason test >>out 2>&1
		cd ..
	done
	rm -f {clock,interrupts}/{lock,*/journal.lock}
	diff -r clock interrupts
	[ -e clock/2026-11-02.seal ]
}

# writer N: so many facts of all rooms, in turns; three at once now and then.
writer() {
	local n
	for ((n = 1; n <= ${WRITERS_EACH:-5}; n++)); do
		case $((n % 5)) in
		0) hall-ticket take payment -q ;;
		1) hall-pay take --counter C01 --account "$1" \
			--service electricity --method wechat \
			--amount "$n.00" --ref "W$1-$n" -q ;;
		2) hall-apply open complaint --phone "$1-$n" -q ;;
		3) hall-audit log note --text "$1-$n" -q ;;
		4) hall-ticket post -q <<-END
			#ticket,id,event,number,queue
			ticket,T20261102-B$1$n,take,B$1$n,payment
			ticket,T20261102-B$1$n,leave,B$1$n,payment
			ticket,T20261102-C$1$n,take,C$1$n,payment
		END
		esac || exit
	done
}

# What reads the open day beside the writers, until they are done.
reader() {
	while [ ! -e done ]; do
		hall-report figures --kind ticket --by event --measure count \
		    "$journal" >/dev/null 2>>readers || echo "$?" >>readers
		hall-ticket board --once >/dev/null 2>>readers ||
		    echo "$?" >>readers
	done
}

@test "eight writers lose nothing, count on without gaps, and no reader minds" {
	local n ids
	export LD_PRELOAD=$B/tests/clock.so TEST_CLOCK="2026-11-02 09:00:00"
	hall-pay book receive R1 --kind receipt --first 00010001 \
	    --last 00019999 -q -o out-0
	hall-pay book issue R1 --to S01 -q >>out-0
	for n in 1 2 3 4 5 6 7 8; do
		writer "$n" >"out-$n" 2>"err-$n" &
		ids+=" $!"
	done
	reader &
	# shellcheck disable=SC2086 # numbers of processes
	wait $ids
	touch done
	wait
	differ said "" "$(cat readers err-*)"
	# What was printed is what stands there, each line once.
	[ "$(grep -h '^[a-z]' out-* | sort)" = "$(sed '/^#/d; /^day,/d' "$journal" | sort)" ]
	[ "$(sed -n '/^#/!s/.*,2026-11-02,,\([0-9]*\),2026-11-02T.*/\1/p' "$journal")" = \
	    "$(seq "$(facts)")" ]
	# Numbers of each kind without a gap.
	for n in payment,P case,CS log,L ticket,T20261102-A; do
		[ "$(grep "^$n" "$journal" | cut -d, -f2 | sed 's/.*[-A]0*//' |
			sort -n | uniq | paste -sd,)" = \
		    "$(seq -s, "$(grep -c "^$n" "$journal")")" ]
	done
	run --separate-stderr hall-audit verify
	[ "$status" -le 1 ]
	[[ $output == *"2026-11-02  open"*"$(facts) records"* ]]
}
