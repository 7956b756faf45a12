#!/usr/bin/env bats
# hall-audit verify: everything that can be changed is found.

load helper
load audit

test_setup() {
	closed_book
}

# repack FILTER…: the archive of DAY anew, through a filter.
repack() {
	zcat $DAY.bgz >journal
	"$@" <journal | gzip >$DAY.bgz
	rm journal
}

# offset LINE: the byte at which that line of the archive begins.
offset() {
	zcat $DAY.bgz | head -n $(($1 - 1)) | wc -c
}

@test "a book that nobody touched is whole, and that is all it proves" {
	run --separate-stderr hall-audit verify
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "$(printf '%s  whole%10s records  root %s' $DAY \
	    "$(sed -n 's/^records //p' $DAY.seal)" \
	    "$(sed -n 's/^root //p' $DAY.seal)")" ]
	[[ "${lines[2]}" == "2026-11-01  whole         2 records  root "* ]]
	[ "${lines[3]}" = "2026-11-02  open          1 record" ]
	[[ "${lines[4]}" == "log         whole         3 days     signed by H01+"* ]]
	[ "${#lines[@]}" -eq 5 ]
	[ "$stderr" = "hall-audit: COMPLETENESS NOT PROVEN: only a checkpoint that was kept elsewhere shows that no day was cut off (--trusted FILE)" ]
	run --separate-stderr hall-audit verify --trusted ../trusted --carry
	[ "$status" -eq 0 ]
	[ "$stderr" = "hall-audit: complete up to 2026-11-01, as the trusted checkpoint says" ]
}

@test "the book's own checkpoint is not trusted" {
	run --separate-stderr hall-audit verify --trusted checkpoint
	[ "$status" -eq 0 ]
	[ "${stderr_lines[0]}" = "hall-audit: checkpoint: is the book's own checkpoint: only one that was kept elsewhere proves anything" ]
	[[ "${stderr_lines[1]}" == "hall-audit: COMPLETENESS NOT PROVEN:"* ]]
}

@test "verify writes nothing: a copy of which nothing can be written is enough" {
	before=$(fingerprint)
	hall-audit -q verify --carry
	[ "$before" = "$(fingerprint)" ]
}

@test "one day alone, and a day that is not there" {
	run --separate-stderr hall-audit -q verify $NEXT
	expect 0 "" ""
	run --separate-stderr hall-audit -q verify 2026-12-24
	expect 3 "" "hall-audit: 2026-12-24: there is no such day in this book"
}

@test "an edited amount: file, line, byte and the totals that moved" {
	line=$(zcat $DAY.bgz | grep -n -m 1 '^payment,' | cut -d: -f1)
	at=$(offset "$line")
	was=$(grep '^money payment' $DAY.seal)
	repack awk -F, -v OFS=, "NR == $line { \$20 = \"1.00\" } { print }"
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.bgz:$line: the chain does not agree: this line or its heading was changed (the line begins at byte $at)" ]
	[[ "${stderr_lines[1]}" == "hall-audit: $DAY.seal: sealed '$was', found 'money payment "* ]]
	[ "${#stderr_lines[@]}" -eq 2 ]
}

@test "an edited line whose chain was made anew" {
	# The last line, since then nothing behind it gives it away.
	zcat $DAY.bgz >journal
	head=$(tail -n 1 journal | sed 's/closed,,/closed,it was me,/; s/[0-9a-f]*$//')
	before=$(tail -n 2 journal | head -n 1 | grep -o '[0-9a-f]*$')
	heading=$(grep '^#day,' journal)
	chain=$(printf '%s\n%s\n%s' "$before" "$heading" "$head" | sha256sum | head -c 32)
	repack sed "\$s/.*/$head$chain/"
	verify_says 3 "$DAY.bgz: is not what was sealed, though its chain agrees: lines were changed and chained anew"
}

@test "a deleted line" {
	line=$(zcat $DAY.bgz | grep -n -m 1 '^payment,' | cut -d: -f1)
	repack sed "${line}d"
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "${stderr_lines[0]}" == "hall-audit: $DAY.bgz:$line: "*" stands where "* ]]
	[[ "${stderr_lines[1]}" == "hall-audit: $DAY.bgz: "*" of "*" sealed lines, and "*" bytes: lines are missing" ]]
}

