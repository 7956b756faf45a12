#include "record/record.h"

#include <stdarg.h>
#include <string.h>

#include "base/message.h"
#include "base/money.h"
#include "base/rate.h"
#include "base/text.h"

int
complain(struct complaint *c, const char *column, const char *code, ...)
{
	va_list list;

	memset(c->column, 0, sizeof(c->column));
	memset(c->code, 0, sizeof(c->code));
	strncpy(c->column, column ? column : "", sizeof(c->column) - 1);
	strncpy(c->code, code, sizeof(c->code) - 1);
	va_start(list, code);
	buffer_clear(&c->why);
	why_list(&c->why, code, list);
	va_end(list);
	return -1;
}

void
complaint_explain(struct buffer *out, const struct complaint *c)
{
	struct slice column = slice_of(c->column);

	if (column.length > 0)
		buffer_format(
		    out, "%s%s", word_and_code("column", column), tr(": "));
	why_explain(out, buffer_view(&c->why));
}

static const char *
column_name(const struct record *r, int column)
{
	return kinds[r->kind].columns[column];
}

/* A value that cannot be read: the code and the value, cut to be legible. */
static int
complain_value(
    const struct record *r, int column, const char *code, struct complaint *c)
{
	struct slice value = text_head(rec_get(r, column), 80);
	char text[400];
	size_t n = value.length < sizeof(text) - 1 ? value.length
						   : sizeof(text) - 1;

	memcpy(text, value.text, n);
	text[n] = '\0';
	return complain(c, column_name(r, column), code, "value", text, NULL);
}

int
rec_missing(const struct record *r, int column, struct complaint *c)
{
	return complain(c, column_name(r, column), "missing", "column",
	    column_name(r, column), NULL);
}

int
rec_money(const struct record *r, int column, int64_t *fen, struct complaint *c)
{
	struct slice value = rec_get(r, column);

	if (value.length == 0)
		return rec_missing(r, column, c);
	if (money_parse(value, fen) < 0)
		return complain_value(r, column, "money", c);
	return 0;
}

int
rec_money_or(const struct record *r, int column, int64_t otherwise_fen,
    int64_t *fen, struct complaint *c)
{
	if (rec_get(r, column).length == 0) {
		*fen = otherwise_fen;
		return 0;
	}
	return rec_money(r, column, fen, c);
}

int
rec_decimal_or(const struct record *r, int column, int64_t otherwise,
    int64_t *millionths, struct complaint *c)
{
	struct slice value = rec_get(r, column);

	*millionths = otherwise;
	if (value.length && decimal_parse(value, millionths) < 0)
		return complain_value(r, column, "number", c);
	return 0;
}

int
rec_int_or(const struct record *r, int column, int64_t otherwise,
    int64_t *value, struct complaint *c)
{
	struct slice text = rec_get(r, column);
	long long number = otherwise;

	if (text.length && slice_int(text, &number) < 0)
		return complain_value(r, column, "number", c);
	*value = number;
	return 0;
}

int
rec_time(const struct record *r, int column, struct moment *moment,
    struct complaint *c)
{
	struct slice value = rec_get(r, column);

	if (value.length == 0)
		return rec_missing(r, column, c);
	if (moment_parse(value, moment) < 0)
		return complain_value(r, column, "time", c);
	return 0;
}

int
rec_date(const struct record *r, int column, int32_t *date, struct complaint *c)
{
	struct slice value = rec_get(r, column);

	if (value.length == 0)
		return rec_missing(r, column, c);
	if (date_parse(value, date) < 0)
		return complain_value(r, column, "date", c);
	return 0;
}

int
rec_date_or(const struct record *r, int column, int32_t otherwise,
    int32_t *date, struct complaint *c)
{
	if (rec_get(r, column).length == 0) {
		*date = otherwise;
		return 0;
	}
	return rec_date(r, column, date, c);
}

int
rec_event(const struct record *r, int column, int *rank, struct complaint *c)
{
	struct slice event = rec_get(r, column);

	if (event.length == 0)
		return rec_missing(r, column, c);
	*rank = kind_event_rank(r->kind, event);
	if (!kinds[r->kind].events || !kinds[r->kind].events[*rank])
		return complain_value(r, column, "event", c);
	return 0;
}

/*
 * The fields of a line without quotes lie in the line itself; those that
 * libcsv unquoted lie elsewhere and are copied too.
 */
struct record *
record_keep(const struct record *r, struct arena *arena)
{
	struct record *copy = arena_alloc(arena, sizeof(*copy));
	struct slice *field = arena_array(arena, r->fields + 1, sizeof(*field));

	*copy = *r;
	copy->line = arena_slice(arena, r->line);
	for (size_t i = 0; i < r->fields; i++) {
		struct slice from = rec_field(r, i);
		ptrdiff_t at = from.text - r->line.text;
		bool inside = at >= 0 && (size_t)at <= r->line.length;

		field[i] = inside ? (struct slice){copy->line.text + at,
					from.length}
				  : arena_slice(arena, from);
	}
	copy->field = field;
	copy->place.file = arena_slice(arena, slice_of(r->place.file)).text;
	return copy;
}
