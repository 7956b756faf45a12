/*
 * shape_ticket.c - queues, counters and how tickets are called.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "config/shape.h"

#define PREFIX_BYTES_MAX 8
#define QUOTA_MAX 100
#define DIGITS_MIN 3
#define DIGITS_MAX 9
#define SECONDS_OF_DAY 86400

/* The classes of customers, and who has an appointment. */
static const char *const classes[] = {
    "vip", "green", "special", "normal", NULL};
static const char *const lanes[] = {
    "vip", "green", "special", "appointment", "normal", NULL};
static const char *const percentiles[] = {
    "nearest-rank", "linear", "upper", NULL};
static const char *const serve_froms[] = {"call", "start", NULL};

/* Numbers are the prefix and digits: where it ends must be seen. */
static int
check_prefix(const struct node *value, const struct node *root, struct error *e)
{
	struct slice prefix = value->text;

	(void)root;
	if (prefix.length > PREFIX_BYTES_MAX)
		return node_error(value, e,
		    tr("prefix: '%s' is longer than %d bytes"), prefix.text,
		    PREFIX_BYTES_MAX);
	if (is_digit(prefix.text[prefix.length - 1]))
		return node_error(value, e,
		    tr("prefix: '%s' ends in a digit, as the numbers behind "
		       "it do"),
		    prefix.text);
	return 0;
}

static int
check_queue(const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	return shape_check_number(value, "alarm", 1, 100000, e);
}

/* Of all, some always wait longer: nobody can have that many counters. */
static int
check_staffing(
    const struct node *value, const struct node *root, struct error *e)
{
	const struct rate none = {0, 1};
	struct rate share = node_rate(value, "share", none);
	int64_t within = node_seconds(value, "within", 0);

	(void)root;
	if (share.num <= 0 || share.num >= share.den)
		return node_error(value, e,
		    tr("share: a rate above 0%% and below 100%% is expected"));
	if (within > SECONDS_OF_DAY)
		return node_error(value, e, tr("within: no longer than a day"));
	return 0;
}

static int
check_absence(
    const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	if (shape_check_number(value, "calls", 1, 1000, e) < 0)
		return -1;
	return shape_check_number(value, "seconds", 0, 86400, e);
}

static int
check_ticketing(
    const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	if (shape_check_number(value, "digits", DIGITS_MIN, DIGITS_MAX, e) <
		0 ||
	    shape_check_number(value, "retakes", 0, 100, e) < 0)
		return -1;
	return shape_check_number(value, "score_max", 1, 100, e);
}

/* One of the lanes, and not said before; `seen` remembers. */
static int
check_lane(
    const struct node *at, struct slice name, bool *seen, struct error *e)
{
	const char *near;
	size_t n = 0;

	while (lanes[n] && !slice_is(name, lanes[n]))
		n++;
	if (!lanes[n]) {
		near = suggest(name, lanes, n);
		return near ? node_error(at, e,
				  tr("order: '%s' is no class (did you mean "
				     "'%s'?)"),
				  name.text, near)
			    : node_error(at, e,
				  tr("order: '%s' is no class: vip, green, "
				     "special, appointment, normal"),
				  name.text);
	}
	if (seen[n])
		return node_error(
		    at, e, tr("order: '%s' is said twice"), name.text);
	seen[n] = true;
	return 0;
}

/* "normal", or {vip: 2}: two of them, then the next. */
static int
check_step(const struct node *step, bool *seen, struct error *e)
{
	if (step->sort == NODE_SCALAR)
		return check_lane(step, step->text, seen, e);
	if (step->sort != NODE_MAP || step->children == 0)
		return node_error(step, e,
		    tr("order: a class or a class with its quota, {vip: 2}, "
		       "is expected"));
	for (size_t i = 0; i < step->children; i++) {
		const struct node *quota = step->child[i];
		long long number = 0;

		if (check_lane(quota, step->key[i], seen, e) < 0)
			return -1;
		if (quota->sort == NODE_SCALAR)
			slice_int(quota->text, &number);
		if (number < 1 || number > QUOTA_MAX)
			return node_error(quota, e,
			    tr("order: the quota of '%s' is no number from "
			       "%d to %d"),
			    step->key[i].text, 1, QUOTA_MAX);
	}
	return 0;
}

