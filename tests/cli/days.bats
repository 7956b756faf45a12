#!/usr/bin/env bats
# The generator of days: what it makes up is the same everywhere, and its
# files agree with each other.

load helper

# The options that made examples/riverside stand in the Makefile.
riverside() {
	local options
	options=$(make -s -C "$TOP" -f - show <<-'MAKE'
		include Makefile
		show: ; @echo $(RIVERSIDE)
	MAKE
	)
	# shellcheck disable=SC2086 # several options
	days $options --out "$1"
}

@test "the days of examples/riverside come out of the generator byte for byte" {
	riverside out
	diff -r out/days "$TOP/examples/riverside/days"
	diff -r out/arrived "$TOP/examples/riverside/arrived"
	diff out/planted.csv "$TOP/examples/riverside/planted.csv"
}

@test "another seed makes other days" {
	days --days 1 --out a
	days --days 1 --seed 2 --out b
	run ! diff -q a/days/2026-10-30/counter.csv b/days/2026-10-30/counter.csv
}

@test "a hall's days do not depend on how many halls there are" {
	days --days 2 --halls 1 --out one
	days --days 2 --halls 3 --out three
	diff -r one/days three/H01/days
	diff -r one/arrived three/H01/arrived
}

@test "a planted fault changes nothing of the payments beside it" {
	days --days 1 --out plain
	days --days 1 --plant hall-only@2026-10-30 --out planted
	diff -r plain/days planted/days
	run diff plain/arrived/2026-10-31/wechat-2026-10-30.csv \
	    planted/arrived/2026-10-31/wechat-2026-10-30.csv
	# The row, and the line of the totals.
	[ "$(grep -c '^<' <<<"$output")" -eq 2 ]
	[ "$(grep -c '^>' <<<"$output")" -eq 1 ]
}

@test "the totals of the WeChat file are those of its rows" {
	riverside out
	for f in out/arrived/*/wechat-*.csv; do
		awk -F '[`,]+' '
		    { sub(/\r$/, "") }
		    /^`20/ { n++; amount += $14; back += $18; fee += $(NF - 4) }
		    /^`[0-9]+,/ { want = sprintf("%d %s %s", $2, $3, $4) }
		    END {
			have = sprintf("%d %.2f %.2f", n, amount, back)
			if (have != want) { print FILENAME, have, want; exit 1 }
		    }' "$f"
	done
}

@test "the balance of the bank runs on through all days" {
	riverside out
	cat out/arrived/*/bank-*.csv | tr -d '\r' |
	    grep '^20' | sed 's/"\([0-9]\{1,3\}\),\([0-9]\{3\}\),\([0-9.]*\)"/\1\2\3/g
	        s/"\([0-9]\{1,3\}\),\([0-9.]*\)"/\1\2/g' |
	    awk -F, '
	        NR > 1 && sprintf("%.2f", balance + $6 - $5) != $7 { exit 1 }
	        { balance = $7 }'
}

@test "the Alipay file is GB18030 and says its own sums" {
	days --days 1 --out out
	f=out/arrived/2026-10-31/alipay-2026-10-30.csv
	run ! iconv -f UTF-8 -t UTF-8 "$f"
	iconv -f GB18030 -t UTF-8 "$f" >alipay.csv
	rows=$(grep -c ',交易,' alipay.csv)
	grep -q "#交易合计：${rows}笔" alipay.csv
}

@test "cash that was put down less what was given back is what stays" {
	days --days 3 --out out
	awk -F, '/^payment/ && $16 == "cash" {
	        n++
	        if (sprintf("%.2f", $18 - $19) != $20) exit 1
	    } END { exit n == 0 }' out/days/*/counter.csv
}

