/*
 * checking.h - what the files of verify share.
 */
#ifndef AUDIT_CHECKING_H
#define AUDIT_CHECKING_H

#include "audit/ring.h"
#include "audit/seal.h"
#include "audit/verify.h"

struct checking {
	const struct verify_request *request;
	struct book *book;
	struct ring ring;    /* all keys: what people signed */
	struct ring sealing; /* those that may sign seals and the log */
	struct arena arena;
	enum hall_status worst;
	uint64_t wrongs; /* told so far */
	int32_t *days;   /* all that have a seal */
	size_t count;
	size_t count_first; /* when it was begun: a close may run meanwhile */
};

/* Look once more which days have a seal; -1, told: it cannot be seen. */
int look_again(struct checking *);
/* Whether there is a file of that name; -1, told: it cannot be seen. */
int is_there(struct checking *, const char *name);

/* Tell, and remember the status. */
void wrong(struct checking *, enum hall_status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void wrong_error(struct checking *, const struct error *);
void note(struct checking *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * A sealed day against its files.  `previous` is the seal before, or NULL
 * when there is none.
 */
void check_day(struct checking *, const struct seal *previous, int32_t day);
/* The files that a seal names, and those that it does not. */
void check_files(struct checking *, const struct seal *);
/* The journal's bytes; *journal is what they are, false: not even that. */
bool check_journal(struct checking *, const struct seal *,
    const struct seal *previous, struct seal_journal *);
/*
 * What people signed in the facts of a file, and that they are of a day.
 * *journal is what its bytes are; -1, told: they cannot be read.
 */
int check_facts(struct checking *, struct slice day, const char *path,
    const char *chain_before, struct seal_journal *);
/* The seal's own signature. */
void check_signature(
    struct checking *, const struct seal *, const struct seal *previous);
/* carry.in of the next day against the folds of this one. */
void check_carry(struct checking *, const struct seal *);
/* The log of days against its checkpoint and one that is trusted. */
void check_log(struct checking *);
/* The journal of the day that is open. */
void check_open_day(struct checking *);

#endif
