/*
 * matter.h - one case, from its events.  (`case` is a word of C.)
 *
 * Shape:   what the events said, and when each stage was done; what follows
 *          from it (due, used, late) is in clock.h.
 * Source:  hall-apply(1), "STATES" and "STAGES".
 * Owner:   everything in the arena of the apply.
 * Errors:  -1 and the complaint; nothing was taken then.
 */
#ifndef APPLY_MATTER_H
#define APPLY_MATTER_H

#include "apply/type.h"
#include "record/record.h"

struct apply;

/* What became of a stage. */
struct stage_state {
	struct moment started, done;
	int32_t done_day; /* the business day */
	bool is_started, is_done, is_skipped;
	bool is_chosen; /* an optional one that was begun: not passed over */
	unsigned failures;
	int32_t extended_to; /* a date, or DATE_NONE */
};

struct form_state {
	struct slice code, value;
	struct form_state *next;
};

/* A hold; `to` means nothing while it lasts. */
struct hold {
	int64_t from, to;
	struct hold *next;
};

/* A line as it stood; its fields are cut again when they are asked for. */
struct matter_line {
	const struct heading *heading;
	struct slice line;
	uint64_t number; /* in its file */
	struct matter_line *next;
};

struct matter {
	struct slice id, hall, type_name;
	const struct type *type; /* NULL: not configured */
	enum state state;
	/* The newest that was said of each. */
	struct slice account, customer, phone, channel, class, ticket, ref,
	    text;
	struct slice opener;
	const char *file;       /* of its first line */
	struct slice handed_to; /* since the stage before was done */
	struct moment opened, started, closed, last;
	enum event last_event;          /* of those that move the clock */
	int32_t opened_day, closed_day; /* business days */
	int32_t entered_day; /* the calendar's, when it was typed in */
	bool has_started;
	bool foreign; /* its beginning is not in this stream */
	bool borrowed;
	bool has_bad_time; /* its clock cannot be told */
	struct stage_state *stage;
	size_t current[2];      /* of the steps: in work, behind the finish */
	struct moment since[2]; /* when that began */
	struct hold *holds, **holds_end;
	struct form_state *forms;
	int32_t extended_to; /* a date, or DATE_NONE */
	unsigned urges, replies, objections, callbacks, fees;
	struct matter_line *lines, **lines_end;
};

/* What a case record says, read once; its texts are the record's. */
struct fact {
	const struct record *record;
	enum event event;
	struct moment time;
	int32_t day;
	struct slice id, hall, staff, item, value, to;
};

/* Judge an event of a case and take it; NULL when it is a new one. */
int matter_take(
    struct apply *, struct matter **, const struct fact *, struct complaint *);

bool matter_is_green(const struct matter *);
/* Steps behind the finish are left; not when it was rejected or cancelled. */
bool matter_has_steps_left(const struct matter *);
/* The stage that is worked on now, or NULL; optional ones when begun. */
const struct stage *matter_stage(const struct matter *);
/* It may be passed over. */
bool matter_may_skip(const struct matter *, size_t stage);
/* Whose turn it is. */
struct slice matter_owner(const struct matter *);
/* received, signed, missing, returned, or empty. */
struct slice matter_form(const struct matter *, struct slice code);
/* The record of a line, in an arena. */
void matter_record(const struct matter *, const struct matter_line *,
    struct arena *, struct record *);

/* From taking.c: the event's own part; the work begins, the limits run. */
int matter_event(
    struct apply *, struct matter *, const struct fact *, struct complaint *);
void matter_start(struct matter *, const struct fact *);

/* From stage.c: the stages of a case. */
#define PHASE_WORK 0  /* until the finish */
#define PHASE_AFTER 1 /* behind it */
/* The steps of a phase: from the first to before the last. */
size_t phase_first(const struct type *, int phase);
size_t phase_last(const struct type *, int phase);
/* A step that was said to be done or to have failed. */
int stages_step(struct matter *, const struct fact *, struct complaint *);
/* Another event, which may be what a stage waits for. */
int stages_event(struct matter *, const struct fact *, struct complaint *);
/* Begin anew: with the first, or with the one that the fact names. */
int stages_reopen(struct matter *, const struct fact *, struct complaint *);
void stages_milestones(struct matter *, const struct fact *);

#endif
