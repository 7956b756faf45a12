#!/bin/bash
# close.sh [--missed] [-q] - the evening: take what the kiosk wrote, close the
# day, seal it, open the next; write the evening sheet.  Cron runs it at 18:00;
# by hand it does what is left.  Days that a power cut hid are closed first, the
# oldest before the others; --missed closes these alone.
set -euo pipefail
cd "$(dirname "$0")"
export HALL_BOOK=$PWD

today=$(date +%F) last=$today
if [[ ${1:-} == --missed ]]; then
	last=$(date -d "$today - 1 day" +%F)
	shift
fi

# The open day is the one that has a journal.  When none has, a close was
# killed behind its seal, and the last sealed day completes it.
open_day() {
	local journals=(????-??-??/journal.csv) seals=(????-??-??.seal)
	if [[ -e ${journals[0]} ]]; then
		echo "${journals[0]%/*}"
	elif [[ -e ${seals[-1]} ]]; then
		echo "${seals[-1]%.seal}"
	fi
}

while day=$(open_day) && [[ -n $day && ! $day > $last ]]; do
	late=() status=0 file=inbox/kiosk-$day.csv
	# A day that is closed late ended in its evening, too: what the channels
	# booked behind that belongs to the next one.
	[[ $day == "$today" ]] || late=(--at "$day 18:00" --reason "power cut")
	# A line of the kiosk's that nobody can read is kept as a fault (3): the
	# reports show it until a `correct` mends it.
	if [[ -e $file ]]; then
		hall-pay post --keep-faults "${late[@]}" "$file" >/dev/null || status=$?
		((status == 0 || status == 3)) || exit "$status"
		mkdir -p taken && mv "$file" taken/
	fi
	# What still blocks it says, who, and the next command.
	hall-audit close "${late[@]}" "$@" "$day" >/dev/null
	mkdir -p reports
	hall-report close -q --on "$day" -o "reports/$day-close.html" ||
	    (($? == 1 || $? == 3)) # the sheet says what a person must look at
done
