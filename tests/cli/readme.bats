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