@test "a tail that was cut off, and one that was added" {
	cp $DAY.bgz ../kept
	bytes=$(zcat $DAY.bgz | wc -c)
	count=$(zcat $DAY.bgz | wc -l)
	records=$(sed -n 's/^records //p' $DAY.seal)
	repack sed '$d'
	now=$(zcat $DAY.bgz | wc -c)
	verify_says 3 \
	    "$DAY.bgz: has $((count - 1)) of $count sealed lines, and $now of $bytes bytes: lines are missing" \
	    "$DAY.seal: sealed 'records $records', found 'records $((records - 1))'" \
	    "$DAY.seal: sealed 'count day 2', found 'count day 1'"
	cp ../kept $DAY.bgz
	repack sed '$a\
note,1'
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.bgz:$((count + 1)): no heading names the columns of this line (the line begins at byte $bytes)" ]
	[ "${stderr_lines[1]}" = "hall-audit: $DAY.bgz: more lines than were sealed ($((count + 1)), not $count): what stands behind byte $bytes may have been added" ]
}

@test "an archive that is cut short, damaged, or gone" {
	cp $DAY.bgz ../kept
	head -c 500 ../kept >$DAY.bgz
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == "hall-audit: $DAY.bgz: "* ]]
	rm $DAY.bgz
	run --separate-stderr hall-audit -q verify
	[ "$status" -ne 0 ]
	[ "$stderr" = "hall-audit: $DAY.bgz: No such file or directory" ]
}

@test "two days that were swapped" {
	mv $DAY.bgz a && mv $NEXT.bgz $DAY.bgz && mv a $NEXT.bgz
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"$DAY.bgz:2: day: is of $NEXT"* ]]
	[[ "$stderr" == *"$NEXT.bgz:2: day: is of $DAY"* ]]
	mv $DAY.seal a && mv $NEXT.seal $DAY.seal && mv a $NEXT.seal
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"$DAY.seal: is the seal of $NEXT: days were swapped"* ]]
	[[ "$stderr" == *"checkpoint: the seals up to day 3 are not those that it was made over"* ]]
}

@test "a day in the middle that is gone" {
	rm -r $NEXT.* $NEXT
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"hall-audit: $NEXT: is missing: it stands between $DAY and 2026-11-01"* ]]
	[[ "$stderr" == *"checkpoint: the book has 2 of 3 sealed days: days are missing"* ]]
}

@test "the first day gone" {
	rm -r $DAY.* $DAY
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"hall-audit: $NEXT.seal: the days before it are missing"* ]]
}

@test "a day cut off the end is found by a trusted checkpoint alone" {
	# Whoever kept the book of an evening before has one that agrees.
	cp -a . ../older
	WHEN="2026-11-02 18:30:00" evening hall-audit -q close >/dev/null
	cp checkpoint ../newer
	cd ../older
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
	TRUSTED=../trusted verify_says 0
	TRUSTED=../newer verify_says 3 \
	    "../newer: the book has 3 of 4 sealed days: days are missing"
}

@test "a seal that was changed" {
	sed -i 's/^money payment .*/money payment 1.00/' $DAY.seal
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal: the signature of H01 does not fit: the text was changed" ]
	[[ "${stderr_lines[1]}" == "hall-audit: $DAY.seal: sealed 'money payment 1.00', found 'money payment "* ]]
	[[ "$stderr" == *"hall-audit: $DAY.seal: was changed: its size is "*" and was "* ]]
	[[ "$stderr" == *"checkpoint: the seals up to day 3"* ]]
}

@test "a seal that is no seal, empty, gone, or has lost its signature" {
	cp $DAY.seal ../kept
	echo nonsense >$DAY.seal
	run --separate-stderr hall-audit -q verify $DAY
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal:1: not a line of a seal in its place" ]
	: >$DAY.seal
	run --separate-stderr hall-audit -q verify $DAY
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal: not a seal" ]
	sed '/^$/,$d' ../kept >$DAY.seal
	run --separate-stderr hall-audit -q verify $DAY
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal: is not signed" ]
	rm $DAY.seal
	run --separate-stderr hall-audit -q verify $DAY
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal: is missing: $DAY.bgz is not sealed" ]
}

