# catalogue.awk - make one C table of all .po files.
#
# A file named en.po goes from codes to English, zh.po from English (or
# codes) to Chinese.  Entries with an empty msgstr and the header are left
# out.  The table is sorted by msgid, for a binary search.

BEGIN {
	print "/* Made from the .po files by scripts/catalogue.awk. */"
	print "#include \"base/catalogue.h\"\n"
}

FNR == 1 { flush(); language = FILENAME ~ /en\.po$/ ? "en" : "zh" }
/^#/ { next }
/^msgid / { flush(); part = "id"; sub(/^msgid /, "") }
/^msgstr / { part = "str"; sub(/^msgstr /, "") }
/^"/ {
	text = substr($0, 2, length($0) - 2)
	if (part == "id")
		id = id text
	else
		str = str text
}

function flush() {
	if (id != "" && str != "") {
		seen[id] = 1
		translation[language, id] = str
	}
	id = ""
	str = ""
	part = ""
}

# A heap sort, for awk has none that is everywhere.
function sift(start, end,  child, t) {
	while ((child = 2 * start) <= end) {
		if (child < end && key[child] < key[child + 1])
			child++
		if (key[start] >= key[child])
			return
		t = key[start]; key[start] = key[child]; key[child] = t
		start = child
	}
}

END {
	flush()
	n = 0
	for (k in seen)
		key[++n] = k
	for (i = int(n / 2); i >= 1; i--)
		sift(i, n)
	for (i = n; i > 1; i--) {
		t = key[1]; key[1] = key[i]; key[i] = t
		sift(1, i - 1)
	}
	print "const struct catalogue_entry catalogue[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{\"%s\", %s, %s},\n", key[i], quoted("en", key[i]), quoted("zh", key[i])
	print "\t{0, 0, 0},\n};"
	printf "const size_t catalogue_count = %d;\n", n
}

function quoted(language, id) {
	return (language, id) in translation ? "\"" translation[language, id] "\"" : "0"
}
