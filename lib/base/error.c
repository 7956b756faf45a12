#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"

/* A text that was cut must not end in half a character. */
static void
mend_end(char *text, size_t length)
{
	size_t start = length;

	while (start > 0 && (text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && (text[start - 1] & 0x80) != 0)
		text[start - 1] = '\0';
	else
		text[length] = '\0';
}

static size_t
fill(struct error *e, enum hall_status status, const char *format, va_list args)
{
	int length;

	e->status = status;
	length = vsnprintf(e->text, sizeof(e->text), format, args);
	if (length < 0) {
		e->text[0] = '\0';
		return 0;
	}
	if ((size_t)length >= sizeof(e->text)) {
		mend_end(e->text, sizeof(e->text) - 1);
		return strlen(e->text);
	}
	return (size_t)length;
}

int
error_list(
    struct error *e, enum hall_status status, const char *format, va_list args)
{
	if (e != NULL)
		fill(e, status, format, args);
	return -1;
}

int
error_set(struct error *e, enum hall_status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_list(e, status, format, args);
	va_end(args);
	return -1;
}

int
error_errno(struct error *e, enum hall_status status, const char *format, ...)
{
	int number = errno;
	char room[256];
	const char *reason;
	va_list args;
	size_t length, left;

	if (e == NULL)
		return -1;
	va_start(args, format);
	length = fill(e, status, format, args);
	va_end(args);
	reason = tr(strerror_r(number, room, sizeof(room)));
	left = sizeof(e->text) - length;
	if (snprintf(e->text + length, left, ": %s", reason) >= (int)left)
		mend_end(e->text, sizeof(e->text) - 1);
	errno = number;
	return -1;
}

enum hall_status
status_of_errno(int number)
{
	switch (number) {
	case ENOENT:
	case ENOTDIR:
	case EISDIR:
	case EACCES:
	case EPERM:
	case ELOOP:
	case ENAMETOOLONG:
	case EINVAL:
	case ENXIO:
	case EFBIG:
		return HALL_USAGE;
	default:
		return HALL_SYSTEM;
	}
}

enum hall_status
status_worst(enum hall_status a, enum hall_status b)
{
	static const int weight[] = {
	    [HALL_DONE] = 0,
	    [HALL_LOOK] = 1,
	    [HALL_DATA] = 2,
	    [HALL_USAGE] = 3,
	    [HALL_SYSTEM] = 4,
	    [HALL_BUG] = 5,
	};

	return weight[a] >= weight[b] ? a : b;
}
