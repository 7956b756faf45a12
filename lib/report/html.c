#include "report/format.h"

#include "base/message.h"
#include "report/svg.h"

/* A longer id may be broken over two lines. */
#define ID_LENGTH_MAX 24

/* Nothing but the styles in the page itself may be loaded or run. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'"

static void
put_class(struct buffer *out, const char *name, bool is, bool *any)
{
	if (!is)
		return;
	buffer_text(out, *any ? " " : " class=\"");
	buffer_text(out, name);
	*any = true;
}

static void
put_head(struct buffer *out, const struct document *d,
    const struct format_options *options)
{
	bool chinese = language_get() == LANGUAGE_ZH;

	buffer_format(out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
	    chinese ? "zh-CN" : "en", POLICY);
	html_text(out, d->title);
	buffer_char(out, ' ');
	html_text(out, d->hall_name.length ? d->hall_name : d->hall);
	buffer_char(out, ' ');
	html_text(out, d->period);
	buffer_text(out, "</title>\n<style>\n");
	buffer_slice(out, options->css);
	/* The name is small letters, digits and '-'. */
	buffer_format(out,
	    "</style>\n</head>\n<body>\n<main class=\"report-%.*s\">\n",
	    SLICE_ARG(d->report));
}

static void
put_masthead(struct buffer *out, const struct document *d)
{
	struct buffer days = {0};

	buffer_text(out, "<header>\n<p class=\"hall\">");
	html_text(out, d->hall_name.length ? d->hall_name : d->hall);
	if (d->hall_name.length) {
		buffer_text(out, " <span class=\"id\">");
		html_text(out, d->hall);
		buffer_text(out, "</span>");
	}
	buffer_text(out, "</p>\n<h1>");
	html_text(out, d->title);
	buffer_text(out, "</h1>\n<p class=\"date\">");
	if (d->span.period.from != DATE_NONE)
		period_show(&days, &d->span.period);
	html_text(out, buffer_view(&days));
	buffer_text(out, "</p>\n</header>\n");
	buffer_release(&days);
}

/* The section to which a reason points, when it is an alert's. */
static const struct sheet *
sheet_of_reason(const struct document *d, size_t reason)
{
	size_t n = 0;

	for (size_t i = 0; i < reason; i++)
		n += strcmp(d->reason[i].code, "alert") == 0;
	if (strcmp(d->reason[reason].code, "alert") != 0)
		return NULL;
	for (size_t i = 0; i < d->sheets; i++)
		if (d->sheet[i].alerts && n-- == 0)
			return &d->sheet[i];
	return NULL;
}

/* Those of a status (DATA stands for all that make a report incomplete). */
static void
put_reasons(struct buffer *out, const struct document *d,
    enum hall_status status, const char *title)
{
	bool any = false;

	for (size_t i = 0; i < d->reasons; i++) {
		const struct sheet *sheet = sheet_of_reason(d, i);
		enum hall_status its = d->reason[i].status;

		if (its != HALL_LOOK && its != HALL_DONE)
			its = HALL_DATA;
		if (its != status)
			continue;
		if (!any && title)
			buffer_format(out, "<p>%s</p>\n", title);
		if (!any)
			buffer_format(
			    out, "<ul%s>\n", title ? "" : " class=\"notes\"");
		any = true;
		buffer_text(out, "<li>");
		if (sheet)
			buffer_format(out, "<a href=\"#%.*s\">",
			    SLICE_ARG(sheet->section->name));
		html_text(out, d->reason[i].text);
		buffer_text(out, sheet ? "</a></li>\n" : "</li>\n");
	}
	if (any)
		buffer_text(out, "</ul>\n");
}

static void
put_status(struct buffer *out, const struct document *d)
{
	const char *name = !d->complete             ? "incomplete"
			   : d->status == HALL_LOOK ? "look"
						    : "complete";

	buffer_format(out,
	    "<section class=\"status %s\">\n<h2><span aria-hidden=\"true\">%s"
	    "</span> %s</h2>\n",
	    name, d->complete ? "✓" : "✕",
	    d->complete ? tr("COMPLETE") : tr("INCOMPLETE"));
	if (!d->complete)
		put_reasons(out, d, HALL_DATA,
		    tr("The numbers below are not final, because:"));
	else
		buffer_format(out, "<p>%s</p>\n",
		    tr("Every record was read, and every stage ran."));
	put_reasons(out, d, HALL_LOOK, tr("To be looked at:"));
	put_reasons(out, d, HALL_DONE, NULL);
	buffer_text(out, "</section>\n");
}

/* A number that is out of order is marked by a sign, not colour alone. */
static void
put_alert(struct buffer *out, const struct sheet_cell *cell, bool is_number)
{
	bool below = cell->value.length && cell->value.text[0] == '-';

	buffer_format(out, "<span class=\"sign\">%s</span> ",
	    !is_number ? "!"
	    : below    ? "▼"
		       : "▲");
}

