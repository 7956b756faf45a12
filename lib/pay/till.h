/*
 * till.h - drawers: what should be in them, what was counted, and the
 * takings of each method beside.
 *
 * Shape:   a session is a drawer from its opening to its close, numbered
 *          1, 2 ... for each counter and business day; what comes without a
 *          drawer (a kiosk, a channel) is the session without a number.
 *          Each session has a row for each method.
 * Source:  hall-pay(1): expected = float + taken - voided - refunded +
 *          payin - payout - dropped.  Change never counts.  Any count is
 *          accepted; what is over or short stays on record.
 * Errors:  -1 and the complaint; nothing was taken then.
 */
#ifndef PAY_TILL_H
#define PAY_TILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/moment.h"
#include "pay/method.h"
#include "record/record.h"
#include "record/row.h"

#define TILL_RECENT 64 /* places remembered, a power of two */

struct fact;
struct hall;
struct pay;

/* What one method did in one session. */
struct till_row {
	int64_t payments, voids, refunds;
	int64_t taken_fen, voided_fen, refunded_fen;
	int64_t net_fen;
	/* What a terminal's or kiosk's own day end says. */
	int64_t batch_fen;
	bool has_batch;
	bool used;
};

struct session {
	struct till_place *place;
	struct session *older; /* of the same place */
	uint32_t index;        /* among all of the stream */
	struct slice number;   /* "" for what has no drawer */
	struct slice staff;    /* who has custody, or who took first */
	struct till_row row[METHOD_COUNT];
	/* The drawer itself. */
	bool opened, closed;
	struct moment opened_at, closed_at;
	struct slice z;
	int64_t float_fen, payin_fen, payout_fen, dropped_fen;
	int64_t expected_fen; /* kept with every movement of cash */
	int64_t counts;
	int64_t counted_fen;
	int64_t over_fen;         /* when it was counted last */
	int64_t earlier_over_fen; /* of an earlier count that differed */
	int64_t moves_since;      /* movements of cash after that */
	struct slice reason, liable;
	/* A close whose opening was never seen: carried for its number, or
	 * a fault of this day. */
	const struct record *lone_close;
};

/* A counter on a business day. */
struct till_place {
	struct hall *hall;
	int32_t day;
	struct slice counter;
	struct session *sessions; /* the newest first */
	int64_t count, opened;    /* sessions; those that were drawers */
};

struct tills {
	struct map *places;
	struct till_place *recent[TILL_RECENT];
	struct map *z; /* counter -> struct till_z */
};

/* The last Z of a counter and the fact that gave it. */
struct till_z {
	int64_t number;
	const struct record *close;
};

enum till_move { MOVE_TAKEN, MOVE_VOIDED, MOVE_REFUNDED };

void tills_release(struct tills *);
/* The counter's place on that day, made when it is new. */
struct till_place *till_place(
    struct pay *, struct hall *, int32_t day, struct slice counter);
/*
 * The session of that number; without a number the open drawer, else the
 * session that has none.  Made when it is new; NULL with the complaint when
 * there are too many.
 */
struct session *till_session(struct pay *, struct till_place *,
    struct slice number, struct slice staff, struct complaint *);
/* The session of exactly that number, or NULL. */
struct session *till_session_find(
    const struct till_place *, struct slice number);
/* Cash that came into the drawer (below zero: that went out). */
int till_move_cash(struct session *, int64_t fen, struct complaint *);
/* The drawer that is open there, or NULL. */
struct session *till_open_session(const struct till_place *);
/* Book a movement; count is +1, or -1 to take it back. */
int till_move(struct session *, int method, enum till_move, int64_t fen,
    int count, struct complaint *);

int drawer_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
int batch_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
/* The last Z of a counter, 0 for none. */
int64_t till_last_z(const struct hall *, struct slice counter);

/* How a till stands. */
enum till_state {
	TILL_IS_EVEN,
	TILL_IS_OVER,
	TILL_IS_SHORT,
	TILL_HAS_DIFFERED,  /* even now, but an earlier count was not */
	TILL_NEEDS_RECOUNT, /* cash moved after the last count */
	TILL_IS_UNCOUNTED,  /* closed without a count */
	TILL_IS_OPEN,       /* not closed yet */
	TILL_HAS_NO_DRAWER, /* cash was taken without an opened drawer */
	TILL_IS_BLIND,      /* must be counted before anyone may see it */
};

struct till_figures {
	enum till_state state;
	bool drawer; /* float and the like mean something */
	bool has_counted, has_over;
	int64_t expected_fen, counted_fen, over_fen;
};

/*
 * The one place where a till is judged: for X, for Z and for the records.
 * blind: say nothing of cash that was not counted.
 */
void till_figure(
    const struct session *, int method, bool blind, struct till_figures *);
/* True when a person must look at it. */
bool till_state_bad(enum till_state);
/* Write all rows of all halls in the order of their ids. */
enum hall_status tills_write(struct pay *, struct writer *);
/* Write one session's rows: LOOK when a person must look. */
enum hall_status till_write(
    const struct session *, bool blind, struct writer *);
/* The rows of one day, of that counter or (empty) of all. */
enum hall_status tills_show(struct pay *, const struct hall *, int32_t day,
    struct slice counter, bool blind, struct writer *);
/* The last Z of each counter, so that the next day goes on from there. */
void tills_carry(struct pay *, struct writer *);

#endif
