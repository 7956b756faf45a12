# hall-report select and figures.
load helper

test_setup() {
	cat >day.csv <<-'END'
	#payment,id,time,hall,staff,counter,method,amount,account,day,shift,seq
	payment,P1,2026-11-02T09:03:11+08:00,H01,S07,C01,cash,0.10,A1,2026-11-02,,1
	payment,P2,2026-11-02T09:59:59+08:00,H01,S07,C01,cash,0.10,A2,2026-11-02,,2
	payment,P3,2026-11-02T10:00:00+08:00,H01,S08,C02,wechat,0.20,A2,2026-11-02,,3
	payment,P4,2026-11-02T10:00:00+08:00,H01,S08,C02,wechat,,A2,2026-11-02,,4
	#thing,id,note
	thing,X1,"a, ""b"""
	END
}

# The value of a figure, by metric and dims.
value() {
	grep "^figure,[^,]*/$1/$2," <<<"$output" | cut -d, -f12
}

@test "select prints one kind as an ordinary CSV file" {
	run --separate-stderr hall-report select thing day.csv
	expect 0 $'id,note\nX1,"a, ""b"""'
	run --separate-stderr hall-report select payment --columns amount,id --where method=cash day.csv
	expect 0 $'amount,id\n0.10,P1\n0.10,P2'
	run --separate-stderr hall-report select payment --columns id --where 'method!=cash' --where amount= day.csv
	expect 0 $'id\nP4'
}

@test "values of one column are alternatives, columns must all agree" {
	run --separate-stderr hall-report select payment --columns id \
	    --where id=P1 --where id=P3 --where method=wechat day.csv
	expect 0 $'id\nP3'
}

@test "select prints the names of the columns when there is nothing else" {
	run --separate-stderr hall-report select payline day.csv
	expect 0 "payment,bill,item,amount,day,shift,seq,entered,login,key,chain"
	run --separate-stderr hall-report select payline /dev/null
	expect 0 "payment,bill,item,amount,day,shift,seq,entered,login,key,chain"
}

@test "select says which columns a later heading has beyond the first" {
	printf '#thing,id,extra\nthing,X2,y\n' >>day.csv
	run --separate-stderr hall-report select thing day.csv
	expect 1 $'id,note\nX1,"a, ""b"""\nX2,' \
	    "hall-report: left out, for the first heading has none of them: extra (name columns with --columns)"
	run --separate-stderr hall-report select thing --columns id,extra day.csv
	expect 0 $'id,extra\nX1,\nX2,y'
}

@test "unknown kinds and columns are errors with a suggestion" {
	run --separate-stderr hall-report select paymnt day.csv
	expect 2 "" "hall-report: no records of the kind 'paymnt' (did you mean payment?)"
	run --separate-stderr hall-report select payment --where method==cash day.csv
	expect 2 '' "hall-report: 'method==cash' is no condition: COL=VALUE, or with != < <= > >="
	run --separate-stderr hall-report select payment --where methd=cash day.csv
	[ "$status" -eq 2 ]
	[ "$stderr" = "hall-report: payment has no column 'methd' (did you mean method?)" ]
	run --separate-stderr hall-report select thing --where nte=a day.csv
	[ "$status" -eq 2 ]
	[ "$stderr" = "hall-report: thing has no column 'nte' (did you mean note?)" ]
	run --separate-stderr hall-report figures --kind payment --by meth0d day.csv
	expect 2 "" "hall-report: payment has no column 'meth0d' (did you mean method?)"
	run --separate-stderr hall-report figures --kind payment --measure sun:amount day.csv
	expect 2 "" "hall-report: unknown measure 'sun' (did you mean sum?)"
	run --separate-stderr hall-report figures --kind payment --measure sum day.csv
	expect 2 "" "hall-report: 'sum' wants a column, as in sum:amount"
}

@test "--exact keeps cells that look like formulas, --bom begins with a mark" {
	printf '#thing,id,note\nthing,X3,=1+1\n' >f.csv
	run --separate-stderr hall-report select thing f.csv
	expect 0 $'id,note\nX3,\'=1+1'
	run --separate-stderr hall-report select thing --exact f.csv
	expect 0 $'id,note\nX3,=1+1'
	run --separate-stderr hall-report select thing --bom f.csv
	expect 0 $'\xef\xbb\xbfid,note\nX3,\'=1+1'
}

@test "figures are exact: sums, means half up, nearest ranks" {
	run --separate-stderr hall-report figures --kind payment --by method \
	    --measure count,sum:amount,mean:amount,min:amount,max:amount,p90:amount,distinct:account day.csv
	[ "$status" -eq 0 ]
	[ "$(value count method=cash)" = 2 ]
	[ "$(value sum:amount method=cash)" = 0.20 ]
	[ "$(value distinct:account method=cash)" = 2 ]
	# The empty amount is a record, and no value.
	[ "$(value count method=wechat)" = 2 ]
	[ "$(value mean:amount method=wechat)" = 0.20 ]
	[ "$(value p90:amount method=wechat)" = 0.20 ]
	for i in {1..10}; do echo "thing,$i,x"; done |
	    cat <(echo '#thing,n,note') - >ten.csv
	run --separate-stderr hall-report figures --kind thing \
	    --measure p50:n,p90:n,p95:n,mean:n,sum:n ten.csv
	[ "$(value p50:n '')" = 5 ]
	[ "$(value p90:n '')" = 9 ]
	[ "$(value p95:n '')" = 10 ]
	[ "$(value mean:n '')" = 5.50 ]
	[ "$(value sum:n '')" = 55 ]
}

