# ticket.bash - a book for the tests of hall-ticket, on the morning of
# 2026-11-02.
#
# S12 is this login and may act for all others: `as S01 09:00:00 call …`
# records at that time what S01 did.

# The book, its staff, queues and counters.
ticket_book() {
	cat >hall.yaml <<-EOF
		hall: {id: H01, name: {zh: 河滨供电营业厅, en: Riverside power hall}}
		roles:
		  clerk: {can: [serve, take]}
		  guide: {can: []}
		  operator: {can: [act, close-day, sign-day]}
		staff:
		  S01: {name: Wang, role: clerk, post: C01}
		  S02: {name: Liu, role: clerk}
		  S07: {name: Wu, role: guide}
		  S10: {name: Sun, role: clerk}
		  S12: {name: Zhu, role: operator, login: '$(id -un)'}
		queues:
		  payment: {name: {zh: 缴费, en: payment}, prefix: A, serve_max: 20m, divert_to: kiosk, alarm: 3}
		  business: {name: {zh: 业务办理, en: business}, prefix: B}
		  vip: {name: {zh: 贵宾, en: VIP}, prefix: V, class: vip, attend_after: 3m}
		counters:
		  C01: {name: {zh: 一号柜台, en: desk 1}, queues: [payment, vip]}
		  C02: {queues: [payment, business, vip], order: [{vip: 2}, {special: 1}, normal]}
		$1
	EOF
	unset XDG_CONFIG_HOME
	at "2026-11-02 08:00:00" hall-audit -q key new H01
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
}

# as STAFF hh:mm:ss VERB…: run hall-ticket at that time for that person.
as() {
	local staff=$1 when=$2
	shift 2
	at "2026-11-02 $when" hall-ticket "$@" --staff "$staff"
}

# The same, without a word.
quietly() { as "$@" >/dev/null 2>&1; }

# The open day's journal, closed or not.
journal=2026-11-02/journal.csv

# Records without headings and without what the journal adds.
facts() { sed -E '/^#/d; s/(,[^,]*){7}$//' "$@"; }

# recorded STAFF hh:mm:ss VERB…: what was recorded, as facts shows it; the
# status stays that of hall-ticket.
recorded() {
	local status=0
	as "$@" >recorded.out || status=$?
	facts recorded.out
	return "$status"
}

# looks hh:mm:ss VERB…: a verb that changes nothing.
looks() {
	local when=$1
	shift
	at "2026-11-02 $when" hall-ticket "$@"
}

# One column of the visit of a number: visit A001 why
visit() {
	hall-ticket --only --day 2026-11-02 | awk -F, -v number="$1" -v name="$2" '
		/^#visit,/ { for (i = 1; i <= NF; i++) if ($i == name) at = i }
		/^visit,/ && $5 == number { print $at }'
}
