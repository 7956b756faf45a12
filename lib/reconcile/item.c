#include "reconcile/item.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "record/reader.h"

#define SLOTS_FIRST 1024

/* Which column of a kind says what of an item; -1: none does. */
static const struct item_columns {
	enum kind kind;
	int id, time, hall, amount, ref, account, terminal, counter, staff;
	int day, payment;
} columns[] = {
    {KIND_PAYMENT, PAYMENT_ID, PAYMENT_TIME, PAYMENT_HALL, PAYMENT_AMOUNT,
	PAYMENT_REF, PAYMENT_ACCOUNT, PAYMENT_DEVICE, PAYMENT_COUNTER,
	PAYMENT_STAFF, PAYMENT_DAY, -1},
    {KIND_VOID, VOID_ID, VOID_TIME, VOID_HALL, VOID_AMOUNT, VOID_REF, -1, -1,
	VOID_COUNTER, VOID_STAFF, VOID_DAY, VOID_PAYMENT},
    {KIND_REFUND, REFUND_ID, REFUND_TIME, REFUND_HALL, REFUND_AMOUNT,
	REFUND_REF, -1, -1, REFUND_COUNTER, REFUND_STAFF, REFUND_DAY,
	REFUND_PAYMENT},
    {KIND_DEPOSIT, DEPOSIT_ID, DEPOSIT_TIME, DEPOSIT_HALL, DEPOSIT_AMOUNT,
	DEPOSIT_SLIP, DEPOSIT_ACCOUNT, -1, -1, DEPOSIT_STAFF, DEPOSIT_DAY, -1},
    {KIND_BATCH, BATCH_ID, BATCH_TIME, BATCH_HALL, BATCH_AMOUNT, BATCH_ID, -1,
	BATCH_DEVICE, -1, BATCH_STAFF, BATCH_DAY, -1},
};

static const struct item_columns *
columns_of(enum kind kind)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (columns[i].kind == kind)
			return &columns[i];
	return NULL;
}

void
items_init(struct items *items, const struct sets *sets)
{
	memset(items, 0, sizeof(*items));
	items->sets = sets;
	items->spool = spool_new();
}

void
items_release(struct items *items)
{
	free(items->list);
	free(items->heading);
	free(items->hall);
	buffer_release(&items->row);
	free(items->slot);
	spool_free(items->spool);
	pool_release(&items->pool);
	arena_release(&items->arena);
}

struct slice
item_text(const struct items *items, pool_text text)
{
	return pool_get(&items->pool, text);
}

const struct heading *
item_heading(const struct items *items, const struct item *item)
{
	return items->heading[item->heading];
}

void
item_write(
    const struct items *items, const struct item *item, struct writer *writer)
{
	struct record r = {.kind = (enum kind)item->kind,
	    .heading = item_heading(items, item),
	    .line = spool_get(items->spool, item->line)};

	writer_record(writer, &r);
}

/* Our copy of a heading: that of a file lives only as long as its reader. */
static uint16_t
keep_heading(struct items *items, const struct heading *heading)
{
	struct complaint none = {0};

	for (size_t i = items->headings; i-- > 0;)
		if (slice_equal(items->heading[i]->line, heading->line))
			return (uint16_t)i;
	if (items->headings == UINT16_MAX)
		memory_exhausted();
	items->heading = memory_grow(
	    items->heading, items->headings + 1, sizeof(*items->heading));
	items->heading[items->headings] = heading_parse(
	    heading->line, &items->arena, &none);
	buffer_release(&none.why);
	return (uint16_t)items->headings++;
}

static uint16_t
keep_hall(struct items *items, struct slice hall)
{
	for (size_t i = items->halls; i-- > 0;)
		if (slice_equal(items->hall[i], hall))
			return (uint16_t)i;
	if (items->halls == UINT16_MAX)
		memory_exhausted();
	items->hall = memory_grow(
	    items->hall, items->halls + 1, sizeof(*items->hall));
	items->hall[items->halls] = arena_slice(&items->arena, hall);
	return (uint16_t)items->halls++;
}

struct slice
item_hall(const struct items *items, const struct item *item)
{
	return items->hall[item->hall];
}

