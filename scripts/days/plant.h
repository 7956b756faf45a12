/*
 * plant.h - faults that are put in on purpose, and the list of them.
 *
 * Shape:   planted.csv: name,day,subject,amount,code,kind.  The subject is
 *          what a break names: a reference, a counter, receipt numbers, the
 *          day whose money came late; else the ticket, the case, the record.
 *          The code is what the tools say about it, and kind the sort of
 *          derived record that says it.
 * Owner:   planting_new makes, planting_free frees; it keeps its texts.
 */
#ifndef DAYS_PLANT_H
#define DAYS_PLANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#include "options.h"

enum plant {
	PLANT_HALL_ONLY,
	PLANT_CHANNEL_ONLY,
	PLANT_WRONG_AMOUNT,
	PLANT_FEE_OFF,
	PLANT_RECEIPT_GAP,
	PLANT_VOID_NO_REASON,
	PLANT_DRAWER_SHORT,
	PLANT_DEPOSIT_LATE,
	PLANT_UNREADABLE,
	PLANT_OUT_OF_ORDER,
	PLANT_VIP_WAITED,
	PLANT_SERVICE_LONG,
	PLANT_CASE_LATE,
	PLANT_NO_PHONE,
	PLANT_NO_MEETING,
	PLANT_NO_FIRE_CHECK,
	PLANT_DEPOSIT_BEARER,
	PLANT_AUDITS_ONESELF,
	PLANTS,
};

struct plant_info {
	const char *name;
	const char *code; /* what is reported */
	const char *kind; /* and where */
	const char *help;
};

extern const struct plant_info plants[PLANTS];

struct planting;

/* NULL with *error when the list cannot be understood. */
struct planting *planting_new(const struct options *, struct error *);
void planting_free(struct planting *);
/* Is this to be planted in that day (of every hall)? */
bool planting_wants(const struct planting *, enum plant, int32_t date);
/* It was done. */
void planting_done(struct planting *, enum plant, int32_t date,
    const char *subject, int64_t amount_fen);
/* What is no fault but must carry: an evening's payment at the kiosk. */
void planting_carries(struct planting *, const char *name, int32_t date,
    const char *subject, int64_t amount_fen, const char *code);
/* Write the list of what was done since the last time, by day and name. */
int planting_write(struct planting *, const char *path, struct error *);

#endif
