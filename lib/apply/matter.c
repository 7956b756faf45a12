#include "apply/matter.h"

#include <assert.h>

#include "apply/state.h"
#include "record/reader.h"

bool
matter_is_green(const struct matter *m)
{
	return class_is_green(m->class);
}

bool
matter_may_skip(const struct matter *m, size_t stage)
{
	return m->type->stage[stage].optional && !m->stage[stage].is_chosen;
}

bool
matter_has_steps_left(const struct matter *m)
{
	if (!m->type || m->state != STATE_FINISHED)
		return false;
	for (size_t n = m->current[PHASE_AFTER]; n < m->type->steps; n++)
		if (!matter_may_skip(m, n))
			return true;
	return false;
}

const struct stage *
matter_stage(const struct matter *m)
{
	int phase = m->state == STATE_FINISHED ? PHASE_AFTER : PHASE_WORK;
	size_t n = m->current[phase];

	if (!m->type || (m->state != STATE_ACCEPTED && m->state != STATE_HELD &&
			    m->state != STATE_FINISHED))
		return NULL;
	while (n < phase_last(m->type, phase) && matter_may_skip(m, n))
		n++;
	return n < phase_last(m->type, phase) ? &m->type->stage[n] : NULL;
}

struct slice
matter_owner(const struct matter *m)
{
	const struct stage *stage = matter_stage(m);

	if (m->handed_to.length)
		return m->handed_to;
	return stage && stage->owner.length ? stage->owner : m->opener;
}

struct slice
matter_form(const struct matter *m, struct slice code)
{
	for (const struct form_state *f = m->forms; f; f = f->next)
		if (slice_equal(f->code, code))
			return f->value;
	return SLICE("");
}

static int
wrong_state(
    const struct matter *m, const struct fact *fact, struct complaint *c)
{
	event_set forbidden = m->type ? m->type->forbids : 0;
	struct buffer allowed = {0};

	if (m->state == STATE_FINISHED && !matter_has_steps_left(m))
		forbidden |= EVENT_BIT(EVENT_STEP);

	event_list(&allowed, m->state, forbidden);
	apply_complain(c, "event", "case_state", "id", fact->id, "state",
	    slice_of(state_name(m->state)), "event",
	    slice_of(event_name(fact->event)), "allowed", buffer_view(&allowed),
	    NULL);
	buffer_release(&allowed);
	return -1;
}

static int
check_allowed(
    const struct matter *m, const struct fact *fact, struct complaint *c)
{
	char last[MOMENT_TEXT_SIZE];

	if (!event_allowed(m->state, fact->event))
		return wrong_state(m, fact, c);
	if (m->type && (m->type->forbids & EVENT_BIT(fact->event)))
		return apply_complain(c, "event", "case_forbids", "type",
		    m->type_name, "event", slice_of(event_name(fact->event)),
		    NULL);
	if (!event_moves_clock(fact->event) ||
	    moment_compare(fact->time, m->last) >= 0)
		return 0;
	moment_format(m->last, last);
	return apply_complain(c, "time", "case_before", "id", fact->id, "last",
	    slice_of(event_name(m->last_event)), "at", slice_of(last), NULL);
}

static int
check_class(const struct fact *fact, struct complaint *c)
{
	struct slice class = rec_get(fact->record, CASE_CLASS);
	const char *near;

	if (class_known(class))
		return 0;
	near = class_suggest(class);
	if (near)
		return apply_complain(c, "class", "case_class_near", "value",
		    class, "near", slice_of(near), NULL);
	return apply_complain(c, "class", "case_class", "value", class, NULL);
}

/* The type of a case that begins, by its calendar date. */
static int
find_type(struct apply *a, struct slice name, const struct fact *fact,
    const struct type **type, struct complaint *c)
{
	int32_t date = moment_date(
	    zone_moment(a->zone, fact->time.utc_seconds));
	const char *near;
	char text[DATE_TEXT_SIZE];

	if (name.length == 0)
		return complain(c, "type", "missing", NULL);
	*type = types_get(&a->types, name, date);
	if (*type || !types_configured(&a->types))
		return 0;
	if (types_node(&a->types, name)) {
		date_format(date, text);
		return apply_complain(c, "type", "case_type_date", "value",
		    name, "date", slice_of(text), NULL);
	}
	near = types_suggest(&a->types, name);
	if (near)
		return apply_complain(c, "type", "case_type_near", "value",
		    name, "near", slice_of(near), NULL);
	return apply_complain(c, "type", "case_type", "value", name, NULL);
}

static struct matter *
matter_new(struct apply *a, const struct type *type, const struct fact *fact)
{
	struct matter *m = arena_alloc(&a->arena, sizeof(*m));

	m->type = type;
	m->type_name = type ? type->name
			    : arena_slice(
				  &a->arena, rec_get(fact->record, CASE_TYPE));
	m->id = arena_slice(&a->arena, fact->id);
	m->hall = arena_slice(&a->arena, fact->hall);
	m->opener = arena_slice(&a->arena, fact->staff);
	m->opened = fact->time;
	m->opened_day = fact->day;
	m->closed_day = m->entered_day = DATE_NONE;
	m->extended_to = DATE_NONE;
	m->holds_end = &m->holds;
	m->lines_end = &m->lines;
	if (!type)
		return m;
	m->stage = arena_array(&a->arena, type->stages + 1, sizeof(*m->stage));
	for (size_t i = 0; i < type->stages; i++)
		m->stage[i].extended_to = DATE_NONE;
	m->current[PHASE_AFTER] = type->first_after;
	return m;
}

