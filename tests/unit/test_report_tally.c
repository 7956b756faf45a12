/* Queries, numbers and tallies: what a report counts with. */
#include "unit.h"

#include "record/reader.h"
#include "report/intern.h"
#include "report/number.h"
#include "report/tally.h"

static void
test_numbers_read_and_print_exactly(void **state)
{
	static const struct {
		const char *text;
		int places;
		const char *grouped;
	} good[] = {
	    {"0", 0, "0"},
	    {"7", 0, "7"},
	    {"-1.80", 2, "-1.80"},
	    {"0.10", 2, "0.10"},
	    {"1234567.89", 2, "1,234,567.89"},
	    {"-999", 0, "-999"},
	    {"-1000", 0, "-1,000"},
	    {"1.197001", 6, "1.197001"},
	    {"999999999999999999", 0, "999,999,999,999,999,999"},
	};
	static const char *const bad[] = {"", "-", ".", "1.", ".5", "+1", "1e3",
	    "12.3.4", "-0", "-0.00", "0.1234567", "1 ", "1,000", "0x1",
	    "1234567890123456789", "１"};
	char text[NUMBER_TEXT_SIZE];
	number value;
	int places;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(
		    number_parse(slice_of(good[i].text), &value, &places), 0);
		assert_int_equal(places, good[i].places);
		number_format(value, places, text);
		assert_string_equal(text, good[i].text);
		number_format_grouped(value, places, text);
		assert_string_equal(text, good[i].grouped);
	}
	value = 42;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
		    number_parse(slice_of(bad[i]), &value, &places), -1);
	assert_true(value == 42);
}

static void
test_a_mean_is_rounded_half_away_from_zero(void **state)
{
	(void)state;
	/* 0.05 / 2 = 0.025 */
	assert_true(number_mean(50000, 2, 2) == 30000);
	assert_true(number_mean(-50000, 2, 2) == -30000);
	/* 0.02 / 3 = 0.00666… and 0.04 / 3 = 0.01333… */
	assert_true(number_mean(20000, 3, 2) == 10000);
	assert_true(number_mean(40000, 3, 2) == 10000);
	assert_true(number_mean(10 * NUMBER_ONE, 4, 0) == 3 * NUMBER_ONE);
	assert_true(number_mean(0, 7, 2) == 0);
}

static void
test_an_intern_finds_what_was_put(void **state)
{
	struct intern all = {0};
	char text[32];
	uint32_t *sorted;

	(void)state;
	assert_int_equal(intern_get(&all, SLICE("x")), INTERN_FULL);
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 10000; i++) {
			snprintf(text, sizeof(text), "%u", i * 7919);
			assert_int_equal(intern_put(&all, slice_of(text)), i);
		}
	assert_int_equal(intern_put(&all, SLICE("")), 10000);
	assert_int_equal(intern_put(&all, (struct slice){NULL, 0}), 10000);
	assert_int_equal(intern_get(&all, SLICE("7919")), 1);
	sorted = intern_sorted(&all);
	assert_int_equal(sorted[0], 10000);
	for (uint32_t i = 1; i <= 10000; i++)
		assert_true(slice_compare(intern_key(&all, sorted[i - 1]),
				intern_key(&all, sorted[i])) < 0);
	free(sorted);
	intern_release(&all);
}

/* Ask a query of lines, by and measures as on the command line. */
struct asked {
	struct query query;
	struct query_view view;
	struct tally *tally;
	struct arena arena;
	struct complaint complaint;
	int refused;
};

static void
ask(struct asked *a, const char *by, const char *measures,
    const char *const *lines)
{
	struct slice rest = slice_of(measures), one;
	struct heading *heading;
	struct record r;

	*a = (struct asked){.refused = 0};
	heading = heading_parse(slice_of("#payment,id,time,method,amount,fee"),
	    &a->arena, &a->complaint);
	assert_non_null(heading);
	query_init(&a->query, SLICE("payment"));
	if (*by)
		assert_int_equal(query_by(&a->query, slice_of(by), NULL), 0);
	while (slice_cut(&rest, ' ', &one))
		assert_int_equal(query_measure(&a->query, one, NULL, NULL), 0);
	a->tally = tally_new(&a->query, false);
	for (; *lines; lines++) {
		assert_int_equal(record_parse(slice_of(*lines), heading,
				     &a->arena, &r, &a->complaint),
		    0);
		query_look(&a->query, &a->view, &r);
		a->refused += tally_take(
				  a->tally, &a->view, 0, &r, &a->complaint) < 0;
	}
	tally_seal(a->tally);
}

