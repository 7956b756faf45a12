/*
 * test_crowd.c - many threads read what one reads.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/money.h"
#include "record/bgzf.h"
#include "record/crowd.h"

#define LINES 60000       /* of 100 bytes: more than CROWD_BYTES_MIN */
#define MANY 55000        /* so are these */
#define PIECE (256 << 10) /* as crowd.c cuts them */

struct sum {
	int64_t fen;
	uint64_t payments, voids, paylines;
};

static void *
sum_open(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_new(sizeof(struct sum));
}

static int
sum_take(void *state, const struct record *r, struct complaint *c)
{
	struct sum *sum = state;
	int64_t fen;
	bool payment = r->kind == KIND_PAYMENT;

	if (r->kind == KIND_PAYLINE) {
		sum->paylines++;
		return 0;
	}
	if (rec_money(r, payment ? PAYMENT_AMOUNT : VOID_AMOUNT, &fen, c) < 0)
		return -1;
	sum->payments += payment;
	sum->voids += !payment;
	return money_add(&sum->fen, payment ? fen : -fen);
}

static void
sum_join(void *state, void *other)
{
	struct sum *sum = state, *more = other;

	sum->fen += more->fen;
	sum->payments += more->payments;
	sum->voids += more->voids;
	sum->paylines += more->paylines;
}

static const enum kind eats[] = {
    KIND_PAYMENT, KIND_VOID, KIND_PAYLINE, KIND_OTHER};
static const struct fold fold = {
    .name = "sum",
    .eats = eats,
    .open = sum_open,
    .take = sum_take,
    .join = sum_join,
    .close = free,
};
static const struct fold *const folds[] = {&fold, NULL};

struct result {
	struct sum sum;
	int32_t day;
	struct moment as_of;
	size_t faults;
};

static struct result
run(char *const *paths, size_t count, unsigned threads)
{
	struct stream_options options = {.tool = "hall-test",
	    .folds = folds,
	    .inputs = paths,
	    .inputs_count = count,
	    .quiet_faults = true,
	    .threads = threads};
	struct error error;
	struct stream *s = stream_load(&options, &error);
	struct result result;

	assert_non_null(s);
	result.sum = *(struct sum *)stream_state(s, &fold);
	result.day = stream_day(s);
	assert_true(stream_as_of(s, &result.as_of));
	result.faults = stream_faults(s);
	stream_release(s);
	return result;
}

#define HEAD "#payment,id,time,hall,method,amount,payer,day,seq\n"

/* Its payer does not pack well, so that archives are large, too. */
static void
payment(struct buffer *text, int i)
{
	uint64_t one = (uint64_t)i + 1, two = one * 0x9e3779b97f4a7c15u;
	char payer[40];

	snprintf(payer, sizeof(payer), "%016" PRIx64 "%08" PRIx64,
	    two * (two >> 32 | 1), (two >> 20) * 0xbf58476d & UINT32_MAX);
	buffer_format(text,
	    "payment,P%07d,2026-11-%02dT09:00:00+08:00,H01,cash,%d.%02d,%s,"
	    "2026-11-%02d,%d\n",
	    i, 1 + i / 10000, i % 500, i % 100,
	    i % 50 == 0   ? "\"a, b\""
	    : i % 30 == 0 ? "张三"
			  : payer,
	    1 + i / 10000, i + 1);
}

static void
write_plain(int fd, const struct buffer *text)
{
	assert_int_equal(write(fd, text->text, text->length), text->length);
}

static void
write_archive(int fd, const struct buffer *text)
{
	struct bgzf_writer *writer = bgzf_create(fd, "archive", 2);

	assert_int_equal(bgzf_write(writer, text->text, text->length, NULL), 0);
	assert_int_equal(bgzf_finish(writer, NULL), 0);
	assert_true(text->length < CROWD_BYTES_MIN ||
		    lseek(fd, 0, SEEK_END) * CROWD_PACKED > CROWD_BYTES_MIN);
}

/* Files, read by one, two, six and ten; what one finds in them. */
static struct result
files_are_same(char *const *paths, size_t count)
{
	struct result one = run(paths, count, 1), more;

	for (unsigned threads = 2; threads < 12; threads += 4) {
		more = run(paths, count, threads);
		assert_int_equal(one.sum.fen, more.sum.fen);
		assert_int_equal(one.sum.payments, more.sum.payments);
		assert_int_equal(one.sum.voids, more.sum.voids);
		assert_int_equal(one.sum.paylines, more.sum.paylines);
		assert_int_equal(one.day, more.day);
		assert_int_equal(one.as_of.utc_seconds, more.as_of.utc_seconds);
		assert_int_equal(
		    one.as_of.offset_seconds, more.as_of.offset_seconds);
		assert_int_equal(one.faults, more.faults);
	}
	return one;
}

