#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/cli.h"
#include "base/digest.h"
#include "config/calendars.h"
#include "config/kept.h"
#include "config/shape.h"
#include "config/tree.h"

/* A file that was read; one that is included twice is read once. */
struct file {
	const char *path;
	dev_t device;
	ino_t inode;
	struct slice bytes;
};

/* A place from where files are included: who named it, up to the root. */
struct source {
	size_t file;
	size_t parent; /* another source; of the root: itself */
};

struct config {
	struct tree tree;
	int within;          /* all files stand beneath this directory; or -1 */
	size_t shown_length; /* of its name before those of the files */
	/* Where all files come from; or NULL. */
	const struct config_kept *kept;
	size_t kept_count;
	struct file *files;
	size_t files_count;
	struct source *sources;
	size_t sources_count;
	size_t bytes; /* that were parsed */
	char digest[DIGEST_HEX_SIZE];
	struct zone zone;
	struct calendars *calendars;
};

static int
read_all(int fd, struct buffer *bytes)
{
	char part[65536];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		buffer_add(bytes, part, (size_t)n);
		if (bytes->length > CONFIG_FILE_BYTES_MAX) {
			errno = EFBIG;
			return -1;
		}
	}
	return 0;
}

/* Where the file came from: "hall.yaml:7: include: " or nothing. */
static int
unreadable(const struct include *include, const char *path, struct error *e)
{
	int failure = errno;

	if (include && failure == EINVAL)
		return node_error(include->name, e,
		    tr("include: '%.*s' leads out of the book; a configuration "
		       "that is named with -c may do that"),
		    SLICE_ARG(include->name->text));
	if (include && failure == ELOOP)
		return node_error(include->name, e,
		    tr("include: %s: a symbolic link inside a book is not "
		       "followed"),
		    path);
	if (include && failure == ENXIO)
		return node_error(include->name, e,
		    tr("include: %s: is a device, a pipe or a socket, and no "
		       "file"),
		    path);
	if (errno == EFBIG && include)
		return node_error(include->name, e,
		    tr("include: %s: longer than %d bytes"), path,
		    CONFIG_FILE_BYTES_MAX);
	if (errno == EFBIG)
		return error_set(e, HALL_USAGE, tr("%s: longer than %d bytes"),
		    path, CONFIG_FILE_BYTES_MAX);
	if (!include)
		return error_errno(e, status_of_errno(errno), "%s", path);
	node_error(
	    include->name, e, "include: %s: %s", path, tr(strerror(failure)));
	if (e)
		e->status = status_of_errno(failure);
	return -1;
}

static size_t
add_file(struct config *config, const char *path, struct slice bytes)
{
	size_t n = config->files_count++;

	config->files = memory_grow(
	    config->files, n + 1, sizeof(*config->files));
	config->files[n] = (struct file){
	    .path = arena_slice(&config->tree.arena, slice_of(path)).text,
	    .bytes = arena_slice(&config->tree.arena, bytes),
	};
	return n;
}

static int
read_file(struct config *config, const char *path, const struct stat *st,
    int fd, size_t *number)
{
	struct buffer bytes = {0};

	for (size_t i = 0; i < config->files_count; i++)
		if (config->files[i].device == st->st_dev &&
		    config->files[i].inode == st->st_ino) {
			*number = i;
			return 0;
		}
	if (read_all(fd, &bytes) < 0) {
		buffer_release(&bytes);
		return -1;
	}
	*number = add_file(config, path, buffer_view(&bytes));
	config->files[*number].device = st->st_dev;
	config->files[*number].inode = st->st_ino;
	buffer_release(&bytes);
	return 0;
}

/* The same of a file that was kept: it is known by its name. */
static int
take_kept(struct config *config, char *path, const struct include *include,
    size_t *number, struct error *e)
{
	const struct config_kept *kept;

	kept_straighten(path);
	for (size_t i = 0; i < config->files_count; i++)
		if (strcmp(config->files[i].path, path) == 0) {
			*number = i;
			return 0;
		}
	kept = kept_find(config->kept, config->kept_count, path);
	assert(kept || include);
	if (!kept)
		return node_error(include->name, e,
		    tr("include: %s: is none of the files that were kept"),
		    path);
	*number = add_file(config, path, kept->bytes);
	return 0;
}

