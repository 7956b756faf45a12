#include "base/rate.h"
#include "ticket/printing.h"

#define UTILISATION_PLACES 4
#define TEN_THOUSANDTHS 10000

/* Busy of the time in which it could be: open and not paused. */
static void
put_utilisation(struct row *row, const struct seat *seat)
{
	int64_t could = seat->open_seconds - seat->paused_seconds;
	int64_t part;

	if (!seat->has_opened || could <= 0)
		return;
	part = divide_round(
	    (int128)seat->busy_seconds * TEN_THOUSANDTHS, could, ROUND_HALF_UP);
	row_decimal(row, SEAT_UTILISATION,
	    part * (DECIMAL_ONE / TEN_THOUSANDTHS), UTILISATION_PLACES);
}

static void
fill(struct row *row, const struct printed *line,
    const struct counter_day *counter, const struct seat *seat)
{
	row_start(row, KIND_SEAT);
	row_text(row, SEAT_ID, line->id);
	row_date(row, SEAT_DAY, line->day->day);
	row_set(row, SEAT_HALL, line->day->hall->name);
	row_set(row, SEAT_COUNTER, counter->name);
	row_set(row, SEAT_STAFF, seat->staff);
	if (seat->has_opened) {
		row_time(row, SEAT_OPENED, seat->opened);
		row_int(row, SEAT_OPEN_SECONDS, seat->open_seconds);
		row_int(row, SEAT_PAUSED_SECONDS, seat->paused_seconds);
	}
	if (seat->has_closed)
		row_time(row, SEAT_CLOSED, seat->closed);
	row_int(row, SEAT_BUSY_SECONDS, seat->busy_seconds);
	row_int(row, SEAT_SERVED, seat->served);
	put_utilisation(row, seat);
}

/* A seat and where it is. */
struct seated {
	const struct counter_day *counter;
	const struct seat *seat;
};

static void
add_seats(struct room *room, struct printing *p, struct counter_day *counter)
{
	counter_end(counter);
	for (struct seat *s = counter->seats; s; s = s->next) {
		struct seated *place = arena_alloc(
		    &room->arena, sizeof(*place));

		*place = (struct seated){counter, s};
		printing_add(
		    p, "SE", counter->day, counter->name, s->staff, place);
	}
}

void
seats_write(struct room *room, struct writer *writer)
{
	struct printing p = {.line = NULL};
	struct row row;

	for (uint32_t i = 0; i < room->counters; i++)
		add_seats(room, &p, room->counter[i]);
	printing_sort(&p);
	row_init(&row);
	for (size_t i = 0; i < p.count && writer; i++) {
		const struct seated *place = p.line[i].what;

		fill(&row, &p.line[i], place->counter, place->seat);
		writer_row(writer, &row);
	}
	row_release(&row);
	printing_release(&p);
}
