/*
 * journalfile.h - whole journals, as the hall's own book would hold them.
 */
#ifndef DAYS_JOURNALFILE_H
#define DAYS_JOURNALFILE_H

#include "base/output.h"

#include "day.h"

/* Append the journal of the day; the chain goes on in the hall. */
void journalfile_write(const struct day *, struct output *);

#endif
