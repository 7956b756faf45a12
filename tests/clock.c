/*
 * clock.c - a clock that stands still, for tests: a library to preload.
 *
 * TEST_CLOCK="2026-11-02 18:40:00", in the zone of TZ.  Only the time of day
 * is turned; monotonic clocks go on, so that locks wait as they should.
 * libfaketime does more, through memory that all processes of a run share
 * and that a shell's children take away from each other.
 */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t
standing(void)
{
	static time_t moment;
	const char *text = getenv("TEST_CLOCK");
	struct tm parts = {.tm_isdst = -1};

	if (moment == 0 && text &&
	    strptime(text, "%Y-%m-%d %H:%M:%S", &parts) != NULL)
		moment = mktime(&parts);
	return moment;
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
		return (int)syscall(SYS_clock_gettime, clock, now);
	*now = (struct timespec){.tv_sec = standing()};
	return 0;
}

int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	(void)zone;
	*now = (struct timeval){.tv_sec = standing()};
	return 0;
}

time_t
time(time_t *now)
{
	if (now != NULL)
		*now = standing();
	return standing();
}
