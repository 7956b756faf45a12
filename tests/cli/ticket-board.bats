#!/usr/bin/env bats
# What the hall's screen shows, and how the queues stand.

load helper
load ticket.bash

test_setup() {
	ticket_book
	quietly S01 08:10:00 counter open C01
	quietly S02 08:10:00 counter open C02
	for i in 0 1 2 3 4; do quietly S07 08:30:0$i take payment; done
	quietly S07 08:30:10 take vip
	quietly S01 08:31:00 call C01
	quietly S01 08:31:10 start C01
	quietly S02 08:31:20 call C02
}

@test "the board shows who is called where, and who waits" {
	run --separate-stderr looks 08:32:00 board --once
	expect 0 "Riverside power hall  2026-11-02 08:32:00

NUMBER  COUNTER
A001    C02      called
V001    desk 1   being served

QUEUE     WAITING  EXPECTED WAIT
payment         4              -
business        0              -
VIP             0              -"
}

@test "the board in Chinese is aligned by width" {
	run --separate-stderr looks 08:32:00 board --once --lang zh
	expect 0 "河滨供电营业厅  2026-11-02 08:32:00

号码  柜台
A001  C02       已叫号
V001  一号柜台  办理中

队列      等候人数  预计等候
缴费             4         -
业务办理         0         -
贵宾             0         -"
}

@test "the board as JSON is one line" {
	run --separate-stderr looks 08:32:00 board --json
	expect 0 '{"hall":"H01","name":"Riverside power hall","day":"2026-11-02","time":"2026-11-02T08:32:00+08:00","calls":[{"number":"A001","counter":"C02","name":"C02","state":"called","called":"2026-11-02T08:31:20+08:00"},{"number":"V001","counter":"C01","name":"desk 1","state":"serving","called":"2026-11-02T08:31:00+08:00"}],"queues":[{"queue":"payment","name":"payment","waiting":4,"counters":2,"expected_wait":null},{"queue":"business","name":"business","waiting":0,"counters":1,"expected_wait":null},{"queue":"vip","name":"VIP","waiting":0,"counters":2,"expected_wait":null}]}'
}

@test "after three services the wait is expected" {
	quietly S02 08:32:00 start C02
	quietly S02 08:36:00 finish C02
	for i in 1 2; do
		quietly S02 08:36:00 call C02
		quietly S02 08:36:00 start C02
		quietly S02 08:40:00 finish C02
		quietly S02 08:40:00 call C02
		quietly S02 08:40:00 start C02
		quietly S02 08:44:00 finish C02
		break
	done
	# Two wait, 4 minutes each, two counters.
	run looks 08:45:00 board --once
	[[ $output = *"payment         2          4 min"* ]]
	run looks 08:45:00 board --json
	[[ $output = *'"queue":"payment","name":"payment","waiting":2,"counters":2,"expected_wait":240}'* ]]
}

@test "queue shows who waits how long, and what could be done" {
	run --separate-stderr looks 08:32:00 queue
	expect 0 "QUEUE               WAITING  FIRST     LONGEST  COUNTERS  IDLE  EXPECTED WAIT
payment   payment         4  A002   1 min 59 s         2     0              -  send some to kiosk
business  business        0  -               -         1     0              -
vip       VIP             0  -               -         2     0              -"
	run --separate-stderr looks 08:32:00 queue payment
	expect 0 "NUMBER  CLASS        WAITS  FOR
A002    normal  1 min 59 s  payment
A003    normal  1 min 58 s  payment
A004    normal  1 min 57 s  payment
A005    normal  1 min 56 s  payment"
	run --separate-stderr looks 08:32:00 queue pay
	expect 2 "" "hall-ticket: hall.yaml names no queue 'pay' (did you mean 'payment'?)"
}

