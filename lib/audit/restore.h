/*
 * restore.h - the configuration that was in force on a closed day.
 *
 * Source:  config/DIGEST.yaml, all its files one behind the other, and the
 *          seal's config-file lines, which say where each begins.
 *          The copy is all that counts: what it includes is found in it, and
 *          no file is opened, whatever it names.
 * Errors:  DATA when the copy is not what the seal says, or no configuration
 *          of this version; SYSTEM for the disk.
 */
#ifndef AUDIT_RESTORE_H
#define AUDIT_RESTORE_H

#include "audit/seal.h"

/* The caller frees. */
struct config *config_restore(
    const struct book *, const struct seal *, struct error *);

#endif
