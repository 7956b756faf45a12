#include "audit/topic.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "book/recording.h"

const struct cli_option topic_options[] = {
    {"subject", 0, "TEXT", N_("who or what it is about"), 0},
    {"value", 0, "TEXT", N_("what was counted, measured or scored"), 0},
    {"of", 0, "ID", N_("the record that it follows"), 0},
    {"result", 0, "WORD", N_("how it ended"), 0},
    {"due", 0, "TIME", N_("until when it must be settled"), 0},
    {"text", 0, "TEXT", N_("what is to be remembered"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* The column that each option fills. */
static const int columns[] = {
    LOG_SUBJECT, LOG_VALUE, LOG_OF, LOG_RESULT, LOG_DUE, LOG_TEXT};
_Static_assert(sizeof(columns) / sizeof(columns[0]) + 1 ==
		   sizeof(topic_options) / sizeof(topic_options[0]),
    "an option for each column");

static const struct node *
topics_of(const struct recording *r)
{
	return node_path(config_root(r->filter.config), "audit.topics");
}

static int
unknown_topic(const struct node *topics, const char *topic, struct error *error)
{
	const char *near = node_near(topics, slice_of(topic));
	struct buffer list = {0};

	node_keys(topics, &list);
	if (near)
		error_set(error, HALL_USAGE,
		    tr("no topic '%s' in audit.topics (did you mean '%s'?)"),
		    topic, near);
	else if (topics && topics->children > 0)
		error_set(error, HALL_USAGE,
		    tr("no topic '%s' in audit.topics; there are: %s"), topic,
		    list.text);
	else
		error_set(error, HALL_USAGE,
		    tr("hall.yaml has no audit.topics: name there what can be "
		       "logged"));
	buffer_release(&list);
	return -1;
}

/* A text for one cell: nothing in it that would break the line. */
static int
check_text(const char *option, const char *text, struct error *error)
{
	struct slice all = slice_of(text);

	if (utf8_invalid_at(all) >= 0)
		return error_set(
		    error, HALL_USAGE, tr("--%s: not UTF-8"), option);
	for (size_t i = 0; i < all.length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return error_set(error, HALL_USAGE,
			    tr("--%s: a control character"), option);
	return 0;
}

static int
check_id(const char *text, struct error *error)
{
	if (!strpbrk(text, " ,\""))
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("--of: '%s' is no id: it holds no blanks, commas and quotes"),
	    text);
}

static int
check_result(const struct node *results, const char *text, struct error *error)
{
	size_t count = !results                     ? 0
		       : results->sort == NODE_LIST ? results->children
						    : 1;
	const char **names;
	const char *near;

	if (count == 0 || node_list_has(results, slice_of(text)))
		return 0;
	names = memory_array(count, sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = results->sort == NODE_LIST
			       ? results->child[i]->text.text
			       : results->text.text;
	near = suggest(slice_of(text), names, count);
	if (near)
		error_set(error, HALL_USAGE,
		    tr("--result: '%s' is no result of this topic (did you "
		       "mean '%s'?)"),
		    text, near);
	else
		error_set(error, HALL_USAGE,
		    tr("--result: '%s' is no result of this topic, as '%s' "
		       "is"),
		    text, names[0]);
	free(names);
	return -1;
}

/* A date stays one; a time gets the offset that it may have been left. */
static int
put_due(struct recording *r, const char *text, struct error *error)
{
	const struct zone *zone = config_zone(r->filter.config);
	struct moment moment;
	int32_t date;

	if (date_parse(slice_of(text), &date) == 0)
		row_date(&r->row, LOG_DUE, date);
	else if (moment_parse_loose(slice_of(text), zone,
		     journal_day(r->journal), &moment) == 0)
		row_time(&r->row, LOG_DUE, moment);
	else
		return error_set(error, HALL_USAGE,
		    tr("--due: '%s' is neither a date nor a time; write "
		       "2026-11-05, '2026-11-05 17:00' or 17:00"),
		    text);
	return 0;
}

static int
put_column(struct recording *r, const struct node *topic, size_t n,
    const char *text, struct error *error)
{
	if (check_text(topic_options[n].name, text, error) < 0 ||
	    (columns[n] == LOG_OF && check_id(text, error) < 0) ||
	    (columns[n] == LOG_RESULT &&
		check_result(node_get(topic, "results"), text, error) < 0))
		return -1;
	if (columns[n] == LOG_DUE)
		return put_due(r, text, error);
	row_text(&r->row, columns[n], text);
	return 0;
}

static int
fill(struct recording *r, const struct node *topic, struct error *error)
{
	const struct cli *cli = r->filter.cli;
	const struct node *needs = node_get(topic, "needs");

	row_start(&r->row, KIND_LOG);
	row_text(&r->row, LOG_TOPIC, cli_operand(cli, 0));
	for (size_t n = 0; topic_options[n].name; n++) {
		const char *name = topic_options[n].name;
		const char *text = cli_get(cli, name);

		if (text && *text) {
			if (put_column(r, topic, n, text, error) < 0)
				return -1;
		} else if (node_list_has(needs, slice_of(name))) {
			return error_set(error, HALL_USAGE,
			    tr("--%s must be given: the topic '%s' needs it"),
			    name, cli_operand(cli, 0));
		}
	}
	return 0;
}

static int
decide(struct recording *r, struct error *error)
{
	const char *name = cli_operand(r->filter.cli, 0);
	const struct node *topics = topics_of(r);
	const struct node *topic = node_get(topics, name);
	struct slice can = node_text(topic, "can", "");

	if (!topic)
		return unknown_topic(topics, name, error);
	if (can.length &&
	    who_must(r->filter.book, journal_who(r->journal)->staff, can.text,
		journal_day(r->journal), error) < 0)
		return -1;
	if (fill(r, topic, error) < 0)
		return -1;
	return recording_add(r, &r->row, error);
}

enum hall_status
topic_log(struct cli *cli)
{
	static const struct fold *const none[] = {NULL};
	struct recording r;
	struct error error;

	if (recording_begin(&r, cli, none, NULL, &error) < 0)
		return cli_fail(&error);
	if (decide(&r, &error) < 0 || recording_commit(&r, &error) < 0)
		return recording_fail(&r, &error);
	return HALL_DONE;
}
