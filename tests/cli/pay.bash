# pay.bash - a book for the tests of hall-pay, on the morning of 2026-11-02.
#
# S12 is this login and may act for all others: `as S01 09:00 take …` records
# at that time what S01 did.

# The book, its staff and what their roles may do.
pay_book() {
	cat >hall.yaml <<-EOF
		hall: {id: H01}
		calendars: {hall: {weekly_rest: none}}
		roles:
		  clerk: {can: [take, receipt, drawer]}
		  cashier: {can: [deposit, batch, drop]}
		  monitor: {can: [take, receipt, drawer, void, drop, count]}
		  manager: {can: [approve-void, refund, approve-refund, receipt-books, correct, deposit]}
		  operator: {can: [act, correct, close-day, sign-day]}
		  device: {can: [take]}
		staff:
		  S01: {name: Wang, role: clerk, post: C01}
		  S02: {name: Liu, role: clerk}
		  S08: {name: Zheng, role: cashier}
		  S09: {name: Li, role: monitor}
		  S10: {name: Sun, role: manager}
		  S12: {name: Zhu, role: operator, login: '$(id -un)'}
		counters: {C01: {}, C02: {}}
		receipts: {digits: 8, copies: 3, warn_left: 2}
		drawers: {float: 500.00, blind: yes, reason_above: 10.00}
		deposits:
		  deadline: {next_day: "12:00", calendar: hall}
		  manager_from: 3000.00
	EOF
	unset XDG_CONFIG_HOME
	at "2026-11-02 08:00:00" hall-audit -q key new H01
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
}

# The evening and the next morning: count and close C01, close the day.
pay_next_day() {
	quietly S09 17:40 drawer count C01 --amount "$1"
	quietly S09 17:41 close C01
	at "2026-11-02 18:00:00" hall-audit -q close 2026-11-02 >/dev/null
}

# as STAFF hh:mm VERB…: run hall-pay at that time of DAY for that person.
as() {
	local staff=$1 when=$2
	shift 2
	at "${DAY:-2026-11-02} $when:00" hall-pay "$@" --staff "$staff"
}

# The same, without a word.
quietly() { as "$@" >/dev/null 2>&1; }

# Records without headings and without what the journal adds.
facts() { sed -E '/^#/d; /^(till|run|banking|stage),/!s/(,[^,]*){7}$//' "$@"; }

# recorded STAFF hh:mm VERB…: what was recorded, as facts shows it; the
# status stays that of hall-pay.
recorded() {
	local status=0
	as "$@" >out || status=$?
	facts out
	return $status
}

# A drawer that is open, and a book of four receipts.
pay_morning() {
	quietly S01 08:30 drawer open C01
	quietly S10 08:31 book receive B0012 --kind receipt \
	    --first 00012001 --last 00012004
	quietly S10 08:32 book issue B0012 --to S01
}
