#include "reconcile/threeway_state.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/money.h"

#define COPIES_OTHERWISE 0 /* not configured: any number will do */

struct threeway *
threeway_new(const struct config *config)
{
	struct threeway *t = memory_new(sizeof(*t));
	const struct node *root = config ? config_root(config) : NULL;

	t->clerks = map_new();
	t->receipts = map_new();
	t->voided = map_new();
	t->copies = node_int(
	    node_get(root, "receipts"), "copies", COPIES_OTHERWISE);
	return t;
}

void
threeway_free(struct threeway *t)
{
	if (!t)
		return;
	map_free(t->clerks);
	map_free(t->receipts);
	map_free(t->voided);
	free(t->finding);
	arena_release(&t->arena);
	free(t);
}

void
threeway_stage(struct threeway *t)
{
	t->seen = true;
}

struct clerk *
clerk_of(struct threeway *t, int32_t day, struct slice hall, struct slice staff)
{
	char date[DATE_TEXT_SIZE];
	struct clerk *clerk;
	void **place;
	char *key;

	date_format(day, date);
	key = arena_text(&t->arena, "%s\n%.*s\n%.*s", date, SLICE_ARG(hall),
	    SLICE_ARG(staff));
	place = map_put(t->clerks, slice_of(key));
	clerk = *place;
	if (clerk)
		return clerk;
	clerk = arena_alloc(&t->arena, sizeof(*clerk));
	clerk->day = day;
	clerk->hall = arena_slice(&t->arena, hall);
	clerk->staff = arena_slice(&t->arena, staff);
	*place = clerk;
	return clerk;
}

static struct finding *
add_finding(struct threeway *t, const char *code, const struct record *r,
    int id, int hall, int staff, int32_t day)
{
	struct finding *f;

	if (t->findings == t->size) {
		t->size = t->size ? 2 * t->size : 16;
		t->finding = memory_grow(
		    t->finding, t->size, sizeof(*t->finding));
	}
	f = &t->finding[t->findings++];
	*f = (struct finding){.code = code, .day = day};
	f->record = arena_slice(&t->arena, rec_get(r, id));
	f->hall = arena_slice(&t->arena, rec_get(r, hall));
	f->staff = arena_slice(&t->arena, rec_get(r, staff));
	return f;
}

static void
set_why(struct threeway *t, struct finding *f, const struct buffer *why)
{
	f->why = arena_slice(&t->arena, buffer_view(why));
}

/* The code of a why, "late" of "late:due=…". */
static bool
why_begins(struct slice why, const char *code)
{
	struct slice rest = why, head;

	return slice_cut(&rest, ':', &head) && slice_is(head, code);
}

static void
find_cash(
    struct threeway *t, const struct record *r, int32_t day, int64_t over_fen)
{
	const char *code = over_fen < 0 ? "cash_short" : "cash_over";
	struct finding *f = add_finding(
	    t, code, r, TILL_ID, TILL_HALL, TILL_STAFF, day);
	struct buffer why = {0};
	char counter[64];

	snprintf(counter, sizeof(counter), "%.*s",
	    SLICE_ARG(rec_get(r, TILL_COUNTER)));
	f->has_amount = true;
	f->amount_fen = over_fen < 0 ? -over_fen : over_fen;
	f->diff_fen = over_fen;
	f->ref = arena_slice(&t->arena, rec_get(r, TILL_COUNTER));
	why_format(&why, code, "counter", counter, NULL);
	set_why(t, f, &why);
	buffer_release(&why);
}

static int
take_till(struct threeway *t, const struct record *r, struct complaint *c)
{
	struct clerk *clerk;
	int64_t net_fen, over_fen;
	int32_t day;

	t->seen = true;
	if (rec_date(r, TILL_DAY, &day, c) < 0 ||
	    rec_money_or(r, TILL_NET, 0, &net_fen, c) < 0 ||
	    rec_money_or(r, TILL_OVER, 0, &over_fen, c) < 0)
		return -1;
	clerk = clerk_of(t, day, rec_get(r, TILL_HALL), rec_get(r, TILL_STAFF));
	if (money_add(&clerk->account_fen, net_fen) < 0 ||
	    money_add(&clerk->over_fen, over_fen) < 0)
		return complain(c, "net", "sum", NULL);
	clerk->at_counter |= rec_get(r, TILL_SESSION).length > 0;
	if (why_begins(rec_get(r, TILL_WHY), "uncounted"))
		clerk->uncounted = true;
	if (over_fen != 0)
		find_cash(t, r, day, over_fen);
	return 0;
}

/* The numbers of "gap:numbers=00012003-00012004". */
static struct slice
gap_numbers(struct slice why)
{
	const char *at = why.length
			     ? memmem(why.text, why.length, "numbers=", 8)
			     : NULL;
	struct slice rest, numbers;

	if (!at)
		return (struct slice){"", 0};
	rest = (struct slice){at + 8, why.length - (size_t)(at + 8 - why.text)};
	slice_cut(&rest, ',', &numbers);
	return numbers;
}

static int
take_run(struct threeway *t, const struct record *r, struct complaint *c)
{
	struct finding *f;
	int64_t missing;
	int32_t day;

	t->seen = true;
	if (rec_date(r, RUN_DAY, &day, c) < 0 ||
	    rec_int_or(r, RUN_MISSING, 0, &missing, c) < 0)
		return -1;
	if (missing == 0)
		return 0;
	f = add_finding(t, "stub_missing", r, RUN_ID, RUN_HALL, RUN_STAFF, day);
	f->ref = arena_slice(&t->arena, gap_numbers(rec_get(r, RUN_WHY)));
	f->why = arena_slice(&t->arena, rec_get(r, RUN_WHY));
	clerk_of(t, day, f->hall, f->staff)->stub_breaks++;
	return 0;
}

