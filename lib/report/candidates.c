#include "book/candidates.h"

#include <string.h>

#include "base/message.h"
#include "record/kinds.h"
#include "report/candidates_figure.h"
#include "report/definition.h"
#include "report/format.h"
#include "report/verbs.h"

/* daily is a verb, which has its own words. */
static bool
is_verb(const struct cli_tool *tool, struct slice name)
{
	for (size_t i = 0; i < tool->verbs_count; i++)
		if (tool->verbs[i].name && slice_is(name, tool->verbs[i].name))
			return true;
	return false;
}

static void
add_reports(struct cli *cli, struct buffer *out)
{
	struct error error = {HALL_DONE, ""};
	struct arena arena = {0};
	struct definition_entry *entry;
	struct book *book;
	size_t count;

	if (book_from_cli(cli, false, &book, &error) < 0)
		return;
	entry = definition_list(
	    book ? book_config(book) : NULL, &arena, &count);
	for (size_t i = 0; i < count; i++)
		if (!is_verb(cli_tool_of(cli), entry[i].name))
			candidate_add(out, entry[i].name, entry[i].title);
	arena_release(&arena);
	book_close(book);
}

static void
add_kinds(struct buffer *out)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].name)
			candidate_add(out, slice_of(kinds[i].name),
			    slice_of(word("kind", slice_of(kinds[i].name))));
}

/* The kind that the line names: select KIND, or --kind KIND. */
static enum kind
kind_of(const struct cli *cli)
{
	const char *name = cli_get(cli, "kind");

	if (!name)
		name = cli_operand(cli, 0);
	return name ? kind_find(slice_of(name)) : KIND_OTHER;
}

static void
add_columns(const struct cli *cli, const char *measure, struct buffer *out)
{
	enum kind kind = kind_of(cli);

	for (size_t i = 0; kind != KIND_OTHER && i < kinds[kind].columns_count;
	     i++) {
		const char *name = kinds[kind].columns[i];

		buffer_text(out, measure);
		candidate_add(out, slice_of(name),
		    slice_of(word("column", slice_of(name))));
	}
}

static void
add_measures(const struct cli *cli, struct buffer *out)
{
	static const char *const measures[] = {"sum:", "mean:", "min:", "max:",
	    "p50:", "p90:", "p95:", "distinct:", "rate:"};

	candidate_words(out, "count");
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++)
		add_columns(cli, measures[i], out);
}

void
report_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	if (strcmp(wanted, "KIND") == 0)
		add_kinds(out);
	else if (strcmp(wanted, "COL") == 0)
		add_columns(cli, "", out);
	else if (strcmp(wanted, "MEASURE") == 0)
		add_measures(cli, out);
	else if (strcmp(wanted, "FORMAT") == 0)
		for (const struct format *f = formats; f->name; f++)
			candidate_add(
			    out, slice_of(f->name), slice_of(tr(f->help)));
	else if (strcmp(wanted, "FIGURE") == 0)
		report_add_figures(cli, out);
	else if (strcmp(wanted, "PERIOD") == 0)
		candidate_words(out,
		    "last-day last-week this-week last-month this-month "
		    "last-quarter this-quarter last-year this-year");
	else if (strcmp(wanted, "NAME") == 0 && cli_operands(cli) == 0)
		add_reports(cli, out);
	else
		book_candidates(cli, wanted, out);
}
