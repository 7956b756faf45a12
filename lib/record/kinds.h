/*
 * kinds.h - the record kinds and their columns.
 *
 * Source:  lib/record/kinds.tab, from which the build makes the enums:
 *          KIND_PAYMENT, PAYMENT_AMOUNT and so on.  hall-record(5) lists
 *          the same.
 */
#ifndef RECORD_KINDS_H
#define RECORD_KINDS_H

#include <stddef.h>

#include "base/slice.h"
#include "record/kinds_gen.h"

enum kind_sort {
	KIND_SORT_OTHER,
	KIND_SORT_FACT,
	KIND_SORT_STATEMENT,
	KIND_SORT_DERIVED,
	KIND_SORT_ANY, /* fault and stage: every tool makes them */
};

struct kind_info {
	const char *name;
	enum kind_sort sort;
	const char *const *columns; /* ends with NULL */
	size_t columns_count;
	size_t columns_own;        /* without the tail of a journalled fact */
	const char *heading;       /* the columns joined by commas */
	const char *const *events; /* in legal order; ends with NULL */
};

extern const struct kind_info kinds[KIND_COUNT];

enum kind kind_find(struct slice name); /* KIND_OTHER when unknown */
/* The standard column of that name, or -1. */
int kind_column(enum kind, struct slice name);
/* The place of an event in the legal order; the count when unknown. */
int kind_event_rank(enum kind, struct slice event);
/* A name as kinds have it, [a-z][a-z0-9-]*; columns have '_' for '-'. */
bool kind_name_valid(struct slice);
bool column_name_valid(struct slice);

#endif
