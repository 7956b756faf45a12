#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cli_private.h"
#include "base/message.h"
#include "base/processors.h"
#include "base/slice.h"
#include "base/text.h"

#define VERBS_MAX 128

/* "C" is short for "directory", and so on. */
static const char *
long_name(const char *option)
{
	static const struct {
		const char *letter;
		const char *name;
	} short_names[] = {{"C", "directory"}, {"c", "config"}, {"o", "output"},
	    {"j", "jobs"}};

	for (size_t i = 0; i < sizeof(short_names) / sizeof(short_names[0]);
	     i++)
		if (strcmp(short_names[i].letter, option) == 0)
			return short_names[i].name;
	return option;
}

const char *
cli_get_nth(const struct cli *cli, const char *option, size_t n)
{
	option = long_name(option);
	for (size_t i = 0; i < cli->values_count; i++)
		if (strcmp(cli->values[i].option->name, option) == 0 &&
		    n-- == 0)
			return cli->values[i].text;
	return NULL;
}

const char *
cli_get(const struct cli *cli, const char *option)
{
	return cli_get_nth(cli, option, 0);
}

bool
cli_has(const struct cli *cli, const char *option)
{
	return cli_get(cli, option) != NULL;
}

size_t
cli_operands(const struct cli *cli)
{
	return cli->operands_count;
}

const char *
cli_operand(const struct cli *cli, size_t n)
{
	return n < cli->operands_count ? cli->operands[n] : NULL;
}

char *const *
cli_operand_list(const struct cli *cli)
{
	return cli->operands;
}

const struct cli_verb *
cli_verb_of(const struct cli *cli)
{
	return cli->verb;
}

const struct cli_tool *
cli_tool_of(const struct cli *cli)
{
	return cli->tool;
}

const char *
cli_typed(const struct cli *cli)
{
	return cli->typed ? cli->typed : "";
}

bool
cli_color(const struct cli *cli)
{
	const char *when = cli_get(cli, "color");
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (when && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return !(no && *no) && !(term && strcmp(term, "dumb") == 0) &&
	       isatty(STDOUT_FILENO);
}

unsigned
cli_threads(const struct cli *cli)
{
	const char *jobs = cli_get(cli, "jobs");

	return jobs ? (unsigned)strtoul(jobs, NULL, 10) : processors_count();
}

enum hall_status
cli_fail(const struct error *e)
{
	if (e->text[0])
		say("%s", e->text);
	return e->status;
}

static void
find_language(const struct cli *cli)
{
	if (cli->tool->language && !cli->language_given)
		cli->tool->language(cli);
}

enum hall_status
cli_usage(const struct cli *cli, const char *format, ...)
{
	struct buffer text = {0};
	const char *verb = cli->verb ? cli->verb->name : NULL;
	char *line = NULL;
	va_list ap;

	find_language(cli);
	va_start(ap, format);
	/* What was still English when it was handed over. */
	if (vasprintf(&line, tr(format), ap) < 0)
		memory_exhausted();
	va_end(ap);
	say("%s", line);
	free(line);
	buffer_text(&text, cli->tool->name);
	if (verb)
		buffer_format(&text, " %s", verb);
	say(tr("try '%s --help'"), text.text);
	buffer_release(&text);
	return HALL_USAGE;
}

/*
 * A file opened while one of the three is closed would take its number, and
 * records would go into it.  Reading 1 and 2, or writing 0, fails as it
 * would have failed before.
 */
static void
open_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(HALL_SYSTEM);
}

static enum hall_status
close_stdout(enum hall_status status)
{
	struct error e = {.text = ""};
	bool failed = fflush(stdout) != 0 || ferror(stdout);

	if (!failed && close(STDOUT_FILENO) < 0 && errno != EBADF)
		failed = true;
	if (!failed || errno == EPIPE)
		return status;
	error_errno(&e, HALL_SYSTEM, tr("%s: cannot be written"), "stdout");
	return status_worst(status, cli_fail(&e));
}

static const struct cli_verb *
find_verb(const struct cli_tool *tool, const char *name)
{
	for (size_t i = 0; i < tool->verbs_count; i++)
		if (tool->verbs[i].name &&
		    strcmp(tool->verbs[i].name, name) == 0)
			return &tool->verbs[i];
	return NULL;
}

static enum hall_status
unknown_verb(const struct cli *cli, const char *name)
{
	const char *names[VERBS_MAX], *near;
	size_t count = 0;

	for (size_t i = 0; i < cli->tool->verbs_count && count < VERBS_MAX; i++)
		if (cli->tool->verbs[i].name)
			names[count++] = cli->tool->verbs[i].name;
	near = suggest(slice_of(name), names, count);
	if (near)
		return cli_usage(cli,
		    tr("'%s' is no verb and no file (did you mean '%s'?)"),
		    name, near);
	return cli_usage(cli, tr("'%s' is no verb and no file"), name);
}

