#include "base/text.h"
#include "unit.h"

static void
test_width_of_characters(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} good[] = {
	    {"", 0}, {"abc", 3}, {"由系统自动更新", 14}, {"a由b", 4},
	    {"（）", 4},                      /* fullwidth brackets */
	    {"１２", 4},                      /* fullwidth digits */
	    {"ｱ", 1},                         /* halfwidth katakana */
	    {"é", 1},                         /* one character */
	    {"e\xcc\x81", 1},                 /* e and a combining acute */
	    {"あ゙", 2},                        /* a combining voiced mark */
	    {"한", 2}, {"ᄒ\xe1\x85\xa1", 2}, /* jamo of one syllable */
	    {"😀", 2}, {"𠀀", 2},              /* plane 2 */
	    {"﨑", 2},                        /* a compatibility ideograph */
	    {"\xef\xbb\xbf", 0},              /* a BOM */
	    {"\xe2\x80\x8b", 0},              /* a zero width space */
	    {"\xc2\xad", 1},                  /* a soft hyphen */
	    {"…", 1}, {"¥", 1}, {"￥", 2}, {"\t\n\x7f", 0},
	    {"\xff"
	     "a",
		2}, /* a bad byte stands as one character */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_int_equal(
		    text_width(slice_of(good[i].text)), good[i].columns);
}

static void
test_heads_never_cut_a_character(void **state)
{
	(void)state;
	assert_slice(text_head(SLICE("由系统"), 4), "由系");
	assert_slice(text_head(SLICE("由系统"), 5), "由系");
	assert_slice(text_head(SLICE("由系统"), 1), "");
	assert_slice(text_head(SLICE("由系统"), 99), "由系统");
	assert_slice(text_head(SLICE("abc"), 2), "ab");
	assert_slice(text_head(SLICE("abc"), 0), "");
	/* Marks stay with their letter. */
	assert_slice(text_head(SLICE("e\xcc\x81x"), 1), "e\xcc\x81");
}

static void
test_padding(void **state)
{
	struct buffer b = {NULL, 0, 0};

	(void)state;
	text_pad(&b, SLICE("金额"), 6, false);
	buffer_char(&b, '|');
	text_pad(&b, SLICE("1.00"), 6, true);
	buffer_char(&b, '|');
	text_pad(&b, SLICE("too long"), 3, true);
	assert_slice(buffer_view(&b), "金额  |  1.00|too long");
	buffer_release(&b);
}

/* What RFC 3629 forbids, and where it begins. */
static void
test_what_is_no_utf8(void **state)
{
	static const struct {
		const char *text;
		ptrdiff_t at;
	} examples[] = {
	    {"", -1}, {"abcdefgh12345678", -1}, {"由系统自动更新", -1},
	    {"\xc2\x80", -1}, {"\xdf\xbf", -1}, {"\xe0\xa0\x80", -1},
	    {"\xed\x9f\xbf", -1}, {"\xee\x80\x80", -1},
	    {"\xf0\x90\x80\x80", -1}, {"\xf4\x8f\xbf\xbf", -1}, {"\x80", 0},
	    {"a\xbf", 1}, {"\xc0\x80", 0}, {"\xc1\xbf", 0}, {"\xe0\x9f\xbf", 0},
	    {"\xed\xa0\x80", 0}, {"\xf0\x8f\xbf\xbf", 0},
	    {"\xf4\x90\x80\x80", 0}, {"\xf5\x80\x80\x80", 0}, {"\xff", 0},
	    {"ab\xe7\x94", 2}, {"ab\xe7", 2}, {"ab\xe7\x94x", 2},
	    {"电\xe7\x94", 3}, {"\xf0\x9f\x98", 0},
	    {"0123456789abcde\xb5\xe7", 15}, /* GBK */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		assert_int_equal(utf8_invalid_at(slice_of(examples[i].text)),
		    examples[i].at);
	assert_int_equal(utf8_invalid_at((struct slice){"a\0b", 3}), -1);
}

/* A bad byte is found wherever it stands. */
static void
test_a_bad_byte_at_any_place(void **state)
{
	char text[64];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, 'a', sizeof(text));
		text[at] = (char)0xb5;
		for (size_t n = 0; n <= sizeof(text); n++)
			assert_int_equal(
			    utf8_invalid_at((struct slice){text, n}),
			    n > at ? (ptrdiff_t)at : -1);
	}
}

static void
test_every_character_there_and_back(void **state)
{
	struct buffer b = {NULL, 0, 0};
	struct slice rest;

	(void)state;
	for (uint32_t code = 0; code <= 0x110000; code++) {
		buffer_clear(&b);
		utf8_add(&b, code);
		rest = buffer_view(&b);
		if (utf8_invalid_at(rest) != -1)
			fail_msg("U+%X", code);
		if (utf8_next(&rest) !=
			((code >= 0xd800 && code < 0xe000) || code > 0x10ffff
				? 0xfffd
				: code) ||
		    rest.length != 0)
			fail_msg("U+%X", code);
	}
	buffer_release(&b);
}

static void
test_a_bad_byte_is_one_replacement(void **state)
{
	struct slice rest = SLICE("\xe7\x94"
				  "a\xff");

	(void)state;
	assert_int_equal(utf8_next(&rest), 0xfffd);
	assert_int_equal(utf8_next(&rest), 0xfffd);
	assert_int_equal(utf8_next(&rest), 'a');
	assert_int_equal(utf8_next(&rest), 0xfffd);
	assert_int_equal(rest.length, 0);
}

