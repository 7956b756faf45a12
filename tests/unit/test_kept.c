/*
 * test_kept.c - files of a configuration that are known by name alone.
 */
#include "unit.h"

#include "base/arena.h"
#include "config/kept.h"

static void
a_path_is_straightened(void **state)
{
	static const char *const paths[][2] = {
	    {"a", "a"},
	    {"a/b", "a/b"},
	    {"./a//b/.", "a/b"},
	    {"a/../b", "b"},
	    {"a/b/../../c", "c"},
	    {"a/..", ""},
	    {"", ""},
	    {".", ""},
	    {"..", ".."},
	    {"../a", "../a"},
	    {"a/../../b", "../b"},
	    {"../../a/../b", "../../b"},
	    {"../a/../../b", "../../b"},
	    {"...", "..."},
	    {"/", "/"},
	    {"/a/../b", "/b"},
	    {"//a", "/a"},
	    {"/a/b/./c/..", "/a/b"},
	    {"/../a", "/../a"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		char *path = memory_text(slice_of(paths[i][0]));

		kept_straighten(path);
		assert_string_equal(path, paths[i][1]);
		free(path);
	}
}

static void
kept_files_include_each_other(void **state)
{
	const struct config_kept files[] = {
	    {SLICE("in/hall.yaml"), SLICE("include: [../x/../a.yaml, /b]\n")},
	    {SLICE("a.yaml"), SLICE("zone: Asia/Shanghai\n")},
	    {SLICE("/b"), SLICE("language: zh\n")},
	    {SLICE("none"), SLICE("nonsense: 1\n")},
	};
	struct error e = {HALL_DONE, ""};
	struct config *config = config_load_kept(files, COUNT(files), &e);

	(void)state;
	assert_string_equal(e.text, "");
	assert_int_equal(config_files(config), 3);
	assert_string_equal(config_file(config, 1), "a.yaml");
	assert_slice(config_bytes(config, 2), "language: zh\n");
	assert_slice(config_bytes(config, 3), "");
	config_free(config);
}

static void
what_is_not_kept_is_not_looked_for(void **state)
{
	const struct config_kept file = {
	    SLICE("hall.yaml"), SLICE("\ninclude: /dev/null\n")};
	const struct config_kept loop = {
	    SLICE("hall.yaml"), SLICE("include: ./hall.yaml\n")};
	struct error e;

	(void)state;
	assert_null(config_load_kept(&file, 1, &e));
	assert_string_equal(e.text, "hall.yaml:2: include: /dev/null: is none "
				    "of the files that were kept");
	assert_null(config_load_kept(&loop, 1, &e));
	assert_string_equal(
	    e.text, "hall.yaml:1: include: hall.yaml includes itself");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_path_is_straightened),
	    cmocka_unit_test(kept_files_include_each_other),
	    cmocka_unit_test(what_is_not_kept_is_not_looked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
