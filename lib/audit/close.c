#include "audit/close.h"

#include <stdlib.h>
#include <string.h>

#include "audit/log.h"
#include "audit/step.h"
#include "base/message.h"

/* Another close takes a second or two; longer than that, something hangs. */
#define LOCK_SECONDS 3

int
day_after(
    const struct config *config, int32_t day, int32_t *next, struct error *e)
{
	const struct node *root = config_root(config);
	const struct calendar *calendar;
	int year;

	if (!node_path(root, "calendars.hall")) {
		*next = day + 1;
		return 0;
	}
	calendar = config_calendar(config, "hall", e);
	if (!calendar)
		return -1;
	if (calendar_add(calendar, day, 1, next, &year) == 0)
		return 0;
	return node_error(node_path(root, "calendars.hall"), e,
	    tr("no days of the year %d: which day is next cannot be said"),
	    year);
}

static void
closing_release(struct closing *c)
{
	key_free(c->key);
	ring_release(&c->ring);
	arena_release(&c->arena);
}

/* How the chain of the day before ends, and what it handed over. */
static void
note_previous(struct closing *c, const struct seal *seal)
{
	struct slice chain = seal_get(seal, "chain-last");
	struct seal_file carried;

	if (chain.length < sizeof(c->chain_before))
		memcpy(c->chain_before, chain.text, chain.length);
	if (seal_file_parse(seal_get(seal, "carry-out"), &carried) == 0 &&
	    carried.digest.length < sizeof(c->carried))
		memcpy(c->carried, carried.digest.text, carried.digest.length);
}

/* The last sealed day before c->day. */
static int
find_previous(struct closing *c, struct error *e)
{
	size_t count;
	int32_t *days = log_days(c->book, &c->arena, &count, e);
	struct seal seal;
	int result;

	if (!days)
		return -1;
	c->previous = DATE_NONE;
	for (size_t i = 0; i < count && days[i] < c->day; i++)
		c->previous = days[i];
	if (c->previous == DATE_NONE)
		return 0;
	result = seal_load(&seal, c->book, c->previous, e);
	if (result == 0)
		note_previous(c, &seal);
	seal_release(&seal);
	return result;
}

static int
day_has(struct closing *c, const char *rest, struct error *e)
{
	return book_has(c->book, file_of_day(c->day, rest, &c->arena), e);
}

static int
no_such_day(struct closing *c, int32_t open, struct error *e)
{
	char date[DATE_TEXT_SIZE], now[DATE_TEXT_SIZE];

	date_format(c->day, date);
	if (open == DATE_NONE)
		return error_set(e, HALL_USAGE,
		    tr("%s: there is no such day in this book"), date);
	date_format(open, now);
	return error_set(e, HALL_USAGE,
	    tr("%s: there is no such day in this book; open is %s"), date, now);
}

/* Which day is meant; the open one, or the last when none is open. */
static int
find_day(struct closing *c, struct error *e)
{
	int journal, seal;
	int32_t open;

	c->book = c->request->filter->book;
	c->day = c->request->day;
	if (book_open_day(c->book, &open, e) < 0)
		return -1;
	if (c->day == DATE_NONE)
		c->day = open;
	if (c->day == DATE_NONE && book_last_closed(c->book, &c->day, e) < 0)
		return -1;
	if (c->day == DATE_NONE)
		return error_set(e, HALL_USAGE, "%s",
		    tr("no day is open: `hall-audit open` opens the first"));
	journal = day_has(c, "/journal.csv", e);
	seal = day_has(c, ".seal", e);
	if (journal < 0 || seal < 0)
		return -1;
	c->sealed = seal;
	if (!journal && !seal)
		return no_such_day(c, open, e);
	return find_previous(c, e);
}

static bool
has_begun(const struct closing *c)
{
	const struct zone *zone = config_zone(book_config(c->book));

	return c->day <= moment_date(moment_now(zone));
}

/* Set by the journal's last record. */
static void
see_closed(void *context, const struct record *r)
{
	bool *closed = context;

	*closed = r->kind == KIND_DAY &&
		  slice_is(rec_get(r, DAY_EVENT), "closed");
}

/*
 * A journal that was changed; but not one whose last line a power cut left
 * half, for the close sets that aside, as any recording does.
 */
static void
find_changes(struct closing *c, struct blockers *b)
{
	char *path = step_journal(c);
	struct journal_sum sum;
	struct error broken, unread;
	struct lines lines;

	if (journal_verify(book_source(c->book, path, &broken), step_chain(c),
		&sum, &broken) == 0 ||
	    (lines_measure(
		 book_source(c->book, path, &unread), &lines, &unread) == 0 &&
		lines.cut && lines.count == sum.line))
		return;
	blockers_add(b, arena_text(&b->arena, "%s", broken.text), NULL,
	    "hall-audit verify");
}

