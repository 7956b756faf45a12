#include "base/rate.h"
#include "unit.h"

static void
test_decimals(void **state)
{
	static const struct {
		const char *text;
		int64_t millionths;
		int places;
		const char *written;
	} good[] = {
	    {"0", 0, 0, "0"},
	    {"0", 0, 2, "0.00"},
	    {"1.5", 1500000, 2, "1.50"},
	    {"1.5", 1500000, 0, "1.5"},
	    {"1.19700", 1197000, 5, "1.19700"},
	    {"1.19700", 1197000, 2, "1.197"},
	    {"0.000001", 1, 0, "0.000001"},
	    {"-0.000001", -1, 2, "-0.000001"},
	    {"-12.25", -12250000, 6, "-12.250000"},
	    {"-12", -12000000, 0, "-12"},
	    {"9223372036854.775807", INT64_MAX, 2, "9223372036854.775807"},
	};
	int64_t value;
	char text[DECIMAL_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(
		    decimal_parse(slice_of(good[i].text), &value), 0);
		assert_true(value == good[i].millionths);
		assert_int_equal(decimal_format(value, good[i].places, text),
		    strlen(good[i].written));
		assert_string_equal(text, good[i].written);
	}
	decimal_format(INT64_MIN, 6, text);
	assert_string_equal(text, "-9223372036854.775808");
}

static void
test_what_is_no_decimal(void **state)
{
	static const char *const bad[] = {"", "-", ".", ".5", "5.", "1e3", "-0",
	    "-0.0", "-0.000000", "1.0000001", "+1", " 1", "1 ", "1,5", "12.3.4",
	    "9223372036854.775808", "99999999999999999999", "0x1", "nan",
	    "1.-1"};
	int64_t value = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(decimal_parse(slice_of(bad[i]), &value), -1);
	assert_int_equal(decimal_parse(slice_of(NULL), &value), -1);
	assert_int_equal(value, 77);
}

static void
test_decimals_there_and_back(void **state)
{
	uint64_t seed = 7;
	char text[DECIMAL_TEXT_SIZE];
	int64_t value, again;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		value = (int64_t)(unit_random(&seed) >> (1 + i % 63));
		if (i & 64)
			value = -value;
		decimal_format(value, i % 7, text);
		assert_int_equal(decimal_parse(slice_of(text), &again), 0);
		assert_true(again == value);
	}
}

/* What millionths of a yuan are in fen, by each way of rounding. */
static void
test_rounding_to_fen(void **state)
{
	static const struct {
		const char *text;
		int64_t half_up, half_even, down, up;
	} good[] = {
	    {"2.675", 268, 268, 267, 268},
	    {"-0.125", -13, -12, -12, -13},
	    {"0.125", 13, 12, 12, 13},
	    {"0.135", 14, 14, 13, 14},
	    {"0.124999", 12, 12, 12, 13},
	    {"-0.000001", 0, 0, 0, -1},
	    {"1.00", 100, 100, 100, 100},
	    {"-2.865", -287, -286, -286, -287},
	};
	int64_t value, fen;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		decimal_parse(slice_of(good[i].text), &value);
		assert_int_equal(decimal_to_fen(value, ROUND_HALF_UP, &fen), 0);
		assert_true(fen == good[i].half_up);
		assert_int_equal(
		    decimal_to_fen(value, ROUND_HALF_EVEN, &fen), 0);
		assert_true(fen == good[i].half_even);
		assert_int_equal(decimal_to_fen(value, ROUND_DOWN, &fen), 0);
		assert_true(fen == good[i].down);
		assert_int_equal(decimal_to_fen(value, ROUND_UP, &fen), 0);
		assert_true(fen == good[i].up);
	}
}

static void
test_fen_as_decimals(void **state)
{
	int64_t value = 5;

	(void)state;
	assert_int_equal(decimal_from_fen(1230, &value), 0);
	assert_true(value == 12300000);
	assert_int_equal(decimal_from_fen(INT64_MAX / 10000 + 1, &value), -1);
	assert_true(value == 12300000);
}

static void
test_rates_are_reduced(void **state)
{
	static const struct {
		const char *text;
		int64_t num, den;
	} good[] = {
	    {"0.6%", 3, 500},
	    {"1.5‰", 3, 2000},
	    {"0.006", 3, 500},
	    {"3/1000", 3, 1000},
	    {"6/1000", 3, 500},
	    {"100%", 1, 1},
	    {"0%", 0, 1},
	    {"-1.30%", -13, 1000},
	    {"1", 1, 1},
	    {"0.000001‰", 1, 1000000000},
	};
	static const char *const bad[] = {"", "%", "0.6 %", "1/0", "1/-2", "1/",
	    "/2", "1/2/3", "1/2%", "x", "1e3", "-0%", "0.0000001", "5‱",
	    "1.5/2"};
	struct rate rate = {7, 9};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(rate_parse(slice_of(bad[i]), &rate), -1);
	assert_true(rate.num == 7 && rate.den == 9);
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(rate_parse(slice_of(good[i].text), &rate), 0);
		assert_true(rate.num == good[i].num);
		assert_true(rate.den == good[i].den);
	}
}

