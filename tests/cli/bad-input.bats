#!/usr/bin/env bats
# What any filter does with input that is not right: the message, the status,
# and what goes on in the pipe.

load helper

HEAD='#payment,id,time,hall,staff,method,amount'
GOOD='payment,P1,2026-11-02T09:00:00+08:00,H01,S01,cash,1.00'

# faulty TEXT: run hall-pay over it; what it prints goes to out, its words
# (without the tool's name) to said, its status to status.
faulty() {
	status=0
	printf '%b' "$1" | hall-pay >out 2>said || status=$?
	sed -i 's/^hall-pay: //' said
}

# The one fault of the output: column NAME.
fault_has() {
	hall-report select fault out --columns "$1" 2>/dev/null | tail -n +2
}

# expect_fault TEXT MESSAGE CODE: a fault of syntax, which holds the line.
expect_fault() {
	faulty "$1"
	differ message "$2" "$(cat said)"
	[ "$status" -eq 3 ]
	[ "$(fault_has code)" = "$3" ]
	[ -n "$(fault_has raw)" ]
}

@test "a line with fewer or more fields than its heading is a fault" {
	expect_fault "$HEAD\npayment,P1,x\n$GOOD\n" \
	    "-:2: the heading names 7 fields, the line has 3" ragged
	grep -qx "$GOOD" out
	expect_fault "$HEAD\n$GOOD,more\n" \
	    "-:2: the heading names 7 fields, the line has 8" ragged
}

@test "an open quote stays in its line" {
	expect_fault "$HEAD\npayment,\"P1,2026\n$GOOD\n" \
	    "-:2: a quote is open or misplaced: quote whole fields and double the quotes inside" quote
	grep -qx "$GOOD" out
}

@test "a NUL, a CR inside and bytes that are not UTF-8 are faults" {
	expect_fault "$HEAD\npayment,P\00001,x\n" \
	    "-:2: a NUL byte stands in the line: the file is damaged, or UTF-16; save it as UTF-8" nul
	expect_fault "$HEAD\npayment,P\r1,x\n" \
	    "-:2: a carriage return stands inside the line" cr
	expect_fault "$HEAD\npayment,P\xff,x\n" \
	    "-:2: byte 10 is not UTF-8: save the file as UTF-8" utf8
}

@test "a BOM, CRLF, empty lines and no last LF are accepted" {
	faulty "\xef\xbb\xbf$HEAD\r\n\r\n$GOOD\r\n${GOOD/P1/P2}"
	[ "$status" -eq 0 ]
	[ ! -s said ]
	[ "$(grep -c '^payment,' out)" -eq 2 ]
	! grep -q $'\r' out
}

@test "a last line that is cut off is a fault" {
	expect_fault "$HEAD\n$GOOD\npayment,P2,2026" \
	    "-:3: the last line is cut off: get the file again" cut
	expect_fault "$HEAD\n${GOOD%,*},\xe7\x94" \
	    "-:2: the last line is cut off: get the file again" cut
	expect_fault "$HEAD\n$GOOD\npaym" \
	    "-:3: the last line is cut off or lacks its line end, and no heading names the columns of its kind: get the file again" cut
}

@test "a record without a heading, and a line that is none, are faults" {
	expect_fault "$GOOD\n" "-:1: no heading above names the columns of this kind, as '#payment,id,amount' does for payments" heading
	expect_fault "hello world\n" "-:1: the first field is not the name of a kind, such as payment; commas stand between fields" kind
	expect_fault "#payment,id,id\n" \
	    "-:1: the heading names a column twice" heading
}

@test "a line over the limit is a fault, one at the limit is not" {
	long=$(head -c 1048571 /dev/zero | tr '\0' x)
	faulty "#x,a\nx,${long:0:1048574}\n"
	[ "$status" -eq 0 ]
	{ printf '#x,a\nx,'; head -c 1048575 /dev/zero | tr '\0' x; echo; } >long
	run --separate-stderr hall-pay long
	[ "$status" -eq 3 ]
	[ "$stderr" = "hall-pay: long:2: the line is longer than 1 MiB" ]
}

@test "unknown kinds and columns pass on untouched" {
	faulty "#weather,sky\nweather,\"blue, mostly\"\n#payment,id,mood,time,hall,method,amount\npayment,P1,fine,2026-11-02T09:00:00+08:00,H01,cash,1.00\n"
	[ "$status" -eq 0 ]
	head -n 4 out | diff - <(printf '%b' \
	    '#weather,sky\nweather,"blue, mostly"\n#payment,id,mood,time,hall,method,amount\npayment,P1,fine,2026-11-02T09:00:00+08:00,H01,cash,1.00\n')
}

