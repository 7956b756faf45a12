/*
 * band.h - a time of the day, and a piece of one, as rules of a hall say it.
 *
 * Shape:   a mark is "12:00", or "open" and "close", before and after which
 *          so much may be told: "open-30m", "close+1h30m".  A band is two
 *          marks, both in it: "open-30m..open-15m".
 * Source:  hall.yaml(5), "Rules".  open is the first of hall.open, close the
 *          last.
 * Errors:  -1 and an untouched result for a text that is none.
 */
#ifndef CONFIG_BAND_H
#define CONFIG_BAND_H

#include "config/config.h"

enum mark_base { MARK_MIDNIGHT, MARK_OPEN, MARK_CLOSE };

struct mark {
	enum mark_base base;
	int32_t seconds; /* after the base; before it when negative */
};

struct band {
	struct mark from;
	struct mark to;
};

int mark_parse(struct slice, struct mark *);
int band_parse(struct slice, struct band *);
/* True when it can be told only where hall.open is. */
bool mark_needs_hours(struct mark);
/*
 * The second of the day.  -1 when it needs hours and the configuration has
 * no hall.open.
 */
int mark_second(struct mark, const struct config *, int32_t *second);

#endif
