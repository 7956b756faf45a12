/*
 * complaint.h - what tickets and counters are refused for.
 *
 * Shape:   each returns -1 and fills the complaint; the sentences stand in
 *          en.po and zh.po.
 */
#ifndef TICKET_COMPLAINT_H
#define TICKET_COMPLAINT_H

#include "base/moment.h"
#include "record/record.h"
#include "ticket/event.h"

int complain_ticket_state(struct complaint *, struct slice number,
    enum ticket_state, enum ticket_event);
int complain_counter_state(struct complaint *, struct slice counter,
    enum counter_state, enum counter_event);
/* One name that the sentence calls `name`. */
int complain_of(struct complaint *, const char *column, const char *code,
    const char *name, struct slice value);
/* Two of them. */
int complain_of_two(struct complaint *, const char *column, const char *code,
    const char *name, struct slice value, const char *other_name,
    struct slice other);
/* The time is before `than`, UTC seconds; told in the offset of the fact. */
int complain_earlier(
    struct complaint *, int64_t than_utc_seconds, struct moment time);
/*
 * A refusal that another event of the same second may lift: the state was
 * not what it should have been.
 */
bool complaint_may_pass(const struct complaint *);

#endif
