#include "base/catalogue.h"
#include "base/message.h"
#include "base/text.h"
#include "unit.h"

#include <unistd.h>

static void
test_the_table_is_sorted_as_it_is_searched(void **state)
{
	(void)state;
	assert_true(catalogue_count > 100);
	for (size_t i = 1; i < catalogue_count; i++)
		assert_true(strcmp(catalogue[i - 1].id, catalogue[i].id) < 0);
}

static void
test_every_entry_is_found_and_is_utf8(void **state)
{
	(void)state;
	language_set(LANGUAGE_ZH);
	for (size_t i = 0; i < catalogue_count; i++) {
		const char *found = tr(catalogue[i].id);

		assert_ptr_equal(
		    found, catalogue[i].zh ? catalogue[i].zh : catalogue[i].en);
		assert_int_equal(utf8_invalid_at(slice_of(found)), -1);
	}
}

static void
test_a_text_without_translation_is_itself(void **state)
{
	static const char text[] = "no text of ours";

	(void)state;
	language_set(LANGUAGE_ZH);
	assert_ptr_equal(tr(text), text);
	assert_string_equal(tr("out of memory"), "内存不足");
	assert_string_equal(tr(""), "");
	language_set(LANGUAGE_EN);
	assert_string_equal(tr("out of memory"), "out of memory");
}

static void
test_languages_by_name(void **state)
{
	static const char *const bad[] = {
	    "", "z", "zhx", "de", "C", "english", "POSIX", "ZH"};
	enum language found = LANGUAGE_EN;

	(void)state;
	assert_int_equal(language_parse(SLICE("zh"), &found), 0);
	assert_int_equal(found, LANGUAGE_ZH);
	assert_int_equal(language_parse(SLICE("en_GB.UTF-8"), &found), 0);
	assert_int_equal(found, LANGUAGE_EN);
	assert_int_equal(language_parse(SLICE("zh_CN.UTF-8"), &found), 0);
	assert_int_equal(language_parse(SLICE("zh-Hant"), &found), 0);
	assert_int_equal(language_parse(SLICE("zh.UTF-8"), &found), 0);
	assert_int_equal(found, LANGUAGE_ZH);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(language_parse(slice_of(bad[i]), &found), -1);
	/* A NUL is no mark that may stand behind. */
	assert_int_equal(
	    language_parse((struct slice){"zh\0x", 4}, &found), -1);
}

static void
test_words_of_codes(void **state)
{
	char code[400];

	(void)state;
	language_set(LANGUAGE_ZH);
	assert_string_equal(word("method", SLICE("cash")), "现金");
	assert_string_equal(word("kind", SLICE("payment")), "缴费");
	assert_string_equal(word("column", SLICE("amount")), "金额");
	assert_string_equal(word("method", SLICE("shells")), "shells");
	assert_string_equal(word("method", SLICE("")), "");
	assert_string_equal(
	    word("method", (struct slice){"cash\0", 5}), "cash");
	language_set(LANGUAGE_EN);
	assert_string_equal(word("method", SLICE("cash")), "cash");
	/* Two in one printf, not terminated where they end. */
	snprintf(code, sizeof(code), "%s %s",
	    word("x", (struct slice){"abc", 2}),
	    word("x", (struct slice){"xyz", 1}));
	assert_string_equal(code, "ab x");
	memset(code, 'x', sizeof(code));
	assert_int_equal(
	    strlen(word("x", (struct slice){code, sizeof(code)})), 255);
}

static void
test_why_is_escaped_and_explained(void **state)
{
	struct buffer why = {NULL, 0, 0}, text = {NULL, 0, 0};

	(void)state;
	why_format(&why, "money", "value", "1,2=3: 4%\"\n元", NULL);
	assert_slice(
	    buffer_view(&why), "money:value=1%2C2%3D3%3A%204%25%22%0A元");
	language_set(LANGUAGE_EN);
	why_explain(&text, buffer_view(&why));
	assert_slice(buffer_view(&text),
	    "'1,2=3: 4%\"\n元' is not an amount such as 12.30");
	buffer_clear(&why);
	buffer_clear(&text);
	why_format(&why, "ragged", "fields", "3", "expected", "4", NULL);
	assert_slice(buffer_view(&why), "ragged:fields=3,expected=4");
	language_set(LANGUAGE_ZH);
	why_explain(&text, buffer_view(&why));
	assert_slice(buffer_view(&text), "有 3 个字段，而表头是 4 个");
	buffer_release(&why);
	buffer_release(&text);
	language_set(LANGUAGE_EN);
}

