#include "ticket/ticket.h"

#include <assert.h>
#include <stdlib.h>

#include "ticket/complaint.h"
#include "ticket/keep.h"
#include "ticket/parked.h"
#include "ticket/state.h"

/* Of every fact that a hall's staff records: id, time, hall, staff. */
enum { COLUMN_ID, COLUMN_TIME, COLUMN_HALL, COLUMN_STAFF };
/* Where the journal's own columns stand behind a kind's. */
enum { TAIL_DAY = 0, TAIL_SEQ = 2 };
_Static_assert(
    (int)TICKET_ID == COLUMN_ID && (int)COUNTER_TIME == COLUMN_TIME &&
	(int)RATING_HALL == COLUMN_HALL && (int)DAY_STAFF == COLUMN_STAFF,
    "facts begin with id, time, hall, staff");
_Static_assert(
    (int)TICKET_SEQ - (int)TICKET_DAY == TAIL_SEQ, "the journal's tail");

static int
tail_column(const struct record *r, int place)
{
	return (int)kinds[r->kind].columns_own + place;
}

static int
read_day(struct room *room, const struct record *r, struct fact *fact,
    struct complaint *c)
{
	int column = tail_column(r, TAIL_DAY);
	struct slice text = rec_get(r, column);

	fact->has_day = text.length > 0;
	if (!fact->has_day) {
		fact->day = moment_date(fact->time);
		return 0;
	}
	if (text.length == DATE_TEXT_SIZE - 1 &&
	    memcmp(text.text, room->day_text, text.length) == 0) {
		fact->day = room->day;
		return 0;
	}
	if (rec_date(r, column, &fact->day, c) < 0)
		return -1;
	memcpy(room->day_text, text.text, text.length);
	room->day = fact->day;
	return 0;
}

static int
read_fact(struct room *room, const struct record *r, struct fact *fact,
    struct complaint *c)
{
	struct slice hall = rec_get(r, COLUMN_HALL);

	fact->staff = rec_get(r, COLUMN_STAFF);
	if (hall.length > NAME_BYTES_MAX)
		return complain_of(c, "hall", "too_long", "value", hall);
	if (fact->staff.length > NAME_BYTES_MAX)
		return complain_of(
		    c, "staff", "too_long", "value", fact->staff);
	if (rec_time(r, COLUMN_TIME, &fact->time, c) < 0 ||
	    read_day(room, r, fact, c) < 0)
		return -1;
	fact->hall = room_hall(room, hall, true);
	return 0;
}

/* From then on nothing happens on the day that it names. */
static int
day_take(struct room *room, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct hall_day *day;
	int32_t date = fact->day;

	(void)c;
	if (!slice_is(rec_get(r, DAY_EVENT), "closed"))
		return 0;
	date_parse(rec_get(r, DAY_ID), &date);
	day = hall_day_of(room, fact->hall, date, false);
	if (!day || day->closed)
		return 0;
	day->closed = true;
	day->closed_at = fact->time.utc_seconds;
	return 0;
}

static int (*const takers[KIND_COUNT])(struct room *, const struct fact *,
    const struct record *, struct complaint *) = {
    [KIND_DAY] = day_take,
    [KIND_COUNTER] = counter_take,
    [KIND_TICKET] = ticket_take,
    [KIND_RATING] = rating_take,
};

static int
take_in_turn(void *state, const struct record *r, struct complaint *c)
{
	struct room *room = state;
	struct fact fact = {0};

	if (read_fact(room, r, &fact, c) < 0)
		return -1;
	assert(fact.hall);
	if (fact.hall->newest < fact.day)
		fact.hall->newest = fact.day;
	return takers[r->kind](room, &fact, r, c);
}

static int
take(void *state, const struct record *r, struct complaint *c)
{
	struct room *room = state;
	struct moment time;

	if (rec_get(r, tail_column(r, TAIL_SEQ)).length ||
	    moment_parse(rec_get(r, COLUMN_TIME), &time) < 0)
		return take_in_turn(state, r, c);
	return parked_take(
	    room->parked, time.utc_seconds, r, take_in_turn, state, c);
}

static int
admit(void *state, const struct record *r, struct complaint *c)
{
	if (r->kind == KIND_TICKET)
		return ticket_admit(state, r, c);
	if (r->kind == KIND_COUNTER)
		return counter_admit(state, r, c);
	return 0;
}

static void *
open_fold(struct stream *stream, struct error *error)
{
	struct room *room = memory_new(sizeof(*room));

	(void)error;
	room->stream = stream;
	room->hall_names = map_new();
	room->staff_names = map_new();
	room->seats = map_new();
	room->parked = parked_new(stream);
	settings_load(&room->settings, stream_config(stream));
	return room;
}

static enum hall_status
finish(void *state, struct writer *writer, struct error *error)
{
	struct room *room = state;

	(void)error;
	parked_flush(room->parked);
	visits_write(room, writer);
	seats_write(room, writer);
	queuelines_write(room, writer);
	return HALL_DONE;
}

static void
close_fold(void *state)
{
	struct room *room = state;

	room_release_days(room);
	store_release(&room->store);
	settings_release(&room->settings);
	parked_free(room->parked);
	map_free(room->hall_names);
	map_free(room->staff_names);
	map_free(room->seats);
	arena_release(&room->arena);
	free(room);
}

static const enum kind eats[] = {
    KIND_DAY, KIND_COUNTER, KIND_TICKET, KIND_RATING, KIND_OTHER};
static const enum kind makes[] = {
    KIND_VISIT, KIND_SEAT, KIND_QUEUELINE, KIND_OTHER};

const struct fold ticket_fold = {
    .name = "ticket",
    .eats = eats,
    .makes = makes,
    .open = open_fold,
    .admit = admit,
    .take = take,
    .finish = finish,
    .keep = room_keep,
    .recall = room_recall,
    .close = close_fold,
};

const struct fold *const ticket_folds[] = {&ticket_fold, NULL};
