# riverside.bash - the five days of examples/riverside in a scratch book.
#
# The book stands in $book and is the working directory; whoever runs the
# tests is its operator.  Sourced by tests that walk through the days.

riverside=$TOP/examples/riverside

# riverside_begin DIRECTORY: the book before its first day.
riverside_begin() {
	book=$1
	mkdir -p "$book/inbox"
	cp "$riverside"/*.yaml "$riverside"/*.sh "$book"
	sed -i "s/login: zhulin/login: $(id -un)/" "$book/logins.yaml"
	sed -i 's/^language: zh/language: en/' "$book/hall.yaml"
	export HALL_BOOK=$book XDG_CONFIG_HOME=$book.keys
	cd "$book" || return
	at "2026-10-30 08:00:00" hall-audit key -q new H01
	at "2026-10-30 08:00:00" hall-audit open -q 2026-10-30
}

# What people record in the day, and what the kiosk wrote by the evening.
riverside_day() {
	at "$1 17:50:00" hall-ticket post -q "$riverside/days/$1/tickets.csv" \
	    >posted
	at "$1 17:50:00" hall-apply post -q "$riverside/days/$1/cases.csv" \
	    >posted
	at "$1 17:50:00" hall-audit post -q "$riverside/days/$1/logs.csv" \
	    >posted
	at "$1 17:50:00" hall-pay post -q "$riverside/days/$1/counter.csv" \
	    >posted
	cp "$riverside/days/$1/kiosk.csv" "inbox/kiosk-$1.csv"
}

riverside_evening() { at "$1 18:00:00" ./close.sh -q; }

# The files of the night before arrive; the statuses 1 and 3 are news, not
# failures.
riverside_morning() {
	local status=0
	cp "$riverside/arrived/$1"/*.csv inbox
	at "$1 08:10:00" ./morning.sh || status=$?
	((status == 0 || status == 1 || status == 3))
}

# The first day that is malformed is mended on the morning after.
riverside_mend() {
	at "2026-11-03 09:00:00" hall-pay correct -q \
	    "$(zcat 2026-11-02.bgz | grep '^fault,' | cut -d, -f11)" \
	    --reason 'the slip says 36.50' --approved-by S10 \
	    --replacement "$(sed -n 's/,36\.5O,/,36.50,/p' taken/kiosk-2026-11-02.csv)"
}
