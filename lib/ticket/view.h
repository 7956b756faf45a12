/*
 * view.h - how the open day stands now, for who only looks.
 *
 * Shape:   the folds over the open day's facts, loaded again when its journal
 *          has grown; nothing is locked.
 * Source:  hall-ticket(1), "BOARD": the expected wait of a queue is those who
 *          wait, times the mean service of today, shared by the counters that
 *          are open for it; none before three services or without a counter.
 * Owner:   view_open makes, view_close ends; what it shows is good until the
 *          next view_load.
 */
#ifndef TICKET_VIEW_H
#define TICKET_VIEW_H

#include "book/filter.h"
#include "ticket/state.h"

#define VIEW_UNKNOWN (-1)

struct view {
	struct filter filter;
	struct stream *stream;
	struct room *room;    /* NULL when no day is open */
	struct hall_day *day; /* NULL, too */
	int32_t date;         /* of the open day, or DATE_NONE */
	struct moment now;
	struct arena arena;   /* of a load */
	struct arena scratch; /* of a look */
	/* What the journal was when it was read. */
	uint64_t journal_file;
	int64_t journal_bytes;
};

struct view_queue {
	const struct queue_rule *rule;
	uint32_t waiting;
	const struct ticket *first; /* who came first, or NULL */
	int64_t longest_seconds;    /* how long that is ago */
	uint32_t counters, idle;    /* open for it; and with nobody there */
	int64_t expected_seconds;   /* or VIEW_UNKNOWN */
};

/* -1 with the error: no book. */
int view_open(struct view *, struct cli *, struct error *);
/* Read again what has changed; the time moves on. */
int view_load(struct view *, struct error *);
void view_close(struct view *);
/* The n-th queue of hall.yaml; false behind the last. */
bool view_queue_at(struct view *, size_t n, struct view_queue *);
/* Who waits in a queue, in the order of arrival; good for one look. */
const struct ticket **view_waiting(
    struct view *, const struct queue_rule *, size_t *count);
/* Counters where somebody is, the latest call first; the same. */
const struct counter_day **view_counters(struct view *, size_t *count);

#endif