/* A name with '/' or '.' is meant as a file, even when it is not there. */
static bool
means_file(const char *operand)
{
	return strcmp(operand, "-") == 0 || strpbrk(operand, "/.") ||
	       access(operand, F_OK) == 0;
}

/* Errors that stand before --lang on the line are told in it too. */
static bool
early_language(char *const *words)
{
	enum language language;
	bool given = false;

	for (; *words && strcmp(*words, "--") != 0; words++) {
		const char *value = NULL;

		if (strncmp(*words, "--lang=", 7) == 0)
			value = *words + 7;
		else if (strcmp(*words, "--lang") == 0)
			value = words[1];
		if (!value || language_parse(slice_of(value), &language) < 0)
			continue;
		language_set(language);
		given = true;
	}
	return given;
}

static enum hall_status
print_and_release(struct buffer *text)
{
	fwrite(text->text, 1, text->length, stdout);
	buffer_release(text);
	return HALL_DONE;
}

/* --help, --version and --completion: true when one was answered. */
static bool
answered(const struct cli *cli, enum hall_status *status)
{
	const char *shell = cli_get(cli, "completion");
	struct buffer text = {0};

	if (cli_has(cli, "help")) {
		find_language(cli);
		if (cli->verb && cli->verb->name)
			cli_help_verb(cli->tool, cli->verb, &text);
		else
			cli_help_tool(cli->tool, &text);
	} else if (cli_has(cli, "version")) {
		buffer_format(&text, "%s %s\n", cli->tool->name, HALL_VERSION);
	} else if (!shell) {
		return false;
	} else if (cli_completion(cli->tool, shell, &text) < 0) {
		*status = cli_usage(cli, tr("--%s: '%s' is none of %s"),
		    "completion", shell, "bash|zsh|fish");
		return true;
	}
	*status = print_and_release(&text);
	return true;
}

/* Before anything is done: what was recorded is to be printed, too. */
static int
check_output(const struct cli *cli, struct error *error)
{
	const char *path = cli_get(cli, "output");

	return path && cli->tool->output ? cli->tool->output(path, error) : 0;
}

static enum hall_status
run(struct cli *cli)
{
	enum hall_status status;
	struct error error;

	message_quiet(cli_has(cli, "quiet"));
	if (answered(cli, &status))
		return status;
	if (!cli->verb)
		return cli_usage(cli, tr("a verb is missing"));
	if (cli_check(cli) < 0)
		return HALL_USAGE;
	if (check_output(cli, &error) < 0)
		return cli_fail(&error);
	return cli->verb->run(cli);
}

int
cli_choose_verb(
    struct cli *cli, int argc, char **argv, char **rest, const char **name)
{
	int first = cli_first_operand(cli, argc, argv), count = 0;
	bool literal = first > 0 && strcmp(argv[first - 1], "--") == 0;

	*name = first < argc && !literal ? argv[first] : NULL;
	cli->verb = *name ? find_verb(cli->tool, *name) : NULL;
	for (int i = 0; i < argc; i++)
		if (!cli->verb || i != first)
			rest[count++] = argv[i];
	if (!cli->verb)
		cli->verb = cli_filter(cli->tool);
	if (cli->verb)
		cli_table_verb(&cli->table, cli->verb);
	return count;
}

/* Find the verb, take it out of the line, and read the rest for it. */
static enum hall_status
parse_and_run(struct cli *cli, int argc, char **argv)
{
	char **rest = arena_array(&cli->arena, (size_t)argc + 1, sizeof(*rest));
	const char *name;
	int count = cli_choose_verb(cli, argc, argv, rest, &name);
	const struct cli_verb *verb = cli->verb;

	if (name && !(verb && verb->name) && !cli->doubtful &&
	    !cli->tool->filter_takes_name && (!verb || !means_file(name)))
		return unknown_verb(cli, name);
	if (cli_parse(cli, count, rest) < 0)
		return HALL_USAGE;
	return run(cli);
}

/* A script waits for it while somebody types: never a word of complaint. */
static enum hall_status
complete(struct cli *cli, int argc, char **argv)
{
	struct buffer text = {0};
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
		return HALL_DONE;
	close(nowhere);
	cli_complete(cli, argc, argv, &text);
	return print_and_release(&text);
}

int
cli_main(const struct cli_tool *tool, int argc, char **argv)
{
	struct cli *cli;
	enum hall_status status;

	open_standard_files();
	signal(SIGPIPE, SIG_DFL);
	/* A write that passes a limit fails, and is told as any other. */
	signal(SIGXFSZ, SIG_IGN);
	message_tool(tool->name);
	cli = memory_new(sizeof(*cli));
	cli->tool = tool;
	cli->language_given = argc > 0 && early_language(argv + 1);
	if (argc > 1 && strcmp(argv[1], "--complete") == 0)
		status = complete(cli, argc - 1, argv + 1);
	else
		status = parse_and_run(cli, argc, argv);
	arena_release(&cli->arena);
	free(cli);
	return (int)close_stdout(status);
}
