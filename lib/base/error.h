/*
 * error.h - how the library says what went wrong.
 *
 * The library never prints and never exits: it returns -1 or NULL and fills
 * a struct error, whose text is already in the user's language.  cmd prints
 * it behind the tool's name and exits with its status.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>

/* Exit statuses, hall(7).  status_worst knows which is worse. */
enum hall_status {
	HALL_DONE = 0,   /* done */
	HALL_LOOK = 1,   /* done, and a person must look */
	HALL_USAGE = 2,  /* usage or configuration */
	HALL_DATA = 3,   /* bad data or an incomplete stream */
	HALL_SYSTEM = 4, /* memory, disk, lock; a retry may help */
	HALL_BUG = 5,    /* a proof of our own failed */
};

#define ERROR_TEXT_MAX 1024

struct error {
	enum hall_status status;
	char text[ERROR_TEXT_MAX];
};

/* Fill *e (which may be NULL) and return -1. */
int error_set(struct error *e, enum hall_status status, const char *format, ...)
    __attribute__((cold, format(printf, 3, 4)));
int error_list(struct error *e, enum hall_status status, const char *format,
    va_list) __attribute__((format(printf, 3, 0)));
/* The same with ": " and the text of errno behind. */
int error_errno(struct error *e, enum hall_status status, const char *format,
    ...) __attribute__((cold, format(printf, 3, 4)));
/*
 * What an errno of opening a file says: USAGE when the name is wrong (nothing
 * there, not allowed), SYSTEM when the world is.
 */
enum hall_status status_of_errno(int number);
/* The worse of two, by 5, 4, 2, 3, 1, 0. */
enum hall_status status_worst(enum hall_status a, enum hall_status b);

#endif
