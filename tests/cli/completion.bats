# Completion: what `--complete` offers, and that the shells pass it on.

load helper
load pay

# offers LINE CANDIDATE…: for the last word of the line, the tool's name first.
offers() {
	local line=$1 out
	shift
	eval "out=\$($(sed 's/ / --complete /' <<<"$line") 2>stderr)"
	differ "$line" "$(printf '%s\n' "$@")" "$(cut -f1 <<<"$out")"
	[ ! -s stderr ]
}

# A book in which money is taken, a customer waits and a case is open.
day_book() {
	pay_book
	cp "$TOP/lib/config/calendar_cn.yaml" "$TOP/lib/apply/cases-power.yaml" .
	sed -i 's/can: \[act,/can: [act, serve, accept,/' hall.yaml
	cat >>hall.yaml <<-'END'
		include: cases-power.yaml
		queues: {payment: {prefix: A}, business: {prefix: B}}
	END
	sed -i 's/^calendars: .*/calendars: {hall: {weekly_rest: none}, office: {country: cn, hours: ["08:30-12:00", "13:30-17:30"], include: calendar_cn.yaml}}/' hall.yaml
	quietly S01 08:55 drawer open C01
	quietly S01 09:03 take --counter C01 --account 3301-445 --service power \
	    --amount 12.50 --method card
	quietly S01 09:04 take --counter C01 --account 3301-445 --service power \
	    --amount 20.00 --method card
	quietly S09 09:05 void P20261102-0001 --reason twice --approved-by S10
	at "2026-11-02 09:06:00" hall-ticket -q take payment >/dev/null
	at "2026-11-02 09:07:00" hall-ticket -q take business >/dev/null
	at "2026-11-02 09:08:00" hall-apply -q open complaint --account 3301-445 \
	    --phone 13800000000 --text noise >/dev/null
}

@test "verbs, options and their values are offered" {
	offers 'hall-pay vo' void :file
	offers 'hall-pay void --app' --approved-by
	offers "hall-pay --lang ''" en zh
	offers 'hall-pay --lang=z' --lang=zh
	offers "hall-pay drawer ''" open float payin payout drop counterfeit count handover
	offers 'hall-pay take --method c' cash card cheque
	offers "hall-pay -C ''" :directory
	offers "hall-pay post ''" :file
	offers "hall-ticket counter ''" open pause resume close
}

@test "an option that was given is offered again only when it may be repeated" {
	offers 'hall-pay void --reason x --rea'
	offers 'hall-report figures --by day --by' --by
}

@test "kinds and columns are those of the records" {
	offers 'hall-report select payl' payline
	offers 'hall-report select payment --columns id,am' id,amount
	offers 'hall-report figures --kind pay' payment payline payout
	offers 'hall-report figures --kind payment --by met' method
	offers 'hall-report figures --kind payment --where met' method=
	offers 'hall-report figures --kind payment --measure sum:am' sum:amount
	offers 'hall-report figures --kind payment --measure count,s' count,sum:
	offers 'hall-report figures --kind payment --measure=max:du' --measure=max:due
	offers 'hall-report figures --kind nothing --by a'
	offers 'hall-report daily --format ht' html
}

@test "without a book names of books are not there, and nothing is said" {
	offers "hall-pay void ''"
	offers "hall-pay take --staff ''"
	offers "hall-apply accept ''"
	offers "hall-ticket call C01 ''"
	offers "hall-report daily --on ''"
	echo 'nonsense: [' >hall.yaml
	offers "hall-pay void ''"
	offers "hall-pay -C nowhere take --counter ''"
	rm hall.yaml
	mkdir -p book/2026-11-02
	echo 'hall: {id: H01}' >book/hall.yaml
	head -c 4096 /dev/urandom >book/2026-11-02/journal.csv
	offers "hall-pay -C book void ''"
}

@test "a book offers its counters, staff, queues and days" {
	day_book
	offers "hall-pay take --counter ''" C01 C02
	offers 'hall-pay take --staff S0' S01 S02 S08 S09
	offers "hall-ticket take ''" payment business
	offers "hall-ticket transfer --to ''" payment business C01 C02
	offers 'hall-apply open compl' complaint
	at "2026-11-02 18:00:00" hall-audit -q close 2026-11-02 --force \
	    --reason test >/dev/null 2>&1
	offers "hall-report daily --on ''" 2026-11-03 2026-11-02
	offers "hall-audit verify ''" 2026-11-03 2026-11-02
	offers "hall-pay deposit made --days 2026-11-02,2026-11-03" \
	    2026-11-02,2026-11-03
	cd / && offers "hall-pay -C $BATS_TEST_TMPDIR take --counter ''" C01 C02
}

