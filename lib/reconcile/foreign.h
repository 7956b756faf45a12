/*
 * foreign.h - files that were handed over as they came, and are no text.
 */
#ifndef RECONCILE_FOREIGN_H
#define RECONCILE_FOREIGN_H

#include "base/slice.h"

/* What begins like that, and what to do with it; NULL: it may be text. */
const char *foreign_format(struct slice first_bytes);

#endif
