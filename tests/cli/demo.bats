#!/usr/bin/env bats
# The walk of riverside: five evenings and their mornings, by the scripts
# that an operator would keep.

load helper

days='2026-10-30 2026-10-31 2026-11-01 2026-11-02 2026-11-03'

next() { date -d "$1 + 1 day" +%F; }

# The whole walk is made once; tests look at copies of what they change.
setup_file() {
	export LC_ALL=C TZ=Asia/Shanghai
	export PATH=${B:-$BATS_TEST_DIRNAME/../../build}/bin:$PATH
	unset LANG LANGUAGE LC_MESSAGES
	. "$BATS_TEST_DIRNAME/helper.bash"
	. "$BATS_TEST_DIRNAME/riverside.bash"
	riverside_begin "$BATS_FILE_TMPDIR/book"
	for day in $days; do
		riverside_day "$day"
		riverside_evening "$day" 2>"evening-$day"
		riverside_morning "$(next "$day")" >"morning-$day"
		if [ "$day" = 2026-11-02 ]; then
			cp -R . "$BATS_FILE_TMPDIR/incomplete"
			riverside_mend >mended
			at "2026-11-03 09:05:00" ./morning.sh >mended-morning || :
		fi
	done
}

test_setup() {
	. "$BATS_TEST_DIRNAME/riverside.bash"
	book=$BATS_FILE_TMPDIR/book
	export HALL_BOOK=$book XDG_CONFIG_HOME=$book.keys
	cd "$book" || return
}

# "day code subject amount" of every difference that began on its day, of
# what waits, and of what was carried in and has matched.
reported() {
	local day
	for day in $days; do
		hall-report select break "$day.recon" |
		    mlr --icsv --onidx --ofs ' ' filter '$opened == $day || $code == "deposit_late"' then \
		        put '
		            $subject = $ref;
		            if ($code == "deposit_late") { $subject = $date }
		            if ($amount == "") { $amount = "-" }' then \
		        cut -o -f day,code,subject,amount
		hall-report select match "$day.recon" |
		    mlr --icsv --onidx --ofs ' ' filter '$status == "waiting"' then \
		        cut -o -f day,rule,right,right_amount | refs "$day"
		before=$(date -d "$day - 1 day" +%F)
		[ ! -e "$before.open" ] || hall-report select match "$day.recon" |
		    mlr --icsv --onidx --ofs ' ' filter '$status == "confirmed" && $right != ""' then \
		        put '$code = "carried"' then \
		        cut -o -f day,code,right,right_amount | refs "$before" |
		    grep ' HP' || :
	done | sort
}

# The reference of a row that was carried out of a day, for its id.
refs() {
	awk -F, -v OFS=' ' '
	    NR == FNR { if ($1 == "statement") ref[$2] = $20; next }
	    { split($0, w, " "); if (w[3] in ref) w[3] = ref[w[3]]
	      print w[1], w[2], w[3], w[4] }' "$1.open" -
}

planted() {
	awk -F, 'NR > 1 && $6 ~ /^(break|match)$/ && $2 <= "2026-11-03" {
	    print $2, $5, $3, $4 == "" ? "-" : $4 }' "$riverside/planted.csv" | sort
}

@test "what was planted is reported, and nothing else" {
	command -v mlr >/dev/null || skip "no Miller here"
	diff <(planted) <(reported)
}

# "day rule record" of the second list: what people did, or left undone.
planted_deeds() {
	awk -F, 'NR > 1 && $6 == "finding" { print $2, $5, $3 }' \
	    "$riverside/planted.csv" | sort
}

@test "what people did wrong on purpose is found, and nothing else" {
	for day in $days; do
		hall-report select finding --columns day,rule,record "$day.part" || :
	done | awk -F, '$1 ~ /^20/ { print $1, $2, $3 }' | sort >found
	diff <(planted_deeds) found
	[ "$(wc -l <found)" -eq 9 ]
}

# reports_both FILE: what a pipe printed holds both lists of 2026-11-02.  The
# items that it carried out stand in 2026-11-02.open here.
reports_both() {
	command -v mlr >/dev/null || skip "no Miller here"
	grep -E '^#?(break|match),' "$1" >2026-11-02.recon
	days=2026-11-02 reported >differences
	diff <(planted | grep ^2026-11-02) differences
	hall-report select finding --columns day,rule,record "$1" |
	    awk -F, '$1 ~ /^20/ { print $1, $2, $3 }' | sort >found
	diff <(planted_deeds) found
}

