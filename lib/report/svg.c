#include "report/svg.h"

#include "base/message.h"

#define CHART_HEIGHT 280 /* pixels, of the plot */
#define CHART_HEAD 24    /* room for the number above the highest column */
#define CHART_FOOT 26    /* room for the names below */
#define CHART_LEFT 60    /* thousandths of the width, for the scale */
#define LINES_MAX 4      /* of the scale */
#define NAMES_MAX 24     /* below the columns; more would overlap */
#define WIDTH_MAX 80     /* of one column, thousandths */
#define COLUMNS_MAX 400  /* that a chart can show */
#define DATES_MAX 10     /* that find room with their month */

/* The least of 1, 2, 5, 10, 20, 50 … of which few make up the most. */
static number
scale_step(number most)
{
	static const int steps[] = {1, 2, 5};
	number unit = NUMBER_ONE;

	for (;; unit *= 10)
		for (size_t i = 0; i < 3; i++)
			if (unit * steps[i] * LINES_MAX >= most)
				return unit * steps[i];
}

/* The same of seconds: a minute, two, five, ten … */
static number
time_step(number most)
{
	static const int steps[] = {
	    10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400};
	size_t i = 0;

	while (i + 1 < sizeof(steps) / sizeof(*steps) &&
	       steps[i] * (number)NUMBER_ONE * LINES_MAX < most)
		i++;
	return steps[i] * (number)NUMBER_ONE * LINES_MAX < most
		   ? scale_step(most)
		   : steps[i] * (number)NUMBER_ONE;
}

/* 1,500,000 is 1.5M, or 150万. */
static void
put_short(struct buffer *out, enum value_type type, number value)
{
	static const struct {
		uint64_t unit;
		const char *name;
	} units[2][3] = {
	    [LANGUAGE_EN] = {{1000000, "M"}, {1000, "k"}, {1, ""}},
	    [LANGUAGE_ZH] = {{100000000, "亿"}, {10000, "万"}, {1, ""}},
	};
	char text[NUMBER_TEXT_SIZE];
	size_t i = 0;

	if (type == VALUE_SECONDS) {
		int64_t seconds = (int64_t)(number_mean(value, 1, 0) /
					    NUMBER_ONE);

		buffer_format(out, "%lld:%02lld", (long long)seconds / 60,
		    (long long)seconds % 60);
		return;
	}
	while (
	    i < 2 && value < units[language_get()][i].unit * (number)NUMBER_ONE)
		i++;
	value = number_mean(value, units[language_get()][i].unit, 1);
	number_format(value, value % NUMBER_ONE ? 1 : 0, text);
	buffer_format(out, "%s%s", text, units[language_get()][i].name);
}

/* Thousandths as per cent. */
static void
put_percent(struct buffer *out, const char *name, unsigned thousandths)
{
	buffer_format(
	    out, " %s=\"%u.%u%%\"", name, thousandths / 10, thousandths % 10);
}

static unsigned
height_of(number value, number top)
{
	return value > 0 ? (unsigned)(value * CHART_HEIGHT / top) : 0;
}

static void
put_scale(struct buffer *out, enum value_type type, number step, number top)
{
	for (number at = 0; at <= top; at += step) {
		unsigned y = CHART_HEAD + CHART_HEIGHT - height_of(at, top);

		buffer_format(out,
		    "<line class=\"%s\" x1=\"0\" x2=\"100%%\" y1=\"%u.5\" "
		    "y2=\"%u.5\"/>",
		    at ? "grid" : "axis", y, y);
		if (at == 0)
			continue;
		buffer_format(
		    out, "<text class=\"scale\" x=\"0\" y=\"%u\">", y - 4);
		put_short(out, type, at);
		buffer_text(out, "</text>");
	}
}

/* The middle of the n-th of so many places. */
static unsigned
middle(size_t n, size_t count)
{
	return CHART_LEFT +
	       (unsigned)((1000 - CHART_LEFT) * (2 * n + 1) / (2 * count));
}

static void
put_name(struct buffer *out, const struct sheet *sheet, size_t i)
{
	const struct sheet_cell *cell = sheet->row[i];
	enum value_type type = sheet->column[0].type.type;
	struct slice name = type == VALUE_HOUR ? cell->value : cell->shown;

	/* 11-02 of a week, and of a month the day alone. */
	if (type == VALUE_DATE && name.length == DATE_TEXT_SIZE - 1) {
		size_t skip = sheet->rows > DATES_MAX ? 8 : 5;

		name = (struct slice){name.text + skip, name.length - skip};
	}

	buffer_text(out, "<text class=\"name\" text-anchor=\"middle\"");
	put_percent(out, "x", middle(i, sheet->rows));
	buffer_format(out, " y=\"%u\">", CHART_HEAD + CHART_HEIGHT + 18);
	html_text(out, name);
	buffer_text(out, "</text>");
}