/* Yesterday's cash: what is late or short is a break of the day that sees
 * it. */
static int
take_banking(struct threeway *t, const struct record *r, struct complaint *c)
{
	struct slice why = rec_get(r, BANKING_WHY);
	bool is_short = why_begins(why, "bank_short");
	struct finding *f;
	int64_t deposited_fen, short_fen;
	int32_t day;

	t->seen = true;
	if (rec_date(r, BANKING_DAY, &day, c) < 0 ||
	    rec_money_or(r, BANKING_DEPOSITED, 0, &deposited_fen, c) < 0 ||
	    rec_money_or(r, BANKING_SHORT, 0, &short_fen, c) < 0)
		return -1;
	if (!is_short && !why_begins(why, "late") &&
	    !why_begins(why, "bank_missing"))
		return 0;
	f = add_finding(t, is_short ? "deposit_short" : "deposit_late", r,
	    BANKING_ID, BANKING_HALL, BANKING_BY, day);
	f->has_amount = true;
	f->amount_fen = deposited_fen;
	if (deposited_fen == 0)
		f->amount_fen = short_fen;
	f->diff_fen = is_short ? -short_fen : 0;
	f->why = arena_slice(&t->arena, why);
	return 0;
}

/* What is wrong with the stub of something made void; "" when nothing. */
static const char *
stub_fault(const struct threeway *t, const struct record *r, int64_t copies)
{
	if (rec_get(r, RECEIPT_REASON).length == 0)
		return "reason";
	if (t->copies > 0 && copies < t->copies)
		return "copies";
	if (slice_is(rec_get(r, RECEIPT_STAMPED), "no"))
		return "stamp";
	return "";
}

/* One break for a receipt and the void of its payment, whichever lacks. */
static void
find_stub(struct threeway *t, const struct record *r, int id, int hall,
    int staff, struct slice receipt, const char *lacks, int32_t day,
    int64_t amount_fen)
{
	struct buffer why = {0};
	struct slice key = receipt.length ? receipt : rec_get(r, id);
	void **place = map_put(t->voided, key);
	struct finding *f;

	if (*place)
		return;
	*place = t;
	f = add_finding(t, "stub_void", r, id, hall, staff, day);
	f->ref = arena_slice(&t->arena, receipt);
	f->has_amount = true;
	f->amount_fen = amount_fen;
	why_format(&why, "stub_void", "lacks", lacks, NULL);
	set_why(t, f, &why);
	buffer_release(&why);
	clerk_of(t, day, f->hall, f->staff)->stub_breaks++;
}

static int
take_receipt(struct threeway *t, const struct record *r, struct complaint *c)
{
	struct slice event = rec_get(r, RECEIPT_EVENT);
	struct slice payment = rec_get(r, RECEIPT_PAYMENT);
	int64_t copies, amount_fen;
	struct moment time;
	int32_t day;
	const char *lacks;

	if (slice_is(event, "issue") && payment.length)
		*map_put(t->receipts, payment) = t;
	if (!slice_is(event, "void"))
		return 0;
	if (rec_time(r, RECEIPT_TIME, &time, c) < 0 ||
	    rec_date_or(r, RECEIPT_DAY, moment_date(time), &day, c) < 0 ||
	    rec_int_or(r, RECEIPT_COPIES, 0, &copies, c) < 0 ||
	    rec_money_or(r, RECEIPT_AMOUNT, 0, &amount_fen, c) < 0)
		return -1;
	lacks = stub_fault(t, r, copies);
	if (*lacks)
		find_stub(t, r, RECEIPT_ID, RECEIPT_HALL, RECEIPT_STAFF,
		    rec_get(r, RECEIPT_ID), lacks, day, amount_fen);
	return 0;
}

static int
take_void(struct threeway *t, const struct record *r, struct complaint *c)
{
	struct moment time;
	int64_t amount_fen;
	int32_t day;

	if (rec_get(r, VOID_REASON).length > 0)
		return 0;
	if (rec_time(r, VOID_TIME, &time, c) < 0 ||
	    rec_date_or(r, VOID_DAY, moment_date(time), &day, c) < 0 ||
	    rec_money_or(r, VOID_AMOUNT, 0, &amount_fen, c) < 0)
		return -1;
	find_stub(t, r, VOID_ID, VOID_HALL, VOID_STAFF,
	    rec_get(r, VOID_RECEIPT), "reason", day, amount_fen);
	return 0;
}

int
threeway_take(struct threeway *t, const struct record *r, struct complaint *c)
{
	static const struct {
		enum kind kind;
		int (*take)(struct threeway *, const struct record *,
		    struct complaint *);
	} takes[] = {
	    {KIND_TILL, take_till},
	    {KIND_RUN, take_run},
	    {KIND_BANKING, take_banking},
	    {KIND_RECEIPT, take_receipt},
	    {KIND_VOID, take_void},
	};

	for (size_t i = 0; i < sizeof(takes) / sizeof(takes[0]); i++)
		if (takes[i].kind == r->kind)
			return takes[i].take(t, r, c);
	return 0;
}
