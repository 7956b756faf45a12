/*
 * period.h - the days that a report is about.
 *
 * Shape:   a unit and its first and last day.  Weeks are those of ISO 8601;
 *          ten days are 1-10, 11-20 and 21 to the end (旬); a month ends
 *          with the day on which its books are closed, and quarters and
 *          years are made of such months.
 * Source:  hall.yaml(5), "month"; hall-report(1), "Periods".
 */
#ifndef REPORT_PERIOD_H
#define REPORT_PERIOD_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

#define PERIOD_DAYS_MAX 3700 /* ten years */

enum period_unit {
	PERIOD_DAY,
	PERIOD_WEEK,
	PERIOD_TENDAY,
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_YEAR,
	PERIOD_RANGE, /* no unit: from one day to another */
};

/* "day" … "year", NULL last; as definitions and --period name them. */
extern const char *const period_units[];

struct period {
	enum period_unit unit;
	int32_t from; /* DATE_NONE: not known */
	int32_t to;
};

/* What was asked for, before it is known which days there are. */
enum period_form {
	PERIOD_NEWEST,   /* the one with the newest day */
	PERIOD_ON,       /* the one with this day */
	PERIOD_RELATIVE, /* last-month */
	PERIOD_GIVEN,
};

struct period_choice {
	enum period_form form;
	int32_t on;
	enum period_unit unit; /* of RELATIVE */
	bool last;             /* not this one, but the one before */
	struct period given;
};

/*
 * "last-week", "this-month", "2026-11", "2026-W45", "2026-Q4", "2026",
 * "2026-11-02", "2026-11-02..2026-11-05".  `closes` is the day on which
 * months close, 0 the last one.  -1 with USAGE and a suggestion.
 */
int period_parse(
    struct slice text, int closes, struct period_choice *, struct error *);
/* The period of that unit in which the day lies. */
struct period period_of(enum period_unit, int closes, int32_t date);
/* The one before it; of a range, as many days before. */
struct period period_before(const struct period *, int closes);
/*
 * Newest is the newest day that there is; today the one behind the last
 * that is over.  A unit that was not asked for is that of the report.
 */
struct period period_resolve(const struct period_choice *, enum period_unit,
    int closes, int32_t newest, int32_t today);
static inline bool
period_has(const struct period *p, int32_t day)
{
	return day >= p->from && day <= p->to;
}
/* "2026-W45, 2026-11-02 to 2026-11-08", for people. */
void period_show(struct buffer *, const struct period *);

#endif
