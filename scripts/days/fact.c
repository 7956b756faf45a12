/* fact.c - rows of facts from what happened. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/moment.h"

#include "duties.h"
#include "fact.h"
#include "notes.h"

#define BANK_ACCOUNT "6222000012345678"
#define COPIES 3

/* Texts of a row live in its arena until it is written. */
static void
keep(struct row *row, int column, const char *text)
{
	row_format(row, column, "%s", text);
}

static void
set_staff(struct row *row, int column, uint16_t staff)
{
	char text[ID_SIZE];

	staff_text(staff, text);
	keep(row, column, text);
}

static void
set_counter(struct row *row, int column, uint16_t counter)
{
	char text[ID_SIZE];

	counter_text(counter, text);
	keep(row, column, text);
}

struct moment
fact_moment(int32_t date, int64_t second)
{
	struct moment m = {.offset_seconds = OFFSET_SECONDS};

	m.utc_seconds = (int64_t)date * SECONDS_PER_DAY + second -
			OFFSET_SECONDS;
	return m;
}

unsigned
date_number(int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	return (unsigned)(year * 10000 + month * 100 + day);
}

void
refund_ref(const struct hall *hall, int32_t date, uint32_t number,
    enum method method, char ref[REF_SIZE])
{
	ref[0] = '\0';
	if (method != METHOD_CASH)
		snprintf(ref, REF_SIZE, "RF%u%04u%06u", date_number(date),
		    hall->number, number);
}

static void
set_receipt(struct row *row, int column, const struct payment *p)
{
	if (p->receipt)
		row_format(row, column, "%08u", p->receipt);
}

/* 36.5O: the kiosk's printer driver has a letter for the last nought. */
static void
set_amount(struct row *row, int column, const struct payment *p)
{
	char text[MONEY_TEXT_SIZE];
	size_t length = money_format(p->amount_fen, text);

	if (p->flags & PAYMENT_UNREADABLE)
		text[length - 1] = 'O';
	keep(row, column, text);
}

static void
set_tendered(struct row *row, const struct payment *p)
{
	if (p->method != METHOD_CASH)
		return;
	row_money(row, PAYMENT_TENDERED, p->tendered_fen);
	row_money(row, PAYMENT_CHANGE, p->tendered_fen - p->amount_fen);
}

static void
payment_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct payment *p = &day->payments.list[e->payment];
	char text[ID_SIZE];

	payment_id(p, text);
	keep(row, PAYMENT_ID, text);
	set_counter(row, PAYMENT_COUNTER, p->counter);
	if (p->session)
		row_int(row, PAYMENT_SESSION, p->session);
	if (p->counter == 0)
		set_counter(row, PAYMENT_DEVICE, 0);
	if (p->method == METHOD_CARD) {
		terminal_text(p->counter, text);
		keep(row, PAYMENT_DEVICE, text);
	}
	row_text(row, PAYMENT_CHANNEL, p->counter ? "counter" : "kiosk");
	if (p->ticket) {
		ticket_id(&day->tickets.list[p->ticket - 1], p->made, text);
		keep(row, PAYMENT_TICKET, text);
	}
	account_text(day->hall, p->account, text);
	keep(row, PAYMENT_ACCOUNT, text);
	row_text(row, PAYMENT_SERVICE, day->hall->trade->service);
	row_text(row, PAYMENT_ITEM, day->hall->trade->items[p->item]);
	row_text(row, PAYMENT_METHOD, method_names[p->method]);
	row_money(row, PAYMENT_DUE, p->amount_fen);
	set_tendered(row, p);
	set_amount(row, PAYMENT_AMOUNT, p);
	set_receipt(row, PAYMENT_RECEIPT, p);
	payment_ref(p, day->hall, text);
	keep(row, PAYMENT_REF, text);
}

static void
void_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct payment *p = &day->payments.list[e->payment];
	char text[ID_SIZE];

	row_format(row, VOID_ID, "V%u-%04u", date_number(day->date), e->number);
	set_counter(row, VOID_COUNTER, e->counter);
	row_int(row, VOID_SESSION, e->session);
	payment_id(p, text);
	keep(row, VOID_PAYMENT, text);
	row_money(row, VOID_AMOUNT, e->amount_fen);
	row_text(row, VOID_METHOD, method_names[p->method]);
	set_receipt(row, VOID_RECEIPT, p);
	payment_ref(p, day->hall, text);
	keep(row, VOID_REF, text);
	row_text(row, VOID_REASON, e->text);
	set_staff(row, VOID_APPROVED_BY, day->hall->monitor);
}

static void
refund_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct payment *p = &day->refunded.list[e->payment];
	char text[ID_SIZE];

	row_format(
	    row, REFUND_ID, "F%u-%04u", date_number(day->date), e->number);
	set_counter(row, REFUND_COUNTER, e->counter);
	row_int(row, REFUND_SESSION, e->session);
	payment_id(p, text);
	keep(row, REFUND_PAYMENT, text);
	row_money(row, REFUND_AMOUNT, e->amount_fen);
	row_text(row, REFUND_METHOD, method_names[p->method]);
	set_receipt(row, REFUND_RECEIPT, p);
	refund_ref(day->hall, day->date, e->number, p->method, text);
	keep(row, REFUND_REF, text);
	row_text(row, REFUND_REASON, e->text);
	set_staff(row, REFUND_APPROVED_BY, day->hall->manager);
}

