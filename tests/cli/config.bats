# hall.yaml: what is wrong in it stops every tool with its file and line.

load helper

# The tool that is here to read the configuration; any would do.
reads() {
	run --separate-stderr hall-report figures --kind payment --by method \
	    --measure count "$@" </dev/null
}

# A directory that is no book: only -c names what is in it.
test_setup() {
	mkdir c
}

# refused MESSAGE: what stands on stdin is refused with it.
refused() {
	cat >c/hall.yaml
	reads -c c/hall.yaml
	expect 2 '' "hall-report: $1"
}

@test "an unknown key is told with file, line and a suggestion" {
	refused "c/hall.yaml:2: unknown key 'staf' (did you mean 'staff'?)" <<-'END'
		language: en
		staf: {}
	END
}

@test "a wrong type is told with its path" {
	refused 'c/hall.yaml:1: hall: a map is expected, not a text' <<-'END'
		hall: H01
	END
	refused "c/hall.yaml:3: staff.S01.from: '2026-02-30' is not a date (2026-11-02)" <<-'END'
		roles: {clerk: {can: [take]}}
		staff:
		  S01: {name: A, role: clerk, from: 2026-02-30}
	END
}

@test "a reference to nothing is told" {
	refused "c/hall.yaml:2: staff.S01.role: 'clrk' is not among roles (did you mean 'clerk'?)" <<-'END'
		roles: {clerk: {can: [take]}}
		staff: {S01: {name: A, role: clrk}}
	END
}

@test "a number that cannot be is told with its bounds" {
	refused "c/hall.yaml:2: digits: '-1' is no number from 1 to 18" <<-'END'
		hall: {id: H01}
		receipts: {digits: -1}
	END
}

@test "a tab is refused in plain words" {
	printf 'hall:\n\tid: H01\n' |
	    refused 'c/hall.yaml:2: a tab: indent with blanks; in a text write "\t"'
}

@test "anchors, aliases, tags and second documents are refused" {
	refused 'c/hall.yaml:1: anchors (&name) are not taken' <<<'hall: &h {id: H01}'
	refused 'c/hall.yaml:1: aliases (*name) are not taken' <<<'hall: *h'
	refused 'c/hall.yaml:1: tags (!name) are not taken' <<<'hall: !!map {id: H01}'
	printf 'language: en\n---\nlanguage: zh\n' |
	    refused 'c/hall.yaml:2: a second document; one file holds one'
}

@test "a key that stands twice is refused" {
	refused "c/hall.yaml:3: 'language' is said twice; the first is in c/hall.yaml:1" <<-'END'
		language: en
		hall: {id: H01}
		language: zh
	END
}

