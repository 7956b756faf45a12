#include "base/message.h"
#include "base/words.h"
#include "report/sheet.h"

#define HOURS 24
#define ROLES 4 /* that a measure can have columns for */
#define FEN (NUMBER_ONE / 100)

/* One group, in the period and in the one before; a tally may be NULL. */
struct group {
	const struct tally *now;
	size_t at;
	const struct tally *before;
	size_t before_at;
	bool unknown; /* nobody could count it */
	struct slice dims;
};

static bool
is_compared(const struct section *section, const struct measure *measure)
{
	for (size_t i = 0; i < section->compares; i++)
		if (slice_is(section->compare[i], "all") ||
		    slice_equal(section->compare[i], measure->text))
			return true;
	return false;
}

/* A column beside that of a measure: "change:sum:amount". */
static void
add_beside(struct document *d, struct sheet *sheet, size_t measure,
    enum sheet_role role, struct column_type type)
{
	static const char *const keys[] = {[ROLE_WORDS] = "words",
	    [ROLE_PREVIOUS] = "previous",
	    [ROLE_CHANGE] = "change"};
	static const char *const titles[] = {[ROLE_WORDS] = N_("in words"),
	    [ROLE_PREVIOUS] = N_("previous"),
	    [ROLE_CHANGE] = N_("change")};
	struct slice text = sheet->section->query.measure[measure].text, key;
	struct sheet_column *column;

	key = slice_of(
	    arena_text(&d->arena, "%s:%.*s", keys[role], SLICE_ARG(text)));
	show_capital(&d->text, slice_of(tr(titles[role])));
	column = sheet_add_column(d, sheet, key, type);
	column->role = role;
	column->measure = measure;
}

static void
add_measure(struct document *d, struct sheet *sheet, size_t n)
{
	const struct section *section = sheet->section;
	const struct measure *measure = &section->query.measure[n];
	struct sheet_column *column;

	if (slice_equal(measure->text, section->of))
		sheet->chart_column = sheet->columns;
	show_measure(&d->text, section->query.name, measure);
	column = sheet_add_column(d, sheet, measure->text, measure->type);
	column->role = ROLE_VALUE;
	column->measure = n;
	if (measure->words)
		add_beside(d, sheet, n, ROLE_WORDS,
		    (struct column_type){VALUE_TEXT, NULL});
	/* The head says it when there is nothing to compare with. */
	if (!d->span.before_known || !is_compared(section, measure))
		return;
	add_beside(d, sheet, n, ROLE_PREVIOUS, measure->type);
	add_beside(
	    d, sheet, n, ROLE_CHANGE, (struct column_type){VALUE_CHANGE, NULL});
}

static void
figure_columns(struct document *d, struct sheet *sheet)
{
	const struct query *query = &sheet->section->query;

	sheet->column = arena_array(&d->arena,
	    query->dimensions + ROLES * query->measures,
	    sizeof(*sheet->column));
	for (size_t i = 0; i < query->dimensions; i++) {
		show_dimension(&d->text, query->name, &query->by[i]);
		sheet_add_column(
		    d, sheet, query->by[i].text, query->by[i].type);
	}
	sheet->dimensions = query->dimensions;
	for (size_t i = 0; i < query->measures; i++)
		add_measure(d, sheet, i);
}

static struct slice
shown_dimension(
    struct document *d, const struct dimension *dimension, struct slice value)
{
	if (value.length)
		show_value(&d->show, &d->text, dimension->type,
		    dimension->column, value);
	else
		buffer_text(&d->text, tr("(none)"));
	return document_settle(d);
}

static struct tally_value
value_of(const struct tally *tally, size_t at, const struct query *query,
    size_t measure)
{
	return tally ? tally_measure(tally, at, measure)
		     : tally_of_nothing(&query->measure[measure]);
}

static struct figure *
group_figure(struct document *d, const struct sheet *sheet,
    const struct group *group, size_t measure)
{
	const struct query *query = &sheet->section->query;
	struct figure *figure = document_figure(d, sheet,
	    &query->measure[measure], group->dims,
	    value_of(group->now, group->at, query, measure));

	figure->no_data |= group->unknown;
	if (!sheet->compared)
		return figure;
	figure->compared = true;
	figure->previous = value_of(
	    group->before, group->before_at, query, measure);
	return figure;
}

