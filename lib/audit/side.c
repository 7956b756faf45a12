#include "audit/side.h"

#include <stdlib.h>

#include "audit/condition.h"
#include "base/map.h"
#include "base/message.h"
#include "base/text.h"
#include "record/order.h"

#define SERIES_DIGITS_MAX 18

/* Customers' data, and texts in which it may stand. */
static const char *const personal[] = {"name", "phone", "id_no", "address",
    "bank", "customer", "payer", "payee", "party", "text", "meter", NULL};

bool
column_personal(const struct config *config, struct slice column)
{
	const struct node *mask = node_path(
	    config_root(config), "privacy.mask");

	for (size_t i = 0; personal[i]; i++)
		if (slice_is(column, personal[i]))
			return true;
	return node_list_has(mask, column);
}

static int
unknown_kind(const struct node *node, struct error *e)
{
	const char *names[KIND_COUNT], *near;
	size_t count = 0;

	for (int i = KIND_OTHER + 1; i < KIND_COUNT; i++)
		names[count++] = kinds[i].name;
	near = suggest(node->text, names, count);
	if (near)
		return node_error(node, e,
		    tr("no records of the kind '%.*s' (did you mean %s?)"),
		    SLICE_ARG(node->text), near);
	return node_error(node, e, tr("no records of the kind '%.*s'"),
	    SLICE_ARG(node->text));
}

int
side_find(const struct side *side, const struct node *at, struct slice name,
    struct error *e)
{
	const struct kind_info *kind = &kinds[side->kind];
	int column = kind_column(side->kind, name);
	const char *near;

	if (column >= 0)
		return column;
	near = suggest(name, kind->columns, kind->columns_count);
	if (near)
		return node_error(at, e,
		    tr("%s has no column '%.*s' (did you mean '%s'?)"),
		    kind->name, SLICE_ARG(name), near);
	return node_error(
	    at, e, tr("%s has no column '%.*s'"), kind->name, SLICE_ARG(name));
}

size_t
side_column(struct side *side, int column, enum form form)
{
	for (size_t i = 0; i < side->columns; i++)
		if (side->column[i] == column && side->form[i] == form)
			return i;
	if (side->columns == SIDE_COLUMNS_MAX)
		return NO_SLOT;
	if (column == common_columns(side->kind)->day) {
		side->asks_day = true;
		side->optional[side->columns] = true;
	}
	side->column[side->columns] = column;
	side->form[side->columns] = form;
	return side->columns++;
}

size_t
side_extra(struct side *side, const char *name)
{
	int column = kind_column(side->kind, slice_of(name));
	size_t before = side->columns, slot;

	if (column < 0)
		return NO_SLOT;
	slot = side_column(side, column, FORM_TEXT);
	if (slot != NO_SLOT && slot == before)
		side->optional[slot] = true;
	return slot;
}

static int
slot_of(struct side *side, const struct node *node, struct slice name,
    enum form form, bool shown, size_t *slot, struct error *e)
{
	int column = side_find(side, node, name, e);

	if (column < 0)
		return -1;
	if (shown && column_personal(side->config, name))
		return node_error(node, e,
		    tr("'%.*s' holds what is private to a customer, and a "
		       "finding would show it"),
		    SLICE_ARG(name));
	*slot = side_column(side, column, form);
	if (*slot != NO_SLOT)
		return 0;
	return node_error(node, e,
	    tr("a rule that looks at more than %d columns of a record"),
	    SIDE_COLUMNS_MAX);
}

int
side_slot(struct side *side, const struct node *node, enum form form,
    bool shown, size_t *slot, struct error *e)
{
	return slot_of(side, node, node->text, form, shown, slot, e);
}

int
side_slots(struct side *side, const struct node *list, bool shown,
    struct slots *slots, struct error *e)
{
	size_t count = !list ? 0 : list->sort == NODE_LIST ? list->children : 1;

