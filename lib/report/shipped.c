#include "report/shipped.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "config/shape.h"
#include "record/kinds.h"

#define SUFFIX ".yaml"
#define SHIPPED_MAX 1000

#define TOOL_MAX 4096

/* Where this program is; a bare chroot has no /proc, then as it was called. */
static ssize_t
own_path(char tool[TOOL_MAX])
{
	ssize_t length = readlink("/proc/self/exe", tool, TOOL_MAX - 1);
	const char *called;

	if (length > 0) {
		tool[length] = '\0';
		return length;
	}
	called = (const char *)getauxval(AT_EXECFN);
	return called ? snprintf(tool, TOOL_MAX, "%s", called) : -1;
}

/* Reading what cannot be seen says why. */
static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0 || errno != ENOENT;
}

char *
shipped_path(const char *name, struct arena *arena)
{
	char tool[TOOL_MAX];
	ssize_t length = own_path(tool);
	char *path, *slash;

	if (length > 0 && length < TOOL_MAX) {
		slash = strrchr(tool, '/');
		if (slash)
			*slash = '\0';
		path = arena_text(arena, "%s/../share/hall/%s", tool, name);
		if (is_there(path))
			return path;
	}
	return arena_text(arena, "%s/%s", HALL_SHAREDIR, name);
}

static bool
is_report(const struct config *file)
{
	const struct node *root = config_root(file);

	return node_get(root, "sections") || node_get(root, "like");
}

struct config *
shipped_load(struct slice name, struct error *error)
{
	struct arena arena = {0};
	char *path = shipped_path(
	    arena_text(&arena, "%.*s" SUFFIX, SLICE_ARG(name)), &arena);
	struct config *file = NULL;
	const struct node *root;

	*error = (struct error){HALL_USAGE, ""};
	/* A name is no path: it cannot lead out of the directory. */
	if (kind_name_valid(name) && is_there(path))
		file = config_load_plain(path, error);
	arena_release(&arena);
	if (!file)
		return NULL;
	root = config_root(file);
	if (is_report(file) &&
	    shape_check_table(root, shape_report_definition, root, error) == 0)
		return file;
	config_free(file);
	return NULL;
}

static bool
list_file(const char *path, struct slice name, struct arena *arena,
    struct shipped_report *report)
{
	struct error error;
	struct config *file = config_load_plain(path, &error);
	bool is = file && is_report(file);

	if (is) {
		report->name = arena_slice(arena, name);
		report->title = arena_slice(arena,
		    node_name(config_root(file), "title", report->name.text));
		report->file = path;
	}
	config_free(file);
	return is;
}

static int
compare(const void *a, const void *b)
{
	return slice_compare(((const struct shipped_report *)a)->name,
	    ((const struct shipped_report *)b)->name);
}

struct shipped_report *
shipped_list(struct arena *arena, size_t *count)
{
	struct shipped_report *list = arena_array(
	    arena, SHIPPED_MAX, sizeof(*list));
	char *path = shipped_path("daily" SUFFIX, arena);
	const size_t suffix = sizeof(SUFFIX) - 1;
	struct dirent *found;
	DIR *directory;

	*count = 0;
	*strrchr(path, '/') = '\0';
	directory = opendir(path);
	if (!directory)
		return list;
	while (*count < SHIPPED_MAX && (found = readdir(directory)) != NULL) {
		struct slice name = slice_of(found->d_name);

		if (name.length <= suffix ||
		    strcmp(name.text + name.length - suffix, SUFFIX) != 0)
			continue;
		name.length -= suffix;
		*count += list_file(
		    arena_text(arena, "%s/%s", path, found->d_name), name,
		    arena, &list[*count]);
	}
	closedir(directory);
	qsort(list, *count, sizeof(*list), compare);
	return list;
}
