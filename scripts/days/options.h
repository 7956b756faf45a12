/*
 * options.h - what the generator of days was asked for.
 */
#ifndef DAYS_OPTIONS_H
#define DAYS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "trade.h"

#define DAYS_MAX 4000
#define HALLS_MAX 10000
#define COUNTERS_MAX 200
#define PER_DAY_MAX 2000000
/* Of a hall in all; more come at the month's end than --per-day says. */
#define RECEIPTS_MAX 70000000
#define TICKETS_MAX 1000000
#define CASES_MAX 1000000

struct options {
	uint64_t seed;
	int32_t from; /* the first business day */
	unsigned days;
	unsigned halls;
	unsigned counters;
	unsigned per_day; /* payments of an ordinary day and hall */
	enum trade_code trade;
	unsigned tickets;    /* numbers taken on such a day */
	unsigned cases;      /* events of cases on such a day */
	const char *plant;   /* "riverside", "NAME@DATE,…", or NULL */
	const char *out;     /* a directory for facts and statements */
	const char *journal; /* a file for whole journals, "-" is stdout */
	bool payments_only;  /* leave all but payments out of the journal */
};

/* 0, or an exit status + 1 when there is nothing more to do. */
int options_read(struct options *, int argc, char **argv);

#endif
