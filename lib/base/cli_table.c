#include <assert.h>
#include <string.h>

#include "base/cli_private.h"
#include "base/message.h"

static const struct {
	unsigned group; /* 0: always there */
	struct cli_option option;
} common[] = {
    {CLI_OUTPUT,
	{"output", 'o', "FILE", N_("write to FILE, whole or not at all"), 0}},
    {CLI_STREAM, {"as-of", 0, "TIME", N_("what counts as now"), 0}},
    {CLI_STREAM, {"day", 0, "DAY", N_("read that day of the book"), 0}},
    {CLI_STREAM, {"only", 0, NULL, N_("print the derived records alone"), 0}},
    {CLI_STREAM, {"strict", 0, NULL, N_("stop at the first fault"), 0}},
    {CLI_STREAM, {"max-faults", 0, "N", N_("stop after N faults"), 0}},
    {CLI_RECORD, {"dry-run", 'n', NULL, N_("say what would be recorded"), 0}},
    {CLI_RECORD, {"at", 0, "TIME", N_("it happened then: a late entry"), 0}},
    {CLI_RECORD, {"reason", 0, "TEXT", N_("why"), 0}},
    {CLI_RECORD, {"key", 0, "KEY", N_("the same key is recorded once"), 0}},
    {CLI_RECORD, {"staff", 0, "STAFF", N_("act for this member of staff"), 0}},
    {CLI_RECORD, {"shift", 0, "SHIFT", N_("the shift it belongs to"), 0}},
    {CLI_THREADS | CLI_STREAM, {"jobs", 'j', "N", N_("use N threads"), 0}},
    {CLI_COLOR, {"color", 0, "auto|always|never", N_("colour the output"), 0}},
    {0, {"directory", 'C', "DIR", N_("the book is in DIR"), 0}},
    {0, {"config", 'c', "FILE", N_("read this configuration"), 0}},
    {0, {"quiet", 'q', NULL, N_("say only what is wrong"), 0}},
    {0, {"lang", 0, "en|zh", N_("the language of messages and reports"), 0}},
    {0, {"help", 'h', NULL, N_("print this and end"), 0}},
    {0, {"version", 0, NULL, N_("print the version and end"), 0}},
    {0, {"completion", 0, "bash|zsh|fish", N_("print a script for that shell"),
	    0}},
};

const struct cli_option *
cli_table_find(const struct cli_table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->option[i]->name, name) == 0)
			return table->option[i];
	return NULL;
}

static bool
letter_taken(const struct cli_table *table, char letter)
{
	for (size_t i = 0; i < table->count; i++)
		if (letter && table->letter[i] == letter)
			return true;
	return false;
}

/*
 * What comes first wins: a verb's own --reason over the common one.  The
 * options that are always there give way to none.
 */
static void
add_option(
    struct cli_table *table, const struct cli_option *option, bool always)
{
	assert(!always || !letter_taken(table, option->letter));
	if (cli_table_find(table, option->name)) {
		assert(!always);
		return;
	}
	assert(table->count < CLI_TABLE_MAX);
	table->letter[table->count] = letter_taken(table, option->letter)
					  ? 0
					  : option->letter;
	table->option[table->count++] = option;
}

static void
add_own(struct cli_table *table, const struct cli_verb *verb)
{
	for (const struct cli_option *o = verb->options; o && o->name; o++)
		add_option(table, o, false);
	table->own = table->count;
}

static void
add_common(struct cli_table *table, unsigned groups)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (common[i].group == 0 || (common[i].group & groups))
			add_option(
			    table, &common[i].option, common[i].group == 0);
}

void
cli_table_verb(struct cli_table *table, const struct cli_verb *verb)
{
	*table = (struct cli_table){.count = 0};
	add_own(table, verb);
	add_common(table, verb->common);
}

const struct cli_verb *
cli_filter(const struct cli_tool *tool)
{
	for (size_t i = 0; i < tool->verbs_count; i++)
		if (!tool->verbs[i].name)
			return &tool->verbs[i];
	return NULL;
}

/* What stands before the verb is looked through with all options there are. */
void
cli_table_tool(struct cli_table *table, const struct cli_tool *tool)
{
	const struct cli_verb *filter = cli_filter(tool);

	*table = (struct cli_table){.count = 0};
	if (filter)
		add_own(table, filter);
	add_common(table, ~0u);
	for (size_t i = 0; i < tool->verbs_count; i++)
		add_own(table, &tool->verbs[i]);
}
