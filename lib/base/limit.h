/*
 * limit.h - how long something may take: a number and a unit.
 *
 * Shape:   "7wd" working days, "4wh" working hours, "90wm" working minutes,
 *          "10cd" calendar days, "24h" hours and "45m" minutes on the
 *          clock; "same-day" is 0wd.  What each unit means stands in
 * worktime.h. Errors:  -1 for a text that is none, the result untouched.
 */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* A hundred years in each unit: more is a slip of the finger. */
#define LIMIT_DAYS_MAX 36600
#define LIMIT_HOURS_MAX 878400
#define LIMIT_MINUTES_MAX 52704000
#define LIMIT_TEXT_SIZE 24

enum limit_unit { LIMIT_WD, LIMIT_WH, LIMIT_WM, LIMIT_CD, LIMIT_H, LIMIT_M };

struct limit {
	int64_t amount;
	enum limit_unit unit;
};

int limit_parse(struct slice text, struct limit *);
size_t limit_format(struct limit, char text[LIMIT_TEXT_SIZE]);
/* Counted in whole days, which end at 24:00. */
bool limit_in_days(struct limit);
/* Counted by the hours of a calendar: wd, wh, wm. */
bool limit_in_working_time(struct limit);
/* The seconds of a limit that is not in days. */
int64_t limit_seconds(struct limit);

#endif
