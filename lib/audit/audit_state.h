/*
 * audit_state.h - the inside of the fold of rules, for the files of the
 * mechanisms.
 */
#ifndef AUDIT_AUDIT_STATE_H
#define AUDIT_AUDIT_STATE_H

#include "audit/corrected.h"
#include "audit/finding.h"
#include "audit/rule.h"
#include "base/map.h"
#include "record/stream.h"

/* A business day of a hall that the stream holds. */
struct hall_day {
	struct slice hall;
	int32_t day;
	bool known; /* some fact names it; else it is that of a time */
};

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
	struct map *days; /* hall, day */
	struct hall_day latest;
	struct hall_day *day; /* sorted, once all was taken */
	size_t day_count;
	struct corrections corrections;
	struct findings findings;
	struct moment as_of;
	bool has_as_of;
	struct arena arena;
};

/*
 * The first day of a hall in the stream from that date on; its newest when
 * there is none, `otherwise` without any.
 */
int32_t audit_day_from(
    const struct audit *, struct slice hall, int32_t date, int32_t otherwise);
bool audit_has_day(const struct audit *, struct slice hall, int32_t day);

#endif
