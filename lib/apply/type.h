/*
 * type.h - a type of case, as the configuration has it on a day.
 *
 * Shape:   stages in their order, those that begin with the finish last;
 *          then milestones, which all run at once (limit: of the type).
 * Source:  hall.yaml(5), "cases".
 * Owner:   types_release; a type lives as long as the types, its texts as
 *          long as the configuration.
 * Errors:  NULL without an error for a type that is not configured.
 */
#ifndef APPLY_TYPE_H
#define APPLY_TYPE_H

#include "apply/event.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/worktime.h"
#include "config/config.h"

enum stage_begin {
	BEGIN_PREVIOUS, /* when the stage before it is done */
	BEGIN_START,    /* when the case begins */
	BEGIN_FINISH,   /* behind the finish */
};

struct stage {
	struct slice name;
	struct slice owner;
	const struct node *node; /* NULL for a milestone */
	struct worktime *worktime;
	struct limit limit, green;
	bool has_limit, has_green;
	enum stage_begin begin;
	event_set by; /* done by these, besides a step of its own */
	bool milestone;
	bool optional;
	bool idle;      /* the total does not count its time */
	bool soft;      /* missing it is a warning */
	bool if_missed; /* only for cases that missed their target */
	bool assumed;
};

struct form_need {
	struct slice code;
	size_t stage; /* needed when this is done; stages: from the start */
	bool optional;
};

/* What a case should name. */
struct need {
	struct slice name;
	int column;
};

struct type {
	struct slice name;
	const struct node *node;
	struct worktime *worktime;
	struct stage *stage;
	size_t stages;      /* all, milestones too */
	size_t steps;       /* stages without milestones */
	size_t first_after; /* of the steps, the first behind the finish */
	struct form_need *form;
	size_t forms;
	struct need *need;
	size_t needs;
	struct limit total, green;
	bool has_total, has_green;
	bool open_accepts; /* opening is accepting */
	bool same_day;     /* to be entered on its own day */
	bool assumed, total_assumed, green_assumed;
	event_set forbids;
};

struct types {
	const struct config *config; /* may be NULL */
	struct arena *arena;
	struct map *worktimes;
	struct map *made; /* by the address of the node */
	struct calendar *every_day;
	struct worktime *wall; /* of what has no calendar: every day, whole */
};

void types_init(
    struct types *, const struct config *, const struct zone *, struct arena *);
void types_release(struct types *);
/* False when hall.yaml has no types at all. */
bool types_configured(const struct types *);
const struct node *types_node(const struct types *, struct slice name);
/* The type in force on that date. */
const struct type *types_get(struct types *, struct slice name, int32_t date);
/* The nearest name, or NULL. */
const char *types_suggest(const struct types *, struct slice name);

/* A stage by name; type->stages when there is none. */
size_t type_stage(const struct type *, struct slice name);
/* The nearest of the first `count` stages: the steps, or all. */
const char *type_suggest_stage(
    const struct type *, size_t count, struct slice name);
/* The limit for a class of cases; false when there is none. */
bool stage_limit(const struct stage *, bool green, struct limit *);
bool type_limit(const struct type *, bool green, struct limit *);

/*
 * The answer, which is what a case without a limit as a whole is due by; or
 * NULL.
 */
const struct stage *type_answer(const struct type *);

/* forms: in hall.yaml. */
const struct node *types_form(const struct types *, struct slice code);
bool types_has_forms(const struct types *);
const char *types_suggest_form(const struct types *, struct slice code);

/* The title of a type, stage or form in the language of the user. */
struct slice type_title(const struct type *);
struct slice stage_title(const struct stage *);

/* normal, green, or one of the four classes of the green channel. */
bool class_known(struct slice);
bool class_is_green(struct slice);
const char *class_suggest(struct slice);
extern const char *const class_names[];

#endif
