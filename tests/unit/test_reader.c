/*
 * test_reader.c - bytes become records, headings and faults.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "record/cut.h"
#include "record/reader.h"

#define HEAD "#payment,id,time,hall,amount\n"

static struct source *source;
static struct reader *reader;

static void
begin(const char *text, size_t length)
{
	source = source_of("test.csv", text, length);
	reader = reader_new(source, NULL);
}

static void
end(void)
{
	reader_free(reader);
	source_close(source);
}

static void
begin_text(const char *text)
{
	begin(text, strlen(text));
}

static void
expect_fault(const char *code, uint64_t line)
{
	struct record r;

	assert_int_equal(reader_next(reader, &r), READER_FAULT);
	assert_string_equal(reader_complaint(reader)->code, code);
	assert_int_equal(r.place.line, line);
}

static void
expect_record(struct record *r)
{
	assert_int_equal(reader_next(reader, r), READER_RECORD);
}

static void
expect_end(void)
{
	struct record r;

	assert_int_equal(reader_next(reader, &r), READER_END);
	end();
}

static void
expect_heading(void)
{
	struct record r;

	assert_int_equal(reader_next(reader, &r), READER_HEADING);
}

static void
finds_columns_by_name(void **state)
{
	struct record r;

	(void)state;
	begin_text("#payment,amount,colour,id\npayment,1.00,red,P1\n");
	expect_heading();
	expect_record(&r);
	assert_int_equal(r.kind, KIND_PAYMENT);
	assert_true(slice_is(rec_get(&r, PAYMENT_ID), "P1"));
	assert_true(slice_is(rec_get(&r, PAYMENT_AMOUNT), "1.00"));
	assert_int_equal(rec_get(&r, PAYMENT_TIME).length, 0);
	assert_int_equal(heading_find(r.heading, SLICE("colour")), 2);
	assert_int_equal(heading_find(r.heading, SLICE("shape")), 0);
	expect_end();
}

static void
takes_the_latest_heading(void **state)
{
	struct record r;

	(void)state;
	begin_text("#day,id\nday,a\n#day,event,id\nday,open,b\n");
	expect_heading();
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), "a"));
	expect_heading();
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), "b"));
	expect_end();
}

static void
accepts_bom_crlf_and_a_whole_last_line(void **state)
{
	struct record r;

	(void)state;
	begin_text("\xef\xbb\xbf#day,id,event\r\nday,a,open\r\n\r\nday,b,open");
	expect_heading();
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_EVENT), "open"));
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), "b"));
	expect_end();
}

static void
faults_a_cut_last_line(void **state)
{
	(void)state;
	begin_text(HEAD "payment,P1,2026");
	expect_heading();
	expect_fault("cut", 2);
	expect_end();
	begin_text(HEAD "payment,P1,2026,\"H01");
	expect_heading();
	expect_fault("cut", 2);
	expect_end();
	begin_text(HEAD "payment,P1,2026,H01,\xe7\x94");
	expect_heading();
	expect_fault("cut", 2);
	expect_end();
	begin_text(HEAD "payment,P1,2026,H01,\xe7\x94\n");
	expect_heading();
	expect_fault("utf8", 2);
	expect_end();
}

/* Nobody can say whether it is half of a name or has no heading. */
static void
faults_a_cut_last_line_of_an_unknown_kind(void **state)
{
	(void)state;
	begin_text(HEAD "paym");
	expect_heading();
	expect_fault("cut", 2);
	assert_string_equal(
	    reader_complaint(reader)->why.text, "cut:heading=none");
	expect_end();
	begin_text("ticket,A1,2026");
	expect_fault("cut", 1);
	expect_end();
	begin_text("ticket,A1,2026\n");
	expect_fault("heading", 1);
	expect_end();
	begin_text("Ticket,A1,2026");
	expect_fault("kind", 1);
	expect_end();
}

static void
faults_lines_that_cannot_be_read(void **state)
{
	static const char text[] = HEAD "payment,P1,t,h\n"
					"payment,P1,t,h,1,2\n"
					"payment,\"P1,t,h,1\n"
					"payment,P\"1,t,h,1\n"
					"payment,\"P1\"x,t,h,1\n"
					"payment,P1\r,t,h,1\n"
					"payment,P\xff,t,h,1\n"
					"Payment,P1,t,h,1\n"
					"ticket,P1,t,h,1\n"
					"#payment,id,id\n"
					"#payment,Id\n"
					"payment,P\0,t,h,1\n"
					"payment,P9,t,h,1.00\n";
	static const char *const codes[] = {"ragged", "ragged", "quote",
	    "quote", "quote", "cr", "utf8", "kind", "heading", "heading",
	    "heading", "nul"};
	struct record r;

	(void)state;
	begin(text, sizeof(text) - 1);
	expect_heading();
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		expect_fault(codes[i], i + 2);
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, PAYMENT_ID), "P9"));
	expect_end();
}

static void
never_joins_two_lines_by_a_quote(void **state)
{
	struct record r;

	(void)state;
	begin_text("#day,id,event\nday,\"a\nday,b\",open\nday,c,open\n");
	expect_heading();
	expect_fault("quote", 2);
	expect_fault("quote", 3);
	expect_record(&r);
	expect_end();
}

static void
unquotes_as_rfc_4180(void **state)
{
	struct record r;

	(void)state;
	begin_text("#day,id,event\nday,\"a \"\"b\"\", c\",\"\"\nday, x , \n");
	expect_heading();
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), "a \"b\", c"));
	assert_int_equal(rec_get(&r, DAY_EVENT).length, 0);
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), " x "));
	expect_end();
}

