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
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)value);

	row_copy(row, column, text, (size_t)n);
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

static bool
must_quote(struct slice value)
{
	if (value.length == 0)
		return false;
	return memchr(value.text, ',', value.length) ||
	       memchr(value.text, '"', value.length);
}

/* A field never holds CR, LF or NUL: a blank stands for them. */
static void
add_clean(struct buffer *out, char byte)
{
	bool control = byte == '\r' || byte == '\n' || byte == '\0';

	buffer_char(out, control ? ' ' : byte);
}

void
field_line(struct buffer *out, struct slice value)
{
	bool quote = must_quote(value);

	if (quote)
		buffer_char(out, '"');
	for (size_t i = 0; i < value.length; i++) {
		if (value.text[i] == '"')
			buffer_char(out, '"');
		add_clean(out, value.text[i]);
	}
	if (quote)
		buffer_char(out, '"');
}

void
row_line(const struct row *row, struct buffer *out)
{
	buffer_text(out, kinds[row->kind].name);
	for (size_t i = 0; i < kinds[row->kind].columns_count; i++) {
		buffer_char(out, ',');
		field_line(out, row->value[i]);
	}
}
