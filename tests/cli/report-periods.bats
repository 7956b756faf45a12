# hall-report over several days.
load helper

# A closed day of a book, with the takings of its till.
book_day() {
	{
		echo '#day,id,time,hall,staff,event,reason,day,shift,seq'
		echo "day,$1,$1T08:00:00+08:00,H01,,open,,$1,,1"
		echo "day,$1,$1T18:00:00+08:00,H01,,closed,,$1,,9"
	} | gzip >"$1.bgz"
	{
		echo '#till,id,day,hall,counter,session,staff,method,payments,taken,net,over,why'
		echo "till,T$1,$1,H01,C01,1,S01,cash,1,$2,$2,0.00,"
		echo '#stage,tool,version,config,as_of,lines,faults,worst'
		echo "stage,hall-pay,0.1.0,,$1T23:00:00+08:00,3,0,0"
	} >"$1.part"
	{
		echo '#stage,tool,version,config,as_of,lines,faults,worst'
		echo "stage,hall-reconcile,0.1.0,,$1T23:00:00+08:00,3,0,0"
	} >"$1.recon"
	: >"$1.seal"
	mkdir -p "$1"
}

# Two weeks of ten yuan a day, then two days of fifteen.
two_weeks() {
	echo 'hall: {id: H01}' >hall.yaml
	for n in $(seq 0 13); do
		book_day "$(date -d "2026-10-19 + $n day" +%F)" 10.00
	done
	book_day 2026-11-02 15.00
	book_day 2026-11-03 15.00
	mkdir 2026-11-04
	printf '#day,id,time,hall,staff,event,reason,day,shift,seq\nday,2026-11-04,2026-11-03T18:00:01+08:00,H01,,open,,2026-11-04,,1\n' >2026-11-04/journal.csv
}

takings() {
	hall-report weekly -q -C . --section takings --format records "$@" </dev/null |
	    hall-report select figure --columns period,metric,value,previous,change |
	    grep ',sum:net,'
}

@test "a week of a book is read by itself and compared with the one before" {
	two_weeks
	run takings --period last-week
	[ "$output" = "2026-10-26..2026-11-01,sum:net,70.00,70.00,0.0000" ]
	run --separate-stderr hall-report weekly -C . --period last-week </dev/null
	[ "$status" -eq 0 ]
	[[ ${lines[0]} == *"2026-W44  2026-10-26 to 2026-11-01" ]]
}

@test "a week that is not over is incomplete, and compared with as many days" {
	two_weeks
	run takings
	[ "$output" = "2026-11-02..2026-11-08,sum:net,30.00,20.00,0.5000" ]
	run -3 hall-report weekly -C . --on 2026-11-03 </dev/null
	[[ $output == *"x the period is not over"* ]]
	[[ $output == *"compared with 2026-10-26..2026-10-27"* ]]
}

@test "a correction of the open day is no day of the week" {
	two_weeks
	{
		zcat 2026-11-03.bgz
		echo '#fault,id,tool,file,line,kind,day,code,why,digest'
		echo 'fault,F5c6100ce8515,hall-pay,k.csv,2,payment,2026-11-03,cut,cut,5c6100ce8515a92a689aebc925492415'
	} | gzip >new.gz
	mv new.gz 2026-11-03.bgz
	cat >>2026-11-04/journal.csv <<-'END'
	#correct,id,time,hall,staff,of,reason,day,shift,seq
	correct,C20261104-0001,2026-11-03T18:30:00+08:00,H01,S01,5c6100ce8515a92a689aebc925492415,read again,2026-11-04,,2
	END
	run -3 hall-report weekly -C . --on 2026-11-03 </dev/null
	[[ $output == *"x the period is not over"* ]]
	[[ $output != *"(2026-11-04)"* && $output != *"  2026-11-04  "* ]]
}

@test "a day that is missing is said, and is no data" {
	two_weeks
	rm -r 2026-10-28*
	run -3 hall-report weekly -C . --period 2026-W44 </dev/null
	[[ $output == *"x no records of 2026-10-28"* ]]
	[[ $output == *"2026-10-28   no data  no data  no data"* ]]
	# Nothing is compared with a week that is not all here.
	run -3 hall-report weekly -C . </dev/null
	[[ $output != *"previous"*"%"* ]]
	# Where the calendar says that the hall is closed, nothing is missing.
	cat >>hall.yaml <<-'END'
	calendars: {hall: {weekly_rest: [wed]}}
	END
	run hall-report weekly -C . --period 2026-W44 </dev/null
	[[ $output != *"no records of"* ]]
}

@test "a stage that is missing on one day is told with the day" {
	two_weeks
	rm 2026-10-29.recon
	run -3 hall-report weekly -C . --period last-week </dev/null
	[[ $output == *"x hall-reconcile did not run, or died (2026-10-29)"* ]]
}

@test "months close when hall.yaml says" {
	two_weeks
	echo 'month: {closes: 30}' >>hall.yaml
	run hall-report monthly -q -C . --period last-month --section takings --format records </dev/null
	[[ $output == *",2026-10-01..2026-10-30,"* ]]
	echo 'month: {closes: 32}' >hall.yaml
	run -2 hall-report monthly -C . </dev/null
	[[ $output == *"hall.yaml:1: closes: '32' is neither last nor a day from 1 to 31" ]]
}

@test "a figure of a week is explained by the records of its days" {
	two_weeks
	run --separate-stderr hall-report explain -C . \
	    'weekly/2026-10-26..2026-11-01/days/sum:net/day=2026-10-27' </dev/null
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == till,T2026-10-27,* ]]
	[[ ${lines[3]} == *,1,10.00,yuan,* ]]
}

@test "what is no period is an error with a suggestion" {
	two_weeks
	run --separate-stderr hall-report weekly -C . --period last-wek
	expect 2 "" "hall-report: --period: 'last-wek' is none (did you mean last-week?)"
	run --separate-stderr hall-report weekly -C . --period last-week --on 2026-11-02
	expect 2 "" "hall-report: --on and --period: name one"
	run --separate-stderr hall-report weekly -C . --period 2025-11 </dev/null
	expect 2 "" "hall-report: . holds no day 2025-11-01..2025-11-30"
}
