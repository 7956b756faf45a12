/*
 * fuzz_amounts.c - money, decimals, rates and whole numbers: what a text
 * means is what a slow reading of its grammar says, what is written reads
 * back, and every quotient is the one that its rounding defines.
 *
 * The first byte says whether the others are a text or numbers.
 */
#include "base/money.h"
#include "base/rate.h"
#include "fuzz.h"

#define HUGE ((int128)1 << 100) /* more than any result, no overflow */

/* A text that is read from its begin, one mark after the other. */
struct eye {
	const char *at, *end;
};

static struct eye
eye_of(struct slice text)
{
	if (text.length == 0)
		text.text = "";
	return (struct eye){text.text, text.text + text.length};
}

static bool
sees(struct eye *eye, char mark)
{
	if (eye->at == eye->end || *eye->at != mark)
		return false;
	eye->at++;
	return true;
}

/* The digits that stand there, behind those of *value; how many. */
static size_t
digits(struct eye *eye, int128 *value)
{
	size_t n = 0;

	for (; eye->at < eye->end && strchr("0123456789", *eye->at) && *eye->at;
	     eye->at++, n++)
		if (*value < HUGE)
			*value = *value * 10 + (*eye->at - '0');
	return n;
}

static bool
is_over(const struct eye *eye)
{
	return eye->at == eye->end;
}

/* A sign before what has none: there is no -0, and each has its negative. */
static bool
put_sign(bool minus, int128 value, int64_t *result)
{
	if (value > INT64_MAX || (minus && value == 0))
		return false;
	*result = (int64_t)(minus ? -value : value);
	return true;
}

/* -?(0|[1-9][0-9]*)\.[0-9]{2} */
static bool
slow_money(struct slice text, int64_t *fen)
{
	struct eye eye = eye_of(text);
	bool minus = sees(&eye, '-'), zero = eye.at < eye.end && *eye.at == '0';
	int128 value = 0;
	size_t yuan = digits(&eye, &value);

	return yuan > 0 && !(zero && yuan > 1) && sees(&eye, '.') &&
	       digits(&eye, &value) == 2 && is_over(&eye) &&
	       put_sign(minus, value, fen);
}

/* The yuan may be grouped by three, and places may be left out. */
static bool
slow_loose(struct slice text, int64_t *fen)
{
	struct eye eye = eye_of(text);
	bool minus = sees(&eye, '-'), zero = eye.at < eye.end && *eye.at == '0';
	int128 value = 0;
	size_t yuan = digits(&eye, &value), places = 0;

	if (yuan == 0 || (zero && yuan > 1))
		return false;
	while (sees(&eye, ','))
		if (zero || yuan > 3 || digits(&eye, &value) != 3)
			return false;
	if (sees(&eye, '.')) {
		places = digits(&eye, &value);
		if (places != 1 && places != 2)
			return false;
	}
	for (; places < 2; places++)
		value *= 10;
	return is_over(&eye) && put_sign(minus, value, fen);
}

/* -?[0-9]+(\.[0-9]{1,6})? */
static bool
slow_decimal(struct slice text, int64_t *millionths, size_t *places)
{
	struct eye eye = eye_of(text);
	bool minus = sees(&eye, '-');
	int128 value = 0;

	*places = 0;
	if (digits(&eye, &value) == 0)
		return false;
	if (sees(&eye, '.')) {
		*places = digits(&eye, &value);
		if (*places < 1 || *places > 6)
			return false;
	}
	for (size_t i = *places; i < 6; i++)
		value *= 10;
	return is_over(&eye) && put_sign(minus, value, millionths);
}

static bool
slow_int(struct slice text, int64_t *number)
{
	struct eye eye = eye_of(text);
	bool minus = sees(&eye, '-');
	int128 value = 0;

	if (digits(&eye, &value) == 0 || !is_over(&eye))
		return false;
	value = minus ? -value : value;
	*number = (int64_t)value;
	return value >= INT64_MIN && value <= INT64_MAX;
}

/* The same number as a fraction, not reduced. */
static bool
slow_rate(struct slice text, struct rate *rate)
{
	const char *bar = text.length ? memchr(text.text, '/', text.length)
				      : NULL;
	size_t places;

	*rate = (struct rate){0, 1000000};
	if (bar) {
		size_t n = (size_t)(bar - text.text);

		return slow_int((struct slice){text.text, n}, &rate->num) &&
		       slow_int((struct slice){bar + 1, text.length - n - 1},
			   &rate->den) &&
		       rate->den > 0 && rate->num != INT64_MIN;
	}
	if (text.length > 0 && text.text[text.length - 1] == '%') {
		rate->den *= 100;
		text.length--;
	} else if (text.length > 2 &&
		   memcmp(text.text + text.length - 3, "‰", 3) == 0) {
		rate->den *= 1000;
		text.length -= 3;
	}
	return slow_decimal(text, &rate->num, &places);
}