static struct item *
new_item(struct items *items)
{
	struct item *item;

	if (items->count == items->size) {
		if (items->count >= ITEM_NONE / 2)
			memory_exhausted();
		items->size = items->size ? 2 * items->size : 256;
		items->list = memory_grow(
		    items->list, items->size, sizeof(*items->list));
	}
	item = &items->list[items->count++];
	memset(item, 0, sizeof(*item));
	item->fee_millionths = FEE_NONE;
	return item;
}

static pool_text
keep(struct items *items, const struct record *r, int column)
{
	if (column < 0)
		return 0;
	return pool_add(&items->pool, rec_get(r, column));
}

/* What many items share: counters, staff. */
static pool_text
keep_once(struct items *items, const struct record *r, int column)
{
	if (column < 0)
		return 0;
	return pool_once(&items->pool, rec_get(r, column));
}

static bool
is_key(const struct items *items, enum match_key key)
{
	return (items->sets->keys & (unsigned)key) != 0;
}

/* A row of the set's source, taken or (where: says otherwise) left out. */
static void
row_sets(const struct items *items, const struct record *r, struct item *item)
{
	for (size_t i = 0; i < items->sets->count; i++) {
		const struct set *set = &items->sets->set[i];
		uint32_t bit = (uint32_t)1 << i;

		if (!set->source.length ||
		    !slice_equal(set->source, rec_get(r, STATEMENT_SOURCE)))
			continue;
		if (side_takes(&set->right, r))
			item->sets |= bit;
		else
			item->aside |= bit;
	}
}

static uint32_t
fact_sets(const struct items *items, const struct record *r, bool right)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < items->sets->count; i++) {
		const struct set *set = &items->sets->set[i];
		bool takes = right && side_takes(&set->right, r);

		for (size_t k = 0; !right && k < set->lefts; k++)
			takes = takes || side_takes(&set->left[k], r);
		bits |= (uint32_t)takes << i;
	}
	return bits;
}

/*
 * What says which item it is.  A payment that belongs to no set is never
 * looked for; a void belongs where its payment does, so that is not known yet.
 */
static void
keep_keys(struct items *items, const struct record *r,
    const struct item_columns *k, struct item *item)
{
	if (item->sets == 0 && k->payment < 0)
		return;
	item->ref = keep(items, r, k->ref);
	if (is_key(items, KEY_ACCOUNT))
		item->account = keep(items, r, k->account);
	item->terminal = keep_once(items, r, k->terminal);
	item->counter = keep_once(items, r, k->counter);
}

/* The numbers of a fact of ours; keep_fact has the rest. */
static int
read_fact(const struct record *r, const struct item_columns *k,
    struct item *item, struct complaint *c)
{
	struct moment time;
	int64_t fen;

	if (rec_time(r, k->time, &time, c) < 0 ||
	    rec_money(r, k->amount, &fen, c) < 0 ||
	    rec_date_or(r, k->day, moment_date(time), &item->day, c) < 0)
		return -1;
	item->kind = (uint8_t)r->kind;
	item->time_seconds = time.utc_seconds;
	item->date = moment_date(time);
	item->amount_fen = k->payment >= 0 ? -fen : fen;
	return 0;
}

/* Its texts, and what follows from them. */
static void
keep_fact(struct items *items, const struct record *r,
    const struct item_columns *k, struct item *item)
{
	bool right = r->kind == KIND_BATCH;

	item->id = keep(items, r, k->id);
	item->staff = keep_once(items, r, k->staff);
	item->payment = keep(items, r, k->payment);
	item->hall = keep_hall(items, rec_get(r, k->hall));
	item->sets = fact_sets(items, r, right);
	keep_keys(items, r, k, item);
	if (right)
		item->flags |= ITEM_RIGHT;
	if (r->kind == KIND_PAYMENT && rec_get(r, PAYMENT_RECEIPT).length == 0)
		item->flags |= ITEM_STUBLESS;
}

