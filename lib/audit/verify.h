/*
 * verify.h - is the book what was sealed?
 *
 * Shape:   every byte is hashed again; nothing that is stored is believed.
 *          What is wrong is told one by one, with file, line and offset
 *          where there is one; a wrong day does not hide another.
 * Source:  hall-audit(1), "What verify proves".
 * Errors:  what is wrong with the book is told and becomes the status.
 */
#ifndef AUDIT_VERIFY_H
#define AUDIT_VERIFY_H

#include "audit/derive.h"
#include "book/book.h"

struct verified_day {
	int32_t day;
	bool open;
	bool whole;
	uint64_t records;
	uint64_t lines;
	const char *root; /* of the lines; "" for the open day */
};

struct verified_log {
	uint64_t days;      /* that the checkpoint signs */
	const char *signer; /* NAME+ID of the key, or NULL: not signed */
	int32_t proven;     /* complete up to this day, DATE_NONE: not proven */
	bool whole;
};

struct verify_request {
	struct filter *filter; /* with the book */
	const struct fold_set *sets;
	const int32_t *days; /* none: all */
	size_t count;
	bool carry;
	const char *trusted; /* a checkpoint kept elsewhere, or NULL */
	/* What is told, in order. */
	void *context;
	void (*wrong)(void *context, const char *text);
	void (*note)(void *context, const char *text);
	void (*day)(void *context, const struct verified_day *);
	void (*log)(void *context, const struct verified_log *);
};

/* DONE, DATA when something is wrong, SYSTEM when something is unreadable. */
enum hall_status verify_book(const struct verify_request *);

#endif