static int64_t
common_divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* The text without zeros before its first digit but one. */
static bool
is_text_but_zeros(struct slice text, const char *written)
{
	struct eye eye = eye_of(text), out = eye_of(slice_of(written));

	if (sees(&eye, '-') != sees(&out, '-'))
		return false;
	while (eye.end - eye.at > 1 && eye.at[0] == '0' && eye.at[1] != '.')
		eye.at++;
	return slice_equal((struct slice){eye.at, (size_t)(eye.end - eye.at)},
	    (struct slice){out.at, (size_t)(out.end - out.at)});
}

static void
check_money_text(struct slice text)
{
	char written[MONEY_TEXT_SIZE];
	int64_t fen = 77, slow = 77, loose = 77;
	bool strict = money_parse(text, &fen) == 0;

	must(strict == slow_money(text, &slow), "what money is");
	must(strict ? fen == slow : fen == 77, "how much money");
	must((money_parse_loose(text, &loose) == 0) == slow_loose(text, &slow),
	    "what a person types for money");
	must(loose == 77 || loose == slow, "how much a person means");
	if (!strict)
		return;
	must(loose == fen, "strict and loose");
	must(money_format(fen, written) == text.length &&
		 slice_is(text, written),
	    "money written as it was");
}

static void
check_decimal_text(struct slice text)
{
	char written[DECIMAL_TEXT_SIZE];
	int64_t value = 77, slow = 77;
	size_t places;
	bool good = decimal_parse(text, &value) == 0;

	must(good == slow_decimal(text, &slow, &places), "what a decimal is");
	must(good ? value == slow : value == 77, "how much a decimal");
	if (!good)
		return;
	decimal_format(value, (int)places, written);
	must(is_text_but_zeros(text, written), "a decimal as it was");
}

static void
check_int_text(struct slice text)
{
	char written[24];
	long long value = 77;
	int64_t slow;
	bool good = slice_int(text, &value) == 0;

	must(good == slow_int(text, &slow), "what a number is");
	must(value == (good ? slow : 77), "how much a number");
	snprintf(written, sizeof(written), "%lld", value);
	must(!good || value == 0 || is_text_but_zeros(text, written),
	    "a number as it was");
}

static void
check_rate_text(struct slice text)
{
	struct rate rate = {77, 78}, slow;
	bool good = rate_parse(text, &rate) == 0;

	must(good == slow_rate(text, &slow), "what a rate is");
	if (!good) {
		must(rate.num == 77 && rate.den == 78, "a rate untouched");
		return;
	}
	must((int128)rate.num * slow.den == (int128)slow.num * rate.den,
	    "how much a rate");
	must(rate.den > 0 && common_divisor(rate.num, rate.den) == 1,
	    "a rate that is reduced");
}

/* What is left of num when result times den was taken: is that rounding? */
static bool
is_rounded(int128 num, int64_t den, enum rounding rounding, int64_t result)
{
	int128 rest = num - (int128)result * den;
	uint128 size = rest < 0 ? 0 - (uint128)rest : (uint128)rest;
	uint128 whole = den < 0 ? 0 - (uint128)den : (uint128)den;
	bool away = rest != 0 && (rest < 0) != (num < 0);

	switch (rounding) {
	case ROUND_HALF_UP:
		return 2 * size < whole || (2 * size == whole && away);
	case ROUND_HALF_EVEN:
		return 2 * size < whole ||
		       (2 * size == whole && result % 2 == 0);
	case ROUND_DOWN:
		return size < whole && !away;
	case ROUND_UP:
		return size < whole && (rest == 0 || away);
	}
	return false;
}

/* More than any result: the quotient's size is not below 2^63 - 1. */
static bool
is_too_much(int128 num, int64_t den, int64_t sign)
{
	uint128 size = num < 0 ? 0 - (uint128)num : (uint128)num;
	uint128 whole = den < 0 ? 0 - (uint128)den : (uint128)den;

	return size / whole >= INT64_MAX &&
	       ((num < 0) != (den < 0)) == (sign < 0);
}

static void
check_quotient(int128 num, int64_t den, enum rounding rounding)
{
	int64_t result = divide_round(num, den, rounding);

	must(result != INT64_MIN, "a result has its negative");
	/* The last number may also be a result like any other. */
	if ((result == INT64_MAX || result == -INT64_MAX) &&
	    is_too_much(num, den, result))
		return;
	must(is_rounded(num, den, rounding, result), "a quotient");
}

