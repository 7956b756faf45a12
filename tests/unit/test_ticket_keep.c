/*
 * test_ticket_keep.c - a hall's day that was kept and recalled goes on as if
 * it had been folded without a break.
 */
#include "ticket_fixture.h"

#include "record/reader.h"

#define DAYS 40
#define FACTS 300
#define ANSWERS 1000

static const char *const events[] = {"take", "take", "call", "recall", "start",
    "hold", "resume", "transfer", "divert", "refer", "escalate", "attend",
    "absent", "leave", "finish", "call", "start", "finish"};
static const char *const counter_events[] = {
    "open", "pause", "resume", "close"};
static const char *const queues[] = {"payment", "business", "vip", "other"};
static const char *const classes[] = {"", "vip", "special", "green", "normal"};
static const char *const places[] = {"payment", "business", "C01", "C03"};

#define ONE_OF(list, seed) (list)[unit_random(seed) % COUNT(list)]

static void
random_line(uint64_t *seed, int second, char line[200])
{
	unsigned number = (unsigned)(unit_random(seed) % 40) + 1;
	unsigned what = (unsigned)(unit_random(seed) % 15);
	char time[16];

	snprintf(time, sizeof(time), "%02d:%02d:%02d", 9 + second / 3600,
	    second / 60 % 60, second % 60);
	if (what == 0)
		snprintf(line, 200, "%s C0%u %s staff=S0%u", time,
		    (unsigned)(unit_random(seed) % 4) + 1,
		    ONE_OF(counter_events, seed),
		    (unsigned)(unit_random(seed) % 2) + 1);
	else if (what == 1)
		snprintf(line, 200, "%s rating ticket=A%03u score=%u", time,
		    number, (unsigned)(unit_random(seed) % 6));
	else
		snprintf(line, 200,
		    "%s A%03u %s queue=%s counter=C0%u to=%s class=%s "
		    "staff=S0%u reason=r",
		    time, number, ONE_OF(events, seed), ONE_OF(queues, seed),
		    (unsigned)(unit_random(seed) % 4) + 1, ONE_OF(places, seed),
		    ONE_OF(classes, seed),
		    (unsigned)(unit_random(seed) % 3) + 1);
}

/* What a text makes of a day; NULL when it, or what was kept, is refused. */
static struct stream *
fold(struct config *config, struct slice text, struct slice kept)
{
	char *path = scratch_file(text);
	struct stream_options options = ticket_stream(config, &path);
	struct stream *stream;
	struct error error;

	options.kept = kept;
	stream = stream_load(&options, &error);
	scratch_drop(path);
	return stream;
}

/* One line more, and the record that it is. */
static void
tell_random(uint64_t *seed, int second, struct telling *t, struct arena *arena,
    struct record *record)
{
	size_t before = t->text.length;
	struct complaint c = {0};
	struct slice line, kind;
	char told[200];

	random_line(seed, second, told);
	tell(t, told);
	line = arena_slice(arena,
	    (struct slice){t->text.text + before, t->text.length - before - 1});
	kind = (struct slice){line.text,
	    (size_t)((char *)memchr(line.text, ',', line.length) - line.text)};
	assert_int_equal(record_parse(line, heading_standard(kind_find(kind)),
			     arena, record, &c),
	    0);
}

/* Only what the day allows: faults are never kept. */
static void
possible_day(struct config *config, uint64_t *seed, struct telling *t)
{
	struct stream *stream = fold(config, SLICE(""), SLICE(""));
	struct complaint c = {0};
	struct arena arena = {0};
	int second = 0;

	tell_headings(t);
	for (int i = 0; i < FACTS; i++) {
		size_t before = t->text.length;
		struct record record;

		second += (int)(unit_random(seed) % 3) *
			  (int)(unit_random(seed) % 20);
		tell_random(seed, second, t, &arena, &record);
		if (stream_take(stream, &record, &c) < 0)
			t->text.length = before;
		buffer_clear(&c.why);
	}
	buffer_release(&c.why);
	stream_release(stream);
	arena_release(&arena);
}

