# What all tools share on their command line.

# shellcheck disable=SC2086 # a verb may be no word at all
load helper

tools() {
	local tool
	for tool in "$B"/bin/hall-*; do basename "$tool"; done
}

@test "every tool answers --help, --version and --completion" {
	local tool shell
	for tool in $(tools); do
		run --separate-stderr "$tool" --help
		[ "$status" -eq 0 ] && [ -z "$stderr" ]
		[[ $output == "usage: $tool "* ]]
		run --separate-stderr "$tool" --version
		[ "$status" -eq 0 ] && [ -z "$stderr" ]
		[[ $output =~ ^"$tool "[0-9]+\.[0-9]+\.[0-9]+$ ]]
		for shell in bash zsh fish; do
			run --separate-stderr "$tool" --completion $shell
			[ "$status" -eq 0 ] && [ -z "$stderr" ]
			[[ $output == *"$tool"* ]]
		done
	done
}

@test "help stays within 80 columns, in both languages" {
	local tool verb
	for tool in $(tools); do
		for verb in '' $("$tool" --help | sed -n '/^Verbs:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p'); do
			run --separate-stderr "$tool" $verb --help
			[ "$status" -eq 0 ] && [ -z "$stderr" ]
			run awk 'length > 80 && !/^usage:/' <<<"$output"
			expect 0 ''
			run --separate-stderr "$tool" $verb --help --lang zh
			[ "$status" -eq 0 ] && [ -z "$stderr" ]
		done
	done
}

@test "nothing of the help is left untranslated" {
	local tool verb
	for tool in $(tools); do
		for verb in '' $("$tool" --help | sed -n '/^Verbs:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p'); do
			# A line of an option or a verb that has no Chinese character.
			run bash -c "$tool $verb --help --lang zh |
			    LC_ALL=C grep -E '^ +(-|[a-z])' | LC_ALL=C grep -vE \$'[\\x80-\\xff]' |
			    LC_ALL=C grep -v '^       hall-' | grep -E '[A-Za-z]{2,}.* {2,}[a-z]'"
			expect 1 ''
		done
	done
}

@test "a full disk is status 4 and a message" {
	run --separate-stderr bash -c 'hall-report --help >/dev/full'
	expect 4 '' 'hall-report: stdout: cannot be written: No space left on device'
}

@test "a closed stdout is status 4 and a message" {
	run --separate-stderr bash -c 'hall-report --help >&-'
	expect 4 '' 'hall-report: stdout: cannot be written: Bad file descriptor'
}

@test "a reader that goes away ends a tool quietly" {
	run --separate-stderr bash -c 'hall-report --help | true'
	expect 0 '' ''
}

@test "bad usage is status 2 and names the help" {
	run --separate-stderr hall-report selct payment
	[ "$status" -eq 2 ] && [ -z "$output" ]
	run --separate-stderr hall-report select --bogus payment
	expect 2 '' "hall-report: unknown option --bogus
hall-report: try 'hall-report select --help'"
}
