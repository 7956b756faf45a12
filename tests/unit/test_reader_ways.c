/*
 * test_reader_ways.c - the fast way reads what the slow way reads.
 *
 * The slow way leaves every line to libcsv and looks at every byte; the fast
 * one is held against it with marks at the ends of blocks and of what is read
 * at a time, at the limits, and with lines that were made at random.
 *
 * What is read at a time is chosen here: lines.c is built into this test for
 * that, and takes the place of the library's.
 */
#include "unit.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "record/reader.h"
#include "record/scan.h"

/* Less than usual, so that there is little to get ready. */
#define LINES_READ_HERE 2048
#define LINES_READ_USUALLY (256 << 10)

static size_t lines_read = LINES_READ_HERE;

#define LINES_READ lines_read
/* NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "../../lib/record/lines.c"

#define HEAD "#day,id,event,reason\n"

/* What came out of a reader, one line for each event. */
struct told {
	struct buffer text;
	size_t records, headings, faults;
};

static void
tell_event(struct told *told, enum reader_event event, const struct record *r,
    const struct complaint *c)
{
	buffer_format(&told->text, "%d %llu ", (int)event,
	    (unsigned long long)r->place.line);
	buffer_slice(&told->text, r->line);
	if (event == READER_FAULT) {
		buffer_format(&told->text, " %s ", c->code);
		buffer_slice(&told->text, buffer_view(&c->why));
		told->faults++;
	}
	for (size_t i = 0; event == READER_RECORD && i < r->fields; i++) {
		buffer_char(&told->text, '|');
		buffer_slice(&told->text, rec_field(r, i));
	}
	buffer_char(&told->text, '\n');
	told->records += event == READER_RECORD;
	told->headings += event == READER_HEADING;
}

/* Read all, so many bytes at a time at most (0: as many as asked for). */
static void
tell(struct told *told, struct slice text, size_t most, bool slowly)
{
	struct source *source = source_of("f", text.text, text.length);
	struct reader *reader = reader_new(source, NULL);
	enum reader_event event;
	struct record r;

	buffer_clear(&told->text);
	told->records = told->headings = told->faults = 0;
	source_limit(source, most);
	if (slowly)
		reader_slowly(reader);
	while ((event = reader_next(reader, &r)) != READER_END) {
		assert_int_not_equal(event, READER_FAILED);
		tell_event(told, event, &r, reader_complaint(reader));
	}
	reader_free(reader);
	source_close(source);
}

static void
assert_told_equal(const struct told *got, const struct told *expected)
{
	if (slice_equal(buffer_view(&got->text), buffer_view(&expected->text)))
		return;
	if (got->text.length < 4096 && expected->text.length < 4096)
		print_error("fast:\n%s\nslow:\n%s\n",
		    got->text.text ? got->text.text : "",
		    expected->text.text ? expected->text.text : "");
	fail_msg("the fast way and the slow way differ");
}

/* What the slow way tells, which the fast way tells, too. */
static const struct told *
tell_both_ways(struct slice text, size_t most)
{
	static struct told slow, fast;

	tell(&slow, text, 0, true);
	tell(&fast, text, most, false);
	assert_told_equal(&fast, &slow);
	return &slow;
}

static void
fill(struct buffer *text, char byte, size_t count)
{
	while (count--)
		buffer_char(text, byte);
}

/* What a line may not hold, holds only between quotes, or is made of. */
static const struct slice marks[] = {
    {",", 1},
    {"\"", 1},
    {"\"\"", 2},
    {"\",\"", 3},
    {"\",", 2},
    {",\"a,b\",", 7},
    {"\n", 1},
    {"\r", 1},
    {"\r\n", 2},
    {"\n\n", 2},
    {"\n#day,id,reason,event\n", 22},
    {"\n\xef\xbb\xbf", 4},
    {"\0", 1},
    {"\xc3\xa9", 2},
    {"\xe5\xbc\xa0", 3},
    {"\xf0\x9f\x98\x80", 4},
    {"\xf0\x9f\x98", 3},
    {"\xff", 1},
    {"\xc0\x80", 2},
    {"\xed\xa0\x80", 3},
};

