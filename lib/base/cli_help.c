#include <ctype.h>
#include <string.h>

#include "base/cli_private.h"
#include "base/message.h"
#include "base/text.h"

#define HELP_WIDTH 79
#define HELP_COLUMN_MAX 30 /* a longer name has its help on the next line */

static bool
is_among(uint32_t c, const char *characters)
{
	struct slice rest = slice_of(characters);

	while (rest.length)
		if (utf8_next(&rest) == c)
			return true;
	return false;
}

/*
 * Whether a line may end before byte `at`: at a blank, or beside a Chinese
 * character.  None begins with what closes or ends in what opens.
 */
static bool
may_break(struct slice text, size_t at)
{
	struct slice rest = {text.text + at, text.length - at};
	struct slice before = {text.text + at, 0};
	uint32_t next, last;

	if (text.text[at] == ' ')
		return true;
	if ((text.text[at] & 0xc0) == 0x80)
		return false;
	do {
		before.text--;
		before.length++;
	} while ((*before.text & 0xc0) == 0x80);
	next = utf8_next(&rest);
	last = utf8_next(&before);
	return (next >= 0x80 || last >= 0x80) &&
	       !is_among(next, "、。，；：？！）》”…,.;:)") &&
	       !is_among(last, "（《“(");
}

/* The head of a text that fits into a line; the rest is left in *rest. */
static struct slice
fitting(struct slice *rest, size_t columns)
{
	struct slice head = text_head(*rest, columns), all = *rest;
	size_t end = head.length;

	while (end > 0 && end < all.length && !may_break(all, end))
		end--;
	if (end > 0)
		head.length = end;
	*rest = slice_trim(
	    (struct slice){all.text + head.length, all.length - head.length});
	return head;
}

void
cli_names(struct buffer *out, const char *text)
{
	struct slice name;

	while (*text) {
		if (!isupper((unsigned char)*text)) {
			buffer_char(out, *text++);
			continue;
		}
		name = (struct slice){text, 0};
		while (isupper((unsigned char)*text))
			text++;
		name.length = (size_t)(text - name.text);
		buffer_text(out, word("operand", name));
	}
}

/* The same, which lives as long as the arena. */
static const char *
named(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	const char *kept;

	cli_names(&out, text);
	kept = arena_text(arena, "%s", out.text ? out.text : "");
	buffer_release(&out);
	return kept;
}

/* A name, and what it is, in as many lines as that takes. */
static void
entry(struct buffer *out, const char *name, size_t columns, const char *help)
{
	struct slice rest = slice_of(tr(help)), first = slice_of(name);

	buffer_text(out, "  ");
	if (text_width(first) > columns) {
		buffer_format(out, "%s\n  ", name);
		first = SLICE("");
	}
	do {
		text_pad(out, first, columns, false);
		buffer_text(out, "  ");
		buffer_slice(out, fitting(&rest, HELP_WIDTH - 4 - columns));
		buffer_char(out, '\n');
		first = SLICE("");
		if (rest.length)
			buffer_text(out, "  ");
	} while (rest.length);
}

/* "-n, --dry-run", "    --at TIME", "-o FILE". */
static const char *
option_name(const struct cli_table *table, size_t i, struct arena *arena)
{
	const struct cli_option *o = table->option[i];
	const char *argument = named(arena, o->argument ? o->argument : "");
	const char *blank = o->argument ? " " : "";

	if (table->letter[i])
		return arena_text(arena, "-%c, --%s%s%s", table->letter[i],
		    o->name, blank, argument);
	return arena_text(arena, "    --%s%s%s", o->name, blank, argument);
}

static size_t
widest_option(const struct cli_table *table, struct arena *arena)
{
	size_t widest = 0;

	for (size_t i = 0; i < table->count; i++) {
		size_t width = text_width(
		    slice_of(option_name(table, i, arena)));

		if (width > widest && width <= HELP_COLUMN_MAX)
			widest = width;
	}
	return widest;
}

