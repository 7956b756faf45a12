/*
 * record.h - the `seal` record: what a seal says, for other tools.
 *
 * Source:  hall-record(5): seal.
 */
#ifndef AUDIT_RECORD_H
#define AUDIT_RECORD_H

#include "audit/seal.h"
#include "record/row.h"

/* Fills the row, which borrows from the seal and from its own arena. */
void seal_row(struct row *, const struct seal *);

#endif
