/*
 * matter.h - the cases of a hall, from the application to the archive.
 *
 * Shape:   each type has its course: moves with the days and minutes since
 *          the one before.  All limits of the shipped types are kept, since
 *          no course counts on a day of rest.
 */
#ifndef DAYS_MATTER_H
#define DAYS_MATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "payment.h"

struct move {
	const char *event;
	const char *item, *value;
	uint8_t days;         /* later than the move before */
	uint16_t least, most; /* minutes later; of that day when days > 0 */
	bool monitor;         /* not the clerk does it */
};

struct course {
	const char *type;
	unsigned weight;
	const struct move *move;
	size_t moves;
	const char *text;
};

struct matter {
	const struct course *course;
	size_t next;  /* its next move */
	int32_t date; /* of that */
	int32_t opened;
	uint32_t number; /* among those opened on that date */
	uint32_t account;
	uint16_t staff;
	bool no_phone;
};

struct matters {
	struct matter *list;
	size_t count, size;
};

/* Those of a trade end with a type of NULL. */
extern const struct course power_courses[], water_courses[], telecom_courses[];
/* Planted: nobody can call back; the papers lay about. */
extern const struct course mute_course, lying_course;

void matter_id(const struct matter *, char id[ID_SIZE]);
void matters_release(struct matters *);

#endif
