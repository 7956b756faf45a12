#!/usr/bin/env bats
# What hall-report says of files that are large enough to be shared among
# threads: the same bytes, for any number of them and in whatever form.

load helper
load audit

# Files that threads share have this many bytes at least, an archive a fourth:
# CROWD_BYTES_MIN and CROWD_PACKED in lib/record/crowd.h.
LARGE=$((4 << 20))

# A closed day of some 17,000 payments and 3,000 facts of its queues: the book,
# its archive day.bgz, the same lines in day.csv and in three files.
setup_file() {
	export LC_ALL=C TZ=Asia/Shanghai HOME=$BATS_FILE_TMPDIR
	export PATH=$B/bin:$PATH
	cd "$HOME" || return
	new_book
	cat >>hall.yaml <<-'END'
	reports:
	  crowd:
	    sections:
	      - {name: hours, kind: payment, by: hour(time), measures:
	          [count, sum:amount, p90:amount, distinct:account]}
	      - {name: large, kind: payment, where: {amount: "500.00"},
	         table: [id, time, amount, account], order: [-amount, id]}
	      - {name: faults, faults: open}
	END
	days --seed 7 --from $DAY --days 1 --per-day 14000 --tickets 500 \
	    --cases 0 --counters 2 --journal ../all.csv
	grep -v -e ",closed,," ../all.csv >$DAY/journal.csv
	evening hall-audit -q close --force --reason "a test" >/dev/null
	cd ..
	cp book/$DAY.bgz day.bgz
	zcat day.bgz >day.csv
	# A heading of its own for each kind, wherever a part begins.
	grep '^#' day.csv | tee part.2 >part.3
	sed -n '1,6500p' day.csv >part.1
	sed -n '6501,13000p' day.csv >>part.2
	sed -n '13001,$p' day.csv >>part.3
	# Two lines that are no records, in what different threads read.
	sed -e '9000s/^[^,]*,/&,/' -e '15000s/$/,x/' day.csv >faulty.csv
}

test_setup() {
	cd "$BATS_FILE_TMPDIR" || return
	HOME=$BATS_FILE_TMPDIR
	[ "$(stat -c %s day.csv)" -gt $LARGE ]
	[ "$(stat -c %s day.bgz)" -gt $((LARGE / 4)) ]
}

# All that it says, and its status.
answer() {
	local status=0
	"$@" 2>&1 || status=$?
	echo "status $status"
}

# same FILE... -- QUERY...: the same answer by 1, 2 and 4 threads, and that of
# one thread to the lines; it has more than a few lines.
same() {
	local files=() j
	while [ "$1" != -- ]; do
		files+=("$1")
		shift
	done
	shift
	answer "$@" -j 1 day.csv >expected
	[ "$(wc -l <expected)" -gt 5 ]
	for j in 1 2 4; do
		answer "$@" -j $j "${files[@]}" | diff expected -
	done
}

each_form() {
	same day.csv -- "$@"
	same day.bgz -- "$@"
	same part.1 part.2 part.3 -- "$@"
}

@test "figures are the same for any number of threads" {
	each_form hall-report figures --kind payment --by 'method,hour(time)' \
	    --where 'amount>=100' --measure \
	    count,sum:amount,mean:amount,max:amount,p90:amount,distinct:account
	same day.bgz -- hall-report figures --kind ticket --by event,queue
	grep -q '^status 0$' expected
}

@test "reports are the same for any number of threads" {
	each_form hall-report crowd -C book --format csv
	same day.bgz -- hall-report select payment --where method=cash
}

@test "faults are the same for any number of threads" {
	local query j
	for query in "figures --kind payment --by method" "crowd -C book"; do
		answer hall-report $query -j 1 faulty.csv >expected
		grep -q '^status 3$' expected
		[ "$(grep -c '^hall-report: faulty.csv:\(9000\|15000\): ' \
		    expected)" -eq 2 ]
		for j in 2 4; do
			answer hall-report $query -j $j faulty.csv |
			    diff expected -
		done
	done
}

@test "the day of a book is the same for any number of threads" {
	local j
	answer hall-report daily -C book --on $DAY -j 1 >expected
	grep -q ' 1[0-9],[0-9]* ' expected
	for j in 2 4; do
		answer hall-report daily -C book --on $DAY -j $j |
		    diff expected -
	done
}
