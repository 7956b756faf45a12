#include "audit/audit.h"

#include <stdlib.h>

#include "audit/audit_state.h"
#include "audit/carried.h"
#include "base/message.h"
#include "book/derived.h"

static void
watch(struct audit *audit, struct rule *rule, struct side *side)
{
	enum kind kind = side->kind;
	size_t n = audit->watchers[kind]++;

	audit->watcher[kind] = memory_grow(
	    audit->watcher[kind], n + 1, sizeof(*audit->watcher[kind]));
	audit->watcher[kind][n] = (struct watcher){rule, side};
}

static void
close_fold(void *state)
{
	struct audit *audit = state;

	rules_release(audit->rule, audit->rules);
	findings_release(&audit->findings);
	corrections_release(&audit->corrections);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		free(audit->watcher[kind]);
	days_release(&audit->days);
	arena_release(&audit->arena);
	free(audit);
}

static void *
open_fold(struct stream *stream, struct error *error)
{
	struct audit *audit = memory_new(sizeof(*audit));

	audit->stream = stream;
	audit->config = stream_config(stream);
	days_init(&audit->days);
	if (rules_read(audit->config, &audit->arena, &audit->rule,
		&audit->rules, error) < 0) {
		close_fold(audit);
		return NULL;
	}
	for (size_t i = 0; i < audit->rules; i++) {
		struct rule *rule = &audit->rule[i];

		watch(audit, rule, &rule->subject);
		if (rule->has_with)
			watch(audit, rule, &rule->with);
		if (rule->has_besides)
			watch(audit, rule, &rule->besides);
	}
	return audit;
}

static bool
wants(const void *state, enum kind kind)
{
	const struct audit *audit = state;

	/* Of the days that were audited before, carry.in tells by a log. */
	return audit->watchers[kind] > 0 || kind == KIND_LOG;
}

/*
 * What the rule makes of the record: 1 to keep it, 0 to forget it, -1 with
 * the complaint.  A rule that cannot tell yet keeps it.
 */
static int
consider(struct watcher *w, const struct record *r, struct item *item,
    struct complaint *c)
{
	const struct rule *rule = w->rule;
	struct error error;
	int met = side_build(w->side, r, item, c);

	if (met <= 0)
		return met;
	if (rule->unready || !rule_in_force(rule, item->day))
		return 0;
	return !rule->mechanism->breaks ||
	       rule->mechanism->breaks(rule, item, &error) != 0;
}

/* A record that one rule cannot read is a fault: no rule keeps it. */
static int
take(void *state, const struct record *r, struct complaint *c)
{
	struct audit *audit = state;
	struct slice value[SIDE_COLUMNS_MAX];
	struct item item = {.value = value};
	struct watcher *w = audit->watcher[r->kind];
	size_t count = audit->watchers[r->kind];

	for (size_t i = 0; i < count; i++)
		if (consider(&w[i], r, &item, c) < 0)
			return -1;
	for (size_t i = 0; i < count; i++)
		if (consider(&w[i], r, &item, c) > 0)
			side_keep(w[i].side, &item, r, &audit->arena);
	if (r->kind == KIND_CORRECT)
		corrections_take(&audit->corrections, r, &audit->arena);
	days_note(&audit->days, r, &audit->arena);
	if (carried_days(r))
		carried_take(audit, r);
	return 0;
}

bool
audit_judges(
    const struct audit *audit, const struct rule *rule, const struct item *item)
{
	return kinds[rule->subject.kind].sort == KIND_SORT_DERIVED ||
	       days_own(&audit->days, item->hall, item->day);
}

static bool
stage_passed(const struct stream *stream, const char *tool)
{
	for (size_t i = 0; i < stream_stages(stream); i++)
		if (slice_is(
			rec_get(stream_stage_at(stream, i), STAGE_TOOL), tool))
			return true;
	return false;
}

/* The tool that should have derived what the side looks at, or NULL. */
static const char *
missing_tool(const struct audit *audit, const struct side *side)
{
	const char *tool = derived_by(side->kind);

	/* Its own records wait for no stage before it. */
	if (!tool || strcmp(tool, "hall-audit") == 0 || side->seen ||
	    stage_passed(audit->stream, tool))
		return NULL;
	return tool;
}

