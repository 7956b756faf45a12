/*
 * settings.h - what hall.yaml says of queues, counters and tickets.
 *
 * Shape:   one rule for each queue and each counter that is configured.
 * Source:  hall.yaml(5), "queues" and "counters".
 * Owner:   settings_load makes, settings_release ends; names are those of the
 *          configuration.
 */
#ifndef TICKET_SETTINGS_H
#define TICKET_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "config/config.h"
#include "ticket/percentile.h"

/* Who stands together; in the order in which they are preferred. */
enum lane {
	LANE_VIP,
	LANE_GREEN,
	LANE_SPECIAL,
	LANE_APPOINTMENT, /* normal customers who have one */
	LANE_NORMAL,
	LANES
};

/* Which share of the customers shall be called within which time. */
struct staffing {
	struct rate share; /* of 0: nothing is said of it */
	int64_t within_seconds;
};

struct queue_rule {
	struct slice name;
	struct slice prefix;
	enum lane class;
	int64_t serve_max; /* seconds; 0: no limit */
	int64_t attend_after;
	struct slice divert_to;
	int64_t alarm; /* so many waiting are many; 0: never */
	struct staffing staffing;
	const struct node *node;
};

/* So many of these lanes, then the next step. */
struct order_step {
	bool lane[LANES];
	int quota;
};

struct counter_rule {
	struct slice name;
	const struct node *queues; /* NULL: all */
	struct order_step *step;
	int steps;
	const struct node *node;
};

struct settings {
	struct arena arena;
	struct map *queues, *counters; /* name -> rule */
	struct queue_rule **queue;     /* in the order of the file */
	const struct node *queue_nodes;
	size_t queues_count;
	struct counter_rule **counter;
	const struct node *counter_nodes;
	size_t counters_count;
	int64_t absent_calls, absent_seconds;
	int64_t retakes;
	int64_t score_max;
	int digits;
	enum percentile percentile;
	bool serve_from_call;     /* the limit counts from the call on */
	struct staffing staffing; /* of queues that say nothing else */
};

void settings_load(struct settings *, const struct config *);
void settings_release(struct settings *);
const struct queue_rule *settings_queue(
    const struct settings *, struct slice name);
const struct counter_rule *settings_counter(
    const struct settings *, struct slice name);
/* The lane of a class's name; LANES when it is none. */
enum lane lane_of_class(struct slice);
const char *lane_name(enum lane);
/* The nearest name of those configured, or NULL. */
const char *settings_near_queue(const struct settings *, struct slice typed);
const char *settings_near_counter(const struct settings *, struct slice typed);
/* -1 with USAGE: no queue, or counter, is called so; which is meant, or all. */
int settings_no_queue(
    const struct settings *, struct slice typed, struct error *);
int settings_no_counter(
    const struct settings *, struct slice typed, struct error *);

#endif
