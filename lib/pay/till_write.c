#include <stdio.h>
#include <stdlib.h>

#include "base/money.h"
#include "pay/state.h"

/* One row to be written, with its id. */
struct line {
	const char *id;
	const struct session *session;
	int method;
};

struct lines {
	struct line *line;
	size_t count, size;
	struct arena *arena;
};

static void
add_line(struct lines *lines, const struct session *s, int method)
{
	struct slice number = s->number.length ? s->number : SLICE("0");
	int year, month, day;

	if (lines->count == lines->size) {
		lines->size = lines->size ? 2 * lines->size : 64;
		lines->line = memory_grow(
		    lines->line, lines->size, sizeof(*lines->line));
	}
	date_split(s->place->day, &year, &month, &day);
	lines->line[lines->count++] = (struct line){
	    .id = arena_text(lines->arena, "T%04d%02d%02d-%.*s-%.*s-%s", year,
		month, day, SLICE_ARG(s->place->counter), SLICE_ARG(number),
		method_name(method)),
	    .session = s,
	    .method = method,
	};
}

/* The rows of a session: what was used, and the cash of every drawer. */
static void
add_session(struct lines *lines, const struct session *s)
{
	for (int method = 0; method < METHOD_COUNT; method++)
		if (s->row[method].used || (method == METHOD_CASH && s->opened))
			add_line(lines, s, method);
}

static void
add_place(void *context, struct slice key, void *value)
{
	const struct till_place *place = value;

	(void)key;
	for (struct session *s = place->sessions; s; s = s->older)
		add_session(context, s);
}

static int
line_compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	return order ? order
		     : slice_compare(a->session->place->hall->name,
			   b->session->place->hall->name);
}

static void
fill_drawer(struct row *row, const struct session *s)
{
	row_money(row, TILL_FLOAT, s->float_fen);
	row_money(row, TILL_PAYIN, s->payin_fen);
	row_money(row, TILL_PAYOUT, s->payout_fen);
	row_money(row, TILL_DROPPED, s->dropped_fen);
}

static void
fill_takings(struct row *row, const struct till_row *t)
{
	row_int(row, TILL_PAYMENTS, t->payments);
	row_money(row, TILL_TAKEN, t->taken_fen);
	row_int(row, TILL_VOIDS, t->voids);
	row_money(row, TILL_VOIDED, t->voided_fen);
	row_int(row, TILL_REFUNDS, t->refunds);
	row_money(row, TILL_REFUNDED, t->refunded_fen);
	row_money(row, TILL_NET, t->net_fen);
}

/* short_told:amount=20.00,reason=...,liable=S07; what is not said stays out. */
static void
fill_over(
    struct row *row, const struct session *s, const struct till_figures *f)
{
	bool over = f->over_fen > 0, told = f->drawer && s->reason.length;
	const char *code = over   ? told ? "over_told" : "over"
			   : told ? "short_told"
				  : "short";
	const char *liable = f->drawer && s->liable.length ? "liable" : NULL;
	char amount[MONEY_TEXT_SIZE];

	money_format(over ? f->over_fen : -f->over_fen, amount);
	if (told)
		row_why(row, TILL_WHY, code, "amount", amount, "reason",
		    s->reason.text, liable, s->liable.text, NULL);
	else
		row_why(row, TILL_WHY, code, "amount", amount, liable,
		    s->liable.text, NULL);
}

static void
fill_why(struct row *row, const struct session *s, const struct till_figures *f)
{
	char moves[24], earlier[MONEY_TEXT_SIZE];

	snprintf(moves, sizeof(moves), "%lld", (long long)s->moves_since);
	money_format(s->earlier_over_fen, earlier);
	switch (f->state) {
	case TILL_IS_OVER:
	case TILL_IS_SHORT:
		fill_over(row, s, f);
		break;
	case TILL_HAS_DIFFERED:
		row_why(
		    row, TILL_WHY, "counts_differ", "earlier", earlier, NULL);
		break;
	case TILL_NEEDS_RECOUNT:
		row_why(row, TILL_WHY, "recount", "moves", moves, NULL);
		break;
	case TILL_IS_UNCOUNTED:
		row_text(row, TILL_WHY, "uncounted");
		break;
	case TILL_IS_OPEN:
		row_text(row, TILL_WHY, "open");
		break;
	case TILL_HAS_NO_DRAWER:
		row_text(row, TILL_WHY, "no_drawer");
		break;
	case TILL_IS_BLIND:
		row_text(row, TILL_WHY, "blind");
		break;
	case TILL_IS_EVEN:
		break;
	}
}

