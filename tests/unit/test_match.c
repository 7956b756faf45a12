/* Matching against what it promises, over many small random days. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "reconcile/match.h"
#include "reconcile/pool.h"
#include "reconcile/occurrence.h"
#include "record/reader.h"

#include "config_unit.h"

static const char
    definition[] = "hall: {id: H01}\n"
		   "zone: \"+08:00\"\n"
		   "calendars:\n"
		   "  bank: {weekly_rest: [sat, sun], years: {2026: {}}}\n"
		   "sources:\n"
		   "  w: {map: {time: t, amount: a}}\n"
		   "reconcile:\n"
		   "  w:\n"
		   "    left: {kind: payment, where: {method: wechat}}\n"
		   "    right: {source: w}\n"
		   "    window: {before: 0, after: 1}\n"
		   "    rules:\n"
		   "      - {name: ref, on: [ref, amount]}\n"
		   "      - {name: account, on: [account, amount]}\n";

struct day {
	struct config *config;
	struct arena arena;
	struct sets sets;
	struct items items;
	struct scope scope;
	struct zone zone;
	struct matching m;
};

static const char
    payment_heading[] = "payment,id,time,hall,staff,account,method,amount,ref";
static const char row_heading
    [] = "statement,id,source,account,hall,time,date,amount,ref,status";

static void
add_line(struct day *d, const char *heading, const char *line)
{
	struct complaint c = {0};
	struct record r;
	struct heading *h = heading_parse(slice_of(heading), &d->arena, &c);

	assert_int_equal(record_parse(slice_of(line), h, &d->arena, &r, &c), 0);
	r.place.file = "test";
	assert_int_equal(items_add(&d->items, &r, 0, &c), 0);
	buffer_release(&c.why);
}

static void
day_start(struct day *d)
{
	struct error e = {HALL_DONE, ""};

	memset(d, 0, sizeof(*d));
	d->config = load(definition);
	assert_int_equal(sets_load(&d->sets, d->config, &d->arena, &e), 0);
	items_init(&d->items, &d->sets);
	assert_int_equal(zone_parse(SLICE("+08:00"), &d->zone, &e), 0);
	d->scope = (struct scope){.day = DATE_NONE,
	    .open_seconds = TIME_NONE,
	    .close_seconds = TIME_NONE,
	    .open_date = DATE_NONE,
	    .close_date = DATE_NONE,
	    .zone = &d->zone};
}

static void
day_match(struct day *d)
{
	struct error e = {HALL_DONE, ""};

	assert_int_equal(
	    matching_init(&d->m, &d->sets.set[0], 0, &d->items, &d->scope, &e),
	    0);
	assert_int_equal(matching_run(&d->m, &e), 0);
}

static void
day_end(struct day *d)
{
	matching_release(&d->m);
	items_release(&d->items);
	arena_release(&d->arena);
	config_free(d->config);
}

static char *
random_line(uint64_t *seed, size_t number, bool row, struct arena *arena)
{
	unsigned day = 1 + (unsigned)(unit_random(seed) % 4);
	unsigned ref = (unsigned)(unit_random(seed) % 6);
	unsigned account = (unsigned)(unit_random(seed) % 3);
	unsigned amount = 1 + (unsigned)(unit_random(seed) % 2);
	char name[16] = "";

	if (ref > 0)
		snprintf(name, sizeof(name), "R%u", ref);
	if (row)
		return arena_text(arena,
		    "statement,w-%zu,w,A%u,H01,2026-11-%02uT10:00:00+08:00,"
		    "2026-11-%02u,%u.00,%s,ok",
		    number, account, day, day, amount, name);
	return arena_text(arena,
	    "payment,P%zu,2026-11-%02uT10:00:00+08:00,H01,S01,A%u,wechat,"
	    "%u.00,%s",
	    number, day, account, amount, name);
}

#define LINES_MAX 40

static size_t
random_lines(uint64_t *seed, char *line[LINES_MAX], struct arena *arena)
{
	size_t count = unit_random(seed) % LINES_MAX;

	for (size_t i = 0; i < count; i++)
		line[i] = random_line(seed, i, unit_random(seed) % 2, arena);
	return count;
}

static void
add_lines(struct day *d, char *const *line, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_line(d, line[i][0] == 'p' ? payment_heading : row_heading,
		    line[i]);
}

static bool
same_text(const struct day *d, pool_text a, pool_text b)
{
	return a && b &&
	       slice_equal(item_text(&d->items, a), item_text(&d->items, b));
}

static bool
may_pair(const struct day *d, const struct entry *l, const struct entry *r,
    unsigned rule)
{
	const struct item *a = entry_item(&d->m, l), *b = entry_item(&d->m, r);
	int days = r->date - l->date;

	return l->amount_fen == r->amount_fen && days >= 0 && days <= 1 &&
	       (rule == 0 ? same_text(d, a->ref, b->ref)
			  : same_text(d, a->account, b->account));
}

/* Partners agree, each is used once, and a number is never left lying. */
static void
check(const struct day *d)
{
	const struct entries *left = &d->m.left, *right = &d->m.right;

	for (size_t i = 0; i < left->count; i++) {
		const struct entry *l = &left->list[i];

		if (l->state == ENTRY_MATCHED) {
			const struct entry *r = &right->list[l->partner];

			assert_int_equal(r->state, ENTRY_MATCHED);
			assert_int_equal(r->partner, i);
			assert_true(may_pair(d, l, r, l->rule));
			continue;
		}
		for (size_t k = 0; k < right->count; k++)
			if (right->list[k].state != ENTRY_MATCHED)
				assert_false(
				    may_pair(d, l, &right->list[k], 0));
	}
}

