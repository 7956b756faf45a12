/*
 * board.h - what the screen in the hall shows.
 *
 * Shape:   the numbers that are called or served with their counters, the
 *          latest call first; the queues with who waits and how long it may
 *          take.
 * Source:  hall-ticket(1), "BOARD".
 */
#ifndef TICKET_BOARD_H
#define TICKET_BOARD_H

#include "base/buffer.h"
#include "ticket/view.h"

void board_text(struct view *, struct buffer *);
/* One line of JSON. */
void board_json(struct view *, struct buffer *);
/* The name of the hall, of a queue or a counter in the user's language. */
struct slice hall_title(const struct view *);
struct slice queue_title(const struct queue_rule *);
struct slice counter_title(const struct counter_day *);
/* "12 min", rounded up; "-" for what is not known. */
void minutes_add(struct buffer *, int64_t seconds);

/*
 * Draw until it is interrupted: a buffer is asked for once a second, and its
 * lines are cut to the terminal.  The screen is then as it was before.
 */
enum hall_status screen_run(
    int (*draw)(void *context, struct buffer *, struct error *), void *context,
    struct error *);

#endif
