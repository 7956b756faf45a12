/*
 * book.c - finding the book and opening it.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cli.h"
#include "base/message.h"
#include "book/inside.h"

#define DEFINITION "hall.yaml"
#define PARENTS_MAX 256

/* Also true where the disk does not say: reading it then says why. */
static bool
is_regular(int directory, const char *name)
{
	struct stat status;

	if (fstatat(directory, name, &status, 0) < 0)
		return status_of_errno(errno) == HALL_SYSTEM;
	errno = ENOENT;
	return S_ISREG(status.st_mode);
}

bool
book_is_at(const char *path)
{
	int directory = (int)TEMP_FAILURE_RETRY(
	    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	int failure;
	bool is;

	if (directory < 0)
		return status_of_errno(errno) == HALL_SYSTEM;
	is = is_regular(directory, DEFINITION);
	failure = errno;
	close(directory);
	errno = failure;
	return is;
}

static bool
same_directory(const char *a, const char *b)
{
	struct stat first, second;

	return stat(a, &first) == 0 && stat(b, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* ".", "..", "../.." …: the first that holds hall.yaml, or NULL. */
static char *
nearest_book(void)
{
	struct buffer path = {0}, above = {0};
	char *found = NULL;

	buffer_text(&path, ".");
	for (int level = 0; level < PARENTS_MAX; level++) {
		if (book_is_at(path.text)) {
			found = memory_text(buffer_view(&path));
			break;
		}
		buffer_clear(&above);
		buffer_text(&above, level ? path.text : "");
		buffer_text(&above, level ? "/.." : "..");
		if (same_directory(path.text, above.text))
			break;
		buffer_clear(&path);
		buffer_slice(&path, buffer_view(&above));
	}
	buffer_release(&path);
	buffer_release(&above);
	return found;
}

static char *
named_book(const char *directory, const char *config_file, struct error *error)
{
	struct stat status;
	char *path;
	size_t length;

	if (stat(directory, &status) < 0) {
		error_errno(error, status_of_errno(errno), "%s", directory);
		return NULL;
	}
	errno = ENOTDIR;
	if (!S_ISDIR(status.st_mode) ||
	    (!config_file && !book_is_at(directory))) {
		if (errno == EACCES) {
			error_errno(error, HALL_SYSTEM, "%s", directory);
			return NULL;
		}
		error_set(error, HALL_USAGE,
		    tr("%s: no book: it is no directory with a hall.yaml"),
		    directory);
		return NULL;
	}
	path = memory_text(slice_of(directory));
	for (length = strlen(path); length > 1 && path[length - 1] == '/';)
		path[--length] = '\0';
	return path;
}

static int
read_definition(struct book *book, const char *config_file, struct error *error)
{
	char *shown = inside_path(book, ""), *own;
	const struct node *root;
	struct slice hall;

	own = inside_path(book, DEFINITION);
	/* Who names a file says by that where its includes may lead. */
	book->config = config_file ? config_load(config_file, error)
				   : config_load_within(book->directory, shown,
					 DEFINITION, error);
	if (book->config) {
		root = config_root(book->config);
		hall = node_text(node_get(root, "hall"), "id", "");
		book->hall = memory_text(hall);
		book->shared = slice_is(node_text(root, "share", ""), "group");
		if (hall.length == 0)
			error_set(error, HALL_USAGE,
			    tr("%s: hall: id is missing: facts name their "
			       "hall by it"),
			    config_file ? config_file : own);
	}
	free(own);
	free(shown);
	return book->hall && *book->hall ? 0 : -1;
}

/* Takes the path over. */
static struct book *
book_at(char *path, const char *config_file, struct error *error)
{
	struct book *book = memory_new(sizeof(*book));

	*book = (struct book){.path = path};
	book->directory = (int)TEMP_FAILURE_RETRY(
	    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (book->directory < 0) {
		error_errno(error, HALL_SYSTEM, "%s", path);
	} else if (read_definition(book, config_file, error) == 0) {
		return book;
	}
	book_close(book);
	return NULL;
}

struct book *
book_open(const char *directory, const char *config_file, bool must,
    struct error *error)
{
	char *path;

	if (error)
		*error = (struct error){.status = HALL_DONE};
	if (!directory)
		directory = getenv("HALL_BOOK");
	if (directory && *directory)
		path = named_book(directory, config_file, error);
	else if (!(path = nearest_book()) && must)
		error_set(error, HALL_USAGE, "%s",
		    tr("no book: neither this directory nor one above it "
		       "holds hall.yaml; name one with -C DIR or HALL_BOOK"));
	return path ? book_at(path, config_file, error) : NULL;
}

void
book_close(struct book *book)
{
	if (!book)
		return;
	if (book->directory >= 0)
		close(book->directory);
	config_free(book->config);
	free(book->hall);
	free(book->path);
	free(book);
}

const char *
book_path(const struct book *book)
{
	return book->path;
}

const struct config *
book_config(const struct book *book)
{
	return book->config;
}

const char *
book_hall(const struct book *book)
{
	return book->hall;
}

unsigned
book_file_mode(const struct book *book)
{
	return book->shared ? 0660 : 0600;
}

unsigned
book_directory_mode(const struct book *book)
{
	return book->shared ? S_ISGID | 0770 : 0700;
}

void
book_language(const struct cli *cli)
{
	struct error none = {HALL_DONE, ""};
	struct book *book;

	(void)book_from_cli(cli, false, &book, &none);
	book_close(book);
}

int
book_from_cli(
    const struct cli *cli, bool must, struct book **book, struct error *error)
{
	struct error own;
	enum language language;

	if (!error)
		error = &own;
	*book = book_open(cli_get(cli, "C"), cli_get(cli, "c"), must, error);
	if (!*book)
		return error->status == HALL_DONE ? 0 : -1;
	if (!cli_has(cli, "lang") &&
	    config_language((*book)->config, &language))
		language_set(language);
	return 0;
}
