/*
 * book_fixture.h - a book in a scratch directory, for unit tests.
 *
 * The open day is tomorrow: facts of the evening after the close, so that no
 * test minds midnight.
 */
#ifndef BOOK_FIXTURE_H
#define BOOK_FIXTURE_H

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "base/arena.h"
#include "base/message.h"
#include "book/inside.h"
#include "book/journal.h"
#include "record/bgzf.h"
#include "record/source.h"

#define FIXTURE_PATH 256

/* A test that has the fixture. */
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

struct fixture {
	char path[FIXTURE_PATH];
	char journal[FIXTURE_PATH + 32];
	struct book *book;
	int32_t day;
	struct error error;
};

static inline void
write_file(const char *directory, const char *name, const char *text)
{
	char path[FIXTURE_PATH * 4];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Not inline: gcc then takes the text for a dangling pointer. */
__attribute__((noinline, unused)) static char *
read_text(const char *path)
{
	int fd = open(path, O_RDONLY);
	char *text;
	size_t length;

	assert_true(fd >= 0);
	assert_int_equal(read_all(fd, &text, &length), 0);
	close(fd);
	return text;
}

/* A file that holds just these bytes. */
static inline void
put_bytes(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write_all(fd, bytes, length), 0);
	close(fd);
}

/* The staff: S01 is this user and may act; `more` goes behind. */
static inline void
fixture_definition(const struct fixture *f, const char *more)
{
	char text[4096], login[LOGIN_SIZE];

	(void)login_of_user(login, NULL);
	snprintf(text, sizeof(text),
	    "hall: {id: H01}\n"
	    "staff:\n"
	    "  S01: {name: one, login: '%s', role: monitor}\n"
	    "  S02: {name: two, login: nobody-else, role: clerk}\n"
	    "  S03: {name: three, login: gone, role: clerk, to: 2020-01-01}\n"
	    "roles:\n"
	    "  clerk: {can: [take]}\n"
	    "  monitor: {can: [take, void, act]}\n"
	    "  manager: {can: [void, approve-refund]}\n"
	    "%s",
	    login, more);
	write_file(f->path, "hall.yaml", text);
}

static inline void
fixture_open(struct fixture *f)
{
	f->book = book_open(f->path, NULL, true, &f->error);
	if (!f->book)
		fail_msg("%s", f->error.text);
}

static inline enum day_state
fixture_state(const struct fixture *f, int32_t day)
{
	enum day_state state = DAY_NONE;
	struct error error;

	if (book_day_state(f->book, day, &state, &error) < 0)
		fail_msg("%s", error.text);
	return state;
}

static inline int
fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	const char *scratch = getenv("TMPDIR");
	char day[DATE_TEXT_SIZE];

	snprintf(f->path, sizeof(f->path), "%s/hall-book-XXXXXX",
	    scratch ? scratch : "/tmp");
	if (!mkdtemp(f->path))
		return -1;
	language_set(LANGUAGE_EN);
	fixture_definition(f, "");
	fixture_open(f);
	f->day = moment_date(moment_now(config_zone(book_config(f->book)))) + 1;
	date_format(f->day, day);
	snprintf(
	    f->journal, sizeof(f->journal), "%s/%s/journal.csv", f->path, day);
	*state = f;
	return 0;
}

static inline int
fixture_teardown(void **state)
{
	struct fixture *f = *state;
	char command[FIXTURE_PATH + 16];

	book_close(f->book);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->path);
	if (system(command) != 0)
		return -1;
	free(f);
	return 0;
}

static inline void
fixture_day(struct fixture *f)
{
	if (journal_create_day(f->book, f->day, NULL, &f->error) < 0)
		fail_msg("%s", f->error.text);
}

/* A log fact with that text, recorded; what was printed comes back. */
static inline int
fixture_record(struct fixture *f, const struct journal_options *options,
    const char *text, struct buffer *printed)
{
	struct journal_options none = {0};
	struct journal *journal = journal_begin(
	    f->book, options ? options : &none, &f->error);
	struct output *output = printed ? output_to(printed) : NULL;
	struct row row;
	int result = -1;

	if (journal) {
		row_init(&row);
		row_start(&row, KIND_LOG);
		row_text(&row, LOG_TOPIC, "note");
		row_text(&row, LOG_TEXT, text);
		result = journal_add(journal, &row, NULL, &f->error);
		if (result == 0)
			result = journal_commit(journal, output, &f->error);
		else
			journal_abandon(journal);
		row_release(&row);
	}
	if (output)
		output_close(output, NULL);
	return result;
}