@test "a void is offered the payments of the day that are not undone" {
	day_book
	offers "hall-pay void ''" P20261102-0002
}

@test "a call is offered who waits, a case what may happen to it" {
	day_book
	offers "hall-ticket call C01 ''" A001 B001
	local case
	case=$(hall-apply --complete show '' | cut -f1)
	[[ $case == *20261102* ]]
	offers "hall-apply finish ''" "$case"
	offers "hall-apply archive ''"
}

@test "the id of a figure is offered piece by piece" {
	pay_book
	quietly S01 08:55 drawer open C01
	at "2026-11-02 18:00:00" hall-audit -q close 2026-11-02 --force \
	    --reason test >/dev/null 2>&1
	offers 'hall-report explain we' weekly/
	offers 'hall-report explain daily/' daily/2026-11-03/ daily/2026-11-02/
	offers 'hall-report explain weekly/' weekly/2026-11-02..2026-11-08/
	offers 'hall-report explain daily/2026-11-02/meth' daily/2026-11-02/methods/
	offers 'hall-report explain daily/2026-11-02/visits/' \
	    daily/2026-11-02/visits/count/ daily/2026-11-02/visits/count: \
	    daily/2026-11-02/visits/mean: daily/2026-11-02/visits/p90: \
	    daily/2026-11-02/visits/count:
	offers 'hall-report explain daily/2026-11-02/methods/sum:n' \
	    daily/2026-11-02/methods/sum:net/
	offers 'hall-report explain daily/2026-11-02/methods/sum:net/' \
	    daily/2026-11-02/methods/sum:net/method=
	offers 'hall-report explain dialy/'
	offers 'hall-report explain daily/2026-11-02/no/'
}

@test "what was reconciled is offered by its id, the newest day unless --on says" {
	pay_book
	offers "hall-reconcile explain ''"
	at "2026-11-02 18:00:00" hall-audit -q close 2026-11-02 --force \
	    --reason test >/dev/null 2>&1
	cat >2026-11-02.recon <<-'END'
		#break,id,day,code
		break,B1,2026-11-02,hall_only
		#match,id,day,status
		match,M1,2026-11-02,confirmed
		match,M2,2026-11-02,waiting
	END
	offers "hall-reconcile explain ''" B1 M2
	run hall-reconcile --complete explain --lang zh B
	expect 0 $'B1\t短款（对方无此笔）'
	offers "hall-reconcile explain --on 2026-11-03 ''"
}

@test "roles are offered as departments and owners" {
	day_book
	offers "hall-apply due --owner mon" monitor
	offers "hall-apply hand --to mon" monitor
}

@test "every verb of every tool offers the options of its help, and says nothing" {
	local tool verb
	for tool in ticket apply pay reconcile audit report; do
		"hall-$tool" --complete '' | cut -f1 | grep -v : >verbs
		[ -s verbs ]
		while read -r verb; do
			"hall-$tool" "$verb" --help | grep -oE '^ {2,6}(-.,)? *--[a-z-]+' |
			    sed 's/.*--/--/' | sort >help
			"hall-$tool" --complete "$verb" -- 2>said | cut -f1 | sort >offered
			differ "hall-$tool $verb" "$(<help)" "$(<offered)"
			"hall-$tool" --complete "$verb" '' 2>>said >operands
			[ ! -s said ]
		done <verbs
	done
}

