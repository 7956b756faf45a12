#!/usr/bin/env bats
# A month from the generator through the whole pipe: waits, states and
# findings agree with what SQLite makes of the plain facts.

load ../cli/helper

setup_file() {
	local bin=${B:-$BATS_TEST_DIRNAME/../../build}/bin
	local top=$BATS_TEST_DIRNAME/../..
	cd "$BATS_FILE_TMPDIR" || return
	cp -L "$top"/examples/riverside/*.yaml .
	"$bin/days" --seed 3 --from 2026-10-01 --days 31 --plant "\
out-of-order@2026-10-08,vip-waited@2026-10-13,service-long@2026-10-14,\
no-phone@2026-10-15,no-meeting@2026-10-16,no-fire-check@2026-10-19,\
deposit-bearer@2026-10-20,audits-oneself@2026-10-21" --journal month.csv
	{
		"$bin/hall-ticket" -c hall.yaml month.csv |
		    "$bin/hall-apply" -c hall.yaml |
		    "$bin/hall-pay" -c hall.yaml |
		    "$bin/hall-reconcile" -c hall.yaml |
		    "$bin/hall-audit" -c hall.yaml >whole
	} 2>said || true
}

# sql KIND… -- STATEMENT: the facts of those kinds, as SQLite sees them.
sql() {
	local kinds=()
	command -v sqlite3 >/dev/null || skip "no SQLite here"
	while [ "$1" != -- ]; do
		hall-report select "$1" "${facts:-$BATS_FILE_TMPDIR/whole}" \
		    >"$1.csv" || true
		kinds+=(-cmd ".import $1.csv ${1}s")
		shift
	done
	sqlite3 -cmd '.mode csv' "${kinds[@]}" -cmd '.mode list' \
	    -cmd '.separator ,' :memory: "$2" | tr -d '\r'
}

derived() {
	hall-report select "$1" --columns "$2" "$BATS_FILE_TMPDIR/whole" || true
}

@test "waits, services and holds are those of the tickets' events" {
	sql ticket -- "
	    create table t as select id, event, strftime('%s', time) + 0 s from tickets;
	    select id,
	        max(iif(event in ('call', 'recall'), s, 0)) - min(iif(event = 'take', s, 1e18)),
	        max(iif(event = 'start', s, 0)) - max(iif(event in ('call', 'recall'), s, 0)),
	        max(iif(event = 'finish', s, 0)) - max(iif(event = 'start', s, 0)) -
	            sum((event = 'resume') * s - (event = 'hold') * s),
	        sum((event = 'resume') * s - (event = 'hold') * s)
	    from t group by id having sum(event = 'finish') = 1 order by id" |
	    sed 's/\.0//g' >theirs
	derived visit id,wait,response,serve,held,outcome |
	    sed -n 's/,served$//p' | sort >ours
	diff <(sort theirs) ours
	[ "$(wc -l <ours)" -gt 9000 ]
}

@test "each ticket ends as its last event says" {
	sql ticket -- "
	    select id, case max(event in ('finish')) + 2 * max(event = 'leave') +
	        4 * max(event = 'absent') + 8 * max(event = 'divert') +
	        16 * max(event = 'escalate')
	        when 1 then 'served' when 2 then 'left' when 4 then 'absent'
	        when 8 then 'diverted' when 16 then 'escalated' end
	    from tickets group by id order by id" >theirs
	derived visit id,outcome | tail -n +2 | sort >ours
	diff <(sort theirs) ours
}

@test "each case is in the state that its events lead to" {
	sql case -- "
	    select id, case
	        when sum(event = 'archive') then 'archived'
	        when sum(event = 'finish') then 'finished'
	        when sum(event = 'hold') > sum(event = 'resume') then 'held'
	        when sum(event = 'accept') or max(type) in
	            ('complaint', 'fault', 'opinion', 'consultation')
	            then 'accepted'
	        else 'opened' end
	    from cases group by id order by id" >theirs
	derived progress id,state | tail -n +2 | sort >ours
	diff <(sort theirs) ours
	[ "$(wc -l <ours)" -gt 100 ]
}

@test "the findings are those that SQLite finds in the facts" {
	sql ticket case deposit log payment day -- "
	    create table t as select id, substr(time, 1, 10) day, class, event,
	        strftime('%s', time) + 0 s from tickets;
	    select day, 'vip-wait', id from t where class = 'vip' group by id
	        having min(iif(event in ('call', 'attend', 'escalate'), s, 1e18)) -
	        min(iif(event = 'take', s, 1e18)) > 180;
	    select day, 'serve-long', id from t group by id
	        having sum(event = 'finish') and
	        max(iif(event = 'finish', s, 0)) - max(iif(event = 'start', s, 0)) -
	        sum((event = 'resume') * s - (event = 'hold') * s) > 1200;
	    select day, 'complaint-phone', id from cases
	        where event = 'open' and type = 'complaint' and phone = '';
	    select day, 'deposit-manager', id from deposits
	        where event = 'made' and amount + 0 >= 3000 and staff <> 'S10';
	    select distinct l.day, 'collector-audits', l.id from logs l, payments p
	        where l.topic = 'revenue-audit' and p.day = l.day and p.staff = l.staff;
	    select distinct day, 'morning-meeting', day from days where day not in
	        (select day from logs where topic = 'morning-meeting');
	    select distinct day, 'fire-check', day from days
	        where strftime('%w', day) = '1' and day not in
	        (select day from logs where topic = 'fire-check');" >theirs
	derived finding day,rule,record | tail -n +2 >found
	# Who was called out of order only the rules of the queue can tell.
	grep -v ,out-of-order, found | sort >ours
	diff <(sort theirs) ours
	[ "$(grep -c ,out-of-order, found)" -eq 1 ]
	[ "$(wc -l <ours)" -eq 7 ]
}

@test "the days on which too few clerks were checked are those of SQLite" {
	# On these days nobody looked at S01 to S04.
	grep -vE '^log,L202610(06|07|14|20)-.*,service-check,S0[1-4],' \
	    "$BATS_FILE_TMPDIR/month.csv" >unchecked
	facts=unchecked sql counter log -- "
	    create table n as select day, count(distinct staff) n from counters
	        where event = 'open' group by day;
	    create table c as select l.day, count(distinct subject) c from logs l
	        where topic = 'service-check' and exists (select 1 from counters c
	            where c.day = l.day and c.staff = l.subject) group by l.day;
	    select n.day, coalesce(c, 0), case when n <= 5 then n
	        when n <= 20 then (n + 1) / 2 else (3 * n + 9) / 10 end due, n
	    from n left join c on n.day = c.day
	    where coalesce(c, 0) < due order by n.day" |
	    sed -E 's/([^,]*),(.*),(.*),(.*)/\1,\1,rule_sample:period=\1,count=\2,times=\3,of=\4/' >theirs
	hall-audit -q -c "$BATS_FILE_TMPDIR/hall.yaml" --only unchecked >found || true
	hall-report select finding --where rule=service-sample \
	    --columns day,record,why found | tail -n +2 | tr -d '"' >ours || true
	diff theirs ours
	[ "$(wc -l <ours)" -eq 4 ]
}

# month TRADE OPTION…: its journal, and what comes out of the whole pipe.
month() {
	local trade=$1
	cp -L "$TOP/examples/$trade"/*.yaml .
	days --trade "$trade" --from 2026-10-01 --days 31 "${@:2}" \
	    --journal journal.csv
	hall-ticket -c hall.yaml journal.csv | hall-apply -c hall.yaml |
	    hall-pay -c hall.yaml | hall-audit -c hall.yaml >all
}

@test "in a month of a water and a telecom hall all rules are on, and kept" {
	run ! grep -n 'off: *yes' "$TOP"/examples/*/hall.yaml
	month water --counters 2 --per-day 90 --tickets 110 --cases 24
	run ! grep -E '^(finding|fault),' all
	[ "$(grep -c ^visit, all)" -gt 3000 ]
	month telecom --counters 3 --per-day 120 --tickets 150 --cases 36
	run ! grep -E '^(finding|fault),' all
	[ "$(grep -c ^visit, all)" -gt 4000 ]
	# Three weeks are whole; of the first nobody can say.
	grep -v ,training, journal.csv >untrained
	run hall-audit -q -c hall.yaml --only untrained
	[ "$(grep -c ',training,minor,.*2026-W4[123]' <<<"$output")" -eq 3 ]
	[ "$(grep -c ',training,not-run,.*2026-W40' <<<"$output")" -eq 1 ]
}
