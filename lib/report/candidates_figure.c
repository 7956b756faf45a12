#include "report/candidates_figure.h"

#include "base/message.h"
#include "book/candidates.h"
#include "report/definition.h"
#include "report/figure.h"
#include "report/input.h"

/* The pieces of an id, in their order. */
enum piece { PIECE_REPORT, PIECE_PERIOD, PIECE_SECTION, PIECE_MEASURE, PIECES };

struct naming {
	const struct config *config;
	struct book *book; /* or NULL */
	struct slice head; /* what is typed, up to the last slash */
	struct slice piece[PIECES];
	struct arena arena;
	struct buffer *out;
};

static void
add_piece(struct naming *n, struct slice name, struct slice help)
{
	struct slice text = slice_of(arena_text(
	    &n->arena, "%.*s%.*s/", SLICE_ARG(n->head), SLICE_ARG(name)));

	candidate_add(n->out, text, help);
}

static void
add_reports(struct naming *n)
{
	size_t count;
	struct definition_entry *entry = definition_list(
	    n->config, &n->arena, &count);

	for (size_t i = 0; i < count; i++)
		add_piece(n, entry[i].name, entry[i].title);
}

/* Those in which the book has days, the newest first. */
static void
add_periods(struct naming *n, const struct definition *definition)
{
	struct period before = {.from = DATE_NONE, .to = DATE_NONE};
	int32_t *days;
	size_t count;

	if (!n->book)
		return;
	days = book_days(n->book, &n->arena, &count, NULL);
	while (count-- > 0) {
		struct period p = period_of(
		    definition->unit, config_closes(n->config), days[count]);

		if (p.from != before.from)
			add_piece(n, figure_period(p.from, p.to, &n->arena),
			    SLICE(""));
		before = p;
	}
}

static void
add_measures(struct naming *n, const struct query *query)
{
	struct slice none = {"", 0};

	for (size_t i = 0; i < query->measures; i++)
		add_piece(n, query->measure[i].text,
		    query->measure[i].title.length ? query->measure[i].title
						   : none);
}

/* "method=", behind which the value is typed. */
static void
add_dimensions(struct naming *n, const struct query *query)
{
	for (size_t i = 0; i < query->dimensions; i++)
		buffer_format(n->out, "%.*s%.*s=\n", SLICE_ARG(n->head),
		    SLICE_ARG(query->by[i].text));
}

static void
add_of_report(struct naming *n, size_t pieces)
{
	struct error error = {HALL_DONE, ""};
	struct definition *definition = definition_load(
	    n->config, n->piece[PIECE_REPORT], &error);
	const struct section *section;

	if (!definition)
		return;
	section = definition_section(definition, n->piece[PIECE_SECTION]);
	if (pieces == PIECE_PERIOD)
		add_periods(n, definition);
	else if (pieces == PIECE_SECTION)
		for (size_t i = 0; i < definition->sections; i++)
			add_piece(n, definition->section[i].name,
			    definition->section[i].title);
	else if (section && pieces == PIECE_MEASURE)
		add_measures(n, &section->query);
	else if (section)
		add_dimensions(n, &section->query);
	definition_free(definition);
}

void
report_add_figures(struct cli *cli, struct buffer *out)
{
	struct naming n = {.out = out, .head = slice_of(cli_typed(cli))};
	struct error error = {HALL_DONE, ""};
	struct slice rest = n.head, one;
	size_t pieces = 0;

	while (n.head.length && n.head.text[n.head.length - 1] != '/')
		n.head.length--;
	while (slice_cut(&rest, '/', &one) && rest.text && pieces < PIECES)
		n.piece[pieces++] = one;
	if (book_from_cli(cli, false, &n.book, &error) < 0)
		return;
	n.config = n.book ? book_config(n.book) : NULL;
	if (pieces == PIECE_REPORT)
		add_reports(&n);
	else
		add_of_report(&n, pieces);
	arena_release(&n.arena);
	book_close(n.book);
}