static void
receipt_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct payment *p = &day->payments.list[e->payment];
	char text[ID_SIZE];

	set_receipt(row, RECEIPT_ID, p);
	row_format(row, RECEIPT_BOOK, "B%04u", stubs_book_of(p->receipt));
	row_text(row, RECEIPT_EVENT, e->event);
	payment_id(p, text);
	keep(row, RECEIPT_PAYMENT, text);
	row_money(row, RECEIPT_AMOUNT, e->amount_fen);
	row_int(row, RECEIPT_COPIES, COPIES);
	row_text(row, RECEIPT_STAMPED, "yes");
	row_text(row, RECEIPT_REASON, e->text);
}

static void
book_row(struct row *row, const struct day *day, const struct event *e)
{
	(void)day;
	if (e->number)
		row_format(row, BOOK_ID, "B%04u", e->number);
	else
		row_format(row, BOOK_ID, "X%08u", e->first);
	row_text(row, BOOK_EVENT, e->event);
	row_text(row, BOOK_KIND, "receipt");
	row_format(row, BOOK_FIRST, "%08u", e->first);
	row_format(row, BOOK_LAST, "%08u", e->last);
	if (e->to)
		set_staff(row, BOOK_TO, e->to);
	row_text(row, BOOK_VERIFIED, "yes");
}

static void
drawer_row(struct row *row, const struct day *day, const struct event *e)
{
	char text[NOTES_SIZE];

	row_format(
	    row, DRAWER_ID, "D%u-%04u", date_number(day->date), e->number);
	set_counter(row, DRAWER_COUNTER, e->counter);
	row_int(row, DRAWER_SESSION, e->session);
	row_text(row, DRAWER_EVENT, e->event);
	if (e->amount_fen)
		row_money(row, DRAWER_AMOUNT, e->amount_fen);
	if (strcmp(e->event, "count") == 0) {
		notes_text(e->amount_fen, text);
		keep(row, DRAWER_NOTES, text);
	}
	if (strcmp(e->event, "close") == 0)
		row_int(row, DRAWER_Z, e->first);
}

void
deposit_id(const struct day *day, const struct event *e, char id[ID_SIZE])
{
	snprintf(id, ID_SIZE, "DP%u-%04u", date_number(day->date), e->number);
}

static void
deposit_row(struct row *row, const struct day *day, const struct event *e)
{
	bool made = strcmp(e->event, "made") == 0;
	int32_t of = made ? day->date - 1 : day->date;
	char date[DATE_TEXT_SIZE], amount[MONEY_TEXT_SIZE], text[ID_SIZE];

	deposit_id(day, e, text);
	keep(row, DEPOSIT_ID, text);
	row_text(row, DEPOSIT_EVENT, e->event);
	row_date(row, DEPOSIT_DAYS, of);
	row_money(row, DEPOSIT_AMOUNT, e->amount_fen);
	row_text(row, DEPOSIT_METHOD, "cash");
	if (!made)
		return;
	date_format(of, date);
	money_format(e->amount_fen, amount);
	row_format(row, DEPOSIT_LINES, "%s:%s", date, amount);
	row_text(row, DEPOSIT_ACCOUNT, BANK_ACCOUNT);
	row_format(row, DEPOSIT_SLIP, "SL%u%04u", date_number(day->date),
	    day->hall->number);
	set_staff(row, DEPOSIT_ESCORT, day->hall->monitor);
}

static void
batch_row(struct row *row, const struct day *day, const struct event *e)
{
	char text[ID_SIZE];

	terminal_text(e->counter, text);
	row_format(row, BATCH_ID, "%s-%06u", text, e->number);
	keep(row, BATCH_DEVICE, text);
	row_text(row, BATCH_METHOD, "card");
	row_time(row, BATCH_FROM, fact_moment(day->date, 0));
	row_time(row, BATCH_TO, fact_moment(day->date, e->second));
	row_int(row, BATCH_COUNT, e->first);
	row_money(row, BATCH_AMOUNT, e->amount_fen);
}

static void
ticket_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct ticket *t = &day->tickets.list[e->payment];
	bool take = strcmp(e->event, "take") == 0;
	char text[ID_SIZE];

	ticket_id(t, day->date, text);
	keep(row, TICKET_ID, text);
	row_text(row, TICKET_EVENT, e->event);
	ticket_number(t, text);
	keep(row, TICKET_NUMBER, text);
	row_text(row, TICKET_QUEUE, queue_words[e->queue].name);
	row_text(row, TICKET_CLASS, class_names[t->class]);
	if (e->counter)
		set_counter(row, TICKET_COUNTER, e->counter);
	if (take)
		row_text(row, TICKET_CHANNEL, t->by_hand ? "manual" : "device");
	row_text(row, TICKET_TO, e->text);
}

