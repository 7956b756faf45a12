#include "base/money.h"
#include "base/words.h"
#include "unit.h"

static void
test_amounts_in_words(void **state)
{
	static const char *const examples[][2] = {
	    {"0.00", "零元整"},
	    {"0.01", "壹分"},
	    {"0.10", "壹角"},
	    {"0.32", "叁角贰分"},
	    {"1.00", "壹元整"},
	    {"10.00", "壹拾元整"},
	    {"10.05", "壹拾元零伍分"},
	    {"15.05", "壹拾伍元零伍分"},
	    {"10.50", "壹拾元零伍角"},
	    {"100.01", "壹佰元零壹分"},
	    {"325.04", "叁佰贰拾伍元零肆分"},
	    {"532.00", "伍佰叁拾贰元整"},
	    {"1005.00", "壹仟零伍元整"},
	    {"1010.00", "壹仟零壹拾元整"},
	    {"1100.00", "壹仟壹佰元整"},
	    {"1409.50", "壹仟肆佰零玖元伍角"},
	    {"1680.32", "壹仟陆佰捌拾元零叁角贰分"},
	    {"6007.14", "陆仟零柒元壹角肆分"},
	    {"10001.00", "壹万零壹元整"},
	    {"16409.02", "壹万陆仟肆佰零玖元零贰分"},
	    {"100000.00", "壹拾万元整"},
	    {"100100.00", "壹拾万零壹佰元整"},
	    {"107000.53", "壹拾万柒仟元零伍角叁分"},
	    {"10000001.00", "壹仟万零壹元整"},
	    {"100000000.00", "壹亿元整"},
	    {"100000001.00", "壹亿零壹元整"},
	    {"100010000.00", "壹亿零壹万元整"},
	    {"100007000.00", "壹亿零柒仟元整"},
	    {"110000000.00", "壹亿壹仟万元整"},
	    {"100100007.00", "壹亿零壹拾万零柒元整"},
	    {"1000000000000.00", "壹万亿元整"},
	    {"1000000010000.00", "壹万亿零壹万元整"},
	    {"10000000000000000.00", "壹亿亿元整"},
	    {"10000000100000000.00", "壹亿零壹亿元整"},
	    {"92233720368547758.07", "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿"
				     "陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"},
	    {"-20.00", "负贰拾元整"},
	    {"-0.05", "负伍分"},
	};
	struct buffer out = {0};
	int64_t fen = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		assert_int_equal(
		    money_parse(slice_of(examples[i][0]), &fen), 0);
		buffer_clear(&out);
		words_money(&out, fen);
		assert_string_equal(out.text, examples[i][1]);
	}
	buffer_release(&out);
}

/* What the digits of a text in words are worth, for those below ten万. */
static int64_t
read_words(const char *text)
{
	static const char *const digits[] = {
	    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
	static const struct {
		const char *name;
		int64_t fen;
	} units[] = {
	    {"仟", 100000}, {"佰", 10000}, {"拾", 1000}, {"角", 10}, {"分", 1}};
	int64_t sum = 0, digit = 0;

	for (; *text; text += 3) {
		for (size_t i = 0; i < COUNT(digits); i++)
			if (memcmp(text, digits[i], 3) == 0)
				digit = (int64_t)i;
		for (size_t i = 0; i < COUNT(units); i++)
			if (memcmp(text, units[i].name, 3) == 0) {
				sum += digit * units[i].fen;
				digit = 0;
			}
		if (memcmp(text, "元", 3) == 0) {
			sum += digit * 100;
			digit = 0;
		}
		if (memcmp(text, "万", 3) == 0) {
			sum = (sum + digit * 100) * 10000;
			digit = 0;
		}
	}
	return sum;
}

static void
test_words_say_every_amount(void **state)
{
	struct buffer out = {0};
	uint64_t seed = 4177;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int64_t fen = (int64_t)(unit_random(&seed) % 10000000000U);

		if (i < 10000)
			fen = i;
		buffer_clear(&out);
		words_money(&out, fen);
		assert_true(read_words(out.text) == fen);
		assert_null(strstr(out.text, "零零"));
	}
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_amounts_in_words),
	    cmocka_unit_test(test_words_say_every_amount),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
