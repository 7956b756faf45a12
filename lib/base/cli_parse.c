#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/cli_private.h"
#include "base/date.h"
#include "base/message.h"
#include "base/text.h"

#define CODE_FIRST 256 /* getopt's codes of long options */
#define JOBS_MAX 256

/* A cli_table in getopt's terms. */
struct terms {
	struct option longs[CLI_TABLE_MAX + 1];
	char shorts[2 * CLI_TABLE_MAX + 3];
};

static void
make_terms(struct terms *terms, const struct cli_table *table, char order)
{
	struct option *l = terms->longs;
	char *s = terms->shorts;

	*s++ = order; /* '-': operands come as 1; '+': they end the options */
	*s++ = ':';   /* a missing argument comes as ':' */
	for (size_t i = 0; i < table->count; i++) {
		bool takes = table->option[i]->argument != NULL;

		if (table->letter[i]) {
			*s++ = table->letter[i];
			if (takes)
				*s++ = ':';
		}
		*l++ = (struct option){table->option[i]->name,
		    takes ? required_argument : no_argument, NULL,
		    CODE_FIRST + (int)i};
	}
	*s = '\0';
	*l = (struct option){NULL, 0, NULL, 0};
}

static const struct cli_option *
option_of(const struct cli_table *table, int code)
{
	if (code >= CODE_FIRST)
		return table->option[code - CODE_FIRST];
	for (size_t i = 0; i < table->count; i++)
		if (table->letter[i] && table->letter[i] == (char)code)
			return table->option[i];
	return NULL;
}

static int
bad_abbreviation(const struct cli *cli, struct slice typed)
{
	const char *names[CLI_TABLE_MAX], *near;
	struct buffer list = {0};
	size_t count = 0, starts = 0;

	for (size_t i = 0; i < cli->table.count; i++) {
		const struct cli_option *o = cli->table.option[i];

		names[count++] = o->name;
		if (strncmp(o->name, typed.text, typed.length) == 0)
			buffer_format(
			    &list, "%s--%s", starts++ ? ", " : "", o->name);
	}
	near = suggest(typed, names, count);
	if (starts > 1)
		cli_usage(cli, tr("option --%.*s may mean %s"),
		    SLICE_ARG(typed), list.text);
	else if (near)
		cli_usage(cli, tr("unknown option --%.*s (did you mean --%s?)"),
		    SLICE_ARG(typed), near);
	else
		cli_usage(cli, tr("unknown option --%.*s"), SLICE_ARG(typed));
	buffer_release(&list);
	return -1;
}

/* getopt said '?': an unknown option, or one that takes no argument. */
static int
bad_option(const struct cli *cli, int argc, char **argv)
{
	const struct cli_option *option;
	struct slice rest, typed;

	if (optopt > 0 && optopt < 0x80) {
		cli_usage(cli, tr("unknown option -%c"), optopt);
		return -1;
	}
	if (optopt < 0) { /* a byte of a longer character */
		cli_usage(cli, tr("unknown option %s"),
		    argv[optind < argc ? optind : argc - 1]);
		return -1;
	}
	if (optopt >= CODE_FIRST) {
		option = option_of(&cli->table, optopt);
		cli_usage(
		    cli, tr("option --%s takes no argument"), option->name);
		return -1;
	}
	rest = slice_of(argv[optind - 1] + 2);
	slice_cut(&rest, '=', &typed);
	return bad_abbreviation(cli, typed);
}

static int
missing_argument(struct cli *cli)
{
	const struct cli_option *option = option_of(&cli->table, optopt);
	struct buffer wanted = {0};

	cli->awaits = option;
	cli_names(&wanted, option->argument);
	cli_usage(cli, tr("option --%s wants %s"), option->name, wanted.text);
	buffer_release(&wanted);
	return -1;
}

static int
add_value(struct cli *cli, const struct cli_option *option, const char *text)
{
	bool again = !(option->flags & CLI_REPEAT) &&
		     cli_has(cli, option->name);

	if (again && !option->argument)
		return 0;
	if (again) {
		cli_usage(cli, tr("option --%s is given twice"), option->name);
		return -1;
	}
	cli->values[cli->values_count++] = (struct cli_value){
	    option, text ? text : ""};
	return 0;
}

int
cli_first_operand(struct cli *cli, int argc, char **argv)
{
	struct terms terms = {.shorts = ""};
	int code;

	cli_table_tool(&cli->table, cli->tool);
	make_terms(&terms, &cli->table, '+');
	opterr = 0;
	optind = 0; /* begin anew, as glibc has it */
	while ((code = getopt_long(
		    argc, argv, terms.shorts, terms.longs, NULL)) != -1)
		cli->doubtful = cli->doubtful || code == '?';
	return optind;
}

