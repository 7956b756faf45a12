/*
 * scratch.h - texts as files, and what hall.yaml says in a test.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <unistd.h>

#include "unit.h"

#include "base/arena.h"
#include "config/config.h"

/* A new file with this in it: its name, for scratch_drop(). */
static inline char *
scratch_file(struct slice text)
{
	char path[] = "/tmp/hall-test-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	if (text.length > 0)
		assert_int_equal(
		    write(fd, text.text, text.length), text.length);
	close(fd);
	return memory_text(slice_of(path));
}

/* Away with the file and its name. */
static inline void
scratch_drop(char *path)
{
	unlink(path);
	free(path);
}

/* What hall.yaml would say, which must be right; NULL: outside a book. */
static inline struct config *
scratch_config(const char *yaml)
{
	struct error error = {HALL_DONE, ""};
	struct config *config;
	char *path;

	if (!yaml)
		return config_default();
	path = scratch_file(slice_of(yaml));
	config = config_load(path, &error);
	if (!config)
		fail_msg("%s", error.text);
	scratch_drop(path);
	return config;
}

#endif