static int
read_row(const struct record *r, struct item *item, struct complaint *c)
{
	struct moment time = {0};
	int64_t coupon_fen;

	item->time_seconds = TIME_NONE;
	if (rec_money(r, STATEMENT_AMOUNT, &item->amount_fen, c) < 0 ||
	    rec_money_or(r, STATEMENT_COUPON, 0, &coupon_fen, c) < 0 ||
	    rec_decimal_or(
		r, STATEMENT_FEE, FEE_NONE, &item->fee_millionths, c) < 0 ||
	    rec_date(r, STATEMENT_DATE, &item->date, c) < 0)
		return -1;
	if (rec_get(r, STATEMENT_TIME).length) {
		if (rec_time(r, STATEMENT_TIME, &time, c) < 0)
			return -1;
		item->time_seconds = time.utc_seconds;
	}
	/* A file with a gross amount has taken the coupon off already. */
	item->fee_base_fen = item->amount_fen;
	if (rec_get(r, STATEMENT_GROSS).length == 0)
		item->fee_base_fen -= coupon_fen;
	item->kind = KIND_STATEMENT;
	item->day = item->date;
	return 0;
}

static void
keep_row(struct items *items, const struct record *r, struct item *item)
{
	item->id = keep(items, r, STATEMENT_ID);
	item->ref = keep(items, r, STATEMENT_REF);
	if (is_key(items, KEY_REF2))
		item->ref2 = keep(items, r, STATEMENT_REF2);
	if (is_key(items, KEY_ACCOUNT))
		item->account = keep(items, r, STATEMENT_ACCOUNT);
	item->terminal = keep_once(items, r, STATEMENT_TERMINAL);
	item->hall = keep_hall(items, rec_get(r, STATEMENT_HALL));
	row_sets(items, r, item);
	item->flags |= ITEM_RIGHT;
	if (slice_is(rec_get(r, STATEMENT_STATUS), "failed"))
		item->flags |= ITEM_FAILED;
}

/* Where the item of that kind and id is, or would be. */
static struct item_slot *
slot_of(
    const struct items *items, enum kind kind, struct slice id, uint32_t hash)
{
	size_t mask = items->slots - 1;
	size_t i = hash & mask;

	for (; items->slot[i].item != ITEM_NONE; i = (i + 1) & mask) {
		const struct item *item = &items->list[items->slot[i].item];

		if (items->slot[i].hash == hash &&
		    item->kind == (uint8_t)kind &&
		    slice_equal(item_text(items, item->id), id))
			break;
	}
	return &items->slot[i];
}

static uint32_t
hash_of(struct slice id)
{
	return (uint32_t)hash_bytes(id.text, id.length);
}

struct item *
items_find(const struct items *items, enum kind kind, struct slice id)
{
	uint32_t at;

	if (items->slots == 0)
		return NULL;
	at = slot_of(items, kind, id, hash_of(id))->item;
	return at == ITEM_NONE ? NULL : &items->list[at];
}

/* All are different: no need to look at them again. */
static void
grow_slots(struct items *items)
{
	size_t slots = items->slots ? 2 * items->slots : SLOTS_FIRST;
	struct item_slot *bigger = memory_array(slots, sizeof(*bigger));

	for (size_t i = 0; i < slots; i++)
		bigger[i].item = ITEM_NONE;
	for (size_t i = 0; i < items->slots; i++) {
		size_t at = items->slot[i].hash & (slots - 1);

		if (items->slot[i].item == ITEM_NONE)
			continue;
		while (bigger[at].item != ITEM_NONE)
			at = (at + 1) & (slots - 1);
		bigger[at] = items->slot[i];
	}
	free(items->slot);
	items->slot = bigger;
	items->slots = slots;
}

/* Of two of one id the later is found by it. */
static void
append(struct items *items, const struct item *draft, const struct record *r,
    struct item_slot *slot, uint32_t hash)
{
	struct item *item = new_item(items);

	*item = *draft;
	item->heading = keep_heading(items, r->heading);
	item->line = spool_add(items->spool, r->line);
	*slot = (struct item_slot){hash, (uint32_t)(items->count - 1)};
}

