#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/money.h"
#include "base/moment.h"
#include "unit.h"

#define ROUNDS 200000

/* Digits, and what stands beside them in ASCII or differs by one bit. */
static const char marks[] = "0123456789012345678901234567890123456789"
			    "/:.-+,T \0\x80\xb0\xb9\xbf\xff\x10\x1e\x70";

/* Random bytes, most of them digits, that nothing may be read beside. */
static char *
random_text(uint64_t *seed, size_t n)
{
	char *text = malloc(n ? n : 1);
	/* Whole texts of digits are as frequent as others. */
	size_t range = unit_random(seed) % 2 ? 10 : sizeof(marks);

	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		text[i] = marks[unit_random(seed) % range];
	return text;
}

static bool
slow_digits(const char *text, size_t n, int64_t *value)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		sum = sum * 10 + (text[i] - '0');
	}
	*value = sum;
	return true;
}

static void
test_digits_are_what_one_by_one_says(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = unit_random(&seed) % (SLICE_DIGITS_MAX + 1);
		char *text = random_text(&seed, n);
		int64_t value = 77, slow = 77;
		bool good = digits_read(text, n, &value);

		assert_true(good == slow_digits(text, n, &slow));
		assert_true(value == slow);
		free(text);
	}
}

/* Each byte at each place. */
static void
test_no_byte_passes_for_a_digit(void **state)
{
	int64_t value = 77;

	(void)state;
	for (size_t at = 0; at < 8; at++)
		for (int byte = 0; byte < 256; byte++) {
			char text[] = "99999999";

			text[at] = (char)byte;
			assert_true(digits_read(text, 8, &value) ==
				    (byte >= '0' && byte <= '9'));
		}
	assert_true(digits_read("00000000", 8, &value) && value == 0);
	assert_true(digits_read("99999999", 8, &value) && value == 99999999);
	assert_true(digits_read("12345678", 8, &value) && value == 12345678);
	assert_true(digits_read("", 0, &value) && value == 0);
}

static void
test_a_block_is_its_bytes(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int round = 0; round < ROUNDS / 10; round++) {
		size_t n = unit_random(&seed) % (DIGITS_BLOCK + 1);
		char *text = random_text(&seed, n);
		uint64_t block = 0;

		for (size_t i = 0; i < n; i++)
			block |= (uint64_t)(unsigned char)text[i] << 8 * i;
		assert_true(digits_load(text, n) == block);
		free(text);
	}
}

/* -?(0|[1-9][0-9]*)\.[0-9]{2}, and no -0.00 */
static bool
slow_money(const char *text, size_t n, int64_t *fen)
{
	size_t minus = n > 0 && text[0] == '-';
	int64_t yuan, cents, amount;

	text += minus;
	n -= minus;
	if (n < 4 || text[n - 3] != '.' || (n > 4 && text[0] == '0') ||
	    !slow_digits(text, n - 3, &yuan) ||
	    !slow_digits(text + n - 2, 2, &cents))
		return false;
	amount = yuan * 100 + cents;
	if (minus && amount == 0)
		return false;
	*fen = minus ? -amount : amount;
	return true;
}

static void
test_amounts_are_what_one_by_one_says(void **state)
{
	uint64_t seed = 13;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = unit_random(&seed) % 15;
		char *text = random_text(&seed, n);
		int64_t value = 77, slow = 77;
		bool good;

		if (n > 3 && unit_random(&seed) % 4)
			text[n - 3] = '.';
		if (n > 0 && unit_random(&seed) % 4 == 0)
			text[0] = '-';
		good = money_parse((struct slice){text, n}, &value) == 0;
		assert_true(good == slow_money(text, n, &slow));
		assert_true(value == slow);
		free(text);
	}
}

static int
clock_of(const char *text)
{
	int32_t second = -2;

	return clock_parse(slice_of(text), &second) == 0 ? second : -1;
}

/* Every text of six digits between colons; and each byte at each place. */
static void
test_clocks_are_what_counting_says(void **state)
{
	(void)state;
	for (int n = 0; n < 1000000; n++) {
		int hour = n / 10000, minute = n / 100 % 100, second = n % 100;
		bool good = hour < 24 && minute < 60 && second < 60;
		const char text[] = {(char)('0' + hour / 10),
		    (char)('0' + hour % 10), ':', (char)('0' + minute / 10),
		    (char)('0' + minute % 10), ':', (char)('0' + second / 10),
		    (char)('0' + second % 10), '\0'};

		if (n == 240000)
			continue; /* the end of a day */
		assert_int_equal(clock_of(text),
		    good ? hour * 3600 + minute * 60 + second : -1);
	}
	for (size_t at = 0; at < 8; at++)
		for (int byte = 1; byte < 256; byte++) {
			char text[] = "11:11:11";
			bool colon = at == 2 || at == 5;
			int top = at == 0 ? '2' : at % 3 == 0 ? '5' : '9';

			text[at] = (char)byte;
			assert_true(
			    (clock_of(text) >= 0) ==
			    (colon ? byte == ':' : byte >= '0' && byte <= top));
		}
}

static void
test_what_is_written_is_what_printf_writes(void **state)
{
	uint64_t seed = 5;
	char text[DIGITS_ROOM], expected[DIGITS_ROOM + 1];
	char *end = text + sizeof(text);

	(void)state;
	for (int round = 0; round < 2000; round++) {
		uint64_t value = unit_random(&seed) >> unit_random(&seed) % 64;
		char *begin;

		if (round == 0)
			value = UINT64_MAX;
		if (round == 1)
			value = 0;
		begin = digits_write(value, end);
		snprintf(expected, sizeof(expected), "%" PRIu64, value);
		assert_int_equal(strlen(expected), end - begin);
		assert_memory_equal(begin, expected, strlen(expected));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_digits_are_what_one_by_one_says),
	    cmocka_unit_test(test_no_byte_passes_for_a_digit),
	    cmocka_unit_test(test_a_block_is_its_bytes),
	    cmocka_unit_test(test_amounts_are_what_one_by_one_says),
	    cmocka_unit_test(test_clocks_are_what_counting_says),
	    cmocka_unit_test(test_what_is_written_is_what_printf_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
