#include <limits.h>

#include "base/slice.h"

bool
slice_cut(struct slice *rest, char mark, struct slice *part)
{
	const char *end;

	if (rest->text == NULL)
		return false;
	part->text = rest->text;
	end = rest->length ? memchr(rest->text, mark, rest->length) : NULL;
	if (end == NULL) {
		part->length = rest->length;
		*rest = (struct slice){NULL, 0};
		return true;
	}
	part->length = (size_t)(end - rest->text);
	rest->text = end + 1;
	rest->length -= part->length + 1;
	return true;
}

bool
slice_among(struct slice s, const char *list)
{
	struct slice rest = slice_of(list), one;

	while (slice_cut(&rest, ' ', &one))
		if (slice_equal(one, s))
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct slice
slice_trim(struct slice s)
{
	while (s.length > 0 && is_blank(s.text[0])) {
		s.text++;
		s.length--;
	}
	while (s.length > 0 && is_blank(s.text[s.length - 1]))
		s.length--;
	return s;
}

/* Counts downwards, so that the least number needs no case of its own. */
static int
int_of_many(struct slice digits, bool minus, long long *value)
{
	long long sum = 0;

	for (size_t i = 0; i < digits.length; i++) {
		if (!is_digit(digits.text[i]))
			return -1;
		if (__builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_sub_overflow(sum, digits.text[i] - '0', &sum))
			return -1;
	}
	if (!minus && sum == LLONG_MIN)
		return -1;
	*value = minus ? sum : -sum;
	return 0;
}

int
slice_int(struct slice s, long long *value)
{
	int64_t number;
	bool minus;

	if (s.length == 0) /* whose text may be NULL */
		return -1;
	minus = s.text[0] == '-';
	s.text += minus;
	s.length -= minus;
	if (s.length == 0)
		return -1;
	if (s.length > SLICE_DIGITS_MAX)
		return int_of_many(s, minus, value);
	if (!slice_digits(s, &number))
		return -1;
	*value = minus ? -number : number;
	return 0;
}