static void
release(struct asked *a)
{
	tally_free(a->tally);
	buffer_release(&a->complaint.why);
	arena_release(&a->arena);
}

static const char *
value(const struct asked *a, size_t group, size_t measure)
{
	static char text[NUMBER_TEXT_SIZE];
	struct tally_value v = tally_measure(a->tally, group, measure);

	if (!v.defined)
		return "undefined";
	number_format(v.value, v.places, text);
	return text;
}

static void
test_groups_come_in_the_order_of_their_names(void **state)
{
	static const char *const lines[] = {
	    "payment,1,2026-11-02T10:00:00+08:00,wechat,0.10,0.00060",
	    "payment,2,2026-11-02T09:00:00+08:00,cash,0.10,",
	    "payment,3,2026-11-02T09:59:59+08:00,,0.10,",
	    "payment,4,,cash,-0.30,0.5", NULL};
	struct asked a;

	(void)state;
	ask(&a, "method", "count sum:amount min:amount max:amount sum:fee",
	    lines);
	assert_int_equal(tally_groups(a.tally), 3);
	assert_slice(tally_dimension(a.tally, 0, 0), "");
	assert_slice(tally_dimension(a.tally, 1, 0), "cash");
	assert_slice(tally_dimension(a.tally, 2, 0), "wechat");
	assert_string_equal(value(&a, 1, 0), "2");
	assert_string_equal(value(&a, 1, 1), "-0.20");
	assert_string_equal(value(&a, 1, 2), "-0.30");
	assert_string_equal(value(&a, 1, 3), "0.10");
	/* A fee of five places keeps them. */
	assert_string_equal(value(&a, 2, 4), "0.00060");
	release(&a);
	ask(&a, "hour(time)", "count", lines);
	assert_int_equal(tally_groups(a.tally), 3);
	assert_slice(tally_dimension(a.tally, 1, 0), "09");
	assert_string_equal(value(&a, 1, 0), "2");
	release(&a);
}

static void
test_what_cannot_be_measured_is_not_added_in_part(void **state)
{
	static const char *const lines[] = {"payment,1,,cash,1.00,1",
	    "payment,2,,cash,1.00,x", "payment,3,,cash,1.0,1",
	    "payment,4,,new,1e3,1", NULL};
	struct asked a;

	(void)state;
	ask(&a, "method", "count sum:amount sum:fee", lines);
	assert_int_equal(a.refused, 3);
	assert_string_equal(a.complaint.column, "amount");
	assert_string_equal(a.complaint.code, "money");
	assert_int_equal(tally_groups(a.tally), 1);
	assert_string_equal(value(&a, 0, 0), "1");
	assert_string_equal(value(&a, 0, 1), "1.00");
	release(&a);
}

static void
test_a_percentile_is_of_the_nearest_rank(void **state)
{
	static const char *const lines[] = {"payment,1,,a,10.00,",
	    "payment,2,,a,1.00,", "payment,3,,a,9.00,", "payment,4,,a,2.00,",
	    "payment,5,,a,8.00,", "payment,6,,a,3.00,", "payment,7,,a,7.00,",
	    "payment,8,,a,4.00,", "payment,9,,a,6.00,", "payment,10,,a,5.00,",
	    "payment,11,,b,,", "payment,12,,c,3.00,", NULL};
	struct asked a;

	(void)state;
	ask(&a, "method",
	    "p50:amount p90:amount p95:amount p1:amount p100:amount "
	    "mean:amount distinct:amount",
	    lines);
	assert_string_equal(value(&a, 0, 0), "5.00");
	assert_string_equal(value(&a, 0, 1), "9.00");
	assert_string_equal(value(&a, 0, 2), "10.00");
	assert_string_equal(value(&a, 0, 3), "1.00");
	assert_string_equal(value(&a, 0, 4), "10.00");
	assert_string_equal(value(&a, 0, 5), "5.50");
	assert_string_equal(value(&a, 0, 6), "10");
	assert_string_equal(value(&a, 1, 0), "undefined");
	assert_string_equal(value(&a, 1, 5), "undefined");
	assert_string_equal(value(&a, 2, 1), "3.00");
	release(&a);
}