@test "a changed configuration, carry, part or statement" {
	config=$(echo config/*.yaml)
	for file in "$config" $NEXT/carry.in $DAY.part $DAY/files/wechat.csv; do
		cp "$file" ../kept
		printf 'X' | dd of="$file" bs=1 count=1 conv=notrunc status=none
		run --separate-stderr hall-audit -q verify $DAY
		[ "$status" -eq 3 ]
		[ "$stderr" = "hall-audit: $file: was changed: its SHA-256 is not the one that was sealed" ]
		echo >>"$file"
		run --separate-stderr hall-audit -q verify $DAY
		[ "$status" -eq 3 ]
		[[ "$stderr" == "hall-audit: $file: was changed: its size is "*" and was "* ]]
		rm "$file"
		run --separate-stderr hall-audit -q verify $DAY
		[ "$status" -eq 3 ]
		[ "$stderr" = "hall-audit: $file: is missing, and was sealed" ]
		cp ../kept "$file"
	done
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
}

@test "files that came after the seal" {
	echo late >$DAY/files/late.csv
	echo more >$DAY/carry.in
	verify_says 3 "$DAY/carry.in: was not sealed" \
	    "$DAY/files/late.csv: was not sealed"
}

@test "a carry that does not follow from its day, though it was sealed so" {
	# Who seals unsigned can seal anything: only the facts tell.
	rm -r ../book/* && cd ..
	rm -r book .config
	new_book
	rm -r keys
	echo "audit: {sign: no}" >>hall.yaml
	fill_day
	evening hall-audit -q close >/dev/null
	sed -i 's/,issue,/,receive,/' $NEXT/carry.in
	digest=$(sha256sum <$NEXT/carry.in | head -c 64)
	sed -i "s/^carry-out [0-9]* [0-9a-f]*/carry-out $(wc -c <$NEXT/carry.in) $digest/" $DAY.seal
	{
		printf 'H01\n1\n'
		{ printf '\0'; cat $DAY.seal; } | openssl dgst -sha256 -binary | base64
	} >checkpoint
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
	line=$(grep -n -m 1 ',receive,' $NEXT/carry.in | cut -d: -f1)
	run --separate-stderr hall-audit -q verify --carry
	[ "$status" -eq 3 ]
	[[ "$stderr" == "hall-audit: $NEXT/carry.in:"*": is not what follows from the facts of $DAY" ]]
}

@test "a book that was sealed anew with another key" {
	mv "$HOME/.config/hall/H01.key" ../real.key
	rm keys/H01.pub
	sed -i 's/Li Qiang/Lee/' hall.yaml
	mkdir ../forged && cp hall.yaml ../forged && cd ../forged
	evening hall-audit -q open
	evening hall-audit -q key new H01
	WHEN="2026-11-01 19:00:00" evening hall-audit -q close >/dev/null
	WHEN="2026-11-01 19:00:00" evening hall-audit -q close >/dev/null
	WHEN="2026-11-01 19:00:00" evening hall-audit -q close >/dev/null
	run --separate-stderr hall-audit -q verify
	expect 0 "" ""
	TRUSTED=../trusted verify_says 3 \
	    "../trusted: is signed by no key in keys/ that seals"
}

@test "another key after the trusted checkpoint is told" {
	echo "audit: {key: H01-new}" >>hall.yaml
	WHEN="2026-11-02 18:30:00" evening hall-audit -q key new H01-new
	WHEN="2026-11-02 18:30:00" evening hall-audit -q close >/dev/null
	run --separate-stderr hall-audit verify --trusted ../trusted
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"another key seals since the trusted checkpoint: H01-new+"* ]]
	[[ "$stderr" == *"complete up to 2026-11-01"* ]]
}

