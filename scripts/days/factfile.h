/*
 * factfile.h - plain facts, as a counter or a kiosk hands them over.
 *
 * Shape:   the columns of each kind without the tail of a journal.
 * Errors:  -1 with *error.
 */
#ifndef DAYS_FACTFILE_H
#define DAYS_FACTFILE_H

#include "base/error.h"

#include "day.h"

/*
 * Who posts it: counter.csv holds what people did with money, kiosk.csv what
 * the kiosk took, tickets.csv what the queue and its counters did, cases.csv
 * what was done about applications and complaints, logs.csv the duties.
 */
enum factfile {
	FACTS_COUNTER,
	FACTS_KIOSK,
	FACTS_TICKETS,
	FACTS_CASES,
	FACTS_LOGS,
	FACTFILES
};

extern const char *const factfile_names[FACTFILES];

int factfile_write(
    const struct day *, enum factfile, const char *path, struct error *);

#endif
