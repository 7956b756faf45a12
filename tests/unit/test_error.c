#include <errno.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "unit.h"

static void
test_it_is_filled_and_minus_1_comes_back(void **state)
{
	struct error e = {HALL_DONE, ""};

	(void)state;
	assert_int_equal(error_set(&e, HALL_USAGE, "no %s", "verb"), -1);
	assert_int_equal(e.status, HALL_USAGE);
	assert_string_equal(e.text, "no verb");
	assert_int_equal(error_set(NULL, HALL_USAGE, "no %s", "verb"), -1);
	assert_int_equal(error_errno(NULL, HALL_USAGE, "x"), -1);
}

static void
test_errno_stands_behind_and_stays(void **state)
{
	struct error e = {HALL_DONE, ""};

	(void)state;
	language_set(LANGUAGE_EN);
	errno = ENOENT;
	assert_int_equal(error_errno(&e, HALL_SYSTEM, "%s", "a.csv"), -1);
	assert_string_equal(e.text, "a.csv: No such file or directory");
	assert_int_equal(errno, ENOENT);
	language_set(LANGUAGE_ZH);
	error_errno(&e, HALL_SYSTEM, "%s", "a.csv");
	assert_string_equal(e.text, "a.csv: 没有那个文件或目录");
	language_set(LANGUAGE_EN);
}

/* At every length the cut leaves whole characters. */
static void
test_a_long_text_is_cut_between_characters(void **state)
{
	struct error e = {HALL_DONE, ""};
	char text[2000];
	size_t length;

	(void)state;
	for (int blanks = 0; blanks < 8; blanks++) {
		memset(text, ' ', (size_t)blanks);
		length = (size_t)blanks;
		while (length + 3 < sizeof(text) - 3) {
			memcpy(text + length, "电", 3);
			length += 3;
		}
		text[length] = '\0';
		error_set(&e, HALL_DATA, "%s", text);
		assert_true(strlen(e.text) >= ERROR_TEXT_MAX - 4);
		assert_true(strlen(e.text) < ERROR_TEXT_MAX);
		assert_int_equal(utf8_invalid_at(slice_of(e.text)), -1);
	}
}

static void
test_the_worse_status_wins(void **state)
{
	static const enum hall_status order[] = {
	    HALL_DONE, HALL_LOOK, HALL_DATA, HALL_USAGE, HALL_SYSTEM, HALL_BUG};

	(void)state;
	for (size_t i = 0; i < COUNT(order); i++) {
		for (size_t j = 0; j < COUNT(order); j++)
			assert_int_equal(status_worst(order[i], order[j]),
			    order[i > j ? i : j]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_it_is_filled_and_minus_1_comes_back),
	    cmocka_unit_test(test_errno_stands_behind_and_stays),
	    cmocka_unit_test(test_a_long_text_is_cut_between_characters),
	    cmocka_unit_test(test_the_worse_status_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