static void
test_suggestions(void **state)
{
	static const char *const verbs[] = {
	    "take", "call", "transfer", "close", "refund"};
	static const char *const codes[] = {"C01", "payment", "payline"};
	char longest[200];

	(void)state;
	assert_string_equal(suggest(SLICE("clal"), verbs, 5), "call");
	assert_string_equal(suggest(SLICE("tke"), verbs, 5), "take");
	assert_string_equal(suggest(SLICE("trasnfr"), verbs, 5), "transfer");
	assert_string_equal(suggest(SLICE("refunds"), verbs, 5), "refund");
	assert_null(suggest(SLICE("xyz"), verbs, 5));
	assert_null(suggest(SLICE("ca"), verbs, 5));
	assert_string_equal(suggest(SLICE("C1"), codes, 3), "C01");
	assert_null(suggest(SLICE("X9"), codes, 3));
	assert_null(suggest(SLICE("C"), codes, 3));
	assert_string_equal(suggest(SLICE("tran"), verbs, 5), "transfer");
	assert_null(suggest(SLICE("tra"), codes, 3));
	assert_string_equal(suggest(SLICE("pay"), codes + 1, 1), "payment");
	assert_null(suggest(SLICE("pay"), codes + 1, 2));
	assert_null(suggest(SLICE(""), verbs, 5));
	assert_null(suggest(SLICE("take"), verbs, 0));
	memset(longest, 't', sizeof(longest));
	assert_null(
	    suggest((struct slice){longest, sizeof(longest)}, verbs, 5));
}

static void
test_percent_escapes(void **state)
{
	struct buffer b = {NULL, 0, 0};
	static const char *const bad[] = {"%", "%4", "%4g", "a%", "%%20"};
	char all[256];
	struct buffer back = {NULL, 0, 0};

	(void)state;
	percent_escape(&b, SLICE("a b,c%\"\t电\x7f"));
	assert_slice(buffer_view(&b), "a%20b%2Cc%25%22%09电%7F");
	buffer_clear(&b);
	percent_escape(&b, SLICE("\xef\xbf\xbd\xff\xe7\x94"));
	assert_slice(buffer_view(&b), "\xef\xbf\xbd%FF%E7%94");
	for (size_t i = 0; i < COUNT(bad); i++) {
		buffer_clear(&back);
		buffer_text(&back, "x");
		assert_int_equal(percent_unescape(&back, slice_of(bad[i])), -1);
		assert_slice(buffer_view(&back), "x");
	}
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	buffer_clear(&b);
	buffer_clear(&back);
	percent_escape(&b, (struct slice){all, sizeof(all)});
	assert_int_equal(utf8_invalid_at(buffer_view(&b)), -1);
	assert_int_equal(percent_unescape(&back, buffer_view(&b)), 0);
	assert_int_equal(back.length, sizeof(all));
	assert_memory_equal(back.text, all, sizeof(all));
	buffer_release(&b);
	buffer_release(&back);
}

/* The head of a character as a number: 1 and the bytes. */
static uint32_t
head_number(const char *text, size_t length)
{
	uint32_t number = 1;

	for (size_t i = 0; i < length; i++)
		number = number << 8 | (unsigned char)text[i];
	return number;
}

/* Every head of every character, and nothing else. */
static void
test_begun_is_what_a_character_begins_with(void **state)
{
	static bool heads[1 << 25];
	struct buffer b = {0};

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		buffer_clear(&b);
		utf8_add(&b, c);
		for (size_t n = 1; n < b.length; n++)
			heads[head_number(b.text, n)] = true;
	}
	for (uint32_t i = 0; i < 1 << 24; i++) {
		char text[] = {(char)(i >> 16), (char)(i >> 8), (char)i};
		size_t length = i < 1 << 8 ? 1 : i < 1 << 16 ? 2 : 3;
		const char *begin = text + 3 - length;

		if (utf8_begun((struct slice){begin, length}) !=
		    heads[head_number(begin, length)])
			fail_msg("%06x", i);
	}
	assert_false(utf8_begun(SLICE("")));
	buffer_release(&b);
}

static void
test_names_stand_in_a_line_as_they_are(void **state)
{
	static const char *const names[] = {
	    "", "A1", "K-1/2", "户号7", "a;b'c"};
	static const char *const none[] = {" ", "A 1", "A,1", "\"A", "A\t",
	    "A\x7f", "\x01", "A\xff", "\xe6\x88"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_true(text_is_name(slice_of(names[i])));
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(text_is_name(slice_of(none[i])));
	assert_false(text_is_name((struct slice){"A\0B", 3}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_stand_in_a_line_as_they_are),
	    cmocka_unit_test(test_begun_is_what_a_character_begins_with),
	    cmocka_unit_test(test_width_of_characters),
	    cmocka_unit_test(test_heads_never_cut_a_character),
	    cmocka_unit_test(test_padding),
	    cmocka_unit_test(test_what_is_no_utf8),
	    cmocka_unit_test(test_a_bad_byte_at_any_place),
	    cmocka_unit_test(test_every_character_there_and_back),
	    cmocka_unit_test(test_a_bad_byte_is_one_replacement),
	    cmocka_unit_test(test_suggestions),
	    cmocka_unit_test(test_percent_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