/* Everything that would tell what should be in the drawer stays out. */
static void
fill_money(struct row *row, const struct session *s, int method,
    const struct till_figures *f)
{
	if (f->drawer)
		fill_drawer(row, s);
	if (f->state == TILL_IS_BLIND)
		return;
	fill_takings(row, &s->row[method]);
	row_money(row, TILL_EXPECTED, f->expected_fen);
	if (f->has_counted)
		row_money(row, TILL_COUNTED, f->counted_fen);
	if (f->has_over)
		row_money(row, TILL_OVER, f->over_fen);
}

static void
fill(struct row *row, const struct line *line, const struct till_figures *f)
{
	const struct session *s = line->session;

	row_start(row, KIND_TILL);
	row_text(row, TILL_ID, line->id);
	row_date(row, TILL_DAY, s->place->day);
	row_set(row, TILL_HALL, s->place->hall->name);
	row_set(row, TILL_COUNTER, s->place->counter);
	row_set(row, TILL_SESSION, s->number);
	row_set(row, TILL_STAFF, s->staff);
	row_set(row, TILL_Z, s->z);
	row_text(row, TILL_METHOD, method_name(line->method));
	if (s->opened)
		row_time(row, TILL_OPENED, s->opened_at);
	if (s->closed)
		row_time(row, TILL_CLOSED, s->closed_at);
	fill_money(row, s, line->method, f);
	fill_why(row, s, f);
}

static enum hall_status
write_lines(struct lines *lines, bool blind, struct writer *writer)
{
	enum hall_status worst = HALL_DONE;
	struct till_figures figures;
	struct row row;

	if (lines->count > 0)
		qsort(lines->line, lines->count, sizeof(*lines->line),
		    line_compare);
	row_init(&row);
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->line[i];

		till_figure(line->session, line->method, blind, &figures);
		if (till_state_bad(figures.state))
			worst = HALL_LOOK;
		fill(&row, line, &figures);
		if (writer)
			writer_row(writer, &row);
	}
	row_release(&row);
	free(lines->line);
	return worst;
}

/* A drawer that was closed on the newest day without ever being opened. */
static void
fault_lone(struct pay *pay, const struct session *s)
{
	struct complaint c = {0};
	struct slice counter = s->place->counter;

	if (!pay->stream || s->place->day < stream_day(pay->stream))
		return;
	complain(&c, "counter", "drawer_closed", "counter", counter.text, NULL);
	stream_fault(pay->stream, s->lone_close, &c);
	buffer_release(&c.why);
}

static void
fault_lone_closes(struct pay *pay, const struct hall *hall)
{
	size_t count;
	struct map_entry *places = map_sorted(hall->tills.places, &count);

	for (size_t i = 0; i < count; i++) {
		const struct till_place *place = places[i].value;

		for (struct session *s = place->sessions; s; s = s->older)
			if (s->lone_close && !s->opened)
				fault_lone(pay, s);
	}
	free(places);
}

enum hall_status
tills_write(struct pay *pay, struct writer *writer)
{
	struct lines lines = {.arena = &pay->arena};

	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		if (!hall->tills.places)
			continue;
		map_each(hall->tills.places, add_place, &lines);
		fault_lone_closes(pay, hall);
	}
	return write_lines(&lines, false, writer);
}

enum hall_status
till_write(const struct session *s, bool blind, struct writer *writer)
{
	struct arena arena = {0};
	struct lines lines = {.arena = &arena};
	enum hall_status status;

	add_session(&lines, s);
	status = write_lines(&lines, blind, writer);
	arena_release(&arena);
	return status;
}

enum hall_status
tills_show(struct pay *pay, const struct hall *hall, int32_t day,
    struct slice counter, bool blind, struct writer *writer)
{
	struct lines lines = {.arena = &pay->arena};
	struct map_entry *places;
	size_t count;

	if (!hall->tills.places)
		return HALL_DONE;
	places = map_sorted(hall->tills.places, &count);
	for (size_t i = 0; i < count; i++) {
		struct till_place *place = places[i].value;

		if (place->day == day &&
		    (counter.length == 0 ||
			slice_equal(place->counter, counter)))
			add_place(&lines, places[i].key, place);
	}
	free(places);
	return write_lines(&lines, blind, writer);
}

void
tills_carry(struct pay *pay, struct writer *writer)
{
	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		size_t count;
		struct map_entry *z;

		if (!hall->tills.z)
			continue;
		z = map_sorted(hall->tills.z, &count);
		for (size_t i = 0; i < count; i++) {
			const struct till_z *last = z[i].value;

			writer_record(writer, last->close);
		}
		free(z);
	}
}
