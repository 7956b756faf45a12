/* Reading hall.yaml: the tree, typed access, hostile files. */
#include "base/buffer.h"
#include "config/shape.h"
#include "config_unit.h"

static void
test_nodes_know_where_they_stand(void **state)
{
	struct config *c = load("# a hall\n"
				"hall:\n"
				"  id: H01\n"
				"  name: {zh: 河滨, en: Riverside}\n"
				"counters:\n"
				"  C01: {}\n"
				"  C02: {}\n");
	const struct node *root = config_root(c);
	const struct node *zh = node_path(root, "hall.name.zh");
	struct buffer keys = {0};

	(void)state;
	assert_string_equal(zh->text.text, "河滨");
	assert_int_equal(zh->line, 4);
	assert_string_equal(zh->file, "hall.yaml");
	assert_int_equal(node_get(root, "hall")->line, 2);
	assert_int_equal(node_get(root, "counters")->children, 2);
	assert_slice(node_get(root, "counters")->key[1], "C02");
	assert_null(node_path(root, "hall.nosuch.zh"));
	assert_null(node_get(NULL, "hall"));
	assert_string_equal(
	    node_near(node_get(root, "counters"), SLICE("C2")), "C02");
	node_keys(node_get(root, "counters"), &keys);
	assert_string_equal(keys.text, "C01, C02");
	buffer_clear(&keys);
	node_keys(NULL, &keys);
	assert_string_equal(keys.text, "-");
	buffer_release(&keys);
	assert_int_equal(config_files(c), 1);
	assert_string_equal(config_file(c, 0), "hall.yaml");
	assert_null(config_file(c, 1));
	config_free(c);
}

static void
test_typed_access(void **state)
{
	struct error e;
	struct config *c;
	const struct node *n;
	struct rate rate;

	(void)state;
	put("plain.yaml",
	    "t: text\ni: -3\nm: 500.00\ny: yes\nd: 2026-11-02\n"
	    "k: \"12:00\"\nr: 0.6%\ns: 1h30m\nl: [a, b]\nq: \"\"\n");
	c = config_load_plain("plain.yaml", &e);
	assert_non_null(c);
	n = config_root(c);
	assert_slice(node_text(n, "t", "x"), "text");
	assert_slice(node_text(n, "nosuch", "x"), "x");
	assert_null(node_text(n, "nosuch", NULL).text);
	assert_slice(node_text(n, "q", "x"), "");
	assert_int_equal(node_int(n, "i", 0), -3);
	assert_int_equal(node_int(n, "nosuch", 9), 9);
	assert_int_equal(node_money(n, "m", 0), 50000);
	assert_int_equal(node_money(n, "nosuch", -1), -1);
	assert_true(node_yes(n, "y", false));
	assert_true(node_yes(n, "nosuch", true));
	assert_int_equal(node_date(n, "d", 0), 20759);
	assert_int_equal(node_clock(n, "k", 0), 43200);
	rate = node_rate(n, "r", (struct rate){0, 1});
	assert_int_equal(rate.num, 3);
	assert_int_equal(rate.den, 500);
	assert_int_equal(node_seconds(n, "s", 0), 5400);
	assert_true(node_list_has(node_get(n, "l"), SLICE("b")));
	assert_false(node_list_has(node_get(n, "l"), SLICE("c")));
	assert_true(node_list_has(node_get(n, "t"), SLICE("text")));
	assert_false(node_list_has(NULL, SLICE("c")));
	assert_null(node_near(NULL, SLICE("c")));
	assert_slice(
	    node_text(n, "l", "a list is no text"), "a list is no text");
	config_free(c);
}

