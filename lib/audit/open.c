#include "audit/open.h"

#include "audit/log.h"
#include "audit/seal.h"
#include "audit/step.h"
#include "base/message.h"

#define LOCK_SECONDS 3

static int
another_is_open(int32_t open, struct error *e)
{
	char date[DATE_TEXT_SIZE];

	date_format(open, date);
	return error_set(e, HALL_USAGE,
	    tr("%s is open: `hall-audit close` comes first"), date);
}

/* The day that the last seal names is the only one that may follow. */
static int
open_after(struct book *book, int32_t last, int32_t day, int32_t *opened,
    struct error *e)
{
	char after[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];
	struct seal seal;
	struct buffer chain = {0};
	int result = seal_load(&seal, book, last, e);

	if (result == 0 && day != DATE_NONE && day != seal.next) {
		date_format(last, after);
		date_format(seal.next, next);
		result = error_set(e, HALL_USAGE,
		    tr("after %s comes %s, and no other day"), after, next);
	}
	if (result == 0)
		result = step_journal_lost(book, seal.next, e);
	if (result == 0) {
		*opened = seal.next;
		buffer_slice(&chain, seal_get(&seal, "chain-last"));
		result = journal_create_day(book, seal.next, chain.text, e);
	}
	buffer_release(&chain);
	seal_release(&seal);
	return result;
}

static int
open_locked(struct book *book, const struct journal_options *recording,
    int32_t day, int32_t *opened, struct error *e)
{
	const struct zone *zone = config_zone(book_config(book));
	int32_t today = moment_date(moment_now(zone)), open;
	struct arena arena = {0};
	struct who who;
	size_t count;
	int32_t *days;
	int result;

	if (book_open_day(book, &open, e) < 0)
		return -1;
	if (open != DATE_NONE) {
		*opened = open;
		return day == DATE_NONE || day == open
			   ? 0
			   : another_is_open(open, e);
	}
	if (who_am_i(book, recording->staff, today, &who, e) < 0 ||
	    who_must(book, who.staff, "close-day", today, e) < 0)
		return -1;
	days = log_days(book, &arena, &count, e);
	if (!days) {
		result = -1;
	} else if (count > 0) {
		result = open_after(book, days[count - 1], day, opened, e);
	} else {
		*opened = day == DATE_NONE ? today : day;
		result = journal_create_day(book, *opened, NULL, e);
	}
	arena_release(&arena);
	return result < 0 ? -1 : 1;
}

int
open_day(struct book *book, const struct journal_options *recording,
    int32_t day, int32_t *opened, struct error *e)
{
	int lock = book_lock(book, LOCK_SECONDS, e);
	int result;

	if (lock < 0)
		return -1;
	result = open_locked(book, recording, day, opened, e);
	book_unlock(lock);
	return result;
}
