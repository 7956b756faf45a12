#include "ticket/number.h"

#include <stdio.h>

#include "base/date.h"

#define DIGITS_MAX 9

int
ticket_number_parse(struct slice text, struct slice *prefix, uint32_t *value)
{
	size_t digits = slice_digits_last(text), at = text.length - digits;
	int64_t n = 0;

	if (digits == 0 || digits > DIGITS_MAX)
		return -1;
	digits_read(text.text + at, digits, &n);
	*prefix = (struct slice){text.text, at};
	*value = (uint32_t)n;
	return 0;
}

size_t
ticket_id_format(int32_t day, struct slice number, char id[TICKET_ID_SIZE])
{
	char date[DATE_TEXT_SIZE];
	char *p = id;

	if (date_format(day, date) == 0 ||
	    number.length > TICKET_NUMBER_BYTES_MAX) {
		*id = '\0';
		return 0;
	}
	*p++ = 'T';
	for (const char *d = date; *d; d++)
		if (*d != '-')
			*p++ = *d;
	*p++ = '-';
	for (size_t i = 0; i < number.length; i++)
		*p++ = number.text[i];
	*p = '\0';
	return (size_t)(p - id);
}