/*
 * Lines of which the last but one has the mark, so that its first byte stands
 * at that place of the text; `open` begins the field in which it stands.
 */
static void
text_with_mark(struct buffer *text, struct slice mark, size_t at,
    const char *open, const char *close)
{
	buffer_clear(text);
	buffer_text(text, HEAD);
	while (text->length + 2000 < at) {
		buffer_text(text, "day,f,,");
		fill(text, 'x', 1000);
		buffer_char(text, '\n');
	}
	buffer_format(text, "day,a,%s", open);
	assert_true(text->length <= at);
	fill(text, 'x', at - text->length);
	buffer_slice(text, mark);
	buffer_format(text, "%s,open\nday,b,,last\n", close);
}

static void
each_mark_at(size_t at)
{
	static struct buffer text;

	for (size_t i = 0; i < COUNT(marks); i++) {
		text_with_mark(&text, marks[i], at, "", "");
		assert_int_not_equal(
		    tell_both_ways(buffer_view(&text), 0)->records, 0);
		text_with_mark(&text, marks[i], at, "\"", "\"");
		tell_both_ways(buffer_view(&text), at < 1000 ? 1 + at % 9 : 0);
	}
	buffer_release(&text);
}

static void
a_mark_at_the_end_of_a_block(void **state)
{
	(void)state;
	for (size_t block = 1; block <= 3; block++)
		for (size_t off = 0; off < 12; off++)
			each_mark_at(block * SCAN_BLOCK - 8 + off);
}

/* A source hands out its first two bytes for themselves. */
static void
a_mark_at_the_end_of_what_is_read(void **state)
{
	(void)state;
	for (size_t off = 0; off < 12; off++)
		each_mark_at(2 + lines_read - 8 + off);
	lines_read = LINES_READ_USUALLY;
	for (size_t off = 0; off < 3; off++)
		each_mark_at(2 + lines_read - 1 + off);
	lines_read = LINES_READ_HERE;
}

static void
a_line_at_its_limit(void **state)
{
	static const struct {
		const char *begin, *end;
		size_t over; /* bytes of begin and end that do not count */
	} lines[] = {
	    {"day,a,,", "\n", 1},
	    {"day,a,,", "\r\n", 2},
	    {"day,a,,", "", 0},
	    {"day,a,,\"", "\"\n", 1},
	    {"day,a,,", "\xe5\xbc\xa0\n", 1},
	};
	struct buffer text = {0};

	(void)state;
	lines_read = LINES_READ_USUALLY;
	for (size_t i = 0; i < COUNT(lines) * 4; i++) {
		const char *begin = lines[i / 4].begin, *end = lines[i / 4].end;
		size_t more = i % 4 * 9;
		const struct told *told;

		buffer_clear(&text);
		buffer_text(&text, HEAD);
		buffer_text(&text, begin);
		fill(&text, 'y',
		    RECORD_LINE_MAX + more + lines[i / 4].over - strlen(begin) -
			strlen(end));
		buffer_text(&text, end);
		/* The last read but one ends just before the LF. */
		told = tell_both_ways(buffer_view(&text), text.length / 9);
		assert_int_equal(told->faults, more > 0);
		assert_int_equal(told->records, !more);
		assert_int_equal(
		    strstr(told->text.text, " long ") != NULL, more > 0);
	}
	/* Byte by byte it takes no longer. */
	(void)tell_both_ways(buffer_view(&text), 1);
	lines_read = LINES_READ_HERE;
	buffer_release(&text);
}

/* A line of so many fields, the last of them in quotes or not. */
static void
add_line(struct buffer *text, size_t fields, const char *last, const char *end)
{
	buffer_text(text, "wide");
	for (size_t i = 2; i < fields; i++)
		buffer_char(text, ',');
	buffer_format(
	    text, "%s%s%s", fields > 1 ? "," : "", fields > 1 ? last : "", end);
}

