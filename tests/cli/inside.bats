# A book is read inside its directory: what a link, a record or its
# configuration names elsewhere stays unread.

load helper
load audit

test_setup() {
	closed_book
	cd "$BATS_TEST_TMPDIR" || return
	WHEN="2026-11-02 18:30:00"
	echo 'SECRET: {not: yours}' >outside
}

# asked LINK…: what each kind of reader says of the book, statuses in front.
asked() {
	local question
	for question in 'hall-audit verify --carry' 'hall-audit close --check' \
	    'hall-audit log x' 'hall-report status' \
	    "hall-report daily --on $DAY" "hall-reconcile --on $DAY" \
	    "hall-pay --day $DAY --only"; do
		# shellcheck disable=SC2086 # words of a command
		evening $question -C book 2>&1 </dev/null || echo "status $?"
	done
}

# replaced FILE: a link to what is outside stands in its place.
replaced() {
	mv "book/$1" kept
	ln -s "$BATS_TEST_TMPDIR/outside" "book/$1"
}

restored() {
	[ -L "book/$1" ]
	rm "book/$1"
	mv kept "book/$1"
}

@test "no file of a book is read through a symbolic link" {
	local file said
	touch book/$DAY.recon book/$DAY.open
	for file in hall.yaml checkpoint keys/H01.pub $DAY.bgz $DAY.seal \
	    $DAY.part $DAY.recon $DAY.open $DAY/files/wechat.csv \
	    $NEXT/carry.in 2026-11-02/journal.csv 2026-11-02/carry.in \
	    config/*.yaml; do
		[ -f "book/$file" ] || file=$(cd book && echo config/*.yaml)
		replaced "$file"
		said=$(asked)
		# What was not reconciled is not there, link or not.
		if [[ $said == *SECRET* ]] || [[ $file != *.open &&
			! $said =~ "symbolic link"|"neither a file nor" ]]; then
			echo "$file:"
			echo "$said"
			return 1
		fi
		restored "$file"
	done
	[ "$(cat outside)" = 'SECRET: {not: yours}' ]
}

@test "a day whose directory is a link is none" {
	mv book/2026-11-02 elsewhere
	ln -s ../elsewhere book/2026-11-02
	run --separate-stderr evening hall-audit verify -C book
	[ "$status" -ge 3 ]
	[[ $stderr == *"a symbolic link inside a book is not followed"* ]]
	run --separate-stderr evening hall-audit close -C book
	[ "$status" -eq 4 ]
	[[ $stderr == *"a symbolic link inside a book is not followed"* ]]
}

@test "an include stays in the book, unless -c names the configuration" {
	local name
	for name in ../outside "$PWD/outside" sub/../../outside ..; do
		mkdir -p book/sub
		printf 'include: "%s"\nhall: {id: H01}\n' "$name" >book/hall.yaml
		run --separate-stderr hall-audit verify -C book
		expect 2 '' "hall-audit: book/hall.yaml:1: include: '$name' leads out of the book; a configuration that is named with -c may do that"
	done
	ln -s "$PWD/outside" book/linked.yaml
	echo 'include: linked.yaml' >book/hall.yaml
	run --separate-stderr hall-audit verify -C book
	expect 2 '' 'hall-audit: book/hall.yaml:1: include: book/linked.yaml: a symbolic link inside a book is not followed'
	printf 'include: outside.yaml\nhall: {id: H01}\n' >c.yaml
	echo 'language: zh' >outside.yaml
	run --separate-stderr evening hall-audit -q verify -C book -c c.yaml
	[ "$status" -eq 0 ]
	echo 'include: [sub/../rules/a.yaml]' >book/hall.yaml
	mkdir book/rules
	echo 'include: ./../b.yaml' >book/rules/a.yaml
	echo 'langage: zh' >book/b.yaml
	run --separate-stderr hall-audit verify -C book
	expect 2 '' "hall-audit: book/b.yaml:1: unknown key 'langage' (did you mean 'language'?)"
}

@test "a pipe or a device in a book is told, and never waited for" {
	local file
	for file in 2026-11-02/journal.csv 2026-11-02/carry.in $DAY.bgz; do
		mv book/$file kept
		mkfifo book/$file
		run --separate-stderr evening hall-audit verify -C book
		[ "$status" -eq 4 ]
		[[ $stderr == *"hall-audit: book/$file: is a device, a pipe or a socket, which no book holds"* ||
			$stderr == *"hall-audit: $file: is a device, a pipe or a socket, which no book holds"* ]]
		mv kept book/$file
	done
	mkfifo book/pipe
	echo 'include: pipe' >>book/hall.yaml
	run --separate-stderr evening hall-audit log x -C book
	expect 2 '' "hall-audit: book/hall.yaml:9: include: book/pipe: is a device, a pipe or a socket, and no file"
}

@test "a name in a record leads to no file outside" {
	local name
	cd book
	for name in ../../outside /etc/passwd .. . files/../../../outside; do
		cat >in.csv <<-END
			#file,id,time,hall,staff,source,name,from,to,sha256,bytes,rows,format
			file,F1,2026-11-02T09:00:00+08:00,H01,S09,wechat,$name,2026-11-01,2026-11-01,$(printf %064d 0),1,1,wechat
		END
		run --separate-stderr evening hall-reconcile --on 2026-11-01 in.csv
		[[ $output$stderr != *SECRET* && $output$stderr != *root:* ]]
	done
	run --separate-stderr evening hall-audit prove ../../outside
	[ "$status" -ge 2 ]
	[[ $output$stderr != *SECRET* ]]
}

@test "what is printed takes the place of no file of a book" {
	local file before
	WHEN="2026-11-02 18:30:00"
	before=$(cd book && fingerprint)
	ln -s book/checkpoint link
	for file in book/2026-11-02/journal.csv ./book/../book/checkpoint link \
	    book/hall.yaml book/$DAY.bgz book/$DAY.part book/$DAY.recon \
	    book/$DAY.open book/keys/H01.pub \
	    book/$DAY/files/wechat.csv book/2026-11-02/carry.in \
	    book/2026-11-03/journal.csv book/config/x \
	    book/2026-11-04 book/2026-11-03/files book/keys book/config; do
		mkdir -p book/2026-11-03
		run --separate-stderr evening hall-audit log x -C book -o $file
		expect 2 '' "hall-audit: $file: is a file of a book, and what is printed would take its place: name another"
		run --separate-stderr hall-pay -o $file book/$DAY.bgz
		[ "$status" -eq 2 ]
		run --separate-stderr evening hall-reconcile -C book --on $DAY \
		    --carry $file
		[ "$status" -eq 2 ]
	done
	[ "$before" = "$(cd book && fingerprint)" ]
	(cd book/2026-11-02 && run ! hall-pay -o journal.csv journal.csv)
	# Elsewhere a name is only a name, and so is another in a book.
	hall-pay -o checkpoint book/$DAY.bgz
	hall-pay -o book/2026-11-02/pay.csv book/$DAY.bgz
	cmp checkpoint book/2026-11-02/pay.csv
	# Above it there may be less than a book has levels.
	file=$(mktemp /tmp/hall-test-XXXXXX)
	hall-pay -o "$file" book/$DAY.bgz
	cmp checkpoint "$file"
	rm "$file"
}

# Between a look at a name and its opening it may become a link.
@test "what stands in a book is opened beneath it, and not by a path" {
	local question
	export LD_PRELOAD=$B/tests/clock.so:$B/tests/opens.so
	export OPENS=$PWD/opens TEST_CLOCK="2026-11-02 18:30:00"
	hall-audit -q key new S09 -C book
	for question in 'hall-audit close --force --reason x' \
	    'hall-audit verify --carry' 'hall-audit close --check' \
	    'hall-audit sign L20261102-0001' \
	    'hall-audit log x' "hall-pay --day $DAY --only" \
	    'hall-report daily --on 2026-11-02' 'hall-report status' \
	    'hall-report figures --kind payment -j 2 --on 2026-11-02' \
	    'hall-reconcile --day 2026-11-02 --save' \
	    'hall-reconcile explain K1' 'hall-ticket board --once'; do
		# shellcheck disable=SC2086 # words of a command
		$question -C book >/dev/null 2>&1 </dev/null || :
	done
	unset LD_PRELOAD
	[ -e book/2026-11-02.seal ]
	grep -qx book opens
	differ 'opened by a path' '' "$(grep '^book/' opens | sort | uniq -c)"
}
