#!/usr/bin/env bats
# Due times and used times beside a program in Python that walks from minute
# to minute.  HALL_CASES=100000 takes that many instead of a few.

load ../cli/helper

# compare COUNT SEED ZONE: no case may differ.
compare() {
	local as_of
	command -v python3 >/dev/null || skip "no Python here"
	python3 -c "import zoneinfo; zoneinfo.ZoneInfo('$3')" 2>/dev/null ||
	    skip "no zone $3 for Python here"
	as_of=$(python3 "$BATS_TEST_DIRNAME/minutes.py" "$1" "$2" "$3" .)
	hall-apply -c hall.yaml --only --as-of "$as_of" in.csv >out.csv ||
	    [ $? -eq 1 ]
	grep '^progress,' out.csv | awk -F, -v OFS=, '{
		why = $20
		for (i = 21; i <= NF; i++) why = why "," $i
		print $2, $13, $15, $17, why
	}' >got
	[ "$(wc -l <want)" -eq "$1" ]
	diff want got
}

@test "limits of random cases, in a zone of one offset" {
	compare "${HALL_CASES:-600}" 20261102 Asia/Shanghai
}

@test "limits of random cases, where clocks change" {
	compare "$((${HALL_CASES:-600} / 3))" 20261103 Europe/Berlin
}
