/*
 * test_ticket_random.c - what holds for every day, however it went.
 */
#include "ticket_fixture.h"

#define DAYS 60
#define FACTS 400

static const char *const events[] = {"take", "call", "recall", "start", "hold",
    "resume", "transfer", "divert", "refer", "escalate", "attend", "absent",
    "leave", "finish", "call", "start", "finish", "call", "start", "finish"};
static const char *const counter_events[] = {
    "open", "pause", "resume", "close"};
static const char *const queues[] = {"payment", "business", "vip", "other"};
static const char *const classes[] = {"", "vip", "special", "green", "normal"};
static const char *const places[] = {"payment", "business", "C01", "C03"};

static const char *
one_of(const char *const *list, size_t count, uint64_t *seed)
{
	return list[unit_random(seed) % count];
}

/*
 * Events of tickets and counters, most of them possible; many fall into the
 * same second.
 */
static void
random_line(uint64_t *seed, int second, char line[200])
{
	unsigned number = (unsigned)(unit_random(seed) % 30) + 1;
	int used;

	used = snprintf(line, 200, "%02d:%02d:%02d ", 9 + second / 3600,
	    second / 60 % 60, second % 60);
	if (unit_random(seed) % 12 == 0) {
		snprintf(line + used, 200 - (size_t)used, "C0%u %s staff=S0%u",
		    (unsigned)(unit_random(seed) % 3) + 1,
		    one_of(counter_events, COUNT(counter_events), seed),
		    (unsigned)(unit_random(seed) % 2) + 1);
		return;
	}
	if (unit_random(seed) % 15 == 0) {
		snprintf(line + used, 200 - (size_t)used,
		    "rating ticket=A%03u score=%u", number,
		    (unsigned)(unit_random(seed) % 6));
		return;
	}
	snprintf(line + used, 200 - (size_t)used,
	    "A%03u %s queue=%s counter=C0%u to=%s class=%s reason=r", number,
	    one_of(events, COUNT(events), seed),
	    one_of(queues, COUNT(queues), seed),
	    (unsigned)(unit_random(seed) % 3) + 1,
	    one_of(places, COUNT(places), seed),
	    one_of(classes, COUNT(classes), seed));
}

static void
random_day(struct telling *t, uint64_t seed)
{
	char line[200];
	int second = 0;

	tell_headings(t);
	for (int i = 0; i < FACTS; i++) {
		second += (int)(unit_random(&seed) % 3) *
			  (int)(unit_random(&seed) % 20);
		random_line(&seed, second, line);
		tell(t, line);
	}
	if (unit_random(&seed) % 2)
		tell(t, "23:59:59 day closed");
}

static long long
number_of(struct slice text)
{
	long long value = 0;

	assert_int_equal(slice_int(text, &value), 0);
	return value;
}

static long long
number_in(const char *text)
{
	return number_of(slice_of(text));
}

static int64_t
seconds_of(const char *text)
{
	struct moment m;

	assert_int_equal(moment_parse(slice_of(text), &m), 0);
	return m.utc_seconds;
}

static void
check_visit(const struct folded *f, const char *number, long long sums[2])
{
	const char *outcome = visit(f, number, "outcome");
	const char *serve = visit(f, number, "serve");

	if (strcmp(outcome, "?") == 0)
		return;
	sums[0]++;
	sums[1] += strcmp(outcome, "served") == 0;
	if (strcmp(outcome, "served") == 0)
		assert_string_not_equal(serve, "");
	if (*serve == '\0')
		return;
	assert_int_equal(number_in(visit(f, number, "wait")) +
			     number_in(visit(f, number, "response")) +
			     number_in(serve) +
			     number_in(visit(f, number, "held")),
	    seconds_of(visit(f, number, "finished")) -
		seconds_of(visit(f, number, "taken")));
}