static int
check_order(const struct node *value, const struct node *root, struct error *e)
{
	bool seen[sizeof(lanes) / sizeof(lanes[0])] = {false};

	(void)root;
	for (size_t i = 0; i < value->children; i++)
		if (check_step(value->child[i], seen, e) < 0)
			return -1;
	return 0;
}

static struct slice
prefix_of(const struct node *queue)
{
	return queue->sort == NODE_MAP ? node_text(queue, "prefix", "")
				       : (struct slice){"", 0};
}

/* "C01" is no number of prefix C as long as those have three digits. */
static bool
looks_like_number(struct slice name, struct slice prefix)
{
	if (prefix.length == 0 || name.length < prefix.length + DIGITS_MIN ||
	    !slice_equal((struct slice){name.text, prefix.length}, prefix))
		return false;
	return slice_digits_last(name) >= name.length - prefix.length;
}

/* Verbs take a queue, a counter or a number in the same place. */
static int
check_counters(
    const struct node *value, const struct node *root, struct error *e)
{
	const struct node *queues = node_path(root, "queues");

	for (size_t i = 0; i < value->children; i++) {
		if (node_get_slice(queues, value->key[i]))
			return node_error(value->child[i], e,
			    tr("counters: '%s' is the name of a queue too"),
			    value->key[i].text);
		for (size_t q = 0; queues && q < queues->children; q++)
			if (looks_like_number(
				value->key[i], prefix_of(queues->child[q])))
				return node_error(value->child[i], e,
				    tr("counters: '%s' looks like a number "
				       "of the queue '%s'"),
				    value->key[i].text, queues->key[q].text);
	}
	return 0;
}

static const struct shape id_shape = {.type = SHAPE_ID};
static const struct shape any_shape = {.type = SHAPE_ANY};
static const struct shape queue_name = {
    .type = SHAPE_ID, .refers_to = "queues"};

static const struct shape staffing_keys[] = {
    {.key = "share", .type = SHAPE_RATE, .required = true},
    {.key = "within", .type = SHAPE_SECONDS, .required = true},
    {.key = NULL},
};

static const struct shape queue_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "prefix",
	.type = SHAPE_ID,
	.required = true,
	.check = check_prefix},
    {.key = "class", .type = SHAPE_CHOICE, .choices = classes},
    {.key = "services", .type = SHAPE_LIST_OR_ONE, .of = &id_shape},
    {.key = "serve_max", .type = SHAPE_SECONDS},
    {.key = "attend_after", .type = SHAPE_SECONDS},
    {.key = "divert_to", .type = SHAPE_ID},
    {.key = "alarm", .type = SHAPE_INT},
    {.key = "staffing",
	.type = SHAPE_MAP,
	.keys = staffing_keys,
	.check = check_staffing},
    {.key = NULL},
};
static const struct shape queue = {
    .type = SHAPE_MAP, .keys = queue_keys, .check = check_queue};

static const struct shape counter_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "queues", .type = SHAPE_LIST_OR_ONE, .of = &queue_name},
    {.key = "order",
	.type = SHAPE_LIST_OF,
	.of = &any_shape,
	.check = check_order},
    {.key = NULL},
};
static const struct shape counter = {.type = SHAPE_MAP, .keys = counter_keys};

static const struct shape absence_keys[] = {
    {.key = "calls", .type = SHAPE_INT},
    {.key = "seconds", .type = SHAPE_INT},
    {.key = NULL},
};

static const struct shape ticketing_keys[] = {
    {.key = "absent_after",
	.type = SHAPE_MAP,
	.keys = absence_keys,
	.check = check_absence},
    {.key = "retakes", .type = SHAPE_INT},
    {.key = "percentile", .type = SHAPE_CHOICE, .choices = percentiles},
    {.key = "serve_from", .type = SHAPE_CHOICE, .choices = serve_froms},
    {.key = "score_max", .type = SHAPE_INT},
    {.key = "digits", .type = SHAPE_INT},
    {.key = "staffing",
	.type = SHAPE_MAP,
	.keys = staffing_keys,
	.check = check_staffing},
    {.key = NULL},
};

const struct shape shape_ticket[] = {
    {.key = "queues", .type = SHAPE_BY_ID, .of = &queue},
    {.key = "counters",
	.type = SHAPE_BY_ID,
	.of = &counter,
	.check = check_counters},
    {.key = "ticketing",
	.type = SHAPE_MAP,
	.keys = ticketing_keys,
	.check = check_ticketing},
    {.key = NULL},
};
