#include "reconcile/sources_verb.h"

#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "book/book.h"
#include "reconcile/import.h"
#include "reconcile/import_verb.h"

#define NAME_COLUMNS 12

const struct cli_option sources_options[] = {
    {"test", 0, N_("FILE"),
	N_("tell which source the file is, and what it "
	   "holds"),
	0},
    {NULL, 0, NULL, NULL, 0},
};

struct listing {
	const struct config *config;
	const char *file; /* to be tried, or NULL */
	struct buffer text;
	struct arena arena;
	bool fits;
	bool faults;
};

static void
list_source(struct listing *l, struct slice name, const struct node *node)
{
	const struct node *expect = node_get(node, "expect_by");

	text_pad(&l->text, name, NAME_COLUMNS, false);
	buffer_format(
	    &l->text, " %.*s", SLICE_ARG(node_text(node, "encoding", "utf-8")));
	buffer_format(
	    &l->text, ", %.*s", SLICE_ARG(node_name(node, "name", "-")));
	if (expect)
		buffer_format(&l->text, tr(", expected by %.*s"),
		    SLICE_ARG(node_text(expect, "next_day", "")));
	buffer_char(&l->text, '\n');
}

static void
tell_fault(void *context, const char *file, uint64_t line, struct slice text,
    const struct complaint *c)
{
	struct listing *l = context;

	(void)text;
	l->faults = true;
	import_say(file, line, c);
}

static void
add_summary(struct listing *l, const struct import_summary *s)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	char amount[MONEY_TEXT_SIZE + 8], other[MONEY_TEXT_SIZE + 8];

	buffer_format(&l->text,
	    tr("%*s lines: %llu = %llu heading + %llu data + %llu total + "
	       "%llu ignored + %llu rejected\n"),
	    NAME_COLUMNS, "", (unsigned long long)s->lines,
	    (unsigned long long)s->count[LINE_HEADING],
	    (unsigned long long)s->count[LINE_DATA],
	    (unsigned long long)s->count[LINE_TOTAL],
	    (unsigned long long)s->count[LINE_IGNORED],
	    (unsigned long long)s->count[LINE_REJECTED]);
	if (s->from == DATE_NONE)
		return;
	date_format(s->from, from);
	date_format(s->to, to);
	money_format_grouped(s->amount_fen, amount);
	buffer_format(&l->text, tr("%*s %s to %s, amount %s"), NAME_COLUMNS, "",
	    from, to, amount);
	if (s->has_balance) {
		money_format_grouped(s->opening_fen, amount);
		money_format_grouped(s->closing_fen, other);
		buffer_format(
		    &l->text, tr(", balance %s to %s"), amount, other);
	}
	buffer_char(&l->text, '\n');
}

/* Read the file as that source; what does not fit says why. */
static int
try_source(struct listing *l, struct slice name, struct error *e)
{
	struct import_calls calls = {l, NULL, tell_fault};
	struct import_summary sum;
	struct profile profile;
	struct error why = {HALL_DONE, ""};
	uint64_t line;

	if (profile_load(&profile, l->config, name, &l->arena, e) < 0)
		return -1;
	text_pad(&l->text, name, NAME_COLUMNS, false);
	if (import_probe(&profile, l->file, &line, &why) == 0) {
		buffer_format(&l->text, tr(" fits: its heading is line %llu"),
		    (unsigned long long)line);
		buffer_char(&l->text, '\n');
		l->fits = true;
		if (import_file(&profile, l->file, l->file, &calls, &sum, e) <
		    0)
			return -1;
		add_summary(l, &sum);
		return 0;
	}
	if (why.status == HALL_SYSTEM) {
		*e = why;
		return -1;
	}
	buffer_format(&l->text, tr(" does not fit: %s"), why.text);
	buffer_char(&l->text, '\n');
	return 0;
}

static int
list_all(struct listing *l, struct error *e)
{
	const struct node *sources = node_get(
	    config_root(l->config), "sources");

	if (!sources || sources->children == 0)
		return error_set(e, HALL_USAGE,
		    tr("hall.yaml has no sources: see hall.yaml(5)"));
	for (size_t i = 0; i < sources->children; i++) {
		if (!l->file)
			list_source(l, sources->key[i], sources->child[i]);
		else if (try_source(l, sources->key[i], e) < 0)
			return -1;
	}
	return 0;
}

static enum hall_status
print(struct cli *cli, struct listing *l, struct error *e)
{
	if (list_all(l, e) < 0 ||
	    output_whole(cli_get(cli, "output"), buffer_view(&l->text), e) < 0)
		return cli_fail(e);
	return l->file && (l->faults || !l->fits) ? HALL_DATA : HALL_DONE;
}

enum hall_status
sources_verb(struct cli *cli)
{
	struct listing l = {.file = cli_get(cli, "test")};
	struct error e = {HALL_DONE, ""};
	struct config *defaults = NULL;
	struct book *book = NULL;
	enum hall_status status;

	if (book_from_cli(cli, false, &book, &e) < 0)
		return cli_fail(&e);
	if (!book)
		defaults = config_default();
	l.config = book ? book_config(book) : defaults;
	status = print(cli, &l, &e);
	buffer_release(&l.text);
	arena_release(&l.arena);
	config_free(defaults);
	book_close(book);
	return status;
}
