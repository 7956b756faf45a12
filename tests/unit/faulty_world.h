/*
 * faulty_world.h - system calls that fail, or kill, at a chosen moment.
 *
 * Every call that changes something on the disk is counted, and with
 * world_looks every call that touches a file at all.  The one whose turn it
 * is kills the process (a write leaves half of its bytes), or fails, as do
 * all behind it unless world_times says how many.  With world_interrupts each
 * call that may wait is interrupted before it succeeds, and with world_crumbs a
 * read or a write moves one byte.
 *
 * The calls of the library come here because a test program defines them, or
 * because tests/world.c is preloaded; the product has no such door.  The
 * clock stands.
 */
#ifndef FAULTY_WORLD_H
#define FAULTY_WORLD_H

/* The checked inline versions of read and pread would stand in the way. */
#undef _FORTIFY_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long world_calls_left = -1; /* -1: nothing happens */
static int world_failure;          /* 0: kill; else this errno */
static int world_times; /* so many calls fail; 0: all from there on */
static bool world_looks;
static bool world_interrupts;
static bool world_crumbs;
static time_t world_time; /* 0: the clock goes */

/* What strikes a process. */
struct blow {
	int failure; /* 0: kill */
	int times;
	bool looks; /* at calls that only read, too */
};

static inline void
world_strike_at(const struct blow *blow, long calls)
{
	world_failure = blow->failure;
	world_times = blow->times;
	world_looks = blow->looks;
	world_calls_left = calls;
}

/* What a call does: it looks, or it changes; it may have to wait. */
enum { LOOKS = 0, CHANGES = 1, WAITS = 2 };

/* True when the call is to fail; does not come back when it is to kill. */
static int
world_strikes(int call)
{
	static bool interrupted;

	if (world_interrupts && call & WAITS) {
		interrupted = !interrupted;
		errno = EINTR;
		return interrupted;
	}
	if (world_calls_left < 0 || (!(call & CHANGES) && !world_looks))
		return 0;
	if (world_calls_left > 0) {
		world_calls_left--;
		return 0;
	}
	if (world_failure == 0)
		raise(SIGKILL);
	if (world_times > 0 && --world_times == 0)
		world_calls_left = -1;
	errno = world_failure;
	return 1;
}

/* Of so many bytes, how many the world moves. */
static size_t
world_moves(size_t n)
{
	return world_crumbs && n > 1 ? 1 : n;
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
	if (fd <= STDERR_FILENO && !world_looks)
		return real(fd, buf, n);
	if (world_calls_left == 0 && world_failure == 0 && n > 1)
		(void)!real(fd, buf, n / 2);
	if (world_strikes(CHANGES | WAITS))
		return -1;
	return real(fd, buf, world_moves(n));
}

ssize_t
pwrite(int fd, const void *buf, size_t n, off_t offset)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);

	if (world_strikes(CHANGES | WAITS))
		return -1;
	return real(fd, buf, world_moves(n), offset);
}

ssize_t
read(int fd, void *buf, size_t nbytes)
{
	REAL(ssize_t, "read", int, void *, size_t);

	if (world_strikes(LOOKS | WAITS))
		return -1;
	return real(fd, buf, world_moves(nbytes));
}

ssize_t
pread(int fd, void *buf, size_t nbytes, off_t offset)
{
	REAL(ssize_t, "pread", int, void *, size_t, off_t);

	if (world_strikes(LOOKS | WAITS))
		return -1;
	return real(fd, buf, world_moves(nbytes), offset);
}

int
ftruncate(int fd, off_t length)
{
	REAL(int, "ftruncate", int, off_t);

	return world_strikes(CHANGES | WAITS) ? -1 : real(fd, length);
}

/* No power is cut here: nobody need wait for the disk. */
int
fsync(int fd)
{
	(void)fd;
	return world_strikes(CHANGES | WAITS) ? -1 : 0;
}

int
fdatasync(int fildes)
{
	(void)fildes;
	return world_strikes(CHANGES | WAITS) ? -1 : 0;
}

int
rename(const char *old, const char *new)
{
	REAL(int, "rename", const char *, const char *);

	return world_strikes(CHANGES) ? -1 : real(old, new);
}

int
renameat(int oldfd, const char *old, int newfd, const char *new)
{
	REAL(int, "renameat", int, const char *, int, const char *);

	return world_strikes(CHANGES) ? -1 : real(oldfd, old, newfd, new);
}

int
unlink(const char *name)
{
	REAL(int, "unlink", const char *);

	return world_strikes(CHANGES) ? -1 : real(name);
}

int
unlinkat(int fd, const char *name, int flag)
{
	REAL(int, "unlinkat", int, const char *, int);

	return world_strikes(CHANGES) ? -1 : real(fd, name, flag);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(int, "mkdir", const char *, mode_t);

	return world_strikes(CHANGES) ? -1 : real(path, mode);
}

int
mkdirat(int fd, const char *path, mode_t mode)
{
	REAL(int, "mkdirat", int, const char *, mode_t);

	return world_strikes(CHANGES) ? -1 : real(fd, path, mode);
}

int
fchmod(int fd, mode_t mode)
{
	REAL(int, "fchmod", int, mode_t);

	return world_strikes(CHANGES) ? -1 : real(fd, mode);
}

int
open(const char *file, int oflag, ...)
{
	REAL(int, "open", const char *, int, ...);
	mode_t mode = 0;
	va_list ap;

	va_start(ap, oflag);
	if (oflag & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (world_strikes((oflag & O_CREAT ? CHANGES : LOOKS) | WAITS))
		return -1;
	return real(file, oflag, mode);
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
	if (world_strikes((oflag & O_CREAT ? CHANGES : LOOKS) | WAITS))
		return -1;
	return real(fd, file, oflag, mode);
}

int
stat(const char *restrict file, struct stat *restrict buf)
{
	REAL(int, "stat", const char *, struct stat *);

	return world_strikes(LOOKS) ? -1 : real(file, buf);
}

int
fstat(int fd, struct stat *buf)
{
	REAL(int, "fstat", int, struct stat *);

	return world_strikes(LOOKS) ? -1 : real(fd, buf);
}

int
fstatat(int fd, const char *restrict file, struct stat *restrict buf, int flag)
{
	REAL(int, "fstatat", int, const char *, struct stat *, int);

	return world_strikes(LOOKS) ? -1 : real(fd, file, buf, flag);
}

int
fcntl(int fd, int cmd, ...)
{
	REAL(int, "fcntl", int, int, void *);
	void *argument;
	va_list ap;
	bool lock = cmd == F_OFD_SETLK || cmd == F_OFD_GETLK;

	/* An int would come in the same register. */
	va_start(ap, cmd);
	argument = va_arg(ap, void *);
	va_end(ap);
	if (lock && world_strikes(LOOKS | WAITS))
		return -1;
	return real(fd, cmd, argument);
}

#endif
