#include "audit/carried.h"

#include <stdlib.h>

#include "audit/audit_state.h"
#include "audit/term.h"
#include "config/value.h"

#define TOPIC "audit-days"
#define RUN_MAX 366 /* days; a year is the longest that rules look back */

void
carried_add(struct carried *c, const struct item *item)
{
	if (!item->record)
		return;
	if (c->count == c->size) {
		c->size = c->size ? 2 * c->size : 16;
		c->item = memory_grow(c->item, c->size, sizeof(*c->item));
	}
	c->item[c->count++] = item;
}

bool
carried_days(const struct record *r)
{
	return r->kind == KIND_LOG && slice_is(rec_get(r, LOG_TOPIC), TOPIC) &&
	       slice_is(rec_get(r, LOG_SEQ), "0");
}

void
carried_take(struct audit *audit, const struct record *r)
{
	struct slice rest = rec_get(r, LOG_VALUE), text;
	int32_t day, last;

	while (slice_cut(&rest, ' ', &text))
		if (value_dates(text, &day, &last) == 0 && last - day < RUN_MAX)
			for (; day <= last; day++)
				days_cover(
				    &audit->days, rec_get(r, LOG_HALL), day);
}

static int
compare(const void *left, const void *right)
{
	const struct item *a = *(const struct item *const *)left;
	const struct item *b = *(const struct item *const *)right;
	int order = item_compare(a, b);

	return order ? order : slice_compare(a->record->line, b->record->line);
}

/* Two rules may wait for one record. */
static void
write_records(struct carried *c, struct writer *writer)
{
	const struct item *before = NULL;

	if (c->count > 0)
		qsort(c->item, c->count, sizeof(*c->item), compare);
	for (size_t i = 0; i < c->count; i++) {
		if (!before || !slice_equal(before->record->line,
				   c->item[i]->record->line))
			writer_record(writer, c->item[i]->record);
		before = c->item[i];
	}
}

/* "2026-11-02", or "2026-11-02..2026-11-06" of several in a row. */
static void
add_run(struct buffer *list, int32_t first, int32_t last)
{
	char text[DATE_TEXT_SIZE];

	date_format(first, text);
	buffer_format(list, "%s%s", list->length ? " " : "", text);
	date_format(last, text);
	if (first < last)
		buffer_format(list, "..%s", text);
}

/* The days of the hall that were audited, from the first to its newest. */
static void
list_days(struct buffer *list, const struct days *days,
    const struct hall_day *newest, int32_t first)
{
	for (int32_t day = first; day <= newest->day; day++) {
		int32_t last = day;

		if (!days_covered(days, newest->hall, day))
			continue;
		while (last < newest->day &&
		       days_covered(days, newest->hall, last + 1))
			last++;
		add_run(list, day, last);
		day = last;
	}
}

static void
write_days(struct audit *audit, const struct hall_day *newest, unsigned every,
    struct row *row, struct writer *writer)
{
	struct buffer list = {0};
	char text[DATE_TEXT_SIZE];

	list_days(&list, &audit->days, newest, term_back(every, newest->day));
	date_format(newest->day, text);
	row_start(row, KIND_LOG);
	row_format(row, LOG_ID, TOPIC "-%s", text);
	if (audit->has_as_of)
		row_time(row, LOG_TIME, audit->as_of);
	row_set(row, LOG_HALL, newest->hall);
	row_text(row, LOG_TOPIC, TOPIC);
	row_set(row, LOG_VALUE, buffer_view(&list));
	row_text(row, LOG_DAY, text);
	row_text(row, LOG_SEQ, "0");
	writer_row(writer, row);
	buffer_release(&list);
}

/* The periods that any rule looks back at. */
static unsigned
spans_of(const struct audit *audit)
{
	unsigned every = 0;

	for (size_t i = 0; i < audit->rules; i++)
		every |= audit->rule[i].every & EVERY_SPANS;
	return every;
}

void
carried_write(struct audit *audit, struct writer *writer)
{
	const struct days *days = &audit->days;
	struct carried carried = {0};
	unsigned every = spans_of(audit);
	struct row row;

	row_init(&row);
	for (size_t i = 0; every && i < days->count; i++)
		if (i + 1 == days->count ||
		    !slice_equal(days->day[i].hall, days->day[i + 1].hall))
			write_days(audit, &days->day[i], every, &row, writer);
	row_release(&row);
	for (size_t i = 0; i < audit->rules; i++) {
		struct rule *rule = &audit->rule[i];

		if (rule->mechanism->carry && !rule->unready)
			rule->mechanism->carry(audit, rule, &carried);
	}
	write_records(&carried, writer);
	free(carried.item);
}
