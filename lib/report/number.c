#include "report/number.h"

#include <assert.h>

#define DIGITS_MAX 18

static const int64_t power_of_ten[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000};

/* The digits at the head of *s; how many there were. */
static int
take_digits(struct slice *s, int64_t *value)
{
	size_t i = 0;

	*value = 0;
	while (i < s->length && i <= DIGITS_MAX && s->text[i] >= '0' &&
	       s->text[i] <= '9')
		*value = *value * 10 + (s->text[i++] - '0');
	s->text += i;
	s->length -= i;
	return (int)i;
}

int
number_parse(struct slice s, number *result, int *places)
{
	bool minus = s.length && s.text[0] == '-';
	int64_t whole, part = 0;
	int digits, behind = 0;
	number value;

	if (minus)
		s = (struct slice){s.text + 1, s.length - 1};
	digits = take_digits(&s, &whole);
	if (digits == 0 || digits > DIGITS_MAX)
		return -1;
	if (s.length && s.text[0] == '.') {
		s = (struct slice){s.text + 1, s.length - 1};
		behind = take_digits(&s, &part);
		if (behind == 0 || behind > NUMBER_PLACES_MAX)
			return -1;
	}
	value = (number)whole * NUMBER_ONE +
		part * power_of_ten[NUMBER_PLACES_MAX - behind];
	if (s.length || (minus && value == 0))
		return -1;
	*result = minus ? -value : value;
	*places = behind;
	return 0;
}

/* The decimal digits of a value that is not negative, at least `min`. */
static size_t
put_digits(number value, size_t min, char text[NUMBER_TEXT_SIZE])
{
	char back[NUMBER_TEXT_SIZE];
	size_t length = 0;

	while (value > 0 || length < min) {
		back[length++] = (char)('0' + (int)(value % 10));
		value /= 10;
	}
	for (size_t i = 0; i < length; i++)
		text[i] = back[length - 1 - i];
	return length;
}

static size_t
format(number value, int places, bool grouped, char text[NUMBER_TEXT_SIZE])
{
	char digits[NUMBER_TEXT_SIZE];
	size_t count, whole, length = 0;

	assert(places >= 0 && places <= NUMBER_PLACES_MAX);
	if (value < 0)
		text[length++] = '-';
	value /= power_of_ten[NUMBER_PLACES_MAX - places];
	count = put_digits(
	    value < 0 ? -value : value, (size_t)places + 1, digits);
	whole = count - (size_t)places;
	for (size_t i = 0; i < count; i++) {
		if (i == whole)
			text[length++] = '.';
		else if (grouped && i && i < whole && (whole - i) % 3 == 0)
			text[length++] = ',';
		text[length++] = digits[i];
	}
	text[length] = '\0';
	return length;
}

size_t
number_format(number value, int places, char text[NUMBER_TEXT_SIZE])
{
	return format(value, places, false, text);
}

size_t
number_format_grouped(number value, int places, char text[NUMBER_TEXT_SIZE])
{
	return format(value, places, true, text);
}

number
number_mean(number sum, uint64_t count, int places)
{
	number unit = power_of_ten[NUMBER_PLACES_MAX - places];
	number by = unit * count, half = by / 2;
	number size = sum < 0 ? -sum : sum;

	assert(count > 0);
	/* by is odd only when it is odd in both factors: 2 * half < by then,
	 * and no remainder is exactly a half. */
	size = (size + half) / by * unit;
	return sum < 0 ? -size : size;
}

/* Beyond this a part times 10^6 would leave 128 bits. */
#define PART_MAX ((number)1 << 100)

number
number_rate(number part, number whole, int places)
{
	number unit = power_of_ten[NUMBER_PLACES_MAX - places];
	number size = part < 0 ? -part : part, by = whole < 0 ? -whole : whole;
	bool minus = (part < 0) != (whole < 0);

	assert(whole != 0);
	/* So large a sum has digits to spare. */
	while (size > PART_MAX || by > PART_MAX) {
		size /= 10;
		by /= 10;
	}
	if (by == 0)
		by = 1;
	size = (2 * size * power_of_ten[places] + by) / (2 * by) * unit;
	return minus ? -size : size;
}