static void
test_rates_applied(void **state)
{
	struct rate rate;
	int64_t fen = 0, exact = 0;

	(void)state;
	/* 286.50 for ten days at 1 per mille. */
	rate_parse(SLICE("10/1000"), &rate);
	assert_int_equal(rate_apply(rate, 28650, ROUND_HALF_UP, &fen), 0);
	assert_int_equal(fen, 287);
	/* 11816.16 at a power factor of 0.52. */
	rate_parse(SLICE("41%"), &rate);
	assert_int_equal(rate_apply(rate, 1181616, ROUND_HALF_UP, &fen), 0);
	assert_int_equal(fen, 484463);
	/* 199.50 less nothing at 0.6 %, to the last place. */
	rate_parse(SLICE("0.6%"), &rate);
	assert_int_equal(rate_apply_exact(rate, 19950, &exact), 0);
	assert_true(exact == 1197000);
	assert_int_equal(rate_apply_exact(rate, -19950, &exact), 0);
	assert_true(exact == -1197000);
	rate_parse(SLICE("1/3"), &rate);
	assert_int_equal(rate_apply_exact(rate, 1, &exact), -1);
	assert_int_equal(rate_apply_exact(rate, 3, &exact), 0);
	assert_true(exact == 10000);
}

static void
test_rates_that_overflow(void **state)
{
	struct rate rate = {INT64_MAX, 1};
	int64_t fen = 5;

	(void)state;
	assert_int_equal(rate_apply(rate, 2, ROUND_DOWN, &fen), -1);
	assert_int_equal(rate_apply(rate, INT64_MAX, ROUND_DOWN, &fen), -1);
	assert_int_equal(rate_apply_exact(rate, INT64_MAX, &fen), -1);
	assert_int_equal(rate_apply_exact(rate, 1, &fen), -1);
	assert_true(fen == 5);
	rate.den = INT64_MAX;
	assert_int_equal(rate_apply(rate, INT64_MAX, ROUND_DOWN, &fen), 0);
	assert_true(fen == INT64_MAX);
}

/* A quotient is right when it is as near as its rounding says. */
static void
test_division(void **state)
{
	(void)state;
	for (int den = -12; den <= 12; den++) {
		if (den == 0)
			continue;
		for (int num = -100; num <= 100; num++) {
			int64_t up = divide_round(num, den, ROUND_HALF_UP);
			int64_t even = divide_round(num, den, ROUND_HALF_EVEN);
			int64_t rest = num - up * den;

			assert_true(2 * llabs(rest) <= abs(den));
			if (2 * llabs(rest) == abs(den)) {
				assert_true(llabs(up * den) > abs(num));
				assert_true(even % 2 == 0);
			} else {
				assert_true(up == even);
			}
			assert_true(
			    divide_round(num, den, ROUND_DOWN) == num / den);
			rest = divide_round(num, den, ROUND_UP) * den - num;
			assert_true(llabs(rest) < abs(den));
			assert_true(llabs(rest + num) >= abs(num));
		}
	}
}

static void
test_division_at_the_limits(void **state)
{
	int128 huge = (int128)1 << 126;

	(void)state;
	assert_true(divide_round(huge, 1, ROUND_DOWN) == INT64_MAX);
	assert_true(divide_round(-huge, 1, ROUND_DOWN) == -INT64_MAX);
	assert_true(divide_round(huge, INT64_MIN, ROUND_DOWN) == -INT64_MAX);
	assert_true(divide_round(-huge - huge, -1, ROUND_DOWN) == INT64_MAX);
	assert_true(divide_round(-huge - huge, 1, ROUND_DOWN) == -INT64_MAX);
	assert_true(divide_round(INT64_MIN, INT64_MIN, ROUND_HALF_UP) == 1);
	assert_true(divide_round(INT64_MAX, INT64_MIN, ROUND_UP) == -1);
	assert_true(
	    divide_round(INT64_MAX, 2, ROUND_HALF_UP) == (int64_t)1 << 62);
}

static void
test_names_of_roundings(void **state)
{
	enum rounding r = ROUND_UP;

	(void)state;
	assert_int_equal(rounding_parse(SLICE("half-even"), &r), 0);
	assert_int_equal(r, ROUND_HALF_EVEN);
	assert_int_equal(rounding_parse(SLICE("half"), &r), -1);
	assert_int_equal(r, ROUND_HALF_EVEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decimals),
	    cmocka_unit_test(test_what_is_no_decimal),
	    cmocka_unit_test(test_decimals_there_and_back),
	    cmocka_unit_test(test_rounding_to_fen),
	    cmocka_unit_test(test_fen_as_decimals),
	    cmocka_unit_test(test_rates_are_reduced),
	    cmocka_unit_test(test_rates_applied),
	    cmocka_unit_test(test_rates_that_overflow),
	    cmocka_unit_test(test_division),
	    cmocka_unit_test(test_division_at_the_limits),
	    cmocka_unit_test(test_names_of_roundings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
