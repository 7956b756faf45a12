/* Reading hall.yaml out of several files: what include: may and may not. */
#include <sys/stat.h>

#include "base/buffer.h"
#include "config/shape.h"
#include "config_unit.h"

static void
test_depth_counts_through_includes(void **state)
{
	struct error e = {.text = ""};
	struct config *c;

	(void)state;
	put_nested("deep.yaml", CONFIG_DEPTH_MAX - 2);
	put("top.yaml", "x: {y: {include: deep.yaml}}\n");
	c = config_load_plain("top.yaml", &e);
	assert_string_equal(e.text, "");
	config_free(c);
	put("top.yaml", "x: {y: {z: {include: deep.yaml}}}\n");
	assert_null(config_load_plain("top.yaml", &e));
	assert_string_equal(e.text, "deep.yaml:1: more than 32 levels");
}

static void
test_included_maps_merge(void **state)
{
	struct config *c;
	const struct node *root;

	(void)state;
	mkdir("sub", 0777);
	put("sub/a.yaml", "include: b.yaml\n"
			  "counters: {C02: {name: two}}\n");
	put("sub/b.yaml", "counters: {C03: {name: three}}\nlanguage: zh\n");
	c = load("include: [sub/a.yaml]\n"
		 "counters:\n  C01: {name: one}\n");
	root = config_root(c);
	assert_int_equal(node_get(root, "counters")->children, 3);
	assert_slice(node_text(root, "language", ""), "zh");
	assert_string_equal(
	    node_path(root, "counters.C03.name")->file, "sub/b.yaml");
	assert_int_equal(config_files(c), 3);
	assert_string_equal(config_file(c, 2), "sub/b.yaml");
	config_free(c);
}

static void
test_one_file_may_be_included_in_many_places(void **state)
{
	struct config *c;

	(void)state;
	put("year.yaml", "years: {2026: {workdays: 2026-01-04}}\n");
	c = load("calendars:\n"
		 "  a: {include: year.yaml}\n"
		 "  b: {include: year.yaml}\n");
	assert_non_null(
	    node_path(config_root(c), "calendars.b.years.2026.workdays"));
	assert_int_equal(config_files(c), 2);
	config_free(c);
}

static void
test_the_digest_covers_all_files(void **state)
{
	struct config *one, *two;

	(void)state;
	put("part.yaml", "zone: UTC\n");
	one = load("include: part.yaml\n");
	put("part.yaml", "zone: UTC #\n");
	two = load("include: part.yaml\n");
	assert_string_not_equal(config_digest(one), config_digest(two));
	config_free(one);
	config_free(two);
	/* printf 'zone: UTC\n' | sha256sum */
	one = load("zone: UTC\n");
	assert_string_equal(config_digest(one),
	    "c44281729bef7e0ced0600b002aa242f0460690dbaa9416e7c9fac5d76670c0f");
	config_free(one);
}

static void
test_includes_that_are_wrong(void **state)
{
	(void)state;
	refused("include: nosuch.yaml\n",
	    "hall.yaml:1: include: nosuch.yaml: No such file or directory");
	refused("\ninclude: hall.yaml\n",
	    "hall.yaml:2: include: hall.yaml includes itself");
	put("a.yaml", "include: b.yaml\n");
	put("b.yaml", "\ninclude: ./a.yaml\n");
	refused(
	    "include: a.yaml\n", "b.yaml:2: include: a.yaml includes itself");
	refused("include: {a: b}\n",
	    "hall.yaml:1: include: the name of a file is expected");
	refused("include: [[a]]\n",
	    "hall.yaml:1: include: the name of a file is expected");
	refused("include: \"\"\n",
	    "hall.yaml:1: include: the name of a file is empty");
	refused("include: a.yaml\ninclude: b.yaml\n",
	    "hall.yaml:2: 'include' is said twice");
	refused("include: .\n", "hall.yaml:1: include: .: Is a directory");
	put("a.yaml", "language: zh\n");
	refused("include: a.yaml\nlanguage: en\n",
	    "a.yaml:1: 'language' is said twice; the first is in "
	    "hall.yaml:2");
	put("a.yaml", "- x\n");
	refused("include: a.yaml\n", "a.yaml:1: a map is expected");
	put("a.yaml", "hall: text\n");
	refused("include: a.yaml\nhall: {id: H01}\n",
	    "a.yaml:1: 'hall' is said twice; the first is in hall.yaml:2");
}

/* Each file doubles what it includes: the count of files stops it. */
static void
test_includes_cannot_multiply(void **state)
{
	char name[32], text[128];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof(name), "n%d.yaml", i);
		snprintf(text, sizeof(text),
		    "a: {include: n%d.yaml}\nb: {include: n%d.yaml}\n", i + 1,
		    i + 1);
		put(name, text);
	}
	put("n20.yaml", "{}\n");
	refused(
	    "include: n0.yaml\n", "n8.yaml:1: include: more than 1000 files");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_depth_counts_through_includes),
	    cmocka_unit_test(test_included_maps_merge),
	    cmocka_unit_test(test_one_file_may_be_included_in_many_places),
	    cmocka_unit_test(test_the_digest_covers_all_files),
	    cmocka_unit_test(test_includes_that_are_wrong),
	    cmocka_unit_test(test_includes_cannot_multiply),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
