#!/usr/bin/env bats
# The README's first pipe prints what it shows.

load helper

@test "the first pipe of the README prints what it shows" {
	cd "$TOP"
	sed -n '/^## A first pipe/,/^## The tools/s/^    //p' README.md >"$HOME/block"
	sed -n 's/^\$ //p; /^ *hall-report\|^ *--columns/p' "$HOME/block" >"$HOME/command"
	sed '1,3d' "$HOME/block" >"$HOME/shown"
	run --separate-stderr bash -c "set -o pipefail; $(cat "$HOME/command")"
	expect 1 "$(cat "$HOME/shown")"
}

@test "the hall.yaml of hall(7) is all that its day needs" {
	sed -n '/^hall: {id/,/^\.Ed/{/^\.Ed/!p}' "$TOP/man/hall.7" |
	    sed "s/login: wangmin/login: '$(id -un)'/" >hall.yaml
	unset XDG_CONFIG_HOME
	day() { at "2026-11-02 $1:00" "${@:2}" >/dev/null; }
	day 08:00 hall-audit key -q new H01
	day 08:01 hall-audit open -q
	day 08:20 hall-pay book issue B0001 --first 00040001 --last 00040100 --to S01
	day 08:21 hall-pay drawer open C01 --amount 500.00
	day 09:03 hall-pay take --counter C01 --account 10023 \
	    --service electricity --method cash --amount 86.40 --tendered 100
	day 17:30 hall-pay drawer count C01 --amount 586.40
	day 17:31 hall-pay close C01
	day 17:32 hall-pay deposit handin --days 2026-11-02 --amount 86.40
	day 18:00 hall-audit close -q
	[ -e 2026-11-02.seal ]
}