static void
put_code(struct buffer *out, const struct sheet_column *column,
    const struct sheet_cell *cell)
{
	if (column->type.type != VALUE_WORD ||
	    strcmp(column->type.sort, "code") != 0 ||
	    slice_equal(cell->value, cell->shown))
		return;
	buffer_text(out, " <span class=\"code\">");
	html_text(out, cell->value);
	buffer_text(out, "</span>");
}

/* What is never broken over two lines: all but free text and sentences. */
static bool
is_short(enum value_type type)
{
	return type != VALUE_TEXT && type != VALUE_WHY &&
	       !value_type_is_number(type);
}

static void
put_figure(struct buffer *out, const struct sheet_cell *cell)
{
	if (!cell->figure)
		return;
	buffer_text(out, " data-figure=\"");
	html_text(out, cell->figure->id);
	buffer_char(out, '"');
}

static void
put_cell(struct buffer *out, const struct sheet_column *column,
    const struct sheet_cell *cell)
{
	bool any = false;

	buffer_text(out, "<td");
	put_class(out, "n", column->number, &any);
	put_class(out, "alert", cell->alert, &any);
	put_class(out, "z",
	    column->number && cell->value.length && !format_number(cell), &any);
	/* An amount in words is never cut. */
	put_class(out, "w",
	    column->type.type == VALUE_WHY || column->role == ROLE_WORDS, &any);
	put_class(out, "i", is_short(column->type.type), &any);
	put_class(out, "long", cell->shown.length > ID_LENGTH_MAX, &any);
	buffer_text(out, any ? "\"" : "");
	put_figure(out, cell);
	buffer_char(out, '>');
	if (cell->alert)
		put_alert(out, cell, column->number);
	html_text(out, cell->shown);
	put_code(out, column, cell);
	buffer_text(out, "</td>");
}

static void
put_titles(struct buffer *out, const struct sheet *sheet)
{
	buffer_text(out, "<thead><tr>");
	for (size_t j = 0; j < sheet->columns; j++) {
		buffer_format(out, "<th scope=\"col\"%s>",
		    sheet->column[j].number ? " class=\"n\"" : "");
		html_text(out, sheet->column[j].title);
		buffer_text(out, "</th>");
	}
	if (sheet->section->chart == CHART_BAR)
		buffer_text(out, "<th class=\"b\" aria-hidden=\"true\"></th>");
	buffer_text(out, "</tr></thead>\n");
}

static void
put_rows(struct buffer *out, const struct sheet *sheet)
{
	bool bar = sheet->section->chart == CHART_BAR;
	number most = bar ? format_most(sheet) : 0;

	buffer_text(out, "<tbody>\n");
	for (size_t i = 0; i < sheet->rows; i++) {
		const struct sheet_cell *cell = sheet->row[i];

		buffer_text(out, "<tr>");
		for (size_t j = 0; j < sheet->columns; j++)
			put_cell(out, &sheet->column[j], &cell[j]);
		if (bar) {
			buffer_text(out, "<td class=\"b\">");
			svg_bar(
			    out, format_share(
				     format_number(&cell[sheet->chart_column]),
				     most));
			buffer_text(out, "</td>");
		}
		buffer_text(out, "</tr>\n");
	}
	buffer_text(out, "</tbody>\n");
}

static void
put_total(struct buffer *out, const struct sheet *sheet)
{
	if (!sheet->total || sheet->rows < 2)
		return;
	buffer_format(out, "<tfoot><tr><th scope=\"row\"%s",
	    sheet->dimensions > 1 ? "" : ">");
	if (sheet->dimensions > 1)
		buffer_format(out, " colspan=\"%zu\">", sheet->dimensions);
	html_text(out, slice_of(tr("Total")));
	buffer_text(out, "</th>");
	for (size_t j = sheet->dimensions; j < sheet->columns; j++)
		put_cell(out, &sheet->column[j], &sheet->total[j]);
	if (sheet->section->chart == CHART_BAR)
		buffer_text(out, "<td class=\"b\"></td>");
	buffer_text(out, "</tr></tfoot>\n");
}

/* A wide table scrolls in a box of its own, by touch and by keyboard. */
static void
put_table(struct buffer *out, const struct sheet *sheet)
{
	buffer_text(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
			 "aria-labelledby=\"");
	buffer_slice(out, sheet->section->name);
	buffer_text(out, "-title\">\n<table");
	/* On a telephone the bars stand below the numbers, see report.css. */
	if (sheet->section->chart == CHART_BAR)
		buffer_format(
		    out, " class=\"bars\" style=\"--n:%zu\"", sheet->columns);
	buffer_text(out, ">\n");
	put_titles(out, sheet);
	put_rows(out, sheet);
	put_total(out, sheet);
	buffer_text(out, "</table>\n</div>\n");
	if (sheet->rows_left_out) {
		buffer_text(out, "<p class=\"note\">");
		buffer_format(out, tr("and %zu more"), sheet->rows_left_out);
		buffer_text(out, "</p>\n");
	}
}

