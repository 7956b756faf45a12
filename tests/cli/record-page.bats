#!/usr/bin/env bats
# The page lists every kind with exactly its columns.

load helper

# A kind and its columns for each item of the page; notes stand behind .br.
columns_of_page() {
	sed -n '/^\.Sh KINDS/,/^\.Sh SEE/p' "$1" | awk '
		/^\.It Cm / { if (kind) print kind "\t" text
			kind = $3; text = ""; note = 0; next }
		/^\.br/ { note = 1 }
		/^\./ || note { next }
		{ text = text (text == "" ? "" : ",") $0 }
		END { print kind "\t" text }' | tr ' ' ',' | sort
}

@test "hall-record(5) lists each kind with the columns of the table" {
	columns_of_page "$TOP/man/hall-record.5" >page
	awk -F'\t' '!/^#/ && NF > 2 { print $1 "\t" $3 }' \
	    "$TOP/lib/record/kinds.tab" | sort >table
	diff page table
}
