#include "base/limit.h"

#include <stdio.h>

#define SAME_DAY "same-day"

static const struct {
	const char *name;
	int64_t most;
	int64_t seconds; /* 0: counted in days */
	bool working;
	bool may_be_zero;
} units[] = {
    [LIMIT_WD] = {"wd", LIMIT_DAYS_MAX, 0, true, true},
    [LIMIT_WH] = {"wh", LIMIT_HOURS_MAX, 3600, true, false},
    [LIMIT_WM] = {"wm", LIMIT_MINUTES_MAX, 60, true, false},
    [LIMIT_CD] = {"cd", LIMIT_DAYS_MAX, 0, false, true},
    [LIMIT_H] = {"h", LIMIT_HOURS_MAX, 3600, false, false},
    [LIMIT_M] = {"m", LIMIT_MINUTES_MAX, 60, false, false},
};

#define UNITS (sizeof(units) / sizeof(*units))

int
limit_parse(struct slice text, struct limit *limit)
{
	size_t digits = slice_digits_first(text);
	struct slice name;
	long long amount;

	if (slice_is(text, SAME_DAY)) {
		*limit = (struct limit){0, LIMIT_WD};
		return 0;
	}
	if (digits == 0 ||
	    slice_int((struct slice){text.text, digits}, &amount) < 0)
		return -1;
	name = (struct slice){text.text + digits, text.length - digits};
	for (size_t i = 0; i < UNITS; i++) {
		if (!slice_is(name, units[i].name))
			continue;
		if (amount > units[i].most ||
		    (amount == 0 && !units[i].may_be_zero))
			return -1;
		*limit = (struct limit){amount, (enum limit_unit)i};
		return 0;
	}
	return -1;
}

size_t
limit_format(struct limit limit, char text[LIMIT_TEXT_SIZE])
{
	int length;

	if (limit.unit == LIMIT_WD && limit.amount == 0)
		length = snprintf(text, LIMIT_TEXT_SIZE, SAME_DAY);
	else
		length = snprintf(text, LIMIT_TEXT_SIZE, "%lld%s",
		    (long long)limit.amount, units[limit.unit].name);
	return (size_t)length;
}

bool
limit_in_days(struct limit limit)
{
	return units[limit.unit].seconds == 0;
}

bool
limit_in_working_time(struct limit limit)
{
	return units[limit.unit].working;
}

int64_t
limit_seconds(struct limit limit)
{
	return limit.amount * units[limit.unit].seconds;
}
