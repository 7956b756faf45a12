#include "base/moment.h"
#include "config/value.h"

#define SECONDS_MAX (100LL * 366 * 86400)

int
value_yes(struct slice s, bool *yes)
{
	static const struct {
		const char *word;
		bool yes;
	} words[] = {
	    {"yes", true}, {"no", false}, {"true", true}, {"false", false}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (slice_is(s, words[i].word)) {
			*yes = words[i].yes;
			return 0;
		}
	}
	return -1;
}

/* Units come from large to small, each at most once: "1h30m". */
int
value_seconds(struct slice s, int64_t *seconds)
{
	static const char units[] = "dhms";
	static const int64_t length[] = {86400, 3600, 60, 1};
	int64_t sum = 0;
	size_t unit = 0, i = 0;

	if (slice_is(s, "0")) {
		*seconds = 0;
		return 0;
	}
	while (i < s.length) {
		int64_t n = 0;
		size_t digits = 0;

		for (; i < s.length && is_digit(s.text[i]); i++, digits++)
			if ((n = n * 10 + (s.text[i] - '0')) > SECONDS_MAX)
				return -1;
		while (i < s.length && units[unit] && units[unit] != s.text[i])
			unit++;
		if (digits == 0 || i == s.length || !units[unit])
			return -1;
		sum += n * length[unit++];
		i++;
		if (sum > SECONDS_MAX)
			return -1;
	}
	if (s.length == 0)
		return -1;
	*seconds = sum;
	return 0;
}

int
value_hours(struct slice s, int32_t *from, int32_t *to)
{
	struct slice rest = s, first, second;
	int32_t a, b;

	if (!slice_cut(&rest, '-', &first) || !slice_cut(&rest, '-', &second) ||
	    rest.text)
		return -1;
	if (clock_parse(first, &a) < 0 || clock_parse(second, &b) < 0 || a >= b)
		return -1;
	*from = a;
	*to = b;
	return 0;
}

int
value_dates(struct slice s, int32_t *first, int32_t *last)
{
	const char *dots = s.length ? memmem(s.text, s.length, "..", 2) : NULL;
	struct slice from = s, to = s;
	int32_t a, b;

	if (dots) {
		from.length = (size_t)(dots - s.text);
		to.text = dots + 2;
		to.length = s.length - from.length - 2;
	}
	if (date_parse(from, &a) < 0 || date_parse(to, &b) < 0 || a > b)
		return -1;
	*first = a;
	*last = b;
	return 0;
}