static struct sum
file_is_same(const struct buffer *text, size_t faults,
    void (*write_to)(int fd, const struct buffer *text))
{
	char path[] = "/tmp/hall-crowd-XXXXXX", *paths[] = {path};
	int fd = mkstemp(path);
	struct result one;

	write_to(fd, text);
	close(fd);
	one = files_are_same(paths, 1);
	assert_true(one.sum.payments >= LINES);
	assert_int_equal(one.faults, faults);
	unlink(path);
	return one.sum;
}

/* A journal with `odd` somewhere in it. */
static void
same_by_any_number(const char *odd, size_t faults,
    void (*write_to)(int fd, const struct buffer *text))
{
	struct buffer text = {0};

	buffer_text(&text, HEAD);
	for (int i = 0; i < LINES; i++) {
		payment(&text, i);
		if (i == LINES * 2 / 3)
			buffer_text(&text, odd);
	}
	assert_true(text.length > CROWD_BYTES_MIN);
	file_is_same(&text, faults, write_to);
	buffer_release(&text);
}

static void
reads_an_ordinary_journal(void **state)
{
	(void)state;
	same_by_any_number("", 0, write_plain);
	same_by_any_number("", 0, write_archive);
}

static void
knows_headings_from_pieces_before(void **state)
{
	(void)state;
	same_by_any_number(
	    "#void,id,time,hall,amount,day,seq\n"
	    "void,V1,2026-11-30T09:00:00+08:00,H01,5.00,2026-11-30,1\n"
	    "#payment,id,time,hall,method,amount,payer,day,seq\n"
	    "void,V2,2026-11-30T09:00:00+08:00,H01,5.00,2026-11-30,2\n",
	    0, write_archive);
}

static void
counts_a_fact_once(void **state)
{
	(void)state;
	same_by_any_number("payment,P0000000,2026-11-01T09:00:00+08:00,H01,"
			   "cash,0.00,\"a, b\",2026-11-01,1\n",
	    0, write_plain);
	same_by_any_number("payment,X,2026-11-01T09:00:00+08:00,H01,"
			   "cash,7.00,,,\n"
			   "payment,X,2026-11-01T09:00:00+08:00,H01,"
			   "cash,7.00,,,\n",
	    0, write_plain);
}

/* A payment whose payer is so long that the text is. */
static void
fill_up(struct buffer *text, size_t length)
{
	buffer_text(text, "payment,F,2026-11-01T09:00:00+08:00,H01,cash,0.00,");
	while (text->length + sizeof(",2026-11-01,60009\n") - 1 < length)
		buffer_char(text, 'x');
	buffer_text(text, ",2026-11-01,60009\n");
	assert_int_equal(text->length, length);
}

/* Which hall a line is of is known from that before it, in any piece. */
static void
knows_the_hall_of_a_payline(void **state)
{
	static const struct {
		size_t before; /* the first piece ends */
		const char *twice;
	} cases[] = {
	    {40, "payline,P1,2026-11-01,60010\n"},
	    {65, "#payline,payment,day,seq\npayline,P1,2026-11-01,60010\n"},
	};

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct buffer text = {0};

		buffer_text(&text, "#payline,payment,day,seq\n" HEAD);
		for (int i = 0; i < LINES; i++) {
			payment(&text, i);
			if (text.length + 300 < PIECE || text.length > PIECE)
				continue;
			fill_up(&text, PIECE - cases[k].before);
			buffer_text(&text, cases[k].twice);
			buffer_text(&text, cases[k].twice);
		}
		assert_int_equal(
		    file_is_same(&text, 0, write_plain).paylines, 1);
		buffer_release(&text);
	}
}

/* Some thread meets the fact without a time first, others another. */
static void
judges_at_the_same_time(void **state)
{
	(void)state;
	same_by_any_number(
	    "#payline,payment,day,seq\n"
	    "payline,P1,2026-12-01,1\n"
	    "payment,X,2026-12-01T09:00:00+09:00,H01,cash,1.00,,2026-12-01,2\n"
	    "payment,Y,2026-12-01T09:00:00+07:00,H01,cash,1.00,,2026-12-01,3\n",
	    0, write_plain);
}

static void
leaves_faults_to_one(void **state)
{
	(void)state;
	same_by_any_number("payment,X,y\n", 1, write_archive);
	same_by_any_number("payment,X,2026-11-01T09:00:00+08:00,H01,"
			   "cash,1e3,,2026-11-30,1\n",
	    1, write_plain);
	same_by_any_number("payment,X,2026-11-01T09:00:00+08:00,H01,"
			   "cash,1.00,,2026-11-01,1\n",
	    1, write_plain);
	same_by_any_number("nothing\n", 1, write_plain);
	same_by_any_number("#payment,id,id\n", 1, write_plain);
}

