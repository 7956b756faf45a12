#include "base/pipe.h"

#include <errno.h>
#include <fcntl.h>

void
pipe_widen(int descriptor)
{
	int before = errno, size = fcntl(descriptor, F_GETPIPE_SZ);

	if (size > 0 && size < PIPE_BYTES)
		(void)fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES);
	errno = before;
}
