/*
 * faulty_world.h - system calls that fail, or kill, at a chosen moment.
 *
 * Every call that changes something on the disk is counted.  The one whose
 * turn it is kills the process (a write leaves half of its bytes), or fails,
 * as do all behind it.  The calls of the library come here because the test
 * program defines them; the product has no such door.  The clock stands.
 */
#ifndef FAULTY_WORLD_H
#define FAULTY_WORLD_H

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long world_calls_left = -1; /* -1: nothing happens */
static int world_failure;          /* 0: kill; else this errno */
static time_t world_time;          /* 0: the clock goes */

/* True when the call is to fail; does not come back when it is to kill. */
static int
world_strikes(void)
{
	if (world_calls_left < 0)
		return 0;
	if (world_calls_left > 0) {
		world_calls_left--;
		return 0;
	}
	if (world_failure == 0)
		raise(SIGKILL);
	errno = world_failure;
	return 1;
}

#define REAL(type, name, ...)             \
	static type (*real)(__VA_ARGS__); \
	if (!real)                        \
	*(void **)(&real) = dlsym(RTLD_NEXT, name)

time_t
time(time_t *result)
{
	REAL(time_t, "time", time_t *);
	time_t now = world_time ? world_time : real(NULL);

	if (result)
		*result = now;
	return now;
}

ssize_t
write(int fd, const void *bytes, size_t size)
{
	REAL(ssize_t, "write", int, const void *, size_t);

	/* What is said to people is not what is at stake. */
	if (fd <= STDERR_FILENO)
		return real(fd, bytes, size);
	if (world_calls_left == 0 && world_failure == 0 && size > 1)
		(void)!real(fd, bytes, size / 2);
	return world_strikes() ? -1 : real(fd, bytes, size);
}

ssize_t
pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);

	return world_strikes() ? -1 : real(fd, bytes, size, at);
}

int
ftruncate(int fd, off_t size)
{
	REAL(int, "ftruncate", int, off_t);

	return world_strikes() ? -1 : real(fd, size);
}

int
fsync(int fd)
{
	REAL(int, "fsync", int);

	return world_strikes() ? -1 : real(fd);
}

int
fdatasync(int fd)
{
	REAL(int, "fdatasync", int);

	return world_strikes() ? -1 : real(fd);
}

int
rename(const char *from, const char *to)
{
	REAL(int, "rename", const char *, const char *);

	return world_strikes() ? -1 : real(from, to);
}

int
renameat(int from, const char *old, int to, const char *new)
{
	REAL(int, "renameat", int, const char *, int, const char *);

	return world_strikes() ? -1 : real(from, old, to, new);
}

int
unlink(const char *path)
{
	REAL(int, "unlink", const char *);

	return world_strikes() ? -1 : real(path);
}

int
unlinkat(int directory, const char *path, int flags)
{
	REAL(int, "unlinkat", int, const char *, int);

	return world_strikes() ? -1 : real(directory, path, flags);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(int, "mkdir", const char *, mode_t);

	return world_strikes() ? -1 : real(path, mode);
}

int
mkdirat(int directory, const char *path, mode_t mode)
{
	REAL(int, "mkdirat", int, const char *, mode_t);

	return world_strikes() ? -1 : real(directory, path, mode);
}

int
openat(int directory, const char *path, int flags, ...)
{
	REAL(int, "openat", int, const char *, int, ...);
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (flags & O_CREAT && world_strikes())
		return -1;
	return real(directory, path, flags, mode);
}

#endif