@test "a key of a person seals nothing" {
	WHEN="2026-11-02 18:30:00" evening hall-audit -q key new S09
	rm keys/H01.pub
	run --separate-stderr hall-audit -q verify $DAY
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY.seal: is signed by no key in keys/ that seals" ]
}

@test "a checkpoint that is gone, changed, older or foreign" {
	cp checkpoint ../kept
	rm checkpoint
	verify_says 3 "checkpoint: is missing; sealed days: 3"
	sed 's/^3$/2/' ../kept >checkpoint
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = "hall-audit: checkpoint: the signature of H01 does not fit: the text was changed" ]
	echo nothing >checkpoint
	verify_says 3 "checkpoint: not a checkpoint"
	cp ../kept checkpoint
	TRUSTED=/nonexistent verify_says 4 "/nonexistent: No such file or directory"
}

@test "a day is not closed upon a log that was changed" {
	cp -a . ../kept
	sed -i 's/^money payment .*/money payment 1.00/' $DAY.seal
	WHEN="2026-11-02 18:30:00" run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 1 ]
	[ "${stderr_lines[0]}" = "hall-audit: earlier days do not agree with the checkpoint; next: hall-audit verify" ]
	WHEN="2026-11-02 18:30:00" run --separate-stderr evening hall-audit -q close \
	    --force --reason "the auditor knows"
	[ "$status" -eq 0 ]
	TRUSTED=../trusted run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
}

@test "a checkpoint that nobody signed is no ground for the next" {
	sed -i 's/^— H01 .*/— H01 AAAA/' checkpoint
	WHEN="2026-11-02 18:30:00" run --separate-stderr evening hall-audit -q close
	[ "$status" -eq 1 ]
	[ "${stderr_lines[0]}" = "hall-audit: earlier days do not agree with the checkpoint; next: hall-audit verify" ]
	verify_says 3 "checkpoint: is signed by no key in keys/ that seals"
}

@test "a journal of the open day that is gone is not begun anew" {
	WHEN="2026-11-02 10:00:00" evening hall-audit -q key new S09
	WHEN="2026-11-02 10:00:00" evening hall-audit -q sign $NEXT >/dev/null
	rm 2026-11-02/journal.csv
	local gone="2026-11-02/journal.csv is missing, and facts were recorded in it: put it back from a copy, or remove 2026-11-02/journal.lock to begin the day anew"
	for verb in open close; do
		WHEN="2026-11-02 10:00:00" run --separate-stderr evening hall-audit $verb
		expect 3 "" "hall-audit: $gone"
	done
	verify_says 3 "$gone"
	rm 2026-11-02/journal.lock
	WHEN="2026-11-02 10:00:00" run --separate-stderr evening hall-audit open
	expect 0 "" "hall-audit: 2026-11-02 is open"
}

@test "a journal of the open day that was emptied" {
	local empty="2026-11-02/journal.csv: is empty, though every day but the first begins with a fact: put back what was there"
	: >2026-11-02/journal.csv
	verify_says 3 "$empty"
	WHEN="2026-11-02 18:30:00"
	run --separate-stderr evening hall-audit close --check
	expect 1 "$empty; next: hall-audit verify" ""
	run --separate-stderr evening hall-audit close
	expect 3 "" "hall-audit: $empty"
}

@test "a day is not closed without what was handed over to it" {
	local changed
	changed="2026-11-02/carry.in: is not what 2026-11-01 handed over"
	cp 2026-11-02/carry.in ..
	echo >>2026-11-02/carry.in
	WHEN="2026-11-02 18:30:00"
	run --separate-stderr evening hall-audit close --check
	expect 1 "$changed; next: hall-audit verify" ""
	run --separate-stderr evening hall-audit close
	[ "$status" -eq 1 ]
	[[ $stderr == "hall-audit: $changed; next: "* ]]
	rm 2026-11-02/carry.in
	run --separate-stderr evening hall-audit close
	[ "$status" -eq 1 ]
	[[ $stderr == "hall-audit: 2026-11-02/carry.in: No such file"* ]]
	mv ../carry.in 2026-11-02
	evening hall-audit -q close >/dev/null
}

