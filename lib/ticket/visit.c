#include "ticket/visit.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"

/* A ticket with eight bytes of its id, behind what all have in common. */
struct line {
	uint64_t head;
	const struct ticket *ticket;
};

struct lines {
	struct room *room; /* for comparing halls */
	struct line *line;
	size_t count;
};

/* Its day is over: closed, or the hall went on to another. */
static bool
is_expired(const struct hall_day *day)
{
	return day->closed || day->day < day->hall->newest;
}

/* Seconds until somebody came to them, or they went. */
static int32_t
unattended(const struct room *room, const struct ticket *t)
{
	const struct hall_day *day = ticket_first_queue(room, t)->day;

	if (t->attended != TICKET_NEVER)
		return t->attended;
	if (t->ended != TICKET_NEVER)
		return t->ended;
	if (day->closed && day->closed_at - t->taken <= INT32_MAX)
		return (int32_t)(day->closed_at - t->taken);
	return TICKET_NEVER;
}

static void
judge_limits(struct room *room, const struct ticket *t, struct visit *v)
{
	const struct queue_rule *first = ticket_first_queue(room, t)->rule;
	const struct queue_rule *last = ticket_queue(room, t)->rule;
	int32_t alone = unattended(room, t);
	int32_t used;

	v->attend_late = v->serve_long = TICKET_NEVER;
	if (first && first->attend_after && alone > first->attend_after)
		v->attend_late = alone;
	if (!last || !last->serve_max || t->started == TICKET_NEVER ||
	    t->ended == TICKET_NEVER)
		return;
	used = t->ended - t->held -
	       (room->settings.serve_from_call ? t->called : t->started);
	if (used > last->serve_max)
		v->serve_long = used;
}

void
visit_of(struct room *room, const struct ticket *t, struct visit *v)
{
	enum ticket_state state = (enum ticket_state)t->state;
	bool started = t->started != TICKET_NEVER;

	v->outcome = "open";
	if (ticket_ended(state))
		v->outcome = ticket_state_name(state);
	else if (is_expired(ticket_first_queue(room, t)->day))
		v->outcome = "expired";
	v->wait = started ? t->called : TICKET_NEVER;
	v->response = started ? t->started - t->called : TICKET_NEVER;
	v->serve = started && t->ended != TICKET_NEVER
		       ? t->ended - t->started - t->held
		       : TICKET_NEVER;
	judge_limits(room, t, v);
}

void
duration_add(struct buffer *out, int64_t seconds)
{
	if (seconds >= 3600)
		buffer_format(out, "%lldh", (long long)(seconds / 3600));
	if (seconds / 60 % 60)
		buffer_format(out, "%lldm", (long long)(seconds / 60 % 60));
	if (seconds % 60 || seconds < 60)
		buffer_format(out, "%llds", (long long)(seconds % 60));
}

void
duration_say(struct buffer *out, int64_t seconds)
{
	struct buffer text = {0};

	duration_add(&text, seconds);
	duration_explain(out, buffer_view(&text));
	buffer_release(&text);
}

static void
add_why(struct buffer *why, const char *code, const char *name,
    const char *value, const char *other_name, const char *other)
{
	if (why->length)
		buffer_char(why, ' ');
	why_format(why, code, name, value, other_name, other, NULL);
}

static void
add_limit(struct buffer *why, const char *code, int64_t limit, int64_t used)
{
	struct buffer limit_text = {0}, used_text = {0};

	duration_add(&limit_text, limit);
	duration_add(&used_text, used);
	add_why(why, code, "limit", limit_text.text, "used", used_text.text);
	buffer_release(&limit_text);
	buffer_release(&used_text);
}

static void
explain(struct room *room, const struct ticket *t, const struct visit *v,
    struct buffer *why)
{
	enum ticket_state state = (enum ticket_state)t->state;

	buffer_clear(why);
	if (t->papers_missing)
		add_why(why, "papers_missing", NULL, NULL, NULL, NULL);
	if (t->remarks) {
		if (why->length)
			buffer_char(why, ' ');
		buffer_text(why, t->remarks);
	}
	if (t->retakes)
		add_why(why, "retaken", NULL, NULL, NULL, NULL);
	if (!ticket_ended(state))
		add_why(why,
		    strcmp(v->outcome, "open") == 0 ? "still_open" : "expired",
		    "state", ticket_state_name(state), NULL, NULL);
	if (v->attend_late != TICKET_NEVER)
		add_limit(why, "attend_late",
		    ticket_first_queue(room, t)->rule->attend_after,
		    v->attend_late);
	if (v->serve_long != TICKET_NEVER)
		add_limit(why, "serve_long",
		    ticket_queue(room, t)->rule->serve_max, v->serve_long);
}

