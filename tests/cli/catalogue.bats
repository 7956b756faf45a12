# The table of translations: scripts/catalogue.awk.

load helper

test_setup() {
	script=$TOP/scripts/catalogue.awk
	mkdir a b
}

catalogue() {
	LC_ALL=C awk -f "$script" "$@" /dev/null
}

@test "entries are sorted by their bytes, not by their escapes" {
	cat >a/zh.po <<-'EOF'
		msgid ""
		msgstr "Language: zh_CN\n"

		msgid "a\nb"
		msgstr "1"

		msgid "a b"
		msgstr "2"

		msgid "a\"b"
		msgstr "3"

		msgid "a\\b"
		msgstr "4"

		msgid ""
		"aA"
		"b"
		msgstr ""
		"5"
		"6"
	EOF
	run --separate-stderr catalogue a/zh.po
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "${lines[3]}" = '	{"a\nb", 0, "1"},' ]
	[ "${lines[4]}" = '	{"a b", 0, "2"},' ]
	[ "${lines[5]}" = '	{"a\"b", 0, "3"},' ]
	[ "${lines[6]}" = '	{"aAb", 0, "56"},' ]
	[ "${lines[7]}" = '	{"a\\b", 0, "4"},' ]
	[ "${lines[10]}" = 'const size_t catalogue_count = 5;' ]
}

@test "both languages of a code come together, and fuzzy or empty ones stay out" {
	printf 'msgid "why:x"\nmsgstr "why ??!"\n' >a/en.po
	cat >a/zh.po <<-'EOF'
		#, fuzzy
		msgid "doubtful"
		msgstr "x"

		#, c-format
		msgid "why:x"
		msgstr "怎么"

		msgid "none"
		msgstr ""
		#~ msgid "gone"
		#~ msgstr "x"
	EOF
	run --separate-stderr catalogue a/en.po a/zh.po
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "${lines[3]}" = '	{"why:x", "why ?""?!", "怎么"},' ]
	[ "${lines[6]}" = 'const size_t catalogue_count = 1;' ]
}

@test "the same text may stand twice, but a contradiction is told" {
	printf 'msgid "a"\nmsgstr "1"\n' >a/zh.po
	printf 'msgid "a"\nmsgstr "1"\n' >b/zh.po
	run --separate-stderr catalogue a/zh.po b/zh.po
	[ "$stderr" = "" ]
	printf 'msgid "a"\nmsgstr "2"\n\n' >b/zh.po
	run --separate-stderr catalogue a/zh.po b/zh.po
	[[ "$stderr" = *'"a" is translated otherwise before' ]]
}
