# hall-report daily, status, list and reports of one's own.
load helper

GOLDEN=$BATS_TEST_DIRNAME/golden/report

# A day that is closed, paid and reconciled, with nothing to look at.
good_day() {
	cat <<-'END'
	#day,id,time,hall,staff,event,reason,day,shift,seq
	day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,1
	#payment,id,time,hall,staff,counter,method,amount,day,shift,seq
	payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,cash,10.00,2026-11-02,,2
	#day,id,time,hall,staff,event,reason,day,shift,seq
	day,2026-11-02,2026-11-02T18:00:00+08:00,H01,,closed,,2026-11-02,,3
	#till,id,day,hall,counter,session,staff,method,payments,taken,net,expected,counted,over,why
	till,T1,2026-11-02,H01,C01,1,S01,cash,1,10.00,10.00,10.00,10.00,0.00,
	#stage,tool,version,config,as_of,lines,faults,worst
	stage,hall-pay,0.1.0,,,3,0,0
	stage,hall-reconcile,0.1.0,,,4,0,0
	END
}

@test "a day with nothing wrong is complete and ends with 0" {
	good_day >day.csv
	run --separate-stderr hall-report status day.csv
	expect 0 "2026-11-02 H01 COMPLETE"
	run --separate-stderr hall-report status --lang zh day.csv
	expect 0 "2026-11-02 H01 完整"
}

@test "a drawer that is short ends with 1 and is told" {
	good_day | sed '/^till,/s/10.00,0.00,/9.50,-0.50,short:amount=0.50/' >day.csv
	run --separate-stderr hall-report status day.csv
	expect 1 "2026-11-02 H01 COMPLETE: Cash drawers: 1"
}

@test "what a difference or the audit tells is marked below, and counted once" {
	good_day | sed '/^till,/s/10.00,0.00,/9.50,-0.50,short:amount=0.50/' >day.csv
	cat >>day.csv <<-'END'
	#break,id,day,hall,set,code,record,staff
	break,B1,2026-11-02,H01,clerk,cash_short,T1,S01
	#visit,id,day,hall,number,queue,late,why
	visit,V1,2026-11-02,H01,A001,pay,yes,"serve_long:limit=20m,used=31m"
	visit,V2,2026-11-02,H01,A002,pay,yes,"serve_long:limit=20m,used=22m"
	#finding,id,day,hall,rule,severity,record
	finding,F1,2026-11-02,H01,serve-long,minor,V1
	END
	run --separate-stderr hall-report status day.csv
	expect 1 "2026-11-02 H01 COMPLETE: To be cleared today: 1; What the audit found: 1; Services to be explained: 1"
	run --separate-stderr hall-report daily day.csv
	[[ $output == *$'\n! C01 '* ]]
	[[ $output == *$'\n! A001 '* && $output == *$'\n! A002 '* ]]
}

