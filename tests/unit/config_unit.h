/*
 * config_unit.h - a scratch directory with a hall.yaml to load.
 */
#ifndef CONFIG_UNIT_H
#define CONFIG_UNIT_H

#include <unistd.h>

#include "config/config.h"
#include "unit.h"

static char scratch[64];

static inline int
scratch_make(void **state)
{
	(void)state;
	setenv("LC_ALL", "C", 1);
	strcpy(scratch, "/tmp/hall-test-config.XXXXXX");
	return mkdtemp(scratch) && chdir(scratch) == 0 ? 0 : -1;
}

static inline int
scratch_remove(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static inline void
put_bytes(const char *path, const char *text, size_t length)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, length, f), length);
	assert_int_equal(fclose(f), 0);
}

static inline void
put(const char *path, const char *text)
{
	put_bytes(path, text, strlen(text));
}

static inline struct config *
load(const char *text)
{
	struct error e = {.text = ""};
	struct config *config;

	put("hall.yaml", text);
	config = config_load("hall.yaml", &e);
	assert_string_equal(e.text, "");
	assert_non_null(config);
	return config;
}

/* What is in hall.yaml is refused with this message. */
static inline void
refused_as_it_is(const char *message)
{
	struct error e = {.text = ""};
	struct config *config = config_load("hall.yaml", &e);

	assert_null(config);
	assert_string_equal(e.text, message);
	assert_int_equal(e.status, HALL_USAGE);
}

static inline void
refused(const char *text, const char *message)
{
	put("hall.yaml", text);
	refused_as_it_is(message);
}

/* {a: {a: … }} with so many maps within the root. */
static inline void
put_nested(const char *path, unsigned depth)
{
	struct buffer b = {0};

	for (unsigned i = 0; i < depth; i++)
		buffer_text(&b, "{a: ");
	buffer_text(&b, "x");
	for (unsigned i = 0; i < depth; i++)
		buffer_text(&b, "}");
	put(path, b.text);
	buffer_release(&b);
}

#endif
