#include "audit/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "audit/checking.h"
#include "audit/log.h"
#include "audit/step.h"
#include "base/message.h"

void
wrong(struct checking *c, enum hall_status status, const char *format, ...)
{
	char text[ERROR_TEXT_MAX];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	c->worst = status_worst(c->worst, status);
	c->wrongs++;
	c->request->wrong(c->request->context, text);
}

void
wrong_error(struct checking *c, const struct error *e)
{
	wrong(c, e->status, "%s", e->text);
}

void
note(struct checking *c, const char *format, ...)
{
	char text[ERROR_TEXT_MAX];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	c->request->note(c->request->context, text);
}

static bool
is_wanted(const struct checking *c, int32_t day)
{
	if (c->request->count == 0)
		return true;
	for (size_t i = 0; i < c->request->count; i++)
		if (c->request->days[i] == day)
			return true;
	return false;
}

static bool
has_seal(const struct checking *c, int32_t day)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->days[i] == day)
			return true;
	return false;
}

int
look_again(struct checking *c)
{
	struct error e;

	c->days = log_days(c->book, &c->arena, &c->count, &e);
	if (c->days)
		return 0;
	wrong_error(c, &e);
	return -1;
}

int
is_there(struct checking *c, const char *name)
{
	struct error e;
	int has = book_has(c->book, name, &e);

	if (has < 0)
		wrong_error(c, &e);
	return has;
}

/* The seal before, as far as it can be read; the caller releases. */
static const struct seal *
load_previous(struct checking *c, size_t at, struct seal *seal)
{
	struct error e;

	*seal = (struct seal){0};
	if (at == 0 || seal_load(seal, c->book, c->days[at - 1], &e) < 0)
		return NULL;
	return seal;
}

static void
check_sealed_days(struct checking *c)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct seal *previous;
		struct seal kept;

		if (!is_wanted(c, c->days[i]))
			continue;
		previous = load_previous(c, i, &kept);
		check_day(c, previous, c->days[i]);
		seal_release(&kept);
	}
}

/* An archive without a seal is as good as a deleted seal. */
static void
check_unsealed(struct checking *c, const int32_t *days, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *seal = file_of_day(days[i], ".seal", &c->arena);
		char *archive = file_of_day(days[i], ".bgz", &c->arena);
		char *journal = file_of_day(days[i], "/journal.csv", &c->arena);

		if (has_seal(c, days[i]) || !is_wanted(c, days[i]))
			continue;
		/* In this order, for a close may be at it. */
		if (is_there(c, archive) == 1 && is_there(c, journal) == 0 &&
		    is_there(c, seal) == 0)
			wrong(c, HALL_DATA,
			    tr("%s: is missing: %s is not sealed"), seal,
			    archive);
	}
}

static void
check_wanted(struct checking *c, const int32_t *days, size_t count)
{
	char date[DATE_TEXT_SIZE];

	for (size_t i = 0; i < c->request->count; i++) {
		bool found = false;

		for (size_t j = 0; j < count; j++)
			found = found || days[j] == c->request->days[i];
		date_format(c->request->days[i], date);
		if (!found)
			wrong(c, HALL_DATA,
			    tr("%s: there is no such day in this book"), date);
	}
}

/* Between two days there is none; but it must not have been there. */
static void
check_none_open(struct checking *c)
{
	struct seal last = {0};
	struct error e;

	if (c->count == 0 || c->request->count > 0)
		return;
	if (seal_load(&last, c->book, c->days[c->count - 1], &e) == 0 &&
	    step_journal_lost(c->book, last.next, &e) < 0)
		wrong_error(c, &e);
	else
		note(c, tr("no day is open: `hall-audit open` opens the next"));
	seal_release(&last);
}

void
check_open_day(struct checking *c)
{
	struct verified_day report = {.open = true, .root = ""};
	struct seal_journal journal;
	struct seal last = {0};
	struct buffer chain = {0};
	struct error e = {0};
	char date[DATE_TEXT_SIZE], *path;
	int32_t open;

	if (book_open_day(c->book, &open, &e) < 0) {
		wrong_error(c, &e);
		return;
	}
	if (look_again(c) < 0)
		return;
	if (open == DATE_NONE)
		check_none_open(c);
	if (open == DATE_NONE || !is_wanted(c, open) || has_seal(c, open))
		return;
	date_format(open, date);
	if (c->count > 0) {
		if (seal_load(&last, c->book, c->days[c->count - 1], &e) < 0) {
			wrong(c, e.status,
			    tr("%s: is not checked: it goes on from a seal "
			       "that cannot be read: %s"),
			    date, e.text);
			seal_release(&last);
			return;
		}
		buffer_slice(&chain, seal_get(&last, "chain-last"));
		if (last.next != open)
			wrong(c, HALL_DATA,
			    tr("%s is open, but the last seal says that "
			       "%.*s follows"),
			    date, SLICE_ARG(seal_get(&last, "next")));
	}
	path = book_day_path(c->book, open, "/journal.csv", &c->arena);
	report.day = open;
	if (check_facts(c, slice_of(date), path, chain.text, &journal) == 0) {
		report.whole = journal.chain_whole;
		report.records = journal.chain.records;
		if (!report.whole)
			wrong_error(c, &journal.chain_error);
		seal_journal_release(&journal);
	}
	c->request->day(c->request->context, &report);
	buffer_release(&chain);
	seal_release(&last);
}

static void
check_days(struct checking *c, const int32_t *days, size_t count)
{
	struct error broken;

	c->count_first = c->count;
	/* Without keys the bytes can be compared all the same. */
	if (ring_load(&c->ring, c->book, &broken) < 0 ||
	    ring_load_sealing(&c->sealing, c->book, &broken) < 0)
		wrong_error(c, &broken);
	check_wanted(c, days, count);
	check_sealed_days(c);
	check_unsealed(c, days, count);
	check_open_day(c);
	check_log(c);
	ring_release(&c->ring);
	ring_release(&c->sealing);
}

/* Where nobody can see which days there are, nothing is proven. */
enum hall_status
verify_book(const struct verify_request *request)
{
	struct checking c = {
	    .request = request,
	    .book = request->filter->book,
	};
	struct error broken;
	int32_t *days;
	size_t count;

	days = book_days(c.book, &c.arena, &count, &broken);
	if (!days)
		wrong_error(&c, &broken);
	else if (look_again(&c) == 0)
		check_days(&c, days, count);
	arena_release(&c.arena);
	return c.worst;
}
