#!/usr/bin/env bats
# What the pages show is what the tools print: their EXAMPLES are run.
#
# A line that begins with "$ " is a command, what stands below it is its
# output; "..." alone stands for any lines.  pages/steps.awk tells the rest.

load helper

# A small hall whose book is open, and whose staff S01 is whoever runs this.
scratch_book() {
	cp "$B/share/hall/calendar_cn.yaml" "$B/share/hall/cases-power.yaml" .
	sed "s/LOGIN/$(id -un)/" "$BATS_TEST_DIRNAME/pages/hall.yaml" >hall.yaml
	at "2026-11-02 08:00:00" hall-audit key new H01
	at "2026-11-02 08:00:00" hall-audit open 2026-11-02
}

# Compare with "..." as any lines; blanks at the end of a line do not count.
shows() {
	awk -v shown="$1" 'BEGIN {
		while ((getline line <shown) > 0) want[++n] = line
	}
	{ sub(/ +$/, ""); have[NR] = $0 }
	END {
		i = 1
		for (w = 1; w <= n; w++) {
			if (want[w] == "...") {
				while (i <= NR && have[i] != want[w + 1]) i++
				continue
			}
			if (have[i++] != want[w]) exit 1
		}
		exit i != NR + 1
	}' "$2"
}

page_examples() {
	local clock="2026-11-02 09:00:00" what first second failed=0
	awk -f "$BATS_TEST_DIRNAME/pages/steps.awk" "$TOP/man/$1" >steps
	scratch_book >/dev/null 2>&1
	while IFS=$'\t' read -r what first second; do
		case $what in
		at) clock=$first ;;
		run) at "$clock" bash -c "$first" >/dev/null 2>&1 || true ;;
		do)
			at "$clock" bash -c "$second" >got 2>&1 </dev/null || true
			shows "out.$first" got && continue
			failed=1
			echo "$1: \$ $second"
			diff -u --label page --label printed "out.$first" got || true
			;;
		esac
	done <steps
	return $failed
}

@test "the examples of every page print what the page shows" {
	local page failed=0
	for page in "$TOP"/man/*.[1-9]; do
		mkdir "${page##*/}"
		(cd "${page##*/}" && page_examples "${page##*/}") || failed=1
	done
	return $failed
}
