#!/bin/bash
# regenerate.sh [DIRECTORY]: print the report of day.csv in every format and
# both languages into DIRECTORY (here, when none is named).  Read what git
# diff says then: that is a person's work.  B says where the tools are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=$(cd "${1:-$here}" && pwd)
tool=${B:-$here/../../../../build}/bin/hall-report

cd "$here"
for language in en zh; do
	for format in text html csv json records; do
		status=0
		"$tool" daily -q -c hall.yaml --lang "$language" \
		    --format "$format" day.csv >"$to/daily.$language.$format" ||
		    status=$?
		[ "$status" -eq 3 ] # the day has a fault that is not mended
	done
	# The styles are long, and looked at in a browser.
	sed -i '/^<style>$/,/^<\/style>$/d' "$to/daily.$language.html"
done
