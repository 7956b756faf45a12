#!/usr/bin/env bats
# A day of a book needs itself and what was carried into it, never history:
# days that were closed one by one are the same to hall-pay as in one stream.

load ../cli/helper

setup_file() {
	unset XDG_CONFIG_HOME
	export TZ=Asia/Shanghai LC_ALL=C HOME=$BATS_FILE_TMPDIR
	export BOOK=$BATS_FILE_TMPDIR/book
	export PATH=${B:-$BATS_TEST_DIRNAME/../../build}/bin:$PATH
	local day
	days --days 4 --per-day 120 --plant riverside --out "$BOOK"
	cd "$BOOK" || return
	cat >hall.yaml <<-EOF
		hall: {id: H01}
		calendars: {hall: {weekly_rest: none}}
		roles: {operator: {can: [act, close-day]}}
		staff: {S12: {name: Zhu, role: operator, login: '$(id -un)'}}
		deposits: {deadline: {next_day: "12:00", calendar: hall}}
	EOF
	at "2026-10-30 08:00:00" hall-audit -q key new H01
	at "2026-10-30 08:00:00" hall-audit -q open 2026-10-30
	for day in 2026-10-30 2026-10-31 2026-11-01 2026-11-02; do
		at "$day 17:55:00" hall-pay -q post --keep-faults \
		    "days/$day/counter.csv" "days/$day/kiosk.csv" \
		    >/dev/null 2>&1 || [ $? -eq 3 ]
		at "$day 18:00:00" hall-audit -q close "$day" \
		    >/dev/null
	done
}

# What hall-pay derives from these files, a kind or two of it.
derived() {
	hall-pay --only "${@:2}" 2>/dev/null | grep -E "^($1)," | sort
}

day_by_day() {
	local day
	for day in 2026-10-30 2026-10-31 2026-11-01 2026-11-02; do
		derived "$1" --day "$day"
	done | sort
}

@test "tills and runs of single days are those of the days together" {
	cd "$BOOK"
	derived 'till|run' ./*.bgz >whole
	day_by_day 'till|run' >single
	diff whole single
	[ "$(grep -c ^run single)" -gt 20 ]
}

@test "what was carried adds nothing to a stream that has the days" {
	cd "$BOOK"
	derived 'till|run|banking' ./*.bgz >whole
	derived 'till|run|banking' 2026-10-30.bgz 2026-10-31/carry.in \
	    2026-10-31.bgz 2026-11-01/carry.in 2026-11-01.bgz \
	    2026-11-02/carry.in 2026-11-02.bgz >carried
	diff whole carried
}

@test "the banking of a day is whole in the stream of the next" {
	cd "$BOOK"
	derived banking ./*.bgz | grep -v BK20261102 >whole
	for day in 2026-10-31 2026-11-01 2026-11-02; do
		derived banking --day $day
	done | grep -v bank_waiting >single
	diff whole single
}

@test "the numbers of every range add up" {
	cd "$BOOK"
	derived run ./*.bgz | awk -F, '
	    $7 { if ($8 - $7 + 1 != $9 + $10 + $11 + $12 + $13 + $14) exit 1; n++ }
	    END { exit n < 20 }'
}

@test "the money of the tills is the money of the payments" {
	cd "$BOOK"
	zcat ./*.bgz | hall-pay 2>/dev/null >all || true
	tills=$(hall-report select till all 2>/dev/null | awk -F, '
	    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	    { taken += $at["taken"] * 100; n += $at["payments"] }
	    END { printf "%d %d\n", n, taken }')
	paid=$(hall-report select payment all 2>/dev/null | awk -F, '
	    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	    $at["amount"] ~ /^[0-9]+[.][0-9][0-9]$/ { sum += $at["amount"] * 100; n++ }
	    END { printf "%d %d\n", n, sum }')
	[ "$tills" = "$paid" ]
}
