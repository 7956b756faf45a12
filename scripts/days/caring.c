/* caring.c - what a day brings for the cases of a hall. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"

#include "day.h"
#include "fact.h"

#define MINUTE 60
#define OPENS_FROM (8 * 3600 + 40 * 60)
#define OPENS_TO (14 * 3600)
/* Moves of a later day begin behind this. */
#define MORNING (8 * 3600 + 45 * 60)
#define LIES_PASSED (10 * 3600 + 20 * 60)
#define LIES_TAKEN (15 * 3600 + 10 * 60)
#define MUTE_COMES (9 * 3600 + 40 * 60)

void
matter_id(const struct matter *m, char id[ID_SIZE])
{
	snprintf(id, ID_SIZE, "CS%u-%04u", date_number(m->opened), m->number);
}

void
matters_release(struct matters *all)
{
	free(all->list);
	memset(all, 0, sizeof(*all));
}

/* Those that came to their end yesterday are forgotten. */
static void
forget_closed(struct matters *all)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].next < all->list[i].course->moves)
			all->list[kept++] = all->list[i];
	all->count = kept;
}

static size_t
add_matter(struct day *day, const struct course *course, struct random *r)
{
	struct matters *all = &day->hall->matters;
	const struct hall *hall = day->hall;
	struct matter *m;

	if (all->count == all->size) {
		all->size = all->size ? all->size * 2 : 64;
		all->list = memory_grow(
		    all->list, all->size, sizeof(*all->list));
	}
	m = &all->list[all->count];
	memset(m, 0, sizeof(*m));
	m->course = course;
	m->date = m->opened = day->date;
	m->number = ++day->opened;
	m->account = (uint32_t)random_below(r, hall->accounts) + 1;
	m->staff = (uint16_t)random_between(
	    r, (hall->options->counters + 1) / 2, hall->options->counters);
	return all->count++;
}

static void
add_event(
    struct day *day, size_t place, const struct move *move, int32_t second)
{
	const struct matter *m = &day->hall->matters.list[place];
	struct event *e = events_add(
	    &day->events, second, KIND_CASE, move->event);

	e->payment = (uint32_t)place;
	e->staff = move->monitor ? day->hall->monitor : m->staff;
	e->move = move;
	day->cared++;
}

/* All that is done about a case today, from that second on. */
static void
care(struct day *day, size_t place, int32_t second, struct random *r)
{
	struct matter *m = &day->hall->matters.list[place];
	const struct course *c = m->course;

	do {
		const struct move *move = &c->move[m->next++];

		second += MINUTE * (int32_t)random_between(
				       r, move->least, move->most) +
			  (int32_t)random_below(r, MINUTE);
		add_event(day, place, move, second);
	} while (m->next < c->moves && c->move[m->next].days == 0);
	if (m->next < c->moves)
		m->date = day->date + c->move[m->next].days;
}

static const struct course *
draw_course(const struct day *day, struct random *r)
{
	const struct course *list = day->hall->trade->courses;
	unsigned sum = 0;
	uint64_t x;

	for (const struct course *c = list; c->type; c++)
		sum += c->weight;
	x = random_below(r, sum);
	while (x >= list->weight)
		x -= (list++)->weight;
	return list;
}

/* So many that the day has its events, with those of older cases. */
static void
open_some(struct day *day, struct random *r)
{
	while (day->cared < day->hall->options->cases) {
		size_t place = add_matter(day, draw_course(day, r), r);

		care(day, place,
		    (int32_t)random_between(r, OPENS_FROM, OPENS_TO), r);
	}
}

static void
plant(struct day *day, enum plant plant, const struct matter *m,
    const char *stage)
{
	char id[ID_SIZE];

	matter_id(m, id);
	snprintf(id + strlen(id), sizeof(id) - strlen(id), "%s", stage);
	planting_done(day->planting, plant, day->date, id, 0);
}

static void
plant_mute(struct day *day, struct random *r)
{
	size_t place;

	if (!planting_wants(day->planting, PLANT_NO_PHONE, day->date))
		return;
	place = add_matter(day, &mute_course, r);
	day->hall->matters.list[place].no_phone = true;
	care(day, place, MUTE_COMES, r);
	plant(day, PLANT_NO_PHONE, &day->hall->matters.list[place], "");
}

/*
 * An application of two working days ago is found, entered and passed on:
 * one working day was allowed for that.
 */
static void
plant_lying(struct day *day, struct random *r)
{
	int weekday = date_weekday(day->date);
	int32_t since = weekday <= 2 ? 4 : 2, second;
	struct matter *m;
	size_t place;

	if (!planting_wants(day->planting, PLANT_CASE_LATE, day->date) ||
	    weekday > 5)
		return;
	place = add_matter(day, &lying_course, r);
	m = &day->hall->matters.list[place];
	second = LIES_TAKEN - since * SECONDS_PER_DAY;
	for (; strcmp(m->course->move[m->next].event, "step") != 0; m->next++)
		add_event(day, place, &m->course->move[m->next],
		    second += 2 * MINUTE);
	care(day, place, LIES_PASSED, r);
	plant(day, PLANT_CASE_LATE, m, "-pass");
}

void
day_care_cases(struct day *day)
{
	struct matters *all = &day->hall->matters;
	size_t old;
	struct random r;

	random_start(&r, day->hall->options->seed, day->hall->number, day->date,
	    RANDOM_CASE);
	forget_closed(all);
	old = all->count;
	for (size_t i = 0; i < old; i++)
		if (all->list[i].date == day->date)
			care(day, i, MORNING, &r);
	open_some(day, &r);
	random_start(&r, day->hall->options->seed, day->hall->number, day->date,
	    RANDOM_CASE_PLANT);
	plant_mute(day, &r);
	plant_lying(day, &r);
}
