/* tickets.c - who comes to the hall in a day, and when. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

#include "day.h"
#include "fact.h"
#include "traffic.h"

/* Nobody takes a number in the last half hour. */
#define LAST_TAKE (17 * 3600)

const struct queue_word queue_words[QUEUES] = {
    {"payment", 'A'}, {"business", 'B'}, {"vip", 'V'}};
const char *const class_names[CLASSES] = {"vip", "special", "normal"};

static const unsigned queue_weights[QUEUES] = {740, 240, 20};
static const unsigned course_weights[COURSES] = {920, 16, 14, 10, 20, 20};

void
ticket_number(const struct ticket *t, char number[ID_SIZE])
{
	snprintf(
	    number, ID_SIZE, "%c%03u", queue_words[t->queue].prefix, t->number);
}

void
ticket_id(const struct ticket *t, int32_t date, char id[ID_SIZE])
{
	snprintf(id, ID_SIZE, "T%u-%c%03u", date_number(date),
	    queue_words[t->queue].prefix, t->number);
}

static int
compare_taken(const void *a, const void *b)
{
	const struct ticket *x = a, *y = b;

	if (x->taken != y->taken)
		return x->taken < y->taken ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static void
draw(struct ticket *t, struct random *r)
{
	do
		t->taken = traffic_second(r);
	while (t->taken >= LAST_TAKE);
	t->queue = (uint8_t)random_weighted(r, queue_weights, QUEUES);
	t->at = t->queue;
	t->class = random_chance(r, 45) ? CLASS_SPECIAL : CLASS_NORMAL;
	t->course = (uint8_t)random_weighted(r, course_weights, COURSES);
	t->patience = (int32_t)random_between(r, 60, 420);
	t->by_hand = random_chance(r, 30);
	if (t->queue == QUEUE_VIP) {
		t->class = CLASS_VIP;
		t->course = COURSE_PLAIN;
	}
	/* Who fills in a form, or stands at the wrong counter. */
	if (t->course == COURSE_TRANSFER && t->queue != QUEUE_PAYMENT)
		t->course = COURSE_HOLD;
}

void
day_take_tickets(struct day *day)
{
	const struct hall *hall = day->hall;
	uint32_t numbers[QUEUES] = {0};
	struct tickets *all = &day->tickets;
	struct random r;

	if (hall->options->tickets == 0)
		return;
	random_start(
	    &r, hall->options->seed, hall->number, day->date, RANDOM_TICKET);
	all->count = traffic_count(hall->options->tickets, day->date, &r);
	all->list = memory_array(all->count, sizeof(*all->list));
	for (size_t i = 0; i < all->count; i++) {
		draw(&all->list[i], &r);
		all->list[i].number = (uint32_t)i;
	}
	qsort(all->list, all->count, sizeof(*all->list), compare_taken);
	for (size_t i = 0; i < all->count; i++)
		all->list[i].number = ++numbers[all->list[i].queue];
	day_serve_tickets(day, &r);
}
