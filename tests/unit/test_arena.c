#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "unit.h"

static void
test_memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena a = {NULL, 0, 0};
	static const size_t sizes[] = {
	    1, 7, 8, 16, 100, 5000, 20000, 70000, 300000};
	char *last = NULL;
	size_t size;

	(void)state;
	assert_non_null(arena_alloc(&a, 0));
	for (size_t round = 0; round < 200; round++) {
		size = sizes[round % COUNT(sizes)];
		char *p = arena_alloc(&a, size);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_ptr_not_equal(p, last);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0x55, size);
		last = p;
	}
	arena_release(&a);
	assert_null(a.block);
}

static void
test_clear_keeps_a_block_and_forgets_the_rest(void **state)
{
	struct arena a = {NULL, 0, 0};
	char *first = arena_alloc(&a, 10);

	(void)state;
	for (int i = 0; i < 100; i++)
		arena_alloc(&a, 10000);
	assert_true(a.total >= 1000000);
	arena_clear(&a);
	assert_int_equal(a.total, 0);
	assert_ptr_equal(arena_alloc(&a, 10), first);
	arena_release(&a);
	arena_release(&a);
	arena_clear(&a);
}

static void
test_copies_end_in_nul(void **state)
{
	struct arena a = {NULL, 0, 0};
	struct slice copy = arena_slice(&a, (struct slice){"abcdef", 3});

	(void)state;
	assert_slice(copy, "abc");
	assert_int_equal(copy.text[3], '\0');
	assert_slice(arena_slice(&a, slice_of(NULL)), "");
	assert_string_equal(arena_text(&a, "%s-%d", "x", 42), "x-42");
	arena_release(&a);
}

static void
test_large_things_leave_the_block_in_use(void **state)
{
	struct arena a = {NULL, 0, 0};
	char *one = arena_alloc(&a, 16), *two;

	(void)state;
	arena_alloc(&a, 1000000);
	two = arena_alloc(&a, 16);
	assert_ptr_equal(two, one + 16);
	arena_release(&a);
}

/* The status that a child ends with when it asks for too much. */
static int
status_of_child(void (*call)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		/* Not what cmocka or a checker of leaks would say. */
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		call();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
ask_array(void)
{
	struct arena a = {NULL, 0, 0};

	arena_array(&a, SIZE_MAX / 2, 3);
}

static void
ask_bytes(void)
{
	struct arena a = {NULL, 0, 0};

	arena_alloc(&a, SIZE_MAX);
}

static void
ask_growth(void)
{
	memory_grow(NULL, SIZE_MAX / 2, 3);
}

static void
test_too_much_ends_with_status_4(void **state)
{
	(void)state;
	assert_int_equal(status_of_child(ask_array), 4);
	assert_int_equal(status_of_child(ask_bytes), 4);
	assert_int_equal(status_of_child(ask_growth), 4);
}

static void
test_memory_of_size_0_is_memory(void **state)
{
	void *p = memory_new(0), *q = memory_array(0, 8);
	char *text = memory_text(SLICE("abc"));

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	assert_string_equal(text, "abc");
	p = memory_grow(p, 0, 8);
	assert_non_null(p);
	free(p);
	free(q);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_memory_is_zeroed_aligned_and_apart),
	    cmocka_unit_test(test_clear_keeps_a_block_and_forgets_the_rest),
	    cmocka_unit_test(test_copies_end_in_nul),
	    cmocka_unit_test(test_large_things_leave_the_block_in_use),
	    cmocka_unit_test(test_too_much_ends_with_status_4),
	    cmocka_unit_test(test_memory_of_size_0_is_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
