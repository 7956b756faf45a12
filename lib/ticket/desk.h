/*
 * desk.h - what the verbs of hall-ticket share.
 *
 * Shape:   desk_run locks the journal, lets the verb decide and add its
 *          facts, appends them all or none, and says what is to be told.
 * Errors:  a verb returns -1 with d->error; nothing is recorded then.
 */
#ifndef TICKET_DESK_H
#define TICKET_DESK_H

#include "book/recording.h"
#include "ticket/state.h"

struct desk {
	struct cli *cli;
	struct recording recording;
	struct book *book;
	struct room *room; /* what the folds know of the open day */
	struct hall_day *day;
	struct slice staff; /* who acts */
	struct moment now;  /* of the fact */
	struct buffer told; /* lines for stderr once it is recorded */
	struct error error;
};

/* capability: what the role must be allowed, or NULL. */
enum hall_status desk_run(
    struct cli *, const char *capability, int (*decide)(struct desk *));
/* Fill d->error with USAGE and return -1. */
int desk_refuse(struct desk *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A fold's complaint as the error; ends the complaint. */
int desk_complain(struct desk *, struct complaint *);
/* Say this on stderr after the facts were recorded; --quiet leaves it out. */
void desk_tell(struct desk *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int desk_add(struct desk *, struct row *);

/* An operand or an option; empty when it was not given. */
struct slice desk_operand(const struct desk *, size_t n);
struct slice desk_option(const struct desk *, const char *name);
/* One of the words "a b c", unless it is empty. */
int desk_choice(struct desk *, const char *option, const char *words);

/* What hall.yaml says; NULL and the error with a suggestion. */
const struct queue_rule *desk_queue(struct desk *, struct slice name);
/* The counter of the open day; the same. */
struct counter_day *desk_counter(struct desk *, struct slice name);
/* A ticket of the open day; the same. */
struct ticket *desk_number(struct desk *, struct slice number);
/*
 * "COUNTER" or "NUMBER", or nothing: the counter of who acts.  The ticket
 * that stands there; one that is on hold there when `held`.
 */
struct ticket *desk_ticket(struct desk *, struct slice operand, bool held);
/* The counter that the person has opened, or is posted to. */
struct counter_day *desk_own_counter(struct desk *);

/* Begin the fact of an event: id, number, queue, class, counter, reason. */
struct row *desk_event(struct desk *, const struct ticket *, enum ticket_event);

#endif
