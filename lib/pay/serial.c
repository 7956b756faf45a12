#include "pay/serial.h"

#include <stdio.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int
serial_parse(struct slice text, struct serial *number)
{
	const char *end = text.text + text.length, *start = end, *at;
	uint64_t value = 0;

	while (start > text.text && is_digit(start[-1]))
		start--;
	if (text.length >= SERIAL_TEXT_MAX || start == end ||
	    end - start > SERIAL_DIGITS_MAX)
		return -1;
	for (at = text.text; at < start; at++)
		if ((unsigned char)*at <= ' ')
			return -1;
	for (; at < end; at++)
		value = value * 10 + (uint64_t)(*at - '0');
	number->prefix = (struct slice){text.text, (size_t)(start - text.text)};
	number->value = value;
	number->digits = (int)(end - start);
	return 0;
}

size_t
serial_format(
    const struct serial *number, uint64_t value, char text[SERIAL_TEXT_MAX])
{
	int n = snprintf(text, SERIAL_TEXT_MAX, "%.*s%0*llu",
	    SLICE_ARG(number->prefix), number->digits,
	    (unsigned long long)value);

	return n < 0 ? 0 : (size_t)n;
}
