#!/bin/bash
# morning.sh [DAY] - the next morning: register the files that the channels
# and the bank sent, reconcile the days that wait for it (or from DAY on) and
# write their reports.  Cron runs it at 08:10 and, for late files, at 10:40.
set -euo pipefail
cd "$(dirname "$0")"
export HALL_BOOK=$PWD
mkdir -p inbox taken reports
./close.sh --missed -q # what a power cut in the evening left

# 1: a person must look; 3: something is INCOMPLETE.  The reports say what.
worst=0
told() {
	(($1 == 1 || $1 == 3)) || exit "$1"
	(($1 <= worst)) || worst=$1
	told=yes
}

# A file with faults counts until it comes again without; one that cannot be
# read at all stays in the inbox, and the rest goes on.
for file in inbox/{wechat,alipay,pos,bank}-????-??-??.csv; do
	[[ -e $file ]] || continue
	name=${file##*/}
	read=$(hall-reconcile import -q "${name%%-*}" "$file") || told $?
	[[ -z $read ]] || mv "$file" taken/
done

# What one day leaves open the next one takes up: so all from the first day
# without a report, and the last closed one again.
from=${1:-} days=(????-??-??.seal)
for day in "${days[@]%.seal}"; do
	[[ -e $day.seal ]] || continue
	[[ -n $from || -e reports/$day.html ]] || from=$day
	[[ -n $from && ! $day < $from || $day.seal == "${days[-1]}" ]] || continue
	told=
	hall-ticket -q --day "$day" | hall-apply -q | hall-pay -q |
	    hall-reconcile -q --on "$day" --save | hall-audit -q |
	    hall-report daily -q --on "$day" -o "reports/$day.html" || told $?
	hall-report daily -q --on "$day" -o "reports/$day.txt" || told $?
	[[ -z $told ]] || hall-report status --on "$day" || :
done
exit "$worst"
