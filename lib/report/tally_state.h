/*
 * tally_state.h - what a tally holds, for the files that make it: tally.c
 * takes records, tally_read.c answers.
 */
#ifndef REPORT_TALLY_STATE_H
#define REPORT_TALLY_STATE_H

#include <string.h>

#include "base/buffer.h"
#include "report/intern.h"
#include "report/reading.h"
#include "report/recent.h"
#include "report/tally.h"

#define DAY_BYTES sizeof(uint32_t)

/* What one measure of one group has come to. */
struct cell {
	number sum;
	number below; /* the line, of a rate */
	number least;
	number most;
	uint64_t n;
	uint32_t values_first; /* of a percentile, in sorted[] */
	uint8_t places;
};

/* The head of a key of values: a text or a number follows. */
struct value_key {
	uint32_t group;
	uint32_t measure;
};

struct tally {
	const struct query *query;
	bool by_day;
	size_t dimensions;
	bool keeps_values;       /* a percentile or a distinct is asked for */
	struct reading *reading; /* of the record in hand, by measure */
	struct buffer key;
	struct intern groups;
	struct recent recent;
	uint64_t *records;
	struct cell *cell; /* query->measures for each group */
	uint32_t groups_size;
	struct buffer value_key;
	struct intern values;
	uint64_t *value_count;
	uint32_t values_size;
	uint32_t *order;  /* groups by name, once sealed */
	uint32_t *sorted; /* values by group, measure and size */
};

/* Whose the value of this number is. */
static inline struct value_key
tally_value_head(const struct tally *t, uint32_t index)
{
	struct value_key head;

	memcpy(&head, intern_key(&t->values, index).text, sizeof(head));
	return head;
}

#endif
