#!/bin/bash
# bench.sh [--check] - how fast, beside what others take for the same answer,
# in one run on one machine.
#
# BENCH_PAYMENTS (7000000) payments are made once, one line in fifty with
# quotes; every time is the median of BENCH_RUNS (5), in seconds, ours and the
# peer's in turns, the page cache warm.  A peer that is not installed is left
# out; DuckDB is the npm package @duckdb/node-api, found by
# DUCKDB_MODULE=/path/to/node_modules/@duckdb/node-api/lib/index.js.
# BENCH_PARTS names some of: reading figures passing growing archives
# appending folding joining.  With --check a ratio that is missed makes the
# status 1.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=${B:-$top/build}
PATH=$build/bin:$build/bench:$PATH
payments=${BENCH_PAYMENTS:-7000000}
runs=${BENCH_RUNS:-5}
check=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
TIMEFORMAT=%R
missed=0

has() { command -v "$1" >/dev/null; }

# answers COMMAND: what fails is not measured; a status of 1 is an answer, too.
answers() {
	local status=0
	bash -c "$1" >/dev/null 2>failed </dev/null || status=$?
	((status > 1)) || return 0
	printf 'bench.sh: %s: status %s\n' "$1" "$status" >&2
	cat failed >&2
	exit 1
}

# seconds COMMAND: of one run, with what it may read in the page cache: some
# hosts take back from it within seconds.
seconds() {
	cat ./*.csv ./*.bgz >/dev/null 2>&1 || :
	{ time bash -c "$1" >/dev/null 2>&1 </dev/null; } 2>&1 || :
}

median() {
	sort -n | sed -n "$((runs / 2 + 1))p"
}

# Lines of "hall,method,count,sum", whoever says them, to compare.
same_words() {
	awk -F, 'NF == 4 && $3 + 0 > 0 {
		printf "%s,%s,%d,%.2f\n", $1, $2, $3, $4
	}' | sort
}

# agrees NAME COMMAND: a peer that answers otherwise is not measured.
agrees() {
	bash -c "$2" 2>&1 | same_words >theirs
	cmp -s ours theirs && [[ -s ours ]] && return
	printf 'bench.sh: %s does not answer as hall-report does\n' "$1" >&2
	diff ours theirs >&2
	exit 1
}

# line WORK OURS PEER THEIRS BOUND: a row of the table; at least BOUND times
# as fast as the peer.
line() {
	local ratio
	ratio=$(awk -v a="$2" -v b="$4" 'BEGIN { printf "%.2f", b / a }')
	printf '| %-34s | %7s | %-22s | %7s | %6s | %5s |\n' \
	    "$1" "$2" "$3" "$4" "$ratio" "$5"
	awk -v r="$ratio" -v b="$5" 'BEGIN { exit !(r < b) }' || return 0
	missed=$((missed + 1))
}

# race WORK COMMAND PEER ITS_COMMAND GOAL [TIMES]: both in turns, for no
# machine is as quick at all times; TIMES the peer's time is what counts.
race() {
	local run
	answers "$2"
	answers "$4"
	for ((run = 0; run < runs; run++)); do
		seconds "$2" >&3
		seconds "$4" >&4
	done 3>ours.times 4>theirs.times
	line "$1" "$(median <ours.times)" "$3" \
	    "$(median <theirs.times |
		awk -v n="${6:-1}" '{ printf "%.3f", n * $1 }')" "$5"
}

# in_a_second WORK COMMAND: what has no peer.
in_a_second() {
	local run
	answers "$2"
	for ((run = 0; run < runs; run++)); do
		seconds "$2"
	done >ours.times
	line "$1" "$(median <ours.times)" 'a second' 1.000 1
}

# memory_line WORK MOST COMMAND: what it holds, beside the most it may.
memory_line() {
	local held
	held=$(memory_of bash -c "exec $3")
	printf '| %-34s | %7s | %-22s | %7s | %6s | %5s |\n' "$1" "$held" \
	    'KiB at most' "$2" "$(awk -v a="$held" -v b="$2" \
		'BEGIN { printf "%.2f", b / a }')" 1
	((held <= $2)) || missed=$((missed + 1))
}

# The most that a command held, in KiB.
memory_of() {
	"$@" >/dev/null 2>&1 </dev/null &
	local id=$! most=0 now
	while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$id/status" 2>/dev/null) &&
	    [[ -n $now ]]; do
		most=$now
		sleep 0.01
	done
	wait "$id" || :
	echo "$most"
}

# journal FILE PAYMENTS: a month of them.
journal() {
	days --from 2026-10-01 --days 31 --per-day $(($2 / 31)) --counters 30 \
	    --tickets 0 --cases 0 --payments-only --journal "$1" 2>/dev/null
	cat "$1" >/dev/null
}

reading() {
	race 'every field, one thread' 'fields pay.csv' \
	    libcsv 'libcsv pay.csv' 4
}

# beside NAME GOAL COMMAND: the same answer by another program.
beside() {
	agrees "$1" "$3"
	race 'count and sum, two threads' "hall-report $query -j 2 pay.csv" \
	    "$1" "$3" "$2"
}

query='figures --kind payment --by hall,method --measure count,sum:amount'
figures() {
	local duckdb="node $top/scripts/bench/duckdb.mjs"
	# The same with one ordinary heading, for those who know no other.
	{
		sed -n '1s/^#payment/kind/p' pay.csv
		grep -v '^#' pay.csv
	} >plain.csv
	# shellcheck disable=SC2086 # a verb and its options
	hall-report $query pay.csv 2>/dev/null | awk -F, '/^figure,/ {
		split($10, part, /[+=]/)
		group = part[2] "," part[4]
		value[group] = value[group] "," $12
	} END { for (group in value) print group value[group] }' |
	    same_words >ours
	race 'count and sum, two threads' "hall-report $query -j 2 pay.csv" \
	    'itself, one thread' "hall-report $query -j 1 pay.csv" 1.5
	[[ -z ${DUCKDB_MODULE:-} ]] || ! has node ||
	    beside "DuckDB $($duckdb --version)" 4 "$duckdb plain.csv"
	! has mlr || beside "$(mlr --version)" 60 'mlr --icsv --ocsv \
	    stats1 -a count,sum -f amount -g hall,method plain.csv'
	! has sqlite3 || beside "SQLite $(sqlite3 --version | cut -d ' ' -f 1)" \
	    20 "sqlite3 -csv -cmd '.import plain.csv p' :memory: 'select hall,
		method, count(*), sum(amount) from p group by 1, 2'"
	rm plain.csv
	memory_line 'memory of it' 65536 "hall-report $query -j 2 pay.csv"
}

passing() {
	race 'hall-pay passes all on' 'cat pay.csv | hall-pay | cat' \
	    'cat | cat' 'cat pay.csv | cat | cat' 0.4
}

# grows WORK COMMAND: with ten times the input.
grows() {
	race "$1" "$2 pay.csv" 'ten times a tenth' "$2 tenth.csv" 0.95 10
	memory_line 'memory of it, a tenth and a half' "$(awk \
	    -v kib="$(memory_of bash -c "exec $2 tenth.csv")" \
	    'BEGIN { printf "%d", 1.5 * kib }')" "$2 pay.csv"
}

growing() {
	journal tenth.csv $((payments / 10))
	grows 'count and sum, one thread' "hall-report $query -j 1"
	grows 'hall-pay' 'hall-pay'
	rm tenth.csv
}

# The same from an archive, beside zlib's loop and beside one thread.
archives() {
	archive pack 1 <pay.csv >pay.bgz
	race 'an archive, one thread' 'archive read 1 pay.bgz' \
	    'zlib inflate' 'inflate pay.bgz' 0.9
	race 'an archive, two threads' 'archive read 2 pay.bgz' \
	    'itself, one thread' 'archive read 1 pay.bgz' 1.7
	race 'hall-pay of it, two threads' 'hall-pay -j 2 pay.bgz | cat' \
	    'itself, one thread' 'hall-pay -j 1 pay.bgz | cat' 1.7
	race 'count and sum of it, two threads' \
	    "hall-report $query -j 2 pay.bgz" 'itself, one thread' \
	    "hall-report $query -j 1 pay.bgz" 1.7
	race 'an archive written, two threads' 'archive pack 2 <pay.csv' \
	    'itself, one thread' 'archive pack 1 <pay.csv' 1.7
	rm pay.bgz
}

# A book whose day has 10,000 events.
open_book() {
	local today
	today=$(TZ=Asia/Shanghai date +%F)
	mkdir book
	sed "s/LOGIN/$(id -un)/" "$top/scripts/bench/hall.yaml" >book/hall.yaml
	cp "$build/share/hall/calendar_cn.yaml" book/calendar.yaml
	hall-audit -q -C book open "$today" >/dev/null
	awk -v day="$today" 'BEGIN {
		print "#ticket,id,time,hall,event,number,queue"
		for (i = 1; i <= 5000; i++) {
			id = sprintf("T%s-A%04d", day, i); gsub(/-/, "", id)
			sub(/A/, "-A", id)
			at = day "T00:00:00+08:00"
			printf "ticket,%s,%s,H01,take,A%04d,payment\n", id, at, i
			printf "ticket,%s,%s,H01,leave,A%04d,payment\n", id, at, i
		}
	}' | hall-ticket -q -C book post >/dev/null
}

# Tickets taken on such a day, each by a process, beside processes that open,
# write 100 bytes, fdatasync and exit.
appending() {
	[[ -d book ]] || open_book
	race '20 tickets taken' \
	    'for i in {1..20}; do hall-ticket -C book take payment; done' \
	    'open, write, fdatasync' 'for i in {1..20}; do append least; done' 0.33
}

# plain_csv KIND <RECORDS: with one ordinary heading.
plain_csv() {
	awk -v kind="$1" 'index($0, "#" kind ",") == 1 && !seen++ {
		sub("#" kind, "kind"); print
	} index($0, kind ",") == 1'
}

# matched_by NAME BOUND COMMAND: how many payments are matched with a row by
# reference and amount, and their sum, by another program.
matched_by() {
	agrees "$1" "$3"
	race 'payments and their rows matched' \
	    'hall-reconcile --only p.csv s.csv' "$1" "$3" "$2"
}

# A seventh of the payments, and what the channel has of them: hall-reconcile
# says of each what became of it, the others only join.
joining() {
	local duckdb="node $top/scripts/bench/duckdb.mjs" file days with=()
	days=(--from 2026-10-01 --days 31 --per-day $((payments / 7 / 31))
		--counters 30 --tickets 0 --cases 0)
	mkdir joining
	cd joining
	cp -L "$top"/examples/riverside/*.yaml .
	days "${days[@]}" --out . 2>/dev/null
	days "${days[@]}" --payments-only --journal p.csv 2>/dev/null
	for file in arrived/*/wechat-*.csv; do
		with+=(--with "wechat=$file")
	done
	# Status 1: there are differences.
	{ hall-reconcile -q --only "${with[@]}" /dev/null || :; } |
	    grep -E '^#?statement,' >s.csv
	plain_csv payment <p.csv >payments.csv
	plain_csv statement <s.csv >statements.csv
	{ hall-reconcile -q --only p.csv s.csv || :; } | awk -F, '
		$1 == "match" && $6 == "ref" && $7 == "confirmed" {
			count++; sum += $10
		} END { printf "H01,wechat,%d,%.2f\n", count, sum }' |
	    same_words >ours
	[[ -z ${DUCKDB_MODULE:-} ]] || ! has node ||
	    matched_by "DuckDB $($duckdb --version)" 1 \
		"$duckdb payments.csv statements.csv"
	! has sqlite3 ||
	    matched_by "SQLite $(sqlite3 --version | cut -d ' ' -f 1)" 2 \
		"sqlite3 -csv -cmd '.import payments.csv p' \
		-cmd '.import statements.csv s' :memory: '
		select p.hall, p.method, count(*), sum(p.amount) from p
		join s on s.ref = p.ref and s.amount = p.amount group by 1, 2'"
	memory_line 'memory of it, 320 bytes an item' \
	    $(($(cat payments.csv statements.csv | wc -l) * 320 / 1024)) \
	    'hall-reconcile --only p.csv s.csv'
	cd ..
	rm -r joining
}

