# The configuration of a closed day is the one that was kept: what it names
# outside is not asked.

load helper
load audit

# A book that was closed under a configuration of three files, two of which
# stand elsewhere.  Unsigned, so that a seal can be made to say anything.
test_setup() {
	new_book
	rm -r keys
	echo "audit: {sign: no}" >>hall.yaml
	cd ..
	mkdir province
	echo "share: group" >province/common.yaml
	echo "language: en" >province/words.yaml
	{
		cat book/hall.yaml
		echo "include: [../province/x/../common.yaml," \
		    "\"$PWD/province/words.yaml\"]"
	} >book/wide.yaml
	mkdir province/x
	(cd book && fill_day)
	evening hall-audit -q close -C book -c book/wide.yaml >/dev/null
}

verified() {
	rm -f opens
	run --separate-stderr env LD_PRELOAD="$B/tests/opens.so" \
	    OPENS="$PWD/opens" hall-audit -q verify --carry -C book \
	    -c book/hall.yaml
}

# resealed FROM TO: the kept copy with a change, and a seal that says so.
resealed() {
	local kept digest
	kept=$(echo book/config/*.yaml)
	sed -i "s|$1|$2|" "$kept"
	digest=$(sha256sum <"$kept" | head -c 64)
	mv "$kept" "book/config/$digest.yaml"
	sed -i -e "s|^config [0-9]* .*|config $(wc -c <"book/config/$digest.yaml") $digest  config/$digest.yaml|" \
	    -e "s|^config-file [0-9]* [0-9a-f]*  wide.yaml|config-file ${3-} $digest  wide.yaml|" \
	    book/$DAY.seal
}

@test "the rules of a day are known though their files are gone" {
	verified
	expect 0 '' ''
	rm -r province book/wide.yaml
	verified
	expect 0 '' ''
}

@test "files that changed since change nothing of a closed day" {
	echo 'nonsense: 1' >province/common.yaml
	echo 'language: zh' >province/words.yaml
	verified
	expect 0 '' ''
	run ! grep -e province -e hall-audit- opens
}

@test "what a kept configuration includes is looked for among what was kept" {
	local size
	echo 'SECRET: {not: yours}' >outside
	size=$(grep '^config-file [0-9]* [0-9a-f]*  wide.yaml' book/$DAY.seal |
		cut -d' ' -f2)
	resealed "\"$PWD/province/words.yaml\"" "\"$PWD/outside\"" \
	    $((size - 12))
	verified
	[ "$status" -eq 3 ]
	[[ $stderr == *"$DAY.seal: wide.yaml:"*": include: $PWD/outside: is none of the files that were kept"* ]]
	[[ $stderr != *SECRET* ]]
	run ! grep outside opens
}

@test "a kept configuration that no seal can cut is told" {
	sed -i 's|^config-file \([0-9]*\) |config-file 9\1 |' book/$DAY.seal
	verified
	[ "$status" -eq 3 ]
	[[ $stderr == *"$DAY.seal: its configuration cannot be put together again"* ]]
}
