/*
 * test_archive.c - archives that somebody cut off, bent or made to harm.
 */
#include "archive_fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record/gunzip.h"

/* Three blocks and the end marker; `ends` is where each ends. */
struct small {
	struct buffer archive, plain;
	size_t ends[5], plain_ends[5]; /* from 0, the begin */
};

static struct small
small_new(void)
{
	static const char *const texts[] = {"#payment,id,time,amount\n",
	    "payment,P1,2026-11-02,1.00\npay", "ment,P2,2026-11-02,2.00\n", ""};
	struct small s = {0};

	for (size_t i = 0; i < COUNT(texts); i++) {
		add_block(&s.archive, slice_of(texts[i]));
		buffer_text(&s.plain, texts[i]);
		s.ends[i + 1] = s.archive.length;
		s.plain_ends[i + 1] = s.plain.length;
	}
	return s;
}

static void
small_free(struct small *s)
{
	buffer_release(&s->archive);
	buffer_release(&s->plain);
}

/* The first block that is not whole when the archive ends there. */
static size_t
whole_blocks(const struct small *s, size_t end)
{
	size_t n = 0;

	while (n < 4 && s->ends[n + 1] <= end)
		n++;
	return n;
}

/*
 * Cut off at any byte, an archive gives the blocks that are whole, then says
 * where it was cut off.
 */
static void
truncation_shows(void **state)
{
	struct small s = small_new();
	struct buffer back = {0};
	struct error error;
	char where[64];

	(void)state;
	for (size_t end = 0; end < s.archive.length; end++)
		for (size_t i = 0; i < COUNT(readings); i++) {
			struct slice cut = {s.archive.text, end};
			size_t whole = whole_blocks(&s, end);

			assert_int_equal(read_archive("x.bgz", cut, readings[i],
					     &back, &error),
			    HALL_DATA);
			snprintf(
			    where, sizeof(where), "x.bgz: byte %zu: ", end);
			assert_memory_equal(error.text, where, strlen(where));
			assert_non_null(strstr(error.text, "cut off"));
			assert_non_null(strstr(error.text, "backup"));
			assert_int_equal(back.length, s.plain_ends[whole]);
			assert_memory_equal(
			    back.text, s.plain.text, back.length);
		}
	assert_int_equal(read_archive("x.bgz", buffer_view(&s.archive),
			     readings[0], &back, &error),
	    HALL_DONE);
	buffer_release(&back);
	small_free(&s);
}

/*
 * A flipped bit is told, or changes nothing of what was packed: it stood
 * among those that say when and on which system a block was made, or among
 * those that fill the last byte before the trailer.
 */
static void
flips_show(void **state)
{
	struct small s = small_new();
	struct buffer back = {0}, first = {0};
	struct error error, told;
	size_t silent = 0;

	(void)state;
	for (size_t bit = 16; bit < 8 * s.archive.length; bit++) {
		enum hall_status status;
		size_t at = bit / 8;
		size_t block = whole_blocks(&s, at);

		s.archive.text[at] ^= (char)(1 << bit % 8);
		status = read_archive(
		    "x", buffer_view(&s.archive), readings[0], &first, &told);
		if (status == HALL_DONE) {
			silent++;
			assert_true(slice_equal(
			    buffer_view(&first), buffer_view(&s.plain)));
			assert_true(at < s.ends[block] + 18 ||
				    at == s.ends[block + 1] - 9);
		} else {
			assert_int_equal(status, HALL_DATA);
		}
		/* Without its first header it is no BGZF any more. */
		if (at >= 18 && first.length)
			assert_memory_equal(
			    first.text, s.plain.text, first.length);
		for (size_t i = 1; i < COUNT(readings); i++) {
			assert_int_equal(
			    read_archive("x", buffer_view(&s.archive),
				readings[i], &back, &error),
			    status);
			assert_string_equal(error.text, told.text);
			assert_true(slice_equal(
			    buffer_view(&back), buffer_view(&first)));
		}
		s.archive.text[at] ^= (char)(1 << bit % 8);
	}
	/* Six bytes of each header, and what makes BGZF of the first. */
	assert_in_range(silent, 4 * 6 * 8, 4 * (6 * 8 + 7) + 4 * 8);
	buffer_release(&back);
	buffer_release(&first);
	small_free(&s);
}

/* Bent at one byte, it must say these words and the begin of the block. */
static void
bent(struct small *s, size_t at, int by, size_t offset, const char *words)
{
	struct buffer back = {0};
	struct error error;
	char where[64];

	s->archive.text[at] = (char)(s->archive.text[at] + by);
	for (size_t i = 0; i < COUNT(readings); i++) {
		assert_int_equal(read_archive("x", buffer_view(&s->archive),
				     readings[i], &back, &error),
		    HALL_DATA);
		snprintf(where, sizeof(where), "x: byte %zu: ", offset);
		assert_memory_equal(error.text, where, strlen(where));
		assert_non_null(strstr(error.text, words));
	}
	s->archive.text[at] = (char)(s->archive.text[at] - by);
	buffer_release(&back);
}

