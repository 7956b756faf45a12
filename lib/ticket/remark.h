/*
 * remark.h - what is known of a ticket's why before its end.
 *
 * Shape:   whys behind each other, a blank between.
 */
#ifndef TICKET_REMARK_H
#define TICKET_REMARK_H

#include "ticket/state.h"

void remark(struct room *, struct ticket *, const char *code, const char *name,
    struct slice value);
/* reason_given:text=…, unless it is empty. */
void remark_reason(struct room *, struct ticket *, struct slice reason);

/* The head of a text, at most so many bytes, never half a character. */
struct slice cut_short(struct slice, size_t bytes_max);

#endif
