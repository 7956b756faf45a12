/*
 * moment.h - points in time with their offset, and zones.
 *
 * Shape:   seconds since 1970 UTC in int64_t and the offset from UTC in
 *          seconds; text is YYYY-MM-DDThh:mm:ss+08:00, offset always there.
 * Source:  hall-record(5), "Values".
 * Errors:  -1 for text that is no time (24:00:00, second 60), untouched
 *          result.  Only moment_now asks the clock: records never do.
 */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "base/slice.h"

#define MOMENT_TEXT_SIZE 26

struct moment {
	int64_t utc_seconds;
	int32_t offset_seconds;
};

/* A zone: a fixed offset, or a name of the zone database. */
struct zone {
	char name[64];
	int32_t offset_seconds; /* when fixed */
	bool fixed;
};

int moment_parse(struct slice text, struct moment *);
/* "+08:00" alone, at most 18 hours; "-00:00" is none. */
int offset_parse(struct slice text, int32_t *offset_seconds);
size_t moment_format(struct moment, char text[MOMENT_TEXT_SIZE]);
/* Earlier, same, later in UTC: less, 0, more than 0. */
int moment_compare(struct moment a, struct moment b);
/* The date and the second of the day on the clock of that offset. */
int32_t moment_date(struct moment);
int32_t moment_second_of_day(struct moment);

/* "+08:00", "UTC" or a name such as Asia/Shanghai; USAGE when unknown. */
int zone_parse(struct slice text, struct zone *, struct error *);
struct moment zone_moment(const struct zone *, int64_t utc_seconds);
/* The moment of a local date and second of day in that zone. */
struct moment zone_local(
    const struct zone *, int32_t date, int32_t second_of_day);
/* Now, in that zone. */
struct moment moment_now(const struct zone *);
/*
 * What a person types: "2026-11-02T18:40:00+08:00", "2026-11-02 18:40[:00]",
 * "18:40" (on the date given).
 */
int moment_parse_loose(struct slice text, const struct zone *,
    int32_t default_date, struct moment *);
/* hh:mm or hh:mm:ss, 24:00 allowed; seconds of the day. */
int clock_parse(struct slice text, int32_t *second_of_day);

#endif