static void
put_column(struct buffer *out, const struct sheet *sheet, size_t i, number top)
{
	const struct sheet_cell *cell = &sheet->row[i][sheet->chart_column];
	enum value_type type = sheet->column[sheet->chart_column].type.type;
	unsigned width = (unsigned)((1000 - CHART_LEFT) * 6 / 10 / sheet->rows);
	unsigned height = height_of(format_number(cell), top);
	unsigned y = CHART_HEAD + CHART_HEIGHT - height;

	if (width > WIDTH_MAX)
		width = WIDTH_MAX;
	buffer_text(out, "<rect class=\"mark\"");
	put_percent(out, "x", middle(i, sheet->rows) - width / 2);
	put_percent(out, "width", width);
	buffer_format(out, " y=\"%u\" height=\"%u\"/>", y, height);
	if (sheet->rows > NAMES_MAX)
		return;
	buffer_text(out, "<text class=\"value\" text-anchor=\"middle\"");
	put_percent(out, "x", middle(i, sheet->rows));
	buffer_format(out, " y=\"%u\">", y - 5);
	if (type == VALUE_COUNT)
		html_text(out, cell->shown);
	else if (cell->value.length)
		put_short(out, type, format_number(cell));
	buffer_text(out, "</text>");
}

/* A point of the line, which may be the only one. */
static void
put_point(struct buffer *out, const struct sheet *sheet, size_t i, number top)
{
	unsigned height = height_of(
	    format_number(&sheet->row[i][sheet->chart_column]), top);

	buffer_text(out, "<circle class=\"mark\" r=\"3\"");
	put_percent(out, "cx", middle(i, sheet->rows));
	buffer_format(out, " cy=\"%u\"/>", CHART_HEAD + CHART_HEIGHT - height);
}

static void
put_line(struct buffer *out, const struct sheet *sheet, number top)
{
	/* Stretched to the room there is; the stroke keeps its width. */
	buffer_format(out,
	    "<svg x=\"0\" y=\"%u\" width=\"100%%\" height=\"%u\" "
	    "viewBox=\"0 0 1000 %u\" preserveAspectRatio=\"none\">"
	    "<polyline class=\"line\" points=\"",
	    CHART_HEAD, CHART_HEIGHT, CHART_HEIGHT);
	for (size_t i = 0; i < sheet->rows; i++)
		buffer_format(out, "%s%u,%u", i ? " " : "",
		    middle(i, sheet->rows),
		    CHART_HEIGHT -
			height_of(
			    format_number(&sheet->row[i][sheet->chart_column]),
			    top));
	buffer_text(out, "\"/></svg>");
}

void
svg_chart(struct buffer *out, const struct sheet *sheet)
{
	number most = format_most(sheet);
	enum value_type type = sheet->column[sheet->chart_column].type.type;
	number step = type == VALUE_SECONDS ? time_step(most)
					    : scale_step(most);
	number top;
	size_t every = (sheet->rows + NAMES_MAX - 1) / NAMES_MAX;

	if (sheet->rows == 0 || sheet->rows > COLUMNS_MAX)
		return;
	top = (most + step - 1) / step * step;
	if (top == 0)
		top = step;
	buffer_format(out,
	    "<svg class=\"chart\" role=\"img\" width=\"100%%\" height=\"%u\">"
	    "<title>",
	    CHART_HEAD + CHART_HEIGHT + CHART_FOOT);
	html_text(out, sheet->title);
	buffer_text(out, " – ");
	html_text(out, sheet->column[sheet->chart_column].title);
	buffer_text(out, "</title>");
	put_scale(out, type, step, top);
	if (sheet->section->chart == CHART_LINE)
		put_line(out, sheet, top);
	for (size_t i = 0; i < sheet->rows; i++) {
		if (sheet->section->chart == CHART_COLUMN)
			put_column(out, sheet, i, top);
		else
			put_point(out, sheet, i, top);
		if (i % every == 0)
			put_name(out, sheet, i);
	}
	buffer_text(out, "</svg>\n");
}

void
svg_bar(struct buffer *out, unsigned thousandths)
{
	buffer_text(out,
	    "<svg class=\"bar\" width=\"100%\" height=\"10\" "
	    "aria-hidden=\"true\"><rect class=\"mark\" height=\"10\"");
	put_percent(out, "width", thousandths);
	buffer_text(out, "/></svg>");
}

void
html_text(struct buffer *out, struct slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		switch (text.text[i]) {
		case '&':
			buffer_text(out, "&amp;");
			break;
		case '<':
			buffer_text(out, "&lt;");
			break;
		case '>':
			buffer_text(out, "&gt;");
			break;
		case '"':
			buffer_text(out, "&quot;");
			break;
		case '\'':
			buffer_text(out, "&#39;");
			break;
		default:
			buffer_char(out, text.text[i]);
		}
	}
}
