/*
 * payments.c - what is kept of every payment: sixteen bytes of most.
 */
#include "pay/state.h"

/*
 * Amounts from here on, and whatever was refunded, lie beside: a payment of
 * 43 million yuan is rare, and so is a refund.
 */
#define NARROW_FEN_MAX UINT32_MAX
#define SEQ_MAX ((1 << 26) - 1)

struct kept_payment {
	uint32_t amount_fen, lined_fen;
	uint32_t session;
	uint32_t seq : 26;
	uint32_t method : 3;
	uint32_t voided : 1;
	uint32_t wide : 1;  /* its money lies beside */
	uint32_t taken : 1; /* there is a payment */
};
_Static_assert(METHOD_COUNT <= 8, "a method takes three bits");

struct wide_payment {
	struct slice id; /* first, see table.h */
	int64_t amount_fen, lined_fen, refunded_fen;
};

static struct roll *
roll_of(struct pay *pay, struct hall *hall)
{
	size_t bytes = sizeof(struct kept_payment);

	if (!pay->payment_pages)
		pay->payment_pages = pages_new(
		    roll_leaf_bytes(bytes), PAY_KEPT_BYTES);
	if (!hall->payments)
		hall->payments = roll_new(pay->payment_pages, bytes);
	return hall->payments;
}

void
payments_release(struct pay *pay)
{
	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		roll_free(hall->payments);
		table_release(&hall->wide_payments);
	}
	pages_free(pay->payment_pages);
}

static void
unpack(const struct pay *pay, const struct hall *hall, struct slice id,
    const struct kept_payment *kept, struct payment *p)
{
	const struct wide_payment *wide = NULL;

	*p = (struct payment){.id = id,
	    .amount_fen = kept->amount_fen,
	    .lined_fen = kept->lined_fen,
	    .session = pay->session[kept->session],
	    .day = pay->session[kept->session]->place->day,
	    .seq = kept->seq,
	    .method = kept->method,
	    .voided = kept->voided};
	if (kept->wide)
		wide = table_get(&hall->wide_payments, id);
	if (wide) {
		p->amount_fen = wide->amount_fen;
		p->lined_fen = wide->lined_fen;
		p->refunded_fen = wide->refunded_fen;
	}
}

bool
payments_find(const struct pay *pay, const struct hall *hall, struct slice id,
    struct payment *p)
{
	const struct kept_payment *kept;

	if (!hall->payments)
		return false;
	kept = roll_get(hall->payments, id);
	if (!kept || !kept->taken)
		return false;
	unpack(pay, hall, id, kept, p);
	return true;
}

struct kept_payment *
payments_place(struct pay *pay, struct hall *hall, struct slice id)
{
	bool is_new;
	struct kept_payment *kept = roll_put(roll_of(pay, hall), id, &is_new);

	return kept->taken ? NULL : kept;
}

static void
widen(struct pay *pay, struct hall *hall, const struct payment *p)
{
	struct table_slot *slot = table_slot(&hall->wide_payments, p->id);
	struct wide_payment *wide = (void *)slot->value;

	if (!wide) {
		wide = arena_alloc(&pay->arena, sizeof(*wide));
		wide->id = arena_slice(&pay->arena, p->id);
		table_fill(&hall->wide_payments, slot, &wide->id);
	}
	wide->amount_fen = p->amount_fen;
	wide->lined_fen = p->lined_fen;
	wide->refunded_fen = p->refunded_fen;
}

void
payments_fill(struct pay *pay, struct hall *hall, struct kept_payment *kept,
    const struct payment *p)
{
	bool wide = p->amount_fen > NARROW_FEN_MAX || p->refunded_fen > 0;
	bool has_seq = p->seq > 0 && p->seq <= SEQ_MAX;

	*kept = (struct kept_payment){
	    .amount_fen = wide ? 0 : (uint32_t)p->amount_fen,
	    .lined_fen = wide ? 0 : (uint32_t)p->lined_fen,
	    .session = p->session->index,
	    .seq = has_seq ? (uint32_t)p->seq & SEQ_MAX : 0,
	    .method = p->method & 7U,
	    .voided = p->voided,
	    .wide = wide,
	    .taken = true};
	if (wide)
		widen(pay, hall, p);
}

void
payments_change(struct pay *pay, struct hall *hall, const struct payment *p)
{
	payments_fill(pay, hall, roll_get(hall->payments, p->id), p);
}

struct each {
	const struct pay *pay;
	const struct hall *hall;
	void (*call)(void *context, const struct payment *);
	void *context;
};

static void
each_kept(void *context, struct slice id, const void *entry)
{
	const struct kept_payment *kept = entry;
	const struct each *each = context;
	struct payment p;

	if (!kept->taken)
		return;
	unpack(each->pay, each->hall, id, kept, &p);
	each->call(each->context, &p);
}

void
payments_each(const struct pay *pay, const struct hall *hall,
    void (*call)(void *context, const struct payment *), void *context)
{
	struct each each = {pay, hall, call, context};

	if (hall->payments)
		roll_each(hall->payments, each_kept, &each);
}
