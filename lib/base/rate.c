#include <stdbool.h>

#include "base/rate.h"

#define PLACES_MAX 6

static const int64_t power_of_ten[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000};

/* Digits only, at least one; -1 when they do not fit. */
static int
read_digits(struct slice s, int64_t *value)
{
	if (s.length == 0)
		return -1;
	for (size_t i = 0; i < s.length; i++) {
		if (!is_digit(s.text[i]) ||
		    __builtin_mul_overflow(*value, 10, value) ||
		    __builtin_add_overflow(*value, s.text[i] - '0', value))
			return -1;
	}
	return 0;
}

int
decimal_parse(struct slice text, int64_t *millionths)
{
	bool minus = text.length > 0 && text.text[0] == '-';
	struct slice whole, rest = text;
	int64_t value = 0, factor = DECIMAL_ONE;

	if (minus) {
		rest.text++;
		rest.length--;
	}
	if (!slice_cut(&rest, '.', &whole) || read_digits(whole, &value) != 0)
		return -1;
	if (rest.text != NULL) {
		if (rest.length > PLACES_MAX || read_digits(rest, &value) != 0)
			return -1;
		factor = power_of_ten[PLACES_MAX - rest.length];
	}
	if (__builtin_mul_overflow(value, factor, &value) ||
	    (minus && value == 0))
		return -1;
	*millionths = minus ? -value : value;
	return 0;
}

size_t
decimal_format(int64_t millionths, int places, char text[DECIMAL_TEXT_SIZE])
{
	char room[DECIMAL_TEXT_SIZE];
	size_t at = sizeof(room), length;
	bool begun = false;
	uint64_t left = millionths < 0 ? 0 - (uint64_t)millionths
				       : (uint64_t)millionths;

	for (int place = PLACES_MAX; place > 0; place--, left /= 10) {
		begun = begun || place <= places || left % 10 != 0;
		if (begun)
			room[--at] = (char)('0' + left % 10);
	}
	if (begun)
		room[--at] = '.';
	do {
		room[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (millionths < 0)
		room[--at] = '-';
	length = sizeof(room) - at;
	memcpy(text, room + at, length);
	text[length] = '\0';
	return length;
}

int
decimal_from_fen(int64_t fen, int64_t *millionths)
{
	int64_t value;

	if (__builtin_mul_overflow(fen, DECIMAL_PER_FEN, &value))
		return -1;
	*millionths = value;
	return 0;
}

/* -1 when it does not fit, and *result is left alone. */
static int
quotient(int128 num, int64_t den, enum rounding rounding, int64_t *result)
{
	bool minus = (num < 0) != (den < 0);
	/* 2^127 has no negative in int128: unsigned does without. */
	uint128 n = num < 0 ? 0 - (uint128)num : (uint128)num;
	uint64_t d = den < 0 ? 0 - (uint64_t)den : (uint64_t)den;
	uint128 q = n / d, rest = n % d, other = d - rest;
	bool away = false;

	switch (rounding) {
	case ROUND_HALF_UP:
		away = rest != 0 && rest >= other;
		break;
	case ROUND_HALF_EVEN:
		away = rest > other || (rest == other && (q & 1) != 0);
		break;
	case ROUND_UP:
		away = rest != 0;
		break;
	case ROUND_DOWN:
		break;
	}
	q += away ? 1 : 0;
	if (q > INT64_MAX)
		return -1;
	*result = minus ? -(int64_t)q : (int64_t)q;
	return 0;
}

int64_t
divide_round(int128 num, int64_t den, enum rounding rounding)
{
	int64_t result;

	if (quotient(num, den, rounding, &result) != 0)
		return (num < 0) != (den < 0) ? -INT64_MAX : INT64_MAX;
	return result;
}

int
decimal_to_fen(int64_t millionths, enum rounding rounding, int64_t *fen)
{
	return quotient(millionths, DECIMAL_PER_FEN, rounding, fen);
}

static int64_t
common_divisor(int64_t a, int64_t b)
{
	int64_t t;

	while (b != 0) {
		t = a % b;
		a = b;
		b = t;
	}
	return a < 0 ? -a : a;
}

static int
reduce(int64_t num, int64_t den, struct rate *rate)
{
	int64_t divisor;

	if (den <= 0 || num == INT64_MIN)
		return -1;
	divisor = common_divisor(num, den);
	*rate = (struct rate){num / divisor, den / divisor};
	return 0;
}

static int
parse_fraction(struct slice num, struct slice den, struct rate *rate)
{
	long long n, d;

	if (slice_int(num, &n) != 0 || slice_int(den, &d) != 0)
		return -1;
	return reduce(n, d, rate);
}

static bool
take_end(struct slice *s, const char *end)
{
	size_t length = strlen(end);

	if (s->length < length ||
	    memcmp(s->text + s->length - length, end, length) != 0)
		return false;
	s->length -= length;
	return true;
}

int
rate_parse(struct slice text, struct rate *rate)
{
	struct slice rest = text, num;
	int64_t value, den = DECIMAL_ONE;

	if (slice_cut(&rest, '/', &num) && rest.text != NULL)
		return parse_fraction(num, rest, rate);
	if (take_end(&text, "%"))
		den *= 100;
	else if (take_end(&text, "‰"))
		den *= 1000;
	if (decimal_parse(text, &value) != 0)
		return -1;
	return reduce(value, den, rate);
}

int
rate_apply(
    struct rate rate, int64_t fen, enum rounding rounding, int64_t *result_fen)
{
	return quotient((int128)fen * rate.num, rate.den, rounding, result_fen);
}

static int
fit(int128 value, int64_t *result)
{
	if (value > INT64_MAX || value < -INT64_MAX)
		return -1;
	*result = (int64_t)value;
	return 0;
}

int
rate_apply_exact(struct rate rate, int64_t fen, int64_t *millionths)
{
	int128 product = (int128)fen * rate.num;
	int128 whole = product / rate.den, rest = product % rate.den;

	/* Whole fen and the rest apart: both stay far from 2^127. */
	rest *= DECIMAL_PER_FEN;
	if (rest % rate.den != 0 || whole > INT64_MAX || whole < -INT64_MAX)
		return -1;
	return fit(whole * DECIMAL_PER_FEN + rest / rate.den, millionths);
}

int
rounding_parse(struct slice text, enum rounding *rounding)
{
	static const char *const names[] = {
	    [ROUND_HALF_UP] = "half-up",
	    [ROUND_HALF_EVEN] = "half-even",
	    [ROUND_DOWN] = "down",
	    [ROUND_UP] = "up",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (slice_is(text, names[i])) {
			*rounding = (enum rounding)i;
			return 0;
		}
	}
	return -1;
}