static void
what_is_wrong_is_said(void **state)
{
	struct small s = small_new();

	(void)state;
	bent(&s, s.ends[2] - 8, 1, s.ends[1], "checksum");
	bent(&s, s.ends[2] - 4, 1, s.ends[1], "length");
	bent(&s, s.ends[3] - 1, 64, s.ends[2], "length"); /* a gibibyte */
	bent(&s, s.ends[1] + 18, 6, s.ends[1], "is damaged");
	bent(&s, s.ends[1] + 16, -1, s.ends[1], "length");
	bent(&s, s.ends[1], 1, s.ends[1], "no block begins here");
	bent(&s, s.ends[1] + 12, 1, s.ends[1], "no block begins here");
	bent(&s, s.ends[3] + 17, 1, s.archive.length, "cut off");
	small_free(&s);
}

/* What stands in `archive` must be refused with these words. */
static void
refused(struct buffer *archive, const char *words, const char *plain)
{
	struct buffer back = {0};
	struct error error;

	for (size_t i = 0; i < COUNT(readings); i++) {
		assert_int_equal(read_archive("x", buffer_view(archive),
				     readings[i], &back, &error),
		    HALL_DATA);
		assert_non_null(strstr(error.text, words));
		assert_slice(buffer_view(&back), plain);
	}
	buffer_release(&back);
	buffer_release(archive);
}

/* What stands in `archive` must give these bytes. */
static void
gives(struct buffer *archive, const char *plain)
{
	struct buffer back = {0};
	struct error error;

	for (size_t i = 0; i < COUNT(readings); i++) {
		assert_int_equal(read_archive("x", buffer_view(archive),
				     readings[i], &back, &error),
		    HALL_DONE);
		assert_slice(buffer_view(&back), plain);
	}
	buffer_release(&back);
	buffer_release(archive);
}

static void
archives_one_behind_another(void **state)
{
	struct buffer b = {0};

	(void)state;
	for (int i = 0; i < 2; i++) {
		add_block(&b, SLICE("a"));
		add_block(&b, SLICE(""));
		add_block(&b, SLICE("b"));
		add_block(&b, SLICE(""));
	}
	gives(&b, "abab");
	add_block(&b, SLICE(""));
	gives(&b, "");
	add_member(&b, SLICE("a"));
	add_member(&b, SLICE(""));
	add_member(&b, SLICE("b"));
	gives(&b, "ab");
	/* What begins as ordinary gzip is read as such. */
	add_member(&b, SLICE("a"));
	add_block(&b, SLICE("b"));
	gives(&b, "ab");
	add_block(&b, SLICE("a"));
	add_block(&b, SLICE(""));
	add_member(&b, SLICE("b"));
	refused(&b, "what follows the end marker is no archive", "a");
}

static void
garbage_behind_is_told(void **state)
{
	static const char *const garbage[] = {"x", "\n", "x,y,z\n",
	    "#payment,id,time,amount\npayment,P3,2026-11-03,1.00\n"};
	struct buffer b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(garbage); i++) {
		add_block(&b, SLICE("a"));
		add_block(&b, SLICE(""));
		buffer_text(&b, garbage[i]);
		refused(&b, "what follows the end marker", "a");
		add_block(&b, SLICE("a"));
		buffer_text(&b, garbage[i]);
		refused(&b, "no block begins here", "a");
		add_member(&b, SLICE("a"));
		buffer_text(&b, garbage[i]);
		refused(&b, "what follows the last member", "a");
	}
	add_member(&b, SLICE("a"));
	buffer_add(&b, "\0\0\0\0", 4);
	refused(&b, "what follows the last member", "a");
	add_member(&b, SLICE("a"));
	buffer_text(&b, "\x1f");
	refused(&b, "cut off", "a");
}

/* However it is read, the same comes of it.  The status. */
static enum hall_status
read_each_way(struct slice archive, struct buffer *first)
{
	struct buffer back = {0};
	struct error error, told;
	enum hall_status status = read_archive(
	    "x", archive, readings[0], first, &told);

	for (size_t i = 1; i < COUNT(readings); i++) {
		assert_int_equal(
		    read_archive("x", archive, readings[i], &back, &error),
		    status);
		assert_string_equal(error.text, told.text);
		assert_true(
		    slice_equal(buffer_view(&back), buffer_view(first)));
	}
	buffer_release(&back);
	return status;
}

