#include "pay/serial.h"

#include <stdio.h>

int
serial_parse(struct slice text, struct serial *number)
{
	size_t digits = slice_digits_last(text), head = text.length - digits;
	int64_t value = 0;

	if (text.length >= SERIAL_TEXT_MAX || digits == 0 ||
	    digits > SERIAL_DIGITS_MAX)
		return -1;
	for (size_t i = 0; i < head; i++)
		if ((unsigned char)text.text[i] <= ' ')
			return -1;
	digits_read(text.text + head, digits, &value);
	number->prefix = (struct slice){text.text, head};
	number->value = (uint64_t)value;
	number->digits = (int)digits;
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
