#include "apply/apply.h"

#include <stdarg.h>
#include <stdlib.h>

#include "apply/progress.h"
#include "apply/state.h"
#include "base/text.h"

#define VALUES_MAX 5
#define VALUE_SIZE 400
#define VALUE_COLUMNS 200 /* what is allowed is told whole */

int
apply_complain(struct complaint *c, const char *column, const char *code, ...)
{
	const char *name[VALUES_MAX] = {NULL};
	char value[VALUES_MAX][VALUE_SIZE] = {""};
	va_list list;

	va_start(list, code);
	for (size_t i = 0; i < VALUES_MAX; i++) {
		struct slice text;

		name[i] = va_arg(list, const char *);
		if (!name[i])
			break;
		text = text_head(va_arg(list, struct slice), VALUE_COLUMNS);
		if (text.length >= VALUE_SIZE)
			text.length = 0; /* marks without a letter */
		memcpy(value[i], text.length ? text.text : "", text.length);
		value[i][text.length] = '\0';
	}
	va_end(list);
	return complain(c, column, code, name[0], value[0], name[1], value[1],
	    name[2], value[2], name[3], value[3], name[4], value[4], NULL);
}

static struct slice
key_of(struct apply *a, struct slice hall, struct slice id)
{
	buffer_clear(&a->key);
	buffer_slice(&a->key, hall);
	buffer_char(&a->key, '\n'); /* which no field holds */
	buffer_slice(&a->key, id);
	return buffer_view(&a->key);
}

struct matter *
apply_find(struct apply *a, struct slice hall, struct slice id)
{
	return map_get(a->matters, key_of(a, hall, id));
}

struct matter **
apply_sorted(const struct apply *a, size_t *count)
{
	struct map_entry *entry = map_sorted(a->matters, count);
	struct matter **all = memory_array(*count + 1, sizeof(struct matter *));

	for (size_t i = 0; i < *count; i++)
		all[i] = entry[i].value;
	free(entry);
	return all;
}

/* A stream without a day's opening is no journal: all of it is its own. */
bool
apply_has_day(const struct apply *a, int32_t day)
{
	char text[DATE_TEXT_SIZE];
	size_t length = date_format(day, text);

	return map_count(a->days) == 0 ||
	       map_get(a->days, (struct slice){text, length});
}

static int
take_case(struct apply *a, const struct record *r, struct complaint *c)
{
	struct fact fact = {.record = r};
	struct matter *m;
	int rank;

	if (rec_text(r, CASE_ID, &fact.id, c) < 0 ||
	    rec_time(r, CASE_TIME, &fact.time, c) < 0 ||
	    rec_event(r, CASE_EVENT, &rank, c) < 0 ||
	    rec_date_or(r, CASE_DAY, moment_date(fact.time), &fact.day, c) < 0)
		return -1;
	fact.event = (enum event)rank;
	fact.hall = rec_get(r, CASE_HALL);
	fact.staff = rec_get(r, CASE_STAFF);
	fact.item = rec_get(r, CASE_ITEM);
	fact.value = rec_get(r, CASE_VALUE);
	fact.to = rec_get(r, CASE_TO);
	m = apply_find(a, fact.hall, fact.id);
	if (matter_take(a, &m, &fact, c) < 0)
		return -1;
	*map_put(a->matters, key_of(a, fact.hall, fact.id)) = m;
	return 0;
}

/* Which days were read, besides what they carry on from the days before. */
static void
take_day(struct apply *a, const struct record *r)
{
	struct slice id = rec_get(r, DAY_ID);

	if (slice_is(rec_get(r, DAY_EVENT), "open"))
		*map_put(a->days, id) = a;
}

static int
take(void *state, const struct record *r, struct complaint *c)
{
	if (r->kind == KIND_CASE)
		return take_case(state, r, c);
	take_day(state, r);
	return 0;
}

static void *
open_fold(struct stream *stream, struct error *error)
{
	struct apply *a = memory_new(sizeof(*a));

	a->stream = stream;
	a->config = stream_config(stream);
	if (a->config)
		a->zone = config_zone(a->config);
	else if (zone_parse(SLICE("+08:00"), &a->zone_default, error) == 0)
		a->zone = &a->zone_default;
	types_init(&a->types, a->config, a->zone, &a->arena);
	a->matters = map_new();
	a->days = map_new();
	return a;
}

static enum hall_status
finish(void *state, struct writer *writer, struct error *error)
{
	return progress_write(state, writer, error);
}

/* The lines of open cases, as they stood. */
static void
carry(void *state, struct writer *writer)
{
	struct apply *a = state;
	size_t count;
	struct matter **all = apply_sorted(a, &count);
	struct record record;

	for (size_t i = 0; i < count; i++) {
		if (!progress_is_open(a, all[i]))
			continue;
		for (struct matter_line *l = all[i]->lines; l; l = l->next) {
			matter_record(all[i], l, &a->scratch, &record);
			writer_record(writer, &record);
		}
		arena_clear(&a->scratch);
	}
	free(all);
}

static void
close_fold(void *state)
{
	struct apply *a = state;

	types_release(&a->types);
	stream_release(a->archive);
	map_free(a->matters);
	map_free(a->days);
	buffer_release(&a->key);
	arena_release(&a->arena);
	arena_release(&a->scratch);
	free(a);
}

static const enum kind eats[] = {KIND_DAY, KIND_CASE, KIND_OTHER};
static const enum kind makes[] = {KIND_PROGRESS, KIND_STEP, KIND_OTHER};

const struct fold apply_fold = {
    .name = "apply",
    .eats = eats,
    .makes = makes,
    .open = open_fold,
    .take = take,
    .finish = finish,
    .carry = carry,
    .close = close_fold,
};

const struct fold *const apply_folds[] = {&apply_fold, NULL};