/* Cut off or flipped, ordinary gzip is told, too. */
static void
ordinary_gzip_is_checked(void **state)
{
	static const char
	    plain[] = "one and one and one\ntwo and two and two\n";
	struct buffer b = {0}, back = {0};
	size_t first;

	(void)state;
	add_member(&b, (struct slice){plain, 20});
	first = b.length;
	add_member(&b, (struct slice){plain + 20, 20});
	for (size_t end = 2; end < b.length; end++) {
		struct slice cut = {b.text, end};

		assert_int_equal(read_each_way(cut, &back),
		    end == first ? HALL_DONE : HALL_DATA);
		assert_true(back.length <= 40);
		if (back.length)
			assert_memory_equal(back.text, plain, back.length);
	}
	for (size_t bit = 16; bit < 8 * b.length; bit++) {
		enum hall_status status;

		b.text[bit / 8] ^= (char)(1 << bit % 8);
		status = read_each_way(buffer_view(&b), &back);
		b.text[bit / 8] ^= (char)(1 << bit % 8);
		if (status == HALL_DONE)
			assert_slice(buffer_view(&back), plain);
		else
			assert_int_equal(status, HALL_DATA);
	}
	buffer_release(&back);
	buffer_release(&b);
}

/* A block of zeros, as many as the format does not allow. */
static void
a_block_that_holds_too_much(void **state)
{
	static char zeros[BLOCK_MAX + 1];
	struct buffer whole = {0}, b = {0};
	struct slice deflated;
	size_t size;

	(void)state;
	add_member(&whole, (struct slice){zeros, sizeof(zeros)});
	deflated = (struct slice){whole.text + 10, whole.length - 10};
	add_block(&b, SLICE("a"));
	size = 18 + deflated.length - 1;
	buffer_add(&b, "\x1f\x8b\x08\4\0\0\0\0\0\xff\6\0BC\2\0", 16);
	buffer_char(&b, (char)(size & 0xff));
	buffer_char(&b, (char)(size >> 8));
	buffer_slice(&b, deflated);
	add_block(&b, SLICE(""));
	refused(&b, "more than 64 KiB", "a");
	buffer_release(&whole);
}

/* So many mebibytes of zeros in one member. */
static struct buffer
bomb(size_t mebibytes)
{
	struct slice zeros = {memory_new(mebibytes << 20), mebibytes << 20};
	struct buffer archive = {0};

	add_member(&archive, zeros);
	free((void *)(uintptr_t)zeros.text);
	return archive;
}

/* Read and forget; the status. */
static enum hall_status
drain(const struct buffer *archive, uint64_t *bytes, struct error *error)
{
	static char part[65536];
	struct source *source = source_of("x", archive->text, archive->length);
	ptrdiff_t n;

	*bytes = 0;
	while ((n = source_read(source, part, sizeof(part), error)) > 0)
		*bytes += (uint64_t)n;
	source_close(source);
	return n < 0 ? error->status : HALL_DONE;
}

static void
a_bomb_is_told_early(void **state)
{
	struct buffer small = bomb(16), large = bomb(40);
	struct error error;
	uint64_t bytes;

	(void)state;
	assert_int_equal(drain(&small, &bytes, &error), HALL_DONE);
	assert_int_equal(bytes, GUNZIP_RATIO_FROM);
	assert_int_equal(drain(&large, &bytes, &error), HALL_DATA);
	assert_in_range(
	    bytes, GUNZIP_RATIO_FROM, GUNZIP_RATIO_FROM + (1 << 20));
	assert_non_null(strstr(error.text, "zcat"));
	buffer_release(&small);
	buffer_release(&large);
}

/* Whatever an archive says, to read it takes no more than this. */
static void
memory_is_bounded(void **state)
{
	struct buffer large = bomb(40);
	struct rusage before, after;
	struct error error;
	uint64_t bytes;
	pid_t child;
	int status;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		/* What was touched before is counted in both. */
		getrusage(RUSAGE_SELF, &before);
		if (drain(&large, &bytes, &error) != HALL_DATA)
			_exit(1);
		getrusage(RUSAGE_SELF, &after);
		_exit(after.ru_maxrss - before.ru_maxrss > 4 << 10 ? 2 : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	buffer_release(&large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(truncation_shows),
	    cmocka_unit_test(flips_show),
	    cmocka_unit_test(what_is_wrong_is_said),
	    cmocka_unit_test(archives_one_behind_another),
	    cmocka_unit_test(garbage_behind_is_told),
	    cmocka_unit_test(ordinary_gzip_is_checked),
	    cmocka_unit_test(a_block_that_holds_too_much),
	    cmocka_unit_test(a_bomb_is_told_early),
	    cmocka_unit_test(memory_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
