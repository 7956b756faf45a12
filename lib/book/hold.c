/*
 * hold.c - locking a journal, mending its end, appending to it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "book/hold.h"
#include "book/journal.h"

#define CLOSING_PAUSE_MILLISECONDS 20
#define TORN_MAX 10000

static void
hold_clear(struct hold *hold)
{
	if (hold->fd >= 0)
		close(hold->fd);
	if (hold->lock >= 0)
		close(hold->lock);
	walk_release(&hold->walk);
	free(hold->text);
	free(hold->path);
	hold->fd = hold->lock = -1;
	hold->text = hold->path = NULL;
}

void
hold_release(struct hold *hold)
{
	hold_clear(hold);
}

/* An unfinished commit that the lock file tells of: its ends. */
static bool
read_intent(const struct hold *hold, size_t *old_length, size_t *new_length)
{
	char text[512], last = '\0';
	unsigned long long from, to;
	ssize_t length;

	if (hold->lock < 0)
		return false;
	length = pread(hold->lock, text, sizeof(text) - 1, 0);
	text[length > 0 ? length : 0] = '\0';
	if (sscanf(text, "%*d %*s append %llu %llu%c", &from, &to, &last) !=
		3 ||
	    last != '\n')
		return false;
	*old_length = (size_t)from;
	*new_length = (size_t)to;
	return true;
}

static int
write_intent(const struct hold *hold, size_t new_length)
{
	char text[80];

	snprintf(
	    text, sizeof(text), "append %zu %zu\n", hold->length, new_length);
	return lock_write(hold->lock, text) < 0 ? -1 : fdatasync(hold->lock);
}

static int
clear_intent(const struct hold *hold)
{
	return lock_write(hold->lock, NULL) < 0 ? -1 : fdatasync(hold->lock);
}

static size_t
whole_lines(const char *text, size_t length)
{
	const char *last = memrchr(text, '\n', length);

	return last ? (size_t)(last - text) + 1 : 0;
}

static int
say_failed(const struct hold *hold, struct error *error)
{
	return error_errno(error, HALL_SYSTEM, "%s", hold->path);
}

