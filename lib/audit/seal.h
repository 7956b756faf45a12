/*
 * seal.h - DAY.seal, what a closed day was: a text of one field a line,
 * signed as a note.
 *
 * Shape:   the fields, in this order; those marked * may repeat:
 *              hall-seal 1              hall H01
 *              day D                    next D
 *              tool NAME VERSION        key NOTE, or none
 *              previous FILE            config FILE
 *              config-file FILE *       carry-in FILE
 *              carry-out FILE           part FILE
 *              file FILE *              journal NAME
 *              bytes N                  lines N
 *              records N                sha256 HEX
 *              root HEX                 chain-first HEX
 *              chain-last HEX           count KIND N *
 *              unreadable N             money KIND AMOUNT *
 *              hash COLUMN N
 *          where FILE is "BYTES HEX  NAME" (the last two as sha256sum
 *          writes them), or `none`.  Nothing in it depends on the time of
 *          the sealing: to close again gives the same bytes.
 * Source:  hall-audit(1), "The seal".
 * Errors:  DATA for a text that is no seal.
 */
#ifndef AUDIT_SEAL_H
#define AUDIT_SEAL_H

#include "audit/files.h"
#include "audit/key.h"
#include "audit/lines.h"
#include "audit/note.h"
#include "audit/totals.h"
#include "book/journal.h"

#define SEAL_VERSION "1"

struct seal_field {
	struct slice name;
	struct slice value;
	unsigned line;
};

struct seal {
	struct buffer bytes; /* of the file */
	struct note note;
	struct seal_field *field;
	size_t fields;
	size_t size;
	int32_t day;
	int32_t next;
};

/*
 * The fields and the note of seal->bytes, which is the caller's to fill.
 * seal_release ends it in any case.
 */
int seal_parse(struct seal *, const char *file, struct error *);
int seal_load(struct seal *, const struct book *, int32_t day, struct error *);
void seal_release(struct seal *);
/* The first field of that name; empty when there is none. */
struct slice seal_get(const struct seal *, const char *name);
/* The field of that name whose value begins with a word and a blank. */
const struct seal_field *seal_find(
    const struct seal *, const char *name, struct slice word);

/* "BYTES HEX  NAME"; the name is as it stands, escaped. */
struct seal_file {
	uint64_t bytes;
	struct slice digest;
	struct slice name;
};
int seal_file_parse(struct slice value, struct seal_file *);

/* What a seal says of the journal, measured from its bytes. */
struct seal_journal {
	struct lines lines;
	struct journal_sum chain;
	bool chain_whole;         /* the chain was followed to the end */
	struct error chain_error; /* else: where it breaks */
	struct totals *totals;
};

/*
 * In one pass; who wants to see the records, too, does so then (or NULL).
 * chain_before: NULL for the first day of a book.  The source is closed;
 * NULL: -1, so that an open may be put in.
 */
int seal_journal_measure(struct seal_journal *, struct source *,
    const char *chain_before, void (*see)(void *context, const struct record *),
    void *context, struct error *);
void seal_journal_release(struct seal_journal *);
/* The fields from `bytes` to `hash`. */
void seal_journal_write(const struct seal_journal *, struct buffer *);

/* What a new seal is made of; all files are in their places. */
struct sealing {
	const struct book *book;
	int32_t day;
	int32_t next;
	int32_t previous; /* DATE_NONE for the first */
	const struct seal_journal *journal;
	const struct key *key; /* NULL: not signed */
	const char *version;   /* of the tool */
};

int seal_make(const struct sealing *, struct buffer *, struct error *);

/* config/DIGEST.yaml, where the configuration in force is kept. */
char *seal_config_name(const char *digest, struct arena *);
/*
 * The bytes of all files of the configuration, one behind the other, as they
 * were when it was loaded: their digest is config_digest.
 */
void seal_config_bytes(const struct config *, struct buffer *);

#endif
