#include "ticket/desk.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "ticket/find.h"
#include "ticket/ticket.h"

int
desk_refuse(struct desk *d, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	error_list(&d->error, HALL_USAGE, format, list);
	va_end(list);
	return -1;
}

int
desk_complain(struct desk *d, struct complaint *c)
{
	struct buffer sentence = {0};

	complaint_explain(&sentence, c);
	desk_refuse(d, "%s", sentence.text);
	buffer_release(&sentence);
	buffer_release(&c->why);
	return -1;
}

void
desk_tell(struct desk *d, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	buffer_list(&d->told, format, list);
	va_end(list);
	buffer_char(&d->told, '\n');
}

static void
say_told(const struct desk *d)
{
	struct slice rest = buffer_view(&d->told), line;

	while (slice_cut(&rest, '\n', &line))
		if (line.length)
			mention("%.*s", SLICE_ARG(line));
}

static int
begin(struct desk *d, const char *capability)
{
	struct journal *journal = d->recording.journal;
	int32_t day = journal_day(journal);

	d->book = d->recording.filter.book;
	d->room = recording_state(&d->recording, &ticket_fold);
	d->day = hall_day_of(d->room,
	    room_hall(d->room, slice_of(book_hall(d->book)), true), day, true);
	d->staff = journal_who(journal)->staff;
	d->now = journal_time(journal);
	if (!capability)
		return 0;
	return who_must(d->book, d->staff, capability, day, &d->error);
}

enum hall_status
desk_run(struct cli *cli, const char *capability, int (*decide)(struct desk *))
{
	struct desk d = {.cli = cli};
	enum hall_status status = HALL_DONE;

	if (recording_begin(&d.recording, cli, ticket_folds, NULL, &d.error) <
	    0)
		return cli_fail(&d.error);
	if (begin(&d, capability) < 0 || decide(&d) < 0 ||
	    recording_commit(&d.recording, &d.error) < 0)
		status = recording_fail(&d.recording, &d.error);
	else
		say_told(&d);
	buffer_release(&d.told);
	return status;
}

int
desk_add(struct desk *d, struct row *row)
{
	return recording_add(&d->recording, row, &d->error);
}

struct slice
desk_operand(const struct desk *d, size_t n)
{
	const char *text = cli_operand(d->cli, n);

	return slice_of(text ? text : "");
}

struct slice
desk_option(const struct desk *d, const char *name)
{
	const char *text = cli_get(d->cli, name);

	return slice_of(text ? text : "");
}

int
desk_choice(struct desk *d, const char *option, const char *words)
{
	struct slice given = desk_option(d, option), rest = slice_of(words);
	struct slice one;

	if (!cli_has(d->cli, option))
		return 0;
	while (slice_cut(&rest, ' ', &one))
		if (slice_equal(one, given))
			return 0;
	return desk_refuse(d, tr("--%s: '%.*s' is none of: %s"), option,
	    SLICE_ARG(given), words);
}

const struct queue_rule *
desk_queue(struct desk *d, struct slice name)
{
	const struct settings *s = &d->room->settings;
	const struct queue_rule *rule = settings_queue(s, name);

	if (!rule)
		settings_no_queue(s, name, &d->error);
	return rule;
}

struct counter_day *
desk_counter(struct desk *d, struct slice name)
{
	const struct settings *s = &d->room->settings;

	if (settings_counter(s, name))
		return counter_of(d->room, d->day, name, true);
	settings_no_counter(s, name, &d->error);
	return NULL;
}

/* The number of today that is most like what was typed, or NULL. */
static char *
near_number(const struct desk *d, struct slice typed)
{
	uint32_t tickets = room_tickets(d->room);
	const char **names = memory_array((size_t)tickets + 1, sizeof(*names));
	struct arena arena = {0};
	const char *near;
	size_t count = 0;

	for (uint32_t i = 0; i < tickets; i++) {
		const struct ticket *t = store_at(&d->room->store, i);

		if (ticket_first_queue(d->room, t)->day == d->day)
			names[count++] = arena_slice(&arena, ticket_number(t))
					     .text;
	}
	near = suggest(typed, names, count);
	near = near ? memory_text(slice_of(near)) : NULL;
	free(names);
	arena_release(&arena);
	return (char *)(uintptr_t)near;
}