static void
explains(const char *why, const char *expected)
{
	struct buffer text = {NULL, 0, 0};

	why_explain(&text, slice_of(why));
	buffer_text(&text, "");
	assert_string_equal(text.text, expected);
	buffer_release(&text);
}

static void
test_why_without_a_sentence_or_a_value(void **state)
{
	(void)state;
	language_set(LANGUAGE_EN);
	explains("nosuch:a=1", "nosuch:a=1");
	explains("", "");
	explains("missing", "must not be empty");
	explains(
	    "ragged:fields=3", "the heading names ? fields, the line has 3");
	explains("ragged", "the heading names ? fields, the line has ?");
	explains("utf8:byte=%zz", "byte %zz is not UTF-8: save the file as "
				  "UTF-8");
	/* An argument that is a code itself is put in words. */
	explains("long:what=line", "the line is longer than 1 MiB");
	explains("long:what=nosuch", "nosuch");
}

static void
lasts(const char *text, const char *expected)
{
	struct buffer words = {NULL, 0, 0};

	duration_explain(&words, slice_of(text));
	buffer_text(&words, "");
	assert_string_equal(words.text, expected);
	buffer_release(&words);
}

static void
test_durations_in_words(void **state)
{
	(void)state;
	language_set(LANGUAGE_EN);
	lasts("2wd", "2 working days");
	lasts("1wd", "1 working day");
	lasts("0wd", "0 working days");
	lasts("26h10m1s", "26 h 10 min 1 s");
	lasts("11wh1wm", "11 working hours 1 working minute");
	lasts("4m", "4 min");
	lasts("-4m", "-4 min");
	lasts("100.00", "100.00");
	lasts("-100.00", "-100.00");
	lasts("180", "180");
	lasts("4m3x", "4m3x");
	lasts("3m100.00", "3m100.00");
	lasts("m4", "m4");
	lasts("4123456789012345", "4123456789012345");
	lasts("4averylongunitindeed", "4averylongunitindeed");
	lasts("same-day", "the same day");
	lasts("7xy", "7xy");
	lasts("7", "7");
	lasts("", "");
	language_set(LANGUAGE_ZH);
	lasts("1wd", "1 个工作日");
	lasts("20m", "20 分钟");
	lasts("26h10m", "26 小时 10 分钟");
	lasts("same-day", "当日");
	language_set(LANGUAGE_EN);
}

static void
test_several_whys_have_a_blank_between(void **state)
{
	(void)state;
	language_set(LANGUAGE_EN);
	explains("missing date:value=x",
	    "must not be empty; 'x' is not a date such as 2026-11-02");
	explains("missing nosuch:a=1", "must not be empty; nosuch:a=1");
	explains("words of a person", "words of a person");
	explains("late:limit=1wd,used=2wd",
	    "late: 1 working day allowed, 2 working days used");
	language_set(LANGUAGE_ZH);
	explains("missing missing", "不能为空；不能为空");
	language_set(LANGUAGE_EN);
}

/* stderr of one say, in the buffer. */
static void
said(const char *text, char *result, size_t size)
{
	int kept = dup(STDERR_FILENO);
	FILE *file = tmpfile();

	assert_non_null(file);
	fflush(stderr);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	say("%s", text);
	fflush(stderr);
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	close(kept);
	rewind(file);
	result[fread(result, 1, size - 1, file)] = '\0';
	fclose(file);
}

static void
test_a_message_is_one_line_that_no_terminal_obeys(void **state)
{
	char line[256];

	(void)state;
	message_tool("hall-test");
	said("a.csv\nhall-test: all is well\x1b[2J\x7f", line, sizeof(line));
	assert_string_equal(
	    line, "hall-test: a.csv?hall-test: all is well?[2J?\n");
	said("\xc2\x9b\x31m \xe7\x8e\x8b\xc2\xa5\xc2", line, sizeof(line));
	assert_string_equal(line, "hall-test: ??1m \xe7\x8e\x8b\xc2\xa5\xc2\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_message_is_one_line_that_no_terminal_obeys),
	    cmocka_unit_test(test_the_table_is_sorted_as_it_is_searched),
	    cmocka_unit_test(test_every_entry_is_found_and_is_utf8),
	    cmocka_unit_test(test_a_text_without_translation_is_itself),
	    cmocka_unit_test(test_languages_by_name),
	    cmocka_unit_test(test_words_of_codes),
	    cmocka_unit_test(test_why_is_escaped_and_explained),
	    cmocka_unit_test(test_why_without_a_sentence_or_a_value),
	    cmocka_unit_test(test_durations_in_words),
	    cmocka_unit_test(test_several_whys_have_a_blank_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
