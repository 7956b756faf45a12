# Both languages: every text and every code has its words, and neither the
# environment of cron nor an empty one changes what is printed.

load helper
load pay

# ids LANGUAGE: the msgids that have a text in some room, one a line.
ids() {
	msgcat --use-first --no-wrap "$TOP"/lib/*/"$1".po |
	    msgattrib --translated --no-fuzzy --no-obsolete --no-wrap - |
	    sed -n 's/^msgid "\(.*\)"$/\1/p' | sort -u
}

# lacking WANTED HAVE: lines of the first that the second has not.
lacking() { comm -23 <(sort -u "$1") "$2"; }

@test "every text of the code has its Chinese" {
	command -v xgettext >/dev/null || skip 'gettext is not here'
	ids zh >zh
	# Long texts stand on several lines: joined, as msgcat joins them.
	find "$TOP/lib" "$TOP/cmd" -name '*.[ch]' -print0 |
	    xargs -0 xgettext -k -ktr -kN_ -L C --from-code=UTF-8 \
	        --no-wrap --no-location -o texts.po
	sed -n 's/^msgid "\(.\+\)"$/\1/p' texts.po >texts
	[ "$(wc -l <texts)" -gt 500 ]
	differ 'without Chinese' '' "$(lacking texts zh)"
}

# Of "code name name..." lines: what is missing in a language, or what its
# sentence asks for and nobody says.
unsaid() {
	msgcat --use-first --no-wrap "$TOP"/lib/*/"$1".po | perl -e '
		my ($id, %sentence);
		while (<STDIN>) {
			$id = $1 if /^msgid "why:(.*)"/;
			$sentence{$id} = $1 if $id && /^msgstr "(.*)"/;
			$id = "" if /^msgstr/;
		}
		open my $codes, "<", $ARGV[0];
		while (<$codes>) {
			my ($code, @names) = split;
			my $said = $sentence{"$code:" . ($names[0] // "")} //
			    $sentence{$code};
			print "$code: no sentence\n" if !defined $said;
			next if !defined $said || grep { $_ eq "*" } @names;
			for my $name (map { s/.*://r } $said =~ /\{([^}]*)\}/g) {
				print "$code: nobody says $name\n"
				    if !grep { $_ eq $name } @names;
			}
		}' "$2"
}

@test "every why has a sentence in both languages, and says what that needs" {
	command -v msgcat >/dev/null || skip 'gettext is not here'
	perl "$TOP/tests/codes.pl" "$TOP"/lib/*/*.c >codes
	[ "$(wc -l <codes)" -gt 200 ]
	differ 'codes that cannot be seen' '' "$(grep '^?' codes)"
	differ 'in English' '' "$(unsaid en codes)"
	differ 'in Chinese' '' "$(unsaid zh codes)"
}

@test "codes of why are seen through variables, fields, tables and calls" {
	cat >some.c <<-'END'
		static void
		told(struct row *row, const char *which, ...)
		{
			why_list(&row->why, which, list);
		}

		static const char *
		choice(int n)
		{
			static const char *const late[] = {"one", [2] = "two"};

			return n > 9 ? "many" : late[n];
		}

		static void
		choose(const char **chosen)
		{
			*chosen = "chosen";
		}

		static void
		set(struct row *row, const char *code)
		{
			row->code = code;
		}

		void
		all(struct row *row, const char *nobody)
		{
			const char *code = row->bad ? "bad" : "good";

			told(row, choice(3), "n", "3", NULL);
			told(row, code, "first", first, "last", last, NULL);
			set(row, "field");
			told(row, row->code, NULL);
			choose(&code);
			told(row, wherefrom[3], NULL);
			row_text(row, RUN_WHY, "plain");
		}
	END
	run perl "$TOP/tests/codes.pl" some.c
	differ codes 'bad first last
chosen first last
field
good first last
many n
one n
plain
two n
? some.c: all: wherefrom[3]' "$output"
}

@test "what English says of a code, Chinese says too, and the other way round" {
	command -v msgcat >/dev/null || skip 'gettext is not here'
	ids en | grep . >en
	ids zh >zh
	differ 'without Chinese' '' "$(lacking en zh)"
	# A word of one's own is English already: amount; not cash_short.
	grep -E '^(why|code|rule|set|state|severity|outcome|unit|milestone):.*[_-]|^why:' zh >wanted
	differ 'without English' '' "$(lacking wanted en)"
}

@test "every kind, column and word that a record may hold has its Chinese" {
	command -v msgcat >/dev/null || skip 'gettext is not here'
	ids zh >zh
	{
		awk -F'\t' '!/^#/ {
			print "kind:" $1
			n = split($3, column, ",")
			for (i = 1; i <= n; i++)
				print "column:" column[i]
			n = split($4, event, " ")
			for (i = 1; i <= n; i++)
				print $1 ":" event[i]
		}' "$TOP/lib/record/kinds.tab"
		printf 'column:%s\n' day shift seq entered login key chain
		# As lib/pay/method.c, lib/reconcile, lib/ticket and lib/apply
		# write them.
		printf 'method:%s\n' cash card wechat alipay bank cheque
		printf 'code:%s\n' hall_only channel_only amount_over \
		    amount_under status_mismatch fee_diff duplicate_hall \
		    duplicate_channel cutover refund_only refund_over voided \
		    wrong_date ambiguous stub_missing stub_void cash_over \
		    cash_short deposit_short deposit_late unreadable
		printf 'outcome:%s\n' served absent left diverted referred \
		    escalated expired open
		printf 'state:%s\n' yes no open opened accepted held finished \
		    rejected cancelled archived confirmed netted ambiguous \
		    suggested waiting
		printf 'severity:%s\n' minor major critical not-run
	} >wanted
	differ 'without Chinese' '' "$(lacking wanted zh)"
}

# The names in braces of each sentence, sorted: "why:late limit used".
placeholders() {
	msgcat --use-first --no-wrap "$TOP"/lib/*/"$1".po | perl -ne '
		$id = $1 if /^msgid "(why:.*)"/;
		if ($id && /^msgstr "(.*)"/) {
			my %name = map { s/.*://r => 1 } $1 =~ /\{([^}]*)\}/g;
			print join(" ", $id, sort keys %name), "\n";
			$id = "";
		}' | sort
}

@test "a sentence says the same things in both languages" {
	command -v msgcat >/dev/null || skip 'gettext is not here'
	placeholders en >en
	placeholders zh >zh
	[ "$(wc -l <en)" -gt 100 ]
	run diff en zh
	expect 0 ''
}

# The report of a day, first with nothing in the environment but PATH.
@test "an empty environment: language and zone are those of hall.yaml" {
	pay_book
	sed -i '1i language: zh\nzone: Asia/Shanghai' hall.yaml
	quietly S01 08:55 drawer open C01
	quietly S01 09:03 take --counter C01 --account 3301-445 --service power \
	    --amount 12.50 --method cash
	env -i PATH="$PATH" HOME="$HOME" LC_ALL=zh_CN.UTF-8 TZ=UTC \
	    hall-pay --day 2026-11-02 >stream 2>/dev/null
	env -i PATH="$PATH" hall-report daily --on 2026-11-02 stream >empty 2>said || true
	env LC_ALL=C TZ=America/New_York hall-report daily --on 2026-11-02 stream \
	    >other 2>said.other || true
	grep -q 日报 empty
	cmp empty other
	cmp said said.other
	# What is said to people too, with and without --lang.
	run --separate-stderr env -i PATH="$PATH" hall-pay void P20261102-0099
	[ "$status" -eq 2 ]
	[[ $stderr == *[一-龥]* ]]
	run --separate-stderr env -i PATH="$PATH" hall-pay --lang en void P20261102-0099
	[[ $stderr != *[一-龥]* ]]
}

@test "the language is that of --lang, else of hall.yaml, else of the environment" {
	local verb command
	mkdir zh none
	printf 'language: zh\nhall: {id: H01}\n' >zh/hall.yaml
	printf 'hall: {id: H01}\n' >none/hall.yaml
	# told BOOK ENVIRONMENT... -- COMMAND...: its first line is Chinese, or not.
	told() {
		local book=$1 line
		local -a with=()
		shift
		while [ "$1" != -- ]; do with+=("$1"); shift; done
		shift
		line=$(cd "$book" && env -i PATH="$PATH" "${with[@]}" "$@" 2>&1 |
		    head -n 1)
		if [[ $line == *[一-龥]* ]]; then echo zh; else echo en; fi
	}
	for verb in --help --nosuch 'take --help' 'take --nosuch' 'take x' 'void P1'; do
		command="hall-pay $verb"
		# shellcheck disable=SC2086
		differ "$command" 'zh zh zh en en zh zh en' "$(echo \
		    "$(told zh -- $command)" \
		    "$(told zh LC_ALL=C -- $command)" \
		    "$(told zh LANG=en_GB.UTF-8 HOME=/ SHELL=/bin/sh -- $command)" \
		    "$(told zh -- $command --lang en)" \
		    "$(told none LANG=zh_CN.UTF-8 LC_MESSAGES=C -- $command)" \
		    "$(told none LANG=zh_CN.UTF-8 -- $command)" \
		    "$(told none LANG=zh_CN.GB18030 LC_CTYPE=C -- $command)" \
		    "$(told none -- $command)")"
	done
}

@test "cron's environment: a fact bears the hall's time, not the machine's" {
	pay_book
	sed -i '1i zone: Asia/Shanghai' hall.yaml
	run --separate-stderr env -i PATH="$PATH" HOME=/ SHELL=/bin/sh LOGNAME=root \
	    LD_PRELOAD="$B/tests/clock.so" TEST_CLOCK='2026-11-02 01:00:00' TZ=UTC \
	    hall-pay drawer open C01 --staff S01
	[ "$status" -eq 0 ]
	[[ $output == *,2026-11-02T09:00:00+08:00,* ]]
	run --separate-stderr env -i PATH="$PATH" \
	    LD_PRELOAD="$B/tests/clock.so" TEST_CLOCK='2026-11-02 01:10:00' \
	    hall-pay drawer drop C01 --amount 1.00 --staff S09
	[[ $output == *,2026-11-02T09:10:00+08:00,* ]]
}

# A count stands behind its word, "faults: 1", or its text has a twin for one.
@test "counts of one are told as one" {
	command -v xgettext >/dev/null || skip 'gettext is not here'
	differ 'a plural that is always there' '' "$(grep -nE \
	    '\{[a-z]+\} (bytes|cells|copies|days|faults|items|lines|numbers|records|rows|times)\b' \
	    "$TOP"/lib/*/en.po)"
	find "$TOP/lib" "$TOP/cmd" -name '*.[ch]' -print0 |
	    xargs -0 xgettext -k -ktr -kN_ -L C --from-code=UTF-8 \
	        --no-wrap --no-location -o texts.po
	sed -n 's/^msgid "\(.\+\)"$/\1/p' texts.po | sort >texts
	# More than, the first and one of a number of things are never one.
	grep -E '%[0-9]*(ll|z)?[du] ([a-z]+ )?[a-z]+s\b' texts |
	    grep -vE '(more than|first|last|[0-9] to|of) %(ll|z)?[du] ' >counts || :
	while IFS= read -r text; do
		grep -qxFf <(sed -E 's/days/day/; s/records/record/
		    s/faults are not mended; they stay/fault is not mended; it stays/' \
		    <<<"$text") texts ||
		    echo "$text"
	done <counts >plurals
	differ 'a plural that is always there' '' "$(<plurals)"
}

# helps LANGUAGE: every help page of every tool.
helps() {
	local tool verb
	for tool in ticket apply pay reconcile audit report; do
		"hall-$tool" --help --lang "$1"
		"hall-$tool" --complete '' | cut -f1 | grep -v : |
		    while read -r verb; do
			"hall-$tool" "$verb" --help --lang "$1"
		done
	done
}

@test "help is whole lines of whole characters, none wider than a screen" {
	local language
	for language in en zh; do
		helps $language >help
		[ "$(wc -l <help)" -gt 1000 ]
		iconv -f UTF-8 -t UTF-8 help >/dev/null
		# Chinese and its punctuation are two columns wide, three bytes long.
		differ "too wide in $language" '' "$(perl -CSD -ne '
			chomp; $wide = () = /[\x{2e80}-\x{ffef}]/g;
			print "$_\n" if length() + $wide > 79 && !/^(usage|\x{7528}\x{6cd5})/' help)"
		differ "begins with a comma in $language" '' \
		    "$(grep -E '^ *(、|，|。|；|）)' help)"
	done
}

@test "the names in usage lines and of arguments have their Chinese" {
	helps zh | grep -E '^(用法|  +(-|hall-))' |
	    sed -E 's/^(.{6}--[^ ]+( [^ ]+)?)  .*/\1/' >names
	[ "$(wc -l <names)" -gt 500 ]
	differ 'without Chinese' '' "$(grep -E '\b[A-Z]{2,}\b' names | sort -u)"
}

# Every code of these lines has a word; only ids, names and times are left.
@test "a report in Chinese shows no codes, whatever kind it is about" {
	cat >hall.yaml <<-'END'
		language: zh
		zone: Asia/Shanghai
		hall: {id: H01, name: 河滨营业厅}
		roles: {clerk: {name: {zh: 收费员, en: clerk}, can: [take]}}
		staff: {S01: {name: 王敏, role: clerk}}
		queues: {pay: {name: {zh: 缴费, en: payments}, prefix: A}}
		audit: {topics: {fire: {title: {zh: 消防巡检, en: fire check}}}}
		reports:
		  codes:
		    title: 代码
		    sections:
		      - {name: c, kind: case, table: [event, type, class, channel, to, value]}
		      - {name: t, kind: ticket, table: [event, queue, class, channel, papers]}
		      - {name: d, kind: drawer, table: [event]}
		      - {name: k, kind: counter, table: [event]}
		      - {name: b, kind: book, table: [event, kind, verified]}
		      - {name: r, kind: receipt, table: [event, kind, stamped]}
		      - {name: e, kind: deposit, table: [event, method]}
		      - {name: p, kind: pairing, table: [event, code]}
		      - {name: l, kind: log, table: [topic, result]}
		      - {name: g, kind: rating, table: [source]}
		      - {name: s, kind: statement, table: [source, type, direction, status]}
		      - {name: m, kind: match, table: [set, rule, status]}
		      - {name: o, kind: proof, table: [side, ok]}
		      - {name: n, kind: banking, table: [role]}
		      - {name: f, kind: finding, table: [severity, staff]}
		      - {name: q, kind: correct, table: [column]}
	END
	perl -e '
		my %value = (
			case => ["type,class,channel,to,value", "complaint,green,phone,clerk,signed"],
			ticket => ["queue,class,channel,papers", "pay,vip,device,missing"],
			drawer => ["amount", "1.00"], counter => ["reason", ""],
			book => ["kind,verified", "receipt,yes"],
			receipt => ["kind,stamped", "invoice,no"],
			deposit => ["method", "cheque"], pairing => ["code", "cash_short"],
		);
		my ($kinds) = @ARGV;
		open my $in, "<", $kinds;
		while (<$in>) {
			chomp;
			my ($kind, $sort, $columns, $events) = split /\t/;
			next if !$value{$kind};
			my ($names, $values) = @{$value{$kind}};
			print "#$kind,id,time,hall,staff,event,$names\n";
			my $n = 10;
			printf "%s,X%s,2026-11-02T09:00:%s+08:00,H01,S01,%s,%s\n",
			    $kind, ++$n, $n, $_, $values for split / /, $events;
		}' "$TOP/lib/record/kinds.tab" >facts
	cat >>facts <<-'END'
		#log,id,time,hall,staff,topic,result
		log,L1,2026-11-02T09:00:00+08:00,H01,S01,fire,bad
		#rating,id,time,hall,staff,source
		rating,R1,2026-11-02T09:00:00+08:00,H01,S01,device
		#statement,id,source,time,type,direction,status
		statement,T1,wechat,2026-11-02T09:00:00+08:00,refund,out,failed
		#match,id,day,set,rule,status
		match,M1,2026-11-02,bank,batch,open
		#proof,id,day,side,ok
		proof,P1,2026-11-02,both,yes
		#banking,id,day,role
		banking,B1,2026-11-02,clerk
		#finding,id,day,severity,staff
		finding,F1,2026-11-02,not-run,clerk
		#correct,id,time,hall,staff,column
		correct,C1,2026-11-02T09:00:00+08:00,H01,S01,method
	END
	run --separate-stderr hall-report codes --on 2026-11-02 facts
	[ "$status" -eq 0 ]
	[ "$(grep -c . <<<"$output")" -gt 90 ]
	# What the cases are called is for hall.yaml to say; c, t, d are titles.
	differ codes '' "$(sed 's/complaint//' <<<"$output" | grep '[a-z][a-z]')"
}

@test "help says of a tool what its page says" {
	local tool
	for tool in ticket apply pay reconcile audit report; do
		differ "hall-$tool" "$(sed -n 's/^\.Nd //p' "$TOP/man/hall-$tool.1")" \
		    "$("hall-$tool" --help | sed -n '/^$/{n;p;q}')"
	done
}
