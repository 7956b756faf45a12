#!/usr/bin/env bats
# Lines of one kind, hall, day and offset from UTC most often stand together,
# and what they share is read once (lib/record/stretch.h).  That may not show:
# the same lines give the same answers wherever they stand.

load ../cli/helper

# Files that threads share have this many bytes at least: CROWD_BYTES_MIN in
# lib/record/crowd.h.
LARGE=$((4 << 20))

# Two days of two halls, whose lines are the same but for the hall and the
# clocks: the second hall has two.
#	one, other	the journals, each with its headings
#	halls		a line of each hall by turns
#	apart		what is of a kind, hall, day and offset stands together,
#			beside what differs in one of these
#	mixed		a line of each hall, day and offset by turns
#	shuffled	as chance will have it
setup_file() {
	export LC_ALL=C
	local bin=${B:-$BATS_TEST_DIRNAME/../../build}/bin
	cd "$BATS_FILE_TMPDIR" || return
	"$bin/days" --seed 5 --days 2 --per-day 3000 --tickets 300 \
	    --cases 20 --journal one
	awk -F, -v OFS=, '!/^#/ {
	        $4 = "H02"
	        if (NR % 3 == 0)
	            sub(/\+08:00$/, "-05:00", $3)
	    } { print }' one >other
	grep -hv '^#' one other >lines
	grep '^#' one | sort -u | tee head halls apart mixed >shuffled
	awk -F, '{ print n[$4]++ "\t" $0 }' lines | by_tag >>halls
	awk -F, '
	    BEGIN {
	        n = split("H01 30 +08:00,H01 31 +08:00,H02 31 +08:00," \
	            "H02 31 -05:00,H02 30 -05:00,H02 30 +08:00", group)
	        while (n > 0) rank[group[n]] = n--
	    }
	    {
	        is = $4 " " substr($(NF - 6), 9) " " substr($3, 20)
	        print $1 rank[is] "\t" $0
	    }' lines | sort -s -k 1,1 | cut -f 2- >>apart
	awk -F, '{ print n[$4 $(NF - 6) substr($3, 20)]++ "\t" $0 }' lines |
	    by_tag >>mixed
	shuf --random-source=<(yes) lines >>shuffled
}

by_tag() { sort -s -n -k 1,1 | cut -f 2-; }

test_setup() { cd "$BATS_FILE_TMPDIR" || return; }

# stretches FILE: how many there are.
stretches() {
	awk -F, '!/^#/ {
	        is = $1 "," $4 "," $(NF - 6) "," substr($3, 20)
	        n += is != was
	        was = is
	    } END { print n }' "$1"
}

# All that it says, and its status.
answer() {
	local status=0
	"$@" 2>&1 || status=$?
	echo "status $status"
}

figures() { answer hall-report figures --kind payment "$@"; }

# same QUERY...: the same answer to what stands together, read by one, as to
# what does not, read by one, two and four; kept as `expected`.
same() {
	local j
	answer "$@" -j 1 apart >expected
	for j in 1 2 4; do
		answer "$@" -j $j mixed | diff expected - || return
	done
	answer "$@" -j 4 apart | diff expected -
	answer "$@" -j 4 shuffled | diff expected -
}

# by_awk NAME...: key, count and sum of the payments, as awk finds them.
by_awk() {
	awk -F, -v by="$*" '
	    BEGIN {
	        dims = split(by, dim, " ")
	        at["hall"] = 4; at["method"] = 16; at["day"] = 26
	    }
	    function value(name) {
	        if (name in at) return $(at[name])
	        if (name == "hour(time)") return substr($3, 12, 2)
	        return substr($3, 1, 10)
	    }
	    $1 == "payment" {
	        key = ""
	        for (i = 1; i <= dims; i++)
	            key = key (i > 1 ? "+" : "") dim[i] "=" value(dim[i])
	        sub(/\./, "", $20)
	        n[key]++
	        fen[key] += $20
	    }
	    END {
	        for (key in n)
	            printf "%s %d %d.%02d\n", key, n[key],
	                int(fen[key] / 100), fen[key] % 100
	    }' shuffled | sort
}

# The same of what hall-report says.
by_figures() {
	awk -F, '$9 == "count" { n[$10] = $12 }
	    $9 == "sum:amount" { sum[$10] = $12 }
	    END { for (key in n) print key, n[key], sum[key] }' expected | sort
}

@test "the files hold the same lines, together and apart" {
	local f
	for f in apart mixed shuffled; do
		cmp <(sort head lines) <(sort $f)
		[ "$(stat -c %s $f)" -gt $LARGE ]
	done
	cmp <(sort head lines) <(sort halls)
	[ "$(stretches apart)" -lt 100 ]
	[ "$(stretches mixed)" -gt $(($(wc -l <lines) * 9 / 10)) ]
	[ "$(stretches halls)" -eq "$(wc -l <lines)" ]
}

# A figure adds up records: it knows no order, no neighbour and no thread.
@test "figures do not depend on what stands together" {
	local by
	for by in 'hall' 'day' 'hall date(time)' 'method hour(time)'; do
		same hall-report figures --kind payment --by "${by// /,}" \
		    --measure count,sum:amount
		by_figures >ours
		# shellcheck disable=SC2086 # several names
		by_awk $by | diff ours -
		[ "$(wc -l <ours)" -ge 2 ]
		grep -q '^status 0$' expected
	done
	same hall-report figures --kind ticket --by event,queue,day
}

period_and_hall() { cut -d, -f6-8 expected | sed -n 2p; }

