#include "ticket/percentile.h"

#include <assert.h>

#include "base/rate.h"

enum percentile
percentile_find(struct slice name)
{
	if (slice_is(name, "linear"))
		return PERCENTILE_LINEAR;
	if (slice_is(name, "upper"))
		return PERCENTILE_UPPER;
	return PERCENTILE_NEAREST_RANK;
}

/* Between the two values around (n - 1) p / 100, as most spreadsheets do. */
static int64_t
linear(unsigned percent, const int64_t *value, size_t count)
{
	uint64_t hundredths = (uint64_t)(count - 1) * percent;
	size_t below = hundredths / 100;
	int64_t part = (int64_t)(hundredths % 100);

	if (part == 0)
		return value[below];
	return value[below] +
	       divide_round(((int128)value[below + 1] - value[below]) * part,
		   100, ROUND_HALF_UP);
}

int64_t
percentile_of(enum percentile method, unsigned percent, const int64_t *value,
    size_t count)
{
	uint64_t product = (uint64_t)count * percent;
	size_t rank;

	assert(count > 0 && percent <= 100);
	if (method == PERCENTILE_LINEAR)
		return linear(percent, value, count);
	if (method == PERCENTILE_UPPER)
		rank = product / 100 + 1;
	else
		rank = product / 100 + (product % 100 != 0);
	rank = rank < 1 ? 1 : rank > count ? count : rank;
	return value[rank - 1];
}
