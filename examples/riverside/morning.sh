#!/bin/bash
# morning.sh - the morning: register the files that channels and bank sent,
# reconcile each closed day that waits for it, and write its report.  Cron
# runs it at 08:10 and, for files that come late, at 10:40.
set -euo pipefail
cd "$(dirname "$0")"
export HALL_BOOK=$PWD
mkdir -p inbox taken reports

for file in inbox/{wechat,alipay,pos,bank}-????-??-??.csv; do
	[[ -e $file ]] || continue
	name=${file##*/}
	hall-reconcile import "${name%%-*}" "$file" >/dev/null
	mv "$file" taken/
done

# 1 says that a person must look, 3 that the report is INCOMPLETE: both are
# in the report.  Anything else stops the morning.
told() {
	(($1 <= 1 || $1 == 3)) || exit "$1"
}

for seal in ????-??-??.seal; do
	day=${seal%.seal} with=()
	[[ -e $seal && ! reports/$day.html -nt $seal ]] || continue
	for file in ????-??-??/files/*-"$day".csv; do
		name=${file##*/}
		[[ -e $file ]] && with+=(--with "${name%%-*}=$file")
	done
	status=0
	hall-pay --day "$day" | hall-reconcile --on "$day" "${with[@]}" --save |
	    hall-report daily -o "reports/$day.txt" || status=$?
	told "$status"
done
