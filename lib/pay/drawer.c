#include "base/money.h"
#include "pay/notes.h"
#include "pay/state.h"

/* A drawer fact on its way to the session that it is about. */
struct event {
	struct pay *pay;
	const struct fact *fact;
	const struct record *record;
	struct till_place *place;
	struct session *session; /* NULL for open */
	struct complaint *complaint;
};

static int
complain_counter(const struct event *e, const char *code)
{
	return pay_complain(
	    e->complaint, "counter", code, "counter", e->place->counter);
}

/* The amount, or what the notes are worth; both must agree. */
static int
read_cash(const struct event *e, bool must, int64_t *fen)
{
	struct slice notes = rec_get(e->record, DRAWER_NOTES);
	struct slice amount = rec_get(e->record, DRAWER_AMOUNT);
	char text[MONEY_TEXT_SIZE];
	int64_t worth = 0;

	*fen = 0;
	if (notes.length && notes_parse(notes, &worth) < 0)
		return complain(e->complaint, "notes", "notes", NULL);
	if (notes.length && amount.length == 0)
		*fen = worth;
	else if ((must || amount.length) &&
		 rec_money(e->record, DRAWER_AMOUNT, fen, e->complaint) < 0)
		return -1;
	money_format(*fen, text);
	if (*fen < 0)
		return complain(
		    e->complaint, "amount", "negative", "value", text, NULL);
	if (notes.length && worth != *fen)
		return complain(
		    e->complaint, "notes", "notes_sum", "amount", text, NULL);
	return 0;
}

static struct slice
keep(const struct event *e, struct slice text)
{
	return arena_slice(&e->pay->arena, text);
}

/* The drawer's number when the fact does not say it: 1, 2 ... a day. */
static struct slice
next_number(const struct event *e)
{
	int64_t n = e->place->opened + 1;

	return slice_of(arena_text(&e->pay->arena, "%lld", (long long)n));
}

static int
add_cash(const struct event *e, struct session *s, int64_t *sum, int sign,
    int64_t fen)
{
	int64_t new_sum = *sum;

	if (money_add(&new_sum, fen) < 0)
		return complain(e->complaint, "amount", "sum", NULL);
	if (till_move_cash(s, sign * fen, e->complaint) < 0)
		return -1;
	*sum = new_sum;
	return 0;
}

static int
take_open(const struct event *e)
{
	struct slice number = rec_get(e->record, DRAWER_SESSION);
	struct slice to = rec_get(e->record, DRAWER_TO);
	struct session *s;
	int64_t fen;

	if (till_open_session(e->place))
		return complain_counter(e, "drawer_open");
	if (number.length == 0)
		number = next_number(e);
	s = till_session_find(e->place, number);
	if (s && s->opened)
		return complain_counter(e, "drawer_twice");
	if (read_cash(e, false, &fen) < 0)
		return -1;
	if (!s)
		s = till_session(
		    e->pay, e->place, number, e->fact->staff, e->complaint);
	if (!s || add_cash(e, s, &s->float_fen, 1, fen) < 0)
		return -1;
	s->opened = true;
	s->opened_at = e->fact->time;
	s->staff = keep(e, to.length ? to : e->fact->staff);
	e->place->opened++;
	return 0;
}

static int
take_float(const struct event *e)
{
	struct session *s = e->session;
	int64_t fen;

	if (read_cash(e, true, &fen) < 0)
		return -1;
	return add_cash(e, s, &s->float_fen, 1, fen);
}

static int
take_payin(const struct event *e)
{
	struct session *s = e->session;
	int64_t fen;

	if (read_cash(e, true, &fen) < 0)
		return -1;
	return add_cash(e, s, &s->payin_fen, 1, fen);
}

static int
take_payout(const struct event *e)
{
	struct session *s = e->session;
	int64_t fen;

	if (read_cash(e, true, &fen) < 0)
		return -1;
	return add_cash(e, s, &s->payout_fen, -1, fen);
}

static int
take_drop(const struct event *e)
{
	struct session *s = e->session;
	int64_t fen;

	if (read_cash(e, true, &fen) < 0)
		return -1;
	return add_cash(e, s, &s->dropped_fen, -1, fen);
}

/* A false note is lost money: the count will be short by it. */
static int
take_counterfeit(const struct event *e)
{
	int64_t fen;

	return read_cash(e, true, &fen);
}

static void
note_reason(const struct event *e)
{
	struct slice reason = rec_get(e->record, DRAWER_REASON);
	struct slice liable = rec_get(e->record, DRAWER_LIABLE);

	if (reason.length)
		e->session->reason = keep(e, reason);
	if (liable.length)
		e->session->liable = keep(e, liable);
}

/* Any count is accepted; what differs stays, also when a later one agrees. */
static int
count(const struct event *e, int64_t counted)
{
	struct session *s = e->session;
	int64_t over = counted;

	if (money_subtract(&over, s->expected_fen) < 0)
		return complain(e->complaint, "amount", "sum", NULL);
	if (s->counts > 0 && s->over_fen != 0)
		s->earlier_over_fen = s->over_fen;
	s->counts++;
	s->counted_fen = counted;
	s->over_fen = over;
	s->moves_since = 0;
	note_reason(e);
	return 0;
}

