#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "pay/notes.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_drawer_options[] = {
    {"amount", 0, "AMOUNT", N_("how much"), 0},
    {"notes", 0, "NOTES", N_("what was counted: '100x12 50x7 0.5x6'"), 0},
    {"to", 0, "STAFF", N_("who has custody from now on"), 0},
    {"liable", 0, "STAFF", N_("who bears what is short"), 0},
    {NULL, 0, NULL, NULL, 0},
};

const struct cli_option pay_close_options[] = {
    {"liable", 0, "STAFF", N_("who bears what is short"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* What an event of a drawer needs. */
enum need {
	NEED_AMOUNT = 1, /* --amount, or --notes */
	NEED_REASON = 2,
	NEED_TO = 4,
};

struct drawer_event {
	const char *name;
	const char *capability;
	unsigned needs;
};

static const struct drawer_event events[] = {
    {"open", "drawer", 0},
    {"float", "drawer", NEED_AMOUNT},
    {"payin", "drawer", NEED_AMOUNT | NEED_REASON},
    {"payout", "drawer", NEED_AMOUNT | NEED_REASON},
    {"drop", "drop", NEED_AMOUNT},
    {"counterfeit", "drawer", NEED_AMOUNT | NEED_REASON},
    {"count", "count", NEED_AMOUNT},
    {"handover", "drawer", NEED_TO},
};

#define EVENTS (sizeof(events) / sizeof(*events))

static const struct drawer_event *
find_event(struct verb *v, struct slice name)
{
	const char *names[EVENTS], *near;

	for (size_t i = 0; i < EVENTS; i++) {
		if (slice_is(name, events[i].name))
			return &events[i];
		names[i] = events[i].name;
	}
	near = suggest(name, names, EVENTS);
	if (near)
		verb_refuse(v,
		    tr("'%.*s' is nothing that happens to a drawer; did you "
		       "mean '%s'?"),
		    SLICE_ARG(name), near);
	else
		verb_refuse(v,
		    tr("'%.*s' is nothing that happens to a drawer: open, "
		       "float, payin, payout, drop, counterfeit, count or "
		       "handover"),
		    SLICE_ARG(name));
	return NULL;
}

/* What is counted may be nothing; what moves is something. */
static int
read_cash(struct verb *v, const struct drawer_event *e, int64_t *fen)
{
	struct slice notes = verb_text(v, "notes");
	bool count = slice_is(slice_of(e->name), "count");

	*fen = -1;
	if (verb_money_or(v, "amount", -1, fen) < 0)
		return -1;
	if (notes.length && notes_parse(notes, fen) < 0)
		return verb_refuse(v,
		    tr("--notes: '%.*s': write 100x12 50x7 0.5x6"),
		    SLICE_ARG(notes));
	if (*fen < 0 && e->needs & NEED_AMOUNT)
		return verb_refuse(
		    v, "%s", tr("--amount or --notes must be given"));
	if (*fen == 0 && e->needs & NEED_AMOUNT && !count)
		return verb_refuse(
		    v, "%s", tr("--amount: there must be something"));
	return 0;
}

static int
read_to(struct verb *v, const struct drawer_event *e, struct slice *to)
{
	*to = verb_text(v, "to");
	if (to->length == 0 && !(e->needs & NEED_TO))
		return 0;
	if (to->length == 0)
		return verb_refuse(
		    v, "%s", tr("--to must be given: who has it from now on"));
	if (who_known(v->book, *to))
		return 0;
	return verb_refuse(
	    v, tr("--to: hall.yaml names no staff %.*s"), SLICE_ARG(*to));
}

/* A drawer opens with the float of hall.yaml unless another is said. */
static int64_t
opening_float(const struct verb *v)
{
	return node_money(verb_section(v, "drawers"), "float", 0);
}

static int
fill_session(struct verb *v, struct row *row, bool open, struct slice counter)
{
	struct till_place *place = till_place(v->pay, v->hall, v->day, counter);
	struct session *s = till_open_session(place);

	if (open && s)
		return verb_refuse(v, tr("the drawer of %.*s is open already"),
		    SLICE_ARG(counter));
	if (!open && !s)
		return verb_refuse(v,
		    tr("the drawer of %.*s is not open: 'hall-pay drawer open "
		       "%.*s' opens it"),
		    SLICE_ARG(counter), SLICE_ARG(counter));
	if (open)
		row_format(
		    row, DRAWER_SESSION, "%lld", (long long)place->opened + 1);
	else
		row_set(row, DRAWER_SESSION, s->number);
	return 0;
}

/*
 * Nobody but its custodian touches the drawer, but a count or a drop
 * may be made by who is allowed to.
 */
static int
check_custody(
    struct verb *v, const struct drawer_event *e, struct slice counter)
{
	struct session *s = till_open_session(
	    till_place(v->pay, v->hall, v->day, counter));

	if (!s || slice_equal(s->staff, v->staff) ||
	    strcmp(e->capability, "drawer") != 0 ||
	    verb_can(v, v->staff, "count"))
		return 0;
	return verb_refuse(v,
	    tr("the drawer of %.*s is with %.*s: 'hall-pay drawer handover' "
	       "passes it on"),
	    SLICE_ARG(counter), SLICE_ARG(s->staff));
}

static int
add_drawer(struct verb *v, const struct drawer_event *e, struct slice counter)
{
	struct row *row = &v->recording.row;
	bool open = strcmp(e->name, "open") == 0;
	struct slice to, reason;
	int64_t fen;

	if (read_cash(v, e, &fen) < 0 || read_to(v, e, &to) < 0 ||
	    check_custody(v, e, counter) < 0)
		return -1;
	reason = verb_text(v, "reason");
	if (e->needs & NEED_REASON && verb_reason(v, &reason) < 0)
		return -1;
	if (fen < 0 && open)
		fen = opening_float(v);
	row_start(row, KIND_DRAWER);
	row_set(row, DRAWER_COUNTER, counter);
	row_text(row, DRAWER_EVENT, e->name);
	if (fen >= 0)
		row_money(row, DRAWER_AMOUNT, fen);
	row_set(row, DRAWER_NOTES, verb_text(v, "notes"));
	row_set(row, DRAWER_TO, to);
	row_set(row, DRAWER_REASON, reason);
	row_set(row, DRAWER_LIABLE, verb_text(v, "liable"));
	if (fill_session(v, row, open, counter) < 0)
		return -1;
	return verb_add(v, row);
}

static int
drawer(struct verb *v)
{
	const struct drawer_event *e = find_event(
	    v, slice_of(cli_operand(v->cli, 0)));
	struct slice counter = slice_of(cli_operand(v->cli, 1));

	if (!e || verb_must(v, e->capability) < 0 ||
	    verb_counter(v, counter) < 0)
		return -1;
	return add_drawer(v, e, counter);
}

enum hall_status
pay_drawer(struct cli *cli)
{
	return verb_run(cli, NULL, drawer);
}

/*
 * A drawer is counted blind: nobody is told what should be in it before a
 * count is on record, and a reason is asked for only then.
 */
static int
check_count(struct verb *v, const struct session *s, int64_t *over)
{
	struct slice counter = s->place->counter;
	struct till_figures f;

	till_figure(s, METHOD_CASH, false, &f);
	if (s->counts == 0)
		return verb_refuse(v,
		    tr("the drawer of %.*s was not counted: 'hall-pay drawer "
		       "count %.*s --amount AMOUNT' first"),
		    SLICE_ARG(counter), SLICE_ARG(counter));
	if (s->moves_since > 0)
		return verb_refuse(v,
		    tr("the drawer of %.*s: movements of cash after it was "
		       "counted: %lld; count it again"),
		    SLICE_ARG(counter), (long long)s->moves_since);
	*over = f.has_over ? f.over_fen : 0;
	return 0;
}

/* What is over or short above the limit of hall.yaml needs a reason. */
static int
check_reason(struct verb *v, const struct session *s, int64_t over)
{
	int64_t limit = node_money(
	    verb_section(v, "drawers"), "reason_above", INT64_MAX);
	int64_t amount = over < 0 ? -over : over;
	struct slice counter = s->place->counter;
	char text[MONEY_TEXT_SIZE];

	if (over == 0)
		return 0;
	money_format(amount, text);
	if (amount > limit && verb_text(v, "reason").length == 0 &&
	    s->reason.length == 0)
		return verb_refuse(v,
		    over < 0 ? tr("the drawer of %.*s is %s short: say why "
				  "with --reason")
			     : tr("the drawer of %.*s is %s over: say why "
				  "with --reason"),
		    SLICE_ARG(counter), text);
	v->status = HALL_LOOK;
	verb_tell(v,
	    over < 0 ? tr("the drawer of %.*s is %s short")
		     : tr("the drawer of %.*s is %s over"),
	    SLICE_ARG(counter), text);
	return 0;
}

/* The till as it was closed, behind the fact that closed it. */
static void
show_z(struct verb *v, const struct session *s)
{
	struct output *output = output_to(&v->recording.after);
	struct writer *writer = writer_new(output);
	struct error error;

	till_write(s, false, writer);
	writer_free(writer);
	output_close(output, &error);
}

static int
close_drawer(struct verb *v)
{
	struct slice counter = slice_of(cli_operand(v->cli, 0));
	struct row *row = &v->recording.row;
	struct till_place *place;
	struct session *s;
	int64_t over = 0;

	if (verb_counter(v, counter) < 0)
		return -1;
	row_start(row, KIND_DRAWER);
	if (fill_session(v, row, false, counter) < 0)
		return -1;
	place = till_place(v->pay, v->hall, v->day, counter);
	s = till_open_session(place);
	if (check_count(v, s, &over) < 0 || check_reason(v, s, over) < 0)
		return -1;
	row_set(row, DRAWER_COUNTER, counter);
	row_text(row, DRAWER_EVENT, "close");
	row_int(row, DRAWER_Z, till_last_z(v->hall, counter) + 1);
	row_set(row, DRAWER_REASON, verb_text(v, "reason"));
	row_set(row, DRAWER_LIABLE, verb_text(v, "liable"));
	if (verb_add(v, row) < 0)
		return -1;
	show_z(v, s);
	return 0;
}

enum hall_status
pay_close(struct cli *cli)
{
	return verb_run(cli, "count", close_drawer);
}
