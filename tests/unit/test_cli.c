/* The command line: each case runs a tool of its own in a child. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/cli.h"
#include "base/message.h"

/* What a child left. */
struct ran {
	char out[8192];
	char err[4096];
	int status;
};

static enum hall_status
show(struct cli *cli)
{
	const struct cli_verb *verb = cli_verb_of(cli);
	static const char *const watched[] = {"counter", "reason", "bill",
	    "output", "as-of", "only", "dry-run", "directory"};

	printf("%s", verb->name ? verb->name : "filter");
	for (size_t i = 0; i < sizeof(watched) / sizeof(watched[0]); i++) {
		const char *value;

		for (size_t n = 0; (value = cli_get_nth(cli, watched[i], n));
		     n++)
			printf(" %s=%s", watched[i], value);
	}
	for (size_t i = 0; i < cli_operands(cli); i++)
		printf(" [%s]", cli_operand(cli, i));
	puts("");
	assert_null(cli_operand(cli, cli_operands(cli)));
	assert_string_equal(cli_tool_of(cli)->name, "hall-try");
	return HALL_LOOK;
}

static const struct cli_option take_options[] = {
    {"counter", 'k', "COUNTER", N_("at this counter"), CLI_REQUIRED},
    {"reason", 0, "WHY", N_("a reason of its own"), CLI_REQUIRED},
    {"bill", 'b', "BILL",
	N_("for this bill, and for each that is named so; without it the "
	   "oldest bill of the account is paid first"),
	CLI_REPEAT},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_verb verbs[] = {
    {NULL, show, "[FILE]...", "filter", 0, CLI_MANY, NULL,
	CLI_OUTPUT | CLI_STREAM | CLI_THREADS | CLI_COLOR},
    {"take", show, "QUEUE [NUMBER]", "take money", 1, 2, take_options,
	CLI_RECORD},
    {"till", show, "", "look into a till", 0, 0, NULL, 0},
};

/* What was asked for, which verb asks, and how many operands there are. */
static void
candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	buffer_format(out, "%s of %s %zu\n", wanted, cli_verb_of(cli)->name,
	    cli_operands(cli));
}

static const struct cli_tool tool = {.name = "hall-try",
    .summary = "try it",
    .verbs = verbs,
    .verbs_count = 3,
    .candidates = candidates};
static const struct cli_tool verbs_only = {.name = "hall-try",
    .summary = "try it",
    .verbs = verbs + 1,
    .verbs_count = 2};
static const struct cli_tool names_too = {.name = "hall-try",
    .summary = "try it",
    .verbs = verbs,
    .verbs_count = 3,
    .filter_takes_name = true};

