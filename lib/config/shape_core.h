/*
 * shape_core.h - the sections that no single room owns.
 */
#ifndef CONFIG_SHAPE_CORE_H
#define CONFIG_SHAPE_CORE_H

#include "config/shape.h"

/* language zone share hall calendars staff acting roles */
extern const struct shape shape_core[];

/*
 * The from: and to: of a map, or of a list of maps in the order of time,
 * which may not overlap.  With `whole` there may be no gap either.
 */
int check_periods(const struct node *, bool whole, struct error *);

#endif