/* True when the rule cannot be judged for want of this side. */
static bool
cannot_see(
    struct audit *audit, const struct rule *rule, const struct side *side)
{
	const char *tool = missing_tool(audit, side);

	if (side->lacking)
		finding_not_run(audit, rule, "not_run_column", "kind",
		    kinds[side->kind].name, "column", side->lacking);
	if (tool)
		finding_not_run(audit, rule, "not_run_kind", "kind",
		    kinds[side->kind].name, "tool", tool);
	return tool != NULL;
}

/* In force on one of the days that the stream holds. */
static bool
concerns(const struct audit *audit, const struct rule *rule)
{
	for (size_t i = 0; i < audit->days.count; i++)
		if (rule_in_force(rule, audit->days.day[i].day))
			return true;
	return audit->days.count == 0 &&
	       rule_in_force(rule, stream_day(audit->stream));
}

static int
judge_each(struct audit *audit, struct rule *rule, struct error *error)
{
	const struct mechanism *m = rule->mechanism;

	for (size_t i = 0; i < rule->subject.items; i++) {
		const struct item *item = rule->subject.item[i];
		int breaks = audit_judges(audit, rule, item)
				 ? m->breaks(rule, item, error)
				 : 0;

		if (breaks < 0)
			return -1;
		if (breaks)
			m->tell(rule, item, finding_of(audit, rule, item));
	}
	return 0;
}

static void
settle_side(struct audit *audit, struct side *side)
{
	corrections_apply(&audit->corrections, side);
	side_sort(side);
}

void
audit_settle(struct audit *audit, struct rule *rule)
{
	settle_side(audit, &rule->subject);
	settle_side(audit, &rule->with);
	settle_side(audit, &rule->besides);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	bool blind;

	if (!concerns(audit, rule))
		return 0;
	if (rule->unready) {
		finding_not_run(audit, rule, rule->unready, rule->unready_name,
		    rule->unready_value, NULL, NULL);
		return 0;
	}
	blind = cannot_see(audit, rule, &rule->subject);
	if (rule->has_with)
		blind |= cannot_see(audit, rule, &rule->with);
	if (rule->has_besides)
		blind |= cannot_see(audit, rule, &rule->besides);
	if (blind)
		return 0;
	audit_settle(audit, rule);
	return rule->mechanism->judge
		   ? rule->mechanism->judge(audit, rule, error)
		   : judge_each(audit, rule, error);
}

static enum hall_status
finish(void *state, struct writer *writer, struct error *error)
{
	struct audit *audit = state;

	audit->has_as_of = stream_as_of(audit->stream, &audit->as_of);
	days_settle(&audit->days, &audit->arena);
	if (audit->rules == 0)
		finding_not_run(
		    audit, NULL, "not_run_no_rules", NULL, NULL, NULL, NULL);
	for (size_t i = 0; i < audit->rules; i++)
		if (judge(audit, &audit->rule[i], error) < 0)
			return error->status;
	return findings_write(&audit->findings, writer) > 0 ? HALL_LOOK
							    : HALL_DONE;
}

static void
carry(void *state, struct writer *writer)
{
	struct audit *audit = state;

	audit->has_as_of = stream_as_of(audit->stream, &audit->as_of);
	days_settle(&audit->days, &audit->arena);
	for (size_t i = 0; i < audit->rules; i++)
		audit_settle(audit, &audit->rule[i]);
	carried_write(audit, writer);
}

static const enum kind eats[] = {KIND_DAY, KIND_CORRECT, KIND_OTHER};
static const enum kind makes[] = {KIND_FINDING, KIND_OTHER};

const struct fold audit_fold = {
    .name = "audit",
    .eats = eats,
    .makes = makes,
    .open = open_fold,
    .wants = wants,
    .take = take,
    .finish = finish,
    .carry = carry,
    .close = close_fold,
};

const struct fold *const audit_folds[] = {&audit_fold, NULL};