/* Remember what is new of what the line says of the customer. */
static void
note(struct apply *a, struct slice *place, struct slice said)
{
	if (said.length > 0 && !slice_equal(*place, said))
		*place = arena_slice(&a->arena, said);
}

/* The same file most often, so its name is kept once. */
static const char *
file_name(struct apply *a, const char *file)
{
	if (!a->file || strcmp(a->file, file) != 0)
		a->file = arena_slice(&a->arena, slice_of(file)).text;
	return a->file;
}

/*
 * All lines are for the carry and for people who ask; the first is where a
 * fault of the whole case is told.
 */
static void
keep_line(struct apply *a, struct matter *m, const struct record *r)
{
	struct matter_line *line;

	if (m->lines && !stream_is_loaded(a->stream))
		return;
	line = arena_alloc(&a->arena, sizeof(*line));
	line->heading = r->heading;
	line->line = arena_slice(&a->arena, r->line);
	line->number = r->place.line;
	*m->lines_end = line;
	m->lines_end = &line->next;
}

static void
keep(struct apply *a, struct matter *m, const struct fact *fact)
{
	const struct record *r = fact->record;
	const struct {
		struct slice *place;
		int column;
	} said[] = {{&m->account, CASE_ACCOUNT}, {&m->customer, CASE_CUSTOMER},
	    {&m->phone, CASE_PHONE}, {&m->channel, CASE_CHANNEL},
	    {&m->class, CASE_CLASS}, {&m->ticket, CASE_TICKET},
	    {&m->ref, CASE_REF}};

	keep_line(a, m, r);
	if (!m->file)
		m->file = file_name(a, r->place.file);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		note(a, said[i].place, rec_get(r, said[i].column));
	if (fact->event == EVENT_OPEN)
		note(a, &m->text, rec_get(r, CASE_TEXT));
}

void
matter_record(const struct matter *m, const struct matter_line *line,
    struct arena *arena, struct record *r)
{
	struct complaint c = {0};

	/* It was read before. */
	(void)record_parse(line->line, line->heading, arena, r, &c);
	buffer_release(&c.why);
	r->place = (struct place){m->file, line->number};
}

static void
note_entry(struct matter *m, const struct fact *fact)
{
	struct moment entered;

	if (moment_parse(rec_get(fact->record, CASE_ENTERED), &entered) == 0)
		m->entered_day = moment_date(entered);
}

/*
 * What is done with a case that was closed before this stream begins names
 * the type, and stands for itself.
 */
static enum state
foreign_state(enum event event)
{
	switch (event) {
	case EVENT_DOC:
	case EVENT_CALLBACK:
	case EVENT_ARCHIVE:
	case EVENT_REOPEN:
		return STATE_REJECTED; /* closed, with no step left */
	case EVENT_BORROW:
		return STATE_ARCHIVED;
	default:
		return STATE_NONE;
	}
}

static int
begin(struct apply *a, struct matter **m, const struct fact *fact,
    struct complaint *c)
{
	struct slice name = rec_get(fact->record, CASE_TYPE);
	enum state state = STATE_NONE;
	const struct type *type = NULL;

	if (fact->event != EVENT_OPEN && name.length)
		state = foreign_state(fact->event);
	if (fact->event != EVENT_OPEN && state == STATE_NONE)
		return apply_complain(c, "id", "no_case", "id", fact->id, NULL);
	if (find_type(a, name, fact, &type, c) < 0)
		return -1;
	*m = matter_new(a, type, fact);
	(*m)->state = state;
	(*m)->foreign = fact->event != EVENT_OPEN;
	note_entry(*m, fact);
	return 0;
}

/*
 * Of a type that is not configured nobody knows whether opening is accepting:
 * what only an accepted case can do says that it was.
 */
static void
accept_unsaid(struct matter *m, const struct fact *fact)
{
	struct fact opening = *fact;

	if (m->type || m->state != STATE_OPENED ||
	    event_allowed(m->state, fact->event) ||
	    !event_allowed(STATE_ACCEPTED, fact->event))
		return;
	opening.time = m->opened;
	m->state = STATE_ACCEPTED;
	matter_start(m, &opening);
}

int
matter_take(struct apply *a, struct matter **place, const struct fact *fact,
    struct complaint *c)
{
	struct matter *m = *place;

	if (!m && begin(a, &m, fact, c) < 0)
		return -1;
	assert(m);
	accept_unsaid(m, fact);
	if (check_class(fact, c) < 0 || check_allowed(m, fact, c) < 0 ||
	    matter_event(a, m, fact, c) < 0)
		return -1;
	m->state = event_next(m->state, fact->event);
	if (fact->event == EVENT_OPEN && m->type && m->type->open_accepts) {
		m->state = STATE_ACCEPTED;
		matter_start(m, fact);
	}
	if (event_moves_clock(fact->event)) {
		m->last = fact->time;
		m->last_event = fact->event;
	}
	stages_milestones(m, fact);
	keep(a, m, fact);
	*place = m;
	return 0;
}