folding() {
	[[ -d book ]] || open_book
	days --from 2026-10-01 --days 31 --per-day 10 --tickets 8200 --cases 0 \
	    --counters 60 --journal tickets.csv 2>/dev/null
	in_a_second 'a million ticket events' 'hall-ticket --only tickets.csv'
	memory_line 'memory of it' 65536 'hall-ticket --only tickets.csv'
	awk 'BEGIN { srand(1); for (i = 0; i < 1000000; i++)
		printf "2026-%02d-%02d %02d:%02d\n", 1 + rand() * 11, 1 + rand() * 28,
		    rand() * 24, rand() * 60 }' >moments.txt
	in_a_second 'a million due dates' \
	    'hall-apply -C book calendar add - 5wd <moments.txt'
}

journal pay.csv "$payments"
printf '%s payments, %s MB, %s cores, %s\n\n' "$payments" \
    $(($(stat -c %s pay.csv) / 1000000)) "$(nproc)" "$(uname -m)"
printf '| %-34s | %7s | %-22s | %7s | %6s | %5s |\n' \
    work ours beside theirs ratio goal
printf '|---|---:|---|---:|---:|---:|\n'
for part in ${BENCH_PARTS:-reading figures passing growing archives \
    appending folding joining}; do
	"$part"
done

echo
((missed == 0)) || echo "$missed goals were missed"
[[ $check != --check ]] || ((missed == 0))
