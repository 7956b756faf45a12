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
	book_kept_free(hold->kept);
	free(hold->text);
	free(hold->path);
	hold->fd = hold->lock = -1;
	hold->kept = NULL;
	hold->text = hold->path = NULL;
}

void
hold_release(struct hold *hold)
{
	hold_clear(hold);
}

/* The second line of the lock file; -1 and errno. */
static int
read_intent(int lock, struct intent *intent)
{
	char text[LOCK_TEXT_SIZE], last = '\0';
	unsigned long long from, to = SIZE_MAX;
	const char *second;

	*intent = (struct intent){0};
	if (lock_read(lock, text) < 0)
		return -1;
	second = strchr(text, '\n');
	if (second &&
	    (sscanf(second, "\nappend %llu %llu%c", &from, &to, &last) == 3 ||
		sscanf(second, "\ndoubt %llu%c", &from, &last) == 2) &&
	    last == '\n')
		*intent = (struct intent){(size_t)from, (size_t)to};
	return 0;
}

/* Say in the lock file whose it is, and the intent: -1 and errno. */
static int
write_intent(const struct hold *hold, struct intent intent)
{
	char text[80] = "";

	if (intent.to == SIZE_MAX)
		snprintf(text, sizeof(text), "doubt %zu\n", intent.from);
	else if (intent.to > 0)
		snprintf(text, sizeof(text), "append %zu %zu\n", intent.from,
		    intent.to);
	return lock_write(hold->book, hold->lock, text);
}

static int
sync_intent(const struct hold *hold, struct intent intent)
{
	return write_intent(hold, intent) < 0 ? -1 : sync_data(hold->lock);
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

/* Copy what stands behind `length` into a file of its own, durably. */
static int
copy_torn(const struct hold *hold, size_t length, int fd, const char *name)
{
	const char *last;
	int directory, result;

	result = write_all(fd, hold->text + length, hold->length - length);
	if (result == 0)
		result = sync_all(fd);
	if (close(fd) < 0 && errno != EINTR)
		result = -1;
	if (result < 0)
		return -1;
	directory = inside_parent(hold->book, name, &last);
	if (directory < 0)
		return -1;
	result = sync_all(directory);
	close(directory);
	return result;
}

/* A copy of what still stands in the journal is none that anybody needs. */
static void
remove_torn(const struct hold *hold, const char *name)
{
	int failure = errno;
	const char *last;
	int directory = inside_parent(hold->book, name, &last);

	if (directory >= 0) {
		(void)unlinkat(directory, last, 0);
		close(directory);
	}
	errno = failure;
}

/* Move what stands behind `length` beside the journal, then cut it off. */
static int
set_aside(struct hold *hold, size_t length, struct error *error)
{
	char name[DAY_NAME_SIZE];
	char *path;
	int fd = open_torn(hold, name);

	if (fd < 0)
		return say_failed(hold, error);
	if (copy_torn(hold, length, fd, name) < 0 ||
	    cut_at(hold->fd, length + hold->shift) < 0) {
		remove_torn(hold, name);
		return say_failed(hold, error);
	}
	if (sync_data(hold->fd) < 0)
		return say_failed(hold, error);
	path = inside_path(hold->book, name);
	snprintf(hold->note, sizeof(hold->note),
	    tr("%s: its end (bytes: %zu) was never confirmed; it stands in "
	       "%s now"),
	    hold->path, hold->length - length, path);
	free(path);
	hold->length = length;
	return 0;
}

void
hold_walk(const struct hold *hold, size_t length, struct walk *walk,
    struct tail *tail)
{
	walk_init(walk, (struct slice){hold->text, length});
	*tail = hold->kept ? hold->kept->tail : (struct tail){0};
	if (hold->kept)
		walk->line = tail->lines - hold->kept->headings_lines;
}

/* A last line that lacks nothing but its LF: an editor took it away. */
static bool
lacks_only_lf(const struct hold *hold, size_t whole)
{
	struct walk walk;
	struct tail tail;
	bool lacks = false;

	if (hold->length > whole && hold->text[whole] != '#') {
		hold_walk(hold, hold->length, &walk, &tail);
		lacks = tail_read(&walk, hold->day, hold->path, &tail, NULL) ==
			0;
		walk_release(&walk);
	}
	return lacks;
}

static int
add_lf(struct hold *hold, struct error *error)
{
	if (write_all(hold->fd, "\n", 1) < 0 || sync_data(hold->fd) < 0)
		return say_failed(hold, error);
	hold->text[hold->length++] = '\n';
	return 0;
}

static int
mend_end(struct hold *hold, struct error *error)
{
	size_t whole = whole_lines(hold->text, hold->length);
	const struct intent *intent = &hold->intent;
	bool half = hold->length >= intent->from && hold->length < intent->to;

	if (half)
		whole = intent->from;
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
	hold->file_length = hold->length;
	if (half && sync_intent(hold, (struct intent){0}) < 0)
		return say_failed(hold, error);
	if (!half && intent->to > 0)
		(void)write_intent(hold, (struct intent){0});
	return 0;
}

int
hold_rewind(struct hold *hold, size_t length, struct error *error)
{
	hold->length = length;
	walk_release(&hold->walk);
	hold_walk(hold, length, &hold->walk, &hold->tail);
	return tail_read(
	    &hold->walk, hold->day, hold->path, &hold->tail, error);
}

static int
read_journal(struct hold *hold, struct error *error)
{
	const struct kept *kept = hold->kept;
	struct slice headings = kept ? kept->headings : SLICE("");
	uint64_t from = kept ? kept->offset : 0;

	hold->shift = (size_t)from - headings.length;
	if (read_behind(hold->fd, from, headings, &hold->text, &hold->length) <
	    0)
		return say_failed(hold, error);
	if (mend_end(hold, error) < 0)
		return -1;
	return hold_rewind(hold, hold->length, error);
}

int
hold_whole(struct hold *hold, struct error *error)
{
	if (!hold->kept)
		return 0;
	book_kept_free(hold->kept);
	hold->kept = NULL;
	free(hold->text);
	hold->text = NULL;
	return read_journal(hold, error);
}

/* 1 held, 0 the journal is gone meanwhile, -1. */
static int
hold_open(struct hold *hold, const char *keeper, unsigned *wait_milliseconds,
    struct error *error)
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
		if (read_intent(hold->lock, &hold->intent) < 0)
			return say_failed(hold, error);
		/* A courtesy; a full disk may have no room for it. */
		if (hold->intent.to == 0)
			(void)write_intent(hold, hold->intent);
	}
	hold->fd = book_open_file(hold->book, hold->name,
	    hold->dry_run ? O_RDONLY : O_RDWR | O_APPEND, error);
	if (hold->fd < 0)
		return errno == ENOENT ? 0 : -1;
	/* What the lock file notes may stand before what was kept. */
	if (keeper && hold->intent.to == 0)
		hold->kept = book_kept_load(
		    hold->book, hold->day, keeper, hold->fd);
	if (read_journal(hold, error) < 0)
		return -1;
	if (hold->kept && !hold_follows(hold) && hold_whole(hold, error) < 0)
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
	if (book_last_closed(hold->book, &last, error) < 0)
		return -1;
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
hold_take(struct hold *hold, const struct book *book, const char *keeper,
    bool dry_run, struct error *error)
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
			got = hold_open(
			    hold, keeper, &wait_milliseconds, error);
		if (got > 0 && !hold->tail.closed)
			return 0;
		hold_clear(hold);
	} while (got >= 0 && may_come(book, &wait_milliseconds, &last));
	return got < 0 ? -1 : say_no_day(hold, error);
}

