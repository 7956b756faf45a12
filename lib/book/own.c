/*
 * own.c - the files of a book that hall alone writes.
 */
#include <fnmatch.h>
#include <stdlib.h>

#include "base/message.h"
#include "book/inside.h"

#define DAY "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
#define LEVELS 3

/*
 * Relative to the book; its directories too, which may not be there yet.  A
 * reconciliation could be made again, but then so must be all that followed
 * from what it left open.
 */
static const char *const own_files[] = {"hall.yaml", "checkpoint", BOOK_LOCK,
    "config", "config/*", "keys", "keys/*", DAY, DAY ".bgz", DAY ".seal",
    DAY ".part", DAY ".recon", DAY ".open", DAY "/carry.in", DAY "/journal.*",
    DAY "/*.kept", DAY "/files", DAY "/files/*"};

/* Where the name leads, whether or not there is such a file; or NULL. */
static char *
real_path(const char *path)
{
	char *real = realpath(path, NULL), *directory;
	const char *slash = strrchr(path, '/');
	struct buffer text = {0};

	if (real)
		return real;
	directory = slash ? memory_text((struct slice){
				path, (size_t)(slash - path) + 1})
			  : memory_text(SLICE("."));
	real = realpath(directory, NULL);
	free(directory);
	if (!real)
		return NULL;
	buffer_format(&text, "%s/%s", real, slash ? slash + 1 : path);
	free(real);
	return text.text;
}

static bool
is_own(const char *relative)
{
	for (size_t i = 0; i < sizeof(own_files) / sizeof(*own_files); i++)
		if (fnmatch(own_files[i], relative, FNM_PATHNAME) == 0)
			return true;
	return false;
}

/* With the directory above it as the book, then the one above that … */
static bool
is_own_of_any(char *real)
{
	size_t length = strlen(real);

	for (int level = 0; level < LEVELS; level++) {
		char *slash = memrchr(real, '/', length);
		bool book;

		if (!slash || slash == real)
			return false;
		*slash = '\0';
		book = book_is_at(real);
		*slash = '/';
		if (book && is_own(slash + 1))
			return true;
		length = (size_t)(slash - real);
	}
	return false;
}

int
book_check_output(const char *path, struct error *error)
{
	char *real = real_path(path);
	bool own = real && is_own_of_any(real);

	free(real);
	return own ? error_set(error, HALL_USAGE,
			 tr("%s: is a file of a book, and what is printed "
			    "would take its place: name another"),
			 path)
		   : 0;
}