@test "the pipe of the README reports both lists, and nothing else" {
	cp -R "$BATS_FILE_TMPDIR/incomplete" "$BATS_TEST_TMPDIR/typed"
	cd "$BATS_TEST_TMPDIR/typed"
	export HALL_BOOK=$PWD
	cp taken/wechat-2026-11-02.csv wechat.csv
	cp taken/bank-2026-11-02.csv icbc.csv
	sed -n '/^    hall-ticket --day/,/daily\.html$/p' "$TOP/README.md" |
	    sed 's/hall-audit | /hall-audit | tee all | /' >pipe
	run --separate-stderr bash pipe
	[ "$status" -eq 3 ]
	[ "$(grep -c '^stage,' all)" -eq 5 ]
	grep -q INCOMPLETE daily.html
	reports_both all
}

@test "a day, what was carried into it and the files are all that the pipe needs" {
	local book=$BATS_FILE_TMPDIR/incomplete day=2026-11-02
	mkdir "$BATS_TEST_TMPDIR/plain"
	cd "$BATS_TEST_TMPDIR/plain"
	cp "$book"/*.yaml "$book/2026-11-01.open" .
	mkdir $day
	cp "$book/$day/carry.in" $day
	zcat "$book/$day.bgz" >$day/journal.csv
	hall() { "hall-$1" -q -c hall.yaml "${@:2}"; }
	unset HALL_BOOK
	hall ticket $day/carry.in $day/journal.csv | hall apply | hall pay |
	    hall reconcile --on $day --open 2026-11-01.open --carry carried \
	        --with "wechat=$book/taken/wechat-$day.csv" \
	        --with "alipay=$book/taken/alipay-$day.csv" \
	        --with "pos=$book/taken/pos-$day.csv" \
	        --with "bank=$book/taken/bank-$day.csv" |
	    hall audit >all || [ $? -eq 3 ]
	diff <(grep '^\(break\|match\|proof\),' "$book/$day.recon" | sort) \
	    <(grep '^\(break\|match\|proof\),' all | sort)
	mv carried $day.open
	reports_both all
	hall report daily -o daily.html all || [ $? -eq 3 ]
	[ -s daily.html ]
}

@test "on the other days nobody was late, and no case lacks anything" {
	for day in $days; do
		[ "$day" = 2026-11-02 ] && continue
		run ! grep -E '^visit,.*,yes,[^,]*$|^(progress|step),.*late:|needs:' \
		    "$day.part"
	done
}

@test "on the other days nothing is left but what 2026-11-02 left open" {
	for day in $days; do
		[ "$day" = 2026-11-02 ] && continue
		run ! grep -E "^break,[^,]*,[^,]*,H01,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,$day," "$day.recon"
	done
	run grep -c '^break,' 2026-11-03.recon
	[ "$output" -eq 2 ]
}

@test "every proof of every day balances" {
	for day in $days; do
		run grep -c '^proof,' "$day.recon"
		[ "$output" -eq 9 ]
		run ! grep '^proof,.*,no$' "$day.recon"
	done
}

@test "the malformed line makes the report INCOMPLETE until it is mended" {
	head -n 2 "$BATS_FILE_TMPDIR/incomplete/reports/2026-11-02.txt" |
	    grep -q '^INCOMPLETE'
	grep -q 'inbox/kiosk-2026-11-02.csv' \
	    "$BATS_FILE_TMPDIR/incomplete/reports/2026-11-02.txt"
	head -n 2 reports/2026-11-02.txt | grep -q '^COMPLETE'
	grep -q '^Faults that were mended' reports/2026-11-02.txt
}

@test "a mended payment counts on the day on which it was mended" {
	facts=$(grep -c '^payment,' "$riverside/days/2026-11-03/kiosk.csv")
	taken=$(hall-report figures --on 2026-11-03 --kind till \
	    --where counter=K01 --measure sum:payments |
	    awk -F, '$1 == "figure" { print $12 }')
	[ "$taken" -eq $((facts + 1)) ]
}

@test "the evening and the morning say nothing on a good day" {
	for day in 2026-10-30 2026-10-31 2026-11-01; do
		[ ! -s "evening-$day" ]
		[ ! -s "morning-$day" ]
	done
}

@test "the evening tells of the malformed line, the morning of the rest" {
	differ stderr "hall-pay: inbox/kiosk-2026-11-02.csv:16: amount: '36.5O' is not an amount such as 12.30" \
	    "$(head -n 1 evening-2026-11-02)"
	differ stdout "2026-11-02 H01 INCOMPLETE: records with faults: 1; To be cleared today: 8; What the audit found: 9" \
	    "$(<morning-2026-11-02)"
}

@test "the scripts run again change nothing" {
	cp -R "$book" "$BATS_TEST_TMPDIR/again"
	cd "$BATS_TEST_TMPDIR/again"
	export HALL_BOOK=$PWD
	find . -type f ! -name '*.lock' ! -name lock | sort | xargs sha256sum >../before
	at "2026-11-03 18:01:00" ./close.sh
	at "2026-11-04 08:20:00" ./morning.sh || :
	at "2026-11-04 08:30:00" ./morning.sh 2026-10-30 || :
	find . -type f ! -name '*.lock' ! -name lock | sort | xargs sha256sum >../after
	diff ../before ../after
}

@test "days that a power cut hid are closed the evening after, oldest first" {
	riverside_begin "$BATS_TEST_TMPDIR/cut"
	riverside_day 2026-10-30
	at "2026-11-02 18:00:00" ./close.sh -q
	[ -e 2026-10-30.seal ] && [ -e 2026-11-01.seal ] && [ -e 2026-11-02.seal ]
	[ -e 2026-11-03/journal.csv ] && [ ! -e inbox/kiosk-2026-10-30.csv ]
	run bash -c "zcat 2026-10-30.bgz | grep -c '^payment,'"
	[ "$output" -eq 367 ]
	at "2026-11-02 18:05:00" hall-audit verify --carry
}

@test "the morning closes the day that a power cut hid" {
	riverside_begin "$BATS_TEST_TMPDIR/hidden"
	riverside_day 2026-10-30
	riverside_morning 2026-10-31
	[ -e 2026-10-30.seal ] && [ -e 2026-10-31/journal.csv ]
	[ ! -e inbox/kiosk-2026-10-30.csv ] && [ -s reports/2026-10-30.html ]
	# It ended in its evening, so nothing is reported that would not be.
	cmp 2026-10-30.recon "$BATS_FILE_TMPDIR/book/2026-10-30.recon"
	riverside_day 2026-10-31
	riverside_morning 2026-11-01 >said
	[ ! -s said ]
	cmp 2026-10-31.recon "$BATS_FILE_TMPDIR/book/2026-10-31.recon"
}

@test "an evening that is killed is completed by the next one" {
	riverside_begin "$BATS_TEST_TMPDIR/kill"
	riverside_day 2026-10-30
	cp -R . ../before
	riverside_evening 2026-10-30
	for wait in 0.01 0.02 0.03 0.04 0.05 0.06; do
		rm -rf ../again && cp -R ../before ../again
		cd ../again
		export HALL_BOOK=$PWD
		at "2026-10-30 18:00:00" timeout -s KILL $wait \
		    ./close.sh -q 2>/dev/null || :
		sleep 0.1 # what it started may still run
		riverside_evening 2026-10-30
		for file in 2026-10-30.{bgz,seal,part} checkpoint 2026-10-31/carry.in; do
			cmp "$file" "../kill/$file"
		done
	done
}

@test "the money of the facts is that of the tills and of the report" {
	for day in $days; do
		facts=$(cat "$riverside/days/$day/counter.csv" "$riverside/days/$day/kiosk.csv" |
		    sed 's/36\.5O/0.00/' | awk -F, '
		        $1 == "payment" { fen += $20 * 100 }
		        $1 == "void" || $1 == "refund" { fen -= $9 * 100 }
		        END { printf "%.2f", fen / 100 }')
		# The mended payment counts where it was mended.
		[ "$day" = 2026-11-03 ] && facts=$(awk "BEGIN { printf \"%.2f\", $facts + 36.50 }")
		tills=$(hall-report figures --on "$day" --kind till --measure sum:net |
		    awk -F, '$1 == "figure" { print $12 }')
		differ "$day" "$facts" "$tills"
		sed -n "/^The day's takings/{n;p}" "reports/$day.txt" |
		    tr -d , | grep -q " $tills$"
	done
}

@test "the book is whole, and each day handed over what the next took up" {
	run --separate-stderr at "2026-11-04 09:00:00" hall-audit verify --carry
	[ "$status" -eq 0 ]
	[ "$(grep -c ' whole ' <<<"$output")" -eq 6 ]
}

@test "the evening sheet is written at the close, and is one screen on a good day" {
	for day in $days; do
		grep -q '<h1>Evening sheet</h1>' "reports/$day-close.html"
	done
	hall-report close --on 2026-10-31 >sheet
	[ "$(wc -l <sheet)" -le 24 ]
	# A Chinese character takes two columns, and three bytes here.
	sed 's/─/-/g; s/[^ -~]\{3\}/xx/g' sheet | awk 'length > 80 { exit 1 }'
}

@test "the evening sheet of an open day comes out of the pipe of the page" {
	riverside_begin "$BATS_TEST_TMPDIR/open"
	riverside_day 2026-10-30
	sed -n '/^    hall-ticket --day .* | hall-audit |$/,/ hall-report close$/p' \
	    "$TOP/examples/README.md" | sed 's/2026-11-02/2026-10-30/' >pipe
	run -0 --separate-stderr bash pipe
	[ "${lines[1]}" = "COMPLETE  as of 2026-10-31T00:00:00+08:00" ]
	[ "${lines[2]}" = "  - the day is still open" ]
	# A drawer that nobody counted.
	riverside_begin "$BATS_TEST_TMPDIR/uncounted"
	at "2026-10-30 17:50:00" hall-pay post -q \
	    <(grep -vE '^drawer,.*,C03,.*,(count|close),' \
	        "$riverside/days/2026-10-30/counter.csv") >posted
	run bash -c 'hall-ticket -q --day 2026-10-30 | hall-apply -q |
	    hall-pay -q | hall-audit -q | hall-report close -q --section blocks'
	[ "$status" -eq 1 ]
	[[ $output == *$'\n! C03 '*'not closed yet'* ]]
}

@test "the report speaks Chinese, too" {
	run --separate-stderr hall-report daily --on 2026-11-02 --lang zh
	[ "$status" -eq 1 ]
	[[ $output == *短款* && $output == *河滨供电营业厅* ]]
}

@test "the types of cases are those that hall ships" {
	diff "$TOP/lib/apply/cases-power.yaml" "$riverside/cases-power.yaml"
}

@test "the crontab calls scripts that are there" {
	run awk '/^[0-9]/ { sub(/.*riverside\//, "", $6); print $6 }' "$riverside/crontab"
	[ -n "$output" ]
	for script in $output; do
		[ -x "$riverside/$script" ]
	done
}

@test "the demonstration ends well, and says what it should" {
	unset HALL_BOOK XDG_CONFIG_HOME
	TMPDIR=$BATS_TEST_TMPDIR run --separate-stderr sh "$TOP/scripts/demo.sh"
	[ "$status" -eq 0 ]
	grep -q '^INCOMPLETE' <<<"$output"
	grep -q '^COMPLETE' <<<"$output"
	grep -q 'hall-pay correct 17a80f2400df961f25d74bea0de9b624' <<<"$output"
	[ -s "$(sed -n 's,.*file://,,p' <<<"$output")" ]
}

@test "what examples/README.md shows is what the walk said" {
	grep -hE '^    (hall-pay: |2026-)' "$TOP/examples/README.md" |
	    sed 's/^    //' >shown
	[ "$(wc -l <shown)" -eq 3 ]
	while read -r line; do
		grep -qxF "$line" evening-* morning-* mended-morning
	done <shown
	sheet=$(sed -n '/^    .*  Evening sheet /,/^[A-Z]/{/^[A-Z]/d;s/^    //;p}' \
	    "$TOP/examples/README.md")
	differ sheet "$sheet" "$(hall-report close --on 2026-10-31)"
	hall-report select break 2026-11-02.recon | tail -n +2 | wc -l | grep -qx 8
	grep -o '^| [a-z ]* |' "$TOP/examples/README.md" | tail -n +2 | tr -d '|' |
	    while read -r what; do grep -qF "! $what " reports/2026-11-02.txt; done
}
