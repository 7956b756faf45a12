# Recording into the open day: the journal as all verbs see it.  The verb
# used here is hall-audit sign, which needs nothing but a book and a key.

load helper

test_setup() {
	LOGIN=$(id -un)
	mkdir book
	cd book || return
	cat >hall.yaml <<-EOF
		hall: {id: H01}
		staff:
		  S01: {name: one, login: $LOGIN, role: monitor}
		  S02: {name: two, role: clerk}
		roles:
		  clerk: {can: [take]}
		  monitor: {can: [take, close-day, sign-day]}
		  kiosk: {can: [act]}
	EOF
	hall-audit key new S01 2>/dev/null
	at "2026-11-02 08:00:00" hall-audit open >/dev/null 2>&1
	journal=2026-11-02/journal.csv
}

# record TIME [OPTION]...: sign hall.yaml at that time of 2026-11-02.
record() {
	local time=$1
	shift
	at "2026-11-02 $time" hall-audit sign "$@" hall.yaml
}

# The facts of the journal, headings left out.
facts() {
	grep -c '^[a-z]' "$journal"
}

@test "what a verb prints is what the journal holds" {
	run --separate-stderr record 09:00:00
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(tail -n 2 "$journal")" = "$output" ]
	[[ $output = *$'\nsign,S20261102-0001,2026-11-02T09:00:00+08:00,H01,S01,monitor,hall.yaml,'* ]]
	[[ $output = *",2026-11-02,,2,2026-11-02T09:00:00+08:00,$LOGIN,,"* ]]
}

@test "without a book the message says how to name one" {
	cd /
	run --separate-stderr hall-audit sign x
	expect 2 "" "hall-audit: no book: neither this directory nor one above it holds hall.yaml; name one with -C DIR or HALL_BOOK"
	run --separate-stderr hall-audit sign -C /nonexistent x
	expect 2 "" "hall-audit: /nonexistent: No such file or directory"
	HALL_BOOK=/ run --separate-stderr hall-audit sign x
	expect 2 "" "hall-audit: /: no book: it is no directory with a hall.yaml"
}

@test "a book is found from a directory inside it, and by HALL_BOOK" {
	mkdir -p a/b
	cd a/b
	run --separate-stderr at "2026-11-02 09:00:00" hall-audit sign ../../hall.yaml
	[ "$status" -eq 0 ]
	cd "$HOME"
	HALL_BOOK=$HOME/book run --separate-stderr at "2026-11-02 09:00:00" \
		hall-audit sign book/hall.yaml
	[ "$status" -eq 0 ]
	cd book
	[ "$(facts)" -eq 3 ]
}

@test "without an open day the message says who opens one" {
	rm -r 2026-11-02
	run --separate-stderr record 09:00:00
	expect 2 "" "hall-audit: .: no day is open; 'hall-audit open' opens the first"
}

@test "two open days are named" {
	cp -r 2026-11-02 2026-11-03
	run --separate-stderr record 09:00:00
	expect 2 "" "hall-audit: .: several days are open: 2026-11-02, 2026-11-03; one alone may hold a journal.csv"
}

@test "a clock before the journal's tail stops recording" {
	run --separate-stderr record 07:59:59
	expect 2 "" "hall-audit: $journal: the clock stands at 2026-11-02T07:59:59+08:00, before the newest fact of the journal (2026-11-02T08:00:00+08:00): set the clock right"
	[ "$(facts)" -eq 1 ]
}

@test "a day that should have been closed takes late entries alone" {
	run --separate-stderr at "2026-11-03 08:00:00" hall-audit sign hall.yaml
	expect 2 "" "hall-audit: 2026-11-02 is still open, and today is 2026-11-03: close it with 'hall-audit close 2026-11-02', or record what happened then with --at TIME --reason WHY"
	run --separate-stderr at "2026-11-03 08:00:00" \
		hall-audit sign --at 18:40 --reason "power cut" hall.yaml
	[ "$status" -eq 0 ]
	[[ $output = '#sign,id,time,hall,staff,role,subject,digest,signature,reason,day,'* ]]
	[[ $output = *',2026-11-02T18:40:00+08:00,H01,'*',power cut,2026-11-02,,2,2026-11-03T08:00:00+08:00,'* ]]
}

@test "a late entry needs a reason and lies in the past" {
	run --separate-stderr record 09:00:00 --at 08:30
	expect 2 "" "hall-audit: --at needs --reason: say why it is recorded late"
	run --separate-stderr record 09:00:00 --at 09:30 --reason x
	expect 2 "" "hall-audit: --at: 09:30 has not come yet: it is 2026-11-02T09:00:00+08:00"
	run --separate-stderr record 09:00:00 --at 25:00 --reason x
	expect 2 "" "hall-audit: --at: '25:00' is no time; write 2026-11-02T18:40:00+08:00, '2026-11-02 18:40' or 18:40"
}

