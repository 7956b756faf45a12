/*
 * zonerule.h - the rule of a zone for all years to come.
 *
 * Shape:   POSIX's TZ text, "CST-8" or "GMT0BST,M3.5.0/1,M10.5.0".
 * Source:  RFC 8536 section 3.3, the last line of a TZif file.
 * Errors:  -1 for a text that is none.
 */
#ifndef BASE_ZONERULE_H
#define BASE_ZONERULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* When the clocks change, each year. */
struct zone_change {
	char form; /* 'M' month.week.day, 'J' day without Feb 29, 'D' day */
	int month, week, day;
	int32_t second_of_day; /* on the clock before the change */
};

struct zone_rule {
	int32_t standard_seconds; /* offset from UTC */
	int32_t summer_seconds;
	bool has_summer;
	struct zone_change begin, end; /* of summer time */
};

int zone_rule_parse(struct slice text, struct zone_rule *);
int32_t zone_rule_offset(const struct zone_rule *, int64_t utc_seconds);

#endif
