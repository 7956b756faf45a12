/*
 * spool.h - lines that are kept and seldom asked for again.
 *
 * Shape:   one behind the other in pages (base/pages.h): the latest in
 *          memory, the others in a nameless file.  Millions of records need
 *          not lie in memory for the few that are written again.
 * Owner:   spool_new makes, spool_free frees.
 */
#ifndef RECONCILE_SPOOL_H
#define RECONCILE_SPOOL_H

#include <stdint.h>

#include "base/slice.h"

typedef uint32_t spool_line;

struct spool;

struct spool *spool_new(void);
void spool_free(struct spool *);
spool_line spool_add(struct spool *, struct slice);
/* Good until the next call of any of these. */
struct slice spool_get(struct spool *, spool_line);

#endif