	*slots = (struct slots){.count = 0};
	for (size_t i = 0; i < count; i++) {
		const struct node *one = list->sort == NODE_LIST
					     ? list->child[i]
					     : list;

		if (i == SIDE_COLUMNS_MAX)
			return node_error(list, e,
			    tr("a rule that looks at more than %d columns of "
			       "a record"),
			    SIDE_COLUMNS_MAX);
		if (side_slot(side, one, FORM_TEXT, shown,
			&slots->at[slots->count++], e) < 0)
			return -1;
	}
	return 0;
}

int
side_read(struct side *side, const struct node *map,
    const struct config *config, struct arena *arena, struct error *e)
{
	const struct node *of = node_get(map, "of");
	const struct node *where = node_get(map, "where");

	*side = (struct side){
	    .kind = kind_find(of->text), .config = config, .main = NO_SLOT};
	if (side->kind == KIND_OTHER)
		return unknown_kind(of, e);
	if (kinds[side->kind].sort == KIND_SORT_ANY ||
	    side->kind == KIND_FINDING)
		return node_error(of, e,
		    tr("rules look at facts and derived records, not at '%s'"),
		    of->text.text);
	side->id_column = kind_column(side->kind, SLICE("id"));
	if (side->id_column < 0)
		side->id_column = 0;
	for (size_t i = 0; where && i < where->children; i++)
		if (condition_read(
			side, where->key[i], where->child[i], arena, e) < 0)
			return -1;
	return 0;
}

static int
check_date(struct slice cell)
{
	int32_t date;

	if (cell.length > DATE_TEXT_SIZE - 1)
		cell.length = DATE_TEXT_SIZE - 1;
	return date_parse(cell, &date);
}

static int
check_series(struct slice cell)
{
	size_t digits = slice_digits_last(cell);

	return digits == 0 || digits > SERIES_DIGITS_MAX ? -1 : 0;
}

/* Is the cell what the rule compares?  The code of the fault, or NULL. */
static const char *
wrong_form(enum form form, struct slice cell)
{
	struct moment moment;
	int128 number;

	switch (form) {
	case FORM_TEXT:
		return NULL;
	case FORM_NUMBER:
		return quantity_parse(cell, &number) < 0 ? "number" : NULL;
	case FORM_TIME:
		return moment_parse(cell, &moment) < 0 ? "time" : NULL;
	case FORM_DATE:
		return check_date(cell) < 0 ? "date" : NULL;
	case FORM_DUE:
		return check_date(cell) < 0 && moment_parse(cell, &moment) < 0
			   ? "date"
			   : NULL;
	case FORM_SERIES:
		return check_series(cell) < 0 ? "series" : NULL;
	}
	return NULL;
}

static int
complain_of(struct complaint *c, const char *column, const char *code,
    struct slice cell)
{
	char *text = memory_text(cell);
	int result = complain(c, column, code, "value", text, NULL);

	free(text);
	return result;
}

static int
check_forms(
    const struct side *side, const struct item *item, struct complaint *c)
{
	for (size_t i = 0; i < side->columns; i++) {
		const char *code = item->value[i].length
				       ? wrong_form(
					     side->form[i], item->value[i])
				       : NULL;

		if (code)
			return complain_of(c,
			    kinds[side->kind].columns[side->column[i]], code,
			    item->value[i]);
	}
	return 0;
}

static bool
conditions_met(const struct side *side, const struct item *item, bool counting)
{
	for (size_t i = 0; i < side->conditions; i++)
		if (condition_counts(&side->condition[i]) == counting &&
		    !condition_met(side, &side->condition[i], item))
			return false;
	return true;
}

/* The main column says when it happened. */
static bool
main_is_time(const struct side *side)
{
	return side->main != NO_SLOT && (side->form[side->main] == FORM_TIME ||
					    side->form[side->main] == FORM_DUE);
}

/* A date, where one may stand for a time, begins with its first second. */
static int
parse_start(const struct side *side, struct slice text, struct moment *moment)
{
	int32_t date;

	if (main_is_time(side) && side->form[side->main] == FORM_DUE &&
	    date_parse(text, &date) == 0) {
		*moment = zone_local(config_zone(side->config), date, 0);
		return 0;
	}
	return moment_parse(text, moment);
}