/* A line of exactly `length` bytes: a day record with a long id. */
static void
long_line(struct buffer *text, size_t length)
{
	buffer_text(text, "day,");
	for (size_t i = 4; i < length; i++)
		buffer_char(text, 'x');
	buffer_char(text, '\n');
}

static void
holds_the_limit_of_a_line(void **state)
{
	struct buffer text = {0};
	struct record r;

	(void)state;
	buffer_text(&text, "#day,id\n");
	long_line(&text, RECORD_LINE_MAX);
	long_line(&text, RECORD_LINE_MAX + 1);
	long_line(&text, 5 * RECORD_LINE_MAX);
	buffer_text(&text, "day,last\n");
	begin(text.text, text.length);
	expect_heading();
	expect_record(&r);
	assert_int_equal(r.line.length, RECORD_LINE_MAX);
	expect_fault("long", 3);
	expect_fault("long", 4);
	expect_record(&r);
	assert_true(slice_is(rec_get(&r, DAY_ID), "last"));
	assert_int_equal(r.place.line, 5);
	expect_end();
	buffer_release(&text);
}

static void
holds_the_limit_of_columns(void **state)
{
	struct buffer text = {0};

	(void)state;
	for (int extra = 0; extra < 2; extra++) {
		buffer_clear(&text);
		buffer_text(&text, "#wide");
		for (int i = 0; i < RECORD_COLUMNS_MAX + extra; i++)
			buffer_format(&text, ",c%d", i);
		buffer_char(&text, '\n');
		begin(text.text, text.length);
		if (extra)
			expect_fault("long", 1);
		else
			expect_heading();
		expect_end();
	}
	buffer_release(&text);
}

static void
holds_the_limit_of_kinds(void **state)
{
	struct buffer text = {0};

	(void)state;
	for (int i = 0; i <= RECORD_KINDS_MAX; i++)
		buffer_format(&text, "#k%d,id\n", i);
	begin(text.text, text.length);
	for (int i = 0; i < RECORD_KINDS_MAX; i++)
		expect_heading();
	expect_fault("long", RECORD_KINDS_MAX + 1);
	expect_end();
	buffer_release(&text);
}

static void
reads_nothing_from_nothing(void **state)
{
	(void)state;
	begin("", 0);
	expect_end();
	begin_text("\n\n");
	expect_end();
	begin_text(HEAD);
	expect_heading();
	expect_end();
}

/* A short line of what is in the alphabet. */
static struct slice
random_line(uint64_t *seed, const char *alphabet)
{
	static char line[48];
	size_t length = 1 + (*seed >> 40) % (sizeof(line) - 1);

	for (size_t i = 0; i < length; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		line[i] = alphabet[(*seed >> 33) % strlen(alphabet)];
	}
	return (struct slice){line, length};
}

static void
assert_same_fields(
    const struct slice *fast, size_t count, const struct slice *slow, size_t n)
{
	assert_int_equal(count, n);
	for (size_t i = 0; i < n; i++)
		assert_true(slice_equal(fast[i], slow[i]));
}

/* The fast cut and libcsv agree on every line without a quote. */
static void
cuts_as_libcsv_does(void **state)
{
	struct slice fast[64], slow[64];
	struct arena arena = {0};
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct slice line = random_line(&seed, "ab,, ,\t.#;1");
		size_t count = cut_plain(line, fast, 64);

		assert_same_fields(
		    fast, count, slow, cut_quoted(line, slow, 64, &arena));
		arena_clear(&arena);
	}
	arena_release(&arena);
	cut_release();
}

/* Where the parts of a line between commas start; how many there are. */
static size_t
starts_of(struct slice line, uint32_t *start)
{
	size_t parts = 1;

	start[0] = 0;
	for (size_t i = 0; i < line.length; i++)
		if (line.text[i] == ',')
			start[parts++] = (uint32_t)i + 1;
	start[parts] = (uint32_t)line.length + 1;
	return parts;
}

/* Also where it sees only what stands between the quotes. */
static void
cuts_around_quotes_as_libcsv_does(void **state)
{
	struct slice fast[64], slow[64];
	uint32_t start[65];
	struct arena arena = {0};
	uint64_t seed = 2;
	int whole = 0;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		struct slice line = random_line(
		    &seed, round % 2 ? "a,,\"" : "ab,,,c \"");
		size_t parts = starts_of(line, start), n;

		if (!memchr(line.text, '"', line.length))
			continue;
		n = cut_quoted(line, slow, 64, &arena);
		whole += n > 0;
		assert_same_fields(fast,
		    cut_around_quotes(
			line, line.text, start, parts, fast, &arena),
		    slow, n);
		arena_clear(&arena);
	}
	assert_in_range(whole, 5000, 150000);
	arena_release(&arena);
	cut_release();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_columns_by_name),
	    cmocka_unit_test(takes_the_latest_heading),
	    cmocka_unit_test(accepts_bom_crlf_and_a_whole_last_line),
	    cmocka_unit_test(faults_a_cut_last_line),
	    cmocka_unit_test(faults_a_cut_last_line_of_an_unknown_kind),
	    cmocka_unit_test(faults_lines_that_cannot_be_read),
	    cmocka_unit_test(never_joins_two_lines_by_a_quote),
	    cmocka_unit_test(unquotes_as_rfc_4180),
	    cmocka_unit_test(holds_the_limit_of_a_line),
	    cmocka_unit_test(holds_the_limit_of_columns),
	    cmocka_unit_test(holds_the_limit_of_kinds),
	    cmocka_unit_test(reads_nothing_from_nothing),
	    cmocka_unit_test(cuts_as_libcsv_does),
	    cmocka_unit_test(cuts_around_quotes_as_libcsv_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
