# helper.bash - what every command test begins with:
#
#	load helper	(or: source "$BATS_TEST_DIRNAME/../cli/helper.bash")
#
# A test runs in a scratch directory of its own, $BATS_TEST_TMPDIR, which is
# also its HOME, with the tools of $B/bin on PATH, in the C locale and in the
# zone of the examples.  Nothing of the caller's environment that a tool
# would look at comes through.

bats_require_minimum_version 1.5.0

# The root of the source tree, and what was built from it.
TOP=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
B=${B:-$TOP/build}
export TOP B

setup() {
	export LC_ALL=C TZ=Asia/Shanghai HOME=$BATS_TEST_TMPDIR
	export PATH=$B/bin:$PATH
	unset HALL_BOOK NO_COLOR LANG LANGUAGE LC_MESSAGES POSIXLY_CORRECT
	cd "$BATS_TEST_TMPDIR" || return
	if declare -F test_setup >/dev/null; then test_setup; fi
}

# shellcheck disable=SC2154 # status, output and stderr are set by run
# expect STATUS STDOUT [STDERR]: compare what `run --separate-stderr` left.
expect() {
	local failed=0
	[ "$status" -eq "$1" ] || { failed=1; echo "status: $status, not $1"; }
	differ stdout "$2" "$output" || failed=1
	differ stderr "${3-}" "$stderr" || failed=1
	return $failed
}

# differ NAME EXPECTED GOT: show the difference; succeed when there is none.
differ() {
	[ "$2" = "$3" ] && return
	echo "$1:"
	diff -u --label expected --label got \
	    <(printf '%s\n' "$2") <(printf '%s\n' "$3")
}

# at "2026-11-02 18:40:00" COMMAND…: run it with the clock standing there.
at() {
	local when=$1
	shift
	env LD_PRELOAD="$B/tests/clock.so" TEST_CLOCK="$when" "$@"
}
