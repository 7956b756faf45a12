#!/bin/sh
# run-valgrind.sh TEST...: each unit test under valgrind, then one day of a
# hall through the filters.  The last line counts.
set -u

LC_ALL=C
TZ=Asia/Shanghai
export LC_ALL TZ
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# Statuses that say something about the data are no errors of memory.
watched() {
	name=$1
	shift
	valgrind -q --error-exitcode=99 --leak-check=full \
	    --errors-for-leak-kinds=definite,indirect,possible \
	    "$@" >"$work/stdout" 2>"$work/stderr"
	status=$?
	if [ "$status" -lt 4 ]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "$name: status $status"
	cat "$work/stderr"
}

for program in "$@"; do
	watched "$program" "$program"
done

days=$work/days
watched days "$B/bin/days" --days 2 --per-day 60 --plant hall-only@2026-10-31 \
    --out "$days" --journal "$work/journal"
for tool in pay reconcile report; do
	[ -x "$B/bin/hall-$tool" ] || continue
	operand=
	[ "$tool" = report ] && operand=daily
	# shellcheck disable=SC2086 # nothing, or one operand
	watched "hall-$tool" "$B/bin/hall-$tool" $operand "$work/journal"
done

echo "$passed programs passed under valgrind, $failed failed"
[ "$failed" -eq 0 ]
