#!/usr/bin/env bats
# A small water hall and a small telecom hall: their day goes through the
# whole pipe, and nobody has anything to look at.

load helper

# begin TRADE: the book of examples/TRADE before its day.
begin() {
	example=$TOP/examples/$1
	mkdir book
	cp -L "$example"/*.yaml book
	cd book || return
	sed -i "s/login: hall/login: $(id -un)/; s/^language: zh/language: en/" hall.yaml
	export HALL_BOOK=$PWD XDG_CONFIG_HOME=$PWD.keys
	at "2026-11-02 07:30:00" hall-audit key -q new H01
	at "2026-11-02 07:30:00" hall-audit open -q 2026-11-02
}

# What the counters recorded until the evening; then the day closes.
evening() {
	local days=$example/days/2026-11-02
	at "2026-11-02 17:50:00" hall-ticket post -q "$days/tickets.csv" >posted
	at "2026-11-02 17:50:00" hall-apply post -q "$days/cases.csv" >posted
	at "2026-11-02 17:50:00" hall-audit post -q "$days/logs.csv" >posted
	at "2026-11-02 17:50:00" hall-pay post -q "$days/counter.csv" >posted
	at "2026-11-02 17:50:00" hall-pay post -q "$days/kiosk.csv" >posted
	at "2026-11-02 18:00:00" hall-audit close -q >posted
}

morning() {
	local file source
	for file in "$example"/arrived/2026-11-03/*.csv; do
		source=${file##*/}
		at "2026-11-03 08:10:00" hall-reconcile import -q \
		    "${source%%-*}" "$file" >posted
	done
	hall-ticket -q --day 2026-11-02 | hall-apply -q | hall-pay -q |
	    hall-reconcile -q --on 2026-11-02 --save | hall-audit -q
}

walk() {
	begin "$1"
	evening
	morning >../whole || true
	cd ..
}

# Every tool ran, and none has a fault or anything to tell.
is_clean() {
	awk -F, '
	    /^stage,/ { tools++; if ($7 != 0 || $8 != 0) { print; bad = 1 } }
	    /^(fault|finding|break),/ { print; bad = 1 }
	    END { exit bad || tools != 5 }' whole
}

# What was served, and what came of the cases.
has_done() {
	[ "$(hall-report select visit whole | grep -c ',served,')" -gt "$1" ]
	[ "$(hall-report select progress whole | grep -c ',finished,')" -gt "$2" ]
	[ "$(hall-report select log whole | wc -l)" -gt 15 ]
}

@test "the day of a water hall goes through the pipe without a fault" {
	walk water
	is_clean
	has_done 80 1
	HALL_BOOK= run --separate-stderr hall-report daily -c book/hall.yaml whole
	[ "$status" -eq 0 ]
	[[ $output == *"Clearspring water hall"*COMPLETE* ]]
	[[ $output != *INCOMPLETE* ]]
}

@test "the day of a telecom hall goes through the pipe without a fault" {
	walk telecom
	is_clean
	has_done 100 1
	HALL_BOOK= run --separate-stderr hall-report daily --lang zh \
	    -c book/hall.yaml whole
	[ "$status" -eq 0 ]
	[[ $output == *新城通信营业厅* ]]
}
