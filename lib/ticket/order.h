/*
 * order.h - who is called next.
 *
 * Shape:   a counter's order is a round of steps, each with a quota; in a
 *          step the lanes in their order, in a lane who arrived first.  A
 *          step for which nobody waits is left out.
 * Source:  hall-ticket(1), "ORDER": customers are served strictly in order,
 *          and a call out of it stays visible.
 */
#ifndef TICKET_ORDER_H
#define TICKET_ORDER_H

#include "ticket/state.h"

/* Who is next at this counter, or NULL. */
struct ticket *order_next(struct room *, struct counter_day *);

enum order_verdict_of_call {
	CALL_IN_ORDER,
	CALL_BY_CLASS, /* the first of a class that goes before others */
	CALL_OUT_OF_ORDER,
};

/*
 * Whether that ticket may be called there now; *before is whose turn it is
 * when it is out of order.  Nothing changes.
 */
enum order_verdict_of_call order_judge_call(struct room *, struct counter_day *,
    const struct ticket *, struct ticket **before);
/* It was called in order: the counter's round moves on. */
void order_called(struct counter_day *, const struct ticket *);
/* It begins to wait, where its queue and counter say. */
void order_wait(struct room *, struct ticket *);

#endif
