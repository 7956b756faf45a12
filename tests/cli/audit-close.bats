#!/usr/bin/env bats
# hall-audit open, close, key and sign.

load helper
load audit

test_setup() {
	new_book
}

@test "the first day is opened, and opened again it says so" {
	[ -s $DAY/journal.csv ]
	run --separate-stderr evening hall-audit open
	expect 0 "" "hall-audit: $DAY is open already"
	run --separate-stderr evening hall-audit open 2026-11-09
	expect 2 "" "hall-audit: $DAY is open: \`hall-audit close\` comes first"
}

@test "a day that is no day of the book is refused" {
	run --separate-stderr evening hall-audit close 2026-10-29
	expect 2 "" "hall-audit: 2026-10-29: there is no such day in this book; open is $DAY"
	run --separate-stderr evening hall-audit close yesterday
	expect 2 "" "hall-audit: 'yesterday' is not a date; write 2026-11-02"
	cd "$BATS_TEST_TMPDIR"
	run --separate-stderr hall-audit close
	[ "$status" -eq 2 ]
	[[ "$stderr" == "hall-audit: no book: "* ]]
}

@test "close prints its fact and the seal, and opens the next day" {
	fill_day
	run --separate-stderr evening hall-audit close
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-audit: $DAY is closed and sealed; $NEXT is open" ]
	[[ "${lines[1]}" == "day,$DAY,${DAY}T18:30:00+08:00,H01,S09,closed,"* ]]
	[[ "${lines[3]}" == "seal,S20261030,H01,$DAY,$DAY.bgz,"* ]]
	[ ! -e $DAY/journal.csv ]
	[ "$(echo $DAY.*)" = "$DAY.bgz $DAY.part $DAY.seal" ]
	[ -s $NEXT/carry.in ]
	[ -s $NEXT/journal.csv ]
	[ -s checkpoint ]
	zcat $DAY.bgz | tail -n 1 | grep "^day,$DAY,.*,closed,"
	[ "$(stat -c %a $DAY.seal $NEXT $NEXT/carry.in | tr '\n' ' ')" = \
	    "600 700 600 " ]
	run --separate-stderr hall-audit -q verify --carry
	expect 0 "" ""
}

@test "a part is what the tools themselves derive from the day" {
	fill_day
	evening hall-audit -q close >/dev/null
	hall-pay --only --day $DAY >../derived
	hall-ticket --only --day $DAY >>../derived
	hall-apply --only --day $DAY >>../derived
	cmp ../derived $DAY.part
}

@test "closed again, a day says so and stays as it is" {
	fill_day
	evening hall-audit -q close >/dev/null
	before=$(fingerprint)
	run --separate-stderr evening hall-audit close $DAY
	expect 0 "" "hall-audit: $DAY is closed already"
	run --separate-stderr evening hall-audit close --check $DAY
	expect 0 "" "hall-audit: $DAY is closed already"
	[ "$before" = "$(fingerprint)" ]
}

@test "a day is closed though nobody could be told" {
	run --separate-stderr evening bash -c "hall-audit -q close >/dev/full"
	expect 4 "" "hall-audit: stdout: cannot be written: No space left on device"
	run --separate-stderr evening hall-audit close $DAY
	expect 0 "" "hall-audit: $DAY is closed already"
}

@test "a day to come is not closed" {
	evening hall-audit -q close >/dev/null
	run --separate-stderr evening hall-audit close
	expect 0 "" "hall-audit: $NEXT has not begun: there is nothing to close"
	run --separate-stderr evening hall-audit -q close
	expect 0 "" ""
	run --separate-stderr evening hall-audit close $NEXT
	expect 2 "" "hall-audit: $NEXT has not begun
hall-audit: try 'hall-audit close --help'"
}

@test "an open drawer blocks: who, and what to type next" {
	fill_day ",C01,1,close,"
	local blocker="C01: session 1 is open; S01 (Wang Min); next: hall-pay close C01"
	# A line was taken out to make this day, and that shows too.
	run --separate-stderr evening hall-audit close --check
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "$DAY/journal.csv:"*"; next: hall-audit verify" ]]
	[ "${lines[1]}" = "$blocker" ]
	[ "${#lines[@]}" -eq 2 ]
	before=$(fingerprint)
	run --separate-stderr evening hall-audit close
	[ "$status" -eq 1 ]
	[ "$output" = "" ]
	[ "${stderr_lines[1]}" = "hall-audit: $blocker" ]
	[ "${stderr_lines[2]}" = "hall-audit: $DAY is not closed: settle this first, or close it with --force --reason" ]
	[ "$before" = "$(fingerprint)" ]
}

