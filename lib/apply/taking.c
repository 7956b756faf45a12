/*
 * taking.c - what each event does to a case, once its state allows it.
 */
#include "apply/state.h"

void
matter_start(struct matter *m, const struct fact *fact)
{
	m->started = m->since[PHASE_WORK] = fact->time;
	m->has_started = true;
}

static int
take_nothing(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	return stages_event(m, fact, c);
}

static int
take_accept(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	(void)c;
	matter_start(m, fact);
	return 0;
}

static int
check_form(struct apply *a, const struct fact *fact, struct complaint *c)
{
	const char *near;

	if (fact->item.length == 0)
		return complain(c, "item", "missing", NULL);
	if (!types_has_forms(&a->types) || types_form(&a->types, fact->item))
		return 0;
	near = types_suggest_form(&a->types, fact->item);
	if (near)
		return apply_complain(c, "item", "form_near", "value",
		    fact->item, "near", slice_of(near), NULL);
	return apply_complain(c, "item", "form", "value", fact->item, NULL);
}

static int
take_doc(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	static const char *const values[] = {
	    "received", "missing", "signed", "returned", NULL};
	const char *const *v = values;
	struct form_state *form;

	if (check_form(a, fact, c) < 0)
		return -1;
	while (*v && !slice_is(fact->value, *v))
		v++;
	if (!*v)
		return apply_complain(
		    c, "value", "doc_value", "value", fact->value, NULL);
	for (form = m->forms; form; form = form->next)
		if (slice_equal(form->code, fact->item))
			break;
	if (!form) {
		form = arena_alloc(&a->arena, sizeof(*form));
		form->code = arena_slice(&a->arena, fact->item);
		form->next = m->forms;
		m->forms = form;
	}
	form->value = slice_of(*v);
	return 0;
}

static int
take_fee(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	int64_t fen;

	(void)a;
	if (fact->item.length == 0)
		return complain(c, "item", "missing", NULL);
	if (rec_money(fact->record, CASE_VALUE, &fen, c) < 0 ||
	    stages_event(m, fact, c) < 0)
		return -1;
	m->fees++;
	return 0;
}

static int
take_step(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	return stages_step(m, fact, c);
}

static int
take_hand(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	if (fact->to.length == 0)
		return complain(c, "to", "missing", NULL);
	if (stages_event(m, fact, c) < 0)
		return -1;
	m->handed_to = arena_slice(&a->arena, fact->to);
	return 0;
}

static int
take_hold(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	struct hold *hold = arena_alloc(&a->arena, sizeof(*hold));

	(void)c;
	hold->from = fact->time.utc_seconds;
	*m->holds_end = hold;
	return 0;
}

/* The end of the last hold; one without a second in it never was. */
static void
end_hold(struct matter *m, const struct fact *fact)
{
	struct hold *hold = *m->holds_end;

	hold->to = fact->time.utc_seconds;
	if (hold->to > hold->from)
		m->holds_end = &hold->next;
	else
		*m->holds_end = NULL;
}

static int
take_resume(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	(void)c;
	end_hold(m, fact);
	return 0;
}

static int
take_urge(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	(void)fact;
	(void)c;
	m->urges++;
	return 0;
}

static int
extend_stage(
    struct matter *m, const struct fact *fact, int32_t due, struct complaint *c)
{
	const char *near;
	size_t n;

	if (!m->type)
		return 0;
	n = type_stage(m->type, fact->item);
	near = type_suggest_stage(m->type, m->type->stages, fact->item);
	if (n == m->type->stages && near)
		return apply_complain(c, "item", "stage_near", "value",
		    fact->item, "type", m->type_name, "near", slice_of(near),
		    NULL);
	if (n == m->type->stages)
		return apply_complain(c, "item", "stage", "value", fact->item,
		    "type", m->type_name, NULL);
	if (m->stage[n].is_done)
		return apply_complain(c, "item", "stage_done", "id", m->id,
		    "stage", fact->item, NULL);
	m->stage[n].extended_to = due;
	return 0;
}