/* Against a plain reckoning, with many groups and many equal values. */
static void
test_many_groups_agree_with_plain_sums(void **state)
{
	enum { GROUPS = 300, RECORDS = 20000 };
	static int64_t sum[GROUPS], count[GROUPS];
	struct asked a;
	static const char *const none[] = {NULL};
	uint64_t seed = 1;
	struct heading *heading;
	struct record r;
	char line[100];

	(void)state;
	ask(&a, "method", "count sum:amount", none);
	tally_free(a.tally);
	a.tally = tally_new(&a.query, false);
	heading = heading_parse(
	    slice_of("#payment,id,method,amount"), &a.arena, &a.complaint);
	for (int i = 0; i < RECORDS; i++) {
		uint64_t group = unit_random(&seed) % GROUPS;
		int64_t fen = (int64_t)(unit_random(&seed) % 100000);

		snprintf(line, sizeof(line), "payment,%d,m%03d,%d.%02d", i,
		    (int)group, (int)(fen / 100), (int)(fen % 100));
		assert_int_equal(record_parse(slice_of(line), heading, &a.arena,
				     &r, &a.complaint),
		    0);
		query_look(&a.query, &a.view, &r);
		assert_int_equal(
		    tally_take(a.tally, &a.view, 0, &r, &a.complaint), 0);
		sum[group] += fen;
		count[group]++;
	}
	tally_seal(a.tally);
	assert_int_equal(tally_groups(a.tally), GROUPS);
	for (size_t g = 0; g < GROUPS; g++) {
		assert_true(tally_measure(a.tally, g, 1).value ==
			    (number)sum[g] * (NUMBER_ONE / 100));
		assert_int_equal(tally_records(a.tally, g), count[g]);
	}
	release(&a);
}

/* The text of this number over a and b: "", a, b, aa, ab, … */
static struct slice
short_text(char text[8], unsigned nth)
{
	size_t length = 0;

	for (nth++; nth > 1; nth /= 2)
		text[length++] = nth % 2 ? 'b' : 'a';
	return (struct slice){text, length};
}

/* What stands before them, so that they are of 0 to 20 bytes. */
static const char *const text_heads[] = {
    "", "sevench", "eightchr", "fourteen-bytes", "sixteen-bytes-16"};

/*
 * Each two of 31 texts, three times, behind so many others that are all the
 * same: what was met lately is not taken for what only looks like it.
 */
static void
look_alikes(size_t others)
{
	enum { TEXTS = 31, ROUNDS = 3 };
	static const char *const by[] = {"channel", "service", "id", "method"};
	static const char *const none[] = {NULL};
	struct asked a;
	char id[8], method[8], line[200];
	struct heading *heading;
	struct record r;

	ask(&a, "", "count", none);
	tally_free(a.tally);
	for (size_t i = 2 - others; i < COUNT(by); i++)
		assert_int_equal(query_by(&a.query, slice_of(by[i]), NULL), 0);
	a.tally = tally_new(&a.query, false);
	heading = heading_parse(slice_of("#payment,id,method,channel,service"),
	    &a.arena, &a.complaint);
	for (unsigned i = 0; i < ROUNDS * TEXTS * TEXTS; i++) {
		unsigned group = i * 17 % (TEXTS * TEXTS);

		snprintf(line, sizeof(line), "payment,%s%.*s,%s%.*s,,water",
		    text_heads[group % COUNT(text_heads)],
		    SLICE_ARG(short_text(id, group / TEXTS)),
		    text_heads[group % 2],
		    SLICE_ARG(short_text(method, group % TEXTS)));
		assert_int_equal(record_parse(slice_of(line), heading, &a.arena,
				     &r, &a.complaint),
		    0);
		query_look(&a.query, &a.view, &r);
		assert_int_equal(
		    tally_take(a.tally, &a.view, 0, &r, &a.complaint), 0);
	}
	tally_seal(a.tally);
	assert_int_equal(tally_groups(a.tally), TEXTS * TEXTS);
	for (size_t g = 0; g < TEXTS * TEXTS; g++)
		assert_int_equal(tally_records(a.tally, g), ROUNDS);
	release(&a);
}

