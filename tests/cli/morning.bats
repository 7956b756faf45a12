#!/usr/bin/env bats
# morning.sh on mornings when a file of a channel is not as it should be.

load helper
load riverside

test_setup() {
	book=$BATS_TEST_TMPDIR/book
	mkdir -p "$book/inbox"
	cp "$riverside"/*.yaml "$riverside"/*.sh "$book"
	sed -i "s/login: zhulin/login: $(id -un)/" "$book/logins.yaml"
	sed -i 's/^language: zh/language: en/' "$book/hall.yaml"
	export HALL_BOOK=$book XDG_CONFIG_HOME=$book.keys
	cd "$book"
	at "2026-10-30 08:00:00" hall-audit key -q new H01
	at "2026-10-30 08:00:00" hall-audit open -q 2026-10-30
	riverside_day 2026-10-30
	at "2026-10-30 18:00:00" ./close.sh -q
	cp "$riverside"/arrived/2026-10-31/*.csv inbox
}

morning() { run --separate-stderr at "2026-10-31 $1:00" ./morning.sh; }

@test "a file that is cut off makes the report INCOMPLETE, until it comes whole" {
	file=inbox/wechat-2026-10-30.csv
	head -c 3000 "$file" >cut
	mv "$file" whole && mv cut "$file"
	morning 08:10
	[ "$status" -eq 3 ]
	[[ $output == '2026-10-30 H01 INCOMPLETE: records with faults: 2;'* ]]
	[ -e reports/2026-10-30.html ]
	[ -z "$(ls inbox)" ]

	mv whole "$file"
	morning 10:40
	((status <= 1))
	[[ $output != *INCOMPLETE* ]]
	[[ $(head -n 2 reports/2026-10-30.txt) == *COMPLETE* ]]
	! grep -q INCOMPLETE reports/2026-10-30.txt
}

@test "a file that nobody can read stays in the inbox, the others are reconciled" {
	head -c 500 /dev/zero >inbox/alipay-2026-10-30.csv
	morning 08:10
	[ "$status" -eq 3 ]
	[[ $stderr == *'inbox/alipay-2026-10-30.csv'* ]]
	[ "$(ls inbox)" = alipay-2026-10-30.csv ]
	[ -e reports/2026-10-30.html ]
	[ "$(ls taken | grep -c 2026-10-30)" -eq 4 ]
}