/* All that it knows: who sleeps wakes. */
static enum hall_status
print_any(struct stream *stream, struct buffer *out)
{
	struct output *output = output_to(out);
	struct writer *writer = writer_new(output);
	struct error error;
	enum hall_status status = stream_finish(stream, writer, &error);

	writer_free(writer);
	assert_int_equal(output_close(output, &error), 0);
	return status;
}

static void
print(struct stream *stream, struct buffer *out)
{
	assert_int_equal(stream_faults(stream), 0);
	assert_int_equal(print_any(stream, out), HALL_DONE);
}

/* The day in two, cut behind the headings and so many bytes at a line. */
static void
cut_day(const struct telling *t, size_t at, struct slice *first,
    struct buffer *second)
{
	struct telling headings = {.seq = 0};
	const char *end;

	tell_headings(&headings);
	if (at < headings.text.length)
		at = headings.text.length;
	end = memchr(t->text.text + at - 1, '\n', t->text.length - at + 1);
	*first = (struct slice){t->text.text, (size_t)(end - t->text.text) + 1};
	buffer_slice(second, buffer_view(&headings.text));
	buffer_add(second, end + 1, t->text.length - first->length);
	buffer_release(&headings.text);
}

static void
a_day_recalled_goes_on_as_it_was(void **state)
{
	struct config *config = scratch_config(hall_yaml);
	uint64_t seed = 7;

	(void)state;
	for (int day = 0; day < DAYS; day++) {
		struct telling t = {.journalled = true};
		struct buffer kept = {0}, again = {0}, rest = {0};
		struct buffer whole = {0}, parts = {0};
		struct slice first;
		struct stream *stream;

		possible_day(config, &seed, &t);
		cut_day(&t, unit_random(&seed) % t.text.length, &first, &rest);
		stream = fold(config, first, SLICE(""));
		assert_true(stream_keep(stream, &kept));
		stream_release(stream);
		stream = fold(config, SLICE(""), buffer_view(&kept));
		assert_non_null(stream);
		assert_true(stream_keep(stream, &again));
		stream_release(stream);
		assert_int_equal(kept.length, again.length);
		stream = fold(config, buffer_view(&rest), buffer_view(&again));
		assert_non_null(stream);
		print(stream, &parts);
		stream_release(stream);
		stream = fold(config, buffer_view(&t.text), SLICE(""));
		print(stream, &whole);
		stream_release(stream);
		assert_true(
		    slice_equal(buffer_view(&whole), buffer_view(&parts)));
		buffer_release(&t.text);
		buffer_release(&kept);
		buffer_release(&again);
		buffer_release(&rest);
		buffer_release(&whole);
		buffer_release(&parts);
	}
	config_free(config);
}

/* The whole day and one that was kept answer a fact alike. */
static void
answer_alike(struct config *config, struct slice day, struct slice kept,
    uint64_t *seed, unsigned *refused)
{
	struct stream *whole = fold(config, day, SLICE(""));
	struct stream *recalled = fold(config, SLICE(""), kept);
	struct complaint first = {0}, second = {0};
	struct telling t = {.journalled = true, .seq = FACTS};
	struct arena arena = {0};
	struct record record;

	tell_random(seed, 3 * 3600, &t, &arena, &record);
	assert_int_equal(stream_take(whole, &record, &first),
	    stream_take(recalled, &record, &second));
	assert_true(
	    slice_equal(buffer_view(&first.why), buffer_view(&second.why)));
	*refused += first.why.length > 0;
	buffer_release(&first.why);
	buffer_release(&second.why);
	buffer_release(&t.text);
	arena_release(&arena);
	stream_release(whole);
	stream_release(recalled);
}