/* A second line of the same id: 1 known, 0 another event, -1 a complaint. */
static int
judge_again(const struct items *items, struct item *before,
    const struct record *r, unsigned flags, struct complaint *c)
{
	char id[128];

	if (r->kind == KIND_STATEMENT && !(flags & ITEM_FILED))
		before->flags |= ITEM_PASSED;
	if (r->kind == KIND_STATEMENT ||
	    ((before->flags | flags) & ITEM_CARRIED) ||
	    slice_equal(spool_get(items->spool, before->line), r->line))
		return 1;
	if (r->kind == KIND_DEPOSIT || r->kind == KIND_BATCH)
		return 0;
	snprintf(
	    id, sizeof(id), "%.*s", SLICE_ARG(item_text(items, before->id)));
	return complain(c, "id", "twice", "id", id, NULL);
}

int
items_add(struct items *items, const struct record *r, unsigned flags,
    struct complaint *c)
{
	struct item draft = {.fee_millionths = FEE_NONE};
	/* NULL: a row of a statement. */
	const struct item_columns *k = columns_of(r->kind);
	struct item_slot *slot;
	struct slice id;
	uint32_t hash;
	int again = 0, result;

	if (rec_text(r, k ? k->id : STATEMENT_ID, &id, c) < 0)
		return -1;
	if (4 * (items->count + 1) > 3 * items->slots)
		grow_slots(items);
	hash = hash_of(id);
	/* The slot is far from memory, and comes while numbers are read. */
	__builtin_prefetch(&items->slot[hash & (items->slots - 1)]);
	result = k ? read_fact(r, k, &draft, c) : read_row(r, &draft, c);
	slot = slot_of(items, r->kind, id, hash);
	if (slot->item != ITEM_NONE)
		again = judge_again(
		    items, &items->list[slot->item], r, flags, c);
	if (again != 0)
		return again < 0 ? -1 : 0;
	if (result < 0)
		return -1;
	if (k)
		keep_fact(items, r, k, &draft);
	else
		keep_row(items, r, &draft);
	draft.flags |= (uint8_t)flags;
	append(items, &draft, r, slot, hash);
	return 0;
}

/* The row as a reader would hand it over, without writing and reading it. */
bool
items_add_row(struct items *items, const struct statement *s)
{
	struct slice field[STATEMENT_COLUMNS + 1] = {{"statement", 9}};
	struct record r = {.kind = KIND_STATEMENT,
	    .heading = heading_standard(KIND_STATEMENT),
	    .field = field,
	    .fields = STATEMENT_COLUMNS + 1};
	struct complaint c = {0};
	size_t before = items->count;

	memcpy(field + 1, s->row.value, sizeof(field) - sizeof(field[0]));
	buffer_clear(&items->row);
	row_line(&s->row, &items->row);
	r.line = buffer_view(&items->row);
	(void)items_add(items, &r, ITEM_FILED, &c);
	buffer_release(&c.why);
	return items->count > before;
}

/* The line again, with another value in one field. */
static void
change_line(
    const struct record *r, size_t at, struct slice value, struct buffer *line)
{
	for (size_t i = 0; i < r->fields; i++) {
		if (i > 0)
			buffer_char(line, ',');
		field_line(line, i == at ? value : rec_field(r, i));
	}
}

int
items_change(struct items *items, struct item *item, struct slice column,
    struct slice value, struct complaint *c)
{
	const struct heading *heading = item_heading(items, item);
	const struct item_columns *k = columns_of((enum kind)item->kind);
	size_t at = heading_find(heading, column);
	struct arena arena = {0};
	struct buffer line = {0};
	struct record r;
	uint8_t flags = item->flags;
	int result = -1;

	if (at == 0) {
		char *name = memory_text(column);

		complain(c, "column", "column", "column", name, NULL);
		free(name);
	} else if (record_parse(spool_get(items->spool, item->line), heading,
		       &arena, &r, c) == 0) {
		change_line(&r, at, value, &line);
		result = record_parse(
		    buffer_view(&line), heading, &arena, &r, c);
	}
	if (result == 0 && (result = read_fact(&r, k, item, c)) == 0) {
		keep_fact(items, &r, k, item);
		item->line = spool_add(items->spool, buffer_view(&line));
		item->flags = flags;
	}
	arena_release(&arena);
	buffer_release(&line);
	return result;
}
