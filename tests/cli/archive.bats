#!/usr/bin/env bats
# Archives: what a close writes, read whole, by threads, and broken.

load helper
load audit

# A closed day of several blocks: day.bgz, and its lines in day.csv.
test_setup() {
	new_book
	"$B/bin/days" --seed 7 --from $DAY --days 1 --per-day 900 --tickets 0 \
	    --cases 0 --counters 2 --payments-only --journal all.csv
	grep -v -e ",closed,," all.csv >$DAY/journal.csv
	evening hall-audit -q close --force --reason "a test" >/dev/null
	cd ..
	mv book/$DAY.bgz day.bgz
	zcat day.bgz >day.csv
	[ "$(stat -c %s day.csv)" -gt 150000 ]
}

QUERY="figures --kind payment --by method --measure count,sum:amount"

# says BYTE TEXT COMMAND...: status 3 and that on stderr, with any -j, and
# the same on stdout.
says() {
	local text="day.bgz: byte $1: $2" j
	shift 2
	"$@" -j 1 day.bgz >one 2>/dev/null || true
	for j in 1 2 5; do
		run --separate-stderr "$@" -j $j day.bgz
		expect 3 "$(cat one)" "$1: $text"
	done
}

@test "an archive is what zcat reads, and ends with the marker of BGZF" {
	gzip -t day.bgz
	if command -v bgzip; then bgzip -t day.bgz; fi
	[ "$(tail -c 28 day.bgz | od -An -tx1 | tr -d ' \n')" = \
	    1f8b08040000000000ff0600424302001b0003000000000000000000 ]
	sha256sum <day.csv | cut -c 1-64 | grep -f - book/$DAY.seal
}

@test "an archive reads as its lines do, by any number of threads" {
	hall-pay -j 1 day.csv >filtered
	hall-report $QUERY day.csv >figures
	for j in 1 2 5; do
		hall-pay -j $j day.bgz | cmp - filtered
		cat day.bgz | hall-pay -j $j | cmp - filtered
		hall-report $QUERY -j $j day.bgz | cmp - figures
	done
}

@test "-j wants a number of threads" {
	run --separate-stderr hall-pay -j 0 day.bgz
	[ "$status" -eq 2 ]
	[[ $stderr = "hall-pay: --jobs: '0' is no number from 1 to 256"* ]]
}

@test "an archive that was cut off says where" {
	size=$(stat -c %s day.bgz)
	truncate -s -1 day.bgz
	says $((size - 1)) "the archive is cut off; take it from a backup" \
	    hall-pay
	truncate -s -27 day.bgz
	says $((size - 28)) "the archive lacks its end marker: it is cut off; take it from a backup" \
	    hall-pay
	says $((size - 28)) "the archive lacks its end marker: it is cut off; take it from a backup" \
	    hall-report $QUERY
	: >day.bgz
	says 0 "the archive is cut off; take it from a backup" hall-ticket
}

@test "damage is told where its block begins" {
	second=$(($(od -An -tu2 -j16 -N2 day.bgz) + 1))
	printf 'XXXX' | dd of=day.bgz bs=1 seek=$((second + 500)) conv=notrunc \
	    2>/dev/null
	run hall-pay day.bgz
	[[ $output =~ "hall-pay: day.bgz: byte $second: the block that begins here "[^$'\n']+"; take the archive from a backup" ]]
	says $second "${BASH_REMATCH[0]#*"byte $second: "}" hall-pay
}

@test "what follows an archive is told" {
	size=$(stat -c %s day.bgz)
	echo more >>day.bgz
	says $size "what follows the end marker is no archive; keep what stands before this byte" \
	    hall-pay
	cat day.csv | gzip -n >day.gz
	size=$(stat -c %s day.gz)
	cat day.gz day.gz >two.gz
	[ "$(hall-pay two.gz | tail -n 1)" = "$(cat day.csv day.csv | hall-pay | tail -n 1)" ]
	echo more >>day.gz
	run --separate-stderr hall-pay --only day.gz
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-pay: day.gz: byte $size: what follows the last member of the archive is none; keep what stands before this byte" ]
}

@test "a bomb ends early, in little memory" {
	head -c 40000000 /dev/zero | gzip >bomb.gz
	(ulimit -v 400000; hall-pay --version) >/dev/null 2>&1 ||
	    skip "a sanitizer wants more memory than that"
	run --separate-stderr bash -c 'ulimit -v 400000; hall-pay -j 2 --only bomb.gz'
	[ "$status" -eq 3 ]
	[[ $stderr = "hall-pay: bomb.gz: byte "*": the archive swells more than two hundredfold, as no records do; if it is meant, pipe it through zcat" ]]
	# Who means it gets what any long line gets.
	run --separate-stderr bash -c 'ulimit -v 400000; zcat bomb.gz | hall-pay --only'
	[ "$status" -eq 3 ]
	[[ $stderr = "hall-pay: -:1: "*long* ]]
}
