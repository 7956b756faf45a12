#!/usr/bin/env bats
# A month from the generator, summed by hall-report and by others.

load ../cli/helper

# The month is made once for the file: nothing changes it.
setup_file() {
	export MONTH=$BATS_FILE_TMPDIR/month.csv
	"${B:-$BATS_TEST_DIRNAME/../../build}/bin/days" --from 2026-10-01 \
	    --days 31 --per-day 500 --journal "$MONTH"
}

# "method item count sum" of the figures, sorted.
ours() {
	hall-report figures --kind payment --by method,item \
	    --measure count,sum:amount "$MONTH" |
	    awk -F, '
	        $1 != "figure" { next }
	        { split($10, dim, /[=+]/) }
	        $9 == "count" { count[dim[2] " " dim[4]] = $12 }
	        $9 == "sum:amount" { sum[dim[2] " " dim[4]] = $12 }
	        END { for (d in count) print d, count[d], sum[d] }' | sort
}

plain() { hall-report select payment "$MONTH" >payment.csv; }

@test "Miller finds the same sums of a month" {
	command -v mlr >/dev/null || skip "no Miller here"
	plain
	# In fen: Miller sums money as floating point.
	mlr --icsv --ojson put '$fen = int(sub(string($amount), "\.", ""))' then \
	    stats1 -a count,sum -f fen -g method,item payment.csv >sums.json
	mlr --ijson --onidx put -q '
	    print $method . " " . $item . " " . $fen_count . " " .
	        fmtnum($fen_sum // 100, "%d") . "." .
	        fmtnum($fen_sum % 100, "%02d")' sums.json | sort >theirs
	diff <(ours) theirs
	[ "$(wc -l <theirs)" -ge 12 ]
}

@test "SQLite finds the same sums of a month" {
	command -v sqlite3 >/dev/null || skip "no SQLite here"
	plain
	sqlite3 -cmd '.mode csv' -cmd '.import payment.csv payment' \
	    -cmd '.mode list' -cmd '.separator " "' :memory: '
	    select method, item, count(*), printf("%d.%02d",
	        sum(replace(amount, ".", "")) / 100,
	        sum(replace(amount, ".", "")) % 100)
	    from payment group by method, item' | tr -d '\r' | sort >theirs
	diff <(ours) theirs
	[ "$(wc -l <theirs)" -ge 12 ]
}