/* What came of it, in an order of its own. */
static char *
outcome(const struct day *d, struct arena *arena)
{
	struct buffer text = {0};
	char *kept;

	for (size_t i = 0; i < d->m.left.count; i++) {
		const struct entry *e = &d->m.left.list[i];
		struct slice other = {"", 0};

		if (e->state == ENTRY_MATCHED || e->state == ENTRY_DIFFERS)
			other = item_text(&d->items,
			    entry_item(&d->m, &d->m.right.list[e->partner])
				->id);
		buffer_format(&text, "%.*s %d %d %d %.*s\n",
		    SLICE_ARG(item_text(&d->items, entry_item(&d->m, e)->id)),
		    e->state, e->why, e->state == ENTRY_MATCHED ? e->rule : 0,
		    SLICE_ARG(other));
	}
	for (size_t i = 0; i < d->m.right.count; i++)
		buffer_format(&text, "%.*s %d %d\n",
		    SLICE_ARG(item_text(
			&d->items, entry_item(&d->m, &d->m.right.list[i])->id)),
		    d->m.right.list[i].state, d->m.right.list[i].why);
	kept = arena_text(arena, "%s", text.text ? text.text : "");
	buffer_release(&text);
	return kept;
}

static void
shuffle(char **line, size_t count, uint64_t *seed)
{
	for (size_t i = count; i > 1; i--) {
		size_t k = unit_random(seed) % i;
		char *t = line[i - 1];

		line[i - 1] = line[k];
		line[k] = t;
	}
}

static void
test_random_days(void **state)
{
	uint64_t seed = 20261102;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct arena arena = {0};
		char *line[LINES_MAX], *first, *second;
		size_t count = random_lines(&seed, line, &arena);
		struct day d;

		day_start(&d);
		add_lines(&d, line, count);
		day_match(&d);
		check(&d);
		first = outcome(&d, &arena);
		day_end(&d);
		shuffle(line, count, &seed);
		day_start(&d);
		add_lines(&d, line, count);
		day_match(&d);
		second = outcome(&d, &arena);
		day_end(&d);
		assert_string_equal(first, second);
		arena_release(&arena);
	}
}

/* 2 Monday 09:00, closed at 18:00; the day before was closed at 18:00. */
static struct scope
monday(struct zone *zone)
{
	struct error e;
	struct scope s = {.limited = true, .zone = zone};

	assert_int_equal(zone_parse(SLICE("+08:00"), zone, &e), 0);
	date_parse(SLICE("2026-11-02"), &s.day);
	s.open_date = s.day - 1;
	s.open_seconds = zone_local(zone, s.open_date, 18 * 3600).utc_seconds;
	s.close_date = s.day;
	s.close_seconds = zone_local(zone, s.day, 18 * 3600).utc_seconds;
	return s;
}

static enum scope_place
place(const struct scope *s, int days, int32_t second, unsigned flags)
{
	struct item item = {.kind = KIND_STATEMENT, .flags = (uint8_t)flags};

	item.date = s->day + days;
	item.time_seconds = second < 0 ? TIME_NONE
				       : zone_local(s->zone, item.date, second)
					     .utc_seconds;
	return scope_place(s, &item);
}

static void
test_a_business_day_begins_with_the_close_before(void **state)
{
	struct zone zone;
	struct scope s = monday(&zone);

	(void)state;
	assert_int_equal(place(&s, -1, 17 * 3600, 0), PLACE_EARLY);
	assert_int_equal(place(&s, -1, 22 * 3600, 0), PLACE_IN);
	assert_int_equal(place(&s, 0, 18 * 3600, 0), PLACE_IN);
	assert_int_equal(place(&s, 0, 18 * 3600 + 1, 0), PLACE_LATE);
	assert_int_equal(place(&s, 1, 9 * 3600, 0), PLACE_OUTSIDE);
	assert_int_equal(place(&s, -1, 9 * 3600, ITEM_CARRIED), PLACE_IN);
	assert_int_equal(place(&s, -1, -1, 0), PLACE_EARLY);
	assert_int_equal(place(&s, 0, -1, 0), PLACE_IN);
	assert_int_equal(place(&s, 1, -1, 0), PLACE_OUTSIDE);
	/* Over a weekend the bank's rows of all its days belong to it. */
	s.open_date = s.day - 3;
	assert_int_equal(scope_first_date(&s), s.day - 2);
	assert_int_equal(place(&s, -2, -1, 0), PLACE_IN);
	assert_int_equal(place(&s, -3, -1, 0), PLACE_EARLY);
	/* Without an opening the day begins at midnight. */
	s.open_date = DATE_NONE;
	s.open_seconds = TIME_NONE;
	assert_int_equal(place(&s, -1, 23 * 3600, 0), PLACE_EARLY);
	assert_int_equal(place(&s, 0, 0, 0), PLACE_IN);
}