static void
test_names_follow_the_language(void **state)
{
	struct config *c = load("hall: {id: H01, name: {zh: 河滨, en: River}}\n"
				"counters: {C01: {name: One}, "
				"C02: {name: {zh: 二}}, C03: {}}\n");
	const struct node *root = config_root(c);
	const struct node *counters = node_get(root, "counters");

	(void)state;
	language_set(LANGUAGE_EN);
	assert_slice(node_name(node_get(root, "hall"), "name", "?"), "River");
	assert_slice(node_name(node_get(counters, "C02"), "name", "?"), "二");
	language_set(LANGUAGE_ZH);
	assert_slice(node_name(node_get(root, "hall"), "name", "?"), "河滨");
	assert_slice(node_name(node_get(counters, "C01"), "name", "?"), "One");
	assert_slice(node_name(node_get(counters, "C03"), "name", "?"), "?");
	language_set(LANGUAGE_EN);
	config_free(c);
}

static void
test_what_is_in_force_on_a_date(void **state)
{
	struct error e;
	struct config *c;
	const struct node *n;

	(void)state;
	put("dated.yaml", "one: {from: 2026-01-01, to: 2026-12-31, v: 1}\n"
			  "many:\n"
			  "  - {to: 2025-12-31, v: 1}\n"
			  "  - {from: 2026-01-01, v: 2}\n"
			  "  - {from: 2026-07-01, to: 2026-12-31, v: 3}\n");
	c = config_load_plain("dated.yaml", &e);
	n = node_get(config_root(c), "one");
	assert_ptr_equal(node_in_force(n, 20759), n);
	assert_null(node_in_force(n, 20759 + 365));
	n = node_get(config_root(c), "many");
	assert_slice(node_text(node_in_force(n, 0), "v", "-"), "1");
	assert_slice(node_text(node_in_force(n, 20759 - 200), "v", "-"), "2");
	assert_slice(node_text(node_in_force(n, 20759), "v", "-"), "3");
	assert_slice(node_text(node_in_force(n, 20759 + 99), "v", "-"), "2");
	assert_null(node_in_force(NULL, 0));
	config_free(c);
}

static void
test_an_empty_file_is_an_empty_configuration(void **state)
{
	static const char *const empty[] = {
	    "", "# nothing\n", "---\n", "\xef\xbb\xbf", "{}\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(empty); i++) {
		struct config *c = load(empty[i]);

		assert_int_equal(config_root(c)->children, 0);
		config_free(c);
	}
}

static void
test_the_defaults_need_no_file(void **state)
{
	struct config *c = config_default();
	enum language language = LANGUAGE_ZH;
	struct error e;

	(void)state;
	assert_string_equal(config_zone(c)->name, "Asia/Shanghai");
	assert_false(config_language(c, &language));
	assert_int_equal(config_files(c), 0);
	assert_int_equal(strlen(config_digest(c)), 64);
	assert_null(config_calendar(c, "bank", &e));
	assert_int_equal(e.status, HALL_USAGE);
	config_free(c);
	config_free(NULL);
}

static void
test_bom_and_crlf_are_accepted(void **state)
{
	struct config *c = load(
	    "\xef\xbb\xbflanguage: zh\r\nhall:\r\n  id: H01\r\n");
	enum language language = LANGUAGE_EN;

	(void)state;
	assert_true(config_language(c, &language));
	assert_int_equal(language, LANGUAGE_ZH);
	assert_slice(
	    node_text(node_get(config_root(c), "hall"), "id", ""), "H01");
	config_free(c);
}