/* What stands below the number of a tile. */
static void
put_beside(struct buffer *out, const struct sheet_column *column,
    const struct sheet_cell *cell)
{
	if (column->role == ROLE_PREVIOUS)
		buffer_text(out, "<dd class=\"beside\">");
	if (column->role == ROLE_WORDS)
		buffer_text(out, "<dd class=\"words\">");
	if (column->role == ROLE_PREVIOUS) {
		html_text(out, column->title);
		buffer_char(out, ' ');
	}
	if (column->role == ROLE_CHANGE)
		buffer_text(out, " · ");
	html_text(out, cell->shown);
	if (column->role != ROLE_PREVIOUS)
		buffer_text(out, "</dd>");
}

static void
put_tiles(struct buffer *out, const struct sheet *sheet)
{
	buffer_text(out, "<dl class=\"tiles\">\n");
	for (size_t j = 0; j < sheet->columns; j++) {
		const struct sheet_cell *cell = &sheet->row[0][j];
		const struct sheet_column *column = &sheet->column[j];

		if (column->role == ROLE_VALUE) {
			buffer_format(out, "<div%s><dt>",
			    cell->alert ? " class=\"alert\"" : "");
			html_text(out, column->title);
			buffer_text(out, "</dt><dd");
			put_figure(out, cell);
			buffer_char(out, '>');
			if (cell->alert)
				put_alert(out, cell, true);
			html_text(out, cell->shown);
			buffer_text(out, "</dd>");
		} else {
			put_beside(out, column, cell);
		}
		if (j + 1 == sheet->columns ||
		    sheet->column[j + 1].role == ROLE_VALUE)
			buffer_text(out, "</div>\n");
	}
	buffer_text(out, "</dl>\n");
}

static void
put_body(struct buffer *out, const struct sheet *sheet)
{
	enum section_chart chart = sheet->section->chart;

	if (sheet->form == SHEET_TILES) {
		put_tiles(out, sheet);
		return;
	}
	if (sheet->state != SHEET_ROWS) {
		buffer_format(out, "<p class=\"none\">%s</p>\n",
		    sheet->state == SHEET_EMPTY ? tr("none") : tr("no data"));
		return;
	}
	if (chart == CHART_COLUMN || chart == CHART_LINE) {
		buffer_text(out, "<div class=\"pair\">\n");
		svg_chart(out, sheet);
		put_table(out, sheet);
		buffer_text(out, "</div>\n");
		return;
	}
	put_table(out, sheet);
}

static void
put_sheet(struct buffer *out, const struct sheet *sheet)
{
	const struct section *section = sheet->section;
	bool any = true;

	buffer_text(out, "<section id=\"");
	buffer_slice(out, section->name);
	buffer_text(out, "\" class=\"sheet");
	put_class(out, "half", section->half, &any);
	put_class(out, "key", sheet->form == SHEET_TILES, &any);
	put_class(out, "alerts", sheet->alerts > 0, &any);
	buffer_text(out, "\">\n<h2 id=\"");
	buffer_slice(out, section->name);
	buffer_text(out, "-title\">");
	html_text(out, sheet->title);
	if (sheet->alerts)
		buffer_format(out,
		    " <span class=\"count\"><span class=\"sign\">!</span> "
		    "%zu</span>",
		    sheet->alerts);
	else if (sheet->form == SHEET_TABLE && sheet->rows)
		buffer_format(out, " <span class=\"count\">%zu</span>",
		    sheet->rows + sheet->rows_left_out);
	buffer_text(out, "</h2>\n");
	if (section->note.length) {
		buffer_text(out, "<p class=\"note\">");
		html_text(out, section->note);
		buffer_text(out, "</p>\n");
	}
	put_body(out, sheet);
	buffer_text(out, "</section>\n");
}

static void
put_foot(struct buffer *out, const struct document *d)
{
	buffer_text(out, "<footer>\n");
	if (d->signatures) {
		buffer_text(out, "<div class=\"signatures\">\n");
		for (size_t i = 0; i < d->signatures; i++) {
			buffer_text(out, "<p>");
			html_text(out, d->signature[i]);
			buffer_text(out, "</p>\n");
		}
		buffer_text(out, "</div>\n");
	}
	buffer_text(out, "<p class=\"colophon\">");
	if (d->as_of.length) {
		buffer_format(out, tr("as of %.*s"), SLICE_ARG(d->as_of));
		buffer_text(out, " · ");
	}
	buffer_format(out, "hall-report %s</p>\n</footer>\n", HALL_VERSION);
	buffer_text(out, "</main>\n</body>\n</html>\n");
}

void
format_html(const struct document *d, const struct format_options *options,
    struct output *output)
{
	struct buffer out = {0};

	put_head(&out, d, options);
	put_masthead(&out, d);
	put_status(&out, d);
	for (size_t i = 0; i < d->sheets; i++) {
		put_sheet(&out, &d->sheet[i]);
		output_slice(output, buffer_view(&out));
		buffer_clear(&out);
	}
	put_foot(&out, d);
	output_slice(output, buffer_view(&out));
	buffer_release(&out);
}