/* The sum of a column over all records of a kind. */
static long long
sum_of(const struct folded *f, enum kind kind, const char *column)
{
	int at = kind_column(kind, slice_of(column));
	struct slice rest = buffer_view(&f->text), line, field;
	long long sum = 0;

	while (slice_cut(&rest, '\n', &line)) {
		slice_cut(&line, ',', &field);
		if (!slice_is(field, kinds[kind].name))
			continue;
		for (int i = 0; i <= at; i++)
			slice_cut(&line, ',', &field);
		if (field.length)
			sum += number_of(field);
	}
	return sum;
}

static void
test_sums_agree_on_every_day(void **state)
{
	(void)state;
	for (uint64_t day = 1; day <= DAYS; day++) {
		struct telling t = {.journalled = true};
		long long visits[2] = {0, 0};
		struct folded f;
		char number[16];

		random_day(&t, day * 7919);
		fold_text(buffer_view(&t.text), hall_yaml, &f);
		for (int n = 1; n <= 30; n++) {
			snprintf(number, sizeof(number), "A%03d", n);
			check_visit(&f, number, visits);
		}
		assert_int_equal(visits[0], count_of(&f, "visit"));
		assert_int_equal(
		    visits[0], sum_of(&f, KIND_QUEUELINE, "arrived"));
		assert_int_equal(
		    visits[1], sum_of(&f, KIND_QUEUELINE, "served"));
		assert_int_equal(visits[1], sum_of(&f, KIND_SEAT, "served"));
		folded_release(&f);
		buffer_release(&t.text);
	}
}

static void
test_the_output_through_the_fold_is_the_output(void **state)
{
	(void)state;
	for (uint64_t day = 1; day <= DAYS; day++) {
		struct telling t = {.journalled = day % 2 == 0};
		struct folded once, twice;

		random_day(&t, day * 104729);
		fold_text(buffer_view(&t.text), hall_yaml, &once);
		fold_text(buffer_view(&once.text), hall_yaml, &twice);
		assert_int_equal(once.status, twice.status);
		assert_string_equal(once.text.text, twice.text.text);
		folded_release(&once);
		folded_release(&twice);
		buffer_release(&t.text);
	}
}

/* Facts without seq: the lines behind the headings in another order. */
static void
shuffle(const struct buffer *from, struct buffer *to, uint64_t *seed)
{
	struct slice rest = buffer_view(from), line[FACTS + 8];
	size_t count = 0, headings = 0;

	while (count < COUNT(line) && rest.length &&
	       slice_cut(&rest, '\n', &line[count])) {
		headings += line[count].length && *line[count].text == '#';
		count++;
	}
	for (size_t left = count - headings; left > 1; left--) {
		size_t with = headings + unit_random(seed) % left;
		size_t last = headings + left - 1;
		struct slice held = line[last];

		line[last] = line[with];
		line[with] = held;
	}
	for (size_t i = 0; i < count; i++) {
		buffer_slice(to, line[i]);
		buffer_char(to, '\n');
	}
}

static const char *
derived_part(const struct folded *f)
{
	const char *at = strstr(f->text.text, "\n#visit,");
	const char *stage = at ? strstr(at, "\n#stage,") : NULL;

	assert_non_null(stage);
	f->text.text[stage - f->text.text] = '\0';
	return at;
}

static void
test_without_seq_the_order_of_lines_means_nothing(void **state)
{
	uint64_t seed = 99;

	(void)state;
	for (uint64_t day = 1; day <= DAYS; day++) {
		struct telling t = {.journalled = false};
		struct buffer shuffled = {0};
		struct folded first, second;

		random_day(&t, day * 31337);
		shuffle(&t.text, &shuffled, &seed);
		fold_text(buffer_view(&t.text), hall_yaml, &first);
		fold_text(buffer_view(&shuffled), hall_yaml, &second);
		assert_string_equal(
		    derived_part(&first), derived_part(&second));
		folded_release(&first);
		folded_release(&second);
		buffer_release(&shuffled);
		buffer_release(&t.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sums_agree_on_every_day),
	    cmocka_unit_test(test_the_output_through_the_fold_is_the_output),
	    cmocka_unit_test(test_without_seq_the_order_of_lines_means_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