static void
test_what_yaml_offers_and_we_refuse(void **state)
{
	static const struct {
		const char *yaml;
		const char *message;
	} cases[] = {
	    {"a: &x 1\n", "hall.yaml:1: anchors (&name) are not taken"},
	    {"a: &x {}\n", "hall.yaml:1: anchors (&name) are not taken"},
	    {"a: &x []\n", "hall.yaml:1: anchors (&name) are not taken"},
	    {"\na: *x\n", "hall.yaml:2: aliases (*name) are not taken"},
	    {"a: !!int 1\n", "hall.yaml:1: tags (!name) are not taken"},
	    {"a: ! 1\n", "hall.yaml:1: tags (!name) are not taken"},
	    {"a: !x [1]\n", "hall.yaml:1: tags (!name) are not taken"},
	    {"a: {<<: 1}\n", "hall.yaml:1: merge keys ('<<') are not taken; "
			     "use include:"},
	    {"%YAML 1.1\n---\na: 1\n",
		"hall.yaml:1: directives (%) are not taken"},
	    {"%TAG ! x\n---\na: 1\n",
		"hall.yaml:1: directives (%) are not taken"},
	    {"language: zh\n---\nlanguage: en\n",
		"hall.yaml:2: a second document; one file holds one"},
	    {"a: 1\nb: 2\na: 3\n", "hall.yaml:3: 'a' is said twice; the first "
				   "is in hall.yaml:1"},
	    {"a: {b: {}, b: {}}\n", "hall.yaml:1: 'b' is said twice; the "
				    "first is in hall.yaml:1"},
	    {"a:\n\tb: 1\n", "hall.yaml:2: a tab: indent with blanks; in a "
			     "text write \"\\t\""},
	    {"a: 1 #\tx\n", "hall.yaml:1: a tab: indent with blanks; in a "
			    "text write \"\\t\""},
	    {"a: 1\nb: \xff\n",
		"hall.yaml:2: byte 0xff is not UTF-8: save the file as UTF-8"},
	    {"a: \xed\xa0\x80\n",
		"hall.yaml:1: byte 0xed is not UTF-8: save the file as UTF-8"},
	    {"- a\n", "hall.yaml:1: a map is expected"},
	    {"just a text\n", "hall.yaml:1: a map is expected"},
	    {"? [a]\n: b\n", "hall.yaml:1: a key must be a text"},
	    {"? {a: b}\n: b\n", "hall.yaml:1: a key must be a text"},
	    {"\"\": 1\n", "hall.yaml:1: a key is empty"},
	    {"\"a\\0b\": 1\n", "hall.yaml:1: a key holds a NUL"},
	    {"a: \"x\\0y\"\n", "hall.yaml:1: a text holds a NUL"},
	    {"a:\nb: 1\n", "hall.yaml:1: 'a' has no value: write {}, [] or "
			   "\"\", or leave it out"},
	    {"a: [1, , 2]\n", "hall.yaml:1: this is not YAML: did not find "
			      "expected node content"},
	    {"a:\n-\n- x\n", "hall.yaml:2: an item of a list is empty"},
	    {"a: [1\n", "hall.yaml:2: this is not YAML: did not find "
			"expected ',' or ']'"},
	    {"a: \"x\n", "hall.yaml:2: this is not YAML: found unexpected "
			 "end of stream"},
	    {"a: b: c\n", "hall.yaml:1: this is not YAML: mapping values are "
			  "not allowed in this context"},
	    {"a: 1\n b: 2\n", "hall.yaml:2: this is not YAML: mapping values "
			      "are not allowed in this context"},
	    {"a: 1\nhall：\n  id: 1\n",
		"hall.yaml:2: the full-width '：' is no sign of YAML: write "
		"': ', or quote the text"},
	    {"a: {b: c， d: e}\n",
		"hall.yaml:1: the full-width '，' is no sign of YAML: write "
		"', ', or quote the text"},
	    {"# 注：x\na: '，' # ：\nb: \"，\"\nc: [1\n",
		"hall.yaml:5: this is not YAML: did not find expected ',' or "
		"']'"},
	    {"a: x，y\nb: 2\nc: 3\nd: 4\ne: f: g\n",
		"hall.yaml:5: this is not YAML: mapping values are not "
		"allowed in this context"},
	    {"a: 1\nb: \x01\n", "hall.yaml:2: this is not YAML: control "
				"characters are not allowed"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(cases[i].yaml, cases[i].message);
}

static void
test_a_nul_byte_is_refused(void **state)
{
	(void)state;
	put_bytes("hall.yaml", "a: 1\nb: x\0y\n", 12);
	refused_as_it_is("hall.yaml:2: this is not YAML: control characters "
			 "are not allowed");
}

static void
test_files_that_cannot_be_read(void **state)
{
	struct error e;

	(void)state;
	assert_null(config_load("nosuch.yaml", &e));
	assert_string_equal(e.text, "nosuch.yaml: No such file or directory");
	assert_int_equal(e.status, HALL_USAGE);
	assert_null(config_load(".", &e));
	assert_string_equal(e.text, ".: Is a directory");
	assert_null(config_load("/dev/zero", &e));
	assert_string_equal(e.text, "/dev/zero: longer than 16777216 bytes");
}

static void
test_depth_ends_at_the_limit(void **state)
{
	struct error e = {.text = ""};
	struct config *c;

	(void)state;
	put_nested("deep.yaml", CONFIG_DEPTH_MAX);
	c = config_load_plain("deep.yaml", &e);
	assert_string_equal(e.text, "");
	config_free(c);
	put_nested("deep.yaml", CONFIG_DEPTH_MAX + 1);
	assert_null(config_load_plain("deep.yaml", &e));
	assert_string_equal(e.text, "deep.yaml:1: more than 32 levels");
	put_nested("deep.yaml", 100000);
	assert_null(config_load_plain("deep.yaml", &e));
	assert_string_equal(e.text, "deep.yaml:1: more than 32 levels");
}

static void
test_the_number_of_values_has_a_limit(void **state)
{
	struct buffer b = {0};
	struct error e = {.text = ""};
	struct config *c;

	(void)state;
	/* The root, the list and its items. */
	buffer_text(&b, "a:\n");
	for (int i = 0; i < CONFIG_NODES_MAX - 2; i++)
		buffer_text(&b, "- x\n");
	put("many.yaml", b.text);
	c = config_load_plain("many.yaml", &e);
	assert_string_equal(e.text, "");
	config_free(c);
	buffer_text(&b, "- x\n");
	put("many.yaml", b.text);
	assert_null(config_load_plain("many.yaml", &e));
	assert_string_equal(
	    e.text, "many.yaml:1000000: more than 1000000 values");
	buffer_release(&b);
}

static void
test_large_maps_are_found_and_checked_fast(void **state)
{
	struct buffer b = {0};
	struct error e = {.text = ""};
	struct config *c;

	(void)state;
	buffer_text(&b, "m:\n");
	for (int i = 0; i < 200000; i++)
		buffer_format(&b, " k%d: %d\n", i, i);
	put("large.yaml", b.text);
	c = config_load_plain("large.yaml", &e);
	assert_string_equal(e.text, "");
	assert_slice(
	    node_text(node_get(config_root(c), "m"), "k199999", ""), "199999");
	assert_slice(node_text(node_get(config_root(c), "m"), "k0", ""), "0");
	assert_null(node_path(config_root(c), "m.k200000"));
	config_free(c);
	buffer_text(&b, " k5: again\n");
	put("large.yaml", b.text);
	assert_null(config_load_plain("large.yaml", &e));
	assert_string_equal(e.text,
	    "large.yaml:200002: 'k5' is said twice; the first is in "
	    "large.yaml:7");
	buffer_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nodes_know_where_they_stand),
	    cmocka_unit_test(test_typed_access),
	    cmocka_unit_test(test_names_follow_the_language),
	    cmocka_unit_test(test_what_is_in_force_on_a_date),
	    cmocka_unit_test(test_an_empty_file_is_an_empty_configuration),
	    cmocka_unit_test(test_the_defaults_need_no_file),
	    cmocka_unit_test(test_bom_and_crlf_are_accepted),
	    cmocka_unit_test(test_what_yaml_offers_and_we_refuse),
	    cmocka_unit_test(test_a_nul_byte_is_refused),
	    cmocka_unit_test(test_files_that_cannot_be_read),
	    cmocka_unit_test(test_depth_ends_at_the_limit),
	    cmocka_unit_test(test_the_number_of_values_has_a_limit),
	    cmocka_unit_test(test_large_maps_are_found_and_checked_fast),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