@test "a forced close needs a reason, and keeps it" {
	fill_day ",C01,1,close,"
	run --separate-stderr evening hall-audit close --force
	expect 2 "" "hall-audit: --force needs --reason: say why it must be
hall-audit: try 'hall-audit close --help'"
	run --separate-stderr evening hall-audit close --force --reason "power cut"
	[ "$status" -eq 0 ]
	[[ "$output" == *",closed,power cut,$DAY,"* ]]
}

@test "closing without a key names the command that makes one" {
	rm "$HOME/.config/hall/H01.key"
	before=$(fingerprint)
	run --separate-stderr evening hall-audit close
	expect 2 "" "hall-audit: no key to sign with: $HOME/.config/hall/H01.key is not there; make one with \`hall-audit key new H01\`"
	[ "$before" = "$(fingerprint)" ]
	run --separate-stderr evening hall-audit close --check
	expect 1 "no key to sign with: $HOME/.config/hall/H01.key is not there; make one with \`hall-audit key new H01\`"
}

@test "a key that cannot be looked at is not one that is missing" {
	local key="$HOME/.config/hall/H01.key"
	ln -sf loop "${key%/*}/loop"
	mv "$key" kept
	ln -s loop "$key"
	run --separate-stderr evening hall-audit close
	expect 4 "" "hall-audit: $key: Too many levels of symbolic links"
}

@test "sign: no closes without a key, and verify says what that is worth" {
	echo "audit: {sign: no}" >>hall.yaml
	rm -r keys "$HOME/.config/hall/H01.key"
	evening hall-audit -q close >/dev/null
	grep -q '^key none$' $DAY.seal
	run --separate-stderr hall-audit verify
	[ "$status" -eq 0 ]
	[ "${stderr_lines[0]}" = "hall-audit: NOT SIGNED: this tells accidents, and nothing of people" ]
	# A book that has a key is not to be stripped of its signatures.
	evening hall-audit -q key new H01
	verify_says 3 "$DAY.seal: is not signed" "checkpoint: is not signed"
}

@test "another key file, and another name of the key" {
	echo "audit: {key: H01-2027}" >>hall.yaml
	evening hall-audit -q key new H01-2027 --key-file "$HOME/safe/stick.pem"
	run --separate-stderr evening hall-audit close --key-file "$HOME/safe/stick.pem"
	[ "$status" -eq 0 ]
	grep -q '^— H01-2027 ' checkpoint
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
}

@test "keys are made once, listed, and private" {
	run --separate-stderr evening hall-audit key new H01
	expect 2 "" "hall-audit: keys/H01.pub: there is a key of that name already"
	run --separate-stderr evening hall-audit key new ../H02
	expect 2 "" "hall-audit: '../H02' is no name for a key: letters, digits, '.', '_' and '-'"
	run --separate-stderr hall-audit key list
	[ "$status" -eq 0 ]
	[[ "$output" == "$DAY  H01+"*"+A"* ]]
	[ "$(stat -c %a "$HOME/.config/hall/H01.key")" = 600 ]
	run --separate-stderr hall-audit key revoke H01
	expect 2 "" "hall-audit: it is \`key new NAME\` or \`key list\`
hall-audit: try 'hall-audit key --help'"
	chmod 644 "$HOME/.config/hall/H01.key"
	run --separate-stderr evening hall-audit close
	expect 2 "" "hall-audit: $HOME/.config/hall/H01.key: others may read this private key: chmod 600 it, and ask who did"
}

@test "the key of another book does not seal this one" {
	rm "$HOME/.config/hall/H01.key"
	(umask 077 && openssl genpkey -algorithm ed25519 \
	    -out "$HOME/.config/hall/H01.key")
	run --separate-stderr evening hall-audit close
	expect 2 "" "hall-audit: $HOME/.config/hall/H01.key: is not the private half of keys/H01.pub"
}

