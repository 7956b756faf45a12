#!/usr/bin/env bats
# The rules that are installed for a power, a water and a telecom hall.

load helper

utilities='power water telecom'

# hall.yaml UTILITY: a hall that includes the rules for it.
hall() {
	[ -e "rules-$1.yaml" ] || cp "$B"/share/hall/rules-*.yaml .
	cat >hall.yaml <<-EOF
		include: rules-$1.yaml
		hall: {id: H01, open: ["08:30-12:00", "12:00-17:30"]}
		roles:
		  clerk: {can: [take]}
		  manager: {can: [deposit]}
		  auditor: {can: [audit]}
		staff:
		  S01: {name: Wang, role: clerk}
		  S09: {name: Sun, role: manager}
		  S11: {name: Ma, role: auditor}
	EOF
}

# log hh:mm TOPIC SUBJECT VALUE OF RESULT TEXT STAFF: one line each.
logs() {
	awk '{
		for (i = 3; i <= 7; i++) if ($i == "-") $i = ""
		printf "log,L%d,2026-11-02T%s:00+08:00,H01,%s,%s,%s,%s,%s,%s,,%s,2026-11-02,,%d\n", NR,
		    $1, $8 ? $8 : "S09", $2, $3, $4, $5, $6, $7, 1000 + NR
	}'
}

# All that is due on a Monday, in all three halls.
duties() {
	cat <<-'EOF'
		08:00 check-hygiene - - - ok -
		08:01 check-desks - - - ok -
		08:02 check-forms - - - ok -
		08:03 check-devices - - - ok -
		08:04 fire-check - - - ok -
		08:05 morning-meeting - 9 - - -
		08:06 cleaning - - - - -
		09:00 patrol - - - ok -
		11:00 cleaning - - - - -
		11:45 patrol - - - ok -
		14:00 cleaning - - - - -
		15:00 service-check S01 95 - - -
		15:30 assessment S01 95 - - -
		16:00 cleaning - - - - -
		17:00 daily-check - - - ok -
		17:10 quality-check - 99 - - -
		17:31 evening-meeting - - - - -
		17:35 revenue-audit 2026-11-02 - - ok - S11
		17:40 duty-log - - - - quiet
		17:45 closing-check - - - ok -
	EOF
}

# A day with all its kinds, less the duties: [sed EXPRESSION…].
day() {
	cat <<-'EOF'
		#day,id,time,hall,staff,event,reason,day,shift,seq
		#log,id,time,hall,staff,topic,subject,value,of,result,due,text,day,shift,seq
		#payment,id,time,hall,staff,counter,method,amount,day,shift,seq
		#drawer,id,time,hall,staff,counter,session,event,amount,day,shift,seq
		#deposit,id,time,hall,staff,event,amount,slip,day,shift,seq
		#case,id,time,hall,staff,event,type,account,phone,day,shift,seq,entered
		#counter,id,time,hall,staff,event,reason,day,shift,seq
		#visit,id,day,hall,number,queue,class,counter,staff,wait,serve,why
		#void,id,time,hall,staff,payment,amount,reason,approved_by,day,shift,seq
		#refund,id,time,hall,staff,payment,amount,reason,approved_by,day,shift,seq
		#payout,id,time,hall,staff,payee,amount,method,reviewed_by,approved_by,day,shift,seq
		#progress,id,day,hall,type,owner,state,late,why
		#step,id,day,hall,case,stage,owner,late,why
		day,2026-11-02,2026-11-02T07:50:00+08:00,H01,,open,,2026-11-02,,1
		drawer,W1,2026-11-02T08:20:00+08:00,H01,S01,C01,1,open,0.00,2026-11-02,,2
		counter,C01,2026-11-02T08:25:00+08:00,H01,S01,open,,2026-11-02,,8
		payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,cash,86.40,2026-11-02,,3
		drawer,W2,2026-11-02T17:31:00+08:00,H01,S01,C01,1,close,86.40,2026-11-02,,4
		deposit,D1,2026-11-02T10:00:00+08:00,H01,S09,made,3000.00,L1,2026-11-02,,5
		deposit,D2,2026-11-02T10:30:00+08:00,H01,S01,made,2999.99,L2,2026-11-02,,6
		case,K1,2026-11-02T11:00:00+08:00,H01,S01,open,complaint,A1,13900000000,2026-11-02,,7,2026-11-02T11:00:00+08:00
		void,V1,2026-11-02T09:10:00+08:00,H01,S01,P1,86.40,wrong,S09,2026-11-02,,9
		refund,F1,2026-11-02T09:20:00+08:00,H01,S01,P1,86.40,twice,S09,2026-11-02,,10
		payout,O1,2026-11-02T09:30:00+08:00,H01,S01,Zhao,20.00,cash,S09,S11,2026-11-02,,11
		progress,K3,2026-11-02,H01,lv-new,S01,accepted,0,
		visit,T1,2026-11-02,H01,A001,payment,normal,C01,S01,900,1200,
		visit,T2,2026-11-02,H01,V001,vip,vip,C01,S01,180,60,
		visit,T3,2026-11-02,H01,A002,payment,normal,C01,S01,900,60,
		step,K2-survey,2026-11-02,H01,K2,survey,clerk,0,
	EOF
	echo '#stage,tool,worst'
	echo 'stage,hall-ticket,0'
	echo 'stage,hall-apply,0'
	echo 'stage,hall-pay,0'
}

