/* Bytes, dates, amounts and cells of statement files. */
#include <iconv.h>

#include "base/arena.h"
#include "base/date.h"
#include "reconcile/decode.h"
#include "reconcile/normalise.h"
#include "reconcile/stamp.h"
#include "reconcile/sheet.h"
#include "unit.h"

struct lines {
	struct source *source;
	struct decoder *decoder;
	struct error e;
};

static void
lines_open(
    struct lines *l, enum encoding encoding, const char *bytes, size_t size)
{
	l->source = source_of("f", bytes, size);
	l->decoder = decoder_new(l->source, encoding, &l->e);
	assert_non_null(l->decoder);
}

static void
lines_close(struct lines *l)
{
	decoder_free(l->decoder);
	source_close(l->source);
}

static void
expect_line(struct lines *l, const char *text)
{
	struct decoded line;

	assert_int_equal(decoder_next(l->decoder, &line, &l->e), DECODE_LINE);
	assert_slice(line.text, text);
}

static void
expect_bad(struct lines *l, const char *why, uint64_t offset)
{
	struct decoded line;

	assert_int_equal(decoder_next(l->decoder, &line, &l->e), DECODE_BAD);
	if (why)
		assert_string_equal(line.why, why);
	else
		assert_null(line.why);
	assert_int_equal(line.bad_offset, offset);
}

static void
expect_end(struct lines *l, uint64_t size)
{
	struct decoded line;

	assert_int_equal(decoder_next(l->decoder, &line, &l->e), DECODE_END);
	assert_int_equal(decoder_offset(l->decoder), size);
}

static void
test_lines_end_as_they_like(void **state)
{
	static const char
	    bytes[] = "\xef\xbb\xbfone\r\n\ntwo\n\xef\xbb\xbfthree";
	struct lines l;

	(void)state;
	lines_open(&l, ENCODING_UTF8, bytes, sizeof(bytes) - 1);
	expect_line(&l, "one");
	expect_line(&l, "");
	expect_line(&l, "two");
	expect_line(&l, "\xef\xbb\xbfthree");
	expect_end(&l, sizeof(bytes) - 1);
	lines_close(&l);
	lines_open(&l, ENCODING_UTF8, "", 0);
	expect_end(&l, 0);
	lines_close(&l);
}

static void
test_a_bad_byte_has_an_offset(void **state)
{
	static const char utf8[] = "ok\nb\xff"
				   "d\nok\n";
	static const char nul[] = "ok\nn\0l\nok";
	static const char gbk[] = "\xd6\xd0\n\xd6\xd0\xff\n\xb9\xfa";
	struct lines l;

	(void)state;
	lines_open(&l, ENCODING_UTF8, utf8, sizeof(utf8) - 1);
	expect_line(&l, "ok");
	expect_bad(&l, "byte", 4);
	expect_line(&l, "ok");
	lines_close(&l);
	lines_open(&l, ENCODING_UTF8, nul, sizeof(nul) - 1);
	expect_line(&l, "ok");
	expect_bad(&l, "nul", 4);
	expect_line(&l, "ok");
	lines_close(&l);
	lines_open(&l, ENCODING_GB18030, gbk, sizeof(gbk) - 1);
	expect_line(&l, "中");
	expect_bad(&l, "byte", 5);
	expect_line(&l, "国");
	expect_end(&l, sizeof(gbk) - 1);
	lines_close(&l);
}

/* The second byte of a character may look like a separator. */
static void
test_gb18030_is_decoded_before_it_is_cut(void **state)
{
	/* 亅 is 81 7C; the byte 7C alone would be '|'. */
	static const char bytes[] = "a|\x81\x7c|b";
	struct lines l;

	(void)state;
	lines_open(&l, ENCODING_GB18030, bytes, sizeof(bytes) - 1);
	expect_line(&l, "a|亅|b");
	lines_close(&l);
}

/* One line at once, as iconv has it; -1 when it refuses. */
static ptrdiff_t
iconv_line(iconv_t conversion, char *bytes, size_t length, char *out,
    size_t room, size_t *bad_at)
{
	char *in = bytes, *to = out;
	size_t in_left = length, out_left = room;

	iconv(conversion, NULL, NULL, NULL, NULL);
	if (iconv(conversion, &in, &in_left, &to, &out_left) != (size_t)-1)
		return (ptrdiff_t)(room - out_left);
	*bad_at = length - in_left;
	return -1;
}

