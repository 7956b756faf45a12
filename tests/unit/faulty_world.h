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
time(time_t *timer)
{
	REAL(time_t, "time", time_t *);
	time_t now = world_time ? world_time : real(NULL);

	if (timer)
		*timer = now;
	return now;
}

ssize_t
write(int fd, const void *buf, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t);

	/* What is said to people is not what is at stake. */
	if (fd <= STDERR_FILENO)
		return real(fd, buf, n);
	if (world_calls_left == 0 && world_failure == 0 && n > 1)
		(void)!real(fd, buf, n / 2);
	return world_strikes() ? -1 : real(fd, buf, n);
}

ssize_t
pwrite(int fd, const void *buf, size_t n, off_t offset)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);

	return world_strikes() ? -1 : real(fd, buf, n, offset);
}

int
ftruncate(int fd, off_t length)
{
	REAL(int, "ftruncate", int, off_t);

	return world_strikes() ? -1 : real(fd, length);
}

int
fsync(int fd)
{
	REAL(int, "fsync", int);

	return world_strikes() ? -1 : real(fd);
}

int
fdatasync(int fildes)
{
	REAL(int, "fdatasync", int);

	return world_strikes() ? -1 : real(fildes);
}

int
rename(const char *old, const char *new)
{
	REAL(int, "rename", const char *, const char *);

	return world_strikes() ? -1 : real(old, new);
}

int
renameat(int oldfd, const char *old, int newfd, const char *new)
{
	REAL(int, "renameat", int, const char *, int, const char *);

	return world_strikes() ? -1 : real(oldfd, old, newfd, new);
}

int
unlink(const char *name)
{
	REAL(int, "unlink", const char *);

	return world_strikes() ? -1 : real(name);
}

int
unlinkat(int fd, const char *name, int flag)
{
	REAL(int, "unlinkat", int, const char *, int);

	return world_strikes() ? -1 : real(fd, name, flag);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(int, "mkdir", const char *, mode_t);

	return world_strikes() ? -1 : real(path, mode);
}

int
mkdirat(int fd, const char *path, mode_t mode)
{
	REAL(int, "mkdirat", int, const char *, mode_t);

	return world_strikes() ? -1 : real(fd, path, mode);
}

int
openat(int fd, const char *file, int oflag, ...)
{
	REAL(int, "openat", int, const char *, int, ...);
	mode_t mode = 0;
	va_list ap;

	va_start(ap, oflag);
	if (oflag & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (oflag & O_CREAT && world_strikes())
		return -1;
	return real(fd, file, oflag, mode);
}

#endif
