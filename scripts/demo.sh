#!/bin/sh
# demo.sh - a power hall's evening and its next morning.
#
# Builds the tools, copies examples/riverside to a scratch book, lets three
# days pass, then shows how 2026-11-02 closes, is reconciled and reported.
# The clock that the tests have turns the book's; nothing outside is touched.
set -eu
cd "$(dirname "$0")/.."
top=$PWD
example=$top/examples/riverside
build=${B:-$top/build}
sh scripts/deps.sh build
make -s -j "$(nproc)" B="$build" all clock

book=$(mktemp -d "${TMPDIR:-/tmp}/riverside.XXXXXX")
cp "$example"/*.yaml "$example"/*.sh "$book"
mkdir "$book/inbox"
# Whoever runs this is the hall's operator; the private key stays outside.
sed -i "s/login: zhulin/login: $(id -un)/" "$book/logins.yaml"
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
zh*) ;;
*) sed -i 's/^language: zh/language: en/' "$book/hall.yaml" ;;
esac
export PATH="$build/bin:$PATH" TZ=CST-8 LC_ALL=C.UTF-8
export HALL_BOOK="$book" XDG_CONFIG_HOME="$book.keys"

# at TIME COMMAND...: as if it were that time.
at() {
	when=$1
	shift
	env LD_PRELOAD="$build/tests/clock.so" TEST_CLOCK="$when:00" "$@"
}

tell() {
	printf '\n== %s\n' "$*"
}

# A command as one would type it, and what it says.
show() {
	when=$1
	shift
	printf '%s $' "$when"
	for word; do
		case $word in
		*[!A-Za-z0-9./_=-]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	echo
	status=0
	at "$when" "$@" || status=$?
}

# The clerks record all day long; here a day's facts come at once.  The
# kiosk's file lies in the inbox in the evening, what channels and bank send
# in the morning.
day_passes() {
	at "$1 17:50" hall-ticket post -q "$example/days/$1/tickets.csv" >/dev/null
	at "$1 17:50" hall-apply post -q "$example/days/$1/cases.csv" >/dev/null
	at "$1 17:50" hall-audit post -q "$example/days/$1/logs.csv" >/dev/null
	at "$1 17:50" hall-pay post -q "$example/days/$1/counter.csv" >/dev/null
	cp "$example/days/$1/kiosk.csv" "$book/inbox/kiosk-$1.csv"
}

night_passes() {
	cp "$example/arrived/$1"/*.csv "$book/inbox"
}

cd "$book"
tell "Three days pass in $book"
at "2026-10-30 08:00" hall-audit key -q new H01
at "2026-10-30 08:00" hall-audit open -q 2026-10-30
before=2026-10-30
for today in 2026-10-31 2026-11-01 2026-11-02; do
	day_passes "$before"
	at "$before 18:00" ./close.sh
	night_passes "$today"
	at "$today 08:10" ./morning.sh
	before=$today
done

tell "The evening of 2026-11-02"
day_passes 2026-11-02
show "2026-11-02 18:00" ./close.sh
show "2026-11-02 18:01" hall-report close -q --on 2026-11-02

tell "The morning of 2026-11-03"
night_passes 2026-11-03
show "2026-11-03 08:10" ./morning.sh
tell "Its report (status $status: something is INCOMPLETE)"
cat reports/2026-11-02.txt

tell "The kiosk wrote an O for a nought; a correction mends it"
line=$(sed -n 's/,36\.5O,/,36.50,/p' taken/kiosk-2026-11-02.csv)
digest=$(zcat 2026-11-02.bgz | grep '^fault,' | cut -d, -f11)
show "2026-11-03 09:00" hall-pay correct "$digest" --replacement "$line" \
    --reason "the slip says 36.50" --approved-by S10
[ "$status" -eq 0 ] || exit "$status"

tell "The report after that; the differences are for people to clear"
show "2026-11-03 09:05" ./morning.sh
hall-report daily -q --on 2026-11-02 --section mended || :

tell "Is the book whole?"
show "2026-11-03 09:10" hall-audit verify --carry
tell "The report to look at: file://$book/reports/2026-11-02.html"