# What bash would put on the line; a bar behind each.
bash_completes() {
	local COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMP_CWORD
	local COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
	local rest=$1 head
	# As readline does it: blanks part words, and so do = and :.
	while [ -n "$rest" ]; do
		rest=${rest#"${rest%%[! ]*}"}
		head=${rest%%[ =:]*}
		[ -n "$head" ] || head=${rest:0:1}
		COMP_WORDS+=("$head")
		rest=${rest#"$head"}
	done
	[[ $1 != *' ' ]] || COMP_WORDS[${#COMP_WORDS[@]}-1]=''
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	COMPREPLY=()
	"_${1%% *}"
	printf '%s|' "${COMPREPLY[@]}"
	echo
}

@test "bash completes" {
	local tool
	for tool in hall-pay hall-report hall-reconcile; do
		if command -v shellcheck >/dev/null; then
			$tool --completion bash | shellcheck -s bash -
		fi
		# shellcheck disable=SC1090
		. <($tool --completion bash)
	done
	run complete -p hall-pay
	[[ $output == *_hall-pay* ]]
	mkdir 'some files' some.d && touch some.csv
	differ verb 'void|' "$(bash_completes 'hall-pay vo')"
	differ value 'en|zh|' "$(bash_completes 'hall-pay --lang ')"
	differ joined 'zh|' "$(bash_completes 'hall-pay --lang=z')"
	differ colon 'amount|' \
	    "$(bash_completes 'hall-report figures --kind payment --measure sum:am')"
	differ list 'method,amount|' \
	    "$(bash_completes 'hall-report figures --kind payment --by method,am')"
	differ files 'some files|some.csv|some.d|' \
	    "$(bash_completes 'hall-report select payment some' |
	        tr '|' '\n' | LC_ALL=C sort | sed '/^$/d' | tr '\n' '|')"
	differ directories 'some.d|' "$(bash_completes 'hall-pay -C some.')"
	differ source 'some.csv|' \
	    "$(bash_completes 'hall-reconcile --with wechat=some.c')"
	day_book
	differ book 'P20261102-0002|' "$(bash_completes 'hall-pay void ')"
	differ quoted 'C01|C02|' \
	    "$(bash_completes "hall-pay -C '$BATS_TEST_TMPDIR' take --counter ")"
}

@test "each tool completes its verbs in each shell" {
	local tool
	for tool in ticket apply pay reconcile audit report; do
		"hall-$tool" --completion zsh >"_hall-$tool"
		"hall-$tool" --completion fish >"hall-$tool.fish"
		# shellcheck disable=SC1090
		. <("hall-$tool" --completion bash)
		"hall-$tool" --complete '' | cut -f1 | grep -v : >"$tool.verbs"
		differ "bash $tool" "$(<"$tool.verbs")" \
		    "$(bash_completes "hall-$tool " | tr '|' '\n' |
		        grep -xFf "$tool.verbs")"
	done
	if command -v zsh >/dev/null; then
		cat >try.zsh <<-'END'
			compdef() { }
			compset() { }
			compadd() { shift ${@[(i)--]}; print -l -- "$@" }
			_files() { }
			for tool in ticket apply pay reconcile audit report; do
				. ./_hall-$tool
				words=(hall-$tool '') CURRENT=2 PREFIX=''
				_hall-$tool >$tool.zsh
			done
		END
		zsh -f try.zsh
	fi
	if command -v fish >/dev/null; then
		cat >try.fish <<-'END'
			for tool in ticket apply pay reconcile audit report
				source hall-$tool.fish
				complete -C "hall-$tool " | string replace -r '\t.*' '' >$tool.fish
			end
		END
		fish --no-config try.fish
	fi
	for tool in ticket apply pay reconcile audit report; do
		for shell in zsh fish; do
			command -v "$shell" >/dev/null || continue
			differ "$shell $tool" "$(sort "$tool.verbs")" \
			    "$(grep -xFf "$tool.verbs" "$tool.$shell" | sort)"
		done
	done
}

@test "zsh completes" {
	command -v zsh >/dev/null || skip 'zsh is not here'
	day_book
	hall-pay --completion zsh >_hall-pay
	run zsh -n _hall-pay
	expect 0 ''
	# The widgets of a terminal, as functions that tell what they get.
	cat >try <<-'END'
		compdef() { }
		compset() { }
		compadd() { shift ${@[(i)--]}; print -l -- "$@" }
		_files() { print files "$@" }
		. ./_hall-pay
		try() { words=("$@") CURRENT=$# PREFIX=${@[-1]}; _hall-pay }
		try hall-pay vo
		try hall-pay void ''
		try hall-pay void --app
		try hall-pay post ''
		try hall-pay -C ''
	END
	run --separate-stderr zsh -f try
	expect 0 'void
files
P20261102-0002
--approved-by
files
files -/'
}

@test "fish completes" {
	command -v fish >/dev/null || skip 'fish is not here'
	day_book
	hall-pay --completion fish >hall-pay.fish
	run fish -n hall-pay.fish
	expect 0 ''
	touch some.csv
	cat >try <<-'END'
		source hall-pay.fish
		complete -C 'hall-pay vo'
		complete -C 'hall-pay void '
		complete -C 'hall-pay void --app'
		complete -C 'hall-pay post some'
	END
	run --separate-stderr fish --no-config try
	expect 0 $'void\tundo a payment of this business day
P20261102-0002\t20.00
--approved-by\twho agreed to it
some.csv'
}