static void
test_windows_of_working_days(void **state)
{
	struct day d;
	struct error e = {HALL_DONE, ""};
	struct window w = {.before = 1, .after = 1};
	int32_t friday, from, to;

	(void)state;
	day_start(&d);
	date_parse(SLICE("2026-11-06"), &friday);
	w.calendar = config_calendar(d.config, "bank", &e);
	assert_int_equal(window_dates(&w, friday, &from, &to, &e), 0);
	assert_int_equal(from, friday - 1);
	assert_int_equal(to, friday + 3);
	date_parse(SLICE("2026-12-31"), &friday);
	assert_int_equal(window_dates(&w, friday, &from, &to, &e), -1);
	assert_string_equal(
	    e.text, "the calendar has no data of the year 2027");
	day_end(&d);
}

static void
test_the_pool_keeps_texts_of_any_length(void **state)
{
	static const size_t length[] = {
	    0, 1, 3, 4, 5, 11, 12, 13, 1000, (1 << 20) - 20, 1 << 20, 3 << 20};
	struct pool pool = {0};
	pool_text text[COUNT(length) * 3];
	char *bytes = memory_new(4 << 20);
	size_t n = 0;

	(void)state;
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < COUNT(length); i++) {
			memset(bytes, 'a' + (int)n % 26, length[i]);
			text[n++] = pool_add(
			    &pool, (struct slice){bytes, length[i]});
		}
	for (size_t i = 0; i < n; i++) {
		struct slice s = pool_get(&pool, text[i]);

		assert_int_equal(s.length, length[i % COUNT(length)]);
		if (s.length) {
			assert_int_equal(s.text[0], 'a' + (int)i % 26);
			assert_int_equal(
			    s.text[s.length - 1], 'a' + (int)i % 26);
			assert_int_equal(s.text[s.length], 0);
		}
	}
	pool_release(&pool);
	free(bytes);
}

static void
test_texts_that_come_again_have_one_number(void **state)
{
	struct pool pool = {0};
	pool_text number[3000], other;

	(void)state;
	assert_int_equal(pool_once(&pool, SLICE("")), 0);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < COUNT(number); i++) {
			char text[16];
			pool_text n;

			snprintf(text, sizeof(text), "A%zu", i * i);
			n = pool_once(&pool, slice_of(text));
			if (round == 0)
				number[i] = n;
			assert_int_equal(n, number[i]);
			assert_true(slice_is(pool_get(&pool, n), text));
		}
	/* What is only added is not known again. */
	other = pool_add(&pool, SLICE("B"));
	assert_int_not_equal(pool_once(&pool, SLICE("B")), other);
	pool_release(&pool);
}

static void
test_the_spool_keeps_lines_of_any_length(void **state)
{
	static const size_t length[] = {
	    0, 1, 4, 250, 65531, 65532, 65533, 65536, 200000, 7};
	struct spool *spool = spool_new();
	spool_line line[COUNT(length) * 8];
	char *bytes = memory_new(200000);

	(void)state;
	for (size_t i = 0; i < COUNT(line); i++) {
		memset(bytes, 'a' + (int)i % 26, 200000);
		line[i] = spool_add(
		    spool, (struct slice){bytes, length[i % COUNT(length)]});
	}
	/* The oldest last, from the file. */
	for (size_t i = COUNT(line); i-- > 0;) {
		struct slice s = spool_get(spool, line[i]);

		memset(bytes, 'a' + (int)i % 26, 200000);
		assert_int_equal(s.length, length[i % COUNT(length)]);
		assert_memory_equal(s.text ? s.text : "", bytes, s.length);
	}
	spool_free(spool);
	free(bytes);
}

static void
test_occurrences_are_counted(void **state)
{
	struct occurrences o = {0};

	(void)state;
	for (uint64_t k = 0; k < 5000; k++)
		for (uint64_t n = 0; n < 1 + k % 3; n++)
			assert_int_equal(
			    ++*occurrences_at(&o, k * k + 2), n + 1);
	assert_int_equal(*occurrences_at(&o, 6), 3);
	assert_int_equal(++*occurrences_at(&o, 0), 1);
	occurrences_release(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_days),
	    cmocka_unit_test(test_a_business_day_begins_with_the_close_before),
	    cmocka_unit_test(test_windows_of_working_days),
	    cmocka_unit_test(test_the_pool_keeps_texts_of_any_length),
	    cmocka_unit_test(test_texts_that_come_again_have_one_number),
	    cmocka_unit_test(test_the_spool_keeps_lines_of_any_length),
	    cmocka_unit_test(test_occurrences_are_counted),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
