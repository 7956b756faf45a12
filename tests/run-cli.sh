#!/bin/sh
# run-cli.sh FILE...: the command tests of each file, JOBS files at once.
#
# What a file says comes out in one piece when it ends; the last line counts.
# A file that is not done after FILE_LIMIT seconds is a test that failed:
# nothing here waits for ever.
set -u

JOBS=${JOBS:-$(nproc)}
FILE_LIMIT=${FILE_LIMIT:-900}
spool=$(mktemp -d)
export FILE_LIMIT spool
trap 'rm -rf "$spool"' EXIT

# A file that fails without naming a test (it cannot be read, it hangs)
# gets a line all the same.
# shellcheck disable=SC2016 # the inner shell expands them
one='
said=$(mktemp "$spool/XXXXXX")
status=0
timeout -k 10 "$FILE_LIMIT" bats --tap "$1" >"$said" 2>&1 </dev/null ||
    status=$?
[ "$status" -eq 0 ] || grep -q "^not ok " "$said" ||
    echo "not ok $1: status $status" >>"$said"
flock "$spool" cat "$said"'

# The longest first, so that no core idles at the end.
wc -c "$@" | sed '/ total$/d' | sort -rn | awk '{ print $2 }' |
    xargs -P "$JOBS" -n 1 sh -c "$one" one | tee "$spool/all"

passed=$(grep -c '^ok ' "$spool/all")
failed=$(grep -c '^not ok ' "$spool/all")
echo "$passed command tests passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
