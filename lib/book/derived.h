/*
 * derived.h - which tool makes a kind of derived records.
 *
 * A kind of which none came by is only known to be empty when the stage of
 * its tool passed.
 */
#ifndef BOOK_DERIVED_H
#define BOOK_DERIVED_H

#include "record/kinds.h"

/* The tool's name; NULL for facts and for what reports make. */
const char *derived_by(enum kind);

#endif
