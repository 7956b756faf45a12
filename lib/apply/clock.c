#include "apply/clock.h"

#include <stdio.h>
#include <stdlib.h>

#include "apply/state.h"

static int
span_compare(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

/* In order, those that touch put together, empty ones left out. */
static struct spans
tidy(struct span *span, size_t count)
{
	size_t kept = 0;

	if (count > 1)
		qsort(span, count, sizeof(*span), span_compare);
	for (size_t i = 0; i < count; i++) {
		if (span[i].to <= span[i].from)
			continue;
		if (kept > 0 && span[i].from <= span[kept - 1].to) {
			if (span[i].to > span[kept - 1].to)
				span[kept - 1].to = span[i].to;
			continue;
		}
		span[kept++] = span[i];
	}
	return (struct spans){span, kept};
}

static size_t
count_holds(const struct matter *m)
{
	size_t count = 0;

	for (const struct hold *h = m->holds; h; h = h->next)
		count++;
	return count;
}

/* The holds; one that lasts is thought to end now. */
static size_t
add_holds(const struct matter *m, int64_t end, struct span *span)
{
	bool held = m->state == STATE_HELD;
	size_t count = 0;

	for (const struct hold *h = m->holds; h; h = h->next)
		span[count++] = (struct span){
		    h->from, held && !h->next ? end : h->to};
	return count;
}

/* The step in work; of a case that was given up, the one that was. */
static size_t
in_work(const struct matter *m)
{
	size_t n = m->current[PHASE_WORK];

	while (n < m->type->first_after && matter_may_skip(m, n))
		n++;
	return n;
}

/* Stages whose time does not count: what the customer has to do. */
static size_t
add_idle(const struct matter *m, int64_t end, struct span *span)
{
	const struct type *type = m->type;
	size_t count = 0;

	for (size_t n = 0; type && n < type->first_after; n++) {
		const struct stage_state *s = &m->stage[n];

		if (!type->stage[n].idle)
			continue;
		if (s->is_done)
			span[count++] = (struct span){
			    s->started.utc_seconds, s->done.utc_seconds};
		else if (n == in_work(m))
			span[count++] = (struct span){
			    m->since[PHASE_WORK].utc_seconds, end};
	}
	return count;
}

static struct spans
pauses_of(struct apply *a, const struct matter *m, int64_t end, bool idle)
{
	size_t most = count_holds(m) + (m->type ? m->type->stages : 0) + 1;
	struct span *span = arena_array(&a->scratch, most, sizeof(*span));
	size_t count = add_holds(m, end, span);

	if (idle)
		count += add_idle(m, end, span + count);
	return tidy(span, count);
}

/* The date to which something was extended ends at 24:00. */
static void
extend(const struct apply *a, int32_t date, struct clock *k)
{
	int64_t end;

	if (date == DATE_NONE)
		return;
	end = zone_local(a->zone, date + 1, 0).utc_seconds - 1;
	if (!k->has_due || end > k->due)
		k->due = end;
	k->has_due = true;
}

/* What ends with a day ends at 24:00, the second behind its last. */
static int64_t
late_by(const struct clock *k, int32_t extended_to)
{
	int64_t late = k->span.to - k->due;
	bool day = limit_in_days(k->limit) || extended_to != DATE_NONE;

	return day && late > 1 ? late - 1 : late;
}

static int
judge(struct apply *a, int32_t extended_to, struct clock *k, int *year_missing)
{
	if (k->span.to < k->span.from)
		k->span.to = k->span.from;
	if (k->has_limit) {
		k->has_due = true;
		if (worktime_due(k->worktime, k->limit, k->span.from, k->pauses,
			&k->due, year_missing) < 0)
			return -1;
	}
	extend(a, extended_to, k);
	if (k->has_due && k->span.to > k->due)
		k->late_seconds = late_by(k, extended_to);
	return worktime_used(k->worktime, k->limit.unit, k->span.from,
	    k->span.to, k->pauses, &k->used, year_missing);
}

static bool
is_closed(const struct matter *m)
{
	return m->closed_day != DATE_NONE;
}

int
clock_case(struct apply *a, const struct matter *m, struct moment as_of,
    struct clock *k, int *year_missing)
{
	int64_t end = is_closed(m) ? m->closed.utc_seconds : as_of.utc_seconds;

	*k = (struct clock){
	    .worktime = m->type ? m->type->worktime : a->types.wall,
	    .limit = {0, LIMIT_WH},
	    .running = !is_closed(m),
	    .span = {end, end},
	};
	if (!m->has_started)
		return 0;
	k->span.from = m->started.utc_seconds;
	k->has_limit = m->type &&
		       type_limit(m->type, matter_is_green(m), &k->limit);
	if (!k->has_limit)
		k->limit = (struct limit){0, LIMIT_WH};
	k->pauses = pauses_of(a, m, end, true);
	return judge(a, m->extended_to, k, year_missing);
}

bool
clock_stage_begun(const struct matter *m, size_t n, struct moment *started)
{
	const struct stage_state *s = &m->stage[n];

	if (s->is_skipped)
		return false;
	if (s->is_started) {
		*started = s->started;
		return true;
	}
	if (matter_stage(m) != &m->type->stage[n])
		return false;
	*started = m->since[m->state == STATE_FINISHED];
	return true;
}

int
clock_stage(struct apply *a, const struct matter *m, size_t n,
    struct moment as_of, struct clock *k, int *year_missing)
{
	const struct stage *stage = &m->type->stage[n];
	const struct stage_state *s = &m->stage[n];
	struct moment started = {0, 0};
	int32_t extended_to = s->extended_to;

	(void)clock_stage_begun(m, n, &started);
	*k = (struct clock){
	    .worktime = stage->worktime,
	    .running = !s->is_done,
	    .span = {started.utc_seconds,
		s->is_done ? s->done.utc_seconds : as_of.utc_seconds},
	};
	k->has_limit = stage_limit(stage, matter_is_green(m), &k->limit);
	if (!k->has_limit)
		k->limit = (struct limit){0, LIMIT_WH};
	k->pauses = pauses_of(a, m, as_of.utc_seconds, false);
	/* What has no limit as a whole is extended by extending its answer. */
	if (stage->milestone && stage == type_answer(m->type) &&
	    m->extended_to > extended_to)
		extended_to = m->extended_to;
	return judge(a, extended_to, k, year_missing);
}

bool
clock_missed_target(
    struct apply *a, const struct matter *m, struct moment as_of)
{
	struct clock k;
	int year = 0;

	for (size_t n = m->type->steps; n < m->type->stages; n++)
		if (m->type->stage[n].soft && m->stage[n].is_started)
			return clock_stage(a, m, n, as_of, &k, &year) == 0 &&
			       k.late_seconds > 0;
	return false;
}

int
clock_left(const struct clock *k, struct moment as_of, int64_t *seconds,
    int *year_missing)
{
	struct time_used left;

	*seconds = 0;
	if (!k->has_due || !k->running || as_of.utc_seconds >= k->due)
		return 0;
	if (worktime_used(k->worktime, k->limit.unit, as_of.utc_seconds, k->due,
		(struct spans){NULL, 0}, &left, year_missing) < 0)
		return -1;
	*seconds = left.used_seconds;
	return 0;
}

void
clock_used_text(const struct clock *k, char text[CLOCK_TEXT_SIZE])
{
	bool working = limit_in_working_time(k->limit);
	int64_t s = k->used.used_seconds;
	int n = 0;

	if (limit_in_days(k->limit)) {
		snprintf(text, CLOCK_TEXT_SIZE, "%d%s", (int)k->used.used_days,
		    working ? "wd" : "cd");
		return;
	}
	text[0] = '\0';
	if (s >= 3600)
		n += snprintf(text + n, CLOCK_TEXT_SIZE - (size_t)n, "%lld%s",
		    (long long)(s / 3600), working ? "wh" : "h");
	if (s % 3600 >= 60)
		n += snprintf(text + n, CLOCK_TEXT_SIZE - (size_t)n, "%d%s",
		    (int)(s % 3600 / 60), working ? "wm" : "m");
	if (s % 60 || n == 0)
		snprintf(text + n, CLOCK_TEXT_SIZE - (size_t)n, "%ds",
		    (int)(s % 60));
}
