#include "ticket/order.h"

/* The lines that count for a call. */
struct scope {
	struct room *room;
	struct counter_day *counter;
	const struct queue_day *only; /* NULL: all that the counter serves */
};

void
order_wait(struct room *room, struct ticket *t)
{
	struct counter_day *counter = ticket_counter(room, t);
	struct waiting *line = counter ? counter->line
				       : ticket_queue(room, t)->line;

	waiting_add(&line[t->lane],
	    (struct place_in_line){t->taken, t->index, ++t->turn});
}

/* The first of a line who still waits there. */
static struct ticket *
first_of(struct room *room, struct waiting *line)
{
	const struct place_in_line *top;

	while ((top = waiting_top(line))) {
		struct ticket *t = store_at(&room->store, top->ticket);

		if (t->state == TICKET_IS_WAITING && t->turn == top->turn)
			return t;
		waiting_drop_top(line);
	}
	return NULL;
}

static bool
is_earlier(const struct ticket *a, const struct ticket *b)
{
	if (!b || a->taken != b->taken)
		return !b || a->taken < b->taken;
	return a->index < b->index;
}

static struct ticket *
first_of_lane(const struct scope *scope, int lane)
{
	struct hall_day *day = scope->counter->day;
	struct ticket *best = first_of(
	    scope->room, &scope->counter->line[lane]);

	for (uint32_t i = 0; i < day->queues_count; i++) {
		struct queue_day *queue = day->queue[i];
		struct ticket *t;

		if (scope->only ? queue != scope->only
				: !counter_serves(scope->counter, queue))
			continue;
		t = first_of(scope->room, &queue->line[lane]);
		if (t && is_earlier(t, best))
			best = t;
	}
	return best;
}

/* The step's number, or -1: nobody waits. */
static int
choose(const struct scope *scope, struct ticket **next)
{
	const struct counter_rule *rule = scope->only ? NULL
						      : scope->counter->rule;
	int steps = rule ? rule->steps : 1;

	for (int i = 0; i < steps; i++) {
		int at = (scope->counter->step + i) % steps;

		for (int lane = 0; lane < LANES; lane++) {
			if (rule && !rule->step[at].lane[lane])
				continue;
			*next = first_of_lane(scope, lane);
			if (*next)
				return at;
		}
	}
	*next = NULL;
	return -1;
}

struct ticket *
order_next(struct room *room, struct counter_day *counter)
{
	const struct scope scope = {room, counter, NULL};
	struct ticket *next;

	choose(&scope, &next);
	return next;
}

/*
 * A counter that helps out with a queue it does not serve, or of which
 * nothing is configured, is judged by that queue alone.
 */
static struct scope
scope_of_call(
    struct room *room, struct counter_day *counter, const struct ticket *t)
{
	const struct queue_day *queue = ticket_queue(room, t);
	struct scope scope = {room, counter, NULL};

	if (ticket_counter(room, t) == counter)
		return scope;
	if (!counter->rule || !counter_serves(counter, queue))
		scope.only = queue;
	return scope;
}

enum order_verdict_of_call
order_judge_call(struct room *room, struct counter_day *counter,
    const struct ticket *t, struct ticket **before)
{
	const struct scope scope = scope_of_call(room, counter, t);
	struct ticket *next;

	*before = NULL;
	/* A ticket of another day, past midnight, stands in no line here. */
	if (ticket_queue(room, t)->day != counter->day)
		return CALL_IN_ORDER;
	choose(&scope, &next);
	/* Nobody is passed over when nobody else waits. */
	if (next == t || !next)
		return CALL_IN_ORDER;
	*before = next;
	if (t->lane != LANE_NORMAL && first_of_lane(&scope, t->lane) == t)
		return CALL_BY_CLASS;
	return CALL_OUT_OF_ORDER;
}

void
order_called(struct counter_day *counter, const struct ticket *t)
{
	const struct counter_rule *rule = counter->rule;
	int steps = rule ? rule->steps : 1;

	for (int i = 0; rule && i < steps; i++) {
		int at = (counter->step + i) % steps;

		if (!rule->step[at].lane[t->lane])
			continue;
		if (at != counter->step)
			counter->used = 0;
		counter->step = at;
		if (++counter->used >= rule->step[at].quota) {
			counter->step = (at + 1) % steps;
			counter->used = 0;
		}
		return;
	}
}