@test "the evening sheet counts the customers that wait still, and marks their line" {
	good_day | grep -v ,closed, >day.csv
	cat >>day.csv <<-'END'
	#visit,id,day,hall,number,outcome
	visit,V1,2026-11-02,H01,A001,open
	visit,V2,2026-11-02,H01,A002,open
	visit,V3,2026-11-02,H01,A003,served
	END
	run --separate-stderr hall-report close day.csv
	[ "$status" -eq 1 ]
	[ "${lines[3]}" = "  ! Tickets: 2" ]
	[[ ${lines[${#lines[@]} - 1]} =~ ^'!  '\ +3\ +1\ +2\ +–\ +–$ ]]
}

@test "an optional row of figures is left out when all are zero, not when nobody knows" {
	cat >hall.yaml <<-'END'
	hall: {id: H01}
	reports:
	  x:
	    sections:
	      - {name: a, title: Found, kind: finding, optional: yes,
	         measures: [count, "count:severity=major"]}
	END
	good_day >day.csv
	run -0 hall-report x day.csv
	[[ $output == *$'\nFound '*'no data'* ]]
	echo 'stage,hall-audit,0.1.0,,,3,0,0' >>day.csv
	run -0 hall-report x day.csv
	[[ $output != *Found* ]]
	printf '%s\n' '#finding,id,day,hall,severity' \
	    'finding,F1,2026-11-02,H01,minor' >>day.csv
	run -0 hall-report x day.csv
	[[ $output == *$'\nFound '* ]]
}

@test "what nobody in particular did stands under the name of the role" {
	printf "%s\n" "hall: {id: H01}" "roles: {clerk: {name: {zh: 收费员, en: clerk}, can: [take]}}" \
	    >hall.yaml
	good_day >day.csv
	cat >>day.csv <<-'END'
	#finding,id,day,hall,rule,severity,staff,record
	finding,F1,2026-11-02,H01,stage-late,major,clerk,K1-pass
	END
	run --separate-stderr hall-report daily --section findings --format csv --lang zh day.csv
	[[ $output == *",收费员,K1-pass,"* ]]
}

@test "tables fold where they are told to, and lose nothing" {
	cp "$GOLDEN/hall.yaml" "$GOLDEN/day.csv" .
	run -3 hall-report daily -q day.csv
	wide=$(tr -d ' \n─' <<<"$output")
	for width in 80 100; do
		run -3 hall-report daily -q --width $width day.csv
		differ "$width" "$wide" "$(tr -d ' \n─' <<<"$output")"
		# A Chinese character takes two columns, and three bytes here.
		sed 's/─/-/g; s/[^ -~]\{3\}/xx/g' <<<"$output" |
		    awk -v most=$width 'length > most { print; exit 1 }'
		[[ $output != *$'\n\n\n'* && $output == *$'\n    '* ]]
	done
	run --separate-stderr hall-report daily --width 39 day.csv
	expect 2 "" "hall-report: --width: '39' is not a number of columns from 40 to 1000"
}

@test "on a terminal tables fold at its width, in a file nowhere" {
	command -v script >/dev/null || skip "no script here"
	cp "$GOLDEN/hall.yaml" "$GOLDEN/day.csv" .
	script -qec "stty cols 90 && echo it is" /dev/null </dev/null |
	    grep -q "it is" || skip "no terminal here"
	hall-report daily -q --width 90 day.csv >want || true
	script -qec "stty cols 90; hall-report daily -q --color never day.csv" \
	    /dev/null </dev/null | tr -d '\r' >got || true
	diff want got
	hall-report daily -q day.csv >wide || true
	script -qec "stty cols 90; hall-report daily -q -o file.txt day.csv" \
	    /dev/null </dev/null >said || true
	diff wide file.txt
}

@test "a stage that is missing makes the report incomplete" {
	good_day | grep -v '^stage,hall-rec' >day.csv
	run --separate-stderr hall-report status day.csv
	expect 3 "2026-11-02 H01 INCOMPLETE: hall-reconcile did not run, or died"
}

@test "a stage that ended badly makes the report incomplete" {
	good_day | sed 's/^stage,hall-pay,.*/stage,hall-pay,0.1.0,,,3,0,4/' >day.csv
	run --separate-stderr hall-report status day.csv
	expect 4 "2026-11-02 H01 INCOMPLETE: hall-pay ended with status 4"
}

@test "a day that is still open makes the report incomplete" {
	good_day | grep -v ',closed,' >day.csv
	run --separate-stderr hall-report status day.csv
	expect 3 "2026-11-02 H01 INCOMPLETE: the day is still open"
}

@test "a set that was not reconciled makes the report incomplete" {
	good_day >day.csv
	cat >>day.csv <<-'END'
	#proof,id,day,hall,set,side,ok
	proof,Q1,2026-11-02,H01,wechat,right,not-run
	END
	run --separate-stderr hall-report status day.csv
	expect 3 "2026-11-02 H01 INCOMPLETE: not reconciled: WeChat"
}

@test "a line that cannot be read is told on stderr and in the report" {
	good_day >day.csv
	echo 'payment,P2,"open' >>day.csv
	run --separate-stderr hall-report status day.csv
	expect 3 "2026-11-02 H01 INCOMPLETE: records with faults: 1" \
	    "hall-report: day.csv:12: a quote is open or misplaced: quote whole fields and double the quotes inside"
}

@test "a fault that a correction names is mended and no longer counts" {
	cd "$GOLDEN"
	{
		grep -v -e not-run day.csv
		echo '#correct,id,time,hall,staff,of,column,was,is,replacement,reason,approved_by,day,shift,seq'
		echo 'correct,C1,2026-11-03T09:00:00+08:00,H01,S09,00000000000000000000000000000001,,,,,typed wrong,S09,2026-11-03,,1'
	} >"$BATS_TEST_TMPDIR/day.csv"
	cd "$BATS_TEST_TMPDIR"
	# Both stages ended with 3 when the fault still counted.
	run --separate-stderr hall-report status day.csv
	expect 1 "2026-11-02 H01 COMPLETE: To be cleared today: 2; Cash drawers: 1; Receipts: 1; Banking: 1"
	run --separate-stderr hall-report daily --section mended day.csv
	[[ $output == *"Faults that were mended"*kiosk.csv* ]]
}

@test "a fault that two tools tell is one fault" {
	good_day >day.csv
	cat >>day.csv <<-'END'
	#fault,id,tool,file,line,column,kind,day,code,why,digest,raw
	fault,F1,hall-pay,a.csv,7,,payment,2026-11-02,kind,kind,0a,x
	fault,F2,hall-reconcile,a.csv,7,,payment,2026-11-02,kind,kind,0a,x
	END
	run --separate-stderr hall-report status day.csv
	expect 3 "2026-11-02 H01 INCOMPLETE: records with faults: 1"
}

@test "an amount that is none is a fault of its line, and is not added" {
	good_day | sed 's/,cash,10.00,/,cash,1e3,/' >day.csv
	run --separate-stderr hall-report daily --section hours --format csv day.csv
	expect 3 "Hour,Payments,Taken" \
	    "hall-report: day.csv:4: amount: '1e3' is not an amount such as 12.30"
}

@test "a report of nothing says so, and is incomplete" {
	run --separate-stderr hall-report daily /dev/null
	[ "$status" -eq 3 ]
	[[ $output == *"x no records came in"* ]]
	[[ $output == *"By service"$'\n'"  no data"* ]]
	[ "$stderr" = "" ]
}

@test "an empty day is zero, and what nobody derived is no data" {
	good_day | grep -vE '^(payment|till)' >day.csv
	run --separate-stderr hall-report daily --section takings --format csv day.csv
	[ "$status" -eq 0 ]
	[ "${lines[1]}" = "0,0.00,0.00,0.00,0.00" ]
	good_day | grep -vE '^(payment|till|stage)' >day.csv
	run --separate-stderr hall-report daily --section takings day.csv
	[ "$status" -eq 3 ]
	[[ $output == *"no data  no data"* ]]
}

@test "a day of which nothing came in is no data, not zero" {
	good_day >day.csv
	run --separate-stderr hall-report daily --on 2026-11-05 --section takings day.csv
	[ "$status" -eq 3 ]
	[[ $output == *"x no records of 2026-11-05 came in"* ]]
	[[ $output == *"no data  no data"* ]]
}

@test "only --section shows an optional section that has no rows" {
	good_day >day.csv
	run -0 hall-report daily day.csv
	[[ $output != *"mended"* ]]
	run -0 hall-report daily --section mended day.csv
	[[ $output == *"Faults that were mended"$'\n'"  none" ]]
}

@test "an amount that one section cannot measure is in no section" {
	good_day | sed 's/^payment,P1.*/&\npayment,P2,2026-11-02T09:00:00+08:00,H01,S01,C01,cash,x,2026-11-02,,7/' >day.csv
	cat >hall.yaml <<-'END'
	hall: {id: H01}
	reports:
	  two:
	    sections:
	      - {name: counts, kind: payment, measures: count}
	      - {name: sums, kind: payment, measures: sum:amount}
	END
	run -3 hall-report two --format records day.csv
	[[ $output == *"two/2026-11-02/counts/count/,"*",1,1,"* ]]
}

@test "in a book the last closed day is read, with what is known of it" {
	mkdir 2026-11-02 2026-11-03
	echo 'hall: {id: H01}' >hall.yaml
	good_day | grep -E '^#?(day|payment),' | gzip >2026-11-02.bgz
	good_day | grep -E '^#?(till|stage),' | grep -v rec >2026-11-02.part
	echo >2026-11-02.seal
	printf '#day,id,time,hall,staff,event,reason,day,shift,seq\n' >2026-11-03/journal.csv
	run --separate-stderr hall-report status -C .
	expect 3 "2026-11-02 H01 INCOMPLETE: hall-reconcile did not run, or died"
	good_day | grep -E '^#?stage,' | grep -v hall-pay >2026-11-02.recon
	run --separate-stderr hall-report status -C .
	expect 0 "2026-11-02 H01 COMPLETE"
	run --separate-stderr hall-report status --on 2026-11-02 </dev/null
	expect 0 "2026-11-02 H01 COMPLETE"
	# What comes in is read before the book.
	run -3 bash -c 'echo | hall-report status'
	[ "${lines[0]}" = "- H01 INCOMPLETE: no records came in; hall-pay did not run, or died; hall-reconcile did not run, or died" ]
	run --separate-stderr bash -c 'true | hall-report status'
	expect 0 "2026-11-02 H01 COMPLETE" \
	    "hall-report: nothing came in: the day is read from . (--on DAY says so)"
	run --separate-stderr hall-report status -C . --on 2026-11-09
	expect 2 "" "hall-report: . holds no day 2026-11-09"
}

@test "a fault that the fold of a closed day found is mended by a later day" {
	mkdir 2026-11-02 2026-11-03
	echo 'hall: {id: H01}' >hall.yaml
	good_day | grep -E '^#?(day|payment),' | gzip >2026-11-02.bgz
	good_day | grep -E '^#?(till|stage),' | sed '/^stage,hall-pay/s/3,0,0/3,1,3/' >2026-11-02.part
	cat >>2026-11-02.part <<-'END'
	#fault,id,tool,file,line,column,kind,day,code,why,digest,raw
	fault,F1,hall-pay,a.csv,7,,void,2026-11-02,kind,kind,0123456789abcdef0123456789abcdef,
	END
	echo >2026-11-02.seal
	echo '#correct,id,time,hall,staff,of,column,was,is,replacement,day,shift,seq' >2026-11-03/journal.csv
	run --separate-stderr hall-report status -C .
	expect 3 "2026-11-02 H01 INCOMPLETE: records with faults: 1"
	echo 'correct,C1,2026-11-03T09:00:00+08:00,H01,S09,0123456789abcdef0123456789abcdef,,,,,2026-11-03,,2' >>2026-11-03/journal.csv
	run --separate-stderr hall-report status -C .
	expect 0 "2026-11-02 H01 COMPLETE"
}

@test "the format follows the name of the file, and the file appears whole" {
	good_day >day.csv
	hall-report daily -o day.html day.csv
	[[ $(head -1 day.html) == "<!DOCTYPE html>" ]]
	hall-report daily -o day.json day.csv
	hall-report daily --format json day.csv | cmp - day.json
	cp day.html before.html
	hall-report daily -o day.html day.csv
	cmp day.html before.html
	run -4 hall-report daily -o day.html missing.csv
	cmp day.html before.html
	[ "$(ls -A)" = $'before.html\nday.csv\nday.html\nday.json' ]
}

@test "a full disk is an error" {
	good_day >day.csv
	run -4 hall-report daily day.csv -o /dev/full
	run -4 bash -c 'hall-report daily day.csv >/dev/full'
	run -4 bash -c 'hall-report status day.csv >/dev/full'
	run -4 bash -c 'hall-report figures --kind payment day.csv >/dev/full'
}

@test "misspelt names are errors with a suggestion" {
	good_day >day.csv
	run --separate-stderr hall-report dialy day.csv
	expect 2 "" "hall-report: no report 'dialy' (did you mean daily?)"
	run --separate-stderr hall-report daily --section houres day.csv
	expect 2 "" "hall-report: no section 'houres' (did you mean hours?)"
	run --separate-stderr hall-report daily --format htlm day.csv
	[ "$status" -eq 2 ]
	[ "${stderr_lines[0]}" = \
	    "hall-report: --format: 'htlm' is none (did you mean html?)" ]
	run --separate-stderr hall-report daily --on 2026-02-30 day.csv
	expect 2 "" "hall-report: --on: '2026-02-30' is not a date; write 2026-11-02"
}

@test "the configuration may define reports of its own, and replace one" {
	good_day >day.csv
	cat >hall.yaml <<-'END'
	hall: {id: H01}
	reports:
	  cash:
	    title: {zh: 现金, en: Cash}
	    sections:
	      - name: taken
	        kind: payment
	        where: {method: [cash, cheque]}
	        by: counter
	        measures: [count, sum:amount, mean:amount, p50:amount, distinct:staff]
	  daily: {title: Mine, sections: [{name: all, kind: payment, table: [id]}]}
	END
	run --separate-stderr hall-report list
	expect 0 $'cash     Cash\nclose    Evening sheet\ndaily    Mine\nmonthly  Monthly report\nweekly   Weekly report'
	run --separate-stderr hall-report cash day.csv --section taken --format csv
	expect 0 $'Counter,Count,Amount,Mean of Amount,P50 of Amount,Different Staff\nC01,1,10.00,10.00,10.00,1'
	run --separate-stderr hall-report daily day.csv --section all --format csv
	expect 0 $'Id\nP1'
}

@test "a chart of zeros, of losses and of one value is a chart" {
	cat >hall.yaml <<-'END'
	hall: {id: H01}
	reports:
	  x:
	    sections:
	      - {name: c, kind: payment, by: hour(time), measures: sum:amount, chart: column}
	      - {name: l, kind: payment, by: hour(time), measures: sum:amount, chart: line}
	      - {name: b, kind: payment, by: method, measures: sum:amount, chart: bar}
	END
	for amount in 0.00 -5.00 0.01 92233720368547758.07; do
		good_day | sed "s/,cash,10.00,/,cash,$amount,/" >day.csv
		run -0 hall-report x --format html day.csv
		[[ $output == *'<svg class="chart"'*'<polyline'*'<svg class="bar"'* ]]
		[[ $output != *'="-'[0-9]* ]]
		run -0 hall-report x --color always day.csv
	done
	good_day | sed "s/,cash,10.00,/,cash,200960.81,/" >day.csv
	run -0 hall-report x --format html day.csv
	[[ $output == *'>201k<'* ]] # not 200.9k
}

@test "a definition that cannot work is told with its file and line" {
	good_day >day.csv
	define() {
		printf 'hall: {id: H01}\nreports:\n  x:\n    sections:\n      - {name: a, %s}\n' \
		    "$1" >hall.yaml
		run --separate-stderr hall-report x day.csv
	}
	define 'kind: payment, measures: summ:amount'
	expect 2 "" "hall-report: hall.yaml:5: unknown measure 'summ' (did you mean sum?)"
	define 'kind: payment, measures: sum:amuont'
	expect 2 "" "hall-report: payment has no column 'amuont' (did you mean amount?)"
	define 'kind: payment, measures: count, order: method'
	expect 2 "" "hall-report: hall.yaml:5: the section does not show 'method'"
	define 'kind: payment'
	expect 2 "" "hall-report: hall.yaml:5: a section wants measures: or table:"
	define 'kind: payment, measures: count, chart: bar'
	expect 2 "" "hall-report: hall.yaml:5: a chart wants by: and measures:"
	define 'kind: payment, measures: count, told_by: b'
	expect 2 "" "hall-report: hall.yaml:5: told_by wants table:"
	define 'kind: payment, table: id, told_by: b'
	expect 2 "" "hall-report: hall.yaml:5: told_by: no section above is 'b' and shows the column 'record'"
	define 'kind: payment, measures: count, charts: bar'
	[ "$status" -eq 2 ]
	[[ $stderr == *"hall.yaml:5: "*charts*chart* ]]
}

@test "a correction of the same day changes what a payment is called" {
	{
		good_day | sed -e 's/,method,amount/,service,method,amount/' \
		    -e 's/,C01,cash,10/,C01,water,cash,10/'
		echo '#correct,id,time,hall,staff,of,column,was,is,day,shift,seq'
		echo 'correct,C1,2026-11-02T10:00:00+08:00,H01,S09,P1,service,water,gas,2026-11-02,,4'
		echo 'correct,C2,2026-11-02T10:01:00+08:00,H01,S09,2026-11-02/2,service,gas,heat,2026-11-02,,5'
	} >day.csv
	run --separate-stderr hall-report daily --section services --format csv day.csv
	expect 0 $'Service,Payments,Taken\nheat,1,10.00'
	run --separate-stderr hall-report explain daily/2026-11-02/services/count/service=heat day.csv
	[[ ${lines[1]} == payment,P1,*,heat,cash,10.00,* ]]
	[[ ${lines[3]} == *,count,service=heat,1,1,* ]]
	# On a later day it belongs to that day, and the closed figures stand.
	sed -i '/^correct,/s/,2026-11-02,,/,2026-11-03,,/' day.csv
	run --separate-stderr hall-report daily --on 2026-11-02 --section services --format csv day.csv
	expect 0 $'Service,Payments,Taken\nwater,1,10.00'
}

@test "explain prints the records behind a figure and the figure itself" {
	good_day >day.csv
	run --separate-stderr hall-report explain \
	    daily/2026-11-02/methods/sum:taken/method=cash day.csv
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == till,T1,* ]]
	[[ ${lines[3]} == figure,daily/2026-11-02/methods/sum:taken/method=cash,*,1,10.00,yuan,* ]]
	run --separate-stderr hall-report explain figures/2026-11-02/payment\;method=cash/count/ day.csv
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == payment,P1,* ]]
	run --separate-stderr hall-report explain nonsense day.csv
	[ "$status" -eq 2 ]
}

@test "every figure of a report can be explained, and comes to the same" {
	cd "$GOLDEN"
	grep '^figure,' daily.en.records | cut -d, -f2 | while read -r id; do
		hall-report explain -q -c hall.yaml "$id" day.csv | grep -F "figure,$id," || true
	done >"$BATS_TEST_TMPDIR/got"
	# A table counts what it shows; its figure is explained by its records.
	grep '^figure,' daily.en.records | cut -d, -f2,12 \
	    >"$BATS_TEST_TMPDIR/want"
	cut -d, -f2,12 "$BATS_TEST_TMPDIR/got" >"$BATS_TEST_TMPDIR/values"
	differ figures "$(cat "$BATS_TEST_TMPDIR/want")" \
	    "$(cat "$BATS_TEST_TMPDIR/values")"
}