@test "staff tells how many counters would be enough" {
	run --separate-stderr hall-ticket staff --arrivals 100 --interval 30m --service 180s --share 80% --within 20s
	expect 0 "load 10.00; counters needed: 14

COUNTERS  WAIT AT ALL  IN TIME  MEAN WAIT
      11       68.21%   38.96%       2m3s
      12       44.94%   64.02%        40s
      13       28.53%   79.56%        17s
      14       17.41%   88.84%         8s
      15       10.20%   94.15%         4s
      16        5.73%   97.06%         2s
      17        3.09%   98.58%         1s"
	run --separate-stderr hall-ticket staff --arrivals 250 --service 330s --share 80% --within 30s
	[[ $output = "load 22.92; counters needed: 28"* ]]
	run --separate-stderr hall-ticket staff --arrivals 250 --service 330s --share 80% --within 30s --counters 22
	expect 2 "" "hall-ticket: 22 counters cannot keep up with a load of 22.92: the queue would grow for ever"
	# What the hall wants stands in hall.yaml.
	run --separate-stderr hall-ticket staff --arrivals 100 --interval 30m --service 3m
	expect 2 "" "hall-ticket: --share and --within must be given: hall.yaml says no ticketing.staffing"
	run --separate-stderr hall-ticket staff --arrivals 100 --interval 30m --service 3m --share 80%
	[ "$status" -eq 2 ]
	echo 'ticketing: {staffing: {share: 80%, within: 20s}}' >>hall.yaml
	run --separate-stderr hall-ticket staff --arrivals 100 --interval 30m --service 3m --counters 14 --lang zh
	expect 0 "开放柜台  需等候者  按时叫到  平均等候
      14    17.41%    88.84%        8s"
	run --separate-stderr hall-ticket staff --arrivals 0 --service 3m
	expect 2 "" "hall-ticket: --arrivals: '0' is no number from 1 to 1000000"
	run --separate-stderr hall-ticket staff --arrivals 9 --service 3
	expect 2 "" "hall-ticket: --service: '3' is no duration; write 90s, 20m or 1h"
	run --separate-stderr hall-ticket staff --arrivals 9 --service 3m --share 100%
	expect 2 "" "hall-ticket: --share: '100%' is no rate above 0% and below 100%"
	run --separate-stderr hall-ticket staff --arrivals 1000000 --service 3m
	expect 2 "" "hall-ticket: not even 1000 counters would be enough"
}

@test "a board without an open day says closed" {
	rm "$journal"
	run --separate-stderr looks 08:32:00 board --once
	expect 0 "Riverside power hall  2026-11-02 08:32:00

closed"
	run --separate-stderr looks 08:32:00 board --json
	[ "$status" -eq 0 ]
	[[ $output = *'"day":"","time"'*'"calls":[],"queues":[]}' ]]
}

@test "nothing on the board can steer a terminal" {
	printf '#ticket,id,time,event,number,queue,counter,staff\n' >odd.csv
	printf 'ticket,odd,2026-11-02T08:40:00+08:00,take,\033[2J7,payment,,S07\n' >>odd.csv
	printf 'ticket,odd,2026-11-02T08:41:00+08:00,leave,\033[2J7,payment,,S07\n' >>odd.csv
	printf 'ticket,od2,2026-11-02T08:41:00+08:00,take,\033[2J8,payment,,S07\n' >>odd.csv
	at "2026-11-02 08:42:00" hall-ticket post odd.csv >/dev/null
	run looks 08:43:00 queue payment
	[[ $output = *"?[2J8"* ]]
	[[ $output != *$'\033'* ]]
	run looks 08:43:00 board --json
	[[ $output != *$'\033'* ]]
}

@test "on a terminal the board is drawn on the other screen until it is stopped" {
	script -qec true /dev/null >/dev/null 2>&1 </dev/null ||
	    skip "no terminal can be made here"
	local signal
	cat >watch <<-'EOF'
		hall-ticket board &
		sleep 1.2
		kill -"$1" $!
		wait $!
		echo "status $?"
	EOF
	for signal in INT TERM HUP; do
		run script -qec "bash watch $signal" /dev/null </dev/null
		[[ $output = $'\033[?1049h\033[?25l\033[HRiverside power hall'* ]]
		[[ $output = *$'\033[?25h\033[?1049lstatus 0'* ]]
	done
}

@test "a screen goes on while a day is being closed" {
	script -qec true /dev/null >/dev/null 2>&1 </dev/null ||
	    skip "no terminal can be made here"
	cat >watch <<-'EOF'
		hall-ticket board &
		sleep 1.2
		mv 2026-11-02/journal.csv held
		sleep 1.2
		mv held 2026-11-02/journal.csv
		sleep 1.2
		kill $!
		wait $!
	EOF
	run script -qec "bash watch" /dev/null </dev/null
	[[ $output = *"payment         4"*closed*"payment         4"* ]]
}

@test "a board that cannot be printed is an error" {
	run --separate-stderr looks 08:32:00 board --once -o /nonexistent/board
	[ "$status" -eq 4 ]
	run --separate-stderr bash -c 'hall-ticket board --once >/dev/full'
	[ "$status" -eq 4 ]
}
