#!/bin/sh
# picture.sh [FILE] - the picture of the README (examples/report.png): the
# report that scripts/demo.sh ends with, as Chromium shows it.
set -eu
cd "$(dirname "$0")/.."
to=${1:-examples/report.png}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
page=$(TMPDIR=$work LC_ALL=C sh scripts/demo.sh |
    sed -n 's/^== The report to look at: //p')
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
    --window-size=1100,1480 --screenshot="$to" "$page" 2>/dev/null
