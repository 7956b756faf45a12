# catalogue.awk - make one C table of all .po files.
#
# A file named en.po goes from codes to English, zh.po from English (or
# codes) to Chinese.  Entries with an empty msgstr, fuzzy ones and the header
# are left out.  The table is sorted by msgid as strcmp sees it, that is,
# after the compiler has read the escapes, for a binary search.  The same
# msgid may stand in several files; a translation that differs is told.

BEGIN {
	print "/* Made from the .po files by scripts/catalogue.awk. */"
	print "#include \"base/catalogue.h\"\n"
}

FNR == 1 { flush(); language = FILENAME ~ /en\.po$/ ? "en" : "zh" }
/^#,.*fuzzy/ { flush(); fuzzy = 1 }
/^#/ { next }
/^msgid / { if (part == "str") flush(); part = "id"; sub(/^msgid /, "") }
/^msgstr / { part = "str"; sub(/^msgstr /, "") }
/^msg/ { complain("only msgid and msgstr are known here"); part = "" }
/^"/ {
	text = substr($0, 2, length($0) - 2)
	if (part == "id")
		id = id text
	else if (part == "str")
		str = str text
}

function complain(text) {
	print FILENAME ":" FNR ": " text | "cat 1>&2"
}

function flush() {
	if (id != "" && str != "" && !fuzzy) {
		if ((language, id) in translation && translation[language, id] != str)
			complain("\"" id "\" is translated otherwise before")
		seen[id] = 1
		translation[language, id] = str
	}
	id = ""
	str = ""
	part = ""
	fuzzy = 0
}

# The bytes that a compiler makes of the text.
function plain(text,  i, c, out) {
	if (!index(text, "\\"))
		return text
	out = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\\") {
			c = substr(text, ++i, 1)
			c = c == "n" ? "\n" : c == "t" ? "\t" : c
		}
		out = out c
	}
	return out
}

# As a C string; "??" must not begin a trigraph.
function quoted(text) {
	gsub(/\?\?/, "?\"\"?", text)
	return "\"" text "\""
}

function translated(language, id) {
	return (language, id) in translation ? quoted(translation[language, id]) : "0"
}

function swap(i, j,  t) {
	t = key[i]; key[i] = key[j]; key[j] = t
}

# A heap sort, for awk has none that is everywhere.
function sift(start, end,  child) {
	while ((child = 2 * start) <= end) {
		if (child < end && key[child] < key[child + 1])
			child++
		if (key[start] >= key[child])
			return
		swap(start, child)
		start = child
	}
}

END {
	flush()
	n = 0
	for (k in seen) {
		key[++n] = plain(k) ""
		id_of[key[n]] = k
	}
	for (i = int(n / 2); i >= 1; i--)
		sift(i, n)
	for (i = n; i > 1; i--) {
		swap(1, i)
		sift(1, i - 1)
	}
	print "const struct catalogue_entry catalogue[] = {"
	for (i = 1; i <= n; i++) {
		k = id_of[key[i]]
		printf "\t{%s, %s, %s},\n", quoted(k), translated("en", k), translated("zh", k)
	}
	print "\t{0, 0, 0},\n};"
	printf "const size_t catalogue_count = %d;\n", n
}
