# steps.awk - the EXAMPLES of a man page as steps, one a line, fields by tabs:
#
#	run COMMAND | at TIME | do NUMBER COMMAND
#
# and for each `do` the output that the page shows, in the file out.NUMBER.

/^\.Sh / { examples = /^\.Sh EXAMPLES/ }
!examples { next }
/^\.\\" run: / { sub(/^\.\\" run: /, ""); print "run\t" $0; next }
/^\.\\" at: / { sub(/^\.\\" at: /, ""); print "at\t" $0; next }
/^\.\\" skip/ { skip = 1; next }
/^\.Bd -literal/ { block = !skip; skip = 0; next }
/^\.Ed/ { block = 0; next }
!block { next }
{
	gsub(/\\e/, "\\")
	sub(/^\\&/, "")
	gsub(/\\\(dq/, "\"")
	gsub(/\\-/, "-")
}
more { command = command "\n" $0; more = /[\\|]$/; if (!more) step(); next }
/^\$ / { command = substr($0, 3); more = /[\\|]$/; if (!more) step(); next }
{ print >>("out." number) }

function step(  text) {
	number++
	printf "" >("out." number)
	close("out." number)
	text = command
	gsub(/\\?\n/, " ", text)
	print "do\t" number "\t" text
}
