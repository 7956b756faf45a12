#include "ticket/asleep.h"

#include "base/packed.h"
#include "ticket/find.h"
#include "ticket/keep.h"
#include "ticket/order.h"

/* Of a ticket, what stands behind its pointers. */
#define REST offsetof(struct ticket, taken)

struct form {
	uint32_t remarks, staff; /* where these texts begin; 0: none */
	unsigned char rest[sizeof(struct ticket) - REST];
};

#define WORDS (sizeof(struct form) / sizeof(uint32_t))
#define PACKED_MIN (sizeof(uint32_t) + 1) /* a ticket has a number */
_Static_assert(WORDS <= 32 && sizeof(struct form) % sizeof(uint32_t) == 0,
    "one bit for each word");

/* A bit for each word that is not as it was before, these words, its number. */
struct packing {
	uint32_t before[WORDS];
	struct slice in; /* for unpacking */
};

static void
pack_ticket(struct packing *p, const struct form *form, struct slice number,
    struct buffer *out)
{
	uint32_t now[WORDS], differing[1 + WORDS] = {0};
	size_t count = 1;

	memcpy(now, form, sizeof(now));
	for (size_t i = 0; i < WORDS; i++) {
		if (now[i] == p->before[i])
			continue;
		differing[0] |= UINT32_C(1) << i;
		differing[count++] = now[i];
	}
	memcpy(p->before, now, sizeof(now));
	pack(out, differing, count * sizeof(*differing));
	buffer_slice(out, number);
}

/* All of the ticket but its pointers. */
static bool
unpack_ticket(struct packing *p, struct form *form, struct ticket *t,
    struct slice *number)
{
	uint32_t differing;

	if (!unpack(&p->in, &differing, sizeof(differing)))
		return false;
	for (; differing; differing &= differing - 1) {
		size_t i = (size_t)__builtin_ctz(differing);

		if (i >= WORDS ||
		    !unpack(&p->in, &p->before[i], sizeof(p->before[i])))
			return false;
	}
	memcpy(form, p->before, sizeof(*form));
	memcpy((char *)t + REST, form->rest, sizeof(form->rest));
	return unpack_slice(&p->in, t->number_length, number);
}

/* Tickets, and behind their texts' places the texts. */
struct keeping {
	struct buffer texts;
	struct map *staff; /* where each name begins: it stands there once */
	struct packing packing;
	struct buffer packed;
};

static uint32_t
keep_text(struct keeping *k, const char *text)
{
	size_t at = k->texts.length;

	if (!text)
		return 0;
	buffer_add(&k->texts, text, strlen(text) + 1);
	return (uint32_t)at;
}

static uint32_t
keep_staff(struct keeping *k, const char *staff)
{
	void **place;

	if (!staff)
		return 0;
	place = map_put(k->staff, slice_of(staff));
	if (!*place)
		*place = (void *)(uintptr_t)keep_text(k, staff);
	return (uint32_t)(uintptr_t)*place;
}

static void
keep_ticket(struct keeping *k, const struct ticket *t)
{
	struct form form;

	memcpy(form.rest, (const char *)t + REST, sizeof(form.rest));
	/* It is that among the others. */
	memset(form.rest + offsetof(struct ticket, index) - REST, 0,
	    sizeof(t->index));
	form.remarks = keep_text(k, t->remarks);
	form.staff = keep_staff(k, t->staff);
	pack_ticket(&k->packing, &form, ticket_number(t), &k->packed);
}

void
tickets_keep(struct room *room, struct buffer *out)
{
	struct keeping k = {.staff = map_new()};
	uint32_t count = room_tickets(room);

	buffer_char(&k.texts, '\0');
	for (uint32_t i = 0; i < count; i++)
		keep_ticket(&k, store_at(&room->store, i));
	pack_text(out, buffer_view(&k.texts));
	pack_text(out, buffer_view(&k.packed));
	map_free(k.staff);
	buffer_release(&k.texts);
	buffer_release(&k.packed);
}

