#!/usr/bin/env bats
# What holds for every filter, whatever the domain.

load ../cli/helper

setup_file() {
	export DAYS=$BATS_FILE_TMPDIR/days
	"${B:-$BATS_TEST_DIRNAME/../../build}/bin/days" --days 4 \
	    --plant riverside --out "$DAYS" --journal "$DAYS.csv"
}

# All facts, as counters and kiosks hand them over.
facts() { cat "$DAYS"/days/*/counter.csv "$DAYS"/days/*/kiosk.csv; }

# The filter's own work: what stands in its output and not in its input.
derived='till|run|banking|match|matchline|break|proof|fault|stage'

# through TOOL…: the filter, whose status may tell of the data.
through() {
	local status=0
	"$@" 2>/dev/null || status=$?
	[ "$status" -lt 4 ] && [ "$status" -ne 2 ]
}

# What hall-pay derives, without what names files and counts lines.
only() { through hall-pay --only "$@" | grep -vE '^(fault|stage),'; }

same_again() {
	through "$@" >once
	through "$@" <once >twice
	diff once twice
	grep -q '^stage,' once
}

@test "hall-pay over its own output is its output (journal)" {
	same_again hall-pay <"$DAYS.csv"
}

@test "hall-pay over its own output is its output (facts, a fault)" {
	same_again hall-pay < <(facts)
	grep -q '^fault,' once
}

@test "hall-pay passes every line on, in order" {
	{
		cat "$DAYS.csv"
		echo '#weather,id,text'
		echo 'weather,1,"rain, and wind"'
	} >in
	through hall-pay <in >out
	diff in <(grep -vE "^#?($derived)," out)
}

@test "hall-pay passes columns on that it does not know" {
	sed -e 's/^\(#payment,[^,]*\)/\1,colour/' \
	    -e 's/^\(payment,[^,]*\)/\1,"red"/' "$DAYS.csv" >in
	through hall-pay <in >out
	diff in <(grep -vE "^#?($derived)," out)
	diff <(only "$DAYS.csv" | grep '^till') <(grep '^till' out)
}

@test "the order of facts without seq means nothing to hall-pay" {
	facts >in
	{
		# Headings first, then the facts as chance will have it.
		grep '^#' in | sort -u
		grep -v '^#' in | shuf --random-source=<(yes)
	} >shuffled
	diff <(only in) <(only shuffled)
}

@test "the same facts twice count once in hall-pay" {
	facts >in
	diff <(only in) <(only in in)
}

@test "a day's journal in two pieces is the same to hall-pay as in one" {
	head -n 500 "$DAYS.csv" >a
	tail -n +501 "$DAYS.csv" >b
	grep '^#' "$DAYS.csv" | sort -u | cat - b >c
	diff <(only "$DAYS.csv") <(only a c)
}

@test "payments whose ids do not run on come to the same" {
	sed -E 's/,([PK][0-9]{8}-[0-9]+),/,\1x,/g' "$DAYS.csv" >in
	grep -q '^payment,P[0-9-]*x,' in
	grep -q '^refund,.*,P[0-9-]*x,' in
	diff <(only "$DAYS.csv") <(only in)
}

@test "payments of all days, then what became of them, come to the same" {
	undone='^#?(void|refund|payline|correct),'
	{
		grep -E '^#?payment,' "$DAYS.csv"
		grep -E "$undone" "$DAYS.csv"
		grep -vE '^#?payment,' "$DAYS.csv" | grep -vE "$undone"
	} >in
	diff <(only "$DAYS.csv" | grep '^till') <(only in | grep '^till')
}

@test "compressed input is the same input" {
	gzip -c "$DAYS.csv" >in.csv
	diff <(only "$DAYS.csv") <(only in.csv)
}

# reconcile [OPTION]… [FILE]…: the fourth day, with the files about it.
reconcile() {
	local arrived=$DAYS/arrived/2026-11-03
	through hall-reconcile -c "$TOP/examples/riverside/hall.yaml" \
	    --on 2026-11-02 --with "wechat=$arrived/wechat-2026-11-02.csv" \
	    --with "alipay=$arrived/alipay-2026-11-02.csv" \
	    --with "bank=$arrived/bank-2026-11-02.csv" \
	    --with "pos=$arrived/pos-2026-11-02.csv" "$@"
}

paid() { through hall-pay "$DAYS.csv"; }

@test "hall-reconcile over its own output is its output" {
	paid | reconcile >once
	reconcile <once >twice
	diff once twice
	[ "$(grep -c '^match,' once)" -gt 100 ]
}

@test "hall-reconcile passes every line on, in order" {
	paid >in
	reconcile <in >out
	# A statement is derived too: it comes out of a file.
	diff in <(grep -vE '^#?(match|matchline|break|proof|statement),' out |
	    grep -vE '^stage,hall-reconcile,')
}

@test "the order of a journal's lines means nothing to hall-reconcile" {
	paid >in
	{
		grep '^#' in | sort -u
		# A fault stands before the line that it names.
		grep '^fault,' in
		grep -v '^#\|^fault,' in | shuf --random-source=<(yes)
	} >shuffled
	# A fault that no longer stands before its line is made again.
	diff <(reconcile --only <in | grep -vE '^#?(stage|fault),') \
	    <(reconcile --only <shuffled | grep -vE '^#?(stage|fault),')
}

@test "the order of a statement's rows means nothing to hall-reconcile" {
	paid >in
	reconcile --only <in | grep -vE '^(stage|statement)' >once
	f=$DAYS/arrived/2026-11-03/wechat-2026-11-02.csv
	cp "$f" kept.csv
	{
		head -n 1 kept.csv
		sed '1d' kept.csv | head -n -2 | shuf --random-source=<(yes)
		tail -n 2 kept.csv
	} >"$f"
	reconcile --only <in | grep -vE '^(stage|statement)' >twice
	cp kept.csv "$f"
	diff once twice
}

@test "the same file twice brings nothing new" {
	paid >in
	diff <(reconcile --only <in) <(reconcile --only --with \
	    "wechat=$DAYS/arrived/2026-11-03/wechat-2026-11-02.csv" <in)
}

@test "a report of the same records is the same bytes" {
	paid | reconcile >in
	for format in text html csv json; do
		through hall-report daily --on 2026-11-02 --format "$format" in >a
		through hall-report daily --on 2026-11-02 --format "$format" in >b
		cmp a b
		[ -s a ]
	done
}