/* A journal of one fact of that day, entered so many seconds from now. */
static inline void
fixture_made_day(struct fixture *f, int32_t day, int64_t seconds_from_now)
{
	const struct zone *zone = config_zone(book_config(f->book));
	struct moment entered = moment_now(zone);
	struct journal_maker *maker;
	struct output *output;
	struct row row;
	char text[DATE_TEXT_SIZE];

	entered.utc_seconds += seconds_from_now;
	date_format(day, text);
	snprintf(f->journal, sizeof(f->journal), "%s/%s", f->path, text);
	assert_int_equal(mkdir(f->journal, 0700), 0);
	snprintf(
	    f->journal, sizeof(f->journal), "%s/%s/journal.csv", f->path, text);
	output = output_open(f->journal, &f->error);
	assert_non_null(output);
	maker = journal_maker_new(output, text, NULL);
	row_init(&row);
	row_start(&row, KIND_DAY);
	row_text(&row, DAY_ID, text);
	row_time(&row, DAY_TIME, entered);
	row_text(&row, DAY_EVENT, "open");
	journal_maker_add(maker, &row, entered, "maker");
	row_release(&row);
	journal_maker_free(maker);
	assert_int_equal(output_close(output, &f->error), 0);
}

static inline void
append_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "a");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Replace the first `old` in a file. */
static inline void
edit_text(const char *path, const char *old, const char *new)
{
	char *text = read_text(path), *at = strstr(text, old);
	FILE *file = fopen(path, "w");

	assert_non_null(at);
	assert_non_null(file);
	fwrite(text, 1, (size_t)(at - text), file);
	fputs(new, file);
	fputs(at + strlen(old), file);
	assert_int_equal(fclose(file), 0);
	free(text);
}

static inline void
fixture_must_record(struct fixture *f, const char *text)
{
	if (fixture_record(f, NULL, text, NULL) < 0)
		fail_msg("%s", f->error.text);
}

/* Close the open day as closing does, less its seal's content. */
static inline void
fixture_close_day(struct fixture *f)
{
	char day[DATE_TEXT_SIZE], path[FIXTURE_PATH * 2], chain[33];
	struct journal_sum sum;
	struct bgzf_writer *writer;
	char *text = read_text(f->journal);
	int fd;

	date_format(f->day, day);
	assert_int_equal(
	    journal_verify(source_open(f->journal, NULL), NULL, &sum, NULL), 0);
	snprintf(chain, sizeof(chain), "%s", sum.chain_last);
	snprintf(path, sizeof(path), "%s/%s.bgz", f->path, day);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	writer = bgzf_create(fd, "archive", 1);
	assert_int_equal(bgzf_write(writer, text, strlen(text), NULL), 0);
	assert_int_equal(bgzf_finish(writer, NULL), 0);
	close(fd);
	free(text);
	snprintf(path, sizeof(path), "%s.seal", day);
	write_file(f->path, path, "sealed\n");
	assert_int_equal(unlink(f->journal), 0);
	f->day++;
	date_format(f->day, day);
	snprintf(
	    f->journal, sizeof(f->journal), "%s/%s/journal.csv", f->path, day);
	if (journal_create_day(f->book, f->day, chain, &f->error) < 0)
		fail_msg("%s", f->error.text);
}

static inline uint64_t
fixture_verify(struct fixture *f)
{
	struct journal_sum sum;

	if (journal_verify(
		source_open(f->journal, NULL), NULL, &sum, &f->error) < 0)
		fail_msg("%s", f->error.text);
	return sum.records;
}

static inline bool
error_says(const struct fixture *f, const char *part)
{
	if (!strstr(f->error.text, part))
		print_error("not '%s' in: %s\n", part, f->error.text);
	return strstr(f->error.text, part) != NULL;
}

#endif
