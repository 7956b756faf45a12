#include "base/money.h"
#include "unit.h"

struct example {
	const char *text;
	int64_t fen;
};

static void
test_amounts(void **state)
{
	static const struct example good[] = {
	    {"0.00", 0},
	    {"0.01", 1},
	    {"0.10", 10},
	    {"-0.01", -1},
	    {"12.30", 1230},
	    {"-1244.56", -124456},
	    {"92233720368547758.07", INT64_MAX},
	    {"-92233720368547758.07", -INT64_MAX},
	};
	int64_t fen;
	char text[MONEY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(money_parse(slice_of(good[i].text), &fen), 0);
		assert_true(fen == good[i].fen);
		assert_int_equal(money_format(fen, text), strlen(good[i].text));
		assert_string_equal(text, good[i].text);
	}
}

static void
test_what_is_no_amount(void **state)
{
	static const char *const bad[] = {"", "-", ".", "-.", "12", "12.",
	    "12.3", "12.345", "12.3.4", "1e3", "1e3.00", "-0.00", "+1.00",
	    " 1.00", "1.00 ", "00.10", "01.00", "-01.00", "1,234.56", ".50",
	    "-.50", "--1.00", "1.-5", "0x1.00", "1.0 ", "１.00", "NaN",
	    "92233720368547758.08", "-92233720368547758.08",
	    "99999999999999999999.99", "¥1.00", "1.00元", "12,30"};
	int64_t fen = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(money_parse(slice_of(bad[i]), &fen), -1);
	assert_int_equal(money_parse((struct slice){NULL, 0}, &fen), -1);
	assert_int_equal(money_parse((struct slice){"1.00\0", 5}, &fen), -1);
	assert_int_equal(money_parse(slice_of(NULL), &fen), -1);
	assert_int_equal(fen, 77);
}

static void
test_what_a_person_types(void **state)
{
	static const struct example good[] = {
	    {"12", 1200},
	    {"12.3", 1230},
	    {"12.34", 1234},
	    {"0", 0},
	    {"0.5", 50},
	    {"-3", -300},
	    {"1,234.56", 123456},
	    {"1,234,567", 123456700},
	    {"123,456.7", 12345670},
	    {"92,233,720,368,547,758.07", INT64_MAX},
	};
	static const char *const bad[] = {"", "-", ".5", "5.", "1.234", "1e3",
	    "1,23", "12,34.00", "1234,567", ",123", "1,,234", "1,234,",
	    "1,2345", "-0", "-0.0", "-0.00", "01", "00", "0,123", "1 234",
	    "12.3.4", "1.2,3", "92233720368547758.08", "92233720368547759",
	    "one", "+5", "5-"};
	int64_t fen = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(money_parse_loose(slice_of(bad[i]), &fen), -1);
	assert_int_equal(money_parse_loose(slice_of(NULL), &fen), -1);
	assert_int_equal(fen, 77);
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(
		    money_parse_loose(slice_of(good[i].text), &fen), 0);
		assert_true(fen == good[i].fen);
	}
}

static void
test_sums_that_overflow_are_refused(void **state)
{
	int64_t sum = INT64_MAX - 1;

	(void)state;
	assert_int_equal(money_add(&sum, 2), -1);
	assert_true(sum == INT64_MAX - 1);
	assert_int_equal(money_add(&sum, 1), 0);
	assert_int_equal(money_subtract(&sum, -1), -1);
	assert_true(sum == INT64_MAX);
	sum = -INT64_MAX;
	assert_int_equal(money_subtract(&sum, 1), -1);
	assert_int_equal(money_add(&sum, -1), -1);
	assert_true(sum == -INT64_MAX);
	assert_int_equal(money_subtract(&sum, -INT64_MAX), 0);
	assert_true(sum == 0);
}

static void
test_ten_times_0_10_is_1_00(void **state)
{
	int64_t sum = 0, fen;
	char text[MONEY_TEXT_SIZE];

	(void)state;
	assert_int_equal(money_parse(SLICE("0.10"), &fen), 0);
	for (int i = 0; i < 10; i++)
		assert_int_equal(money_add(&sum, fen), 0);
	money_format(sum, text);
	assert_string_equal(text, "1.00");
}

static void
test_thousands(void **state)
{
	static const struct example good[] = {
	    {"0.00", 0},
	    {"0.05", 5},
	    {"999.99", 99999},
	    {"1,000.00", 100000},
	    {"-1,234.56", -123456},
	    {"-123.45", -12345},
	    {"1,234,567.89", 123456789},
	    {"-92,233,720,368,547,758.08", INT64_MIN},
	};
	char text[MONEY_TEXT_SIZE + 8];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(money_format_grouped(good[i].fen, text),
		    strlen(good[i].text));
		assert_string_equal(text, good[i].text);
	}
}

static void
test_there_and_back(void **state)
{
	uint64_t seed = 20261102;
	char text[MONEY_TEXT_SIZE], grouped[MONEY_TEXT_SIZE + 8];
	int64_t fen, again, loose;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		/* All magnitudes, both signs. */
		fen = (int64_t)(unit_random(&seed) >> (1 + i % 63));
		if (i & 64)
			fen = -fen;
		money_format(fen, text);
		money_format_grouped(fen, grouped);
		assert_int_equal(money_parse(slice_of(text), &again), 0);
		assert_int_equal(
		    money_parse_loose(slice_of(grouped), &loose), 0);
		assert_true(again == fen && loose == fen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_amounts),
	    cmocka_unit_test(test_what_is_no_amount),
	    cmocka_unit_test(test_what_a_person_types),
	    cmocka_unit_test(test_sums_that_overflow_are_refused),
	    cmocka_unit_test(test_ten_times_0_10_is_1_00),
	    cmocka_unit_test(test_thousands),
	    cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