@test "who may not close is told who may" {
	sed -i 's/act, close-day/act/' hall.yaml
	run --separate-stderr evening hall-audit close
	expect 2 "" "hall-audit: S09 (monitor) may not close-day; no role in hall.yaml may: add it to a 'can:' list"
	sed -i 's/can: \[take\]/can: [take, close-day]/' hall.yaml
	run --separate-stderr evening hall-audit close
	expect 2 "" "hall-audit: S09 (monitor) may not close-day; these roles may: clerk; --staff names the one for whom you record"
	run --separate-stderr evening hall-audit close --staff S01
	[ "$status" -eq 0 ]
}

@test "a close that comes late says when the day ended" {
	fill_day
	WHEN="2026-10-31 08:10:00" run --separate-stderr evening hall-audit \
	    close --at 18:00
	expect 2 "" "hall-audit: --at needs --reason: say why it is recorded late"
	WHEN="2026-10-31 08:10:00" run --separate-stderr evening hall-audit \
	    close --at "2026-10-29 18:00" --reason "power cut"
	expect 2 "" "hall-audit: --at: 2026-10-29T18:00:00+08:00 is before 2026-10-30 began"
	WHEN="2026-10-31 08:10:00" run --separate-stderr evening hall-audit \
	    close --at "2026-10-31 08:11" --reason "power cut"
	[ "$status" -eq 2 ]
	WHEN="2026-10-31 08:10:00" run --separate-stderr evening hall-audit \
	    close --at 18:00 --reason "power cut"
	[ "$status" -eq 0 ]
	[[ "$output" == *"day,2026-10-30,2026-10-30T18:00:00+08:00,"*",closed,power cut,$DAY,,"*",2026-10-31T08:10:00+08:00,"* ]]
}

@test "days that were missed are closed one after the other" {
	cat >close.sh <<-'EOF'
	while [ -n "$(hall-audit -q close)" ]; do :; done
	EOF
	WHEN="2026-11-02 07:00:00" run --separate-stderr evening sh close.sh
	expect 0 "" ""
	[ "$(echo *.seal)" = "2026-10-30.seal 2026-10-31.seal 2026-11-01.seal 2026-11-02.seal" ]
	[ -s 2026-11-03/journal.csv ]
	run --separate-stderr hall-audit -q verify --carry
	expect 0 "" ""
}

@test "the next day is the next working day of the calendar" {
	cat >>hall.yaml <<-'EOF'
	calendars: {hall: {years: {2026: {holidays: {festival: 2026-11-02}}}}}
	EOF
	evening hall-audit -q close >/dev/null
	[ -s 2026-11-03/journal.csv ]
	grep -q '^next 2026-11-03$' $DAY.seal
}

@test "a year without a calendar is not guessed" {
	cat >>hall.yaml <<-'EOF'
	calendars: {hall: {years: {2025: {holidays: {}}}}}
	EOF
	run --separate-stderr evening hall-audit close
	[ "$status" -eq 2 ]
	[[ "$stderr" == "hall-audit: hall.yaml:"*": no days of the year 2026: which day is next cannot be said" ]]
}

@test "what cannot be sealed stops a close, which is run again" {
	mkdir $DAY/files
	ln -s /etc/passwd $DAY/files/statement.csv
	local wrong="$DAY/files/statement.csv: neither a file nor a directory, so that it cannot be sealed: take it away"
	run --separate-stderr evening hall-audit -q close
	expect 1 "" "hall-audit: $wrong
hall-audit: $DAY is not closed: settle this first, or close it with --force --reason"
	run --separate-stderr evening hall-audit close --force --reason x
	[ "$status" -eq 2 ]
	[ "${stderr_lines[0]}" = "hall-audit: $wrong" ]
	run --separate-stderr evening hall-audit close --check
	expect 1 "$DAY: its close was interrupted; next: hall-audit close $DAY"
	rm $DAY/files/statement.csv
	echo x >"$DAY/files/a % of it.csv"
	WHEN="$DAY 18:31:00" run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 0 ]
	grep -q "^file 2 .*  $DAY/files/a %25 of it.csv$" $DAY.seal
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
}

