/*
 * kept_fixture.h - a book whose facts are folded, and the fold kept.
 *
 * Shape:   the fold knows how many facts there were and in which order;
 *          work() is a recording verb, or one that only looks.
 */
#ifndef KEPT_FIXTURE_H
#define KEPT_FIXTURE_H

#include "book_fixture.h"

#include "base/map.h"
#include "base/packed.h"
#include "book/journal_state.h"

#define MANY 300 /* facts: enough to be kept */

/* What the fold makes of facts: how many, and which in which order. */
struct sum {
	uint64_t count, hash;
};

static inline void *
open_sum(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_new(sizeof(struct sum));
}

static inline int
take_fact(void *state, const struct record *r, struct complaint *complaint)
{
	struct sum *sum = state;
	uint64_t both[2] = {
	    sum->hash, hash_bytes(r->line.text, r->line.length)};

	if (slice_is(rec_get(r, LOG_TEXT), "refused"))
		return complain(complaint, "text", "refused", NULL);
	sum->count++;
	sum->hash = hash_bytes(both, sizeof(both));
	return 0;
}

static inline bool
keep_sum(void *state, struct buffer *out)
{
	pack(out, state, sizeof(struct sum));
	return true;
}

static inline int
recall_sum(void *state, struct slice in)
{
	return unpack(&in, state, sizeof(struct sum)) && in.length == 0 ? 0
									: -1;
}

static const enum kind eats[] = {KIND_LOG, KIND_OTHER};
static const struct fold sum_fold = {
    .name = "sum",
    .eats = eats,
    .open = open_sum,
    .take = take_fact,
    .keep = keep_sum,
    .recall = recall_sum,
    .close = free,
};
static const struct fold *const folds[] = {&sum_fold, NULL};

/* What a verb saw of the day. */
struct seen {
	struct sum sum;
	bool kept; /* it came from the file */
	uint64_t lines, seq;
	char chain[CHAIN_SIZE], id[JOURNAL_ID_SIZE];
};

static inline void
look(struct journal *journal, struct stream *stream, struct seen *seen)
{
	const struct tail *tail = &journal->hold.tail;

	seen->sum = *(struct sum *)stream_state(stream, &sum_fold);
	seen->lines = tail->lines;
	seen->seq = tail->seq;
	memcpy(seen->chain, tail->chain, CHAIN_SIZE);
	journal_next_id(journal, journal_prefix(KIND_LOG), seen->id);
}

/* As a recording verb does; `facts` of them are recorded behind. */
static inline int
work(const char *path, const char *keeper, size_t facts, const char *text,
    struct seen *seen, struct error *error)
{
	struct journal_options how = {.keeper = keeper};
	struct book *book = book_open(path, NULL, true, error);
	struct journal *journal = book ? journal_begin(book, &how, error)
				       : NULL;
	struct stream_options options = {
	    .tool = "test", .folds = folds, .quiet_faults = true};
	struct stream *stream = NULL;
	struct arena arena = {0};
	struct row row;
	int result = -1;

	memset(seen, 0, sizeof(*seen));
	row_init(&row);
	if (journal)
		stream = journal_load(journal, &options, &arena, error);
	if (stream) {
		seen->kept = journal->hold.kept != NULL;
		look(journal, stream, seen);
		result = 0;
	}
	for (size_t i = 0; i < facts && result == 0; i++) {
		row_start(&row, KIND_LOG);
		row_text(&row, LOG_TOPIC, "note");
		row_text(&row, LOG_TEXT, text);
		result = journal_add(journal, &row, NULL, error);
	}
	stream_release(stream);
	if (facts && result == 0)
		result = journal_commit(journal, NULL, error);
	else
		journal_abandon(journal);
	row_release(&row);
	arena_release(&arena);
	book_close(book);
	return result;
}

static inline void
must_work(struct fixture *f, const char *keeper, size_t facts, const char *text,
    struct seen *seen)
{
	if (work(f->path, keeper, facts, text, seen, &f->error) < 0)
		fail_msg("%s", f->error.text);
}

/* The day looks the same, from what was kept or from the whole of it. */
static inline void
check_same(struct fixture *f, bool kept)
{
	struct seen with, without;

	must_work(f, "test", 0, NULL, &with);
	must_work(f, NULL, 0, NULL, &without);
	assert_int_equal(with.kept, kept);
	assert_false(without.kept);
	with.kept = false;
	assert_memory_equal(&with, &without, sizeof(with));
}

static inline void
kept_path(const struct fixture *f, char path[FIXTURE_PATH * 2])
{
	snprintf(path, FIXTURE_PATH * 2, "%.*s/test.kept",
	    (int)(strrchr(f->journal, '/') - f->journal), f->journal);
}

static inline bool
is_kept(const struct fixture *f)
{
	char path[FIXTURE_PATH * 2];

	kept_path(f, path);
	return access(path, F_OK) == 0;
}

static inline char *
get_bytes(const char *path, size_t *length)
{
	int fd = open(path, O_RDONLY);
	char *bytes;

	assert_true(fd >= 0);
	assert_int_equal(read_all(fd, &bytes, length), 0);
	close(fd);
	return bytes;
}

/* A day of so many facts, folded once, so that the fold is kept. */
static inline void
kept_day(struct fixture *f)
{
	struct seen seen;

	fixture_day(f);
	must_work(f, NULL, MANY, "many", &seen);
	assert_false(is_kept(f));
	must_work(f, "test", 0, NULL, &seen);
	assert_true(is_kept(f));
}

#endif
