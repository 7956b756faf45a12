#!/usr/bin/env bats
# Days from the generator, matched here and joined by SQLite.

load ../cli/helper

setup_file() {
	local bin=${B:-$BATS_TEST_DIRNAME/../../build}/bin
	local top=$BATS_TEST_DIRNAME/../.. with=() file
	local days=(--seed 9 --from 2026-10-01 --days 6 --tickets 0 --cases 0
		--per-day "${RECONCILE_PER_DAY:-400}"
		--plant "hall-only@2026-10-02,channel-only@2026-10-03,wrong-amount@2026-10-04,void-no-reason@2026-10-05")
	cd "$BATS_FILE_TMPDIR" || return
	cp -L "$top"/examples/riverside/*.yaml .
	"$bin/days" "${days[@]}" --out made
	"$bin/days" "${days[@]}" --journal journal.csv
	for file in made/arrived/*/wechat-*.csv; do
		with+=(--with "wechat=$file")
	done
	"$bin/hall-reconcile" -c hall.yaml "${with[@]}" journal.csv \
	    >whole 2>said || true
	printf '%s\n' "${with[@]}" >with
}

# sql STATEMENT: payments, voids and statements as SQLite sees them.
sql() {
	local kind kinds=()
	command -v sqlite3 >/dev/null || skip "no SQLite here"
	for kind in payment void statement; do
		hall-report select "$kind" "$BATS_FILE_TMPDIR/whole" \
		    >"$kind.csv" || true
		kinds+=(-cmd ".import $kind.csv ${kind}s")
	done
	sqlite3 -cmd '.mode csv' "${kinds[@]}" -cmd '.mode list' \
	    -cmd '.separator ,' :memory: "
	    create temp table hall as select *, substr(time, 1, 10) date
	        from payments where method = 'wechat';
	    create temp table pairs as select h.id ours, s.id theirs
	        from hall h join statements s
	        on s.ref = h.ref and s.amount = h.amount
	        and s.date between h.date and date(h.date, '+1 day');
	    $1" | tr -d '\r' | sort
}

derived() {
	hall-report select "$1" --columns "$2" "$BATS_FILE_TMPDIR/whole" |
	    tail -n +2 || true
}

@test "what a reference and an amount match is what a join gives" {
	sql 'select ours, theirs from pairs' >theirs
	derived match set,rule,status,left,right |
	    sed -n 's/^wechat,ref,confirmed,\([PK].*\)/\1/p' | sort >ours
	diff theirs ours
	[ "$(wc -l <ours)" -gt 500 ]
}

@test "what is left over on either side is what the join leaves over" {
	sql "select 'hall_only', id from hall
	        where id not in (select ours from pairs)
	        and ref not in (select ref from statements)
	        and id not in (select payment from voids);
	    select 'channel_only', id from statements
	        where id not in (select theirs from pairs)
	        and ref not in (select ref from hall) and type = 'trade'
	        -- What comes behind the last close is of the next day.
	        and date < (select max(date) from hall)" >theirs
	derived break set,code,record |
	    sed -n 's/^wechat,\(\(hall\|channel\)_only,.*\)/\1/p' | sort >ours
	diff theirs ours
	[ "$(wc -l <ours)" -eq 2 ]
}

@test "the order of facts and of files means nothing" {
	local with=()
	mapfile -t with <"$BATS_FILE_TMPDIR/with"
	cd "$BATS_FILE_TMPDIR"
	# Backwards, each line under its heading.
	awk '/^#/ { heading[substr($0, 2, index($0, ",") - 2)] = $0; next }
	    { kind = substr($0, 1, index($0, ",") - 1)
	      line[NR] = heading[kind] "\n" $0 }
	    END { for (i = NR; i > 0; i--) if (i in line) print line[i] }' \
	    journal.csv >backwards.csv
	hall-reconcile -q -c hall.yaml "${with[@]}" backwards.csv >second || true
	for output in whole second; do
		grep -E '^(match|matchline|break|proof),' $output >$output.derived
	done
	diff whole.derived second.derived
}