@test "what is not YAML is told with its line" {
	refused "c/hall.yaml:3: this is not YAML: did not find expected ',' or ']'" <<-'END'
		language: en
		acting: [{staff: S01}
	END
}

@test "a file that includes itself is refused" {
	echo 'include: hall.yaml' >c/part.yaml
	refused 'c/part.yaml:1: include: c/hall.yaml includes itself' <<<'include: part.yaml'
}

@test "a file that is not there is told, in the book and outside" {
	refused 'c/hall.yaml:1: include: c/nosuch.yaml: No such file or directory' \
	    <<<'include: nosuch.yaml'
	reads -c nosuch.yaml
	expect 2 '' 'hall-report: nosuch.yaml: No such file or directory'
}

# repeated COUNT TEXT: so many times, without a line end.
repeated() { yes -- "$2" | head -n "$1" | tr -d '\n'; }

# bounded MESSAGE: what stands on stdin is refused, with that beginning, by a
# process that is soon done.
bounded() {
	cat >c/hall.yaml
	run --separate-stderr timeout 30 hall-report figures --kind payment \
	    --by method --measure count -c c/hall.yaml </dev/null
	[ "$status" -eq 2 ]
	[[ $stderr == "hall-report: $1"* ]] || { echo "$stderr"; return 1; }
	[ "${#stderr}" -lt 2000 ]
}

@test "hostile YAML of any shape is refused, and soon" {
	bounded 'c/hall.yaml:1: more than 32 levels' < <(printf 'a: '; repeated 300000 '[')
	bounded 'c/hall.yaml:1: a key must be a text' < <(repeated 300000 '{')
	bounded 'c/hall.yaml:1: a map is expected' < <(repeated 300000 '- ')
	bounded 'c/hall.yaml:1: a key must be a text' < <(repeated 300000 '? ')
	bounded "c/hall.yaml:1: language: 'xxx" < <(printf 'language: '; repeated 300000 x)
	bounded 'c/hall.yaml:1: a map is expected' < <(repeated 300000 x; echo ': 1')
	bounded 'c/hall.yaml:1: more than 1000000 values' < <(printf 'staff: ['; repeated 1000100 1,)
	bounded 'c/hall.yaml: longer than 16777216 bytes' < <(repeated 1200000 xxxxxxxxxxxxxxx)
	bounded 'c/hall.yaml:2: byte 0xff is not UTF-8: save the file as UTF-8' < <(printf 'language: en\nzone: \xff\n')
	bounded 'c/hall.yaml:1: this is not YAML: control characters' < <(printf 'language: e\0n\n')
}

@test "what is no file is refused as hall.yaml and as an include" {
	mkdir -p b/sub
	mkfifo b/pipe
	local name
	for name in sub pipe nosuch; do
		echo "include: $name" >b/hall.yaml
		run --separate-stderr timeout 10 hall-audit verify -C b
		[ "$status" -eq 2 ]
		[[ $stderr == "hall-audit: b/hall.yaml:1: include: b/$name: "* ]]
	done
	rm b/hall.yaml
	mkfifo b/hall.yaml
	run --separate-stderr timeout 10 hall-audit verify -C b
	expect 2 '' 'hall-audit: b: no book: it is no directory with a hall.yaml'
	reads -c /dev/zero
	[ "$status" -eq 2 ]
}

@test "includes that multiply come to an end" {
	local n
	repeated 500000 '# comment ' >c/hall.yaml
	for n in 1 2 3 4 5 6 7 8 9; do
		printf 'a: {include: %s}\nb: {include: %s}\n' $((n + 1)).yaml \
		    $((n + 1)).yaml >c/$n.yaml
	done
	echo >c/10.yaml
	refused 'c/9.yaml:1: include: more than 1000 files' <<<'include: 1.yaml'
	repeated 800000 '# comment ' >c/8.yaml
	bounded 'c/7.yaml:' <<<'include: 1.yaml'
	[[ $stderr == *': include: more than 67108864 bytes in all' ]]
}

@test "the book found from a directory within is checked too" {
	mkdir -p book/2026-11-02
	echo 'langage: zh' >book/hall.yaml
	reads -C book
	expect 2 '' "hall-report: book/hall.yaml:1: unknown key 'langage' (did you mean 'language'?)"
	cd book/2026-11-02
	reads
	[ "$status" -eq 2 ]
	[[ $stderr == *"hall.yaml:1: unknown key 'langage'"* ]]
}

@test "messages speak the language of the configuration, unless --lang says" {
	echo 'language: zh' >c/hall.yaml
	reads -c c/hall.yaml nosuch.csv
	[ "$status" -ne 0 ]
	[ "$stderr" = 'hall-report: nosuch.csv: 没有那个文件或目录' ]
	reads -c c/hall.yaml --lang en nosuch.csv
	[ "$stderr" = 'hall-report: nosuch.csv: No such file or directory' ]
}

@test "a configuration may come through a pipe" {
	reads -c <(echo 'language: en')
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "the examples of hall.yaml(5) are accepted" {
	cp "$B/share/hall/calendar_cn.yaml" c
	sed -n '/^\.\\" checked/,/^\.Ed/{/^\./!p;}' "$TOP/man/hall.yaml.5" >c/hall.yaml
	[ "$(grep -c '^[a-z]' c/hall.yaml)" -ge 10 ]
	reads -c c/hall.yaml
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "every key of the core sections stands in hall.yaml(5)" {
	local key
	while read -r key; do
		grep -qE "^\.(Ss|Sh|It Cm) (.* , )?$key( ,.*)?\$" "$TOP/man/hall.yaml.5" ||
		    { echo "no $key"; return 1; }
	done < <(sed -n 's/.*{\.key = "\([^"]*\)".*/\1/p' "$TOP/lib/config/shape_core.c" \
	    "$TOP/lib/config/shape_apply.c" |
	    grep -v '^to$')
}

@test "hall.yaml(5) is clean mdoc" {
	command -v mandoc || skip 'mandoc is not here'
	run mandoc -Tlint -Wwarning "$TOP/man/hall.yaml.5"
	expect 0 ''
}

@test "the Chinese of the configuration is a good catalogue" {
	command -v msgfmt || skip 'msgfmt is not here'
	run msgfmt -c -o /dev/null "$TOP/lib/config/zh.po"
	expect 0 ''
}

@test "the name of every key of hall.yaml is asked for somewhere" {
	cd "$TOP/lib"
	sed -n 's/.*\.key = "\([a-z_]*\)".*/\1/p' config/shape_*.c | sort -u \
	    >"$BATS_TEST_TMPDIR/keys"
	find . -name '*.c' ! -name 'shape_*' -exec cat {} + |
	    grep -oE '"[a-z_.]+"' | tr -d '"' | tr . '\n' | sort -u \
	    >"$BATS_TEST_TMPDIR/asked"
	cd "$BATS_TEST_TMPDIR"
	[ "$(wc -l <keys)" -gt 150 ]
	# These are for the reader; never_with is checked where it is defined.
	comm -23 keys asked |
	    diff <(printf '%s\n' appendix country never_with utility) -
}