@test "the same key prints the first fact and appends nothing" {
	run --separate-stderr record 09:00:00 --key k1
	[ "$status" -eq 0 ]
	first=$output
	record 09:30:00 >/dev/null
	run --separate-stderr record 10:00:00 --key k1
	expect 0 "$first"
	[ "$(facts)" -eq 3 ]
	run --separate-stderr at "2026-11-02 11:00:00" \
		hall-audit sign --key k1 "$journal"
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[[ $stderr = "hall-audit: $journal:4: --key k1 was used for other content: subject was 'hall.yaml' and would be '$journal'"* ]]
	[ "$(facts)" -eq 3 ]
}

@test "a dry run prints what would be recorded" {
	cp "$journal" before
	run --separate-stderr record 09:00:00 -n
	[ "$status" -eq 0 ]
	[[ $output = *",sign,"* || $output = *$'\nsign,'* ]]
	cmp before "$journal"
	[ "$(ls 2026-11-02)" = journal.csv ]
}

@test "a role that may not act for others is told who may" {
	run --separate-stderr record 09:00:00 --staff S02
	expect 2 "" "hall-audit: S01 (monitor) may not act; these roles may: kiosk"
	run --separate-stderr record 09:00:00 --staff S03
	expect 2 "" "hall-audit: --staff: 'S03' is none of the staff in hall.yaml (did you mean 'S01'?)"
}

@test "a user who is none of the staff records nothing" {
	sed -i "s/login: [^,]*/login: somebody/" hall.yaml
	run --separate-stderr record 09:00:00
	expect 2 "" "hall-audit: the user '$LOGIN' is none of the staff: hall.yaml has no 'login: $LOGIN'"
}

@test "a torn tail is set aside, and the journal goes on" {
	record 09:00:00 >/dev/null
	printf 'sign,S20261102-0002,2026-11' >>"$journal"
	run --separate-stderr record 10:00:00
	[ "$status" -eq 0 ]
	[ "$(cat 2026-11-02/journal.torn-1)" = 'sign,S20261102-0002,2026-11' ]
	run --separate-stderr record 11:00:00
	[ "$stderr" = "" ]
	[ "$(facts)" -eq 4 ]
}

@test "an edited tail stops recording" {
	record 09:00:00 >/dev/null
	sed -i 's/,monitor,/,manager,/' "$journal"
	run --separate-stderr record 10:00:00
	expect 3 "" "hall-audit: $journal:4: the last fact does not follow from the one before: the journal was edited; put back what was there ('hall-audit verify' says where)"
}

@test "a full disk leaves the journal as it was" {
	while [ "$(stat -c %s "$journal")" -lt 700 ]; do
		record 09:00:00 >/dev/null
	done
	cp "$journal" before
	full() {
		trap '' XFSZ
		ulimit -f 1
		record 10:00:00
	}
	run --separate-stderr full
	expect 4 "" "hall-audit: $journal: nothing was recorded: File too large"
	cmp before "$journal"
	run --separate-stderr record 10:00:00
	[ "$status" -eq 0 ]
}

@test "a fact that could not be printed is recorded all the same" {
	run --separate-stderr at "2026-11-02 09:00:00" bash -c 'hall-audit sign hall.yaml >/dev/full'
	[ "$status" -eq 4 ]
	[ "$(facts)" -eq 2 ]
}

@test "a journal that may not be written is an error of the system" {
	[ "$(id -u)" -ne 0 ] || skip "root may write everything"
	chmod 400 "$journal"
	run --separate-stderr record 09:00:00
	expect 4 "" "hall-audit: $journal: Permission denied"
}

@test "a symbolic link in the place of a journal is not followed" {
	mv "$journal" elsewhere
	ln -s ../elsewhere "$journal"
	run --separate-stderr record 09:00:00
	expect 4 "" "hall-audit: $journal: a symbolic link inside a book is not followed"
}

@test "writers at one journal take turns" {
	for writer in 1 2 3 4; do
		(for n in 1 2 3 4 5; do record 09:00:00 || exit; done) \
			>"out-$writer" 2>"err-$writer" &
	done
	wait
	[ "$(cat err-*)" = "" ]
	[ "$(facts)" -eq 21 ]
	[ "$(grep -h '^sign' out-* | sort)" = "$(grep '^sign' "$journal" | sort)" ]
	[ "$(grep '^sign' "$journal" | cut -d, -f12 | paste -sd,)" = "$(seq -s, 2 21)" ]
	[ "$(grep '^sign' "$journal" | cut -d, -f2 | sort -u | wc -l)" -eq 20 ]
}