/* Several files, half of them archives, with `odd` in one of them. */
static struct result
days_are_same(size_t days, int lines, size_t odd_day, struct slice odd)
{
	char path[8][32], *paths[8];
	struct result one;

	for (size_t d = 0; d < days; d++) {
		struct buffer text = {0};
		int fd;

		paths[d] = path[d];
		strcpy(path[d], "/tmp/hall-crowd-XXXXXX");
		fd = mkstemp(path[d]);
		if (d == odd_day)
			buffer_slice(&text, odd);
		buffer_text(&text, HEAD);
		for (int i = 0; i < lines; i++)
			payment(&text, (int)d * lines + i);
		assert_true(lines < MANY || text.length > CROWD_BYTES_MIN);
		if (d < days / 2)
			write_plain(fd, &text);
		else
			write_archive(fd, &text);
		close(fd);
		buffer_release(&text);
	}
	one = files_are_same(paths, days);
	for (size_t d = 0; d < days; d++)
		unlink(path[d]);
	return one;
}

#define HALL_2 \
	"payment,%s,2026-11-09T09:00:00+08:00,H02,cash,1.00,,2026-11-09,%d\n"

/*
 * The first line of a file is of no hall, whatever stood in another file;
 * two of one seq and different halls are two facts.
 */
static void
knows_no_hall_before_a_file(void **state)
{
	static const char payline[] = "payline,P1,2026-11-09,2\n";
	char path[3][32], *paths[3] = {path[0], path[1], path[2]};

	(void)state;
	for (int d = 0; d < 3; d++) {
		struct buffer text = {0};
		int fd;

		strcpy(path[d], "/tmp/hall-crowd-XXXXXX");
		fd = mkstemp(path[d]);
		buffer_text(&text, "#payline,payment,day,seq\n" HEAD);
		if (d > 0)
			buffer_text(&text, payline);
		for (int i = 0; i < LINES / 2; i++)
			payment(&text, d * LINES / 2 + i);
		if (d == 0) {
			buffer_format(&text, HALL_2, "A", 1);
			buffer_text(&text, payline);
		}
		write_plain(fd, &text);
		close(fd);
		buffer_release(&text);
	}
	assert_int_equal(files_are_same(paths, 3).sum.paylines, 2);
	for (int d = 0; d < 3; d++)
		unlink(path[d]);
}

static void
reads_several_files_together(void **state)
{
	struct result one = days_are_same(8, LINES / 4, 0, SLICE(""));

	(void)state;
	assert_int_equal(one.sum.payments, 8 * LINES / 4);
	assert_int_equal(one.faults, 0);
	one = days_are_same(8, LINES / 4, 5, SLICE("nothing\n"));
	assert_int_equal(one.sum.payments, 8 * LINES / 4);
	assert_int_equal(one.faults, 1);
	/* A heading is in force in its file alone. */
	one = days_are_same(8, LINES / 4, 2,
	    SLICE("payment,P1,2026-11-01T09:00:00+08:00,H01,cash,1.00,,"
		  "2026-11-30,1\n"));
	assert_int_equal(one.faults, 1);
}

/* What a fault of one file names is left out of the files behind it. */
static void
leaves_out_what_a_fault_names(void **state)
{
	struct buffer line = {0}, fault = {0};
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct result one;

	(void)state;
	payment(&line, 2 * MANY + 7);
	line.length--; /* the LF */
	digest_bytes(buffer_view(&line), digest);
	digest_hex(digest, DIGEST_SIZE / 2, hex);
	buffer_format(&fault,
	    "#fault,id,tool,file,line,column,kind,day,code,why,digest,raw\n"
	    "fault,F%.12s,hall-pay,x,1,amount,payment,2026-11-01,amount,,%s,\n",
	    hex, hex);
	one = days_are_same(3, MANY, 0, buffer_view(&fault));
	assert_int_equal(one.sum.payments, 3 * MANY - 1);
	assert_int_equal(one.faults, 1);
	buffer_release(&line);
	buffer_release(&fault);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_an_ordinary_journal),
	    cmocka_unit_test(knows_headings_from_pieces_before),
	    cmocka_unit_test(counts_a_fact_once),
	    cmocka_unit_test(knows_the_hall_of_a_payline),
	    cmocka_unit_test(knows_no_hall_before_a_file),
	    cmocka_unit_test(judges_at_the_same_time),
	    cmocka_unit_test(leaves_faults_to_one),
	    cmocka_unit_test(reads_several_files_together),
	    cmocka_unit_test(leaves_out_what_a_fault_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