# The period is that of the records that count, be it the last of a thousand
# that says so; the hall is told where all facts agree on it.
@test "the period and the hall of figures are those of all records" {
	same hall-report figures --kind payment
	[ "$(period_and_hall)" = 2026-10-30,2026-10-31, ]
	same hall-report figures --kind payment --where day=2026-10-31
	[ "$(period_and_hall)" = 2026-10-31,2026-10-31, ]
	# The first of a stretch may not count.
	same hall-report figures --kind payment --where method=cash
	[ "$(period_and_hall)" = 2026-10-30,2026-10-31, ]
	same hall-report figures --kind payment --on 2026-10-30
	[ "$(period_and_hall)" = 2026-10-30,2026-10-30, ]
	# Two of other days amid thousands of one; then one of another hall.
	awk -F, -v OFS=, '/^#/ { print }
	    $1 == "payment" && $26 == "2026-10-30" {
	        if (++n == 200) $26 = "2026-11-05"
	        if (n == 300) $26 = "2026-09-05"
	        print
	    }' one >days
	figures days >expected
	[ "$(period_and_hall)" = 2026-09-05,2026-11-05,H01 ]
	sed '3000s/,H01,/,H02,/' days >visitor
	figures visitor >expected
	[ "$(period_and_hall)" = 2026-09-05,2026-11-05, ]
}

# These are in no stretch, and each says when and where it was.
@test "the period and the hall of what has no day or no time are known" {
	awk -F, -v OFS=, '
	    BEGIN { print "#payment,id,time,hall,amount" }
	    $1 == "payment" { print $1, $2, $3, $4, $20 }' one >undated
	figures undated >expected
	[ "$(period_and_hall)" = "$(sed 1d undated | cut -d, -f3 | cut -c1-10 |
	    sort | sed -n '1p;$p' | paste -sd,),H01" ]
	sed '3000s/,H01,/,H02,/' undated >visitor
	figures visitor >expected
	[[ $(period_and_hall) == *, ]]
	hall-ticket one >visits
	answer hall-report figures --kind visit visits >expected
	[ "$(period_and_hall)" = 2026-10-30,2026-10-31,H01 ]
}

# Lines that no tool knows mean nothing, wherever they stand; but two that
# they part do not stand together.
@test "a strange line between any two changes nothing" {
	local each
	awk '{ print } /^#/ { next } { print "#x,a\nx,1" }' one >parted
	for each in one parted; do
		hall-ticket $each | hall-apply | hall-pay >$each.all
		hall-report daily $each.all >$each.daily || [ $? -eq 3 ]
		figures --by method $each.all >$each.figures
	done
	# A stage tells how many lines there were.
	diff <(sed -E '/^stage,/s/,[0-9]+(,[0-9]+,[0-9]+)$/\1/' one.all) \
	    <(sed -E '/^#?x,/d
	        /^stage,/s/,[0-9]+(,[0-9]+,[0-9]+)$/\1/' parted.all)
	diff one.daily parted.daily
	diff one.figures parted.figures
	grep -q '^till,' one.all
	grep -q '^visit,' one.all
}

# A hall's drawers, receipts and numbers are its own: what another recorded at
# the same time, under the same seq, is nothing to them.
@test "two halls whose lines stand by turns have what each has alone" {
	local hall
	hall-pay --only halls >both
	run ! grep -q '^fault,' both
	for hall in one other; do
		hall-pay --only $hall | grep -E '^(till|run|banking),' >$hall.pay
	done
	diff <(sort one.pay other.pay) \
	    <(grep -E '^(till|run|banking),' both | sort)
	[ "$(wc -l <one.pay)" -gt 50 ]
}

# A day is over where it is over last, whichever line said so.
@test "the time of judgement does not depend on what stands together" {
	local f
	for f in apart mixed shuffled halls; do
		hall-ticket --only $f >out 2>/dev/null || [ $? -eq 3 ]
		grep -q '^stage,hall-ticket,.*,2026-11-01T00:00:00-05:00,' out
	done
	hall-ticket --only one | grep -q ',2026-11-01T00:00:00+08:00,'
	same hall-report daily
	grep -q '2026-11-01T00:00:00-05:00' expected
}

# The seq of a hall's day is one fact's, in whatever stretch it comes again.
@test "a fact counts once and its seq is one fact's, wherever it stands" {
	local f j
	figures --by hall apart -j 1 >expected
	for f in apart mixed; do
		figures --by hall -j 1 apart $f | diff expected -
		figures --by hall -j 4 $f shuffled | diff expected -
	done
	# Another amount, under a seq that the hall's day has.
	awk -F, -v OFS=, '$1 == "payment" && $4 == "H02" && ++n == 4000 {
	        $20 = "0.01"
	        print
	    }' lines >again
	[ "$(wc -l <again)" -eq 1 ]
	run ! grep -qxFf again lines
	for f in apart mixed shuffled; do
		cat $f again >conflict
		for j in 1 4; do
			figures --by hall -j $j conflict |
			    grep -v ' seq: ' | sed 's/^status 3/status 0/' |
			    diff expected -
			figures --by hall -j $j conflict | grep -q ': seq: '
		done
	done
}

# A pipe is read by one thread; what stands before and behind the file that
# others read would be one stretch if they stood together.
@test "figures are the same when a file that threads share comes between" {
	local j
	grep '^payment,.*,H01,.*,2026-10-30,,' lines >of_one
	cat head <(sed -n 1,100p of_one) >before
	cat head <(sed -n 101,200p of_one) <(sed -n 1,10p of_one) >behind
	cat head <(sed -n 101,110p of_one) \
	    <(grep -vxFf <(sed -n 1,200p of_one) lines) >between
	[ "$(stat -c %s between)" -gt $LARGE ]
	figures --by hall,day apart -j 1 >expected
	for j in 1 4; do
		figures --by hall,day -j $j <(cat before) between \
		    <(cat behind) | diff expected -
	done
}