@test "a mean of nothing is undefined, a sum of nothing is zero" {
	run --separate-stderr hall-report figures --kind payment \
	    --measure sum:amount,mean:amount /dev/null
	[ "$status" -eq 0 ]
	[ "$(value sum:amount '')" = 0.00 ]
	[ "$(value mean:amount '')" = "" ]
	[[ ${lines[2]} == *,undefined ]]
}

@test "the same fact twice counts once" {
	run --separate-stderr hall-report figures --kind payment day.csv day.csv
	[ "$(value count '')" = 4 ]
}

@test "figures agree with Miller and SQLite" {
	command -v mlr sqlite3 >/dev/null || skip "no mlr or sqlite3"
	awk 'BEGIN {
		print "#payment,id,time,hall,staff,counter,method,amount,day,shift,seq"
		split("cash wechat alipay card", m, " ")
		for (i = 1; i <= 5000; i++) {
			s = (s * 1103515245 + 12345) % 2147483648
			printf "payment,P%d,2026-11-02T%02d:00:00+08:00,H01,S0%d,C0%d,%s,%d.%02d,2026-11-02,,%d\n",
			    i, 8 + i % 10, i % 7, i % 6, m[1 + int(s / 65536) % 4],
			    int(s / 1000) % 900, s % 100, i
		}
	}' >many.csv
	hall-report select payment --exact many.csv >plain.csv
	hall-report figures --kind payment --by method,counter \
	    --measure count,sum:amount many.csv |
	    hall-report select figure --columns metric,dims,value >ours.csv
	sqlite3 :memory: -cmd '.mode csv' -cmd '.import plain.csv p' \
	    "select 'count', 'method='||method||'+counter='||counter, count(*) from p group by method, counter
	     union all select 'sum:amount', 'method='||method||'+counter='||counter,
	     printf('%d.%02d', sum(replace(amount, '.', ''))/100, sum(replace(amount, '.', ''))%100)
	     from p group by method, counter order by 2, 1" | tr -d '\r"' |
	    sort >theirs
	tail -n +2 ours.csv | sort >ours
	cmp ours theirs
}

@test "figures count where a condition holds, add columns up and divide" {
	cat >seats.csv <<-'END'
	#seat,id,day,hall,counter,open_seconds,busy_seconds,paused_seconds,served
	seat,1,2026-11-02,H01,C01,28800,21000,600,61
	seat,2,2026-11-02,H01,C02,27000,900,,3
	seat,3,2026-11-02,H01,C03,,,,0
	END
	run --separate-stderr bash -c 'hall-report figures --kind seat --measure "count,count:served>9,sum:open_seconds-paused_seconds,rate:busy_seconds:open_seconds-paused_seconds" seats.csv |
	    hall-report select figure --columns id,n,value,unit'
	expect 0 "id,n,value,unit
figures/2026-11-02/seat/count/,3,3,
figures/2026-11-02/seat/count:served>9/,1,1,
figures/2026-11-02/seat/sum:open_seconds-paused_seconds/,2,55200,s
figures/2026-11-02/seat/rate:busy_seconds:open_seconds-paused_seconds/,2,0.3967,"
	run --separate-stderr hall-report explain 'figures/2026-11-02/seat/count:served>9/' seats.csv
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 4 ]
	[[ ${lines[1]} == seat,1,* ]]
	run --separate-stderr hall-report figures --kind seat --where 'served>=3' --where 'served<10' seats.csv
	[[ ${lines[1]} == *"/seat;served>=3;served<10/count/"*",1,1,"* ]]
	run --separate-stderr hall-report figures --kind seat --measure count:late seats.csv
	expect 2 "" "hall-report: 'count:late': count counts records, or those where a condition holds: count:late=yes"
}

@test "a number is compared with a number only, and a dash alone stays one" {
	cat >some.csv <<-'END'
	#payment,id,time,hall,staff,amount,ref
	payment,P1,2026-11-02T09:00:00+08:00,H01,S01,10.00,-
	payment,P2,2026-11-02T09:01:00+08:00,H01,S01,,-x
	END
	run --separate-stderr hall-report select payment --where 'amount>abc' some.csv
	expect 2 '' "hall-report: 'abc' is no amount, as the column 'amount' holds (12.30)"
	run --separate-stderr hall-report figures --kind visit --where 'wait>3m' some.csv
	expect 2 '' "hall-report: '3m' is no number of seconds, as the column 'wait' holds (90)"
	run --separate-stderr hall-report select payment --where 'amount>=9' --columns id,ref some.csv
	expect 0 'id,ref
P1,-'
	run --separate-stderr hall-report select payment --where 'amount=' --columns id,ref some.csv
	expect 0 "id,ref
P2,'-x"
}

@test "a figure that the section does not measure has a suggestion" {
	echo '#till,id,day' >tills
	run --separate-stderr hall-report explain daily/2026-11-02/methods/sum:takn/method=cash tills
	expect 2 '' "hall-report: section 'methods' does not measure 'sum:takn' (did you mean sum:taken?)"
	run --separate-stderr hall-report explain daily/2026-11-02/methods/p50:wait/ tills
	expect 2 '' "hall-report: section 'methods' does not measure 'p50:wait'"
}