static int
say_nothing_recorded(const struct hold *hold, struct error *error)
{
	return error_errno(
	    error, HALL_SYSTEM, tr("%s: nothing was recorded"), hold->path);
}

/* The journal is still the file that was read: no hand without a lock. */
static int
check_unchanged(const struct hold *hold, struct error *error)
{
	struct stat status;

	if (fstat(hold->fd, &status) < 0)
		return say_nothing_recorded(hold, error);
	if (status.st_nlink > 0 &&
	    (size_t)status.st_size == hold->length + hold->shift)
		return 0;
	return error_set(error, HALL_SYSTEM,
	    tr("%s: somebody else wrote to it meanwhile; nothing was "
	       "recorded; try again"),
	    hold->path);
}

/*
 * The disk failed, so what was written may be there, in part, or not at all,
 * whatever the next fdatasync says: it is taken back.  Where even that fails
 * the lock file tells the next writer, who sets it aside; that note need not
 * be durable, for after a power cut the disk itself is what counts.
 */
static int
undo_append(struct hold *hold, bool several, struct error *error)
{
	size_t end = hold->length + hold->shift;
	struct intent doubt = {end, SIZE_MAX};
	int failure = errno;

	if (cut_at(hold->fd, end) < 0 || sync_data(hold->fd) < 0) {
		(void)write_intent(hold, doubt);
		errno = failure;
		return error_errno(error, HALL_SYSTEM,
		    tr("%s: the fact is in doubt, and could not be taken "
		       "back"),
		    hold->path);
	}
	if (several)
		(void)sync_intent(hold, (struct intent){0});
	errno = failure;
	return say_nothing_recorded(hold, error);
}

int
hold_append(
    struct hold *hold, struct slice bytes, bool several, struct error *error)
{
	size_t end = hold->length + hold->shift;
	struct intent intent = {end, end + bytes.length};

	if (check_unchanged(hold, error) < 0)
		return -1;
	if (several && sync_intent(hold, intent) < 0)
		return say_nothing_recorded(hold, error);
	if (write_all(hold->fd, bytes.text, bytes.length) < 0 ||
	    sync_data(hold->fd) < 0)
		return undo_append(hold, several, error);
	hold->length += bytes.length;
	/* From here on the journal is longer than the note says: it counts
	 * no more, and whether it is wiped does not matter. */
	if (several)
		(void)write_intent(hold, (struct intent){0});
	return 0;
}
