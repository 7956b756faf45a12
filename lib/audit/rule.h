/*
 * rule.h - a rule of an audit, as hall.yaml says it, and how it is judged.
 *
 * Shape:   each kind of rule is a mechanism, which tells what it makes of
 *          the records that its rule looks at.
 * Source:  hall.yaml(5), "Rules".
 * Owner:   the arena of the audit; texts are those of the configuration.
 */
#ifndef AUDIT_RULE_H
#define AUDIT_RULE_H

#include "audit/side.h"
#include "audit/tier.h"
#include "base/limit.h"
#include "base/worktime.h"
#include "config/band.h"

#define RULE_BANDS_MAX 16

struct audit;
struct carried;
struct finding;
struct rule;

struct mechanism {
	const char *name;
	enum form column_form; /* of `column:` */
	bool column_shown;
	/*
	 * For kinds that judge each record by itself: 1 when it breaks the
	 * rule, 0 when not, -1 with *error (a calendar without data).  Only
	 * records that do (or may) are kept.
	 */
	int (*breaks)(const struct rule *, const struct item *, struct error *);
	/* What is said of it. */
	void (*tell)(
	    const struct rule *, const struct item *, struct finding *);
	/* For all others: look at what was kept.  -1 with *error. */
	int (*judge)(struct audit *, struct rule *, struct error *);
	/* Name the records that it will need on the next day. */
	void (*carry)(struct audit *, struct rule *, struct carried *);
};

enum every {
	EVERY_DAY = 1 << 0,
	/* bits 1 to 7: the days of the week */
	EVERY_WEEK = 1 << 8,
	EVERY_MONTH = 1 << 9,
	EVERY_QUARTER = 1 << 10,
	EVERY_HALF = 1 << 11,
	EVERY_YEAR = 1 << 12,
	/* All that last longer than a day. */
	EVERY_SPANS = EVERY_WEEK | EVERY_MONTH | EVERY_QUARTER | EVERY_HALF |
		      EVERY_YEAR,
};

/* A number that hall.yaml gives, and whether it is a duration. */
struct bound {
	bool given;
	bool duration;
	int128 number;
};

struct rule {
	struct slice name;
	const struct node *node;
	const struct mechanism *mechanism;
	const struct config *config;
	int32_t from, to; /* both in force */
	struct slice severity, source;
	/* besides: who leaves, of a custody; what excuses, of a deadline. */
	struct side subject, with, besides;
	bool has_with, has_besides;
	size_t staff, amount;      /* slots of the subject, or NO_SLOT */
	size_t own_why;            /* what a derived record says itself */
	struct slots columns, per; /* of the subject */
	struct slots with_per;     /* the same of the other side */
	struct slots unless;       /* what must equal besides.match */
	struct bound most, least, tolerance;
	size_t most_of, least_of;
	bool by_day; /* of a gap: days are missing, not numbers */
	bool has_first;
	int64_t first;
	bool has_within;
	int64_t within_seconds;
	const struct calendar *calendar; /* or NULL */
	struct worktime *worktime;       /* for limits in working time */
	bool has_by, has_limit;
	struct mark by;
	int32_t days;
	struct limit limit;
	size_t due, since;
	unsigned every; /* of enum every */
	int64_t times;
	struct tiers tiers; /* of a sample */
	struct band between[RULE_BANDS_MAX];
	size_t bands;
	size_t holder;
	bool must_differ;
	/* Why it cannot run at all: a code with one argument, or NULL. */
	const char *unready, *unready_name, *unready_value;
};

extern const struct mechanism *const mechanisms[]; /* ends with NULL */

/*
 * All rules of the configuration, those that are switched off left out.
 * -1 with USAGE and file and line.
 */
int rules_read(const struct config *, struct arena *, struct rule **,
    size_t *count, struct error *);
void rules_release(struct rule *, size_t count);

/* True when the rule is in force on the day of the item. */
bool rule_in_force(const struct rule *, int32_t day);
/* True when the time of day of an item lies in one of the rule's bands; as
 * whole seconds, both ends in. */
bool rule_in_bands(const struct rule *, const struct item *);
/* The calendar has no data of that year: -1 with *error. */
int rule_no_data(const struct rule *, int year, struct error *);
/* 1 worked, 0 free, -1 with *error; without a calendar all are worked. */
int rule_worked(const struct rule *, int32_t day, struct error *);

extern const struct mechanism rule_custody, rule_deadline, rule_duplicate,
    rule_gap, rule_limit, rule_need, rule_never, rule_order, rule_pair,
    rule_routine, rule_sample, rule_sum, rule_window;

#endif
