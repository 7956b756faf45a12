/*
 * recording.h - what every recording verb does around its own decision.
 *
 *	struct recording r;
 *	if (recording_begin(&r, cli, folds, context, &error) < 0)
 *		return cli_fail(&error);
 *	… ask recording_state(&r, &till_fold), fill a row …
 *	if (recording_add(&r, &row, &error) < 0 ||
 *	    recording_commit(&r, &error) < 0)
 *		return recording_fail(&r, &error);
 *	return HALL_DONE;
 *
 * Errors:  what the folds have against a draft becomes USAGE with the text
 *          of the complaint, and nothing is written.
 */
#ifndef BOOK_RECORDING_H
#define BOOK_RECORDING_H

#include "base/cli.h"
#include "book/filter.h"
#include "book/journal.h"

struct recording {
	struct filter filter;
	struct journal *journal;
	struct stream *stream;
	struct output *output;
	struct arena arena;
	struct row row; /* for the verb's use */
	/* Whole lines to print behind the facts: what follows from them. */
	struct buffer after;
};

/* Lock the journal, load carry and journal into the folds. */
int recording_begin(struct recording *, struct cli *,
    const struct fold *const *folds, void *context, struct error *);
void *recording_state(const struct recording *, const struct fold *);
/* Judge the row by the folds and add it to the draft. */
int recording_add(struct recording *, struct row *, struct error *);
/* Append and print; ends the recording. */
int recording_commit(struct recording *, struct error *);
/* Print the error, end the recording, return the status. */
enum hall_status recording_fail(struct recording *, const struct error *);
/* Unlock without a word. */
void recording_abandon(struct recording *);

/*
 * What may be posted.  Facts of others are brought in by who may act for
 * others (`act`); who may not, but has another capability, may bring in
 * kinds of their own, as a kiosk does.  Kinds end with KIND_OTHER.
 */
struct posting {
	const enum kind *kinds;
	const char *capability; /* NULL: nobody without `act` */
	const enum kind *own;
};

/*
 * The `post` verb: append the records of files (operands, or stdin), all or
 * none.  A fact of another kind, a fault of syntax or a refusal of the folds
 * stops it with file and line, unless --keep-faults records the line as a
 * fault in the journal, where reports show it until a `correct` mends it.
 */
extern const struct cli_option recording_post_options[];
enum hall_status recording_post(struct cli *, const struct fold *const *folds,
    void *context, const struct posting *);

#endif