static int
open_path(const struct config *config, char *path)
{
	char *name = path + config->shown_length;

	if (config->within < 0)
		return (int)TEMP_FAILURE_RETRY(
		    open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY));
	if (beneath_tidy(name))
		return beneath_open(config->within, name, O_RDONLY, 0);
	errno = EINVAL;
	return -1;
}

/* The file of -c may come through a pipe; what is included may not wait. */
static int
check_sort(const struct config *config, const struct include *include,
    const struct stat *st)
{
	if (S_ISREG(st->st_mode) || (!include && config->within < 0))
		return 0;
	errno = S_ISDIR(st->st_mode) ? EISDIR : ENXIO;
	return -1;
}

static int
open_file(struct config *config, char *path, const struct include *include,
    size_t *number, struct error *e)
{
	struct stat st;
	int fd, result = 0;

	if (config->kept)
		return take_kept(config, path, include, number, e);
	fd = open_path(config, path);
	if (fd < 0)
		return unreadable(include, path, e);
	if (fstat(fd, &st) < 0 || check_sort(config, include, &st) < 0 ||
	    read_file(config, path, &st, fd, number) < 0)
		result = unreadable(include, path, e);
	close(fd);
	return result;
}

/* A file may stand in many places, but never inside itself. */
static int
check_cycle(const struct config *config, const struct include *include,
    size_t file, struct error *e)
{
	size_t source = include->source;

	for (;;) {
		if (config->sources[source].file == file)
			return node_error(include->name, e,
			    tr("include: %s includes itself"),
			    config->files[file].path);
		if (config->sources[source].parent == source)
			return 0;
		source = config->sources[source].parent;
	}
}

static size_t
add_source(struct config *config, size_t file, size_t parent)
{
	size_t n = config->sources_count++;

	config->sources = memory_grow(
	    config->sources, n + 1, sizeof(*config->sources));
	config->sources[n] = (struct source){file, parent};
	return n;
}

static int
parse_file(struct config *config, size_t number, struct branch *map,
    unsigned depth, size_t source, struct error *e)
{
	const struct file *file = &config->files[number];

	return tree_parse(
	    &config->tree, map, depth, file->path, source, file->bytes, e);
}

/* The path of an included file, seen from the one that names it. */
static char *
beside(struct config *config, const struct include *include)
{
	const char *from = include->name->file;
	const char *slash = strrchr(from, '/');
	struct slice name = include->name->text;

	/* Within a directory "/x" is a name that is refused like any other. */
	if (!slash || (name.text[0] == '/' && config->within < 0))
		return arena_text(&config->tree.arena, "%s", name.text);
	return arena_text(&config->tree.arena, "%.*s/%s", (int)(slash - from),
	    from, name.text);
}

static int
read_include(
    struct config *config, const struct include *include, struct error *e)
{
	char *path = beside(config, include);
	size_t number = 0, source;

	if (config->sources_count >= CONFIG_FILES_MAX)
		return node_error(include->name, e,
		    tr("include: more than %d files"), CONFIG_FILES_MAX);
	if (open_file(config, path, include, &number, e) < 0 ||
	    check_cycle(config, include, number, e) < 0)
		return -1;
	config->bytes += config->files[number].bytes.length;
	if (config->bytes > CONFIG_BYTES_MAX)
		return node_error(include->name, e,
		    tr("include: more than %d bytes in all"), CONFIG_BYTES_MAX);
	source = add_source(config, number, include->source);
	return parse_file(
	    config, number, include->map, include->depth, source, e);
}

static int
read_files(struct config *config, const char *path, struct error *e)
{
	size_t number = 0;

	if (open_file(config, arena_text(&config->tree.arena, "%s", path), NULL,
		&number, e) < 0)
		return -1;
	add_source(config, number, 0);
	if (parse_file(config, number, config->tree.root, 0, 0, e) < 0)
		return -1;
	for (const struct include *i = config->tree.first; i; i = i->next)
		if (read_include(config, i, e) < 0)
			return -1;
	return 0;
}

