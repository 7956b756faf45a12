# kinds.awk - make C from lib/record/kinds.tab.
#
#   awk -v part=h -f kinds.awk kinds.tab   enums: KIND_PAYMENT, PAYMENT_AMOUNT
#   awk -v part=c -f kinds.awk kinds.tab   the table kinds[]

BEGIN {
	FS = "\t"
	tail = "day,shift,seq,entered,login,key,chain"
	print "/* Made from lib/record/kinds.tab by scripts/kinds.awk. */"
	if (part == "c")
		print "#include \"record/kinds.h\"\n"
	else
		print "#ifndef RECORD_KINDS_GEN_H\n#define RECORD_KINDS_GEN_H\n"
}

/^#/ || NF < 3 { next }

{
	kind[++kinds] = $1
	sort[kinds] = $2
	columns[kinds] = $2 == "fact" ? $3 "," tail : $3
	own[kinds] = split($3, dummy, ",")
	events[kinds] = $4
}

function upper(name) {
	name = toupper(name)
	gsub(/-/, "_", name)
	return name
}

function header(  i, j, n, column) {
	print "enum kind {\n\tKIND_OTHER,"
	for (i = 1; i <= kinds; i++)
		print "\tKIND_" upper(kind[i]) ","
	print "\tKIND_COUNT\n};\n"
	for (i = 1; i <= kinds; i++) {
		n = split(columns[i], column, ",")
		print "enum " kind[i] "_column {"
		for (j = 1; j <= n; j++)
			print "\t" upper(kind[i]) "_" upper(column[j]) ","
		print "\t" upper(kind[i]) "_COLUMNS\n};\n"
	}
	print "#endif"
}

function table(  i, j, n, column, event) {
	for (i = 1; i <= kinds; i++) {
		n = split(columns[i], column, ",")
		printf "static const char *const %s_columns[] = {", kind[i]
		for (j = 1; j <= n; j++)
			printf "\"%s\", ", column[j]
		print "0};"
		n = split(events[i], event, " ")
		printf "static const char *const %s_events[] = {", kind[i]
		for (j = 1; j <= n; j++)
			printf "\"%s\", ", event[j]
		print "0};"
	}
	print "\nconst struct kind_info kinds[KIND_COUNT] = {"
	print "\t[KIND_OTHER] = {\"\", KIND_SORT_OTHER, 0, 0, 0, 0, 0},"
	for (i = 1; i <= kinds; i++) {
		n = split(columns[i], column, ",")
		printf "\t[KIND_%s] = {\"%s\", KIND_SORT_%s, %s_columns, %d, %d, \"%s\", %s_events},\n", upper(kind[i]), kind[i], upper(sort[i]), kind[i], n, own[i], columns[i], kind[i]
	}
	print "};"
}

END {
	if (part == "c")
		table()
	else
		header()
}