static int
take_extend(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	int32_t due,
	    today = moment_date(zone_moment(a->zone, fact->time.utc_seconds));
	char text[DATE_TEXT_SIZE];

	if (rec_date(fact->record, CASE_DUE, &due, c) < 0)
		return -1;
	if (due < today || (!fact->item.length && due <= m->extended_to)) {
		date_format(due, text);
		return apply_complain(
		    c, "due", "extend_back", "due", slice_of(text), NULL);
	}
	if (fact->item.length)
		return extend_stage(m, fact, due, c);
	m->extended_to = due;
	return 0;
}

static int
take_reply(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (stages_event(m, fact, c) < 0)
		return -1;
	m->replies++;
	return 0;
}

/* First the clerk explains, then the account manager, then what is next. */
static int
take_objection(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (m->replies == 0)
		return apply_complain(
		    c, "event", "no_reply", "id", fact->id, NULL);
	m->objections++;
	return 0;
}

static int
take_callback(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (stages_event(m, fact, c) < 0)
		return -1;
	m->callbacks++;
	return 0;
}

static int
take_close(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (stages_event(m, fact, c) < 0)
		return -1;
	if (m->state == STATE_HELD)
		end_hold(m, fact);
	m->closed = m->since[PHASE_AFTER] = fact->time;
	m->closed_day = fact->day;
	m->handed_to = SLICE("");
	return 0;
}

/*
 * The box of a file: a capital letter, then two digits for each level, the
 * last one of them the box itself: A-01-01-03.
 */
static bool
is_box(struct slice code)
{
	if (code.length < 4 || code.length > 10 || (code.length - 1) % 3 != 0 ||
	    code.text[0] < 'A' || code.text[0] > 'Z')
		return false;
	for (size_t i = 1; i < code.length; i++) {
		char c = code.text[i];

		if (i % 3 == 1 ? c != '-' : !is_digit(c))
			return false;
	}
	return true;
}

static int
take_archive(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (fact->item.length && !is_box(fact->item))
		return apply_complain(
		    c, "item", "box", "value", fact->item, NULL);
	return stages_event(m, fact, c);
}

static int
take_borrow(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	bool returned = slice_is(fact->value, "returned");

	(void)a;
	if (!returned && fact->to.length == 0)
		return complain(c, "to", "missing", NULL);
	if (!m->foreign && returned == !m->borrowed)
		return apply_complain(c, "value",
		    returned ? "not_borrowed" : "borrowed", "id", fact->id,
		    NULL);
	m->borrowed = !returned;
	return 0;
}

static int
take_reopen(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	(void)a;
	if (stages_reopen(m, fact, c) < 0)
		return -1;
	matter_start(m, fact);
	m->holds = NULL;
	m->holds_end = &m->holds;
	m->extended_to = DATE_NONE;
	m->replies = m->objections = m->callbacks = 0;
	m->closed_day = DATE_NONE;
	m->foreign = false;
	return 0;
}

typedef int take_function(
    struct apply *, struct matter *, const struct fact *, struct complaint *);

static take_function *const takers[EVENTS] = {
    [EVENT_OPEN] = take_nothing,
    [EVENT_ACCEPT] = take_accept,
    [EVENT_DOC] = take_doc,
    [EVENT_FEE] = take_fee,
    [EVENT_STEP] = take_step,
    [EVENT_HAND] = take_hand,
    [EVENT_HOLD] = take_hold,
    [EVENT_RESUME] = take_resume,
    [EVENT_URGE] = take_urge,
    [EVENT_EXTEND] = take_extend,
    [EVENT_REPLY] = take_reply,
    [EVENT_OBJECTION] = take_objection,
    [EVENT_CALLBACK] = take_callback,
    [EVENT_FINISH] = take_close,
    [EVENT_REJECT] = take_close,
    [EVENT_CANCEL] = take_close,
    [EVENT_ARCHIVE] = take_archive,
    [EVENT_BORROW] = take_borrow,
    [EVENT_REOPEN] = take_reopen,
};

int
matter_event(struct apply *a, struct matter *m, const struct fact *fact,
    struct complaint *c)
{
	return takers[fact->event](a, m, fact, c);
}
