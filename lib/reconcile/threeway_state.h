/*
 * threeway_state.h - the inside of the three-way, for the files that make
 * it up.
 */
#ifndef RECONCILE_THREEWAY_STATE_H
#define RECONCILE_THREEWAY_STATE_H

#include "base/map.h"
#include "reconcile/threeway.h"

/* One clerk on one day in one hall. */
struct clerk {
	struct slice hall;
	struct slice staff;
	int32_t day;
	int64_t account_fen;
	int64_t over_fen;        /* counted less expected */
	int64_t unconfirmed_fen; /* channels have more (or less: minus) */
	int64_t stubless_fen;    /* payments without a receipt */
	bool at_counter;         /* has a drawer session: no kiosk */
	bool uncounted;
	unsigned stub_breaks;
};

/* A break that is known before the clerks are judged. */
struct finding {
	const char *code;
	struct slice record;
	struct slice hall;
	struct slice staff;
	struct slice ref;
	struct slice why;
	int32_t day;
	bool has_amount;
	int64_t amount_fen;
	int64_t diff_fen;
};

struct threeway {
	struct arena arena;
	struct map *clerks;   /* by day, hall and staff */
	struct map *receipts; /* payments that have one, by id */
	struct map *voided;   /* receipts that were told, by number */
	struct finding *finding;
	size_t findings, size;
	int64_t copies;
	bool seen; /* hall-pay was here */
};

/* Made when it is not known. */
struct clerk *clerk_of(
    struct threeway *, int32_t day, struct slice hall, struct slice staff);

#endif