# found UTILITY [sed SCRIPT]: "RULE STAFF RECORD" of what is found.
found() {
	hall "$1"
	{
		day
		duties | logs
	} | sed -E "${2-}" >in
	hall-audit --only --lang en <in >out 2>err || echo $? >status
	cat err
	grep '^finding,' out | cut -d, -f5,7,8 | tr ',' ' '
}

@test "a day on which all was done has no findings, in each hall" {
	for utility in $utilities; do
		[ "$(found $utility)" = "" ]
		[ ! -e status ]
	done
}

# one UTILITY RULE SED: the change leads to a finding of that rule alone.
one() {
	local expected=$2
	run found power "$3"
	[ "$output" = "$expected" ] || { differ "$1" "$expected" "$output"; return 1; }
}

@test "each problem of a day is found, and nothing else" {
	one "out of order" "out-of-order S01 T1" \
	    's/^(visit,T1,.*),$/\1,out_of_order:before=V001/'
	one "a VIP who waited alone" "vip-wait S01 T2" \
	    's/^(visit,T2.*),180,60,$/\1,240,60,attend_late:limit=3m/'
	one "a VIP who waited, with company" "" \
	    's/^(visit,T2.*),180,/\1,900,/'
	one "a long service" "serve-long S01 T3" 's/^(visit,T3.*),60,/\1,1860,/'
	one "a late stage" "stage-late clerk K2-survey" \
	    's/^(step,.*),0,$/\1,86400,/'
	one "a case later than the whole may be" "case-late S01 K3" \
	    's/^(progress,.*),0,$/\1,86400,late:limit=7wd/'
	one "a late answer, which its stage tells" "" \
	    's/^(progress,.*)lv-new(.*),0,$/\1complaint\2,86400,/'
	one "voided alone" "void-alone S01 V1" '/^void,/s/S09//'
	one "voided by another, alone" "" '/^void,/{s/S01/S11/;s/S09//}'
	one "refunded alone" "refund-alone S01 F1" '/^refund,/s/S09//'
	one "approved by oneself" "refund-eyes S01 F1" '/^refund,/s/S09/S01/'
	one "paid out without approval" "payout-approval S01 O1" \
	    '/^payout,/s/S11//'
	one "reviewed and approved by one" "payout-eyes S01 O1" \
	    '/^payout,/s/S11/S09/'
	one "no telephone number" "complaint-phone S01 K1" 's/13900000000//'
	one "no morning meeting" "morning-meeting  2026-11-02" \
	    '/morning-meeting/d'
	one "no fire check" "fire-check  2026-11-02" '/fire-check/d'
	one "not the manager" "deposit-manager S01 D2" 's/2999.99/3000.00/'
	one "collected and audited" "collector-audits S01 L18" \
	    '/revenue-audit/s/S11/S01/'
	one "the audit of the revenue is bad" "revenue-wrong S11 L18" \
	    '/revenue-audit/s/,ok,/,bad,/'
	one "a patrol found something" "check-bad S09 L8" \
	    '/T09:00:00.*patrol/s/,ok,/,bad,/'
	one "cashed up early" "early-cash-up S01 W2" \
	    '/^drawer,W2/s/17:31:00/17:00:00/'
	one "a number is missing" "ticket-gap  A001" 's/A001/A003/'
	one "no check at closing" "closing-check  2026-11-02" \
	    '/closing-check/d'
	one "not cleaned before opening" "cleaning-opening  2026-11-02" \
	    '/T08:06:00.*cleaning/s/08:06/08:31/'
	one "no patrol near noon" "patrol-noon  2026-11-02" \
	    '/T11:45:00.*patrol/s/11:45/13:01/'
	one "cleaned once" "cleaning-morning  2026-11-02" \
	    '/T11:00:00.*cleaning/d'
	one "one of two clerks spot-checked" "service-sample  2026-11-02" \
	    '/^counter,/{p;s/C01/C02/;s/S01/S02/;s/8$/99/}'
	one "a spot check of oneself" "service-check-self S01 L12" \
	    '/service-check/s/S09/S01/'
	one "a meeting at another hour" "morning-meeting-hour S09 L6" \
	    '/morning-meeting/s/08:05/08:16/'
}

