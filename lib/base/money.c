
#include <stdbool.h>

#include "base/money.h"

/* Append a digit to an amount; false when it grows too large. */
static bool
append(int64_t *fen, char digit)
{
	return !__builtin_mul_overflow(*fen, 10, fen) &&
	       !__builtin_add_overflow(*fen, digit - '0', fen);
}

/* Put the sign to an amount that was read; there is no -0.00. */
static int
finish(bool minus, int64_t amount, int64_t *fen)
{
	if (minus && amount == 0)
		return -1;
	*fen = minus ? -amount : amount;
	return 0;
}

/* Any number of digits, which may come to too much. */
static bool
many_digits(struct slice digits, int64_t *fen)
{
	for (size_t i = 0; i < digits.length; i++)
		if (!is_digit(digits.text[i]) || !append(fen, digits.text[i]))
			return false;
	return true;
}

/*
 * Up to "99999.99", of which the point is taken out: what stands before it
 * moves up by one.
 */
static bool
short_amount(struct slice text, int64_t *fen)
{
	uint64_t block = digits_align(
	    digits_load(text.text, text.length), text.length);
	uint64_t cents = block & UINT64_C(0xffff000000000000);
	uint64_t yuan = block & UINT64_C(0x000000ffffffffff);

	if ((block >> 40 & 0xff) != ('.' ^ '0'))
		return false;
	block = cents | yuan << 8;
	if (!digits_within(block, DIGITS_EACH(9)))
		return false;
	*fen = digits_join(block);
	return true;
}

static bool
long_amount(struct slice text, int64_t *fen)
{
	struct slice yuan = {text.text, text.length - 3};
	struct slice cents = {text.text + text.length - 2, 2};
	int64_t rest;

	*fen = 0;
	if (text.text[yuan.length] != '.')
		return false;
	if (yuan.length > SLICE_DIGITS_MAX - 2)
		return many_digits(yuan, fen) && many_digits(cents, fen);
	if (!slice_digits(yuan, fen) || !slice_digits(cents, &rest))
		return false;
	*fen = 100 * *fen + rest;
	return true;
}

int
money_parse(struct slice text, int64_t *fen)
{
	int64_t amount;
	bool minus, good;

	if (text.length == 0) /* and its text may be NULL */
		return -1;
	minus = text.text[0] == '-';
	text.text += minus;
	text.length -= minus;
	if (text.length < sizeof("0.00") - 1)
		return -1;
	if (text.text[0] == '0' && text.text[1] != '.')
		return -1;
	good = text.length <= DIGITS_BLOCK ? short_amount(text, &amount)
					   : long_amount(text, &amount);
	return good ? finish(minus, amount, fen) : -1;
}

/*
 * Reads the yuan of what a person typed; with separators, the first group
 * has one to three digits and every other has three.
 */
static bool
read_yuan(struct slice yuan, int64_t *amount)
{
	struct slice rest = yuan, group;
	bool grouped = memchr(yuan.text, ',', yuan.length) != NULL;
	bool first = true;

	if (yuan.length == 0 || (yuan.text[0] == '0' && yuan.length > 1))
		return false;
	while (slice_cut(&rest, ',', &group)) {
		if (group.length == 0 || (grouped && group.length > 3) ||
		    (!first && group.length != 3))
			return false;
		first = false;
		for (size_t i = 0; i < group.length; i++) {
			if (!is_digit(group.text[i]) ||
			    !append(amount, group.text[i]))
				return false;
		}
	}
	return true;
}

int
money_parse_loose(struct slice text, int64_t *fen)
{
	bool minus = text.length > 0 && text.text[0] == '-';
	struct slice yuan, fraction, rest = text;
	int64_t amount = 0;

	if (minus) {
		rest.text++;
		rest.length--;
	}
	if (!slice_cut(&rest, '.', &yuan) || !read_yuan(yuan, &amount))
		return -1;
	/* rest is what stands behind the point; NULL when there is none. */
	fraction = rest.text != NULL ? rest : SLICE("0");
	if (fraction.length < 1 || fraction.length > 2)
		return -1;
	for (size_t i = 0; i < 2; i++) {
		char digit = i < fraction.length ? fraction.text[i] : '0';

		if (!is_digit(digit) || !append(&amount, digit))
			return -1;
	}
	return finish(minus, amount, fen);
}

/* INT64_MIN is no amount: each one has its negative. */
int
money_add(int64_t *sum_fen, int64_t fen)
{
	int64_t sum;

	if (__builtin_add_overflow(*sum_fen, fen, &sum) || sum == INT64_MIN)
		return -1;
	*sum_fen = sum;
	return 0;
}

int
money_subtract(int64_t *sum_fen, int64_t fen)
{
	int64_t sum;

	if (__builtin_sub_overflow(*sum_fen, fen, &sum) || sum == INT64_MIN)
		return -1;
	*sum_fen = sum;
	return 0;
}

/* Written from its end; `every` is 3 for separators at the thousands. */
static size_t
format(int64_t fen, size_t every, char *text)
{
	char room[MONEY_TEXT_SIZE + 8];
	size_t at = sizeof(room), length;
	uint64_t left = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;

	for (size_t digits = 0; left > 0 || digits < 3; digits++) {
		if (digits == 2)
			room[--at] = '.';
		else if (digits > 2 && every > 0 && (digits - 2) % every == 0)
			room[--at] = ',';
		room[--at] = (char)('0' + left % 10);
		left /= 10;
	}
	if (fen < 0)
		room[--at] = '-';
	length = sizeof(room) - at;
	memcpy(text, room + at, length);
	text[length] = '\0';
	return length;
}

size_t
money_format(int64_t fen, char text[MONEY_TEXT_SIZE])
{
	return format(fen, 0, text);
}

size_t
money_format_grouped(int64_t fen, char text[MONEY_TEXT_SIZE + 8])
{
	return format(fen, 3, text);
}