static void
take_digest(struct config *config)
{
	struct digest *digest = digest_new();
	uint8_t result[DIGEST_SIZE];

	for (size_t i = 0; i < config->files_count; i++)
		digest_add(digest, config->files[i].bytes.text,
		    config->files[i].bytes.length);
	digest_take(digest, result);
	digest_hex(result, DIGEST_SIZE, config->digest);
	digest_free(digest);
}

static struct config *
config_new(void)
{
	struct config *config = memory_new(sizeof(*config));

	tree_init(&config->tree);
	config->within = -1;
	return config;
}

/* Takes the configuration over. */
static struct config *
read_plain(struct config *config, const char *path, struct error *e)
{
	if (read_files(config, path, e) < 0) {
		config_free(config);
		return NULL;
	}
	take_digest(config);
	zone_parse(SLICE("Asia/Shanghai"), &config->zone, NULL);
	return config;
}

struct config *
config_load_plain(const char *path, struct error *e)
{
	return read_plain(config_new(), path, e);
}

/* What is asked for so often that it is made once. */
static int
settle(struct config *config, struct error *e)
{
	const struct node *root = config_root(config);

	config->calendars = calendars_new(root, e);
	if (!config->calendars)
		return -1;
	return zone_parse(
	    node_text(root, "zone", "Asia/Shanghai"), &config->zone, e);
}

static struct config *
checked(struct config *config, struct error *e)
{
	if (config && (shape_check(config_root(config), e) < 0 ||
			  settle(config, e) < 0)) {
		config_free(config);
		return NULL;
	}
	return config;
}

struct config *
config_load(const char *path, struct error *e)
{
	return checked(config_load_plain(path, e), e);
}

struct config *
config_load_within(
    int directory, const char *shown, const char *name, struct error *e)
{
	struct config *config = config_new();
	char *path = arena_text(&config->tree.arena, "%s%s", shown, name);

	config->within = directory;
	config->shown_length = strlen(shown);
	return checked(read_plain(config, path, e), e);
}

struct config *
config_load_kept(const struct config_kept *kept, size_t count, struct error *e)
{
	struct config *config = config_new();
	char *path;

	assert(count > 0);
	path = arena_text(&config->tree.arena, "%.*s", SLICE_ARG(kept[0].name));
	config->kept = kept;
	config->kept_count = count;
	return checked(read_plain(config, path, e), e);
}

struct config *
config_default(void)
{
	struct config *config = config_new();

	take_digest(config);
	settle(config, NULL);
	return config;
}

struct config *
config_from_cli(const struct cli *cli, struct error *e)
{
	const char *file = cli_get(cli, "config");
	struct config *config = file ? config_load(file, e) : config_default();
	enum language language;

	if (config && !cli_has(cli, "lang") &&
	    config_language(config, &language))
		language_set(language);
	return config;
}

void
config_free(struct config *config)
{
	if (!config)
		return;
	calendars_free(config->calendars);
	tree_release(&config->tree);
	free(config->files);
	free(config->sources);
	free(config);
}

const struct node *
config_root(const struct config *config)
{
	return &config->tree.root->node;
}

const char *
config_digest(const struct config *config)
{
	return config->digest;
}

size_t
config_files(const struct config *config)
{
	return config->files_count;
}

const char *
config_file(const struct config *config, size_t n)
{
	return n < config->files_count ? config->files[n].path : NULL;
}

struct slice
config_bytes(const struct config *config, size_t n)
{
	return n < config->files_count ? config->files[n].bytes : SLICE("");
}

const struct zone *
config_zone(const struct config *config)
{
	return &config->zone;
}

bool
config_language(const struct config *config, enum language *language)
{
	struct slice text = node_text(config_root(config), "language", NULL);

	return text.text && language_parse(text, language) == 0;
}

const struct calendar *
config_calendar(const struct config *config, const char *name, struct error *e)
{
	return calendars_get(config->calendars, name, e);
}
