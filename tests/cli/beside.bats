# What happens in a book beside a close, and who may read what it leaves.
#
# CLOSES is how many days are closed beside their readers.

load helper
load audit

# Close one day after the other, on the evening of the last.
close_all() {
	local n
	for ((n = 0; n < ${CLOSES:-10}; n++)); do
		WHEN="2026-12-31 18:00:00" evening hall-audit -q close \
		    >/dev/null 2>>said || echo "close: $?" >>said
	done
}

@test "verify beside a close takes nobody for a forger" {
	local rounds=0
	new_book
	close_all &
	while jobs %% >/dev/null 2>&1 && [ -n "$(jobs -r)" ]; do
		hall-audit -q verify >>said 2>&1 || echo "verify: $?" >>said
		rounds=$((rounds + 1))
	done
	wait
	differ said '' "$(cat said)"
	[ "$rounds" -gt 1 ]
	[ "$(echo ./*.seal | wc -w)" -eq "${CLOSES:-10}" ]
	run --separate-stderr hall-audit -q verify --carry
	expect 0 '' ''
}

@test "of many who close a day one does it, and the rest say so" {
	local n
	new_book
	fill_day
	for n in 1 2 3 4 5 6; do
		evening hall-audit close "$DAY" >"out-$n" 2>"err-$n" || touch bad &
	done
	wait
	[ ! -e bad ]
	[ "$(cat out-* | grep -c '^seal,')" -eq 1 ]
	[ "$(cat err-* | grep -c 'is closed already')" -eq 5 ]
	rm out-* err-*
	run --separate-stderr hall-audit -q verify --carry
	expect 0 '' ''
}

# modes_under UMASK [share: group]: all modes that a book's life leaves.
modes_under() {
	rm -rf book && mkdir book
	(
		umask "$1"
		rm -rf "$HOME/.config"
		new_book
		[ -z "${2-}" ] || echo "$2" >>hall.yaml
		echo 'audit: {topics: {note: {}}}' >>hall.yaml
		rm -r $DAY keys "$HOME/.config"
		evening hall-audit -q open
		evening hall-audit -q key new H01
		evening hall-audit -q log note --text x
		printf 'torn' >>$DAY/journal.csv
		evening hall-audit -q log note --text y
		evening hall-audit -q close
		hall-reconcile --day $DAY --save -q
	) >/dev/null 2>&1 || :
	[ -e book/$DAY.seal ]
	find book "$HOME/.config" -mindepth 1 ! -name hall.yaml \
	    -printf '%y %m\n' | sort -u | paste -sd, -
}

@test "files and directories are the owner's alone, under any umask" {
	[ "$(modes_under 000)" = 'd 700,f 600' ]
	[ "$(modes_under 077)" = 'd 700,f 600' ]
	[ "$(modes_under 022)" = 'd 700,f 600' ]
}

@test "share: group lets the group in, as far as the umask does" {
	[ "$(modes_under 000 'share: group')" = 'd 2770,d 700,f 600,f 660' ]
	[ "$(modes_under 027 'share: group')" = 'd 2750,d 700,f 600,f 640' ]
	[ "$(modes_under 077 'share: group')" = 'd 2700,d 700,f 600' ]
}
