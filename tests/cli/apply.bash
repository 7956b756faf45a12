# apply.bash - what the tests of hall-apply share: a hall with case types.

# shellcheck disable=SC2154 # TOP and B are of helper.bash

# A configuration outside a book: c/hall.yaml with an office calendar.
apply_config() {
	mkdir -p c
	cp "$TOP/lib/config/calendar_cn.yaml" "$TOP/lib/apply/cases-power.yaml" c
	cat >c/hall.yaml <<-'END'
		include: cases-power.yaml
		language: en
		hall: {id: H01}
		calendars:
		  hall: {weekly_rest: none}
		  office:
		    country: cn
		    hours: ["08:30-12:00", "13:30-17:30"]
		    include: calendar_cn.yaml
	END
}

CASES='#case,id,time,hall,staff,event,type,account,phone,class,to,item,value,due,text'
export CASES

# fact ID TIME EVENT [COLUMN=VALUE]…: a case fact of 2026 in local time.
fact() {
	local id=$1 time=$2 event=$3 type='' account='' phone='' class='' to=''
	local item='' value='' due='' text='' pair
	shift 3
	for pair; do
		printf -v "${pair%%=*}" %s "${pair#*=}"
	done
	echo "case,$id,${time/ /T}:00+08:00,H01,S01,$event,$type,$account,$phone,$class,$to,$item,$value,$due,$text"
}

# derived KIND [OPTION…]: what the filter makes of in.csv, of one kind.
derived() {
	local kind=$1
	shift
	hall-apply -c c/hall.yaml --only "$@" in.csv 2>stderr | grep "^$kind," || true
}

# column N LINE…: the n-th field of lines without quotes.
column() { cut -d, -f"$1"; }

# A book that is open on 2026-11-02.  S12 is this login and may act for all
# others: `as S01 09:00 VERB…` records at that time what S01 did.
apply_book() {
	apply_config
	mv c/* .
	rmdir c
	cat >>hall.yaml <<-END
		roles:
		  clerk: {can: [serve]}
		  archivist: {can: [archive]}
		  manager: {can: [serve, extend-case]}
		  guide: {can: []}
		  operator: {can: [act, close-day, sign-day]}
		staff:
		  S01: {name: Wang, role: clerk}
		  S05: {name: Zhao, role: archivist}
		  S07: {name: Wu, role: guide}
		  S10: {name: Sun, role: manager}
		  S12: {name: Zhu, role: operator, login: '$(id -un)'}
	END
	unset XDG_CONFIG_HOME
	at "2026-11-02 08:00:00" hall-audit -q key new H01
	at "2026-11-02 08:00:00" hall-audit -q open 2026-11-02
	TODAY=2026-11-02
}

# as STAFF hh:mm VERB…: on the day that is open.
as() {
	local staff=$1 when=$2
	shift 2
	at "$TODAY $when:00" hall-apply "$@" --staff "$staff"
}

# ask hh:mm VERB…: what needs nobody.
ask() {
	local when=$1
	shift
	at "$TODAY $when:00" hall-apply "$@"
}

# close_day NEXT: close the open day and go on with the next.
close_day() {
	at "$TODAY 19:00:00" hall-audit -q close "$TODAY" >/dev/null 2>&1 ||
	    [ $? -eq 1 ]
	TODAY=$1
}

# recorded COLUMNS: of the only fact on stdin.
recorded() { hall-report select case --columns "$1" | tail -n +2; }

ONE=CS20261102-0001 TWO=CS20261102-0002
export ONE TWO
