/*
 * stage.c - the stages of a case, in their order.
 *
 * Those of the work come one after the other, and behind the finish those
 * that begin with it; optional ones may be passed over.
 */
#include "apply/state.h"

size_t
phase_first(const struct type *type, int phase)
{
	return phase == PHASE_WORK ? 0 : type->first_after;
}

size_t
phase_last(const struct type *type, int phase)
{
	return phase == PHASE_WORK ? type->first_after : type->steps;
}

static int
phase_of(const struct matter *m)
{
	return m->state == STATE_FINISHED ? PHASE_AFTER : PHASE_WORK;
}

/* The steps that may be done now, for people: "survey, plan". */
static void
list_reachable(const struct matter *m, int phase, struct buffer *out)
{
	const struct type *type = m->type;
	const char *joint = "";

	for (size_t i = m->current[phase]; i < phase_last(type, phase); i++) {
		buffer_text(out, joint);
		buffer_slice(out, type->stage[i].name);
		joint = ", ";
		if (!matter_may_skip(m, i))
			return;
	}
	if (phase == PHASE_WORK) {
		buffer_text(out, joint);
		buffer_text(out, event_name(EVENT_FINISH));
	}
}

static int
out_of_order(
    const struct matter *m, int phase, struct slice stage, struct complaint *c)
{
	struct buffer allowed = {0};

	list_reachable(m, phase, &allowed);
	apply_complain(c, "item", allowed.length ? "stage_order" : "stage_none",
	    "id", m->id, "stage", stage, "allowed", buffer_view(&allowed),
	    NULL);
	buffer_release(&allowed);
	return -1;
}

static bool
is_reachable(const struct matter *m, int phase, size_t n)
{
	if (n < m->current[phase] || n >= phase_last(m->type, phase))
		return false;
	for (size_t i = m->current[phase]; i < n; i++)
		if (!matter_may_skip(m, i))
			return false;
	return true;
}

static int
check_time(const struct matter *m, int phase, const struct fact *fact,
    struct complaint *c)
{
	char since[MOMENT_TEXT_SIZE];

	if (moment_compare(fact->time, m->since[phase]) >= 0)
		return 0;
	moment_format(m->since[phase], since);
	return apply_complain(c, "time", "stage_before", "id", m->id, "since",
	    slice_of(since), NULL);
}

static void
complete(struct matter *m, int phase, size_t n, const struct fact *fact)
{
	struct stage_state *s = &m->stage[n];

	for (size_t i = m->current[phase]; i < n; i++)
		m->stage[i].is_skipped = true;
	s->is_started = s->is_done = true;
	s->started = m->since[phase];
	s->done = fact->time;
	s->done_day = fact->day;
	m->current[phase] = n + 1;
	m->since[phase] = fact->time;
	m->handed_to = SLICE("");
}

static int
unknown_stage(
    const struct matter *m, const struct fact *fact, struct complaint *c)
{
	const char *near = type_suggest_stage(
	    m->type, m->type->steps, fact->item);

	if (near)
		return apply_complain(c, "item", "stage_near", "value",
		    fact->item, "type", m->type_name, "near", slice_of(near),
		    NULL);
	return apply_complain(c, "item", "stage", "value", fact->item, "type",
	    m->type_name, NULL);
}

enum step_value { STEP_DONE_, STEP_FAILED, STEP_BEGIN };

static int
read_value(const struct fact *fact, enum step_value *value, struct complaint *c)
{
	*value = slice_is(fact->value, "failed")  ? STEP_FAILED
		 : slice_is(fact->value, "begin") ? STEP_BEGIN
						  : STEP_DONE_;
	if (*value != STEP_DONE_ || fact->value.length == 0 ||
	    slice_is(fact->value, "done"))
		return 0;
	return apply_complain(
	    c, "value", "step_value", "value", fact->value, NULL);
}

int
stages_step(struct matter *m, const struct fact *fact, struct complaint *c)
{
	int phase = phase_of(m);
	enum step_value value;
	size_t n;

	if (fact->item.length == 0)
		return complain(c, "item", "missing", NULL);
	if (read_value(fact, &value, c) < 0)
		return -1;
	if (!m->type)
		return 0;
	n = type_stage(m->type, fact->item);
	if (n >= m->type->steps)
		return unknown_stage(m, fact, c);
	if (m->stage[n].is_done)
		return apply_complain(c, "item", "stage_done", "id", m->id,
		    "stage", fact->item, NULL);
	if (!is_reachable(m, phase, n))
		return out_of_order(m, phase, fact->item, c);
	if (value == STEP_DONE_)
		complete(m, phase, n, fact);
	else if (value == STEP_BEGIN)
		m->stage[n].is_chosen = true;
	else
		m->stage[n].failures++;
	return 0;
}

