#include "report/format.h"

#include "base/message.h"
#include "base/text.h"

/*
 * Amounts are strings ("1234.50"), for a program's floating point would
 * change them; counts are numbers.  A count beyond this is a string, too.
 */
#define COUNT_DIGITS_MAX 15

struct json {
	struct buffer text;
	struct output *output;
};

static void
put_string(struct json *json, struct slice text)
{
	static const char marks[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";

	buffer_char(&json->text, '"');
	while (text.length) {
		uint32_t c = utf8_next(&text);
		const char *mark = c && c < 0x80 ? strchr(marks, (int)c) : NULL;

		if (mark)
			buffer_format(&json->text, "\\%c", names[mark - marks]);
		else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
			buffer_format(&json->text, "\\u%04x", c);
		else
			utf8_add(&json->text, c);
	}
	buffer_char(&json->text, '"');
}

static void
put_key(struct json *json, const char *key)
{
	put_string(json, slice_of(key));
	buffer_text(&json->text, ": ");
}

static void
put_text(struct json *json, const char *key, struct slice value)
{
	put_key(json, key);
	if (value.length)
		put_string(json, value);
	else
		buffer_text(&json->text, "null");
}

static bool
is_count(struct slice text)
{
	return text.length > 0 && text.length <= COUNT_DIGITS_MAX &&
	       (text.text[0] != '0' || text.length == 1) &&
	       slice_digits_first(text) == text.length;
}

static void
put_value(struct json *json, enum value_type type, struct slice value)
{
	if (value.length == 0)
		buffer_text(&json->text, "null");
	else if ((type == VALUE_COUNT || type == VALUE_SECONDS) &&
		 is_count(value))
		buffer_slice(&json->text, value);
	else
		put_string(json, value);
}

static void
put_head(struct json *json, const struct document *d)
{
	buffer_text(&json->text, "{\n  ");
	put_text(json, "report", d->report);
	buffer_text(&json->text, ",\n  ");
	put_text(json, "title", d->title);
	buffer_text(&json->text, ",\n  ");
	put_text(json, "language",
	    language_get() == LANGUAGE_ZH ? SLICE("zh") : SLICE("en"));
	buffer_text(&json->text, ",\n  ");
	put_text(json, "hall", d->hall);
	buffer_text(&json->text, ",\n  ");
	put_text(json, "hall_name", d->hall_name);
	buffer_text(&json->text, ",\n  ");
	put_text(json, "period", d->period);
	buffer_text(&json->text, ",\n  ");
	put_text(json, "as_of", d->as_of);
	buffer_format(&json->text,
	    ",\n  \"complete\": %s,\n  \"status\": %d,\n  \"reasons\": [",
	    d->complete ? "true" : "false", (int)d->status);
	for (size_t i = 0; i < d->reasons; i++) {
		buffer_text(&json->text, i ? ",\n    {" : "\n    {");
		put_text(json, "code", slice_of(d->reason[i].code));
		buffer_text(&json->text, ", ");
		put_text(json, "text", d->reason[i].text);
		buffer_format(
		    &json->text, ", \"status\": %d}", (int)d->reason[i].status);
	}
	buffer_text(&json->text, d->reasons ? "\n  ],\n" : "],\n");
}

static const char *const type_names[] = {
    [VALUE_TEXT] = "text",
    [VALUE_ID] = "id",
    [VALUE_COUNT] = "count",
    [VALUE_MONEY] = "money",
    [VALUE_DECIMAL] = "decimal",
    [VALUE_SECONDS] = "seconds",
    [VALUE_RATIO] = "ratio",
    [VALUE_CHANGE] = "change",
    [VALUE_DATE] = "date",
    [VALUE_TIME] = "time",
    [VALUE_HOUR] = "hour",
    [VALUE_STAFF] = "staff",
    [VALUE_WORD] = "word",
    [VALUE_WORDS] = "words",
    [VALUE_WHY] = "why",
};

static void
put_columns(struct json *json, const struct sheet *sheet)
{
	buffer_text(&json->text, "      \"columns\": [");
	for (size_t j = 0; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];

		buffer_text(&json->text, j ? ",\n        {" : "\n        {");
		put_text(json, "key", column->key);
		buffer_text(&json->text, ", ");
		put_text(json, "title", column->title);
		buffer_text(&json->text, ", ");
		put_text(json, "type", slice_of(type_names[column->type.type]));
		buffer_char(&json->text, '}');
	}
	buffer_text(&json->text, "\n      ],\n");
}

