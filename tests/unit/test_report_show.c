/* How values, figures and cells are shown and named. */
#include "unit.h"

#include "base/message.h"
#include "report/csv.h"
#include "report/figure.h"
#include "report/show.h"
#include "report/svg.h"

static struct buffer text;

#define assert_text(expected)                                              \
	do {                                                               \
		assert_string_equal(text.text ? text.text : "", expected); \
		buffer_clear(&text);                                       \
	} while (0)

static void
shown(const char *kind, const char *column, const char *value)
{
	struct show show = {.config = NULL, .day = 20759}; /* 2026-11-02 */

	show_value(&show, &text, column_type(slice_of(kind), slice_of(column)),
	    slice_of(column), slice_of(value));
}

static void
test_values_are_shown_by_the_type_of_their_column(void **state)
{
	(void)state;
	shown("payment", "amount", "1234567.80");
	assert_text("1,234,567.80");
	shown("payment", "amount", "not money");
	assert_text("not money");
	shown("payment", "time", "2026-11-02T09:03:11+08:00");
	assert_text("09:03");
	shown("payment", "time", "2026-11-01T23:03:11+08:00");
	assert_text("2026-11-01 23:03");
	shown("visit", "wait", "3725");
	assert_text("1:02:05");
	shown("payment", "staff", "S01");
	assert_text("S01");
	shown("break", "why", "");
	assert_text("");
	shown("fault", "why", "money:value=1e3");
	assert_text("'1e3' is not an amount such as 12.30");
	shown("payment", "account", "A\033[2J\xe2\x80\xae");
	assert_text("A\xef\xbf\xbd[2J\xef\xbf\xbd");
}

static void
test_personal_data_are_masked(void **state)
{
	static const struct {
		const char *column;
		const char *value;
		const char *masked;
	} cases[] = {
	    {"name", "王敏", "王*"},
	    {"name", "王", "*"},
	    {"name", "", ""},
	    {"phone", "13812345678", "138****5678"},
	    {"phone", "12345", "1****"},
	    {"id_no", "310101199001011234", "310********1234"},
	    {"bank", "6222021234567890", "********7890"},
	    {"address", "abc", "a**"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		show_mask(
		    &text, slice_of(cases[i].column), slice_of(cases[i].value));
		assert_text(cases[i].masked);
	}
	assert_true(show_is_masked(NULL, SLICE("name")));
	assert_true(show_is_masked(NULL, SLICE("phone")));
	assert_false(show_is_masked(NULL, SLICE("amount")));
}

static void
test_cells_of_csv_are_harmless(void **state)
{
	static const char *const cases[][2] = {{"", ""}, {"-1.50", "-1.50"},
	    {"-", "-"}, {"=1", "'=1"}, {"+86", "'+86"}, {"@x", "'@x"},
	    {"a,b", "\"a,b\""}, {"=a,b", "\"'=a,b\""}, {"-1e3", "'-1e3"},
	    {"\t=1", "'\t=1"}, {"＝1", "'＝1"}, {"1=1", "1=1"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		csv_field(&text, slice_of(cases[i][0]));
		assert_text(cases[i][1]);
	}
}

static void
test_figure_ids_come_apart_again(void **state)
{
	struct arena arena = {0};
	struct query query, again;
	struct figure_id id;
	struct error error;

	(void)state;
	query_init(&query, SLICE("payment"));
	assert_int_equal(
	    query_where(&query, SLICE("item=a/b;c+d=e %"), &arena, &error), 0);
	assert_int_equal(
	    query_where(&query, SLICE("method!=cash"), &arena, &error), 0);
	buffer_format(&text,
	    "figures/2026-11-01..2026-11-02/%.*s/sum:amount/"
	    "hour(time)=09+payer=%%2B1",
	    SLICE_ARG(figure_section(&query, &arena)));
	assert_int_equal(figure_id_parse(buffer_view(&text), &id), 0);
	assert_slice(id.report, "figures");
	assert_slice(id.metric, "sum:amount");
	assert_int_equal(
	    figure_section_query(id.section, &again, &arena, &error), 0);
	assert_int_equal(figure_dims_query(id.dims, &again, &arena, &error), 0);
	assert_int_equal(again.conditions, 4);
	assert_slice(again.where[0].value[0], "a/b;c+d=e %");
	assert_int_equal(again.where[1].op, CONDITION_IS_NOT);
	assert_slice(again.where[2].dimension.column, "time");
	assert_slice(again.where[3].value[0], "+1");
	assert_int_equal(figure_id_parse(SLICE("daily/x/y/z"), &id), -1);
	assert_int_equal(figure_id_parse(SLICE(""), &id), -1);
	buffer_clear(&text);
	arena_release(&arena);
}

static void
test_periods_come_apart_again(void **state)
{
	struct arena arena = {0};
	int32_t from, to;

	(void)state;
	assert_int_equal(
	    figure_period_parse(SLICE("2026-11-02"), &from, &to), 0);
	assert_int_equal(from, to);
	assert_slice(figure_period(from, to, &arena), "2026-11-02");
	assert_slice(
	    figure_period(from, to + 1, &arena), "2026-11-02..2026-11-03");
	assert_int_equal(
	    figure_period_parse(SLICE("2026-11-02..2026-11-03"), &from, &to),
	    0);
	assert_int_equal(to - from, 1);
	assert_slice(figure_period(DATE_NONE, DATE_NONE, &arena), "");
	assert_int_equal(figure_period_parse(SLICE(""), &from, &to), -1);
	assert_int_equal(
	    figure_period_parse(SLICE("2026-11-02..2026-11-3"), &from, &to),
	    -1);
	arena_release(&arena);
}

static void
test_html_text_is_escaped(void **state)
{
	(void)state;
	html_text(&text, SLICE("<a href=\"x\">&'国"));
	assert_text("&lt;a href=&quot;x&quot;&gt;&amp;&#39;国");
	svg_bar(&text, 7);
	assert_non_null(strstr(text.text, "width=\"0.7%\""));
	buffer_clear(&text);
}

static int
teardown(void **state)
{
	(void)state;
	buffer_release(&text);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_values_are_shown_by_the_type_of_their_column),
	    cmocka_unit_test(test_personal_data_are_masked),
	    cmocka_unit_test(test_cells_of_csv_are_harmless),
	    cmocka_unit_test(test_figure_ids_come_apart_again),
	    cmocka_unit_test(test_periods_come_apart_again),
	    cmocka_unit_test(test_html_text_is_escaped),
	};

	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, teardown);
}
