/*
 * lock.c - lock files, with the holder's name in them.
 *
 * The locks are those of an open file description (fcntl(2)): they do not
 * vanish when the process opens and closes the same file elsewhere, and they
 * vanish when it dies.  They are asked for again and again rather than waited
 * for, since there is no wait with a limit.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "book/inside.h"

#define PAUSE_MAX_MILLISECONDS 8

/*
 * Counts what it slept instead of asking a clock: a clock may be set, or
 * stand still.
 */
static int
lock_wait(int fd, unsigned *wait_milliseconds)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	unsigned pause = 1;

	while (fcntl(fd, F_OFD_SETLK, &lock) < 0) {
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != EACCES)
			return -1;
		if (*wait_milliseconds == 0) {
			errno = EAGAIN;
			return -1;
		}
		if (pause > *wait_milliseconds)
			pause = *wait_milliseconds;
		milliseconds_pass(pause);
		*wait_milliseconds -= pause;
		if (pause < PAUSE_MAX_MILLISECONDS)
			pause *= 2;
	}
	return 0;
}

int
lock_read(int lock, char text[LOCK_TEXT_SIZE])
{
	size_t length = 0;
	ssize_t got;

	do {
		got = TEMP_FAILURE_RETRY(pread(lock, text + length,
		    LOCK_TEXT_SIZE - 1 - length, (off_t)length));
		length += got > 0 ? (size_t)got : 0;
	} while (got > 0 && length < LOCK_TEXT_SIZE - 1);
	text[length] = '\0';
	return got < 0 ? -1 : 0;
}

/* Who could not write a name there (a full disk) holds it nevertheless. */
static int
say_held(int fd, const char *path, unsigned waited_seconds, struct error *error)
{
	char text[LOCK_TEXT_SIZE], login[LOGIN_SIZE], tool[64];
	char since[MOMENT_TEXT_SIZE];
	long process;

	(void)lock_read(fd, text);
	if (sscanf(text, "%ld %255s %63s %25s", &process, login, tool, since) !=
	    4)
		return error_set(error, HALL_SYSTEM,
		    tr("%s: locked by another process, and %u seconds of "
		       "waiting were in vain: try again"),
		    path, waited_seconds);
	return error_set(error, HALL_SYSTEM,
	    tr("%s: locked by %s (%s, process %ld) since %s, and %u seconds of "
	       "waiting were in vain: try again, or end that process if it "
	       "hangs"),
	    path, login, tool, process, since, waited_seconds);
}

int
lock_take(const struct book *book, const char *relative,
    unsigned *wait_milliseconds, struct error *error)
{
	int fd = book_open_file(book, relative, O_RDWR | O_CREAT, error);
	unsigned given_milliseconds = *wait_milliseconds;
	char *path;

	if (fd < 0)
		return -1;
	if (lock_wait(fd, wait_milliseconds) == 0)
		return fd;
	path = inside_path(book, relative);
	if (errno == EAGAIN)
		say_held(fd, path, given_milliseconds / 1000, error);
	else
		error_errno(error, HALL_SYSTEM, "%s", path);
	free(path);
	close(fd);
	return -1;
}

bool
lock_is_held(const struct book *book, const char *relative)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	int fd = inside_open(book, relative, O_RDONLY);
	bool held;

	if (fd < 0)
		return false;
	held = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	close(fd);
	return held;
}

int
lock_write(const struct book *book, int lock, const char *second)
{
	char text[LOCK_TEXT_SIZE], login[LOGIN_SIZE], since[MOMENT_TEXT_SIZE];
	size_t length, at = 0;

	(void)login_of_user(login, NULL);
	moment_format(moment_now(config_zone(book->config)), since);
	length = (size_t)snprintf(text, sizeof(text), "%ld %s %.63s %s\n%s",
	    (long)getpid(), login, program_invocation_short_name, since,
	    second ? second : "");
	while (at < length) {
		ssize_t written = TEMP_FAILURE_RETRY(
		    pwrite(lock, text + at, length - at, (off_t)at));

		if (written < 0)
			return -1;
		at += (size_t)written;
	}
	return cut_at(lock, length);
}

int
book_lock(const struct book *book, unsigned seconds, struct error *error)
{
	unsigned wait_milliseconds = seconds * 1000;
	int lock = lock_take(book, BOOK_LOCK, &wait_milliseconds, error);

	/* Who holds it is a courtesy; a full disk may have no room for it. */
	if (lock >= 0)
		(void)lock_write(book, lock, NULL);
	return lock;
}

bool
book_is_locked(const struct book *book)
{
	return lock_is_held(book, BOOK_LOCK);
}

void
book_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