/* The first step that this event does and that may be done now. */
static size_t
waiting_for(const struct matter *m, int phase, enum event event)
{
	size_t n = m->current[phase], last = phase_last(m->type, phase);

	while (n < last && !(m->type->stage[n].by & EVENT_BIT(event)))
		n++;
	return n;
}

static int
advance_by(struct matter *m, const struct fact *fact, struct complaint *c)
{
	int phase = phase_of(m);
	size_t n = waiting_for(m, phase, fact->event);

	if (n == phase_last(m->type, phase))
		return 0;
	if (is_reachable(m, phase, n)) {
		if (check_time(m, phase, fact, c) < 0)
			return -1;
		complete(m, phase, n, fact);
		return 0;
	}
	/* A call or a fee may come at any time, an answer has its turn. */
	if (fact->event != EVENT_REPLY)
		return 0;
	return out_of_order(m, phase, m->type->stage[n].name, c);
}

/* The end of a phase: nothing may be left that must be done. */
static int
end_phase(
    struct matter *m, int phase, const struct fact *fact, struct complaint *c)
{
	size_t last = phase_last(m->type, phase), n;

	for (n = m->current[phase]; n < last; n++) {
		const struct stage *s = &m->type->stage[n];

		if (!matter_may_skip(m, n) && !(s->by & EVENT_BIT(fact->event)))
			return out_of_order(
			    m, phase, slice_of(event_name(fact->event)), c);
	}
	n = waiting_for(m, phase, fact->event);
	if (n < last)
		complete(m, phase, n, fact);
	for (n = m->current[phase]; n < last; n++)
		m->stage[n].is_skipped = true;
	m->current[phase] = last;
	return 0;
}

int
stages_event(struct matter *m, const struct fact *fact, struct complaint *c)
{
	if (!m->type)
		return 0;
	switch (fact->event) {
	case EVENT_REPLY:
	case EVENT_CALLBACK:
	case EVENT_FEE:
	case EVENT_HAND:
		return m->state == STATE_OPENED ? 0 : advance_by(m, fact, c);
	case EVENT_FINISH:
		return end_phase(m, PHASE_WORK, fact, c);
	case EVENT_ARCHIVE:
		return m->state == STATE_FINISHED && !m->foreign
			   ? end_phase(m, PHASE_AFTER, fact, c)
			   : 0;
	default:
		return 0;
	}
}

int
stages_reopen(struct matter *m, const struct fact *fact, struct complaint *c)
{
	size_t n = 0;

	if (!m->type)
		return 0;
	if (fact->item.length) {
		n = type_stage(m->type, fact->item);
		if (n >= m->type->first_after)
			return unknown_stage(m, fact, c);
	}
	for (size_t i = n; i < m->type->stages; i++)
		m->stage[i] = (struct stage_state){.extended_to = DATE_NONE};
	m->current[PHASE_WORK] = n;
	m->current[PHASE_AFTER] = m->type->first_after;
	m->since[PHASE_WORK] = fact->time;
	return 0;
}

/*
 * Milestones run beside the steps: each ends with the first of its events.
 * A customer who withdraws ends them all.
 */
void
stages_milestones(struct matter *m, const struct fact *fact)
{
	if (!m->type)
		return;
	for (size_t n = m->type->steps; n < m->type->stages; n++) {
		const struct stage *stage = &m->type->stage[n];
		struct stage_state *s = &m->stage[n];
		bool after = stage->begin == BEGIN_FINISH;
		struct moment begin = after ? m->closed : m->started;

		if (s->is_done || s->is_skipped || m->state == STATE_OPENED ||
		    (after && m->state != STATE_FINISHED))
			continue;
		s->is_skipped = fact->event == EVENT_CANCEL;
		s->is_started = true;
		s->started = begin;
		if (!(stage->by & EVENT_BIT(fact->event)))
			continue;
		s->is_done = true;
		s->done = moment_compare(fact->time, begin) < 0 ? begin
								: fact->time;
		s->done_day = fact->day;
	}
}
