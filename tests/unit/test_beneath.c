/* test_beneath.c - names that stay beneath a directory, and those that leave */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "base/beneath.h"

static void
a_name_is_tidied_or_refused(void **state)
{
	static const struct {
		const char *name, *tidy; /* NULL: refused */
	} cases[] = {
	    {"a", "a"},
	    {"./a", "a"},
	    {"a/./b", "a/b"},
	    {"a/../b", "b"},
	    {"a/b/../../c/d", "c/d"},
	    {"..a/...", "..a/..."},
	    {"", NULL},
	    {".", NULL},
	    {"..", NULL},
	    {"a/..", NULL},
	    {"../a", NULL},
	    {"a/../../b", NULL},
	    {"/a", NULL},
	    {"a//b", NULL},
	};
	char name[64];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(name, sizeof(name), "%s", cases[i].name);
		assert_int_equal(beneath_tidy(name), cases[i].tidy != NULL);
		if (cases[i].tidy)
			assert_string_equal(name, cases[i].tidy);
	}
}

static void
what_is_opened_stands_beneath(void **state)
{
	static const struct {
		const char *name;
		int failure; /* 0: opened */
	} cases[] = {
	    {"d/f", 0},
	    {"d/./f", 0},
	    {"fifo", 0}, /* and nobody waits */
	    {"d/none", ENOENT},
	    {"f/f", ENOTDIR},
	    {"link", ELOOP},
	    {"up/d/f", ELOOP},
	    {"../x", EINVAL},
	    {"d/../f", EINVAL},
	    {"/etc/passwd", EINVAL},
	    {"", EINVAL},
	    {"d/", EINVAL},
	};
	char top[] = "/tmp/hall-beneath-XXXXXX";
	int root, fd;

	(void)state;
	assert_non_null(mkdtemp(top));
	root = open(top, O_RDONLY | O_DIRECTORY);
	assert_true(root >= 0);
	assert_int_equal(mkdirat(root, "d", 0700), 0);
	close(openat(root, "d/f", O_WRONLY | O_CREAT, 0600));
	close(openat(root, "f", O_WRONLY | O_CREAT, 0600));
	assert_int_equal(mkfifoat(root, "fifo", 0600), 0);
	assert_int_equal(symlinkat("f", root, "link"), 0);
	assert_int_equal(symlinkat(".", root, "up"), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		errno = 0;
		fd = beneath_open(root, cases[i].name, O_RDONLY, 0);
		assert_int_equal(fd < 0 ? errno : 0, cases[i].failure);
		if (fd >= 0)
			close(fd);
	}
	unlinkat(root, "d/f", 0);
	unlinkat(root, "d", AT_REMOVEDIR);
	unlinkat(root, "f", 0);
	unlinkat(root, "fifo", 0);
	unlinkat(root, "link", 0);
	unlinkat(root, "up", 0);
	close(root);
	assert_int_equal(rmdir(top), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_name_is_tidied_or_refused),
	    cmocka_unit_test(what_is_opened_stands_beneath),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
