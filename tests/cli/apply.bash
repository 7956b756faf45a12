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
