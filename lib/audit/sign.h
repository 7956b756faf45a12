/*
 * sign.h - a person's word on a day, a file or a record.
 *
 * Shape:   a `sign` fact whose digest is that of the subject and whose
 *          signature is over these lines, each with its LF:
 *              hall-sign 1
 *              hall H01
 *              staff S09
 *              role monitor
 *              subject 2026-11-02
 *              digest HEX
 *          by the key that is named like the member of staff, or like them
 *          and a hyphen and more (S09, S09-2027).
 * Source:  hall-audit(1), "Signing".
 */
#ifndef AUDIT_SIGN_H
#define AUDIT_SIGN_H

#include "audit/ring.h"
#include "book/journal.h"

struct sign_request {
	struct book *book;
	const struct journal_options *recording;
	const char *subject;
	const char *role;     /* or NULL: the role that the person has */
	const char *key_file; /* or NULL */
	struct output *output;
};

/*
 * Record it; *note (from malloc, or NULL) is what the journal has to say.
 * USAGE: no such subject, a day that is not closed, a role that
 * the person does not have, no key.
 */
int sign_subject(const struct sign_request *, char **note, struct error *);

/* What a `sign` fact's signature is worth. */
enum note_verdict sign_check(
    const struct record *, const struct ring *, const struct key_public **by);

#endif