@test "what goes on from a seal that cannot be read is not accused" {
	: >2026-11-01.seal
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ $stderr == *"2026-11-01.seal: not a seal"* ]]
	[[ $stderr == *"2026-11-02: is not checked: it goes on from a seal that cannot be read: 2026-11-01.seal: not a seal"* ]]
	[[ $stderr != *journal.csv* ]]
}

@test "an edited journal of the open day" {
	WHEN="2026-11-02 10:00:00" evening hall-audit -q key new S09
	WHEN="2026-11-02 10:00:00" evening hall-audit -q sign $NEXT >/dev/null
	hall-audit -q verify
	cp 2026-11-02/journal.csv ../kept
	sed -i 's/,monitor,/,manager,/' 2026-11-02/journal.csv
	verify_says 3 \
	    "2026-11-02/journal.csv:4: the signature of S09 does not fit" \
	    "2026-11-02/journal.csv:4: the chain does not agree: this line or its heading was changed"
	head -n 1 ../kept >2026-11-02/journal.csv
	sed -n 3,4p ../kept >>2026-11-02/journal.csv
	run --separate-stderr hall-audit -q verify
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"2026-11-02/journal.csv:3: seq 2 stands where 1 belongs"* ]]
}

@test "a person's word on a seal that is another now" {
	WHEN="2026-11-02 10:00:00" evening hall-audit -q key new S09
	WHEN="2026-11-02 10:00:00" evening hall-audit -q sign $NEXT >/dev/null
	echo >>$NEXT.seal
	run --separate-stderr hall-audit -q verify 2026-11-02
	[ "$status" -eq 3 ]
	[[ "$stderr" == *"2026-11-02/journal.csv:4: S09 signed another $NEXT.seal than that which is here"* ]]
	rm keys/S09.pub
	run --separate-stderr hall-audit -q verify 2026-11-02
	[[ "$stderr" == *"2026-11-02/journal.csv:4: is signed by no key of S09 in keys/"* ]]
}

@test "the id of a key is that of signed notes" {
	printf '%s\n\001' H01 >id
	openssl pkey -pubin -in keys/H01.pub -outform DER | tail -c 32 >>id
	[[ "$(sed -n 's/^key //p' $DAY.seal)" == "H01+$(sha256sum <id | head -c 8)+"* ]]
}

@test "a seal and the checkpoint are checked with openssl alone" {
	for note in $DAY.seal checkpoint; do
		sed '/^$/,$d' $note >text
		sed -n 's/^[^ ]* H01 //p' $note | tail -n 1 | base64 -d |
		    tail -c 64 >signature
		openssl pkeyutl -verify -pubin -inkey keys/H01.pub -rawin \
		    -in text -sigfile signature
		echo >>text
		run openssl pkeyutl -verify -pubin -inkey keys/H01.pub -rawin \
		    -in text -sigfile signature
		[ "$status" -ne 0 ]
	done
}

@test "the root of a day is that of RFC 6962" {
	# Two lines and one: the tree of three leaves, by sha256sum alone.
	[ "$(sed -n 's/^lines //p' $NEXT.seal)" -eq 3 ]
	zcat $NEXT.bgz >journal
	leaf() { { printf '\0'; sed -n "$1p" journal | tr -d '\n'; } | openssl dgst -sha256 -binary; }
	leaf 1 >a; leaf 2 >b; leaf 3 >c
	{ printf '\001'; cat a b; } | openssl dgst -sha256 -binary >ab
	root=$({ printf '\001'; cat ab c; } | sha256sum | head -c 64)
	[ "$(sed -n 's/^root //p' $NEXT.seal)" = "$root" ]
}

@test "verify speaks Chinese too" {
	echo late >$DAY/files/late.csv
	run --separate-stderr hall-audit --lang zh verify $DAY
	[ "$status" -eq 3 ]
	[[ "${lines[0]}" == "$DAY  有改动 "*" 条记录  根 "* ]]
	[ "${stderr_lines[0]}" = "hall-audit: $DAY/files/late.csv：未曾封存" ]
}