struct ticket *
desk_number(struct desk *d, struct slice number)
{
	struct ticket *t = ticket_by_number(d->room, d->day, number);
	char *near;

	if (t)
		return t;
	near = near_number(d, number);
	if (near)
		desk_refuse(d,
		    tr("there is no ticket '%.*s' today (did you mean '%s'?)"),
		    SLICE_ARG(number), near);
	else
		desk_refuse(d, tr("there is no ticket '%.*s' today"),
		    SLICE_ARG(number));
	free(near);
	return NULL;
}

struct counter_day *
desk_own_counter(struct desk *d)
{
	const struct node *staff = node_path(
	    config_root(book_config(d->book)), "staff");
	const struct node *person = node_get_slice(staff, d->staff);
	struct slice post;

	for (uint32_t i = 0; i < d->day->counters_count; i++) {
		struct counter_day *counter = d->day->counter[i];

		if (counter->seat &&
		    slice_equal(counter->seat->staff, d->staff))
			return counter;
	}
	if (person)
		person = node_in_force(person, d->day->day);
	post = node_text(person, "post", "");
	if (post.length)
		return desk_counter(d, post);
	desk_refuse(d, "%s", tr("which counter? you have opened none"));
	return NULL;
}

/* The one that was put on hold there; several must be told apart. */
static struct ticket *
held_at(struct desk *d, const struct counter_day *counter)
{
	uint32_t tickets = room_tickets(d->room);
	struct ticket *found = NULL;

	for (uint32_t i = 0; i < tickets; i++) {
		struct ticket *t = store_at(&d->room->store, i);

		if (t->state != TICKET_IS_HELD || t->counter != counter->id)
			continue;
		if (found) {
			desk_refuse(d,
			    tr("%.*s and %.*s are on hold at counter %.*s: "
			       "say which"),
			    SLICE_ARG(ticket_number(found)),
			    SLICE_ARG(ticket_number(t)),
			    SLICE_ARG(counter->name));
			return NULL;
		}
		found = t;
	}
	if (!found)
		desk_refuse(d, tr("nobody is on hold at counter %.*s"),
		    SLICE_ARG(counter->name));
	return found;
}

static struct ticket *
ticket_there(struct desk *d, const struct counter_day *counter, bool held)
{
	if (held)
		return held_at(d, counter);
	if (!counter->current)
		desk_refuse(d,
		    tr("nobody is at counter %.*s: 'hall-ticket call %.*s' "
		       "calls the next"),
		    SLICE_ARG(counter->name), SLICE_ARG(counter->name));
	return counter->current;
}

struct ticket *
desk_ticket(struct desk *d, struct slice operand, bool held)
{
	struct counter_day *counter;

	if (operand.length && !settings_counter(&d->room->settings, operand))
		return desk_number(d, operand);
	counter = operand.length ? desk_counter(d, operand)
				 : desk_own_counter(d);
	return counter ? ticket_there(d, counter, held) : NULL;
}

struct row *
desk_event(struct desk *d, const struct ticket *t, enum ticket_event event)
{
	const struct counter_day *counter = ticket_counter(d->room, t);
	struct row *row = &d->recording.row;

	row_start(row, KIND_TICKET);
	row_set(row, TICKET_ID, ticket_id(t));
	row_text(row, TICKET_EVENT, ticket_event_name(event));
	row_set(row, TICKET_NUMBER, ticket_number(t));
	row_set(row, TICKET_QUEUE, ticket_queue(d->room, t)->name);
	row_text(row, TICKET_CLASS,
	    lane_name(t->lane == LANE_APPOINTMENT ? LANE_NORMAL
						  : (enum lane)t->lane));
	if (counter && (ticket_at_counter((enum ticket_state)t->state) ||
			   t->state == TICKET_IS_HELD))
		row_set(row, TICKET_COUNTER, counter->name);
	row_set(row, TICKET_REASON, desk_option(d, "reason"));
	return row;
}