/* Cases, stock and money that are not carried on are lost. */
static void
find_carried(struct closing *c, struct blockers *b)
{
	char *name = file_of_day(c->day, "/carry.in", &c->arena);
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE], before[DATE_TEXT_SIZE];
	struct error broken;
	uint64_t bytes;

	if (!c->carried[0])
		return;
	if (file_digest(c->book, name, digest, &bytes, &broken) < 0) {
		blockers_add(b, arena_text(&b->arena, "%s", broken.text), NULL,
		    "hall-audit verify");
		return;
	}
	digest_hex(digest, DIGEST_SIZE, hex);
	date_format(c->previous, before);
	if (strcmp(hex, c->carried) != 0)
		blockers_add(b,
		    arena_text(&b->arena, tr("%s: is not what %s handed over"),
			name, before),
		    NULL, "hall-audit verify");
}

/* Everything that stands against closing; all of it, in a stable order. */
static int
find_blockers(struct closing *c, struct blockers *b, struct error *e)
{
	const struct close_request *r = c->request;
	struct buffer part = {0};
	struct error broken;
	enum hall_status worst;
	char **names;
	size_t count;
	int32_t *days = log_days(c->book, &c->arena, &count, e);
	uint64_t size;
	int result;

	if (!days)
		return -1;
	result = log_agrees(c->book, days, count, &size, &broken);
	if (result < 0)
		blockers_add(b, arena_text(&b->arena, "%s", broken.text), NULL,
		    "hall-audit verify");
	else if (result == 0)
		blockers_add(b,
		    tr("earlier days do not agree with the checkpoint"), NULL,
		    "hall-audit verify");
	if (file_list(c->book, file_of_day(c->day, "/files", &c->arena),
		&c->arena, &names, &count, &broken) < 0)
		blockers_add(
		    b, arena_text(&b->arena, "%s", broken.text), NULL, NULL);
	find_changes(c, b);
	find_carried(c, b);
	result = derive_part(r->filter, r->sets, c->day, &part, &worst, e);
	if (result == 0)
		result = blockers_from_part(
		    b, r->filter, buffer_view(&part), e);
	buffer_release(&part);
	return result;
}

/* A day that is closed late, after a power cut, ended on its own date. */
static int
check_ended(
    const struct closing *c, const struct journal *journal, struct error *e)
{
	struct moment ended = journal_time(journal);
	char is[MOMENT_TEXT_SIZE], day[DATE_TEXT_SIZE];

	if (moment_date(ended) >= c->day)
		return 0;
	moment_format(ended, is);
	date_format(c->day, day);
	return error_set(
	    e, HALL_USAGE, tr("--at: %s is before %s began"), is, day);
}

/* Who may close: their `day closed` fact, on whichever date it is. */
static int
record_closed(struct closing *c, struct close_result *result, struct error *e)
{
	const struct close_request *r = c->request;
	struct journal_options options = *r->recording;
	struct journal *journal;
	struct record draft;
	struct row row;
	int status = -1;

	options.closing = true;
	journal = journal_begin(c->book, &options, e);
	if (!journal)
		return -1;
	if (journal_note(journal))
		result->note = memory_text(slice_of(journal_note(journal)));
	row_init(&row);
	if (who_must(c->book, journal_who(journal)->staff, "close-day",
		moment_date(journal_entered(journal)), e) < 0 ||
	    check_ended(c, journal, e) < 0 ||
	    find_blockers(c, &result->blockers, e) < 0)
		goto out;
	if (result->blockers.count > 0 && !r->force) {
		result->end = CLOSE_BLOCKED;
		status = 0;
		goto out;
	}
	row_start(&row, KIND_DAY);
	row_date(&row, DAY_ID, c->day);
	row_text(&row, DAY_EVENT, "closed");
	if (r->recording->reason)
		row_text(&row, DAY_REASON, r->recording->reason);
	if (journal_add(journal, &row, &draft, e) < 0)
		goto out;
	status = journal_commit(journal, r->output, e);
	journal = NULL;
out:
	journal_abandon(journal);
	row_release(&row);
	return status;
}

/* All that comes before the seal, from a journal that ends in `closed`. */
static int
make_seal(struct closing *c, struct error *e)
{
	struct seal_journal journal;
	int result = -1;

	if (day_after(book_config(c->book), c->day, &c->next, e) < 0 ||
	    seal_journal_measure(&journal,
		book_source(c->book, step_journal(c), e), step_chain(c), NULL,
		NULL, e) < 0)
		return -1;
	if (step_derive(c, e) == 0 && step_archive(c, &journal, e) == 0 &&
	    step_config(c, e) == 0)
		result = step_seal(c, &journal, e);
	seal_journal_release(&journal);
	return result;
}

