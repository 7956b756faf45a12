/*
 * stamp.h - dates and times as the files of banks and channels write them.
 *
 * Shape:   a format is text with YYYY MM DD hh mm ss in it (as many digits
 *          as letters), or M D h (one or two digits); all else stands for
 *          itself.
 * Source:  hall.yaml(5), "sources", key times.
 */
#ifndef RECONCILE_STAMP_H
#define RECONCILE_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct stamp {
	bool has_date;
	bool has_clock;
	int32_t date;
	int32_t second; /* of the day */
};

/* The formats that are tried when the profile names none; NULL ends. */
extern const char *const stamp_formats[];

/* -1 when the text is not of that format or says no real date or time. */
int stamp_parse(struct slice text, struct slice format, struct stamp *);
/* Whether a format says a date or a clock at all. */
bool stamp_format_valid(struct slice format);

#endif
