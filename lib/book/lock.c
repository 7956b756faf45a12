/*
 * lock.c - lock files, with the holder's name in them.
 *
 * The locks are those of an open file description (fcntl(2)): they do not
 * vanish when the process opens and closes the same file elsewhere, and they
 * vanish when it dies.  They are asked for again and again rather than waited
 * for, since there is no wait with a limit.
 */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"
#include "book/inside.h"

#define PAUSE_MAX_MILLISECONDS 8
#define LOCK_TEXT_SIZE 512

void
login_of_user(char login[LOGIN_SIZE])
{
	const struct passwd *user = getpwuid(geteuid());

	if (user && user->pw_name && *user->pw_name)
		snprintf(login, LOGIN_SIZE, "%s", user->pw_name);
	else
		snprintf(login, LOGIN_SIZE, "%lu", (unsigned long)geteuid());
}

void
milliseconds_pass(unsigned milliseconds)
{
	struct timespec pause = {(time_t)(milliseconds / 1000),
	    (long)(milliseconds % 1000) * 1000000};

	while (nanosleep(&pause, &pause) < 0 && errno == EINTR)
		;
}

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

static int
say_held(int fd, const char *path, struct error *error)
{
	char text[LOCK_TEXT_SIZE], login[LOGIN_SIZE] = "?";
	ssize_t length = pread(fd, text, sizeof(text) - 1, 0);
	long process = 0;

	text[length > 0 ? length : 0] = '\0';
	(void)sscanf(text, "%ld %255s", &process, login);
	return error_set(error, HALL_SYSTEM,
	    tr("%s: locked by %s (process %ld), and the wait was in vain; "
	       "try again"),
	    path, login, process);
}

int
lock_take(const struct book *book, const char *relative,
    unsigned *wait_milliseconds, struct error *error)
{
	int fd = book_open_file(book, relative, O_RDWR | O_CREAT, error);
	char *path;

	if (fd < 0)
		return -1;
	if (lock_wait(fd, wait_milliseconds) == 0)
		return fd;
	path = inside_path(book, relative);
	if (errno == EAGAIN)
		say_held(fd, path, error);
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
lock_write(int lock, const char *second)
{
	char text[LOCK_TEXT_SIZE], login[LOGIN_SIZE];
	ssize_t written;
	int length;

	login_of_user(login);
	length = snprintf(text, sizeof(text), "%ld %s\n%s", (long)getpid(),
	    login, second ? second : "");
	written = pwrite(lock, text, (size_t)length, 0);
	if (written >= 0 && written < length)
		errno = ENOSPC;
	if (written < length)
		return -1;
	return ftruncate(lock, length);
}

int
book_lock(const struct book *book, unsigned seconds, struct error *error)
{
	unsigned wait_milliseconds = seconds * 1000;
	int lock = lock_take(book, BOOK_LOCK, &wait_milliseconds, error);

	/* Who holds it is a courtesy; a full disk may have no room for it. */
	if (lock >= 0)
		(void)lock_write(lock, NULL);
	return lock;
}

void
book_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