static void
put_time(struct row *row, int column, const struct ticket *t, int32_t after,
    int16_t offset)
{
	if (after != TICKET_NEVER)
		row_time(row, column,
		    (struct moment){t->taken + after, offset * 60});
}

static void
put_seconds(struct row *row, int column, int32_t seconds)
{
	if (seconds != TICKET_NEVER)
		row_int(row, column, seconds);
}

static void
fill_names(struct row *row, struct room *room, const struct ticket *t)
{
	const struct queue_day *queue = ticket_first_queue(room, t);
	const struct counter_day *counter = ticket_counter(room, t);

	row_set(row, VISIT_ID, ticket_id(t));
	row_date(row, VISIT_DAY, queue->day->day);
	row_set(row, VISIT_HALL, queue->day->hall->name);
	row_set(row, VISIT_NUMBER, ticket_number(t));
	row_set(row, VISIT_QUEUE, queue->name);
	row_text(row, VISIT_CLASS,
	    lane_name(t->lane == LANE_APPOINTMENT ? LANE_NORMAL
						  : (enum lane)t->lane));
	if (counter && t->called != TICKET_NEVER)
		row_set(row, VISIT_COUNTER, counter->name);
	if (t->staff)
		row_text(row, VISIT_STAFF, t->staff);
}

static void
fill(struct row *row, struct room *room, const struct ticket *t,
    struct buffer *why)
{
	struct visit v;

	visit_of(room, t, &v);
	explain(room, t, &v, why);
	row_start(row, KIND_VISIT);
	fill_names(row, room, t);
	put_time(row, VISIT_TAKEN, t, 0, t->taken_offset);
	put_time(row, VISIT_CALLED, t, t->called, t->called_offset);
	put_time(row, VISIT_STARTED, t, t->started, t->started_offset);
	put_time(row, VISIT_FINISHED, t, t->ended, t->ended_offset);
	put_seconds(row, VISIT_WAIT, v.wait);
	put_seconds(row, VISIT_RESPONSE, v.response);
	put_seconds(row, VISIT_SERVE, v.serve);
	if (v.serve != TICKET_NEVER)
		row_int(row, VISIT_HELD, t->held);
	row_int(row, VISIT_CALLS, t->calls);
	row_int(row, VISIT_LEGS, t->legs);
	row_text(row, VISIT_OUTCOME, v.outcome);
	put_seconds(row, VISIT_SCORE, t->score);
	row_text(row, VISIT_LATE,
	    v.attend_late == TICKET_NEVER && v.serve_long == TICKET_NEVER
		? "no"
		: "yes");
	row_set(row, VISIT_WHY, buffer_view(why));
}

/* How many bytes all ids begin with. */
static size_t
common_length(const struct lines *lines)
{
	struct slice first = ticket_id(lines->line[0].ticket);
	size_t common = first.length;

	for (size_t i = 1; i < lines->count && common > 0; i++) {
		struct slice id = ticket_id(lines->line[i].ticket);
		size_t n = 0;

		while (
		    n < common && n < id.length && id.text[n] == first.text[n])
			n++;
		common = n;
	}
	return common;
}

static void
set_heads(struct lines *lines)
{
	size_t from = lines->count ? common_length(lines) : 0;

	for (size_t i = 0; i < lines->count; i++) {
		struct slice id = ticket_id(lines->line[i].ticket);
		uint64_t head = 0;

		for (size_t n = from; n < from + 8; n++)
			head = head << 8 |
			       (n < id.length ? (unsigned char)id.text[n] : 0);
		lines->line[i].head = head;
	}
}

static int
compare(const void *left, const void *right, void *context)
{
	const struct line *a = left, *b = right;
	struct room *room = context;
	int order;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	order = slice_compare(ticket_id(a->ticket), ticket_id(b->ticket));
	if (order)
		return order;
	return slice_compare(
	    ticket_first_queue(room, a->ticket)->day->hall->name,
	    ticket_first_queue(room, b->ticket)->day->hall->name);
}

void
visits_write(struct room *room, struct writer *writer)
{
	struct lines lines = {.room = room, .count = room_tickets(room)};
	struct buffer why = {0};
	struct row row;

	if (!writer || lines.count == 0)
		return;
	lines.line = memory_array(lines.count, sizeof(*lines.line));
	for (size_t i = 0; i < lines.count; i++)
		lines.line[i].ticket = store_at(&room->store, (uint32_t)i);
	set_heads(&lines);
	qsort_r(lines.line, lines.count, sizeof(*lines.line), compare, room);
	row_init(&row);
	for (size_t i = 0; i < lines.count; i++) {
		fill(&row, room, lines.line[i].ticket, &why);
		writer_row(writer, &row);
	}
	row_release(&row);
	buffer_release(&why);
	free(lines.line);
}