static void
any_number_of_fields(void **state)
{
	static const size_t columns[] = {
	    1, 2, 62, 63, 64, 65, RECORD_COLUMNS_MAX - 1, RECORD_COLUMNS_MAX};
	static const char *const lasts[] = {"", "z", "\"z\"", "张"};
	struct buffer text = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(columns); i++) {
		const struct told *told;

		buffer_clear(&text);
		buffer_text(&text, "#wide");
		for (size_t j = 0; j < columns[i]; j++)
			buffer_format(&text, ",c%zu", j);
		buffer_char(&text, '\n');
		for (size_t n = 1; n <= RECORD_COLUMNS_MAX + 2; n++)
			for (size_t j = 0; j < COUNT(lasts); j++)
				add_line(&text, n, lasts[j],
				    (n + j) % 5 ? "\n" : "\r\n");
		told = tell_both_ways(buffer_view(&text), 0);
		assert_int_equal(told->records, COUNT(lasts));
		assert_int_equal(
		    told->faults, (RECORD_COLUMNS_MAX + 1) * COUNT(lasts));
	}
	buffer_release(&text);
}

/* Mostly what people write, sometimes what only an enemy does. */
static void
add_field(struct buffer *text, uint64_t *seed)
{
	static const char *const usual[] = {"", "open", "2026-11-02", "12.50",
	    "张三", "\"a, b\"", "\"say \"\"it\"\"\"", " x ", "\"\""};

	if (unit_random(seed) % 40 == 0)
		buffer_slice(
		    text, marks[(unit_random(seed) >> 8) % COUNT(marks)]);
	else
		buffer_text(
		    text, usual[(unit_random(seed) >> 8) % COUNT(usual)]);
	if (unit_random(seed) % 8 == 0)
		fill(text, 'w', (unit_random(seed) >> 8) % 130);
}

static void
add_lines(struct buffer *text, uint64_t *seed)
{
	static const char *const headings[] = {HEAD, HEAD,
	    "#day,reason,id,event\r\n", "#x,a\n", "#day,id,id\n", "\n",
	    "day\n"};
	static const char *const ends[] = {"\n", "\n", "\n", "\r\n"};

	buffer_clear(text);
	buffer_text(text, unit_random(seed) % 4 ? HEAD : "\xef\xbb\xbf" HEAD);
	for (size_t lines = 30; lines > 0; lines--) {
		if (unit_random(seed) % 12 == 0)
			buffer_text(text, headings[(unit_random(seed) >> 8) %
						   COUNT(headings)]);
		buffer_text(text, "day");
		for (size_t fields = unit_random(seed) % 20 ? 3 : 4; fields > 0;
		     fields--) {
			buffer_char(text, ',');
			add_field(text, seed);
		}
		buffer_text(text, ends[unit_random(seed) % COUNT(ends)]);
	}
	if (unit_random(seed) % 4 == 0)
		text->length--;
}

static void
lines_made_at_random(void **state)
{
	size_t records = 0, faults = 0, headings = 0;
	struct buffer text = {0};
	uint64_t seed = 20261102;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		const struct told *told;

		add_lines(&text, &seed);
		lines_read = 1 + unit_random(&seed) % 300;
		told = tell_both_ways(
		    buffer_view(&text), round % 2 ? 1 + (size_t)round % 67 : 0);
		records += told->records;
		faults += told->faults;
		headings += told->headings;
	}
	lines_read = LINES_READ_HERE;
	/* Neither all good nor all bad. */
	assert_in_range(records, 15000, 29000);
	assert_in_range(faults, 1000, 15000);
	assert_in_range(headings, 1500, 5000);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_mark_at_the_end_of_a_block),
	    cmocka_unit_test(a_mark_at_the_end_of_what_is_read),
	    cmocka_unit_test(a_line_at_its_limit),
	    cmocka_unit_test(any_number_of_fields),
	    cmocka_unit_test(lines_made_at_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
