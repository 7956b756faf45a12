/*
 * catalogue.h - the compiled translations; made by scripts/catalogue.awk.
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stddef.h>

struct catalogue_entry {
	const char *id; /* English text, or a code such as "why:money" */
	const char *en; /* of a code; or NULL */
	const char *zh; /* or NULL */
};

extern const struct catalogue_entry catalogue[]; /* sorted by id */
extern const size_t catalogue_count;

#endif
