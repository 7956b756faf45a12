/*
 * due.c - `due`: what is due until when, the most urgent first.
 */
#include <stdlib.h>

#include "apply/apply.h"
#include "apply/ask.h"
#include "apply/progress.h"
#include "base/message.h"
#include "book/role.h"

const struct cli_option apply_due_options[] = {
    {"within", 0, "LIMIT", N_("only what is due within 1wd, 4wh, 2cd …"), 0},
    {"owner", 0, "OWNER", N_("only what this role or department has"), 0},
    {"type", 0, "TYPE", N_("only cases of this type"), 0},
    {"as-of", 0, "TIME", N_("as of that time, not of now"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* A whole case, or one of its stages. */
struct item {
	const struct matter *matter;
	const struct stage *stage; /* NULL: the whole */
	struct slice owner;
	struct clock clock;
	int64_t left_seconds;
};

struct list {
	struct question *q;
	struct item *item;
	size_t count, size;
	struct limit within;
	bool has_within;
	struct slice owner, type;
};

static int
item_compare(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	if (a->clock.due != b->clock.due)
		return a->clock.due < b->clock.due ? -1 : 1;
	if (a->matter != b->matter)
		return slice_compare(a->matter->id, b->matter->id);
	return (a->stage > b->stage) - (a->stage < b->stage);
}

/* 1 when it is due by then, 0 when later. */
static int
is_near(const struct list *list, const struct item *item, int *year)
{
	int64_t end;

	if (!list->has_within || item->clock.late_seconds)
		return 1;
	if (worktime_due(item->clock.worktime, list->within,
		list->q->as_of.utc_seconds, (struct spans){NULL, 0}, &end,
		year) < 0)
		return -1;
	return item->clock.due <= end;
}

static int
consider(struct list *list, struct item *item)
{
	struct question *q = list->q;
	int year = 0, near;

	if (!item->clock.has_due || !item->clock.running ||
	    (list->owner.length && !slice_equal(list->owner, item->owner)))
		return 0;
	near = is_near(list, item, &year);
	if (near < 0 ||
	    clock_left(&item->clock, q->as_of, &item->left_seconds, &year) < 0)
		return progress_no_year(item->matter, year, &q->error);
	if (!near)
		return 0;
	if (list->count == list->size) {
		list->size = list->size ? 2 * list->size : 64;
		list->item = memory_grow(
		    list->item, list->size, sizeof(*list->item));
	}
	list->item[list->count++] = *item;
	return 0;
}

static int
consider_stage(struct list *list, const struct matter *m, size_t n)
{
	struct question *q = list->q;
	const struct stage *stage = &m->type->stage[n];
	struct item item = {.matter = m, .stage = stage};
	struct moment started;
	int year = 0;

	if (m->stage[n].is_done || !clock_stage_begun(m, n, &started) ||
	    progress_spares(q->apply, m, stage, q->as_of))
		return 0;
	item.owner = stage == matter_stage(m) ? matter_owner(m) : m->opener;
	if (clock_stage(q->apply, m, n, q->as_of, &item.clock, &year) < 0)
		return progress_no_year(m, year, &q->error);
	return consider(list, &item);
}

static int
consider_case(struct list *list, const struct matter *m)
{
	struct question *q = list->q;
	struct item item = {.matter = m, .owner = matter_owner(m)};
	int year = 0;

	if (list->type.length && !slice_equal(list->type, m->type_name))
		return 0;
	if (clock_case(q->apply, m, q->as_of, &item.clock, &year) < 0)
		return progress_no_year(m, year, &q->error);
	if (consider(list, &item) < 0)
		return -1;
	for (size_t n = 0; m->type && n < m->type->stages; n++)
		if (consider_stage(list, m, n) < 0)
			return -1;
	return 0;
}

static void
print_item(struct question *q, const struct item *item)
{
	const struct matter *m = item->matter;
	struct buffer due = {0}, left = {0}, owner = {0};
	bool late = item->clock.late_seconds > 0;

	ask_time(&due, q->apply->zone, item->clock.due);
	ask_seconds(
	    &left, late ? item->clock.late_seconds : item->left_seconds);
	ask_text(q, late ? "!" : "");
	ask_cell(q, buffer_view(&due));
	ask_cell(q, buffer_view(&left));
	ask_text(q, late ? tr("late") : tr("left"));
	ask_cell(q, m->id);
	ask_cell(q, m->type ? type_title(m->type) : m->type_name);
	ask_cell(q,
	    item->stage ? stage_title(item->stage) : slice_of(tr("the whole")));
	role_person_title(q->apply->config, item->owner, &owner);
	ask_cell(q, buffer_view(&owner));
	buffer_release(&owner);
	ask_cell(q, m->account);
	ask_row(q);
	buffer_release(&due);
	buffer_release(&left);
}

static int
read_options(struct list *list)
{
	const struct cli *cli = list->q->filter.cli;
	const char *within = cli_get(cli, "within");
	const char *owner = cli_get(cli, "owner"), *type = cli_get(cli, "type");
	const char *near;

	list->owner = slice_of(owner ? owner : "");
	list->type = slice_of(type ? type : "");
	list->has_within = within != NULL;
	if (within && limit_parse(slice_of(within), &list->within) < 0)
		return error_set(&list->q->error, HALL_USAGE,
		    tr("--within: '%s' is not %s"), within,
		    tr("a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)"));
	if (!type || types_node(&list->q->apply->types, list->type))
		return 0;
	near = types_suggest(&list->q->apply->types, list->type);
	return near ? error_set(&list->q->error, HALL_USAGE,
			  tr("--type: '%s' is no case type (did you mean "
			     "'%s'?)"),
			  type, near)
		    : error_set(&list->q->error, HALL_USAGE,
			  tr("--type: '%s' is no case type"), type);
}

static int
collect(struct list *list)
{
	struct apply *a = list->q->apply;
	size_t count;
	struct matter **all = apply_sorted(a, &count);
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++)
		if (progress_is_open(a, all[i]))
			result = consider_case(list, all[i]);
	free(all);
	return result;
}

enum hall_status
apply_due(struct cli *cli)
{
	struct question q;
	struct list list = {.q = &q};
	enum hall_status status = HALL_DONE;
	int result = ask_begin(&q, cli);

	if (result == 0)
		result = read_options(&list);
	if (result == 0)
		result = collect(&list);
	if (list.count > 0)
		qsort(list.item, list.count, sizeof(*list.item), item_compare);
	for (size_t i = 0; i < list.count && result == 0; i++) {
		if (list.item[i].clock.late_seconds &&
		    !(list.item[i].stage && list.item[i].stage->soft))
			status = HALL_LOOK;
		print_item(&q, &list.item[i]);
	}
	q.grid.right[2] = true;
	if (result == 0)
		ask_print(&q, 0);
	free(list.item);
	return ask_end(&q, result, status);
}