/* Its numbers name what there is. */
static bool
is_sound(const struct room *room, const struct form *form,
    const struct ticket *t, struct slice number)
{
	const struct asleep *all = &room->asleep;
	size_t id_length = all->day->id_length + number.length;
	bool at_counter = ticket_at_counter((enum ticket_state)t->state) ||
			  t->state == TICKET_IS_HELD;

	if (t->state == TICKET_IS_NONE || t->state >= TICKET_STATES ||
	    t->lane >= LANES || t->queue >= room->queues ||
	    t->first_queue >= room->queues)
		return false;
	if (t->counter != TICKET_NOWHERE && t->counter >= room->counters)
		return false;
	if (at_counter && (t->counter == TICKET_NOWHERE || !form->staff))
		return false;
	if (form->staff >= all->texts.length ||
	    form->remarks >= all->texts.length)
		return false;
	return number.length > 0 && number.length <= TICKET_NUMBER_BYTES_MAX &&
	       t->id_length == id_length &&
	       t->number_at == all->day->id_length && is_span(t->taken) &&
	       t->called >= TICKET_NEVER && t->started >= TICKET_NEVER &&
	       t->ended >= TICKET_NEVER && t->first_called >= TICKET_NEVER &&
	       t->attended >= TICKET_NEVER && t->held >= 0 && t->since >= 0 &&
	       t->last >= 0;
}

static const char *
text_at(const struct asleep *all, uint32_t at)
{
	return at ? all->texts.text + at : NULL;
}

/* Its place in the store; its id, too, follows from what is known. */
static struct ticket *
awaken(struct room *room, uint32_t index, const struct form *form,
    struct ticket *t, struct slice number)
{
	const struct hall_day *day = room->asleep.day;
	char *id = arena_alloc(&room->store.texts, (size_t)t->id_length + 1);

	memcpy(id, day->id, day->id_length);
	memcpy(id + day->id_length, number.text, number.length);
	t->id = id;
	t->remarks = text_at(&room->asleep, form->remarks);
	t->staff = text_at(&room->asleep, form->staff);
	return store_fill(
	    &room->store, index, store_hash(day->hall, ticket_id(t)), t);
}

/* Where it stands follows from its state. */
static bool
stand(struct room *room, struct ticket *t)
{
	struct counter_day *counter = ticket_counter(room, t);

	if (t->state == TICKET_IS_WAITING) {
		ticket_queue(room, t)->waiting++;
		t->turn--;
		order_wait(room, t);
	}
	if (!ticket_at_counter((enum ticket_state)t->state))
		return true;
	if (counter->current)
		return false;
	counter->current = t;
	return true;
}

/* Those who are still in the hall wake. */
static bool
recall_each(struct room *room)
{
	struct packing p = {.in = room->asleep.packed};
	struct slice number;
	struct ticket t;
	struct form form;

	for (uint32_t i = 0; i < room->asleep.count; i++) {
		if (!unpack_ticket(&p, &form, &t, &number) ||
		    !is_sound(room, &form, &t, number))
			return false;
		if (!ticket_ended((enum ticket_state)t.state) &&
		    !stand(room, awaken(room, i, &form, &t, number)))
			return false;
	}
	return p.in.length == 0;
}

bool
tickets_recall(
    struct room *room, struct hall_day *day, uint32_t count, struct slice *in)
{
	struct asleep *all = &room->asleep;

	if (!unpack_text(in, &all->texts) || !unpack_text(in, &all->packed) ||
	    all->texts.length == 0 || all->texts.text[all->texts.length - 1] ||
	    count > all->packed.length / PACKED_MIN || room->store.count > 0)
		return false;
	all->day = day;
	all->count = count;
	store_open(&room->store, count);
	return recall_each(room);
}

/* Each was looked at when it was recalled. */
static void
wake(struct room *room)
{
	struct packing p = {.in = room->asleep.packed};
	struct slice number;
	struct ticket t;
	struct form form;

	for (uint32_t i = 0; i < room->asleep.count; i++)
		if (unpack_ticket(&p, &form, &t, &number) &&
		    ticket_ended((enum ticket_state)t.state))
			awaken(room, i, &form, &t, number);
	room->asleep.count = 0;
}

uint32_t
room_tickets(struct room *room)
{
	if (room->asleep.count)
		wake(room);
	return room->store.count;
}

/* A number behind the highest of its prefix was never given. */
static bool
may_sleep(const struct asleep *all, const struct hall *hall, struct slice id)
{
	const struct hall_day *day = all->day;
	struct slice number, text;
	uint32_t value;

	if (all->count == 0 || day->hall != hall ||
	    id.length < day->id_length ||
	    memcmp(id.text, day->id, day->id_length) != 0)
		return false;
	number = (struct slice){
	    id.text + day->id_length, id.length - day->id_length};
	if (ticket_number_parse(number, &text, &value) < 0)
		return true;
	return value < ticket_next_number(day, text);
}

bool
room_wake_for(struct room *room, const struct hall *hall, struct slice id)
{
	if (!may_sleep(&room->asleep, hall, id))
		return false;
	wake(room);
	return true;
}
