/*
 * shape.h - what hall.yaml may hold: a table for each section.
 *
 * Each room keeps the table of its section in shape_ROOM.c here on the
 * floor of the configuration, so that every tool checks the whole file and
 * none knows the others.  hall.yaml(5) describes the same keys.
 */
#ifndef CONFIG_SHAPE_H
#define CONFIG_SHAPE_H

#include "config/config.h"

enum shape_type {
	SHAPE_TEXT,
	SHAPE_NAME, /* text, or a map of zh: and en: */
	SHAPE_INT,
	SHAPE_MONEY,
	SHAPE_YES, /* yes, no, true, false */
	SHAPE_DATE,
	SHAPE_DATES, /* a date, or "2026-10-01..2026-10-07" */
	SHAPE_CLOCK, /* "12:00" */
	SHAPE_HOURS, /* "08:30-12:00" */
	SHAPE_RATE,
	SHAPE_DECIMAL,
	SHAPE_SECONDS,     /* 20m */
	SHAPE_LIMIT,       /* 7wd */
	SHAPE_CHOICE,      /* one of `choices` */
	SHAPE_ID,          /* no blanks */
	SHAPE_MAP,         /* the keys of `keys` and no other */
	SHAPE_MAP_OF,      /* any key, each value of shape `of` */
	SHAPE_BY_ID,       /* the same, where the keys are of SHAPE_ID */
	SHAPE_LIST_OF,     /* each item of shape `of` */
	SHAPE_LIST_OR_ONE, /* the same, or one item alone */
	SHAPE_DATED,       /* one map, or a list of maps with from: and to: */
	SHAPE_ANY,
};

struct shape {
	const char *key; /* NULL ends a table */
	enum shape_type type;
	bool required;
	const struct shape *keys;   /* SHAPE_MAP, SHAPE_DATED */
	const struct shape *of;     /* SHAPE_MAP_OF, SHAPE_LIST_… */
	const char *const *choices; /* SHAPE_CHOICE; ends with NULL */
	/* Names what a value must be defined in: "staff", "calendars". */
	const char *refers_to;
	/* Beyond types: gaps, overlaps.  -1 with the error, or NULL. */
	int (*check)(
	    const struct node *value, const struct node *root, struct error *);
};

/* The tables of the rooms. */
extern const struct shape shape_ticket[];    /* queues counters ticketing */
extern const struct shape shape_apply[];     /* forms cases */
extern const struct shape shape_pay[];       /* receipts drawers deposits … */
extern const struct shape shape_reconcile[]; /* sources reconcile */
extern const struct shape shape_report[];    /* reports */
extern const struct shape shape_audit[];     /* audit */
/* One report, in a file of its own or below reports:. */
extern const struct shape shape_report_definition[];

/* Check a tree; -1 with the first error in the order of the file. */
int shape_check(const struct node *root, struct error *);
/*
 * Check a tree against one table: for definitions that stand in files of
 * their own (reports, profiles).
 */
int shape_check_table(const struct node *node, const struct shape *keys,
    const struct node *root, struct error *);
/* For checks: value[key], where it is there, is from least to most. */
int shape_check_number(const struct node *value, const char *key,
    long long least, long long most, struct error *);
/* Load a YAML file without the shape of hall.yaml (the caller checks). */
struct config *config_load_plain(const char *path, struct error *);

#endif