@test "a chain that was broken is told by the close, its seal and verify" {
	fill_day
	sed -i '0,/,wechat,/s//,alipay,/' $DAY/journal.csv
	local line changed
	line=$(grep -n -m 1 ',alipay,' $DAY/journal.csv | cut -d: -f1)
	changed="the chain does not agree: this line or its heading was changed"
	run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 1 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY/journal.csv:$line: $changed; next: hall-audit verify" ]
	run --separate-stderr evening hall-audit -q close --force --reason x
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-audit: $DAY/journal.csv:$line: $changed; next: hall-audit verify
hall-audit: $DAY is sealed with a broken chain, and its seal says so: line $line of the journal, or one before it, was changed" ]
	grep -qx "chain-broken $line" $DAY.seal
	run --separate-stderr hall-audit -q verify
	expect 3 "" "hall-audit: $DAY.bgz:$line: $changed; it was sealed so"
}

@test "a journal that was changed while its close was interrupted is told" {
	fill_day
	mkdir $DAY/files
	ln -s x $DAY/files/link
	evening hall-audit -q close --force --reason x >/dev/null 2>&1 || :
	rm $DAY/files/link
	sed -i '0,/,wechat,/s//,alipay,/' $DAY/journal.csv
	run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 1 ]
	[[ "$stderr" == "hall-audit: $DAY is sealed with a broken chain, "* ]]
	grep -q "^chain-broken " $DAY.seal
}

@test "a line that a power cut left half is set aside, and said" {
	fill_day
	printf 'payment,K2026' >>$DAY/journal.csv
	run --separate-stderr evening hall-audit -q close --check
	expect 0 "" ""
	run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 0 ]
	[[ "$stderr" == "hall-audit: "*"journal.torn-1"* ]]
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
}

@test "a killed close is completed by the next one" {
	fill_day
	cp -a . ../before
	evening hall-audit -q close >/dev/null
	for wait in 0.001 0.003 0.005 0.008 0.012 0.02; do
		rm -rf ../again && cp -a ../before ../again
		(cd ../again && evening timeout -s KILL $wait \
		    hall-audit -q close >/dev/null 2>&1) || :
		(cd ../again && evening hall-audit -q close >/dev/null)
		for file in $DAY.bgz $DAY.part $DAY.seal checkpoint \
		    $NEXT/carry.in; do
			cmp $file ../again/$file
		done
	done
}

@test "a person signs a day, a file, a record" {
	fill_day
	run --separate-stderr evening hall-audit sign $DAY
	expect 2 "" "hall-audit: $DAY is not closed: a day is signed by its seal"
	evening hall-audit -q close >/dev/null
	run --separate-stderr evening hall-audit sign $DAY
	expect 2 "" "hall-audit: no key to sign with: $HOME/.config/hall/S09.key is not there; make one with \`hall-audit key new S09\`"
	evening hall-audit -q key new S09
	run --separate-stderr evening hall-audit sign $DAY --key first
	[ "$status" -eq 0 ]
	[[ "${lines[1]}" == "sign,S20261031-0001,${DAY}T18:30:00+08:00,H01,S09,monitor,$DAY,$(sha256sum <$DAY.seal | head -c 64),"* ]]
	first=$output
	WHEN="$DAY 18:40:00" run --separate-stderr evening hall-audit sign $DAY --key first
	expect 0 "$first" ""
	run --separate-stderr evening hall-audit sign hall.yaml --role monitor
	[ "$status" -eq 0 ]
	[[ "${lines[1]}" == *",hall.yaml,$(sha256sum <hall.yaml | head -c 64),"* ]]
	id=$(zcat $DAY.bgz | grep -m 1 '^payment,' | cut -d, -f2)
	run --separate-stderr evening hall-audit sign "$id"
	[ "$status" -eq 0 ]
	[[ "${lines[1]}" == *",$id,$(zcat $DAY.bgz | grep "^payment,$id," | sha256sum | head -c 64),"* ]]
	run --separate-stderr evening hall-audit sign nothing
	expect 2 "" "hall-audit: 'nothing' is neither a day, nor a file, nor the id of a record"
	run --separate-stderr evening hall-audit sign $DAY --role clerk
	expect 2 "" "hall-audit: S09 is monitor and cannot sign as clerk"
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
}