static void
counter_row(struct row *row, const struct day *day, const struct event *e)
{
	(void)day;
	set_counter(row, COUNTER_ID, e->counter);
	row_text(row, COUNTER_EVENT, e->event);
}

static void
rating_row(struct row *row, const struct day *day, const struct event *e)
{
	char text[ID_SIZE];

	ticket_id(&day->tickets.list[e->payment], day->date, text);
	row_format(row, RATING_ID, "R%s", text + 1);
	keep(row, RATING_TICKET, text);
	row_int(row, RATING_SCORE, e->first);
	row_text(row, RATING_SOURCE, "device");
}

void
log_id(const struct day *day, const struct event *e, char id[ID_SIZE])
{
	snprintf(id, ID_SIZE, "L%u-%04u", date_number(day->date), e->number);
}

static void
log_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct duty *d = e->duty;
	char text[ID_SIZE];

	log_id(day, e, text);
	keep(row, LOG_ID, text);
	row_text(row, LOG_TOPIC, d->topic);
	row_text(row, LOG_VALUE, d->value);
	row_text(row, LOG_RESULT, d->result);
	row_text(row, LOG_TEXT, d->text);
	if (d->about == ABOUT_CLERK || d->about == ABOUT_SAMPLE)
		set_staff(row, LOG_SUBJECT, e->to);
	if (d->about == ABOUT_DAY)
		row_date(row, LOG_SUBJECT, day->date);
}

/* An invented number, one for each account. */
static void
set_phone(struct row *row, const struct matter *m)
{
	if (!m->no_phone)
		row_format(row, CASE_PHONE, "1390%07u", m->account);
}

static void
case_row(struct row *row, const struct day *day, const struct event *e)
{
	const struct matter *m = &day->hall->matters.list[e->payment];
	char text[ID_SIZE];

	matter_id(m, text);
	keep(row, CASE_ID, text);
	row_text(row, CASE_EVENT, e->event);
	/* Who archives it tomorrow may have no more than this line. */
	row_text(row, CASE_TYPE, m->course->type);
	row_text(row, CASE_ITEM, e->move->item);
	row_text(row, CASE_VALUE, e->move->value);
	if (strcmp(e->event, "open") != 0)
		return;
	account_text(day->hall, m->account, text);
	keep(row, CASE_ACCOUNT, text);
	row_format(row, CASE_CUSTOMER, "U%07u", m->account);
	set_phone(row, m);
	row_text(row, CASE_CHANNEL, "counter");
	row_text(row, CASE_TEXT, m->course->text);
}

static const struct {
	enum kind kind;
	int time, hall, staff;
	void (*fill)(struct row *, const struct day *, const struct event *);
} facts[] = {
    {KIND_PAYMENT, PAYMENT_TIME, PAYMENT_HALL, PAYMENT_STAFF, payment_row},
    {KIND_VOID, VOID_TIME, VOID_HALL, VOID_STAFF, void_row},
    {KIND_REFUND, REFUND_TIME, REFUND_HALL, REFUND_STAFF, refund_row},
    {KIND_RECEIPT, RECEIPT_TIME, RECEIPT_HALL, RECEIPT_STAFF, receipt_row},
    {KIND_BOOK, BOOK_TIME, BOOK_HALL, BOOK_STAFF, book_row},
    {KIND_DRAWER, DRAWER_TIME, DRAWER_HALL, DRAWER_STAFF, drawer_row},
    {KIND_DEPOSIT, DEPOSIT_TIME, DEPOSIT_HALL, DEPOSIT_STAFF, deposit_row},
    {KIND_TICKET, TICKET_TIME, TICKET_HALL, TICKET_STAFF, ticket_row},
    {KIND_COUNTER, COUNTER_TIME, COUNTER_HALL, COUNTER_STAFF, counter_row},
    {KIND_RATING, RATING_TIME, RATING_HALL, RATING_STAFF, rating_row},
    {KIND_CASE, CASE_TIME, CASE_HALL, CASE_STAFF, case_row},
    {KIND_LOG, LOG_TIME, LOG_HALL, LOG_STAFF, log_row},
    {KIND_BATCH, BATCH_TIME, BATCH_HALL, BATCH_STAFF, batch_row},
};

static bool
is_of_queue(enum kind kind)
{
	return kind == KIND_TICKET || kind == KIND_COUNTER ||
	       kind == KIND_RATING;
}

void
fact_row(struct row *row, const struct day *day, const struct event *e)
{
	size_t i = 0;

	while (facts[i].kind != e->kind)
		i++;
	row_start(row, e->kind);
	row_time(row, facts[i].time, fact_moment(day->date, e->second));
	row_text(row, facts[i].hall, day->hall->id);
	/* Nobody hands out the numbers of the machine. */
	if (e->staff || !is_of_queue(e->kind))
		set_staff(row, facts[i].staff, e->staff);
	facts[i].fill(row, day, e);
}
