#include "pay/till.h"

#include "base/money.h"
#include "pay/state.h"

/* No counter changes drawers so often in a day. */
#define SESSIONS_MAX 1000

static uint64_t
place_hash(const struct hall *hall, int32_t day, struct slice counter)
{
	return slice_trace(counter) + 64 * (uint64_t)day +
	       ((uintptr_t)hall >> 4);
}

static struct till_place *
place_of(struct pay *pay, struct hall *hall, int32_t day, struct slice counter)
{
	char day_text[DATE_TEXT_SIZE];
	struct till_place *place;
	void **slot;

	date_format(day, day_text);
	buffer_clear(&pay->key);
	buffer_text(&pay->key, day_text);
	buffer_char(&pay->key, '\0');
	buffer_slice(&pay->key, counter);
	if (!hall->tills.places)
		hall->tills.places = map_new();
	slot = map_put(hall->tills.places, buffer_view(&pay->key));
	if (!*slot) {
		*slot = place = arena_alloc(&pay->arena, sizeof(*place));
		place->hall = hall;
		place->day = day;
		place->counter = arena_slice(&pay->arena, counter);
	}
	return *slot;
}

struct till_place *
till_place(
    struct pay *pay, struct hall *hall, int32_t day, struct slice counter)
{
	size_t at = place_hash(hall, day, counter) % TILL_RECENT;
	struct till_place *place = hall->tills.recent[at];

	if (!place || place->day != day ||
	    !slice_equal(place->counter, counter))
		place = hall->tills.recent[at] = place_of(
		    pay, hall, day, counter);
	return place;
}

void
tills_release(struct tills *tills)
{
	map_free(tills->places);
	map_free(tills->z);
	*tills = (struct tills){0};
}

struct session *
till_open_session(const struct till_place *place)
{
	for (struct session *s = place->sessions; s; s = s->older)
		if (s->opened && !s->closed)
			return s;
	return NULL;
}

struct session *
till_session_find(const struct till_place *place, struct slice number)
{
	for (struct session *s = place->sessions; s; s = s->older)
		if (slice_equal(s->number, number))
			return s;
	return NULL;
}

static uint32_t
session_index(struct pay *pay, struct session *s)
{
	if (pay->sessions == pay->sessions_size) {
		pay->sessions_size = pay->sessions ? 2 * pay->sessions : 64;
		pay->session = memory_grow(
		    pay->session, pay->sessions_size, sizeof(struct session *));
	}
	pay->session[pay->sessions] = s;
	return pay->sessions++;
}

static struct session *
session_new(struct pay *pay, struct till_place *place, struct slice number,
    struct slice staff)
{
	struct session *s = arena_alloc(&pay->arena, sizeof(*s));

	s->place = place;
	s->number = arena_slice(&pay->arena, number);
	s->staff = arena_slice(&pay->arena, staff);
	s->index = session_index(pay, s);
	s->older = place->sessions;
	place->sessions = s;
	place->count++;
	return s;
}

struct session *
till_session(struct pay *pay, struct till_place *place, struct slice number,
    struct slice staff, struct complaint *c)
{
	struct session *s = place->sessions;

	if (slice_is(number, "0"))
		number.length = 0;
	if (s && number.length && slice_equal(s->number, number))
		return s;
	if (number.length == 0 && (s = till_open_session(place)))
		return s;
	s = till_session_find(place, number);
	if (s)
		return s;
	if (place->count >= SESSIONS_MAX) {
		complain(c, "session", "sessions", NULL);
		return NULL;
	}
	return session_new(pay, place, number, staff);
}

static int
complain_sum(struct complaint *c)
{
	return complain(c, "amount", "sum", NULL);
}

int
till_move_cash(struct session *s, int64_t fen, struct complaint *c)
{
	if (money_add(&s->expected_fen, fen) < 0)
		return complain_sum(c);
	s->moves_since++;
	return 0;
}

int
till_move(struct session *s, int method, enum till_move move, int64_t fen,
    int count, struct complaint *c)
{
	struct till_row *row = &s->row[method];
	int64_t *sum[] = {
	    &row->taken_fen, &row->voided_fen, &row->refunded_fen};
	int64_t *counts[] = {&row->payments, &row->voids, &row->refunds};
	int64_t booked = count * fen;
	int64_t net = move == MOVE_TAKEN ? booked : -booked;
	int64_t new_sum = *sum[move], new_net = row->net_fen;

	if (money_add(&new_sum, booked) < 0 || money_add(&new_net, net) < 0)
		return complain_sum(c);
	if (method == METHOD_CASH && till_move_cash(s, net, c) < 0)
		return -1;
	*sum[move] = new_sum;
	row->net_fen = new_net;
	*counts[move] += count;
	row->used = true;
	return 0;
}

static enum till_state
over_state(const struct till_figures *f)
{
	if (!f->has_over || f->over_fen == 0)
		return TILL_IS_EVEN;
	return f->over_fen > 0 ? TILL_IS_OVER : TILL_IS_SHORT;
}

/* What has no drawer is judged by its terminal's own account, if any. */
static enum till_state
plain_state(const struct session *s, int method, const struct till_figures *f)
{
	bool counter = s->number.length || s->place->opened > 0;

	if (method == METHOD_CASH && counter && !s->opened)
		return TILL_HAS_NO_DRAWER;
	return over_state(f);
}

static enum till_state
drawer_state(const struct session *s, bool hidden, const struct till_figures *f)
{
	if (hidden && !s->closed)
		return TILL_IS_BLIND;
	if (s->closed && s->counts == 0)
		return TILL_IS_UNCOUNTED;
	if (s->closed && s->moves_since > 0)
		return TILL_NEEDS_RECOUNT;
	if (over_state(f) != TILL_IS_EVEN)
		return over_state(f);
	if (s->counts > 0 && s->earlier_over_fen != 0)
		return TILL_HAS_DIFFERED;
	return s->closed ? TILL_IS_EVEN : TILL_IS_OPEN;
}

bool
till_state_bad(enum till_state state)
{
	switch (state) {
	case TILL_IS_EVEN:
	case TILL_IS_OPEN:
	case TILL_HAS_NO_DRAWER:
	case TILL_IS_BLIND:
		return false;
	default:
		return true;
	}
}

void
till_figure(
    const struct session *s, int method, bool blind, struct till_figures *f)
{
	const struct till_row *row = &s->row[method];
	bool drawer = method == METHOD_CASH && s->opened;
	bool fresh = s->counts > 0 && s->moves_since == 0;

	*f = (struct till_figures){.drawer = drawer};
	f->expected_fen = drawer ? s->expected_fen : row->net_fen;
	if (drawer) {
		f->has_counted = fresh || (s->counts > 0 && s->closed);
		f->counted_fen = s->counted_fen;
	} else if (row->has_batch) {
		f->has_counted = true;
		f->counted_fen = row->batch_fen;
	}
	f->over_fen = f->counted_fen;
	f->has_over = f->has_counted &&
		      money_subtract(&f->over_fen, f->expected_fen) == 0;
	f->state = drawer ? drawer_state(s, blind && !fresh, f)
			  : plain_state(s, method, f);
}
