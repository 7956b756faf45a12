#include <ctype.h>
#include <string.h>

#include "base/cli_private.h"
#include "base/message.h"
#include "base/slice.h"

/* The word that is typed, and what can be said for it. */
struct completion {
	struct cli *cli;
	struct buffer head;  /* of the word, as it is: "--by=", "method," */
	struct slice typed;  /* the rest */
	struct buffer found; /* candidates, as a tool hands them over */
	const char *files;   /* what the shell finds itself, or "" */
	struct buffer *out;
};

/*
 * Print what begins as the word does; the head stands before it again.  What
 * stands behind a colon is for later, while none was typed: "sum:" comes
 * once, before all its columns.
 */
static void
tell(struct completion *c)
{
	struct slice rest = buffer_view(&c->found), line, name;
	struct slice before = {"", 0};
	size_t typed = c->typed.length;
	bool colon = typed && memchr(c->typed.text, ':', typed);

	while (slice_cut(&rest, '\n', &line)) {
		struct slice tail = line;
		const char *mark;

		slice_cut(&tail, '\t', &name);
		if (name.length == 0 || name.length < typed ||
		    memcmp(name.text, c->typed.text, typed) != 0)
			continue;
		mark = colon ? NULL : memchr(name.text, ':', name.length);
		if (mark)
			line.length = (size_t)(mark + 1 - line.text);
		if (slice_equal(line, before))
			continue;
		before = line;
		buffer_slice(c->out, buffer_view(&c->head));
		buffer_slice(c->out, line);
		buffer_char(c->out, '\n');
	}
	buffer_clear(&c->found);
}

static void
candidate(struct completion *c, const char *dashes, struct slice name,
    const char *help)
{
	buffer_text(&c->found, dashes);
	buffer_slice(&c->found, name);
	if (help)
		buffer_format(&c->found, "\t%s", tr(help));
	buffer_char(&c->found, '\n');
}

/* The length of a name at the beginning: 3 of "COL[,COL]...". */
static size_t
name_length(struct slice text)
{
	size_t n = 0;

	while (n < text.length &&
	       (isalnum((unsigned char)text.text[n]) || text.text[n] == '-'))
		n++;
	return n;
}

/* Candidates of a tool's own, each with this behind it ('=', ':'), or 0. */
static void
ask_tool(struct completion *c, struct slice wanted, char behind)
{
	cli_candidates *candidates = c->cli->tool->candidates;
	struct buffer found = {0};
	struct slice rest, line;
	char name[64];

	if (!candidates || wanted.length >= sizeof(name))
		return;
	memcpy(name, wanted.text, wanted.length);
	name[wanted.length] = '\0';
	candidates(c->cli, name, &found);
	rest = buffer_view(&found);
	while (slice_cut(&rest, '\n', &line)) {
		if (line.length == 0)
			continue;
		if (behind) {
			struct slice tail = line;

			slice_cut(&tail, '\t', &line);
		}
		buffer_slice(&c->found, line);
		if (behind)
			buffer_char(&c->found, behind);
		buffer_char(&c->found, '\n');
	}
	buffer_release(&found);
}

/* One of "QUEUE|COUNTER": a word as it stands, files, or a tool's own. */
static void
one_name(struct completion *c, struct slice text)
{
	struct slice name = {text.text, name_length(text)};
	char behind = name.length < text.length ? text.text[name.length] : '\0';

	if (name.length == 0)
		return;
	if (islower((unsigned char)name.text[0]))
		candidate(c, "", name, NULL);
	else if (slice_is(name, "FILE"))
		c->files = ":file\n";
	else if (slice_is(name, "DIR"))
		c->files = ":directory\n";
	else
		ask_tool(c, name, strchr("=:", behind) ? behind : '\0');
}

/* What is typed up to the last `mark` stays as it is; true when there is. */
static bool
keep_head(struct completion *c, char mark)
{
	const char *last = memrchr(c->typed.text, mark, c->typed.length);
	size_t n = last ? (size_t)(last + 1 - c->typed.text) : 0;

	buffer_add(&c->head, c->typed.text, n);
	c->typed.text += n;
	c->typed.length -= n;
	return n > 0;
}