/* Characters are remembered: their lines are what iconv makes of them. */
static void
test_gb18030_is_what_iconv_says(void **state)
{
	/* Leads, trails, digits of four bytes, ASCII, and what is none. */
	static const char marks[] = "\x81\xa1\xb0\xd6\xd0\xfe\x40\x7c\x7e\x80"
				    "\x30\x39,A\x84\xa6\xd9\xfe\x51\xff\x7f";
	iconv_t conversion = iconv_open("UTF-8", "GB18030");
	struct buffer bytes = {0};
	uint64_t seed = 17;
	struct lines l;
	char out[64];

	(void)state;
	for (int n = 0; n < 5000; n++) {
		size_t length = unit_random(&seed) % 12;
		/* Mostly such as are good. */
		size_t range = unit_random(&seed) % 3 ? 8 : sizeof(marks) - 1;

		for (size_t i = 0; i < length; i++)
			buffer_char(&bytes, marks[unit_random(&seed) % range]);
		buffer_char(&bytes, '\n');
	}
	lines_open(&l, ENCODING_GB18030, bytes.text, bytes.length);
	for (size_t at = 0, length; at < bytes.length; at += length + 1) {
		char *text = bytes.text + at;
		ptrdiff_t expected;
		size_t bad_at = 0;

		length = strcspn(text, "\n");
		expected = iconv_line(
		    conversion, text, length, out, sizeof(out) - 1, &bad_at);
		if (expected < 0) {
			expect_bad(&l, "byte", at + bad_at);
			continue;
		}
		out[expected] = '\0';
		expect_line(&l, out);
	}
	lines_close(&l);
	iconv_close(conversion);
	buffer_release(&bytes);
}

static void
test_a_line_over_the_limit_is_skipped(void **state)
{
	size_t size = DECODE_LINE_MAX;
	char *bytes = memory_new(2 * size + 16);
	struct decoded line;
	struct lines l;

	(void)state;
	memset(bytes, 'x', 2 * size + 8);
	bytes[size] = '\n';
	bytes[2 * size + 2] = '\n';
	for (size_t i = 0; i < 3; i++)
		bytes[2 * size + 3 + i] = "end"[i];
	lines_open(&l, ENCODING_UTF8, bytes, 2 * size + 6);
	assert_int_equal(decoder_next(l.decoder, &line, &l.e), DECODE_LINE);
	assert_int_equal(line.text.length, size);
	expect_bad(&l, NULL, size + 1);
	expect_line(&l, "end");
	lines_close(&l);
	free(bytes);
}

static void
expect_stamp(
    const char *text, const char *format, const char *date, int32_t second)
{
	struct stamp s = {0};
	char written[DATE_TEXT_SIZE] = "";

	assert_int_equal(stamp_parse(slice_of(text), slice_of(format), &s), 0);
	if (s.has_date)
		date_format(s.date, written);
	assert_string_equal(written, date);
	assert_int_equal(s.has_clock ? s.second : -1, second);
}

static void
test_stamps(void **state)
{
	static const struct {
		const char *text, *format;
	} bad[] = {
	    {"2026-02-30", "YYYY-MM-DD"},
	    {"2026-11-2", "YYYY-MM-DD"},
	    {"2026-11-02 ", "YYYY-MM-DD"},
	    {"2026-11-02 24:00:00", "YYYY-MM-DD hh:mm:ss"},
	    {"2026-11-02 23:60:00", "YYYY-MM-DD hh:mm:ss"},
	    {"20261102", "YYYY-MM-DD"},
	    {"", "YYYY-MM-DD"},
	};
	struct stamp s;

	(void)state;
	expect_stamp("2026-11-02 09:01:02", "YYYY-MM-DD hh:mm:ss", "2026-11-02",
	    9 * 3600 + 62);
	expect_stamp("2026/1/5 9:01", "YYYY/M/D h:mm", "2026-01-05", 32460);
	expect_stamp("20261102235959", "YYYYMMDDhhmmss", "2026-11-02", 86399);
	expect_stamp("2026年11月02日", "YYYY年MM月DD日", "2026-11-02", -1);
	expect_stamp("00:00:00", "hh:mm:ss", "", 0);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(stamp_parse(slice_of(bad[i].text),
				     slice_of(bad[i].format), &s),
		    -1);
	assert_true(stamp_format_valid(SLICE("DD/MM/YYYY")));
	assert_false(stamp_format_valid(SLICE("YYYY-MM")));
	assert_false(stamp_format_valid(SLICE("hh")));
	assert_false(stamp_format_valid(SLICE("today")));
}