int
cli_parse(struct cli *cli, int argc, char **argv)
{
	struct terms terms = {.shorts = ""};
	int code;

	make_terms(&terms, &cli->table, '-');
	cli->values = arena_array(
	    &cli->arena, (size_t)argc + CLI_TABLE_MAX, sizeof(*cli->values));
	cli->operands = arena_array(
	    &cli->arena, (size_t)argc + 1, sizeof(*cli->operands));
	opterr = 0;
	optind = 0;
	while ((code = getopt_long(
		    argc, argv, terms.shorts, terms.longs, NULL)) != -1) {
		if (code == 1)
			cli->operands[cli->operands_count++] = optarg;
		else if (code == '?')
			return bad_option(cli, argc, argv);
		else if (code == ':')
			return missing_argument(cli);
		else if (add_value(cli, option_of(&cli->table, code), optarg) <
			 0)
			return -1;
	}
	while (optind < argc)
		cli->operands[cli->operands_count++] = argv[optind++];
	return 0;
}

static int
check_required(const struct cli *cli)
{
	struct buffer missing = {0};
	size_t count = 0;

	for (const struct cli_option *o = cli->verb->options; o && o->name;
	     o++) {
		if (!(o->flags & CLI_REQUIRED) || cli_has(cli, o->name))
			continue;
		buffer_format(
		    &missing, "%s--%s ", count++ ? tr(", ") : "", o->name);
		cli_names(&missing, o->argument ? o->argument : "");
	}
	if (count)
		cli_usage(cli, tr("%s must be given"), missing.text);
	buffer_release(&missing);
	return count ? -1 : 0;
}

static int
check_operands(const struct cli *cli)
{
	const struct cli_verb *verb = cli->verb;
	struct buffer synopsis = {0};
	const char *what = NULL;

	if (cli->operands_count < verb->operands_min)
		what = tr("an operand is missing: %s");
	else if (verb->operands_max != CLI_MANY &&
		 cli->operands_count > verb->operands_max)
		what = tr("too many operands: %s");
	if (!what)
		return 0;
	cli_synopsis(cli->tool, verb, &synopsis);
	cli_usage(cli, what, synopsis.text);
	buffer_release(&synopsis);
	return -1;
}

/* "auto|always|never": a value must be one of them. */
static int
check_choice(const struct cli *cli, const char *name)
{
	const struct cli_option *option = cli_table_find(&cli->table, name);
	const char *value = cli_get(cli, name);
	struct slice rest, one;

	if (!value)
		return 0;
	rest = slice_of(option->argument);
	while (slice_cut(&rest, '|', &one))
		if (slice_is(one, value))
			return 0;
	cli_usage(
	    cli, tr("--%s: '%s' is none of %s"), name, value, option->argument);
	return -1;
}

static int
check_number(
    const struct cli *cli, const char *name, long long least, long long most)
{
	const struct cli_option *option = cli_table_find(&cli->table, name);
	const char *value = cli_get(cli, name);
	long long number;

	if (!value || !option->argument)
		return 0;
	if (slice_int(slice_of(value), &number) == 0 && number >= least &&
	    number <= most)
		return 0;
	cli_usage(cli, tr("--%s: '%s' is no number from %lld to %lld"), name,
	    value, least, most);
	return -1;
}

static int
check_language(const struct cli *cli)
{
	const char *value = cli_get(cli, "lang");
	enum language language;

	if (!value || language_parse(slice_of(value), &language) == 0)
		return 0;
	cli_usage(cli, tr("--%s: '%s' is none of %s"), "lang", value, "en|zh");
	return -1;
}

static int
check_day(const struct cli *cli)
{
	const char *value = cli_get(cli, "day");
	int32_t date;

	if (!(cli->verb->common & CLI_STREAM) || !value ||
	    date_parse(slice_of(value), &date) == 0)
		return 0;
	cli_usage(cli, tr("--day: '%s' is no date such as 2026-11-02"), value);
	return -1;
}

int
cli_check(const struct cli *cli)
{
	if (check_language(cli) < 0 || check_required(cli) < 0 ||
	    check_operands(cli) < 0)
		return -1;
	if ((cli->verb->common & CLI_COLOR) && check_choice(cli, "color") < 0)
		return -1;
	if ((cli->verb->common & (CLI_THREADS | CLI_STREAM)) &&
	    check_number(cli, "jobs", 1, JOBS_MAX) < 0)
		return -1;
	if ((cli->verb->common & CLI_STREAM) &&
	    check_number(cli, "max-faults", 0, INT32_MAX) < 0)
		return -1;
	return check_day(cli);
}