/* "COL[,COL]...", "DIR", "SOURCE=FILE", "en|zh": what an argument may be. */
static void
argument(struct completion *c, const char *text)
{
	struct slice rest = slice_of(text), one;
	const char *file = strstr(text, "=FILE");

	if (strchr(text, ','))
		keep_head(c, ',');
	if (file && memchr(c->typed.text, '=', c->typed.length)) {
		c->files = ":file\n";
		return;
	}
	while (slice_cut(&rest, '|', &one))
		one_name(c, one);
	tell(c);
}

/* "--name=VALUE" as it is being typed. */
static bool
joined(struct completion *c)
{
	const char *equals = memchr(c->typed.text, '=', c->typed.length);
	const struct cli_option *option = NULL;

	for (size_t i = 0; equals && i < c->cli->table.count; i++) {
		const char *name = c->cli->table.option[i]->name;
		struct slice typed = {
		    c->typed.text + 2, (size_t)(equals - c->typed.text) - 2};

		if (slice_is(typed, name))
			option = c->cli->table.option[i];
	}
	if (!option || !option->argument)
		return false;
	buffer_add(
	    &c->head, c->typed.text, (size_t)(equals + 1 - c->typed.text));
	c->typed = slice_of(equals + 1);
	argument(c, option->argument);
	return true;
}

/* Those that may still come. */
static void
options(struct completion *c)
{
	const struct cli_table *table = &c->cli->table;

	if (c->typed.length > 2 && memcmp(c->typed.text, "--", 2) == 0 &&
	    joined(c))
		return;
	for (size_t i = 0; i < table->count; i++) {
		const struct cli_option *o = table->option[i];

		if ((o->flags & CLI_REPEAT) || !cli_has(c->cli, o->name))
			candidate(c, "--", slice_of(o->name), o->help);
	}
	tell(c);
}

/*
 * The n-th name of "COUNTER [NUMBER]"; the last one stands for all behind
 * it when it may be repeated: "SOURCE [FILE]...".
 */
static struct slice
nth_operand(const char *operands, size_t n)
{
	struct slice rest = slice_of(operands), word, last = {NULL, 0};

	for (size_t i = 0; slice_cut(&rest, ' ', &word); i++) {
		last = word;
		while (last.length > 0 && last.text[0] == '[') {
			last.text++;
			last.length--;
		}
		if (i == n)
			return last;
	}
	if (operands && strstr(operands, "..."))
		return last;
	return (struct slice){NULL, 0};
}

static void
operands(struct completion *c)
{
	const struct cli_tool *tool = c->cli->tool;
	const struct cli_verb *verb = c->cli->verb;
	size_t n = cli_operands(c->cli);
	struct slice rest, one;

	for (size_t i = 0; i < tool->verbs_count; i++)
		if (!(verb && verb->name) && n == 0 && tool->verbs[i].name)
			candidate(c, "", slice_of(tool->verbs[i].name),
			    tool->verbs[i].help);
	rest = verb ? nth_operand(verb->operands, n) : (struct slice){NULL, 0};
	while (slice_cut(&rest, '|', &one))
		one_name(c, one);
	tell(c);
}

void
cli_complete(struct cli *cli, int argc, char **argv, struct buffer *out)
{
	/* What can be asked for when no verb was chosen, and there must be. */
	static const struct cli_verb none = {.name = NULL};
	int before = argc > 1 ? argc - 1 : argc;
	char **rest = arena_array(
	    &cli->arena, (size_t)before + 1, sizeof(*rest));
	struct completion c = {
	    .cli = cli,
	    .typed = slice_of(before < argc ? argv[before] : ""),
	    .files = "",
	    .out = out,
	};
	const char *name;
	bool literal = false;
	int count;

	cli->typed = c.typed.text;
	count = cli_choose_verb(cli, before, argv, rest, &name);
	if (!cli->verb)
		cli_table_verb(&cli->table, &none);
	cli_parse(cli, count, rest);
	for (int i = 1; i < before; i++)
		literal = literal || strcmp(argv[i], "--") == 0;
	if (cli->awaits)
		argument(&c, cli->awaits->argument);
	else if (!literal && c.typed.length > 0 && c.typed.text[0] == '-')
		options(&c);
	else
		operands(&c);
	buffer_text(out, c.files);
	buffer_release(&c.head);
	buffer_release(&c.found);
}