@test "a killed writer leaves a journal that goes on" {
	for n in 1 2 3 4 5 6; do
		record 09:00:00 >out 2>&1 &
		sleep "0.0$n"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	run --separate-stderr record 10:00:00
	[ "$status" -eq 0 ]
	run --separate-stderr at "2026-11-02 11:00:00" hall-audit verify
	[ "$status" -ne 3 ]
}

@test "journals are their owner's, or the group's" {
	umask 027
	record 09:00:00 >/dev/null
	[ "$(stat -c %a "$journal" 2026-11-02 | paste -sd' ')" = "600 700" ]
	rm -r 2026-11-02
	echo 'share: group' >>hall.yaml
	umask 007
	at "2026-11-02 08:00:00" hall-audit open >/dev/null 2>&1
	[ "$(stat -c %a "$journal" 2026-11-02 | paste -sd' ')" = "660 2770" ]
}

@test "the language of the book is spoken unless --lang says otherwise" {
	echo 'language: zh' >>hall.yaml
	run --separate-stderr record 09:00:00 --at 08:30
	expect 2 "" "hall-audit: --at 须配合 --reason：请说明补录原因"
	run --separate-stderr record 09:00:00 --at 08:30 --lang en
	expect 2 "" "hall-audit: --at needs --reason: say why it is recorded late"
}

@test "a link of the chain is checked with printf and sha256sum" {
	record 09:00:00 >/dev/null
	before=$(sed -n 2p "$journal")
	heading=$(sed -n 3p "$journal")
	line=$(sed -n 4p "$journal")
	[ "$(printf '%s\n%s\n%s' "${before##*,}" "$heading" "${line%,*}," |
		sha256sum | cut -c1-32)" = "${line##*,}" ]
}

@test "a recording verb says that a torn tail was set aside" {
	sed -i 's/can: \[take, close-day/can: [take, drawer, close-day/' hall.yaml
	printf 'drawer,W' >>"$journal"
	run --separate-stderr at "2026-11-02 09:00:00" hall-pay drawer open C01
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-pay: $journal: its end (bytes: 8) was never confirmed; it stands in 2026-11-02/journal.torn-1 now" ]
	[ "$(cat 2026-11-02/journal.torn-1)" = drawer,W ]
}

@test "what is posted twice is recorded once, also across the close" {
	hall-audit key new H01 2>/dev/null
	cat >in.csv <<-'EOF2'
		#payment,id,counter,service,method,amount,ref
		payment,K1,C01,electricity,wechat,1.00,W1
		payment,K2,C01,electricity,wechat,2.00,W2
	EOF2
	run --separate-stderr at "2026-11-02 09:00:00" hall-pay post in.csv
	[ "$status" -eq 0 ]
	[ "$(facts)" -eq 3 ]
	run --separate-stderr at "2026-11-02 10:00:00" hall-pay post in.csv
	expect 0 "" "hall-pay: records that were posted before, and are left out: 2 of 2"
	at "2026-11-02 18:00:00" hall-audit close --force --reason test >/dev/null 2>&1
	run --separate-stderr at "2026-11-02 19:00:00" hall-pay post in.csv
	expect 0 "" "hall-pay: records that were posted before, and are left out: 2 of 2"
	head -n 1 in.csv >heading.csv
	run --separate-stderr at "2026-11-02 19:00:00" hall-pay post heading.csv
	expect 0 "" "hall-pay: nothing was recorded: no records were read"
	run --separate-stderr at "2026-11-02 19:00:00" hall-pay post -q in.csv
	expect 0 ""
	sed -i 's/2.00/3.00/' in.csv
	run --separate-stderr at "2026-11-02 19:00:00" hall-pay post in.csv
	expect 3 "" "hall-pay: in.csv:3: id: K2 stands at 2026-11-02.bgz:5 already, with another amount; nothing was recorded (--keep-faults records such lines as faults)"
}

@test "a post that waits for its input keeps nobody else waiting" {
	mkfifo slow
	at "2026-11-02 09:00:00" hall-pay post slow >out 2>err &
	exec 7>slow
	run --separate-stderr record 09:00:00
	[ "$status" -eq 0 ]
	printf '#payment,id,counter,service,method,amount,ref\n' >&7
	exec 7>&-
	wait
	[ "$(cat err)" = "hall-pay: nothing was recorded: no records were read" ]
	[ "$(facts)" -eq 2 ]
}
