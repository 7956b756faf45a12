#include "book/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/slice.h"

void
candidate_add(struct buffer *out, struct slice name, struct slice help)
{
	buffer_slice(out, name);
	if (help.length && !slice_equal(name, help)) {
		buffer_char(out, '\t');
		buffer_slice(out, help);
	}
	buffer_char(out, '\n');
}

void
candidate_words(struct buffer *out, const char *words)
{
	struct slice rest = slice_of(words), word;

	while (slice_cut(&rest, ' ', &word))
		candidate_add(out, word, (struct slice){"", 0});
}

/* What is dated, or a list, has the name of its newest. */
static struct slice
title_of(const struct node *node)
{
	if (node->sort == NODE_LIST && node->children > 0)
		node = node->child[node->children - 1];
	return node->sort == NODE_MAP ? node_name(node, "name", "")
				      : (struct slice){"", 0};
}

static void
add_section(
    const struct config *config, const char *section, struct buffer *out)
{
	const struct node *all = node_path(config_root(config), section);

	for (size_t i = 0; all && all->sort == NODE_MAP && i < all->children;
	     i++)
		candidate_add(out, all->key[i], title_of(all->child[i]));
}

static void
from_configuration(struct cli *cli, const char *section, struct buffer *out)
{
	struct error error = {HALL_DONE, ""};
	struct config *own = NULL;
	struct book *book;

	if (book_from_cli(cli, false, &book, &error) < 0)
		return;
	if (!book)
		own = config_from_cli(cli, &error);
	if (book || own)
		add_section(book ? book_config(book) : own, section, out);
	config_free(own);
	book_close(book);
}

/* The newest first: that is what one asks for. */
static void
add_days(struct cli *cli, struct buffer *out)
{
	struct error error = {HALL_DONE, ""};
	struct arena arena = {0};
	struct book *book;
	int32_t *days;
	size_t count;

	if (book_from_cli(cli, false, &book, &error) < 0 || !book)
		return;
	days = book_days(book, &arena, &count, NULL);
	while (count-- > 0) {
		char text[DATE_TEXT_SIZE];

		date_format(days[count], text);
		candidate_add(out, slice_of(text), (struct slice){"", 0});
	}
	arena_release(&arena);
	book_close(book);
}

bool
book_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	static const struct {
		const char *wanted;
		const char *section; /* of hall.yaml; NULL: the days */
	} table[] = {
	    {"STAFF", "staff"},
	    {"COUNTER", "counters"},
	    {"QUEUE", "queues"},
	    {"ROLE", "roles"},
	    {"DEPARTMENT", "roles"},
	    {"OWNER", "roles"},
	    {"DEVICE", "counters"},
	    {"TYPE", "cases"},
	    {"FORM", "forms"},
	    {"SOURCE", "sources"},
	    {"TOPIC", "audit.topics"},
	    {"DAY", NULL},
	    {"DATE", NULL},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(table[i].wanted, wanted) != 0)
			continue;
		if (table[i].section)
			from_configuration(cli, table[i].section, out);
		else
			add_days(cli, out);
		return true;
	}
	return false;
}

void
book_candidates_only(struct cli *cli, const char *wanted, struct buffer *out)
{
	book_candidates(cli, wanted, out);
}

struct stream *
candidates_begin(struct filter *f, struct cli *cli,
    const struct fold *const *folds, int32_t *day)
{
	struct error error = {HALL_DONE, ""};
	struct arena arena = {0};
	struct stream_options options = {
	    .tool = cli_tool_of(cli)->name,
	    .folds = folds,
	    .context = f,
	    .quiet_faults = true,
	};
	struct stream *stream = NULL;
	char **inputs;

	*f = (struct filter){.cli = cli};
	*day = DATE_NONE;
	if (book_from_cli(cli, false, &f->book, &error) < 0 || !f->book)
		return NULL;
	f->config = options.config = book_config(f->book);
	if (book_open_day(f->book, day, &error) < 0 || *day == DATE_NONE)
		return NULL;
	if (book_day_inputs(f->book, *day, &arena, &inputs,
		&options.inputs_count, &error) == 0) {
		options.inputs = inputs;
		book_opens(f->book, &options);
		stream = stream_load(&options, &error);
	}
	arena_release(&arena);
	return stream;
}

void
candidates_end(struct filter *f, struct stream *stream)
{
	stream_release(stream);
	book_close(f->book);
}
