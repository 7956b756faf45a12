#include "report/section.h"

#include <stdlib.h>

struct gathering *
gathering_new(const struct section *section)
{
	struct gathering *g = memory_new(sizeof(*g));

	g->section = section;
	if (section->form == SECTION_FIGURES) {
		g->rows = tally_new(&section->query, true);
		g->total = tally_new(&section->query, true);
		tally_without_dimensions(g->total);
	}
	if (section->latest.length)
		g->latest = map_new();
	if (section->form == SECTION_TABLE)
		g->column_at = memory_array(
		    section->columns, sizeof(*g->column_at));
	return g;
}

void
gathering_free(struct gathering *g)
{
	if (!g)
		return;
	tally_free(g->rows);
	tally_free(g->total);
	tally_free(g->now);
	tally_free(g->now_total);
	tally_free(g->before);
	tally_free(g->before_total);
	map_free(g->latest);
	arena_release(&g->arena);
	free(g->row);
	free(g->column_at);
	free(g);
}

static void
look(struct gathering *g, const struct record *r)
{
	const struct section *section = g->section;

	if (g->view.heading == r->heading)
		return;
	query_look(&section->query, &g->view, r);
	query_look(&section->calm, &g->calm_view, r);
	for (size_t i = 0; i < section->columns; i++)
		g->column_at[i] = heading_find(r->heading, section->column[i]);
	g->latest_at = section->latest.length
			   ? heading_find(r->heading, section->latest)
			   : 0;
	g->id_at = heading_find(r->heading, SLICE("id"));
}

/* The row that this one takes the place of is gone. */
static void
put_latest(struct gathering *g, const struct record *r)
{
	void **place = map_put(g->latest, rec_column(r, g->latest_at));

	if (*place)
		g->row[(size_t)*place - 1].gone = true;
	*place = (void *)g->count;
}

static int
keep_row(struct gathering *g, const struct record *r, int32_t day,
    struct complaint *c)
{
	size_t columns = g->section->columns;
	struct table_row *row;

	if (g->count == SECTION_ROWS_MAX)
		return complain(c, NULL, "rows", NULL);
	if (g->count == g->size) {
		g->size = g->size ? 2 * g->size : 64;
		g->row = memory_grow(g->row, g->size, sizeof(*g->row));
	}
	row = &g->row[g->count++];
	row->day = day;
	row->gone = false;
	row->calm = g->section->calm.conditions &&
		    query_holds(&g->section->calm, &g->calm_view, r);
	row->value = arena_array(&g->arena, columns, sizeof(*row->value));
	for (size_t i = 0; i < columns; i++)
		row->value[i] = arena_slice(
		    &g->arena, rec_column(r, g->column_at[i]));
	row->id = (struct slice){"", 0};
	if (g->section->tellers)
		row->id = arena_slice(&g->arena, rec_column(r, g->id_at));
	if (g->latest)
		put_latest(g, r);
	return 0;
}

/* Whether the record is one of the section's. */
static bool
is_wanted(struct gathering *g, const struct record *r)
{
	const struct query *query = &g->section->query;

	if (g->section->form == SECTION_FAULTS || !query_is_of_kind(query, r))
		return false;
	look(g, r);
	return query_holds(query, &g->view, r);
}

int
gathering_check(
    struct gathering *g, const struct record *r, struct complaint *c)
{
	if (g->section->form != SECTION_FIGURES || !is_wanted(g, r))
		return 0;
	return tally_check(g->rows, &g->view, r, c);
}

int
gathering_take(struct gathering *g, const struct record *r, struct complaint *c)
{
	int32_t day;

	g->seen += query_is_of_kind(&g->section->query, r);
	if (!is_wanted(g, r))
		return 0;
	day = g->section->days == SECTION_ALL ? DATE_NONE : query_day(r);
	if (g->section->form == SECTION_TABLE)
		return keep_row(g, r, day, c);
	/* What the first could measure, the second can. */
	if (tally_take(g->rows, &g->view, day, r, c) < 0)
		return -1;
	return tally_take(g->total, &g->view, day, r, c);
}

/* The groups of these days as one tally; of the total, without dimensions. */
static struct tally *
join_days(const struct gathering *g, const struct tally *by_day, int32_t from,
    int32_t to)
{
	struct tally *t = tally_new(&g->section->query, false);

	tally_join_days(t, by_day, from, to);
	tally_seal(t);
	return t;
}

/* The days of a section within those of a report. */
static void
own_days(const struct section *section, const struct period *period,
    int32_t last, int32_t *from, int32_t *to)
{
	*from = period->from;
	*to = period->to;
	if (section->days == SECTION_LAST && last != DATE_NONE)
		*from = *to = last;
	if (section->days == SECTION_ALL)
		*from = *to = DATE_NONE;
}

void
gathering_settle(struct gathering *g, const struct span *span)
{
	int32_t from, to;

	own_days(g->section, &span->period, span->last, &g->from, &g->to);
	if (!g->rows)
		return;
	g->now = join_days(g, g->rows, g->from, g->to);
	g->now_total = join_days(g, g->total, g->from, g->to);
	if (!span->compares || g->section->days == SECTION_ALL)
		return;
	own_days(g->section, &span->before, span->before_last, &from, &to);
	g->before = join_days(g, g->rows, from, to);
	g->before_total = join_days(g, g->total, from, to);
}
