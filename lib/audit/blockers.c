#include "audit/blockers.h"

#include <stdlib.h>

#include "base/message.h"
#include "record/reader.h"

void
blockers_release(struct blockers *b)
{
	arena_release(&b->arena);
	free(b->blocker);
	*b = (struct blockers){0};
}

void
blockers_add(
    struct blockers *b, const char *what, const char *who, const char *command)
{
	if (b->count == b->size) {
		b->size = b->size ? 2 * b->size : 8;
		b->blocker = memory_grow(
		    b->blocker, b->size, sizeof(*b->blocker));
	}
	b->blocker[b->count++] = (struct blocker){what, who, command};
}

/* "S05 (name)", from the configuration; NULL when nobody is named. */
static const char *
person(struct blockers *b, const struct filter *filter, const struct record *r)
{
	const struct node *all = node_get(config_root(filter->config), "staff");
	struct slice staff = rec_get(r, TILL_STAFF), name;
	int32_t day;

	if (staff.length == 0 || date_parse(rec_get(r, TILL_DAY), &day) < 0)
		return NULL;
	name = node_name(
	    node_in_force(node_get_slice(all, staff), day), "name", "");
	if (name.length == 0)
		return arena_text(&b->arena, "%.*s", SLICE_ARG(staff));
	return arena_text(
	    &b->arena, tr("%.*s (%.*s)"), SLICE_ARG(staff), SLICE_ARG(name));
}

/* The same session once, though it has a till record for each method. */
static struct blocker *
find(const struct blockers *b, const char *what)
{
	for (size_t i = 0; i < b->count; i++)
		if (strcmp(b->blocker[i].what, what) == 0)
			return &b->blocker[i];
	return NULL;
}

/* A session that is open: count its cash, where it has any, and close it. */
static void
add_open(struct blockers *b, const struct filter *filter,
    const struct record *r, bool uncounted)
{
	struct slice counter = rec_get(r, TILL_COUNTER);
	const char *what = arena_text(&b->arena,
	    tr("%.*s: session %.*s is open"), SLICE_ARG(counter),
	    SLICE_ARG(rec_get(r, TILL_SESSION)));
	struct blocker *known = find(b, what);

	if (!known) {
		blockers_add(b, what, person(b, filter, r),
		    arena_text(
			&b->arena, "hall-pay close %.*s", SLICE_ARG(counter)));
		known = &b->blocker[b->count - 1];
	}
	if (uncounted)
		known->command = arena_text(&b->arena,
		    "hall-pay drawer count %.*s --amount ...; "
		    "hall-pay close %.*s",
		    SLICE_ARG(counter), SLICE_ARG(counter));
}

static void
take_till(
    struct blockers *b, const struct filter *filter, const struct record *r)
{
	struct slice counter = rec_get(r, TILL_COUNTER);
	struct slice session = rec_get(r, TILL_SESSION);
	bool uncounted = slice_is(rec_get(r, TILL_METHOD), "cash") &&
			 rec_get(r, TILL_COUNTED).length == 0;

	/* A kiosk has no session, and nothing to close. */
	if (session.length == 0)
		return;
	if (rec_get(r, TILL_CLOSED).length == 0)
		add_open(b, filter, r, uncounted);
	else if (uncounted)
		blockers_add(b,
		    arena_text(&b->arena,
			tr("%.*s: session %.*s is closed, but its cash was "
			   "not counted"),
			SLICE_ARG(counter), SLICE_ARG(session)),
		    person(b, filter, r), NULL);
}

static void
take_stage(struct blockers *b, const struct record *r)
{
	long long faults;

	/* Each tool counts what came in as a fault, and its own besides. */
	if (slice_int(rec_get(r, STAGE_FAULTS), &faults) == 0 && faults > 0 &&
	    (uint64_t)faults > b->faults)
		b->faults = (uint64_t)faults;
}

int
blockers_from_part(struct blockers *b, const struct filter *filter,
    struct slice part, struct error *e)
{
	struct source *source = source_of("part", part.text, part.length);
	struct reader *reader = reader_new(source, NULL);
	struct record record;
	enum reader_event event;
	int result = 0;

	while ((event = reader_next(reader, &record)) != READER_END) {
		if (event == READER_FAILED || event == READER_FAULT) {
			result = error_set(e, HALL_BUG, "%s",
			    tr("what was derived cannot be read again"));
			break;
		}
		if (event == READER_RECORD && record.kind == KIND_TILL)
			take_till(b, filter, &record);
		if (event == READER_RECORD && record.kind == KIND_STAGE)
			take_stage(b, &record);
	}
	reader_free(reader);
	source_close(source);
	return result;
}
