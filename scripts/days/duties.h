/*
 * duties.h - what a hall keeps a record of besides its customers: meetings,
 * checks, patrols.
 */
#ifndef DAYS_DUTIES_H
#define DAYS_DUTIES_H

#include <stddef.h>
#include <stdint.h>

enum doer { DOER_MONITOR, DOER_CASHIER, DOER_MANAGER, DOER_AUDITOR };
enum about { ABOUT_NOTHING, ABOUT_CLERK, ABOUT_SAMPLE, ABOUT_DAY };

struct duty {
	const char *topic;
	uint8_t hour, minute; /* about then, some minutes later */
	uint8_t weekday;      /* 0: each day; see duties.c for 8 to 10 */
	uint8_t trades;       /* bits of enum trade_code; 0: all */
	enum doer doer;
	enum about about;
	const char *value, *result, *text;
};

#endif
