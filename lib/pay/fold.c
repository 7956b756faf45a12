#include "pay/pay.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/text.h"
#include "pay/state.h"

/* Of every fact that a hall's staff records: id, time, hall, staff. */
enum { COLUMN_TIME = 1, COLUMN_HALL = 2, COLUMN_STAFF = 3 };
/* Where the journal's own columns stand behind a kind's. */
enum { TAIL_DAY = 0, TAIL_SEQ = 2 };
_Static_assert((int)PAYMENT_TIME == COLUMN_TIME &&
		   (int)DRAWER_HALL == COLUMN_HALL &&
		   (int)BATCH_STAFF == COLUMN_STAFF,
    "facts begin with id, time, hall, staff");
_Static_assert(
    (int)PAYMENT_SEQ - (int)PAYMENT_DAY == TAIL_SEQ, "the journal's tail");

static int
tail_column(const struct record *r, int place)
{
	return (int)kinds[r->kind].columns_own + place;
}

int
pay_complain(struct complaint *c, const char *column, const char *code,
    const char *name, struct slice value)
{
	struct slice head = text_head(value, 80);
	char text[400];
	size_t n = head.length;

	/* Marks take no column: never half a character all the same. */
	if (n >= sizeof(text)) {
		n = sizeof(text) - 1;
		while (n > 0 && ((unsigned char)head.text[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(text, head.text, n);
	text[n] = '\0';
	return complain(c, column, code, name, text, NULL);
}

struct hall *
pay_hall(struct pay *pay, struct slice name)
{
	struct hall *hall;
	void **slot;

	if (pay->hall && slice_equal(pay->hall->name, name))
		return pay->hall;
	slot = map_put(pay->hall_names, name);
	if (!*slot) {
		*slot = hall = arena_alloc(&pay->arena, sizeof(*hall));
		hall->name = arena_slice(&pay->arena, name);
		hall->next = pay->halls;
		pay->halls = hall;
	}
	pay->hall = *slot;
	return pay->hall;
}

/* The business day; that of its time where none is named. */
static int
read_day(const struct record *r, struct moment time, int32_t *day,
    struct complaint *c)
{
	int column = tail_column(r, TAIL_DAY);

	if (rec_get(r, column).length)
		return rec_date(r, column, day, c);
	*day = moment_date(time);
	return 0;
}

static int
read_fact(struct pay *pay, const struct record *r, struct fact *fact,
    struct complaint *c)
{
	if (rec_time(r, COLUMN_TIME, &fact->time, c) < 0 ||
	    read_day(r, fact->time, &fact->day, c) < 0)
		return -1;
	fact->hall = pay_hall(pay, rec_get(r, COLUMN_HALL));
	fact->staff = rec_get(r, COLUMN_STAFF);
	fact->opening = slice_is(rec_get(r, tail_column(r, TAIL_SEQ)), "0");
	return 0;
}

/* Remember the business day; most often it is that of the fact before. */
static void
note_day(struct hall *hall, int32_t day)
{
	if (hall->days > 0 && hall->day[hall->days - 1] == day)
		return;
	if (hall->days == hall->days_size) {
		hall->days_size = hall->days_size ? 2 * hall->days_size : 8;
		hall->day = memory_grow(
		    hall->day, hall->days_size, sizeof(*hall->day));
	}
	hall->day[hall->days++] = day;
}

typedef int take_function(struct pay *, const struct fact *,
    const struct record *, struct complaint *);

/* That a day was open is all that we want to know of it. */
static int
day_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	(void)pay;
	(void)fact;
	(void)r;
	(void)c;
	return 0;
}

static take_function *const takers[KIND_COUNT] = {
    [KIND_DAY] = day_take,
    [KIND_PAYMENT] = payment_take,
    [KIND_VOID] = void_take,
    [KIND_REFUND] = refund_take,
    [KIND_CORRECT] = correct_take,
    [KIND_RECEIPT] = receipt_take,
    [KIND_BOOK] = book_take,
    [KIND_DRAWER] = drawer_take,
    [KIND_DEPOSIT] = deposit_take,
    [KIND_BATCH] = batch_take,
};

static int
take(void *state, const struct record *r, struct complaint *c)
{
	struct pay *pay = state;
	struct fact fact;

	if (r->kind == KIND_PAYLINE)
		return payline_take(pay, r, c);
	if (read_fact(pay, r, &fact, c) < 0 ||
	    takers[r->kind](pay, &fact, r, c) < 0)
		return -1;
	if (!fact.opening)
		note_day(fact.hall, fact.day);
	return 0;
}

static void *
open_fold(struct stream *stream, struct error *error)
{
	struct pay *pay = memory_new(sizeof(*pay));

	(void)error;
	pay->stream = stream;
	pay->hall_names = map_new();
	return pay;
}

static enum hall_status
finish(void *state, struct writer *writer, struct error *error)
{
	struct pay *pay = state;
	enum hall_status worst = tills_write(pay, writer);
	enum hall_status status;

	worst = status_worst(worst, runs_write(pay, writer));
	status = bankings_write(pay, writer, error);
	return status_worst(worst, status);
}

static void
carry(void *state, struct writer *writer)
{
	struct pay *pay = state;

	runs_carry(pay, writer);
	bankings_carry(pay, writer);
	tills_carry(pay, writer);
}

static void
close_fold(void *state)
{
	struct pay *pay = state;

	payments_release(pay);
	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		tills_release(&hall->tills);
		runs_release(&hall->runs);
		bankings_release(&hall->bankings);
		free(hall->day);
	}
	pages_free(pay->receipt_pages);
	span_store_release(&pay->spans);
	map_free(pay->hall_names);
	free(pay->session);
	buffer_release(&pay->key);
	arena_release(&pay->arena);
	free(pay);
}

static const enum kind eats[] = {KIND_DAY, KIND_BOOK, KIND_DRAWER, KIND_PAYMENT,
    KIND_PAYLINE, KIND_RECEIPT, KIND_VOID, KIND_REFUND, KIND_BATCH,
    KIND_DEPOSIT, KIND_CORRECT, KIND_OTHER};
static const enum kind makes[] = {
    KIND_TILL, KIND_RUN, KIND_BANKING, KIND_OTHER};

const struct fold pay_fold = {
    .name = "pay",
    .eats = eats,
    .makes = makes,
    .open = open_fold,
    .take = take,
    .finish = finish,
    .carry = carry,
    .close = close_fold,
};

const struct fold *const pay_folds[] = {&pay_fold, NULL};
