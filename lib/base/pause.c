#include "base/pause.h"

#include <errno.h>
#include <time.h>

void
milliseconds_pass(unsigned milliseconds)
{
	struct timespec pause = {(time_t)(milliseconds / 1000),
	    (long)(milliseconds % 1000) * 1000000};

	while (nanosleep(&pause, &pause) < 0 && errno == EINTR)
		;
}
