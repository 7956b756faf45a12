# hall-reconcile in a book: evenings, mornings, and what goes on to the next.

load helper
load reconcile

# Two business days that are closed.  The kiosk took K1 on the evening of the
# first, after its close; the line of K2 could not be read.
test_setup() {
	reconcile_config
	only wechat
	cat >>hall.yaml <<-EOF
		roles:
		  operator: {can: [act, import, take, void, close-day, sign-day, correct]}
		  clerk: {can: [take, drawer, receipt]}
		staff:
		  S12: {name: Zhu, role: operator, login: '$(id -un)'}
		  S01: {name: Wang, role: clerk}
		counters: {C01: {}, K01: {}}
		drawers: {float: 500.00}
	EOF
	at "2026-11-01 08:00:00" hall-audit -q key new H01
	at "2026-11-01 08:00:00" hall-audit -q open 2026-11-01
	facts 2026-11-01 <<-'END'
		payment,P1,2026-11-01T09:00:00+08:00,H01,S01,A1,wechat,10.00,HP000001
	END
	facts 2026-11-02 <<-'END'
		payment,K1,2026-11-01T22:00:00+08:00,H01,S01,A2,wechat,20.00,HP000002
		payment,P2,2026-11-02T09:00:00+08:00,H01,S01,A3,wechat,30.00,HP000003
		payment,K2,2026-11-02T10:00:00+08:00,H01,S01,A4,wechat,4O.00,HP000004
	END
	mkdir 1 2
	wechat_file 2 30.00 0.18000 >1/wechat.csv <<-'END'
		2026-11-01 09:00:01 HP000001 A1 0.06000 10.00
		2026-11-01 22:00:01 HP000002 A2 0.12000 20.00
	END
	wechat_file 3 120.00 0.72000 >2/wechat.csv <<-'END'
		2026-11-02 09:00:01 HP000003 A3 0.18000 30.00
		2026-11-02 10:00:01 HP000004 A4 0.24000 40.00
		2026-11-02 21:30:00 HP000005 A5 0.30000 50.00
	END
}

# facts DAY <lines: post them that day, and close it.
facts() {
	{ echo "$payment_heading"; cat; } >facts.csv
	at "$1 17:50:00" hall-pay -q post --keep-faults facts.csv \
	    >/dev/null 2>&1 || [ $? -eq 3 ]
	at "$1 18:00:00" hall-audit -q close "$1" >/dev/null 2>&1
}

