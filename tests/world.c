/*
 * world.c - a disk that fails, or a kill, at a chosen system call of a tool:
 * a library to preload.
 *
 * WORLD="kill 7", "fail 7 EIO", "once 7 ENOSPC" (or twice): the call of that
 * number, from 0, among those that change something on the disk; behind "looks"
 * among all that touch a file.  "interrupts" and "crumbs" need no number:
 * see faulty_world.h.
 */
#include <stdlib.h>
#include <string.h>

#include "unit/faulty_world.h"

static int
failure_named(const char *name)
{
	static const struct {
		const char *name;
		int failure;
	} failures[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EROFS", EROFS}};

	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++)
		if (strcmp(name, failures[i].name) == 0)
			return failures[i].failure;
	return 0;
}

static void
take_word(const char *word)
{
	if (strcmp(word, "looks") == 0)
		world_looks = true;
	else if (strcmp(word, "interrupts") == 0)
		world_interrupts = true;
	else if (strcmp(word, "crumbs") == 0)
		world_crumbs = true;
	else if (strcmp(word, "once") == 0)
		world_times = 1;
	else if (strcmp(word, "twice") == 0)
		world_times = 2;
	else if (*word >= '0' && *word <= '9')
		world_calls_left = strtol(word, NULL, 10);
	else if (*word == 'E')
		world_failure = failure_named(word);
}

__attribute__((constructor)) static void
read_environment(void)
{
	const char *wanted = getenv("WORLD");
	char text[64], *rest = text;

	if (!wanted)
		return;
	snprintf(text, sizeof(text), "%s", wanted);
	for (char *word; (word = strtok_r(rest, " ", &rest));)
		take_word(word);
}
