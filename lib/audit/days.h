/*
 * days.h - the business days that a stream holds, hall by hall.
 *
 * Shape:   a day that a fact `day` names counts before all others, because
 *          carry.in brings facts of the days before; without one the days of
 *          facts count, and last those of their times.  Corrections, which
 *          may be of later days, and opening lines tell nothing.
 * Owner:   days_release frees; texts are in the arena that is given.
 */
#ifndef AUDIT_DAYS_H
#define AUDIT_DAYS_H

#include "base/map.h"
#include "record/record.h"

enum day_rank { DAY_OF_TIME, DAY_OF_FACT, DAY_ITSELF };

struct hall_day {
	struct slice hall;
	int32_t day;
	enum day_rank rank;
};

struct days {
	struct map *map;
	struct hall_day latest; /* noted last */
	struct hall_day *day;   /* sorted, once they are settled */
	size_t count;
	/* Days that were audited before, as carry.in tells. */
	struct map *covered;
};

void days_init(struct days *);
void days_release(struct days *);
void days_note(struct days *, const struct record *, struct arena *);
/* Of this hall and day it is known that the days before were audited. */
void days_cover(struct days *, struct slice hall, int32_t day);
/* Once all was read. */
void days_settle(struct days *, struct arena *);

bool days_have(const struct days *, struct slice hall, int32_t day);
/* The same, or it was audited before. */
bool days_covered(const struct days *, struct slice hall, int32_t day);
/*
 * Whether a fact of that day belongs to the stream's own days, not to what
 * was carried in.
 */
bool days_own(const struct days *, struct slice hall, int32_t day);
/*
 * The first day of a hall from that date on; its newest when there is none,
 * `otherwise` without any.
 */
int32_t days_from(
    const struct days *, struct slice hall, int32_t date, int32_t otherwise);

#endif