@test "a payment at a counter lies within the service of its ticket" {
	days --days 2 --out out
	awk -F, '
	    $1 == "ticket" { at = substr($3, 1, 19) }
	    $1 == "ticket" && $6 ~ /^(start|resume)$/ { from[$2] = at }
	    $1 == "ticket" && $6 == "finish" {
	        to[$2] = at; who[$2] = $5 "," $10; served++
	    }
	    $1 == "payment" {
	        at = substr($3, 1, 19)
	        if (!($10 in to) || at < from[$10] || at > to[$10]) exit 1
	        if (who[$10] != $5 "," $6) exit 1
	        paid[$10] = 1; payments++
	    } END { exit length(paid) < served * 7 / 10 || payments < 500 }
	    ' out/days/*/tickets.csv out/days/*/counter.csv
}

@test "more payments than the customers could make name no ticket" {
	days --days 1 --tickets 20 --out out
	awk -F, '$1 == "payment" && $10 != "" { exit 1 }' out/days/*/counter.csv
}

@test "each day has about as many events of cases as were asked for" {
	days --days 14 --cases 30 --out out
	for f in out/days/*/cases.csv; do
		events=$(grep -c ^case, "$f")
		((events >= 30 && events <= 36))
	done
}

@test "a VIP whom no counter calls is attended to" {
	days --days 10 --out out
	[ "$(cat out/days/*/tickets.csv | grep -c ',attend,V')" -gt 3 ]
}

@test "every receipt number is used once, and none is left out" {
	days --days 5 --out out
	awk -F, '
	    /^book/ && $6 == "issue" { for (i = $8 + 0; i <= $9 + 0; i++) of[i] = $1 "-" $2 $10 }
	    /^payment/ {
	        n = $21 + 0
	        if (!(n in of) || n in used) exit 1
	        used[n] = 1
	        last[of[n]] = n
	    }
	    END { for (n in used) if (!(n - 1 in used) && n - 1 in of && of[n - 1] == of[n]) exit 1 }
	    ' out/days/*/counter.csv
}

@test "a fault that cannot be planted is refused, with what it was" {
	run --separate-stderr days --days 1 --plant deposit-late@2026-10-30 --out out
	expect 2 "" "days: --plant: nothing on 2026-10-30 that deposit-late could be planted in"
}

@test "a fault nobody knows is refused" {
	run --separate-stderr days --plant rain@2026-10-30 --out out
	expect 2 "" "days: --plant: 'rain@2026-10-30' is not NAME@DATE"
}

@test "a trade that nobody knows is refused" {
	run --separate-stderr days --trade gas --out out
	expect 2 "" "days: --trade: 'gas' is not power, water or telecom"
}

@test "without tickets and cases there are no facts of them, and no duties" {
	days --days 1 --tickets 0 --cases 0 --out out
	for f in tickets cases logs; do
		[ ! -s "out/days/2026-10-30/$f.csv" ]
	done
}

@test "a clerk serves one customer at a time" {
	days --days 2 --out out
	awk -F, '
	    $1 != "ticket" || $10 == "" { next }
	    $6 == "call" { if ($10 in busy) exit 1; busy[$10] = $2 }
	    $6 == "resume" { if ($10 in busy) exit 1; busy[$10] = $2 }
	    $6 ~ /^(finish|absent|transfer|hold)$/ {
	        if (busy[$10] != $2) exit 1
	        delete busy[$10]
	    }
	    END { for (c in busy) exit 1 }' out/days/*/tickets.csv
}

@test "a number that is none is refused" {
	run --separate-stderr days --halls 0 --out out
	expect 2 "" "days: --halls: '0' is not a number from 1 to 10000"
}

@test "more payments than there are receipt numbers are refused" {
	run --separate-stderr days --days 4000 --per-day 20000 --journal -
	expect 2 "" "days: --per-day: more than 70000000 payments of a hall; receipts have eight digits"
}

@test "a day without a calendar is refused" {
	run --separate-stderr days --from 9999-11-30 --out out
	expect 2 "" "days: --from: so late there is no calendar"
}

@test "a full disk is told" {
	run --separate-stderr days --days 1 --journal /dev/full
	[ "$status" -eq 4 ]
	[[ $stderr == "days: "*"No space left on device" ]]
}