static void
test_amounts_as_others_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t millionths;
	} good[] = {
	    {"1,234.56", 1234560000},
	    {"1234.56", 1234560000},
	    {"+5", 5000000},
	    {"-0.00", 0},
	    {"0", 0},
	    {"-1,000,000", -1000000000000},
	    {"1.19700", 1197000},
	    {"007.50", 7500000},
	};
	static const char *const bad[] = {"", "-", "+", "--1", "1,23.45",
	    "12,34", ",123", "1,234,", "1.2345678", "1e3", "12.3.4", "１２",
	    "1 000", "92233720368547758.08", "1.2,345"};
	int64_t value;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(
		    amount_read(slice_of(good[i].text), &value), 0);
		assert_true(value == good[i].millionths);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(amount_read(slice_of(bad[i]), &value), -1);
}

static void
expect_cells(struct sheet *t, const char *line, const char *joined)
{
	struct buffer text = {0};
	const char *why = "";

	assert_int_equal(sheet_cut(t, slice_of(line), &why), 0);
	for (size_t i = 0; i < t->cells; i++) {
		buffer_text(&text, i ? "/" : "");
		buffer_slice(&text, sheet_strip(t->profile, t->cell[i]));
	}
	assert_slice(buffer_view(&text), joined);
	buffer_release(&text);
}

static void
test_rows_are_cut(void **state)
{
	struct profile p = {
	    .separator = SLICE(","), .quoted = true, .strip = SLICE("`¥")};
	struct sheet t;
	const char *why;

	(void)state;
	sheet_init(&t, &p);
	expect_cells(&t, "a,b,,c", "a/b//c");
	expect_cells(&t, "", "");
	expect_cells(&t, " a , b\t,　c　,¥1", "a/b/c/1");
	expect_cells(&t, "\"1,000.00\",\"a\"\"b\",x", "1,000.00/a\"b/x");
	expect_cells(&t, "\"398\"\t,\"129\"\t,\"/\"", "398/129//");
	expect_cells(&t, "a\"b,c", "a\"b/c");
	expect_cells(&t, "`1, 2,`3,`", "1, 2/3/");
	assert_int_equal(sheet_cut(&t, SLICE("\"open,b"), &why), -1);
	assert_string_equal(why, "quote");
	assert_int_equal(sheet_cut(&t, SLICE("\"a\"b,c"), &why), -1);
	p.separator = SLICE("||");
	expect_cells(&t, "a||b|c||d", "a/b|c/d");
	sheet_release(&t);
}

static void
test_too_many_cells(void **state)
{
	struct profile p = {.separator = SLICE(",")};
	char line[SHEET_CELLS_MAX + 1];
	struct sheet t;
	const char *why = "";

	(void)state;
	memset(line, ',', sizeof(line));
	sheet_init(&t, &p);
	assert_int_equal(
	    sheet_cut(&t, (struct slice){line, SHEET_CELLS_MAX - 1}, &why), 0);
	assert_int_equal(t.cells, SHEET_CELLS_MAX);
	assert_int_equal(
	    sheet_cut(&t, (struct slice){line, SHEET_CELLS_MAX}, &why), -1);
	assert_string_equal(why, "long");
	sheet_release(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines_end_as_they_like),
	    cmocka_unit_test(test_a_bad_byte_has_an_offset),
	    cmocka_unit_test(test_gb18030_is_decoded_before_it_is_cut),
	    cmocka_unit_test(test_gb18030_is_what_iconv_says),
	    cmocka_unit_test(test_a_line_over_the_limit_is_skipped),
	    cmocka_unit_test(test_stamps),
	    cmocka_unit_test(test_amounts_as_others_write_them),
	    cmocka_unit_test(test_rows_are_cut),
	    cmocka_unit_test(test_too_many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