static void
options(struct buffer *out, const struct cli_verb *verb)
{
	struct arena arena = {0};
	struct cli_table table;
	size_t columns;

	cli_table_verb(&table, verb);
	columns = widest_option(&table, &arena);
	for (size_t i = 0; i < table.count; i++) {
		const struct cli_option *o = table.option[i];

		if (i == 0 && table.own)
			buffer_format(out, "\n%s\n", tr("Options:"));
		if (i == table.own)
			buffer_format(out, "\n%s\n", tr("Common options:"));
		entry(out, option_name(&table, i, &arena), columns, o->help);
	}
	arena_release(&arena);
}

static void
required(struct buffer *out, const struct cli_verb *verb)
{
	for (const struct cli_option *o = verb->options; o && o->name; o++) {
		if (!(o->flags & CLI_REQUIRED))
			continue;
		buffer_format(out, " --%s", o->name);
		if (!o->argument)
			continue;
		buffer_char(out, ' ');
		cli_names(out, o->argument);
	}
}

void
cli_synopsis(const struct cli_tool *tool, const struct cli_verb *verb,
    struct buffer *out)
{
	buffer_text(out, tool->name);
	if (verb->name)
		buffer_format(out, " %s", verb->name);
	required(out, verb);
	cli_names(out, " [OPTION]...");
	if (verb->operands && *verb->operands) {
		buffer_char(out, ' ');
		cli_names(out, verb->operands);
	} else if (verb->operands_max == CLI_MANY) {
		cli_names(out, " [FILE]...");
	}
}

static void
usage(struct buffer *out, const struct cli_tool *tool,
    const struct cli_verb *verb, bool first)
{
	struct slice label = slice_of(tr("usage: "));

	text_pad(out, first ? label : SLICE(""), text_width(label), false);
	if (verb) {
		cli_synopsis(tool, verb, out);
	} else {
		buffer_text(out, tool->name);
		cli_names(out, " VERB [OPTION]... [OPERAND]...");
	}
	buffer_char(out, '\n');
}

void
cli_help_verb(const struct cli_tool *tool, const struct cli_verb *verb,
    struct buffer *out)
{
	struct slice rest = slice_of(tr(verb->help));

	usage(out, tool, verb, true);
	buffer_char(out, '\n');
	do {
		buffer_slice(out, fitting(&rest, HELP_WIDTH));
		buffer_char(out, '\n');
	} while (rest.length);
	options(out, verb);
}

/* "take QUEUE" */
static const char *
verb_name(const struct cli_verb *verb, struct arena *arena)
{
	if (verb->operands && *verb->operands)
		return arena_text(
		    arena, "%s %s", verb->name, named(arena, verb->operands));
	return verb->name;
}

static void
verbs(struct buffer *out, const struct cli_tool *tool)
{
	struct arena arena = {0};
	size_t widest = 0;

	for (size_t i = 0; i < tool->verbs_count; i++) {
		const char *name = tool->verbs[i].name
				       ? verb_name(&tool->verbs[i], &arena)
				       : "";
		size_t width = text_width(slice_of(name));

		if (width > widest && width <= HELP_COLUMN_MAX)
			widest = width;
	}
	buffer_format(out, "\n%s\n", tr("Verbs:"));
	for (size_t i = 0; i < tool->verbs_count; i++)
		if (tool->verbs[i].name)
			entry(out, verb_name(&tool->verbs[i], &arena), widest,
			    tool->verbs[i].help);
	arena_release(&arena);
}

void
cli_help_tool(const struct cli_tool *tool, struct buffer *out)
{
	static const struct cli_verb none = {.name = NULL};
	const struct cli_verb *filter = cli_filter(tool);
	bool has_verbs = tool->verbs_count > (filter ? 1u : 0u);

	if (filter)
		usage(out, tool, filter, true);
	if (has_verbs)
		usage(out, tool, NULL, !filter);
	buffer_format(out, "\n%s\n", tr(tool->summary));
	if (has_verbs)
		verbs(out, tool);
	options(out, filter ? filter : &none);
	buffer_char(out, '\n');
	if (has_verbs) {
		buffer_format(out,
		    tr("'%s VERB --help' tells the options of a verb."),
		    tool->name);
		buffer_char(out, '\n');
	}
	buffer_format(out, tr("The manual is %s(1)."), tool->name);
	buffer_char(out, '\n');
}
