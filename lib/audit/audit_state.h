/*
 * audit_state.h - the inside of the fold of rules, for the files of the
 * mechanisms.
 */
#ifndef AUDIT_AUDIT_STATE_H
#define AUDIT_AUDIT_STATE_H

#include "audit/corrected.h"
#include "audit/days.h"
#include "audit/finding.h"
#include "audit/rule.h"
#include "record/stream.h"

struct audit {
	struct stream *stream;
	const struct config *config;
	struct rule *rule;
	size_t rules;
	/* The sides that look at a kind. */
	struct watcher {
		struct rule *rule;
		struct side *side;
	} * watcher[KIND_COUNT];
	size_t watchers[KIND_COUNT];
	struct days days;
	struct corrections corrections;
	struct findings findings;
	struct moment as_of;
	bool has_as_of;
	struct arena arena;
};

/* Once all was read: corrected, in order, each record once. */
void audit_settle(struct audit *, struct rule *);
/*
 * True when a finding about the item belongs to this stream: not when it is
 * a fact of a day before that was carried in, and judged on its own day.
 */
bool audit_judges(
    const struct audit *, const struct rule *, const struct item *);

#endif
