#!/usr/bin/env bats
# What make install puts into a DESTDIR runs from there, whatever stands
# around it: another directory, an empty environment.

load helper

test_setup() {
	root=$BATS_TEST_TMPDIR/root
	unset MAKEFLAGS MAKELEVEL MFLAGS
	make -s -C "$TOP" B="$B" DESTDIR="$root" PREFIX=/usr install
	# Moved: nothing of the place where it was installed may be needed.
	mv "$root" "$BATS_TEST_TMPDIR/moved"
	root=$BATS_TEST_TMPDIR/moved
}

# bare COMMAND…: as cron runs it.
bare() { (cd / && env -i "$@"); }

@test "every tool is installed, and knows its version and its help" {
	for tool in "$TOP"/cmd/hall-*.c; do
		tool=${tool##*/}
		run --separate-stderr bare "$root/usr/bin/${tool%.c}" --version
		[ "$status" -eq 0 ] && [ -z "$stderr" ]
		[[ $output == "${tool%.c} "* ]]
		bare "$root/usr/bin/${tool%.c}" --help >help
		grep -q "^usage: ${tool%.c} " help
	done
}

@test "every definition and every page is installed" {
	for file in "$TOP"/lib/*/*.yaml "$TOP"/lib/*/*.css; do
		cmp "$file" "$root/usr/share/hall/${file##*/}"
	done
	for page in "$TOP"/man/*.[1-9]; do
		cmp "$page" "$root/usr/share/man/man${page##*.}/${page##*/}"
	done
}

@test "the installed hall-report finds its definitions" {
	run --separate-stderr bare "$root/usr/bin/hall-report" list
	[ "$status" -eq 0 ] && [[ $output == *daily* ]]

	day=$TOP/examples/riverside/days/2026-11-02/counter.csv
	bare "$root/usr/bin/hall-pay" -q "$day" >folded || [ $? -eq 1 ]
	# Nothing was reconciled: the report says so, and is there.
	run --separate-stderr bare "$root/usr/bin/hall-report" daily \
	    --format html <folded
	[ "$status" -eq 3 ]
	[[ $output == '<!DOCTYPE html>'* && $output == *'--ink'* ]]
}

@test "make uninstall takes all of it away" {
	make -s -C "$TOP" B="$B" DESTDIR="$root" PREFIX=/usr uninstall
	[ -z "$(find "$root" -type f)" ]
}
