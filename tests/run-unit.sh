#!/bin/sh
# run-unit.sh TEST...: run each test program.  A program that fails shows
# what it said; the last line counts.
set -eu

LC_ALL=C
CMOCKA_MESSAGE_OUTPUT=TAP
export LC_ALL CMOCKA_MESSAGE_OUTPUT

output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0
failed=0

for program in "$@"; do
	status=0
	"$program" >"$output" 2>&1 || status=$?
	good=$(grep -c '^ok ' "$output" || :)
	bad=$(grep -c '^not ok ' "$output" || :)
	# One that died, or that ran nothing, did not say what is wrong.
	if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
		bad=1
	fi
	if [ "$bad" -gt 0 ]; then
		echo "$program: status $status"
		cat "$output"
	fi
	passed=$((passed + good))
	failed=$((failed + bad))
done
echo "$passed unit tests passed, $failed failed"
[ "$failed" -eq 0 ]