/* The day and the time of a record, by its kind's own columns. */
static int
read_when(const struct side *side, const struct record *r, struct item *item,
    struct complaint *c)
{
	const struct common_columns *common = common_columns(side->kind);
	struct moment moment = {0, 0};
	struct slice time = {"", 0}, day = {"", 0};
	long long seq = 0;

	if (common->time >= 0)
		time = rec_get(r, common->time);
	if (common->day >= 0)
		day = rec_get(r, common->day);
	if (main_is_time(side))
		time = item->value[side->main];
	if (time.length && parse_start(side, time, &moment) < 0)
		return complain_of(c, "time", "time", time);
	item->day = time.length ? moment_date(moment) : DATE_NONE;
	if (day.length && date_parse(day, &item->day) < 0)
		return complain_of(c, "day", "date", day);
	if (common->seq >= 0)
		slice_int(rec_get(r, common->seq), &seq);
	item->seq = seq > 0 ? seq : 0;
	item->offset_seconds = moment.offset_seconds;
	item->utc_seconds = time.length ? moment.utc_seconds
			    : item->day == DATE_NONE
				? 0
				: (int64_t)item->day * 86400;
	return 0;
}

/* A fact that no journal holds yet belongs to the day of its time. */
static void
fill_days(const struct side *side, struct item *item)
{
	int day = common_columns(side->kind)->day;

	date_format(item->day, item->day_text);
	for (size_t i = 0; i < side->columns; i++)
		if (side->column[i] == day && item->value[i].length == 0)
			item->value[i] = slice_of(item->day_text);
}

/* The cells by slot; false when the heading lacks one. */
static bool
read_cells(struct side *side, const struct record *r, struct item *item)
{
	for (size_t i = 0; i < side->columns; i++) {
		int column = side->column[i];

		if (r->heading->at[column] == 0 && !side->optional[i]) {
			side->lacking = kinds[side->kind].columns[column];
			return false;
		}
		item->value[i] = rec_get(r, column);
	}
	return true;
}

int
side_build(struct side *side, const struct record *r, struct item *item,
    struct complaint *c)
{
	const struct common_columns *common = common_columns(side->kind);
	struct slice *value = item->value;

	*item = (struct item){.value = value};
	side->seen = true;
	if (!read_cells(side, r, item))
		return 0;
	item->id = rec_get(r, side->id_column);
	item->hall = common->hall >= 0 ? rec_get(r, common->hall)
				       : (struct slice){"", 0};
	item->hash = hash_bytes(r->line.text, r->line.length);
	/* A role is one of a day. */
	if (side->asks_staff || side->asks_day) {
		if (read_when(side, r, item, c) < 0)
			return -1;
		fill_days(side, item);
	}
	if (!conditions_met(side, item, false))
		return 0;
	if (read_when(side, r, item, c) < 0 || check_forms(side, item, c) < 0)
		return -1;
	if (main_is_time(side) && item->value[side->main].length == 0)
		return 0;
	return conditions_met(side, item, true);
}

int
side_meets(const struct side *side, const struct item *item)
{
	for (size_t i = 0; i < side->columns; i++)
		if (item->value[i].length &&
		    wrong_form(side->form[i], item->value[i]))
			return 0;
	return conditions_met(side, item, false) &&
	       conditions_met(side, item, true);
}

void
side_keep(struct side *side, const struct item *item, const struct record *r,
    struct arena *arena)
{
	struct item *kept = arena_alloc(arena, sizeof(*kept));

	*kept = *item;
	kept->hall = arena_slice(arena, item->hall);
	kept->id = arena_slice(arena, item->id);
	kept->record = side->keeps ? record_keep(r, arena) : NULL;
	kept->value = arena_array(
	    arena, side->columns + 1, sizeof(*kept->value));
	for (size_t i = 0; i < side->columns; i++)
		if (item->value[i].length)
			kept->value[i] = arena_slice(arena, item->value[i]);
	if (side->items == side->size) {
		side->size = side->size ? 2 * side->size : 16;
		side->item = memory_grow(
		    side->item, side->size, sizeof(*side->item));
	}
	side->item[side->items++] = kept;
}
