#!/bin/bash
# bench.sh - how fast, beside what others take for the same answer.
#
# BENCH_PAYMENTS (1000000) payments of a month are made once; every number
# is the best of three, in seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${B:-$PWD/build}/bin:$PATH
payments=${BENCH_PAYMENTS:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
TIMEFORMAT=%R

# best NAME COMMAND: the shortest of three runs.
best() {
	local name=$1 run
	shift
	for run in 1 2 3; do
		{ time bash -c "$*" >/dev/null 2>&1 </dev/null; } 2>&1 || :
	done | sort -n | head -n 1 | while read -r run; do
		printf '%8s s  %s\n' "$run" "$name"
	done
}

has() { command -v "$1" >/dev/null; }

printf 'making %s payments\n' "$payments"
time days --from 2026-10-01 --days 31 --per-day $((payments / 31)) \
    --counters 30 --journal month.csv
hall-report select payment month.csv >payment.csv
wc -c month.csv payment.csv | awk '$2 != "total" { printf "%6d MB  %s\n", $1 / 1e6, $2 }'

echo 'count and sum by method'
best hall-report 'hall-report figures --kind payment --by method \
    --measure count,sum:amount month.csv'
has mlr && best Miller \
    'mlr --icsv --ocsv stats1 -a count,sum -f amount -g method payment.csv'
has duckdb && best DuckDB \
    'duckdb -c "select method, count(*), sum(amount::decimal(18,2))
        from \"payment.csv\" group by method"'
has sqlite3 && best 'SQLite, with its import' \
    'sqlite3 -cmd ".mode csv" -cmd ".import payment.csv p" :memory: \
        "select method, count(*), sum(amount) from p group by method"'
best 'awk (and its floating point)' \
    "awk -F, '{ n[\$15]++; s[\$15] += \$19 } END { for (m in n) print m, n[m], s[m] }' payment.csv"

echo 'the tills, receipts and bankings of the month'
best hall-pay 'hall-pay --only month.csv'
best 'wc -l' 'wc -l month.csv'