@test "a column that a fold cannot do without makes the line a fault" {
	faulty "#payment,id,time,hall,method\npayment,P1,2026-11-02T09:00:00+08:00,H01,cash\n"
	[ "$status" -eq 3 ]
	[ "$(cat said)" = "-:2: amount: must not be empty" ]
	[ "$(fault_has raw)" = "" ]
}

@test "amounts and dates that are none are faults with their line" {
	for amount in 12.3.4 1e3 -0.00 92233720368547758.08 1,5 '１.00' 1.0; do
		faulty "$HEAD\n${GOOD/1.00/\"$amount\"}\n"
		[ "$status" -eq 3 ]
		[ "$(cat said)" = "-:2: amount: '$amount' is not an amount such as 12.30" ]
		[ "$(fault_has code)" = money ]
	done
	faulty "$HEAD\n${GOOD/11-02/02-30}\n"
	[ "$status" -eq 3 ]
	grep -q "^-:2: time: '2026-02-30T09:00:00+08:00' is not a time" said
}

@test "nothing, a heading alone and empty lines are no fault" {
	for text in '' "$HEAD\n" '\n\n'; do
		faulty "$text"
		[ "$status" -eq 0 ]
		[ ! -s said ]
		grep -q '^stage,hall-pay,' out
	done
}

@test "a directory, a missing and a damaged file are told by name" {
	mkdir day
	run --separate-stderr hall-pay day
	expect 4 "" "hall-pay: day: is a directory; name the files in it"
	run --separate-stderr hall-pay nothing.csv
	expect 4 "" "hall-pay: nothing.csv: No such file or directory"
	printf '%s\n%s\n' "$HEAD" "$GOOD" | gzip >good.gz
	run --separate-stderr hall-pay --only good.gz
	[ "$status" -eq 0 ]
	head -c 40 good.gz >cut.gz
	run --separate-stderr hall-pay cut.gz
	[ "$status" -eq 3 ]
	[[ $stderr = "hall-pay: cut.gz: byte "*": the archive is cut off; take it from a backup" ]]
}

@test "an unreadable file is told by name" {
	[ "$(id -u)" -ne 0 ] || skip "root may read everything"
	printf '%s\n' "$HEAD" >secret
	chmod 0 secret
	run --separate-stderr hall-pay secret
	expect 4 "" "hall-pay: secret: Permission denied"
}

@test "a full disk is an error, a closed pipe ends a tool quietly" {
	printf '%s\n%s\n' "$HEAD" "$GOOD" >pay.csv
	for tool in hall-pay hall-reconcile "hall-report select payment"; do
		run --separate-stderr bash -c "$tool pay.csv >/dev/full"
		[ "$status" -eq 4 ]
		[[ $stderr = *"No space left on device" ]]
	done
	{ echo "$HEAD"; for i in {1..20000}; do echo "${GOOD/P1/P$i}"; done; } >many.csv
	run --separate-stderr bash -c 'hall-pay many.csv | head -n 1; echo "${PIPESTATUS[0]}"'
	[ "${lines[1]}" = 141 ]
	[ "$stderr" = "" ]
}

@test "-o appears whole or not at all" {
	printf '%s\n%s\n' "$HEAD" "$GOOD" >pay.csv
	echo before >out.csv
	run --separate-stderr hall-pay -o out.csv pay.csv nothing.csv
	[ "$status" -eq 4 ]
	[ "$(cat out.csv)" = before ]
	hall-pay -o out.csv pay.csv
	grep -q '^stage,' out.csv
	[ "$(ls -A | grep -c out.csv)" -eq 1 ]
}

@test "what stages before tell is told by the last one" {
	printf '%s\n%s\nnonsense\n' "$HEAD" "$GOOD" >pay.csv
	run --separate-stderr bash -c 'hall-pay -q pay.csv 2>/dev/null | hall-reconcile | hall-report status'
	[ "$status" -eq 3 ]
	[[ $output = *INCOMPLETE* ]]
}

@test "a stage that died, or was left out, makes the report INCOMPLETE" {
	printf '%s\n%s\n' "$HEAD" "$GOOD" >pay.csv
	hall-pay pay.csv | hall-reconcile >whole || :
	grep -v '^stage,hall-pay' whole >died
	run --separate-stderr hall-report daily died
	[ "$status" -eq 3 ]
	[[ $output = *"INCOMPLETE"*"hall-pay did not run, or died"* ]]
}

@test "two halves of --strict and --max-faults stop a run" {
	printf '%s\nnonsense\nnonsense\n%s\n' "$HEAD" "$GOOD" >pay.csv
	run --separate-stderr hall-pay --strict pay.csv
	[ "$status" -eq 3 ]
	[[ $stderr = *"hall-pay: stopped at the first fault" ]]
	run --separate-stderr hall-pay --max-faults 1 pay.csv
	[ "$status" -eq 3 ]
	[[ $stderr = *"hall-pay: stopped: more faults than 1" ]]
}