/* rate * fen in millionths, reduced so that it stays an int128. */
static bool
slow_exact(struct rate rate, int64_t fen, int64_t *millionths)
{
	int64_t divisor = common_divisor(rate.den, DECIMAL_PER_FEN);
	int128 product = (int128)fen * rate.num, den = rate.den / divisor;
	int128 exact;

	if (product % den != 0 || __builtin_mul_overflow(product / den,
				      DECIMAL_PER_FEN / divisor, &exact))
		return false;
	*millionths = (int64_t)exact;
	return exact <= INT64_MAX && exact >= -INT64_MAX;
}

static void
check_rate(struct rate rate, int64_t fen, enum rounding rounding)
{
	int128 product = (int128)fen * rate.num;
	int64_t result = 77, slow;
	bool good = rate_apply(rate, fen, rounding, &result) == 0;

	must(good ? is_rounded(product, rate.den, rounding, result)
		  : is_too_much(product, rate.den, product < 0 ? -1 : 1),
	    "a rate of an amount");
	must(good || result == 77, "an amount untouched");
	result = 77;
	good = rate_apply_exact(rate, fen, &result) == 0;
	must(good == slow_exact(rate, fen, &slow), "when a rate is exact");
	must(result == (good ? slow : 77), "an exact rate of an amount");
}

static void
check_money(int64_t a, int64_t b)
{
	char text[MONEY_TEXT_SIZE], grouped[MONEY_TEXT_SIZE + 8];
	size_t length = money_format(a, text), n = 0;
	int128 sum = (int128)a + b, rest = (int128)a - b;
	int64_t back, c = a;

	must(length == strlen(text) &&
		 money_format_grouped(a, grouped) == strlen(grouped),
	    "the length of money");
	must(money_parse((struct slice){text, length}, &back) == 0 && back == a,
	    "money that reads back");
	must(money_parse_loose(slice_of(grouped), &back) == 0 && back == a,
	    "grouped money that reads back");
	for (const char *p = grouped; *p; p++)
		if (*p != ',')
			grouped[n++] = *p;
	must(n == length && memcmp(grouped, text, n) == 0, "the same money");
	must((money_add(&c, b) == 0) == (sum <= INT64_MAX && sum >= -INT64_MAX),
	    "a sum that fits");
	must(c == a || c == sum, "a sum");
	c = a;
	must((money_subtract(&c, b) == 0) ==
		 (rest <= INT64_MAX && rest >= -INT64_MAX),
	    "a difference that fits");
	must(c == a || c == rest, "a difference");
}

static void
check_decimal(int64_t millionths, enum rounding rounding)
{
	char text[DECIMAL_TEXT_SIZE];
	int64_t back, fen;

	for (int places = 0; places <= 6; places++) {
		size_t length = decimal_format(millionths, places, text);
		const char *point = strchr(text, '.');

		must(length == strlen(text) && length < sizeof(text),
		    "the length of a decimal");
		must(decimal_parse(slice_of(text), &back) == 0 &&
			 back == millionths,
		    "a decimal that reads back");
		must(places == 0 ||
			 (point && strlen(point + 1) >= (size_t)places),
		    "the places of a decimal");
	}
	must(decimal_to_fen(millionths, rounding, &fen) == 0 &&
		 is_rounded(millionths, DECIMAL_PER_FEN, rounding, fen),
	    "fen of millionths");
	if (decimal_from_fen(millionths, &back) == 0)
		must(decimal_to_fen(back, rounding, &fen) == 0 &&
			 fen == millionths,
		    "fen in millionths");
	else
		must((int128)millionths * 10000 > INT64_MAX ||
			 (int128)millionths * 10000 < INT64_MIN,
		    "fen that fit");
}

/* Each amount has its negative. */
static int64_t
pick_amount(struct bytes *b)
{
	int64_t number = pick_number(b);

	return number == INT64_MIN ? INT64_MAX : number;
}

static void
check_numbers(struct bytes b)
{
	enum rounding rounding = (enum rounding)pick(&b, 4);
	int64_t a = pick_amount(&b), c = pick_amount(&b), d = pick_number(&b);
	uint128 large = (uint128)pick_number(&b) << 64 | (uint64_t)c;

	d = d ? d : 1;
	check_money(a, c);
	check_decimal(a, rounding);
	check_quotient((int128)a * c, d, rounding);
	check_quotient((int128)large, d, rounding);
	if (d > 0)
		check_rate((struct rate){c, d}, a, rounding);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice text;

	if (size == 0)
		return 0;
	text = (struct slice){
	    size > 1 ? (const char *)bytes + 1 : NULL, size - 1};
	if (bytes[0] % 2) {
		check_numbers((struct bytes){bytes + 1, size - 1});
		return 0;
	}
	check_money_text(text);
	check_decimal_text(text);
	check_int_text(text);
	check_rate_text(text);
	return 0;
}
