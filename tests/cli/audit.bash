# audit.bash - books that can close, for the tests of hall-audit:
#
#	load helper
#	load audit
#
# The clock is at 18:30 on the evening of DAY unless a test says otherwise.

DAY=2026-10-30
NEXT=2026-10-31

# A book whose staff is this user, and a key to seal with.
new_book() {
	unset XDG_CONFIG_HOME
	mkdir -p book
	cat >book/hall.yaml <<-EOF
	hall: {id: H01}
	zone: Asia/Shanghai
	staff:
	  S09: {name: Li Qiang, login: $(id -un), role: monitor}
	  S01: {name: Wang Min, login: nobody-here, role: clerk}
	roles:
	  monitor: {can: [act, close-day, sign-day]}
	  clerk: {can: [take]}
	EOF
	cd book || return
	at "$DAY 08:00:00" hall-audit -q open
	at "$DAY 08:00:00" hall-audit -q key new H01
}

# Facts of a small day of two counters, as far as grep -v "$1" leaves them.
fill_day() {
	"$B/bin/days" --seed 7 --from $DAY --days 1 --per-day 20 \
	    --counters 2 --journal "$BATS_TEST_TMPDIR/all.csv"
	grep -v -e ",closed,," ${1:+-e "$1"} "$BATS_TEST_TMPDIR/all.csv" \
	    >$DAY/journal.csv
}

evening() {
	at "${WHEN:-$DAY 18:30:00}" "$@"
}

# Three closed days and one that is open; their checkpoint, kept elsewhere.
closed_book() {
	new_book
	fill_day
	mkdir $DAY/files
	echo "a,statement" >$DAY/files/wechat.csv
	evening hall-audit -q close >/dev/null
	WHEN="2026-10-31 18:30:00" evening hall-audit -q close >/dev/null
	WHEN="2026-11-01 18:30:00" evening hall-audit -q close >/dev/null
	cp checkpoint "$BATS_TEST_TMPDIR/trusted"
}

# All files of the book with their digests, but locks.
fingerprint() {
	find . -type f ! -name '*lock' -print0 | sort -z |
	    xargs -0 sha256sum
}

# verify_says STATUS LINE…: what is wrong, line by line, and nothing else.
verify_says() {
	local expected=$1
	shift
	run --separate-stderr hall-audit -q verify ${TRUSTED:+--trusted "$TRUSTED"}
	expect "$expected" "" "${1+$(printf 'hall-audit: %s\n' "$@")}"
}
