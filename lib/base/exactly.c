#include "base/exactly.h"

#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

bool
read_exactly(int fd, char *bytes, size_t length, uint64_t at)
{
	while (length > 0) {
		ssize_t got = pread(fd, bytes, length, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = 0;
		if (got <= 0)
			return false;
		bytes += got;
		length -= (size_t)got;
		at += (uint64_t)got;
	}
	return true;
}