static int
take_count(const struct event *e)
{
	int64_t fen;

	return read_cash(e, true, &fen) < 0 ? -1 : count(e, fen);
}

static bool
has_cash(const struct event *e)
{
	return rec_get(e->record, DRAWER_AMOUNT).length ||
	       rec_get(e->record, DRAWER_NOTES).length;
}

static int
take_handover(const struct event *e)
{
	struct slice to;
	int64_t fen;

	if (rec_text(e->record, DRAWER_TO, &to, e->complaint) < 0 ||
	    read_cash(e, false, &fen) < 0)
		return -1;
	if (has_cash(e) && count(e, fen) < 0)
		return -1;
	e->session->staff = keep(e, to);
	return 0;
}

/* Z runs on from day to day for each counter. */
static void
note_z(const struct event *e)
{
	struct tills *tills = &e->place->hall->tills;
	struct slice z = rec_get(e->record, DRAWER_Z);
	struct till_z *last;
	long long number;
	void **slot;

	if (slice_int(z, &number) < 0 || number < 0)
		return;
	if (!tills->z)
		tills->z = map_new();
	slot = map_put(tills->z, e->place->counter);
	if (!*slot)
		*slot = arena_alloc(&e->pay->arena, sizeof(*last));
	last = *slot;
	if (number < last->number)
		return;
	last->number = number;
	last->close = record_keep(e->record, &e->pay->arena);
}

static int
take_close(const struct event *e)
{
	struct session *s = e->session;
	int64_t fen;

	if (read_cash(e, false, &fen) < 0)
		return -1;
	if (has_cash(e) && s->counts == 0 && count(e, fen) < 0)
		return -1;
	note_reason(e);
	note_z(e);
	s->closed = true;
	s->closed_at = e->fact->time;
	s->z = keep(e, rec_get(e->record, DRAWER_Z));
	return 0;
}

/*
 * The close of a drawer that was never opened here.  One of an earlier day
 * was carried in for its number; one of the newest day is a fault, which
 * only the end of the stream can tell.
 */
static int
take_lone_close(struct event *e)
{
	struct session *s = till_session(e->pay, e->place,
	    rec_get(e->record, DRAWER_SESSION), e->fact->staff, e->complaint);

	if (!s)
		return -1;
	if (s->lone_close)
		return complain_counter(e, "drawer_closed");
	note_z(e);
	s->lone_close = record_keep(e->record, &e->pay->arena);
	return 0;
}

static int (*const takers[])(const struct event *) = {
    take_open,
    take_float,
    take_payin,
    take_payout,
    take_drop,
    take_counterfeit,
    take_count,
    take_handover,
    take_close,
};
enum { RANK_OPEN = 0, RANK_CLOSE = 8 };
_Static_assert(sizeof(takers) / sizeof(*takers) == RANK_CLOSE + 1,
    "the events of drawer in kinds.tab");

int
drawer_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct event e = {
	    .pay = pay, .fact = fact, .record = r, .complaint = c};
	struct slice counter, number = rec_get(r, DRAWER_SESSION);
	int rank;

	if (rec_text(r, DRAWER_COUNTER, &counter, c) < 0 ||
	    rec_event(r, DRAWER_EVENT, &rank, c) < 0)
		return -1;
	e.place = till_place(pay, fact->hall, fact->day, counter);
	if (rank == RANK_OPEN)
		return takers[rank](&e);
	e.session = number.length ? till_session_find(e.place, number)
				  : till_open_session(e.place);
	if (rank == RANK_CLOSE && (!e.session || !e.session->opened))
		return take_lone_close(&e);
	if (!e.session || !e.session->opened || e.session->closed)
		return complain_counter(&e, "drawer_closed");
	return takers[rank](&e);
}

int64_t
till_last_z(const struct hall *hall, struct slice counter)
{
	const struct till_z *last = hall->tills.z
					? map_get(hall->tills.z, counter)
					: NULL;

	return last ? last->number : 0;
}

static int
add_batch(struct till_row *row, int64_t fen, struct complaint *c)
{
	if (money_add(&row->batch_fen, fen) < 0)
		return complain(c, "amount", "sum", NULL);
	row->has_batch = true;
	return 0;
}

/* What a kiosk or terminal itself says that it took. */
int
batch_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct slice device, method = rec_get(r, BATCH_METHOD);
	int64_t amount, cash;
	int found = method_find(method);
	struct session *s;

	if (rec_text(r, BATCH_DEVICE, &device, c) < 0 ||
	    rec_money(r, BATCH_AMOUNT, &amount, c) < 0 ||
	    rec_money_or(r, BATCH_CASH, 0, &cash, c) < 0)
		return -1;
	if (method.length && found < 0)
		return pay_complain(c, "method", "method", "value", method);
	s = till_session(pay, till_place(pay, fact->hall, fact->day, device),
	    SLICE("0"), fact->staff, c);
	if (!s)
		return -1;
	if (found >= 0 && add_batch(&s->row[found], amount, c) < 0)
		return -1;
	if (found != METHOD_CASH && rec_get(r, BATCH_CASH).length)
		return add_batch(&s->row[METHOD_CASH], cash, c);
	return 0;
}
