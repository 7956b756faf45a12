#include "audit/quantity.h"

#include "config/value.h"

#define DIGITS_MAX 20
#define PLACES 6

int
quantity_parse(struct slice text, int128 *millionths)
{
	bool negative = text.length && text.text[0] == '-';
	size_t digits = 0, places = 0;
	bool point = false;
	int128 value = 0;

	for (size_t i = negative; i < text.length; i++) {
		char c = text.text[i];

		if (c == '.' && !point && digits > 0) {
			point = true;
			continue;
		}
		if (!is_digit(c) || ++digits > DIGITS_MAX ||
		    (point && ++places > PLACES))
			return -1;
		value = value * 10 + (c - '0');
	}
	if (digits == 0 || (point && places == 0))
		return -1;
	for (; places < PLACES; places++)
		value *= 10;
	*millionths = negative ? -value : value;
	return 0;
}

int
quantity_of_rule(struct slice text, int128 *millionths, bool *duration)
{
	int64_t seconds;

	*duration = false;
	if (quantity_parse(text, millionths) == 0)
		return 0;
	if (value_seconds(text, &seconds) < 0)
		return -1;
	*duration = true;
	*millionths = (int128)seconds * DECIMAL_ONE;
	return 0;
}

void
quantity_add(struct buffer *out, int128 millionths, int places)
{
	uint128 rest = millionths < 0 ? -(uint128)millionths
				      : (uint128)millionths;
	char text[48];
	size_t at = sizeof(text);
	int left = PLACES;

	while (left > places && rest % 10 == 0) {
		rest /= 10;
		left--;
	}
	for (int n = 0; n <= left || rest; n++) {
		if (n == left && left > 0)
			text[--at] = '.';
		text[--at] = (char)('0' + (int)(rest % 10));
		rest /= 10;
	}
	if (millionths < 0)
		text[--at] = '-';
	buffer_add(out, text + at, sizeof(text) - at);
}

void
quantity_add_duration(struct buffer *out, int128 millionths)
{
	static const struct {
		int64_t seconds;
		const char *unit;
	} units[] = {{3600, "h"}, {60, "m"}, {1, "s"}};
	int128 rest = millionths / DECIMAL_ONE;
	bool any = false;

	if (rest < 0) {
		buffer_char(out, '-');
		rest = -rest;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		int128 n = rest / units[i].seconds;

		rest %= units[i].seconds;
		if (n == 0 && (any || units[i].seconds > 1))
			continue;
		quantity_add(out, n * DECIMAL_ONE, 0);
		buffer_text(out, units[i].unit);
		any = true;
	}
}
