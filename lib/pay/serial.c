#include "pay/serial.h"

#include <stdio.h>

int
serial_parse(struct slice text, struct serial *number)
{
	size_t start = text.length;
	uint64_t value = 0;

	if (text.length >= SERIAL_TEXT_MAX)
		return -1;
	while (start > 0 && text.text[start - 1] >= '0' &&
	       text.text[start - 1] <= '9')
		start--;
	if (start == text.length || text.length - start > SERIAL_DIGITS_MAX)
		return -1;
	for (size_t i = 0; i < start; i++)
		if ((unsigned char)text.text[i] <= ' ')
			return -1;
	for (size_t i = start; i < text.length; i++)
		value = value * 10 + (uint64_t)(text.text[i] - '0');
	number->prefix = (struct slice){text.text, start};
	number->value = value;
	number->digits = (int)(text.length - start);
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
