#include "audit/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"

/* How far above the book an included file may stand. */
#define ABOVE_MAX 8
#define OPEN_DIRECTORIES 8

/* A directory of our own, with the files laid out as they were. */
struct layout {
	char *top;           /* removed in the end */
	struct buffer book;  /* top/x/x/…: deep enough for every ".." */
	struct buffer first; /* the path of the first file */
};

/* The number of ".." that a name begins with; -1 for one that is not ours. */
static int
levels_above(const char *name)
{
	int above = 0;

	while (strncmp(name, "../", 3) == 0) {
		above++;
		name += 3;
	}
	if (above > ABOVE_MAX || (above && *name == '/') || *name == '\0' ||
	    strstr(name, "..") || strstr(name, "//") ||
	    name[strlen(name) - 1] == '/')
		return -1;
	return above;
}

static int
make_parents(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST) {
			*p = '/';
			return -1;
		}
		*p = '/';
	}
	return 0;
}

static int
write_piece(char *path, struct slice piece, struct error *e)
{
	size_t done = 0;
	int fd = -1;

	if (make_parents(path) == 0)
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	while (fd >= 0 && done < piece.length) {
		ssize_t n = write(fd, piece.text + done, piece.length - done);

		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0 || done < piece.length) {
		error_errno(e, HALL_SYSTEM, "%s", path);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return close(fd) == 0 ? 0 : error_errno(e, HALL_SYSTEM, "%s", path);
}

static int
bad_copy(const struct seal *seal, struct error *e)
{
	return error_set(e, HALL_DATA,
	    tr("%.*s.seal: its configuration cannot be put together again"),
	    SLICE_ARG(seal_get(seal, "day")));
}

/* Cut the copy where the seal says, each piece under its own name. */
static int
lay_out(struct layout *layout, const struct seal *seal, struct slice copy,
    struct error *e)
{
	struct buffer name = {0}, path = {0};
	int result = 0;

	for (size_t i = 0; result == 0 && i < seal->fields; i++) {
		struct seal_file file;

		if (!slice_is(seal->field[i].name, "config-file"))
			continue;
		buffer_clear(&name);
		buffer_clear(&path);
		if (seal_file_parse(seal->field[i].value, &file) < 0 ||
		    percent_unescape(&name, file.name) < 0 ||
		    levels_above(name.text) < 0 || file.bytes > copy.length) {
			result = bad_copy(seal, e);
			break;
		}
		buffer_format(&path, "%s%s", layout->book.text, name.text);
		if (layout->first.length == 0)
			buffer_slice(&layout->first, buffer_view(&path));
		result = write_piece(path.text,
		    (struct slice){copy.text, (size_t)file.bytes}, e);
		copy.text += file.bytes;
		copy.length -= (size_t)file.bytes;
	}
	if (result == 0 && (copy.length > 0 || layout->first.length == 0))
		result = bad_copy(seal, e);
	buffer_release(&name);
	buffer_release(&path);
	return result;
}

static int
remove_one(
    const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static int
layout_open(struct layout *layout, struct error *e)
{
	const char *directory = getenv("TMPDIR");
	struct buffer top = {0};
	int result = 0;

	buffer_format(&top, "%s/hall-audit-XXXXXX",
	    directory && *directory ? directory : "/tmp");
	if (!mkdtemp(top.text))
		result = error_errno(e, HALL_SYSTEM, "%s", top.text);
	buffer_slice(&layout->book, buffer_view(&top));
	layout->top = result == 0 ? memory_text(buffer_view(&top)) : NULL;
	buffer_char(&layout->book, '/');
	for (int i = 0; i < ABOVE_MAX; i++)
		buffer_text(&layout->book, "x/");
	buffer_release(&top);
	return result;
}

static void
layout_close(struct layout *layout)
{
	if (layout->top)
		nftw(layout->top, remove_one, OPEN_DIRECTORIES,
		    FTW_DEPTH | FTW_PHYS);
	free(layout->top);
	buffer_release(&layout->book);
	buffer_release(&layout->first);
}

static int
read_copy(const struct book *book, const struct seal *seal, struct buffer *copy,
    struct error *e)
{
	struct arena arena = {0};
	struct seal_file file;
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE], *name;
	int result = -1;

	if (seal_file_parse(seal_get(seal, "config"), &file) < 0)
		return bad_copy(seal, e);
	name = arena_text(&arena, "config/%.*s.yaml", SLICE_ARG(file.digest));
	if (file_read(book, name, copy, e) == 0) {
		digest_bytes(buffer_view(copy), digest);
		digest_hex(digest, DIGEST_SIZE, hex);
		result = slice_is(file.digest, hex) ? 0 : bad_copy(seal, e);
	}
	arena_release(&arena);
	return result;
}

/* A file elsewhere may have changed since. */
static bool
is_that(const struct config *config, const struct seal *seal)
{
	struct seal_file file;

	return seal_file_parse(seal_get(seal, "config"), &file) == 0 &&
	       slice_is(file.digest, config_digest(config));
}

struct config *
config_restore(
    const struct book *book, const struct seal *seal, struct error *e)
{
	struct layout layout = {0};
	struct buffer copy = {0};
	struct config *config = NULL;

	if (read_copy(book, seal, &copy, e) == 0 &&
	    layout_open(&layout, e) == 0 &&
	    lay_out(&layout, seal, buffer_view(&copy), e) == 0)
		config = config_load(layout.first.text, e);
	if (config && !is_that(config, seal)) {
		bad_copy(seal, e);
		config_free(config);
		config = NULL;
	}
	layout_close(&layout);
	buffer_release(&copy);
	return config;
}