static void
test_groups_that_look_alike_are_told_apart(void **state)
{
	(void)state;
	for (size_t others = 0; others <= 2; others++)
		look_alikes(others);
}

static void
test_queries_say_what_is_wrong(void **state)
{
	static const char *const measures[] = {"sum", "count:amount",
	    "p0:amount", "p101:amount", "p:amount", "sum:Amount", "sum:", "",
	    "avg:amount", "sum:amount+", "sum:+amount", "sum:amount+-fee",
	    "mean:amount+fee", "rate:amount", "rate:amount:", "rate::amount",
	    "rate:amount:fee:fee", "count:", "count:=x", "count:year(time)=1"};
	static const char *const dimensions[] = {"", "hour(time", "hour()",
	    "year(time)", "Method", "a b", "hour(a,b)"};
	static const char *const conditions[] = {
	    "", "method", "=x", "!=x", "hour(x=1"};
	struct arena arena = {0};
	struct query query;
	struct error error;

	(void)state;
	query_init(&query, SLICE("payment"));
	for (size_t i = 0; i < COUNT(measures); i++)
		assert_int_equal(
		    query_measure(&query, slice_of(measures[i]), NULL, &error),
		    -1);
	for (size_t i = 0; i < COUNT(dimensions); i++)
		assert_int_equal(
		    query_by(&query, slice_of(dimensions[i]), &error), -1);
	for (size_t i = 0; i < COUNT(conditions); i++)
		assert_int_equal(query_where(&query, slice_of(conditions[i]),
				     &arena, &error),
		    -1);
	assert_int_equal(
	    query.measures + query.dimensions + query.conditions, 0);
	assert_int_equal(query_by(&query, SLICE("method"), &error), 0);
	assert_int_equal(query_by(&query, SLICE("method"), &error), -1);
	arena_release(&arena);
}

/* payment,id,time,method,amount,fee */
static void
test_sums_of_columns_rates_and_counts_with_a_condition(void **state)
{
	static const char *const lines[] = {
	    "payment,P1,2026-11-02T09:00:00+08:00,cash,10.00,0.25",
	    "payment,P2,2026-11-02T09:30:00+08:00,cash,-2.00,",
	    "payment,P3,2026-11-02T10:00:00+08:00,card,0.10,1.000001",
	    "payment,P4,2026-11-02T10:00:00+08:00,,,", NULL};
	struct asked a;

	(void)state;
	ask(&a, "",
	    "sum:amount+fee sum:amount-fee rate:fee:amount+fee "
	    "rate:amount:fee-fee count:method=cash count:method!=cash "
	    "count:amount<0 count:amount>=0.1 count:fee>1 count:fee<=1 "
	    "count:hour(time)=09 count:method=none",
	    lines);
	assert_string_equal(value(&a, 0, 0), "9.350001");
	assert_string_equal(value(&a, 0, 1), "6.849999");
	/* 1.250001 / 9.350001 = 0.13369… */
	assert_string_equal(value(&a, 0, 2), "0.1337");
	assert_string_equal(value(&a, 0, 3), "undefined");
	assert_string_equal(value(&a, 0, 4), "2");
	assert_string_equal(value(&a, 0, 5), "2");
	assert_string_equal(value(&a, 0, 6), "1");
	assert_string_equal(value(&a, 0, 7), "2");
	assert_string_equal(value(&a, 0, 8), "1");
	assert_string_equal(value(&a, 0, 9), "1");
	assert_string_equal(value(&a, 0, 10), "2");
	assert_string_equal(value(&a, 0, 11), "0");
	release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers_read_and_print_exactly),
	    cmocka_unit_test(test_a_mean_is_rounded_half_away_from_zero),
	    cmocka_unit_test(test_an_intern_finds_what_was_put),
	    cmocka_unit_test(test_groups_come_in_the_order_of_their_names),
	    cmocka_unit_test(test_what_cannot_be_measured_is_not_added_in_part),
	    cmocka_unit_test(test_a_percentile_is_of_the_nearest_rank),
	    cmocka_unit_test(
		test_sums_of_columns_rates_and_counts_with_a_condition),
	    cmocka_unit_test(test_many_groups_agree_with_plain_sums),
	    cmocka_unit_test(test_groups_that_look_alike_are_told_apart),
	    cmocka_unit_test(test_queries_say_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
