#!/bin/bash
# close.sh [-q] - the evening: take what the kiosk wrote, close the day, seal
# it and open the next.  Cron runs it at 18:00; by hand it does what is left.
# After a power cut it closes every day that was missed, the oldest first.
set -euo pipefail
cd "$(dirname "$0")"
export HALL_BOOK=$PWD

# The open day is the one that has a journal.
open_day() {
	local journal
	for journal in ????-??-??/journal.csv; do
		[[ -e $journal ]] && echo "${journal%/*}"
	done
}

# The kiosk drops its payments of a day into inbox/.  A line that nobody can
# read is kept as a fault: the reports show it until a `correct` mends it.
post_kiosk() {
	local file=inbox/kiosk-$1.csv status=0 late=()
	[[ -e $file ]] || return 0
	[[ $1 == "$today" ]] || late=(--at "$1 18:00" --reason "power cut")
	hall-pay post --keep-faults "${late[@]}" "$file" >/dev/null || status=$?
	((status == 0 || status == 3)) || exit "$status"
	mkdir -p taken && mv "$file" taken/
}

today=$(date +%F)
while day=$(open_day) && [[ -n $day && ! $day > $today ]]; do
	post_kiosk "$day"
	hall-audit close -q --check "$day" # says what blocks, who, what to do
	hall-audit close "$@" "$day" >/dev/null
done
