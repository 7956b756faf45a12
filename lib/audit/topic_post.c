/*
 * topic_post.c - `hall-audit post`: duty records that others kept.
 *
 * A fold looks at each as `log` would: its topic is configured, and what the
 * topic needs is there.
 */
#include "audit/topic.h"

#include <stdlib.h>

#include "base/arena.h"
#include "book/recording.h"

struct topics {
	const struct node *node; /* NULL: none */
};

/* What a topic may need, by the names of the options of `log`. */
static const struct {
	const char *name;
	int column;
} needs[] = {
    {"subject", LOG_SUBJECT},
    {"value", LOG_VALUE},
    {"of", LOG_OF},
    {"result", LOG_RESULT},
    {"due", LOG_DUE},
    {"text", LOG_TEXT},
};

static void *
topics_open(struct stream *stream, struct error *error)
{
	struct topics *t = memory_new(sizeof(*t));

	(void)error;
	t->node = node_path(config_root(stream_config(stream)), "audit.topics");
	return t;
}

static int
no_topic(const struct topics *t, struct slice name, struct complaint *c)
{
	const char *near = node_near(t->node, name);
	char *text = memory_text(name);

	if (near)
		complain(c, "topic", "no_topic_near", "topic", text, "near",
		    near, NULL);
	else
		complain(c, "topic", "no_topic", "topic", text, NULL);
	free(text);
	return -1;
}

static int
topics_take(void *state, const struct record *r, struct complaint *c)
{
	const struct topics *t = state;
	struct slice name = rec_get(r, LOG_TOPIC);
	const struct node *topic = node_get_slice(t->node, name), *list;
	struct slice result = rec_get(r, LOG_RESULT);
	struct arena arena = {0};

	if (!topic)
		return no_topic(t, name, c);
	list = node_get(topic, "needs");
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (rec_get(r, needs[i].column).length == 0 &&
		    node_list_has(list, slice_of(needs[i].name)))
			return complain(c, needs[i].name, "missing", NULL);
	list = node_get(topic, "results");
	if (result.length == 0 || !list || node_list_has(list, result))
		return 0;
	complain(c, "result", "no_result", "result",
	    arena_slice(&arena, result).text, NULL);
	arena_release(&arena);
	return -1;
}

static void
topics_close(void *state)
{
	free(state);
}

static const enum kind eaten[] = {KIND_LOG, KIND_OTHER};
static const enum kind made[] = {KIND_OTHER};

static const struct fold topics_fold = {
    .name = "topics",
    .eats = eaten,
    .makes = made,
    .open = topics_open,
    .take = topics_take,
    .close = topics_close,
};

enum hall_status
topic_post(struct cli *cli)
{
	static const struct fold *const folds[] = {&topics_fold, NULL};
	static const struct posting posting = {.kinds = eaten};

	return recording_post(cli, folds, NULL, &posting);
}
