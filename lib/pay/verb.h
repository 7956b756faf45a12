/*
 * verb.h - what the recording verbs of hall-pay share.
 *
 * Shape:   verb_run locks the journal, lets the verb decide and add its
 *          facts, appends them all or none, and says what is to be told.
 * Errors:  a verb returns -1 with v->error; nothing is recorded then.
 */
#ifndef PAY_VERB_H
#define PAY_VERB_H

#include "book/recording.h"
#include "pay/state.h"

struct verb {
	struct cli *cli;
	struct recording recording;
	struct book *book;
	struct pay *pay; /* what the folds know of the open day */
	struct hall *hall;
	struct slice staff; /* who acts */
	int32_t day;
	enum hall_status status; /* of a verb that went well */
	struct buffer told;      /* lines for stderr once it is recorded */
	struct error error;
};

/* capability: what the role must be allowed, or NULL: the verb asks. */
enum hall_status verb_run(
    struct cli *, const char *capability, int (*decide)(struct verb *));
/* Add the row; what the folds have against it becomes the error. */
int verb_add(struct verb *, struct row *);
/* Say this on stderr after the facts were recorded. */
void verb_tell(struct verb *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Fill v->error with USAGE and return -1. */
int verb_refuse(struct verb *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text of an option, empty when it was not given. */
struct slice verb_text(const struct verb *, const char *option);
/* The same for a name: no blanks, commas and quotes. */
int verb_name(struct verb *, const char *option, struct slice *);
/* Words on the command line that must be names. */
int verb_check_name(struct verb *, const char *what, struct slice);
/* Money above zero; `otherwise` when it was not given. */
int verb_money(struct verb *, const char *option, int64_t *fen);
int verb_money_or(
    struct verb *, const char *option, int64_t otherwise_fen, int64_t *fen);
int verb_count(struct verb *, const char *option, int64_t *count);
/* A counter that hall.yaml knows, if it knows any. */
int verb_counter(struct verb *, struct slice counter);
/* --reason, which must be there. */
int verb_reason(struct verb *, struct slice *);
/* True when the person may. */
bool verb_can(const struct verb *, struct slice staff, const char *capability);
int verb_must(struct verb *, const char *capability);
/*
 * Who stands behind an undoing: the person who acts must have `capability`;
 * --approved-by names one who has `approval`, neither the one who acts nor
 * the one whom it concerns.  Who took the money cannot undo it alone.
 */
int verb_approval(struct verb *, const char *capability, const char *approval,
    struct slice concerned, struct slice *approved_by);
/* A section of hall.yaml, or NULL. */
const struct node *verb_section(const struct verb *, const char *name);

#endif
