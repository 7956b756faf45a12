/*
 * kept.h - the files of a configuration that were kept, by their names.
 *
 * Shape:   a name leads nowhere: it only tells one file from the others.
 */
#ifndef CONFIG_KEPT_H
#define CONFIG_KEPT_H

#include <stddef.h>

#include "base/slice.h"
#include "config/config.h"

/*
 * Take "." and "x/.." and empty parts out of a path, in place; one that
 * begins with "/" or "../" still does.
 */
void kept_straighten(char *path);
/* The file of a path that is straight, or NULL. */
const struct config_kept *kept_find(
    const struct config_kept *, size_t count, const char *path);

#endif
