/*
 * value.h - texts of the configuration as what they mean.
 *
 * Errors:  -1 and an untouched result for a text that is none.
 */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/slice.h"

/* yes, no, true, false. */
int value_yes(struct slice, bool *);
/* "20m", "90s", "24h", "2d", "1h30m", "0"; at most 100 years. */
int value_seconds(struct slice, int64_t *seconds);
/* "08:30-12:00": the seconds of the day, the first before the second. */
int value_hours(struct slice, int32_t *from, int32_t *to);
/* "2026-01-04", or "2026-10-01..2026-10-07": the first not after the last. */
int value_dates(struct slice, int32_t *first, int32_t *last);

#endif
