# The report of a small day in every format and both languages.
load helper

GOLDEN=$BATS_TEST_DIRNAME/golden/report

@test "the report of the golden day is byte for byte what was read before" {
	mkdir got
	bash "$GOLDEN/regenerate.sh" got
	for file in got/*; do
		differ "$file" "$(cat "$GOLDEN/${file##*/}")" "$(cat "$file")"
	done
	[ "$(find got -type f | wc -l)" -eq 30 ]
}

@test "the records that a definition takes may come in any order" {
	cd "$GOLDEN"
	grep -v '^#' day.csv | grep -E '^(till|run|banking|match|break|proof),' |
	    sort -r >"$BATS_TEST_TMPDIR/derived"
	{
		grep -vE '^(till|run|banking|match|break|proof|stage),' day.csv
		cat "$BATS_TEST_TMPDIR/derived"
		grep '^stage,' day.csv
	} >"$BATS_TEST_TMPDIR/other.csv"
	run -3 hall-report daily -q -c hall.yaml --format records day.csv
	want=$output
	run -3 hall-report daily -q -c hall.yaml --format records \
	    "$BATS_TEST_TMPDIR/other.csv"
	differ records "$want" "$output"
}

@test "every format carries the numbers of the figure records" {
	for file in "$GOLDEN"/daily.en.*; do cp "$file" .; done
	# Tables have a figure of their own, how many rows; no cell shows it.
	grep '^figure,' daily.en.records | awk -F, '$12 != "" { print $2, $12 }' |
	    grep -v '/count/ ' | sort >want
	mlr --icsv --onidx --quote-none filter '$figure != "" && $value != ""' \
	    then cut -o -f figure,value daily.en.csv | grep -v '/count/ ' |
	    sort >got
	differ figures "$(cat want)" "$(cat got)"
	while read -r id value; do
		grep -qF "data-figure=\"$id\"" daily.en.html
		grep -qF "\"$id\"" daily.en.json
		grep -qF "\"$value\"" daily.en.json ||
		    grep -qF ": $value" daily.en.json
	done <want
}