/* Whoever sleeps is found: a number is not given again, a no-show comes. */
static void
a_day_recalled_answers_as_the_whole(void **state)
{
	struct config *config = scratch_config(hall_yaml);
	struct telling t = {.journalled = true};
	struct buffer kept = {0};
	struct stream *stream;
	unsigned refused = 0;
	uint64_t seed = 13;

	(void)state;
	possible_day(config, &seed, &t);
	stream = fold(config, buffer_view(&t.text), SLICE(""));
	assert_true(stream_keep(stream, &kept));
	stream_release(stream);
	for (int i = 0; i < ANSWERS; i++)
		answer_alike(config, buffer_view(&t.text), buffer_view(&kept),
		    &seed, &refused);
	assert_in_range(refused, ANSWERS / 10, ANSWERS / 20 * 19);
	buffer_release(&t.text);
	buffer_release(&kept);
	config_free(config);
}

/* Bytes that anybody wrote: nothing falls over, whatever comes of it. */
static void
bytes_of_anybody_lead_nowhere(void **state)
{
	struct telling t = {.journalled = true};
	struct buffer kept = {0}, rest = {0}, out = {0};
	struct config *config = scratch_config(hall_yaml);
	unsigned refused = 0;
	struct stream *stream;
	struct slice first;
	uint64_t seed = 11;

	(void)state;
	possible_day(config, &seed, &t);
	cut_day(&t, t.text.length / 2, &first, &rest);
	stream = fold(config, first, SLICE(""));
	assert_true(stream_keep(stream, &kept));
	stream_release(stream);
	for (int i = 0; i < 2000; i++) {
		size_t at = unit_random(&seed) % kept.length;
		char was = kept.text[at];
		size_t length = kept.length;

		kept.text[at] = i % 2 ? (char)(unit_random(&seed))
				      : (char)(was ^ 1 << i / 2 % 8);
		if (i % 16 == 15)
			length = at;
		stream = fold(config, buffer_view(&rest),
		    (struct slice){kept.text, length});
		refused += !stream;
		if (stream)
			print_any(stream, &out);
		buffer_clear(&out);
		stream_release(stream);
		kept.text[at] = was;
	}
	assert_true(refused > 200);
	buffer_release(&t.text);
	buffer_release(&out);
	buffer_release(&kept);
	buffer_release(&rest);
	config_free(config);
}

static bool
can_be_kept(const char *const *lines, size_t count, bool journalled)
{
	struct telling t = {.journalled = journalled};
	struct config *config = scratch_config(hall_yaml);
	struct buffer kept = {0};
	struct stream *stream;
	bool can;

	tell_headings(&t);
	for (size_t i = 0; i < count; i++)
		tell(&t, lines[i]);
	stream = fold(config, buffer_view(&t.text), SLICE(""));
	can = stream_keep(stream, &kept);
	stream_release(stream);
	buffer_release(&kept);
	buffer_release(&t.text);
	config_free(config);
	return can;
}

static void
only_what_is_whole_is_kept(void **state)
{
	static const char *const good[] = {"09:00:00 A001 take queue=payment"};
	static const char *const faulty[] = {
	    "09:00:00 A001 take queue=payment", "09:00:00 A001 finish"};
	static const char *const odd_number[] = {
	    "09:00:00 A001 take queue=payment number=Z9"};

	(void)state;
	assert_true(can_be_kept(good, 0, true));
	assert_true(can_be_kept(good, 1, true));
	assert_false(can_be_kept(good, 1, false)); /* it waited for the end */
	assert_false(can_be_kept(faulty, 2, true));
	assert_false(can_be_kept(odd_number, 1, true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_recalled_goes_on_as_it_was),
	    cmocka_unit_test(a_day_recalled_answers_as_the_whole),
	    cmocka_unit_test(bytes_of_anybody_lead_nowhere),
	    cmocka_unit_test(only_what_is_whole_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