static void
set_number(struct document *d, struct sheet_cell *cell, struct column_type type,
    const struct tally_value *value, bool no_data)
{
	if (no_data)
		buffer_text(&d->text, tr("no data"));
	else
		show_number(&d->text, type, value);
	cell->shown = document_settle(d);
	if (!no_data)
		show_data(&d->text, value);
	cell->value = document_settle(d);
}

static void
set_words(
    struct document *d, struct sheet_cell *cell, const struct figure *figure)
{
	number fen = figure->value.value / FEN;

	if (!figure->no_data && figure->value.defined && fen <= INT64_MAX &&
	    fen >= -INT64_MAX)
		words_money(&d->text, (int64_t)fen);
	cell->shown = cell->value = document_settle(d);
}

static void
set_change(
    struct document *d, struct sheet_cell *cell, const struct figure *figure)
{
	struct tally_value change = {.places = 4};

	change.defined = figure_change(figure, &change.value);
	set_number(d, cell, (struct column_type){VALUE_CHANGE, NULL}, &change,
	    figure->no_data || !figure->compared);
}

static void
fill_measures(struct document *d, const struct sheet *sheet,
    struct sheet_cell *cell, const struct group *group)
{
	struct figure *figure = NULL;

	for (size_t j = sheet->dimensions; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];

		/* The value stands in front of what belongs to it. */
		if (!figure && column->role != ROLE_VALUE)
			continue;
		switch (column->role) {
		case ROLE_PLAIN:
			break;
		case ROLE_VALUE:
			figure = group_figure(d, sheet, group, column->measure);
			cell[j].figure = figure;
			set_number(d, &cell[j], column->type, &figure->value,
			    figure->no_data);
			break;
		case ROLE_WORDS:
			set_words(d, &cell[j], figure);
			break;
		case ROLE_PREVIOUS:
			set_number(d, &cell[j], column->type, &figure->previous,
			    !figure->compared);
			break;
		case ROLE_CHANGE:
			set_change(d, &cell[j], figure);
			break;
		}
	}
}

/* A row named by a group of this tally. */
static void
add_row(struct document *d, struct sheet *sheet, const struct tally *tally,
    size_t at, struct group *group)
{
	const struct query *query = &sheet->section->query;
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));

	for (size_t i = 0; i < query->dimensions; i++) {
		const struct dimension *by = &query->by[i];
		struct slice value = tally_dimension(tally, at, i);

		cell[i].shown = shown_dimension(d, by, value);
		cell[i].value = sheet_data(d, by->column, value);
	}
	group->dims = figure_dims(query, tally, at, d->show.config, &d->arena);
	fill_measures(d, sheet, cell, group);
	sheet->row[sheet->rows++] = cell;
}

static void
add_groups(struct document *d, struct sheet *sheet, const struct gathering *g)
{
	for (size_t i = 0; i < tally_groups(g->now); i++) {
		struct group group = {.now = g->now, .at = i};

		group.before_at = g->before ? tally_find(g->before, g->now, i)
					    : TALLY_NONE;
		if (group.before_at != TALLY_NONE)
			group.before = g->before;
		add_row(d, sheet, g->now, i, &group);
	}
	/* What there was before and is no more has come to nothing. */
	for (size_t i = 0; g->before && sheet->section->compares &&
			   i < tally_groups(g->before);
	     i++) {
		struct group group = {.before = g->before, .before_at = i};

		if (tally_find(g->now, g->before, i) == TALLY_NONE)
			add_row(d, sheet, g->before, i, &group);
	}
}

/* The total; of nothing when nothing was there. */
static struct sheet_cell *
total_cells(
    struct document *d, const struct sheet *sheet, const struct gathering *g)
{
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));
	struct group group = {.dims = {"", 0}};

	if (tally_groups(g->now_total))
		group.now = g->now_total;
	if (g->before_total && tally_groups(g->before_total))
		group.before = g->before_total;
	for (size_t i = 0; i < sheet->dimensions; i++)
		cell[i].shown = cell[i].value = (struct slice){"", 0};
	fill_measures(d, sheet, cell, &group);
	return cell;
}