@test "who comes, and when, is the hall's own" {
	local late='$ a\
log,L90,2026-11-02T08:20:00+08:00,H01,S01,attendance,S01,in,,,,,2026-11-02,,90'
	[ "$(found water "$late")" = "" ]
	[ "$(found power "$late")" = "clock-in S01 L90" ]
	[ "$(found telecom "$late")" = "clock-in S01 L90" ]
	late='$ a\
log,L90,2026-11-02T08:10:00+08:00,H01,S09,attendance,S01,in,,,,,2026-11-02,,90'
	[ "$(found telecom "$late")" = "clock-in-proxy S09 L90" ]
}

# more TEXT EXPECTED LINES [UTILITY]: lines behind those of the day.
more() {
	run found "${4:-power}" "\$ a\\
${3//$'\n'/\\$'\n'}"
	[ "$output" = "$2" ] || { differ "$1" "$2" "$output"; return 1; }
}

@test "each duty that is not done is found" {
	local topic
	for topic in check-hygiene check-desks check-forms check-devices \
	    daily-check duty-log revenue-audit evening-meeting quality-check; do
		one "no $topic" "$topic  2026-11-02" "/,$topic,/d"
	done
	one "tidy after opening" "check-hygiene  2026-11-02" \
	    '/check-hygiene/s/T08:00/T08:31/'
	one "cleaned once in the afternoon" "cleaning-afternoon  2026-11-02" \
	    '/T16:00:00.*cleaning/d'
	one "the first patrol too late" "patrol-first-hour  2026-11-02" \
	    '/T09:00:00.*patrol/s/09:00:00/09:30:01/'
	one "a spot check in the morning alone" "service-check  2026-11-02" \
	    '/service-check/s/T15:00/T11:59/'
	one "a spot check without a score" "service-check-score S09 L12" \
	    '/service-check/s/,95,/,,/'
	one "a log that says nothing" "duty-log-text S09 L19" 's/,quiet,/,,/'
	one "a danger of fire that nobody reported" "fire-danger S09 L5" \
	    '/fire-check/s/,ok,/,bad,/'
	run found water '/,assessment,/d'
	[ "$output" = "assessment  2026-11-02" ]
}

# record TEXT EXPECTED hh:mm:ss,STAFF,TOPIC,SUBJECT,VALUE,OF,RESULT,DUE,TEXT
record() {
	more "$1" "$2" "log,L90,2026-11-02T${3%%,*}+08:00,H01,${3#*,},2026-11-02,,90" "${4-}"
}

@test "each record of what is wrong is found" {
	record "too little on the floor" "presence S09 L90" \
	    17:00:00,S09,presence,S09,79,,,,
	record "enough on the floor" "" 17:00:00,S09,presence,S09,80,,,,
	record "one of the ten prohibitions" "violation S01 L90" \
	    17:00:00,S09,violation,S01,N01,,,,
	record "leave that began" "leave-late S01 L90" \
	    17:00:00,S01,leave-request,S01,,,,2026-11-02T16:59:59+08:00,ill
	record "leave of tomorrow" "" \
	    17:00:00,S01,leave-request,S01,,,,2026-11-03,ill
	record "leave without a reason" "leave-reason S01 L90" \
	    17:00:00,S01,leave-request,S01,,,,2026-11-03,
	record "stays behind" "stays-behind S01 L90" \
	    18:30:01,S01,attendance,S01,out,,,,
	record "never logged out" "left-logged-in S01 L90" \
	    09:00:00,S01,login,,,,,,
	record "a device within its day" "" 09:00:00,S01,device-fault,K01,fault,,,,
	record "no paper" "device-paper S01 L90" \
	    09:00:00,S01,device-fault,K01,paper,,,,
	record "nobody was told" "incident S01 L90" 09:00:00,S01,incident,theft,,,,,
	record "refused and used" "seal-use S01 L90" \
	    09:00:00,S01,seal-use,letter,,,refused,,
	record "opened by the hall" "box-open S09 L90" 09:00:00,S09,box-open,,,,,,
	record "opened by an auditor" "" 09:00:00,S11,box-open,,,,,,
	record "behind the counters" "front-visit S09 L90" \
	    09:00:00,S09,front-visit,guest,,,refused,, water
	record "a call without a score" "qa-score S09 L90" \
	    09:00:00,S09,qa-check,S01,,,,, telecom
	one "entered on the next day" "complaint-entry S01 K1" \
	    '/^case,/s/,2026-11-02T11:00:00\+08:00$/,2026-11-03T00:00:00+08:00/'
	one "more than 100 in cash" "payout-cash S01 O1" \
	    '/^payout,/s/20\.00/100.01/'
	more "deposited and verified" "verifier-deposits S09 D9" \
	    'deposit,D9,2026-11-02T16:00:00+08:00,H01,S09,credited,3000.00,L1,2026-11-02,,95'
	more "a receipt that nobody explains" "lost-receipt S01 00001" \
	    '#receipt,id,time,hall,staff,book,event,reason,day,shift,seq
receipt,00001,2026-11-02T09:00:00+08:00,H01,S01,B1,lost,,2026-11-02,,90
receipt,00002,2026-11-02T09:00:00+08:00,H01,S01,B1,lost,fire,2026-11-02,,91'
	more "rang too long" "phone-rings S01 C1" \
	    '#call,id,time,hall,staff,ring_seconds,answered,day,shift,seq
call,C1,2026-11-02T09:00:00+08:00,H01,S01,13,yes,2026-11-02,,90
call,C2,2026-11-02T09:00:00+08:00,H01,S01,12,yes,2026-11-02,,91'
	more "one person signs as two" "accountant-cashier S09 S2" \
	    '#sign,id,time,hall,staff,role,subject,digest,signature,day,shift,seq
sign,S1,2026-11-02T09:00:00+08:00,H01,S09,cashier,2026-11-01,a5,b6,2026-11-02,,90
sign,S2,2026-11-02T09:00:00+08:00,H01,S09,accountant,2026-11-01,a5,b6,2026-11-02,,91'
}

@test "who is on the roster comes, or somebody who was approved" {
	local came='log,L90,2026-11-02T08:10:00+08:00,H01,S01,attendance,S01,in,,,,,2026-11-02,,90'
	local all='#roster,id,time,hall,staff,date,start,end,post,swap_with,approved_by,day,shift,seq
roster,R1,2026-11-01T18:00:00+08:00,H01,S01,2026-11-02,08:15,17:30,C01,,,2026-11-01,,5'
	more "nobody came" "absent S01 R1" "$all"
	more "came" "" "$all
$came"
	more "came before the roster was written" "" \
	    "${all/2026-11-01T18:00/2026-11-02T09:00}
$came"
	all+='
roster,R2,2026-11-02T08:00:00+08:00,H01,S02,2026-11-02,08:15,17:30,C01,S01,S09,2026-11-02,,92
log,L91,2026-11-02T08:11:00+08:00,H01,S02,attendance,S02,in,,,,,2026-11-02,,93'
	more "another came" "" "$all"
	more "approved by one of them" "swap-eyes S02 R2" "${all/S01,S09/S01,S01}"
	more "approved by nobody" $'absent S01 R1\nswap-approval S02 R2' \
	    "${all/S01,S09/S01,}"
}

@test "who must sign each day is asked for once that is switched on" {
	local signed='$ a\
#sign,id,time,hall,staff,role,subject,digest,signature,day,shift,seq\
sign,S1,2026-11-02T09:00:00+08:00,H01,S09,cashier,2026-11-01,a5,b6,2026-11-02,,90'
	[ "$(found power "$signed")" = "" ]
	hall power
	sed -i 's/every: day, off: yes,/every: day,/' rules-power.yaml
	[ "$(found power "$signed")" = "signed-accountant  2026-11-02" ]
}

@test "a week without training is found in a telecom hall" {
	hall telecom
	echo 'audit: {rules: {morning-meeting: {off: yes}}}' >>hall.yaml
	{
		echo '#day,id,time,hall,event,day,seq'
		for d in 02 03 04 05 06 07 08; do
			echo "day,2026-11-$d,2026-11-${d}T08:00:00+08:00,H01,open,2026-11-$d,1"
		done
	} >in
	run --separate-stderr hall-audit --only in
	[ "$status" -eq 1 ]
	[[ $output == *",H01,training,minor,,2026-W45,,rule_not_logged:period=2026-W45,,AUD-95"* ]]
	[[ $output != *"morning-meeting,"* ]]
}

@test "a half-year without a safety inspection is found on its last day" {
	hall power
	{
		echo '#day,id,time,hall,event,day,seq'
		for ((n = 0; n < 184; n++)); do
			echo "2026-07-01 +$n days"
		done | date -f - +'day,%F,%FT08:00:00+08:00,H01,open,%F,1'
		echo '#log,id,time,hall,staff,topic,subject,value,of,result,due,text,day,seq'
	} >in
	run --separate-stderr hall-audit --only in
	[ "$(grep ,safety-inspection, <<<"$output" | cut -d, -f3,6-)" = \
	    "2026-12-31,major,,2026-H2,,rule_not_logged:period=2026-H2,,AUD-76" ]
	echo 'log,L1,2026-09-24T10:00:00+08:00,H01,S09,safety-inspection,,,,ok,,done,2026-09-24,2' >>in
	run --separate-stderr hall-audit --only in
	[[ $output != *,safety-inspection,* ]]
}

@test "what a safety check found is ordered to be removed by a date, and is" {
	hall power
	cat >in <<-'EOF'
		#day,id,time,hall,event,day,seq
		#log,id,time,hall,staff,topic,subject,value,of,result,due,text,day,seq
		day,2026-11-02,2026-11-02T08:00:00+08:00,H01,open,2026-11-02,1
		log,L1,2026-11-02T09:00:00+08:00,H01,S09,safety-check,,,,bad,,,2026-11-02,2
		log,L2,2026-11-02T09:30:00+08:00,H01,S09,safety-inspection,,,,bad,,wires,2026-11-02,3
		log,L3,2026-11-02T09:40:00+08:00,H01,S09,safety-check,,,,ok,,,2026-11-02,4
		log,L4,2026-11-02T17:00:00+08:00,H01,S09,hazard,wires,,L2,,2026-11-03,,2026-11-02,5
		day,2026-11-03,2026-11-03T08:00:00+08:00,H01,open,2026-11-03,1
	EOF
	run --separate-stderr hall-audit --only --lang en in
	[ "$(grep -E ',(safety-|hazard)' <<<"$output" | cut -d, -f3,5-9)" = \
	    "2026-11-03,hazard,critical,S09,L4,
2026-11-03,safety-order,major,S09,L1," ]
	cat >>in <<-'EOF'
		log,L5,2026-11-03T08:59:59+08:00,H01,S09,hazard,exit,,L1,,2026-11-04,,2026-11-03,2
		log,L6,2026-11-03T16:00:00+08:00,H01,S09,hazard-done,,,L4,,,,2026-11-03,3
	EOF
	run --separate-stderr hall-audit --only --lang en in
	[[ $output != *,safety-* && $output != *,hazard* ]]
}

@test "every installed rule has a source, a severity and a title in both languages" {
	awk '
	/^  topics:/ { part = "topic" }
	/^  rules:/ { part = "rule" }
	part && /^    [a-z][a-z0-9-]*:/ {
		check()
		name = FILENAME ": " $1
		text = ""
		kind = part
	}
	{ text = text " " $0 }
	END { check(); exit bad }
	function check() {
		if (!name) return
		if (text !~ /title: \{zh: [^,]+, en: [^}]+\}/) wrong("title")
		if (kind == "rule" && text !~ /source: [A-Z]+-[0-9]+/) wrong("source")
		if (kind == "rule" && text !~ /severity: (minor|major|critical)/)
			wrong("severity")
	}
	function wrong(what) { print name " has no " what; bad = 1 }
	' "$B"/share/hall/rules-*.yaml
}
