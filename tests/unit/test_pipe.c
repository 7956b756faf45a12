#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/pipe.h"
#include "unit.h"

static void
test_a_pipe_gets_more_room_and_never_less(void **state)
{
	int end[2];

	(void)state;
	assert_int_equal(pipe(end), 0);
	pipe_widen(end[0]);
	assert_int_equal(fcntl(end[1], F_GETPIPE_SZ), PIPE_BYTES);
	if (fcntl(end[1], F_SETPIPE_SZ, 2 * PIPE_BYTES) > 0) {
		pipe_widen(end[1]);
		assert_int_equal(fcntl(end[0], F_GETPIPE_SZ), 2 * PIPE_BYTES);
	}
	close(end[0]);
	close(end[1]);
}

static void
test_what_is_no_pipe_stays_as_it_is(void **state)
{
	int file = open("/dev/null", O_RDONLY);

	(void)state;
	errno = 0;
	pipe_widen(file);
	pipe_widen(-1);
	assert_int_equal(errno, 0);
	close(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_pipe_gets_more_room_and_never_less),
	    cmocka_unit_test(test_what_is_no_pipe_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