static void
slurp(int fd, char *text, size_t size)
{
	size_t used = 0;
	ssize_t n;

	while ((n = read(fd, text + used, size - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
	close(fd);
}

/* Both streams go to unlinked files, so that no pipe can fill up. */
static struct ran
run_tool(const struct cli_tool *which, const char *line)
{
	static struct ran ran;
	char words[512], *argv[32] = {(char *)"hall-try"};
	FILE *out = tmpfile(), *err = tmpfile();
	int argc = 1, how;
	pid_t child;

	snprintf(words, sizeof(words), "%s", line);
	for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
		argv[argc++] = w;
	fflush(NULL);
	child = fork();
	if (child == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		_exit(cli_main(which, argc, argv));
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	ran.status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
	rewind(out);
	rewind(err);
	slurp(dup(fileno(out)), ran.out, sizeof(ran.out));
	slurp(dup(fileno(err)), ran.err, sizeof(ran.err));
	fclose(out);
	fclose(err);
	return ran;
}

static void
works(const char *line, const char *out)
{
	struct ran ran = run_tool(&tool, line);

	assert_string_equal(ran.err, "");
	assert_string_equal(ran.out, out);
	assert_int_equal(ran.status, HALL_LOOK);
}

/* The message, and which help is named behind it. */
static void
fails(const char *line, const char *message, const char *help)
{
	struct ran ran = run_tool(&tool, line);
	char expected[1024];

	snprintf(expected, sizeof(expected),
	    "hall-try: %s\nhall-try: try '%s --help'\n", message, help);
	assert_string_equal(ran.err, expected);
	assert_string_equal(ran.out, "");
	assert_int_equal(ran.status, HALL_USAGE);
}

static void
without_a_verb_it_is_a_filter(void **state)
{
	(void)state;
	works("", "filter\n");
	works("-", "filter [-]\n");
	works("a.csv dir/b -o x --only",
	    "filter output=x only= [a.csv] [dir/b]\n");
	works("/ --as-of 2026-11-02", "filter as-of=2026-11-02 [/]\n");
}

static void
an_operand_that_names_a_verb_selects_it(void **state)
{
	(void)state;
	works("till", "till\n");
	works("-C book -q till", "till directory=book\n");
	works("--counter C01 take A --reason r",
	    "take counter=C01 reason=r [A]\n");
	works("take A -kC01 --rea r 7 -b 1 --bill=2",
	    "take counter=C01 reason=r bill=1 bill=2 [A] [7]\n");
	works("take -nk C01 --reason r -- --odd",
	    "take counter=C01 reason=r dry-run= [--odd]\n");
}

static void
behind_two_dashes_there_is_no_verb(void **state)
{
	(void)state;
	works("-- till", "filter [till]\n");
}

static void
an_unknown_verb_is_told_with_a_suggestion(void **state)
{
	(void)state;
	fails("tkae --counter C01",
	    "'tkae' is no verb and no file (did you mean 'take'?)", "hall-try");
	fails("zzzzz", "'zzzzz' is no verb and no file", "hall-try");
}

static void
an_unknown_option_is_told_with_a_suggestion(void **state)
{
	(void)state;
	fails("--onyl", "unknown option --onyl (did you mean --only?)",
	    "hall-try");
	fails("take --strict A", "unknown option --strict", "hall-try take");
	fails("take --countre=3",
	    "unknown option --countre (did you mean --counter?)",
	    "hall-try take");
	fails("till -x", "unknown option -x", "hall-try till");
	fails("till -中", "unknown option -中", "hall-try till");
}

static void
an_abbreviation_must_be_clear(void **state)
{
	(void)state;
	fails("--co always",
	    "option --co may mean --color, --config, --completion", "hall-try");
	fails("--onyl x", "unknown option --onyl (did you mean --only?)",
	    "hall-try");
	works("--onl", "filter only=\n");
}

static void
options_want_their_arguments(void **state)
{
	(void)state;
	fails("take --counter", "option --counter wants COUNTER",
	    "hall-try take");
	fails("take -k", "option --counter wants COUNTER", "hall-try take");
	fails("--only=yes", "option --only takes no argument", "hall-try");
	fails("-o a -o b", "option --output is given twice", "hall-try");
	works("--only --only", "filter only=\n");
}

static void
what_is_required_must_be_there(void **state)
{
	(void)state;
	fails("take A", "--counter COUNTER, --reason WHY must be given",
	    "hall-try take");
	fails("take A --counter 1", "--reason WHY must be given",
	    "hall-try take");
}

static void
operands_are_counted(void **state)
{
	(void)state;
	fails("take --counter 1 --reason r",
	    "an operand is missing: hall-try take --counter COUNTER "
	    "--reason WHY [OPTION]... QUEUE [NUMBER]",
	    "hall-try take");
	fails("till C01", "too many operands: hall-try till [OPTION]...",
	    "hall-try till");
}

static void
values_of_common_options_are_checked(void **state)
{
	(void)state;
	fails("--color blue", "--color: 'blue' is none of auto|always|never",
	    "hall-try");
	fails("--lang fr", "--lang: 'fr' is none of en|zh", "hall-try");
	fails("--jobs 0", "--jobs: '0' is no number from 1 to 256", "hall-try");
	fails("-j x", "--jobs: 'x' is no number from 1 to 256", "hall-try");
	fails("--max-faults -1",
	    "--max-faults: '-1' is no number from 0 to 2147483647", "hall-try");
	fails("--day 2026-02-30",
	    "--day: '2026-02-30' is no date such as 2026-11-02", "hall-try");
}

static void
a_tool_of_verbs_alone_wants_one(void **state)
{
	struct ran ran = run_tool(&verbs_only, "");

	(void)state;
	assert_string_equal(ran.err, "hall-try: a verb is missing\n"
				     "hall-try: try 'hall-try --help'\n");
	assert_int_equal(ran.status, HALL_USAGE);
	ran = run_tool(&verbs_only, "/");
	assert_string_equal(ran.err, "hall-try: '/' is no verb and no file\n"
				     "hall-try: try 'hall-try --help'\n");
}

static void
help_is_aligned_and_translated(void **state)
{
	struct ran ran = run_tool(&tool, "till --help --lang en");

	(void)state;
	assert_int_equal(ran.status, HALL_DONE);
	assert_string_equal(ran.err, "");
	assert_string_equal(ran.out,
	    "usage: hall-try till [OPTION]...\n"
	    "\n"
	    "look into a till\n"
	    "\n"
	    "Common options:\n"
	    "  -C, --directory DIR             the book is in DIR\n"
	    "  -c, --config FILE               read this configuration\n"
	    "  -q, --quiet                     say only what is wrong\n"
	    "      --lang en|zh                the language of messages and "
	    "reports\n"
	    "  -h, --help                      print this and end\n"
	    "      --version                   print the version and end\n"
	    "      --completion bash|zsh|fish  print a script for that "
	    "shell\n");
	ran = run_tool(&tool, "take -h --lang zh");
	assert_int_equal(ran.status, HALL_DONE);
	assert_non_null(strstr(ran.out, "  -n, --dry-run                   "
					"试运行：只显示将要记录的内容\n"));
	assert_non_null(
	    strstr(ran.out, "      --reason 原因               a reason"));
	assert_null(strstr(ran.out, "--reason TEXT"));
	assert_non_null(strstr(ran.out,
	    "  -b, --bill 账单                 for this bill, and for each "
	    "that "
	    "is named so;\n"
	    "                                  without it the oldest bill of "
	    "the account is\n"
	    "                                  paid first\n"));
}

static void
help_of_the_tool_lists_its_verbs(void **state)
{
	struct ran ran = run_tool(&tool, "--help");

	(void)state;
	assert_int_equal(ran.status, HALL_DONE);
	assert_non_null(
	    strstr(ran.out, "usage: hall-try [OPTION]... [FILE]...\n"
			    "       hall-try VERB [OPTION]... [OPERAND]...\n"
			    "\n"
			    "try it\n"
			    "\n"
			    "Verbs:\n"
			    "  take QUEUE [NUMBER]  take money\n"
			    "  till                 look into a till\n"));
}

static void
version_is_one_line(void **state)
{
	struct ran ran = run_tool(&tool, "take --version");

	(void)state;
	assert_string_equal(ran.out, "hall-try " HALL_VERSION "\n");
	assert_int_equal(ran.status, HALL_DONE);
}

static void
completion_is_a_script_that_asks_the_tool(void **state)
{
	static const char *const shells[] = {"bash", "zsh", "fish"};
	char line[64];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct ran ran;

		snprintf(line, sizeof(line), "--completion %s", shells[i]);
		ran = run_tool(&tool, line);
		assert_int_equal(ran.status, HALL_DONE);
		assert_non_null(strstr(ran.out, "hall-try --complete"));
		assert_null(strstr(ran.out, "TOOL"));
	}
	fails("--completion csh",
	    "--completion: 'csh' is none of bash|zsh|fish", "hall-try");
}

/* What is offered for the last word of the line. */
static void
offers(const char *line, const char *expected)
{
	struct ran ran = run_tool(&tool, line);

	assert_string_equal(ran.out, expected);
	assert_string_equal(ran.err, "");
	assert_int_equal(ran.status, HALL_DONE);
}

static void
candidates_follow_the_tables(void **state)
{
	(void)state;
	offers("--complete ta", "take\ttake money\n:file\n");
	offers("--complete take --cou", "--counter\tat this counter\n");
	offers("--complete take --counter C", "COUNTER of take 0\n");
	offers("--complete take --counter=C", "--counter=COUNTER of take 0\n");
	offers("--complete take -k C", "COUNTER of take 0\n");
	offers("--complete take --counter C01 N", "");
	offers("--complete take --counter C01 Q", "QUEUE of take 0\n");
	offers("--complete take Q N", "NUMBER of take 1\n");
	offers("--complete take Q N X", "");
	offers("--complete take -- -", "");
	offers("--complete --lang z", "zh\n");
	offers("--complete till --lang=e", "--lang=en\n");
	offers("--complete till -C D", ":directory\n");
	offers("--complete till -c F", ":file\n");
}

static void
candidates_want_no_whole_line(void **state)
{
	(void)state;
	offers("--complete", "take\ttake money\ntill\tlook into a till\n"
			     ":file\n");
	offers(
	    "--complete take --nothing --cou", "--counter\tat this counter\n");
	offers("--complete take --lang fr --lang z", "zh\n");
	offers("--complete zzz --compl",
	    "--completion\tprint a script for that shell\n");
}

static void
messages_follow_lang_wherever_it_stands(void **state)
{
	struct ran ran = run_tool(&tool, "zzz --lang zh");

	(void)state;
	assert_int_equal(ran.status, HALL_USAGE);
	assert_null(strstr(ran.err, "is no verb"));
}

static void
the_environment_does_not_change_the_grammar(void **state)
{
	(void)state;
	setenv("POSIXLY_CORRECT", "1", 1);
	works("take A --counter C01 --reason r",
	    "take counter=C01 reason=r [A]\n");
	unsetenv("POSIXLY_CORRECT");
}

static void
a_filter_may_take_a_name_first(void **state)
{
	struct ran ran = run_tool(&names_too, "daily");

	(void)state;
	assert_string_equal(ran.out, "filter [daily]\n");
	assert_int_equal(ran.status, HALL_LOOK);
}

static int
english(void **state)
{
	(void)state;
	return setenv("LC_ALL", "C", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_a_verb_it_is_a_filter),
	    cmocka_unit_test(an_operand_that_names_a_verb_selects_it),
	    cmocka_unit_test(behind_two_dashes_there_is_no_verb),
	    cmocka_unit_test(an_unknown_verb_is_told_with_a_suggestion),
	    cmocka_unit_test(an_unknown_option_is_told_with_a_suggestion),
	    cmocka_unit_test(an_abbreviation_must_be_clear),
	    cmocka_unit_test(options_want_their_arguments),
	    cmocka_unit_test(what_is_required_must_be_there),
	    cmocka_unit_test(operands_are_counted),
	    cmocka_unit_test(values_of_common_options_are_checked),
	    cmocka_unit_test(a_tool_of_verbs_alone_wants_one),
	    cmocka_unit_test(help_is_aligned_and_translated),
	    cmocka_unit_test(help_of_the_tool_lists_its_verbs),
	    cmocka_unit_test(version_is_one_line),
	    cmocka_unit_test(completion_is_a_script_that_asks_the_tool),
	    cmocka_unit_test(candidates_follow_the_tables),
	    cmocka_unit_test(candidates_want_no_whole_line),
	    cmocka_unit_test(messages_follow_lang_wherever_it_stands),
	    cmocka_unit_test(a_filter_may_take_a_name_first),
	    cmocka_unit_test(the_environment_does_not_change_the_grammar),
	};

	return cmocka_run_group_tests(tests, english, NULL);
}
