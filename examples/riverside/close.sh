#!/bin/bash
# close.sh - the evening: take what the kiosk wrote, close the day, open the
# next one.  Cron runs it at 18:00; run by hand it does what is left to do.
# After a power cut it closes each day that was missed, the oldest first.
set -euo pipefail
cd "$(dirname "$0")"
export HALL_BOOK=$PWD

# The open day is the one with a journal.
open_day() {
	local journal
	for journal in ????-??-??/journal.csv; do
		[[ -e $journal ]] && echo "${journal%/*}"
	done | head -n 1
}

# The kiosk puts its payments into inbox/.  A line that nobody can read is
# kept as a fault, which the reports show until a `correct` mends it.
post_kiosk() {
	local day=$1 file=inbox/kiosk-$1.csv
	[[ -e $file ]] || return 0
	hall-pay post --keep-faults --key "kiosk-$day" "$file" >/dev/null ||
	    (($? == 3)) # a fault was kept: the morning tells
	mkdir -p taken && mv "$file" taken/
}

today=$(date +%F)
while day=$(open_day) && [[ -n $day && ! $day > $today ]]; do
	post_kiosk "$day"
	hall-audit close --check "$day" # says what blocks, who, what to do
	hall-audit close "$day"
done