static int
close_until_sealed(
    struct closing *c, struct close_result *result, struct error *e)
{
	bool closed = false;

	if (step_key(c, e) < 0 ||
	    facts_each(book_source(c->book, step_journal(c), e), see_closed,
		&closed, NULL, e) < 0)
		return -1;
	if (!closed && record_closed(c, result, e) < 0)
		return -1;
	if (result->end == CLOSE_BLOCKED)
		return 0;
	return make_seal(c, e);
}

static int
is_last_sealed(struct closing *c, struct error *e)
{
	size_t count;
	int32_t *days = log_days(c->book, &c->arena, &count, e);

	if (!days)
		return -1;
	return count > 0 && days[count - 1] == c->day;
}

static int
close_locked(struct closing *c, struct close_result *result, struct error *e)
{
	bool done, sealed_now = false;
	int last;

	result->end = CLOSE_DONE;
	if (find_day(c, e) < 0)
		return -1;
	result->day = c->day;
	if (!c->sealed) {
		if (!has_begun(c)) {
			result->end = CLOSE_NOT_BEGUN;
			return 0;
		}
		if (close_until_sealed(c, result, e) < 0)
			return -1;
		if (result->end == CLOSE_BLOCKED)
			return 0;
		sealed_now = true;
	}
	if (seal_load(&result->seal, c->book, c->day, e) < 0)
		return -1;
	result->next = result->seal.next;
	last = is_last_sealed(c, e);
	if (last < 0)
		return -1;
	/* A day in the middle of the log needs nothing more. */
	if (!last) {
		result->end = CLOSE_ALREADY;
		return 0;
	}
	if (step_finish(c, &result->seal, &done, e) < 0)
		return -1;
	if (!done && !sealed_now)
		result->end = CLOSE_ALREADY;
	return 0;
}

int
close_day(const struct close_request *request, struct close_result *result,
    struct error *e)
{
	struct closing c = {.request = request};
	int lock, status;

	*result = (struct close_result){0};
	lock = book_lock(request->filter->book, LOCK_SECONDS, e);
	if (lock < 0)
		return -1;
	status = close_locked(&c, result, e);
	closing_release(&c);
	book_unlock(lock);
	return status;
}

void
close_release(struct close_result *result)
{
	free(result->note);
	blockers_release(&result->blockers);
	seal_release(&result->seal);
}

/* Not being allowed, or having no key, stands against closing too. */
static void
check_person_and_key(struct closing *c, struct blockers *b)
{
	const struct zone *zone = config_zone(book_config(c->book));
	int32_t today = moment_date(moment_now(zone));
	struct error broken;
	struct who who;

	if (who_am_i(c->book, c->request->recording->staff, today, &who,
		&broken) < 0 ||
	    who_must(c->book, who.staff, "close-day", today, &broken) < 0)
		blockers_add(
		    b, arena_text(&b->arena, "%s", broken.text), NULL, NULL);
	if (step_key(c, &broken) < 0)
		blockers_add(
		    b, arena_text(&b->arena, "%s", broken.text), NULL, NULL);
}

/* 1 when nothing is left to do, 0, -1. */
static int
finished(struct closing *c, struct error *e)
{
	int last = is_last_sealed(c, e);
	int journal = last > 0 ? day_has(c, "/journal.csv", e) : 0;
	int32_t open;

	if (last < 0 || journal < 0 || book_open_day(c->book, &open, e) < 0)
		return -1;
	return !last || (!journal && open != DATE_NONE);
}

static int
check(struct closing *c, struct close_result *result, struct error *e)
{
	bool closed = false;
	int done;

	if (find_day(c, e) < 0)
		return -1;
	result->day = c->day;
	if (c->sealed) {
		done = finished(c, e);
		result->end = done ? CLOSE_ALREADY : CLOSE_HALFWAY;
		return done < 0 ? -1 : 0;
	}
	if (!has_begun(c)) {
		result->end = CLOSE_NOT_BEGUN;
		return 0;
	}
	if (facts_each(book_source(c->book, step_journal(c), e), see_closed,
		&closed, NULL, e) < 0)
		return -1;
	if (closed) {
		result->end = CLOSE_HALFWAY;
		return 0;
	}
	if (find_blockers(c, &result->blockers, e) < 0)
		return -1;
	check_person_and_key(c, &result->blockers);
	result->end = result->blockers.count > 0 ? CLOSE_BLOCKED : CLOSE_READY;
	return 0;
}

int
close_check(const struct close_request *request, struct close_result *result,
    struct error *e)
{
	struct closing c = {.request = request};
	int status;

	*result = (struct close_result){0};
	status = check(&c, result, e);
	closing_release(&c);
	return status;
}