@test "a payment after the close waits, and is matched on its business day" {
	run --separate-stderr hall-reconcile --day 2026-11-01 \
	    --with wechat=1/wechat.csv --save --only
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	run matches <<<"$output"
	[[ ${lines[0]} = ref,confirmed,P1,wechat-* ]]
	[[ ${lines[1]} = cutover,waiting,,wechat-* ]]
	[ "$(grep -c ,HP000002, 2026-11-01.open)" -eq 1 ]
	run --separate-stderr hall-reconcile --day 2026-11-02 \
	    --with wechat=2/wechat.csv --save --only
	[ "$status" -eq 3 ]
	run matches <<<"$output"
	[[ ${lines[0]} = ref,confirmed,K1,wechat-* ]]
	[[ ${lines[1]} = ref,confirmed,P2,wechat-* ]]
	[[ ${lines[2]} = unreadable,waiting,,wechat-* ]]
	[[ ${lines[3]} = cutover,waiting,,wechat-* ]]
	run grep '^proof,P-wechat' 2026-11-02.recon
	[ "$output" = 'proof,P-wechat-left,2026-11-02,H01,wechat,left,2,50.00,2,0,0,0,0,0,0,yes
proof,P-wechat-right,2026-11-02,H01,wechat,right,3,120.00,2,0,2,0,0,1,2,yes' ]
}

@test "what was settled the day before is outside in a longer file" {
	hall-reconcile --day 2026-11-01 --with wechat=1/wechat.csv --save --only >/dev/null
	run --separate-stderr hall-reconcile --day 2026-11-02 --only \
	    --with wechat=2/wechat.csv --with wechat=1/wechat.csv
	[ "$status" -eq 3 ]
	run grep -E '^(proof,P-wechat-right|break)' <<<"$output"
	[ "$output" = 'proof,P-wechat-right,2026-11-02,H01,wechat,right,4,130.00,2,0,2,1,0,1,2,yes' ]
}

@test "a day that was not reconciled is told by the next" {
	run --separate-stderr hall-reconcile --day 2026-11-02 --only \
	    --with wechat=2/wechat.csv
	[ "$status" -eq 3 ]
	[ "${stderr_lines[0]}" = 'hall-reconcile: 2026-11-01 was not reconciled (with --save): nothing is carried in' ]
	run breaks <<<"$output"
	[ "$output" = 'hall_only,K1,20.00,-20.00' ]
}

@test "what a day lacked is found when it comes late" {
	wechat_file 1 20.00 0.12000 >1/short.csv <<<'2026-11-01 22:00:01 HP000002 A2 0.12000 20.00'
	run --separate-stderr hall-reconcile --day 2026-11-01 --only --save \
	    --with wechat=1/short.csv
	[ "$status" -eq 1 ]
	run breaks <<<"$output"
	[ "$output" = 'hall_only,P1,10.00,-10.00' ]
	run --separate-stderr hall-reconcile --day 2026-11-02 --only \
	    --with wechat=1/wechat.csv --with wechat=2/wechat.csv
	run matches <<<"$output"
	[[ ${lines[0]} = ref,confirmed,P1,wechat-* ]]
	run --separate-stderr hall-reconcile --day 2026-11-02 --only \
	    --with wechat=2/wechat.csv
	run grep ^break, <<<"$output"
	[[ $output = break,B-wechat-hall_only-P1,2026-11-02,*,2026-11-01,2026-11-01,10.00,-10.00,1,* ]]
}

@test "a mended line is matched on the day on which it was mended" {
	hall-reconcile --day 2026-11-01 --with wechat=1/wechat.csv --save --only >/dev/null
	hall-reconcile --day 2026-11-02 --with wechat=2/wechat.csv --save --only >/dev/null || [ $? -eq 3 ]
	fault=$(zcat 2026-11-02.bgz | grep ^fault, | cut -d, -f2)
	at "2026-11-03 09:00:00" hall-pay -q correct "$fault" --reason "letter O" \
	    --replacement 'payment,K2,2026-11-02T10:00:00+08:00,H01,S01,,,,,,,,A4,,,wechat,,,,40.00,,HP000004,,,' >/dev/null
	run --separate-stderr hall-reconcile --day 2026-11-02 --only \
	    --with wechat=2/wechat.csv
	[ "$status" -eq 0 ]
	[[ $output = *,unreadable,waiting,* ]]
	wechat_file 0 0.00 0.00000 >3.csv </dev/null
	run --separate-stderr hall-reconcile --on 2026-11-03 --only \
	    --with wechat=3.csv <(hall-pay --day 2026-11-03)
	run matches <<<"$output"
	[[ ${lines[0]} = ref,confirmed,K2,wechat-* ]]
}

@test "the files that the book received are read without being named" {
	at "2026-11-03 08:05:00" hall-reconcile import -q wechat 1/wechat.csv >/dev/null
	at "2026-11-03 08:06:00" hall-reconcile import -q wechat 2/wechat.csv >/dev/null
	hall-reconcile --day 2026-11-01 --save --only >named
	run grep -c ',2026-11-03/files/wechat.csv,' named
	[ "$output" -eq 2 ]
	run --separate-stderr hall-reconcile --day 2026-11-02 --only
	[[ $(grep ^proof,P-wechat-right <<<"$output") = *,right,3,120.00,2,0,2,0,0,1,2,yes ]]
}

@test "a file that came cut off is left out when it came again whole" {
	mkdir cut
	head -n 2 2/wechat.csv >cut/wechat.csv
	run at "2026-11-03 08:05:00" hall-reconcile import -q wechat cut/wechat.csv
	[ "$status" -eq 3 ]
	run --separate-stderr hall-reconcile --day 2026-11-02 --only
	[ "$status" -eq 3 ]
	at "2026-11-03 09:00:00" hall-reconcile import -q wechat 2/wechat.csv >/dev/null
	run --separate-stderr hall-reconcile --day 2026-11-02 --only
	! grep -q ^fault, <<<"$output"
	[[ $stderr = *'2026-11-03/files/wechat.csv has faults and is left out: 2026-11-03/files/'*'-wechat.csv came later'* ]]
	[[ $(grep ^proof,P-wechat-right <<<"$output") = *,right,3,120.00,* ]]
}

@test "two faulty files both count" {
	mkdir cut
	head -n 2 2/wechat.csv >cut/wechat.csv
	at "2026-11-03 08:05:00" hall-reconcile import -q wechat cut/wechat.csv >/dev/null || true
	head -n 3 2/wechat.csv >cut/wechat.csv
	at "2026-11-03 08:06:00" hall-reconcile import -q wechat cut/wechat.csv >/dev/null || true
	run --separate-stderr hall-reconcile --day 2026-11-02 --only
	[ "$status" -eq 3 ]
	[ "$(grep -c ^fault, <<<"$output")" -ge 2 ]
}

@test "a file that was changed after it was registered is not read" {
	at "2026-11-03 08:05:00" hall-reconcile import -q wechat 1/wechat.csv >/dev/null
	sed -i s/10.00/11.00/ 2026-11-03/files/wechat.csv
	run --separate-stderr hall-reconcile --day 2026-11-01 --only
	[ "$status" -eq 3 ]
	[[ $stderr = *'files/wechat.csv: is not the file that was registered as F20261103-0001: it was changed' ]]
}

@test "what broke upstream takes the place of no reconciliation" {
	local file
	hall-reconcile --day 2026-11-01 --with wechat=1/wechat.csv --save --only >/dev/null
	cp -a 2026-11-01.recon 2026-11-01.open 1
	for file in /dev/null half; do
		zcat 2026-11-01.bgz | head -n 3 >half
		run --separate-stderr hall-reconcile --on 2026-11-01 \
		    --with wechat=1/wechat.csv --save --only $file
		[ "$status" -eq 3 ]
		[ "$stderr" = 'hall-reconcile: --save: the close of 2026-11-01 is not among the facts that were read: nothing is saved; close the day, and read all of it with --day' ]
		cmp 2026-11-01.recon 1/2026-11-01.recon
		cmp 2026-11-01.open 1/2026-11-01.open
	done
}

@test "what is saved is what is printed, and whole" {
	hall-reconcile --day 2026-11-01 --with wechat=1/wechat.csv --save --only >out
	diff <(sed '/^#\{0,1\}stage,/d' out) <(sed '/^#\{0,1\}stage,/d' 2026-11-01.recon)
	[[ $(tail -n 1 2026-11-01.recon) = stage,hall-reconcile,*,0,0,0 ]]
}

@test "explain tells a match, an item and a break down to their records" {
	hall-reconcile --day 2026-11-01 --with wechat=1/wechat.csv --save --only >/dev/null
	run --separate-stderr hall-reconcile explain P1
	[ "$status" -eq 0 ]
	[ "$(grep -E '^[a-z]' <<<"$output" | cut -d' ' -f1,2)" = "match M-wechat-P1
statement $(cut -d, -f9 <<<"$(grep ^match,M-wechat-P1 2026-11-01.recon)")
payment P1" ]
	run --separate-stderr hall-reconcile explain nosuch
	expect 2 '' 'hall-reconcile: nosuch: nothing that was reconciled bears that id'
}

@test "account, money and stubs of a clerk are compared" {
	cat >pay.csv <<-'EOF'
		#till,id,day,hall,counter,session,staff,z,method,net,over,why
		till,T1,2026-11-02,H01,C01,1,S01,1,cash,100.00,-20.00,short:amount=20.00
		till,T2,2026-11-02,H01,C01,1,S01,1,wechat,30.00,,
		till,T3,2026-11-02,H01,C02,1,S02,1,cash,50.00,0.00,
		till,T4,2026-11-02,H01,C03,1,S03,1,cash,50.00,5.00,over:amount=5.00
		#run,id,day,hall,staff,book,first,last,missing,why
		run,R1,2026-11-02,H01,S02,B1,0001,0050,2,gap:numbers=0007-0008
		#banking,id,day,hall,to_deposit,due,deposited,at,by,role,short,late,why
		banking,BK1,2026-11-01,H01,80.00,,80.00,,S08,cashier,0.00,2400,"late:due=2026-11-02T12%3A00%3A00+08%3A00,at=2026-11-02T12%3A40%3A00+08%3A00"
		banking,BK2,2026-10-31,H01,80.00,,70.00,,S08,cashier,10.00,99,"bank_short:amount=10.00,due=2026-11-01T12%3A00%3A00+08%3A00"
		#receipt,id,time,hall,staff,book,event,kind,code,payment,amount,copies,stamped,reason
		receipt,0009,2026-11-02T10:00:00+08:00,H01,S03,B1,void,,,P9,5.00,3,no,wrong
	EOF
	sed -i '/^reconcile:/,/^    owner/d' hall.yaml
	run --separate-stderr hall-reconcile --on 2026-11-02 --open /dev/null pay.csv
	[ "$status" -eq 1 ]
	run grep ^match, <<<"$output"
	[ "$output" = 'match,M-clerk-2026-11-02-S01,2026-11-02,H01,clerk,threeway,open,S01,,130.00,110.00,,-20.00,,,"threeway:account=130.00,money=110.00,stubs=130.00"
match,M-clerk-2026-11-02-S02,2026-11-02,H01,clerk,threeway,open,S02,,50.00,50.00,,0.00,,,"threeway:account=50.00,money=50.00,stubs=50.00"
match,M-clerk-2026-11-02-S03,2026-11-02,H01,clerk,threeway,open,S03,,50.00,55.00,,5.00,,,"threeway:account=50.00,money=55.00,stubs=50.00"' ]
	run --separate-stderr hall-reconcile --on 2026-11-02 --open /dev/null pay.csv
	run breaks <<<"$output"
	[ "$output" = 'deposit_short,BK2,70.00,-10.00
deposit_late,BK1,80.00,0.00
cash_over,T4,5.00,5.00
cash_short,T1,20.00,-20.00
stub_missing,R1,,
stub_void,0009,5.00,0.00' ]
}
