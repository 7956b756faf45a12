#include "record/row.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/money.h"
#include "base/rate.h"

void
row_init(struct row *row)
{
	memset(row, 0, sizeof(*row));
	row->arena = memory_new(sizeof(*row->arena));
}

void
row_release(struct row *row)
{
	if (!row->arena)
		return;
	arena_release(row->arena);
	free(row->arena);
	row->arena = NULL;
}

void
row_start(struct row *row, enum kind kind)
{
	row->kind = kind;
	memset(
	    row->value, 0, kinds[kind].columns_count * sizeof(row->value[0]));
	arena_clear(row->arena);
}

void
row_set(struct row *row, int column, struct slice value)
{
	row->value[column] = value;
}

void
row_text(struct row *row, int column, const char *text)
{
	row->value[column] = slice_of(text);
}

static void
row_copy(struct row *row, int column, const char *text, size_t length)
{
	row->value[column] = arena_slice(
	    row->arena, (struct slice){text, length});
}

void
row_money(struct row *row, int column, int64_t fen)
{
	char text[MONEY_TEXT_SIZE];

	row_copy(row, column, text, money_format(fen, text));
}

void
row_int(struct row *row, int column, int64_t value)
{
	char text[1 + DIGITS_ROOM], *end = text + sizeof(text);
	char *begin = digits_write(
	    value < 0 ? 0 - (uint64_t)value : (uint64_t)value, end);

	if (value < 0)
		*--begin = '-';
	row_copy(row, column, begin, (size_t)(end - begin));
}

void
row_decimal(struct row *row, int column, int64_t millionths, int places)
{
	char text[DECIMAL_TEXT_SIZE];

	row_copy(row, column, text, decimal_format(millionths, places, text));
}

void
row_date(struct row *row, int column, int32_t date)
{
	char text[DATE_TEXT_SIZE];

	row_copy(row, column, text, date_format(date, text));
}

void
row_time(struct row *row, int column, struct moment moment)
{
	char text[MOMENT_TEXT_SIZE];

	row_copy(row, column, text, moment_format(moment, text));
}

void
row_format(struct row *row, int column, const char *format, ...)
{
	struct buffer text = {0};
	va_list list;
	char small[256];
	int n;

	va_start(list, format);
	n = vsnprintf(small, sizeof(small), format, list);
	va_end(list);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		row_copy(row, column, small, (size_t)n);
		return;
	}
	text.text = memory_new((size_t)n + 1);
	va_start(list, format);
	vsnprintf(text.text, (size_t)n + 1, format, list);
	va_end(list);
	row_copy(row, column, text.text, (size_t)n);
	free(text.text);
}

void
row_why(struct row *row, int column, const char *code, ...)
{
	struct buffer why = {0};
	va_list list;

	va_start(list, code);
	why_list(&why, code, list);
	va_end(list);
	row_copy(row, column, why.text, why.length);
	buffer_release(&why);
}

/*
 * What a byte asks of the field it stands in.  A field never holds CR, LF or
 * NUL: a blank stands for them.
 */
enum care { QUOTES = 1, BLANK = 2 };
static const unsigned char care_of[256] = {
    [','] = QUOTES,
    ['"'] = QUOTES,
    ['\r'] = BLANK,
    ['\n'] = BLANK,
    ['\0'] = BLANK,
};

/* Whether a byte is below '-', as all are that ask for something. */
static bool
any_low(uint64_t block)
{
	return ((block - DIGITS_EACH('-')) & ~block & DIGITS_EACH(0x80)) != 0;
}

/* Most values ask for nothing, and a few looks tell. */
static bool
is_plain(struct slice value)
{
	const char *at = value.text;
	size_t left = value.length;

	for (; left >= DIGITS_BLOCK; left -= DIGITS_BLOCK, at += DIGITS_BLOCK)
		if (any_low(digits_load(at, DIGITS_BLOCK)))
			return false;
	/* Behind the last bytes high ones instead of zeros. */
	return left == 0 ||
	       !any_low(digits_load(at, left) | ~UINT64_C(0) << 8 * left);
}

static unsigned
cares_of(struct slice value)
{
	unsigned cares = 0;

	if (is_plain(value))
		return 0;
	for (size_t i = 0; i < value.length; i++)
		cares |= care_of[(unsigned char)value.text[i]];
	return cares;
}

static void
add_with_care(struct buffer *out, struct slice value)
{
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.text[i];

		if (byte == '"')
			buffer_char(out, '"');
		if (care_of[(unsigned char)byte] & BLANK)
			byte = ' ';
		buffer_char(out, byte);
	}
}

void
field_line(struct buffer *out, struct slice value)
{
	unsigned cares = cares_of(value);

	if (!cares) {
		buffer_slice(out, value);
		return;
	}
	if (cares & QUOTES)
		buffer_char(out, '"');
	add_with_care(out, value);
	if (cares & QUOTES)
		buffer_char(out, '"');
}

void
row_line(const struct row *row, struct buffer *out)
{
	buffer_text(out, kinds[row->kind].name);
	for (size_t i = 0; i < kinds[row->kind].columns_count; i++) {
		buffer_char(out, ',');
		if (row->value[i].length > 0)
			field_line(out, row->value[i]);
	}
}