/* The values by column, then how those are shown that are not numbers. */
static void
put_row(struct json *json, const struct sheet *sheet,
    const struct sheet_cell *cell, size_t first)
{
	buffer_char(&json->text, '{');
	for (size_t j = first; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];

		buffer_text(&json->text, j > first ? ", " : "");
		put_string(json, column->key);
		buffer_text(&json->text, ": ");
		put_value(json, column->type.type, cell[j].value);
	}
	buffer_char(&json->text, '}');
}

static void
put_shown(
    struct json *json, const struct sheet *sheet, const struct sheet_cell *cell)
{
	bool any = false;

	buffer_char(&json->text, '{');
	for (size_t j = 0; j < sheet->columns; j++) {
		if (slice_equal(cell[j].value, cell[j].shown) ||
		    sheet->column[j].number)
			continue;
		buffer_text(&json->text, any ? ", " : "");
		any = true;
		put_string(json, sheet->column[j].key);
		buffer_text(&json->text, ": ");
		put_string(json, cell[j].shown);
	}
	buffer_char(&json->text, '}');
}

static void
put_figures(
    struct json *json, const struct sheet *sheet, const struct sheet_cell *cell)
{
	bool any = false;

	buffer_char(&json->text, '{');
	for (size_t j = 0; j < sheet->columns; j++) {
		if (!cell[j].figure)
			continue;
		buffer_text(&json->text, any ? ", " : "");
		any = true;
		put_string(json, sheet->column[j].key);
		buffer_text(&json->text, ": ");
		put_string(json, cell[j].figure->id);
	}
	buffer_char(&json->text, '}');
}

static void
put_rows(struct json *json, const struct sheet *sheet)
{
	buffer_text(&json->text, "      \"rows\": [");
	for (size_t i = 0; i < sheet->rows; i++) {
		const struct sheet_cell *cell = sheet->row[i];

		buffer_text(&json->text, i ? ",\n        {" : "\n        {");
		put_key(json, "values");
		put_row(json, sheet, cell, 0);
		buffer_text(&json->text, ", ");
		put_key(json, "shown");
		put_shown(json, sheet, cell);
		if (sheet->form != SHEET_TABLE) {
			buffer_text(&json->text, ", ");
			put_key(json, "figures");
			put_figures(json, sheet, cell);
		}
		buffer_char(&json->text, '}');
	}
	buffer_text(&json->text, sheet->rows ? "\n      ]" : "]");
	if (!sheet->total)
		return;
	buffer_text(&json->text, ",\n      ");
	put_key(json, "total");
	put_row(json, sheet, sheet->total, sheet->dimensions);
	buffer_text(&json->text, ",\n      ");
	put_key(json, "total_figures");
	put_figures(json, sheet, sheet->total);
}

static void
put_sheet(struct json *json, const struct sheet *sheet)
{
	static const char *const states[] = {
	    [SHEET_ROWS] = "rows",
	    [SHEET_EMPTY] = "none",
	    [SHEET_NO_DATA] = "no data",
	};

	buffer_text(&json->text, "    {\n      ");
	put_text(json, "name", sheet->section->name);
	buffer_text(&json->text, ",\n      ");
	put_text(json, "title", sheet->title);
	buffer_text(&json->text, ",\n      ");
	put_text(json, "state", slice_of(states[sheet->state]));
	buffer_format(&json->text,
	    ",\n      \"to_be_looked_at\": %zu,\n      \"left_out\": %zu,\n",
	    sheet->alerts, sheet->rows_left_out);
	put_columns(json, sheet);
	put_rows(json, sheet);
	buffer_text(&json->text, "\n    }");
	output_slice(json->output, buffer_view(&json->text));
	buffer_clear(&json->text);
}

void
format_json(const struct document *d, const struct format_options *options,
    struct output *output)
{
	struct json json = {.output = output};

	(void)options;
	put_head(&json, d);
	buffer_text(&json.text, "  \"sections\": [\n");
	for (size_t i = 0; i < d->sheets; i++) {
		if (i)
			buffer_text(&json.text, ",\n");
		put_sheet(&json, &d->sheet[i]);
	}
	buffer_text(&json.text, "\n  ]\n}\n");
	output_slice(output, buffer_view(&json.text));
	buffer_release(&json.text);
}
