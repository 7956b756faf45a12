#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/slice.h"

#define PART_SIZE 256

static bool
is_link(int directory, const char *name)
{
	struct stat status;

	return fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISLNK(status.st_mode);
}

int
beneath_directory(int directory, const char *name)
{
	int fd = (int)TEMP_FAILURE_RETRY(openat(
	    directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));

	if (fd < 0 && errno == ENOTDIR && is_link(directory, name))
		errno = ELOOP;
	return fd;
}

static bool
part_is_plain(struct slice part)
{
	return part.length > 0 && part.length < PART_SIZE &&
	       !slice_is(part, ".") && !slice_is(part, "..");
}

bool
beneath_tidy(char *name)
{
	struct slice rest = slice_of(name), part;
	char *end = name;

	while (slice_cut(&rest, '/', &part)) {
		if (part.length == 0)
			return false;
		if (slice_is(part, "."))
			continue;
		if (slice_is(part, "..")) {
			if (end == name)
				return false;
			do
				end--;
			while (end > name && *end != '/');
			continue;
		}
		if (end > name)
			*end++ = '/';
		memmove(end, part.text, part.length);
		end += part.length;
	}
	*end = '\0';
	return end > name;
}

/* Down into that directory; the one above is closed. */
static int
descend(int directory, struct slice part)
{
	char name[PART_SIZE];
	int below = -1, failure;

	errno = EINVAL;
	if (part_is_plain(part)) {
		memcpy(name, part.text, part.length);
		name[part.length] = '\0';
		below = beneath_directory(directory, name);
	}
	failure = errno;
	close(directory);
	errno = failure;
	return below;
}

int
beneath_parent(int root, const char *name, const char **last)
{
	int directory = beneath_directory(root, ".");
	const char *slash;

	while (directory >= 0 && (slash = strchr(name, '/'))) {
		struct slice part = {name, (size_t)(slash - name)};

		if (!slice_is(part, "."))
			directory = descend(directory, part);
		name = slash + 1;
	}
	if (directory >= 0 && !part_is_plain(slice_of(name))) {
		close(directory);
		errno = EINVAL;
		return -1;
	}
	*last = name;
	return directory;
}

int
beneath_open(int root, const char *name, int flags, mode_t mode)
{
	const char *last;
	int directory = beneath_parent(root, name, &last), fd, failure;

	if (directory < 0)
		return -1;
	/* Without O_NONBLOCK a FIFO would hold us until someone writes. */
	fd = (int)TEMP_FAILURE_RETRY(openat(directory, last,
	    flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode));
	failure = errno;
	close(directory);
	errno = failure;
	return fd;
}
