/* bank.c - the hall's bank account on a calendar day. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "bank.h"

struct bank_row *
bank_add(struct bank_rows *rows, enum bank_sort sort, int32_t second,
    int64_t amount_fen)
{
	struct bank_row *row;

	if (rows->count == rows->size) {
		rows->size = rows->size ? rows->size * 2 : 64;
		rows->list = memory_grow(rows->list, rows->size, sizeof(*row));
	}
	row = &rows->list[rows->count];
	memset(row, 0, sizeof(*row));
	row->sort = sort;
	row->second = second;
	row->order = (uint32_t)rows->count++;
	row->amount_fen = amount_fen;
	return row;
}

static int
compare_time(const void *a, const void *b)
{
	const struct bank_row *x = a, *y = b;

	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void
bank_sort(struct bank_rows *rows)
{
	if (rows->count > 1)
		qsort(
		    rows->list, rows->count, sizeof(*rows->list), compare_time);
}

void
bank_release(struct bank_rows *rows)
{
	free(rows->list);
	memset(rows, 0, sizeof(*rows));
}
