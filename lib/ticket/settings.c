#include "ticket/settings.h"

#include <string.h>

#include "base/message.h"

/* Three calls or three minutes, then a customer is absent (hall.yaml(5)). */
#define ABSENT_CALLS 3
#define ABSENT_SECONDS 180
#define RETAKES 1
#define SCORE_MAX 5
#define DIGITS 3

static const char *const lane_names[LANES] = {
    [LANE_VIP] = "vip",
    [LANE_GREEN] = "green",
    [LANE_SPECIAL] = "special",
    [LANE_APPOINTMENT] = "appointment",
    [LANE_NORMAL] = "normal",
};

const char *
lane_name(enum lane lane)
{
	return lane_names[lane];
}

static enum lane
lane_find(struct slice name)
{
	for (int lane = 0; lane < LANES; lane++)
		if (slice_is(name, lane_names[lane]))
			return (enum lane)lane;
	return LANES;
}

enum lane lane_of_class(struct slice class)
{
	enum lane lane = lane_find(class);

	return lane == LANE_APPOINTMENT ? LANES : lane;
}

static struct staffing
read_staffing(const struct node *map, struct staffing otherwise)
{
	const struct node *own = node_get(map, "staffing");

	return (struct staffing){
	    .share = node_rate(own, "share", otherwise.share),
	    .within_seconds = node_seconds(
		own, "within", otherwise.within_seconds),
	};
}

static struct queue_rule *
read_queue(struct settings *s, struct slice name, const struct node *node)
{
	struct queue_rule *rule = arena_alloc(&s->arena, sizeof(*rule));

	*rule = (struct queue_rule){
	    .name = name,
	    .prefix = node_text(node, "prefix", ""),
	    .class = lane_of_class(node_text(node, "class", "normal")),
	    .serve_max = node_seconds(node, "serve_max", 0),
	    .attend_after = node_seconds(node, "attend_after", 0),
	    .divert_to = node_text(node, "divert_to", ""),
	    .alarm = node_int(node, "alarm", 0),
	    .staffing = read_staffing(node, s->staffing),
	    .node = node,
	};
	return rule;
}

static void
add_step(struct counter_rule *rule, struct slice name, long long quota)
{
	struct order_step *step = &rule->step[rule->steps++];
	enum lane lane = lane_find(name);

	if (lane < LANES)
		step->lane[lane] = true;
	step->quota = (int)quota;
}

static void
add_steps(struct counter_rule *rule, const struct node *node)
{
	long long quota;

	if (node->sort == NODE_SCALAR)
		add_step(rule, node->text, 1);
	for (size_t i = 0; i < node->children; i++)
		if (slice_int(node->child[i]->text, &quota) == 0)
			add_step(rule, node->key[i], quota);
}

/* Whom no step names stands in the last. */
static void
add_rest(struct counter_rule *rule)
{
	bool named[LANES] = {false};
	struct order_step *last;

	if (rule->steps == 0)
		rule->step[rule->steps++].quota = 1;
	last = &rule->step[rule->steps - 1];
	for (int i = 0; i < rule->steps; i++)
		for (int lane = 0; lane < LANES; lane++)
			named[lane] |= rule->step[i].lane[lane];
	for (int lane = 0; lane < LANES; lane++)
		last->lane[lane] |= !named[lane];
}

static struct counter_rule *
read_counter(struct settings *s, struct slice name, const struct node *node)
{
	struct counter_rule *rule = arena_alloc(&s->arena, sizeof(*rule));
	const struct node *order = node_get(node, "order");

	rule->name = name;
	rule->queues = node_get(node, "queues");
	rule->node = node;
	/* Each lane is said once at most. */
	rule->step = arena_array(&s->arena, LANES + 1, sizeof(*rule->step));
	for (size_t i = 0; order && i < order->children; i++)
		add_steps(rule, order->child[i]);
	add_rest(rule);
	return rule;
}

static void
read_queues(struct settings *s, const struct node *queues)
{
	size_t count = queues ? queues->children : 0;

	s->queue = arena_array(
	    &s->arena, count + 1, sizeof(struct queue_rule *));
	s->queue_nodes = queues;
	for (size_t i = 0; i < count; i++) {
		s->queue[i] = read_queue(s, queues->key[i], queues->child[i]);
		*map_put(s->queues, queues->key[i]) = s->queue[i];
	}
	s->queues_count = count;
}

static void
read_counters(struct settings *s, const struct node *counters)
{
	size_t count = counters ? counters->children : 0;

	s->counter = arena_array(
	    &s->arena, count + 1, sizeof(struct counter_rule *));
	s->counter_nodes = counters;
	for (size_t i = 0; i < count; i++) {
		s->counter[i] = read_counter(
		    s, counters->key[i], counters->child[i]);
		*map_put(s->counters, counters->key[i]) = s->counter[i];
	}
	s->counters_count = count;
}

void
settings_load(struct settings *s, const struct config *config)
{
	const struct node *root = config ? config_root(config) : NULL;
	const struct node *own = node_get(root, "ticketing");
	const struct node *absent = node_get(own, "absent_after");

	memset(s, 0, sizeof(*s));
	s->queues = map_new();
	s->counters = map_new();
	s->staffing = read_staffing(own, (struct staffing){{0, 1}, 0});
	read_queues(s, node_get(root, "queues"));
	read_counters(s, node_get(root, "counters"));
	s->absent_calls = node_int(absent, "calls", ABSENT_CALLS);
	s->absent_seconds = node_int(absent, "seconds", ABSENT_SECONDS);
	s->retakes = node_int(own, "retakes", RETAKES);
	s->score_max = node_int(own, "score_max", SCORE_MAX);
	s->digits = (int)node_int(own, "digits", DIGITS);
	s->percentile = percentile_find(
	    node_text(own, "percentile", "nearest-rank"));
	s->serve_from_call = slice_is(
	    node_text(own, "serve_from", "call"), "call");
}

void
settings_release(struct settings *s)
{
	map_free(s->queues);
	map_free(s->counters);
	arena_release(&s->arena);
}

const struct queue_rule *
settings_queue(const struct settings *s, struct slice name)
{
	return map_get(s->queues, name);
}

const struct counter_rule *
settings_counter(const struct settings *s, struct slice name)
{
	return map_get(s->counters, name);
}

const char *
settings_near_queue(const struct settings *s, struct slice typed)
{
	return node_near(s->queue_nodes, typed);
}

const char *
settings_near_counter(const struct settings *s, struct slice typed)
{
	return node_near(s->counter_nodes, typed);
}

static int
unknown(const struct node *map, struct slice typed, const char *format,
    const char *format_near, struct error *error)
{
	const char *near = node_near(map, typed);
	struct buffer all = {0};

	if (near)
		return error_set(
		    error, HALL_USAGE, format_near, SLICE_ARG(typed), near);
	node_keys(map, &all);
	error_set(error, HALL_USAGE, format, SLICE_ARG(typed), all.text);
	buffer_release(&all);
	return -1;
}

int
settings_no_queue(
    const struct settings *s, struct slice typed, struct error *error)
{
	return unknown(s->queue_nodes, typed,
	    tr("hall.yaml names no queue '%.*s'; there are: %s"),
	    tr("hall.yaml names no queue '%.*s' (did you mean '%s'?)"), error);
}

int
settings_no_counter(
    const struct settings *s, struct slice typed, struct error *error)
{
	return unknown(s->counter_nodes, typed,
	    tr("hall.yaml names no counter '%.*s'; there are: %s"),
	    tr("hall.yaml names no counter '%.*s' (did you mean '%s'?)"),
	    error);
}