/* The first name journal.torn-N that is free, opened. */
static int
open_torn(const struct hold *hold, char name[DAY_NAME_SIZE])
{
	for (int n = 1; n < TORN_MAX; n++) {
		char rest[32];
		int fd;

		snprintf(rest, sizeof(rest), "/journal.torn-%d", n);
		day_name(hold->day, rest, name);
		fd = inside_open(hold->book, name, O_WRONLY | O_CREAT | O_EXCL);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* Move what stands behind `length` beside the journal, then cut it off. */
static int
set_aside(struct hold *hold, size_t length, struct error *error)
{
	char name[DAY_NAME_SIZE];
	char *path;
	int fd = open_torn(hold, name), result;

	if (fd < 0)
		return say_failed(hold, error);
	result = write_all(fd, hold->text + length, hold->length - length);
	if (result == 0)
		result = fsync(fd);
	if (close(fd) < 0 || result < 0)
		return say_failed(hold, error);
	if (ftruncate(hold->fd, (off_t)length) < 0 || fdatasync(hold->fd) < 0)
		return say_failed(hold, error);
	path = inside_path(hold->book, name);
	snprintf(hold->note, sizeof(hold->note),
	    tr("%s: its last %zu bytes were half a write and were never "
	       "confirmed; they stand in %s now"),
	    hold->path, hold->length - length, path);
	free(path);
	hold->length = length;
	return 0;
}

/* A last line that lacks nothing but its LF: an editor took it away. */
static bool
lacks_only_lf(const struct hold *hold, size_t whole)
{
	struct walk walk;
	struct tail tail;
	bool lacks = false;

	if (hold->length > whole && hold->text[whole] != '#') {
		walk_init(&walk, (struct slice){hold->text, hold->length});
		lacks = tail_read(&walk, hold->day, hold->path, &tail, NULL) ==
			0;
		walk_release(&walk);
	}
	return lacks;
}

static int
add_lf(struct hold *hold, struct error *error)
{
	if (write_all(hold->fd, "\n", 1) < 0 || fdatasync(hold->fd) < 0)
		return say_failed(hold, error);
	hold->text[hold->length++] = '\n';
	return 0;
}

static int
mend_end(struct hold *hold, struct error *error)
{
	size_t whole = whole_lines(hold->text, hold->length);
	size_t before, after;
	bool half = read_intent(hold, &before, &after) &&
		    hold->length < after && hold->length >= before;

	if (half)
		whole = before;
	hold->file_length = hold->length;
	if (hold->dry_run) {
		hold->length = whole;
		return 0;
	}
	if (!half && lacks_only_lf(hold, whole)) {
		if (add_lf(hold, error) < 0)
			return -1;
	} else if (hold->length > whole && set_aside(hold, whole, error) < 0) {
		return -1;
	}
	if (half && clear_intent(hold) < 0)
		return say_failed(hold, error);
	hold->file_length = hold->length;
	/* A courtesy; a full disk may have no room for it. */
	(void)lock_write(hold->lock, NULL);
	return 0;
}

int
hold_rewind(struct hold *hold, size_t length, struct error *error)
{
	hold->length = length;
	walk_release(&hold->walk);
	walk_init(&hold->walk, (struct slice){hold->text, length});
	return tail_read(
	    &hold->walk, hold->day, hold->path, &hold->tail, error);
}

/* 1 held, 0 the journal is gone meanwhile, -1. */
static int
hold_open(struct hold *hold, unsigned *wait_milliseconds, struct error *error)
{
	char lock[DAY_NAME_SIZE];

	day_name(hold->day, "/journal.csv", hold->name);
	day_name(hold->day, "/journal.lock", lock);
	hold->path = inside_path(hold->book, hold->name);
	if (!hold->dry_run) {
		hold->lock = lock_take(
		    hold->book, lock, wait_milliseconds, error);
		if (hold->lock < 0)
			return -1;
	}
	hold->fd = book_open_file(hold->book, hold->name,
	    hold->dry_run ? O_RDONLY : O_RDWR | O_APPEND, error);
	if (hold->fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (read_all(hold->fd, &hold->text, &hold->length) < 0)
		return say_failed(hold, error);
	if (mend_end(hold, error) < 0 ||
	    hold_rewind(hold, hold->length, error) < 0)
		return -1;
	return 1;
}

static int
say_no_day(const struct hold *hold, struct error *error)
{
	char text[DATE_TEXT_SIZE];
	int32_t last;

	if (hold->day != DATE_NONE) {
		date_format(hold->day, text);
		return error_set(error, HALL_USAGE,
		    tr("%s is being closed; 'hall-audit close %s' goes on "
		       "with it and opens the next day"),
		    text, text);
	}
	last = book_last_closed(hold->book);
	if (last == DATE_NONE)
		return error_set(error, HALL_USAGE,
		    tr("%s: no day is open; 'hall-audit open' opens the "
		       "first"),
		    book_path(hold->book));
	date_format(last, text);
	return error_set(error, HALL_USAGE,
	    tr("%s: no day is open, and %s is closed; 'hall-audit open' "
	       "opens the next"),
	    book_path(hold->book), text);
}

/*
 * No journal to append to: the day is being closed, and whoever closes it
 * is about to open the next.  Wait while the book is locked, and look once
 * more when it no longer is: the next day may have come in between.
 */
static bool
may_come(const struct book *book, unsigned *wait_milliseconds, bool *last)
{
	if (*last || *wait_milliseconds < CLOSING_PAUSE_MILLISECONDS)
		return false;
	if (!lock_is_held(book, BOOK_LOCK)) {
		*last = true;
		return true;
	}
	*wait_milliseconds -= CLOSING_PAUSE_MILLISECONDS;
	milliseconds_pass(CLOSING_PAUSE_MILLISECONDS);
	return true;
}

int
hold_take(struct hold *hold, const struct book *book, bool dry_run,
    struct error *error)
{
	unsigned wait_milliseconds = JOURNAL_LOCK_SECONDS * 1000;
	bool last = false;
	int got;

	do {
		got = 0;
		*hold = (struct hold){
		    .book = book, .dry_run = dry_run, .lock = -1, .fd = -1};
		if (book_open_day(book, &hold->day, error) < 0)
			return -1;
		if (hold->day != DATE_NONE)
			got = hold_open(hold, &wait_milliseconds, error);
		if (got > 0 && !hold->tail.closed)
			return 0;
		hold_clear(hold);
	} while (got >= 0 && may_come(book, &wait_milliseconds, &last));
	return got < 0 ? -1 : say_no_day(hold, error);
}

/* The journal is still the file that was read: no hand without a lock. */
static bool
is_unchanged(const struct hold *hold)
{
	struct stat status;

	return fstat(hold->fd, &status) == 0 && status.st_nlink > 0 &&
	       (size_t)status.st_size == hold->length;
}

static int
undo_append(struct hold *hold, bool several, struct error *error)
{
	int failure = errno;

	if (ftruncate(hold->fd, (off_t)hold->length) < 0 ||
	    fdatasync(hold->fd) < 0)
		return error_errno(error, HALL_SYSTEM,
		    tr("%s: the fact is in doubt, and could not be taken "
		       "back"),
		    hold->path);
	if (several)
		(void)clear_intent(hold);
	errno = failure;
	return error_errno(
	    error, HALL_SYSTEM, tr("%s: nothing was recorded"), hold->path);
}

int
hold_append(
    struct hold *hold, struct slice bytes, bool several, struct error *error)
{
	if (!is_unchanged(hold))
		return error_set(error, HALL_SYSTEM,
		    tr("%s: somebody else wrote to it meanwhile; nothing was "
		       "recorded; try again"),
		    hold->path);
	if (several && write_intent(hold, hold->length + bytes.length) < 0)
		return undo_append(hold, several, error);
	if (write_all(hold->fd, bytes.text, bytes.length) < 0 ||
	    fdatasync(hold->fd) < 0)
		return undo_append(hold, several, error);
	hold->length += bytes.length;
	/* From here on the journal is longer than the note says: it counts
	 * no more, and whether it is wiped does not matter. */
	if (several)
		(void)lock_write(hold->lock, NULL);
	return 0;
}