/* A row of which no record came by, named by this value. */
static void
add_quiet(struct document *d, struct sheet *sheet, bool unknown)
{
	const struct dimension *by = &sheet->section->query.by[0];
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));
	struct group group = {.unknown = unknown};

	cell[0].value = document_settle(d);
	cell[0].shown = shown_dimension(d, by, cell[0].value);
	buffer_format(&d->text, "%.*s=%.*s", SLICE_ARG(by->text),
	    SLICE_ARG(cell[0].value));
	group.dims = document_settle(d);
	fill_measures(d, sheet, cell, &group);
	sheet->row[sheet->rows++] = cell;
}

/* An hour between two others in which nothing happened is zero. */
static void
add_quiet_hours(struct document *d, struct sheet *sheet)
{
	bool busy[HOURS] = {false};
	unsigned first = HOURS, last = 0;

	for (size_t i = 0; i < sheet->rows; i++) {
		long long hour;

		if (slice_int(sheet->row[i][0].value, &hour) < 0 || hour < 0 ||
		    hour >= HOURS)
			continue;
		busy[hour] = true;
		first = (unsigned)hour < first ? (unsigned)hour : first;
		last = (unsigned)hour > last ? (unsigned)hour : last;
	}
	for (unsigned hour = first; hour < last; hour++) {
		if (busy[hour])
			continue;
		buffer_format(&d->text, "%02u", hour);
		add_quiet(d, sheet, false);
	}
}

static bool
has_row(const struct sheet *sheet, const char *value)
{
	for (size_t i = 0; i < sheet->rows; i++)
		if (slice_is(sheet->row[i][0].value, value))
			return true;
	return false;
}

/*
 * A day on which nothing happened is zero, one that is missing is no data;
 * one on which the hall is closed is not told.
 */
static void
add_quiet_days(struct document *d, struct sheet *sheet)
{
	char text[DATE_TEXT_SIZE];

	for (size_t i = 0; i < d->span.days; i++) {
		const struct span_day *day = &d->span.day[i];

		date_format(day->day, text);
		if (has_row(sheet, text) || (!day->seen && !day->worked))
			continue;
		buffer_text(&d->text, text);
		add_quiet(d, sheet, !day->seen);
	}
}

static void
add_quiet_rows(struct document *d, struct sheet *sheet)
{
	const struct query *query = &sheet->section->query;

	if (query->dimensions != 1 || sheet->section->days != SECTION_OWN)
		return;
	if (query->by[0].form == DIMENSION_HOUR)
		add_quiet_hours(d, sheet);
	/* A report of one day has no days to tell apart. */
	if (d->day == DATE_NONE && sheet->state == SHEET_ROWS &&
	    slice_is(query->by[0].text, "day"))
		add_quiet_days(d, sheet);
}

static size_t
rows_max(const struct document *d, const struct gathering *g)
{
	return tally_groups(g->now) +
	       (g->before ? tally_groups(g->before) : 0) + HOURS +
	       d->span.days + 1;
}

void
sheet_figures(struct document *d, struct sheet *sheet,
    const struct document_source *source, struct gathering *g)
{
	figure_columns(d, sheet);
	sheet->form = sheet->dimensions ? SHEET_FIGURES : SHEET_TILES;
	sheet->state = sheet_has_data(d, source, g) ? SHEET_ROWS
						    : SHEET_NO_DATA;
	sheet->compared = sheet_had_data(d, source, g);
	sheet->row = arena_array(
	    &d->arena, rows_max(d, g), sizeof(*sheet->row));
	if (sheet->form == SHEET_TILES) {
		sheet->row[sheet->rows++] = total_cells(d, sheet, g);
		return;
	}
	add_groups(d, sheet, g);
	add_quiet_rows(d, sheet);
	if (sheet->state == SHEET_ROWS && sheet->rows == 0)
		sheet->state = SHEET_EMPTY;
	sheet->total = total_cells(d, sheet, g);
}
