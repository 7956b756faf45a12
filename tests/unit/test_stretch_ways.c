/*
 * test_stretch_ways.c - what is noted once a stretch is what each record
 * would have told: a stream prints, takes and shows the same when no two
 * records stand together.
 */
#include "stream_fixture.h"

#include "record/stretch.h"

/* Takes the place of the library's. */
/* NOLINTBEGIN(bugprone-suspicious-include) */
uint32_t stretch_begin_really(struct stretch *, const struct record *);
#define stretch_begin stretch_begin_really
#include "../../lib/record/stretch.c"
#undef stretch_begin
/* NOLINTEND(bugprone-suspicious-include) */

#define ROUNDS 500
#define LINES 40

static bool each_alone;
static size_t begun; /* by those that are not each alone */

uint32_t
stretch_begin(struct stretch *s, const struct record *r)
{
	begun += !each_alone;
	return each_alone ? 0 : stretch_begin_really(s, r);
}

static void
see(void *context, const struct record *r)
{
	buffer_slice(context, r->line);
	buffer_char(context, '\n');
}

/* All that comes of a text: what is printed, taken and seen; to be freed. */
static char *
answer_of(const char *text, bool alone, bool with_see)
{
	static char nothing[] = "/dev/null";
	struct buffer printed = {0}, seen = {0};
	struct stream_options options = {.tool = "hall-test",
	    .folds = folds,
	    .inputs = (char *[]){nothing},
	    .inputs_count = 1,
	    .extra = slice_of(text),
	    .context = &seen,
	    .see = with_see ? see : NULL,
	    .quiet_faults = true,
	    .output = output_to(&printed)};
	struct error error;

	each_alone = alone;
	stream_run(&options, &error);
	assert_int_equal(output_close(options.output, &error), 0);
	buffer_format(&printed, "taken %s\nseen\n", taken);
	buffer_slice(&printed, buffer_view(&seen));
	buffer_release(&seen);
	return printed.text;
}

static char *
same_alone(const char *text, bool with_see)
{
	char *whole = answer_of(text, false, with_see);
	char *alone = answer_of(text, true, with_see);

	if (strcmp(whole, alone) != 0)
		fail_msg("by stretches:\n%s\neach alone:\n%s", whole, alone);
	free(alone);
	return whole;
}

/* The answer, which is that without stretches, seen by somebody or not. */
static char *
answer(const char *text)
{
	free(same_alone(text, false));
	return same_alone(text, true);
}

/* Of a text the time of judgement, and the ids in the order of taking. */
static void
expect(const char *text, const char *as_of, const char *order)
{
	char *got = answer(text);
	struct buffer stage = {0}, ids = {0};

	buffer_format(&stage, "\nstage,hall-test," HALL_VERSION ",,%s,", as_of);
	buffer_format(&ids, "\ntaken %s\n", order);
	if (!strstr(got, stage.text))
		fail_msg("not as of %s:\n%s", as_of, got);
	if (!strstr(got, ids.text))
		fail_msg("not in the order %s:\n%s", order, got);
	buffer_release(&stage);
	buffer_release(&ids);
	free(got);
}

#define LINE(id, time, hall, day, seq) \
	"payment," id "," time "," hall ",1.00," day "," seq "\n"
#define D1 "2026-11-01"
#define D2 "2026-11-02"
#define D3 "2026-11-03"
#define NINE "T09:00:00"

static void
a_day_ends_in_the_last_of_its_offsets(void **state)
{
	(void)state;
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+07:00", "H01", D2, "2")
		       LINE("C", D2 NINE "+09:00", "H01", D2, "3"),
	    "2026-11-03T00:00:00+07:00", "A B C ");
	/* And back to one that was there before. */
	expect(JOURNAL LINE("A", D2 NINE "+07:00", "H01", D2, "1")
		   LINE("B", D3 NINE "+08:00", "H01", D3, "1")
		       LINE("C", D3 NINE "+07:00", "H01", D3, "2"),
	    "2026-11-04T00:00:00+07:00", "A B C ");
	/* Of another hall. */
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "-05:00", "H02", D2, "1"),
	    "2026-11-03T00:00:00-05:00", "A B ");
}

static void
the_newest_day_is_found_wherever_it_is(void **state)
{
	(void)state;
	/* The time is of the same date. */
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+08:00", "H01", D3, "1")
		       LINE("C", D2 NINE "+08:00", "H01", D1, "1"),
	    "2026-11-04T00:00:00+08:00", "A B C ");
	/* The offset of a day before does not count. */
	expect(JOURNAL LINE("A", D2 NINE "-05:00", "H01", D2, "1")
		   LINE("B", D3 NINE "+08:00", "H01", D3, "1")
		       LINE("C", D2 NINE "-05:00", "H01", D2, "2"),
	    "2026-11-04T00:00:00+08:00", "A B C ");
	/* A day that is none tells nothing, nor do those behind it. */
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", "2026-11-31", "1")
		   LINE("B", D2 NINE "+08:00", "H01", "2026-11-31", "2")
		       LINE("C", D2 NINE "+08:00", "H01", D2, "1"),
	    "2026-11-03T00:00:00+08:00", "A B C ");
	/* Without a day that of the time counts, which may be another. */
	expect("#payment,id,time,hall,amount\n"
	       "payment,A," D2 NINE "+08:00,H01,1.00\n"
	       "payment,B," D3 NINE "+08:00,H01,1.00\n",
	    "2026-11-04T00:00:00+08:00", "A B ");
}

/* The first of a stretch may say nothing of what the second says. */
static void
a_time_that_is_none_leaves_it_to_the_next(void **state)
{
	(void)state;
	expect(JOURNAL LINE("A", D2 "T25:00:00+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+08:00", "H01", D2, "2")
		       LINE("C", D2 NINE "+08:00", "H01", D2, "3"),
	    "2026-11-03T00:00:00+08:00", "A B C ");
	expect(JOURNAL LINE("A", D2 NINE "+99:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+99:00", "H01", D2, "2"),
	    "2026-11-03T00:00:00+00:00", "A B ");
	expect(JOURNAL LINE("A", D2 NINE, "H01", D2, "1")
		   LINE("B", D2 NINE "+08:00", "H01", D2, "2"),
	    "2026-11-03T00:00:00+08:00", "A B ");
}

/* Of the same hall, day and offset, a correction tells no day. */
static void
another_kind_tells_other_things(void **state)
{
	(void)state;
	expect("#correct,id,time,hall,of,day,seq\n"
	       "correct,C," D3 NINE "+08:00,H01,x," D3
	       ",1\n" JOURNAL LINE("A", D3 NINE "+08:00", "H01", D3, "2"),
	    "2026-11-04T00:00:00+08:00", "A ");
	expect("#correct,id,time,hall,of,day,seq\n"
	       "correct,C," D3 NINE "+08:00,H01,x," D3
	       ",1\n" JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1"),
	    "2026-11-03T00:00:00+08:00", "A ");
	expect("#statement,id,time,hall,day,amount\n"
	       "statement,C," D3 NINE "+08:00,H01," D3
	       ",1.00\n" JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1"),
	    "2026-11-03T00:00:00+08:00", "A ");
}

/* Each hall counts its own days. */
static void
a_seq_is_of_a_hall_and_a_day(void **state)
{
	(void)state;
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+08:00", "H02", D2, "1")
		       LINE("C", D2 NINE "+08:00", "H01", D1, "1")
			   LINE("D", D2 NINE "+08:00", "", D2, "1")
			       LINE("A", D2 NINE "+08:00", "H01", D2, "1")
				   LINE("E", D2 NINE "+08:00", "H02", D2, "2"),
	    "2026-11-03T00:00:00+08:00", "A B C D E ");
	/* Another offset is no other day. */
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "1")
		   LINE("B", D2 NINE "+07:00", "H01", D2, "1"),
	    "2026-11-03T00:00:00+07:00", "A ");
	/* Nor is another heading. */
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2,
		   "1") "#payment,id,seq,day,amount,hall,time\n"
			"payment,B,1," D2 ",1.00,H01," D2 NINE "+08:00\n",
	    "2026-11-03T00:00:00+08:00", "A ");
}

/* Facts whose seq is no number wait for the end, where they come by time. */
static void
a_seq_that_is_no_number_is_none(void **state)
{
	static const char *const none[] = {"", "x", "1x", "-0", "-1", "+1",
	    "-00000000", "-0000000000000000000000", "99999999999999999999999"};
	char text[1000];

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		snprintf(text, sizeof(text),
		    JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "%s")
			LINE("B", D1 NINE "+08:00", "H01", D2, "%s")
			    LINE("C", D2 NINE "+08:00", "H01", D2, "7"),
		    none[i], none[i]);
		expect(text, "2026-11-03T00:00:00+08:00", "C B A ");
	}
	expect(JOURNAL LINE("A", D2 NINE "+08:00", "H01", D2, "7") LINE(
		   "B", D2 NINE "+08:00", "H01", D2, "007") LINE("C",
		   D2 NINE "+08:00", "H01", D2, "0000000000000000000000007"),
	    "2026-11-03T00:00:00+08:00", "A ");
}

/* What names no hall is of that of the fact before it. */
static void
a_line_without_a_hall_is_of_the_hall_before(void **state)
{
	static const char first[] = JOURNAL LINE(
	    "A", D2 NINE "+08:00", "H01", D2, "1");
	static const char last[] = LINE("B", D2 NINE "+08:00", "H01", D2, "3");
	char text[1000], *got;

	(void)state;
	snprintf(text, sizeof(text),
	    "%s#payline,payment,amount,hall,time,day,seq\n"
	    "payline,A,1.00,H02," D2 NINE "+08:00," D2 ",2\n"
	    "payline,B,1.00,H02," D2 NINE "+08:00," D2 ",3\n%s%s",
	    first, JOURNAL, last);
	got = answer(text);
	expect_once(got, ",seq,payment," D2 ",conflict,");
	free(got);
}

enum head { PAID, SWAPPED, CORRECTED, VOIDED, PAID_LINE, STATED, VISITED };
#define FACTS STATED /* those before it */

static const char *const heads[] = {
    [PAID] = "#payment,id,time,hall,amount,day,seq\n",
    [SWAPPED] = "#payment,id,seq,day,amount,hall,time\n",
    [CORRECTED] = "#correct,id,time,hall,of,day,seq\n",
    [VOIDED] = "#void,id,time,hall,payment,day,seq\n",
    /* A kind that has no time of its own, whatever the heading says. */
    [PAID_LINE] = "#payline,payment,time,hall,amount,day,seq\n",
    [STATED] = "#statement,id,time,hall,amount,day,seq\n",
    [VISITED] = "#visit,id,time,hall,late,day,number\n"};
static const char *const halls[] = {"H01", "H02", "H1", "",
    "a hall whose name is longer than a stretch has room for it and its day"};
/* First what is empty, then days in their order, then what is none. */
static const char *const days[] = {"", "\"\"", "2026-11-01", "2026-11-02",
    "2026-11-03", "2026-11-31", "2026-11-3"};
#define DAYS_FIRST 2
#define DAYS_END 5
/* The one that ends last first; then what is none. */
static const char *const offsets[] = {
    "-05:00", "+07:00", "+08:00", "+09:00", "+99:00", "Z"};
#define OFFSETS_END 4
static const char *const clocks[] = {"09:00:00", "17:30:00", "25:00:00"};
#define CLOCKS_END 2

/* A text of which each line differs little from the one before. */
struct story {
	struct buffer text;
	uint64_t chance;
	/* What the next line says, by its place in the tables above. */
	size_t head, hall, day, date, offset, clock;
	char seq[24];
	size_t next_seq;
	/* The newest business day, and where it ends; or the END of each. */
	size_t newest, newest_offset;
};

static size_t
pick(struct story *s, size_t below)
{
	return unit_random(&s->chance) % below;
}

/* Most often as it was. */
static void
change(struct story *s, size_t *what, size_t choices)
{
	if (pick(s, 4) == 0)
		*what = pick(s, choices);
}

static void
go_on(struct story *s)
{
	change(s, &s->head, COUNT(heads));
	change(s, &s->hall, COUNT(halls));
	change(s, &s->day, COUNT(days));
	change(s, &s->offset, COUNT(offsets));
	change(s, &s->clock, COUNT(clocks));
	s->date = DAYS_FIRST + pick(s, DAYS_END - DAYS_FIRST);
	s->seq[0] = '\0';
	if (pick(s, 8))
		snprintf(s->seq, sizeof(s->seq), "%zu",
		    pick(s, 4) ? s->next_seq++ : pick(s, 6));
}

/* What a fact tells of the newest day, without any memory of stretches. */
static void
note(struct story *s)
{
	bool timed = s->head != PAID_LINE;
	size_t day = s->day;

	if (s->head >= FACTS || s->head == CORRECTED)
		return;
	if (day < DAYS_FIRST && timed)
		day = s->date;
	if (day < DAYS_FIRST || day >= DAYS_END ||
	    (s->newest != DAYS_END && day < s->newest))
		return;
	if (day != s->newest)
		s->newest_offset = OFFSETS_END;
	s->newest = day;
	if (timed && s->clock < CLOCKS_END && s->offset < s->newest_offset)
		s->newest_offset = s->offset;
}

static void
add_line(struct story *s, unsigned n)
{
	size_t before = s->head;
	const char *head;
	char time[64];

	go_on(s);
	note(s);
	head = heads[s->head];
	if (n == 0 || s->head != before)
		buffer_text(&s->text, head);
	snprintf(time, sizeof(time), "%sT%s%s", days[s->date], clocks[s->clock],
	    offsets[s->offset]);
	buffer_format(
	    &s->text, "%.*s,N%u,", (int)strcspn(head + 1, ","), head + 1, n);
	if (s->head == SWAPPED)
		buffer_format(&s->text, "%s,%s,1.00,%s,%s\n", s->seq,
		    days[s->day], halls[s->hall], time);
	else
		buffer_format(&s->text, "%s,%s,1.00,%s,%s\n", time,
		    halls[s->hall], days[s->day], s->seq);
}

/* The stage tells when the newest day is over. */
static void
must_be_judged_rightly(const struct story *s, const char *got)
{
	static const char *const next[DAYS_END] = {
	    [2] = "2026-11-02", "2026-11-03", "2026-11-04"};
	struct buffer stage = {0};

	buffer_text(&stage, "\nstage,hall-test," HALL_VERSION ",,");
	if (s->newest < DAYS_END)
		buffer_format(&stage, "%sT00:00:00%s", next[s->newest],
		    s->newest_offset < OFFSETS_END ? offsets[s->newest_offset]
						   : "+00:00");
	buffer_char(&stage, ',');
	if (!strstr(got, stage.text))
		fail_msg("not%s\n%s", stage.text, got);
	buffer_release(&stage);
}

static void
any_text_is_the_same_without_stretches(void **state)
{
	struct story s = {.chance = 20261102};
	const size_t lines = 2 * ROUNDS * LINES;

	(void)state;
	begun = 0;
	for (int round = 0; round < ROUNDS; round++) {
		char *got;

		buffer_clear(&s.text);
		s.next_seq = 1;
		s.newest = DAYS_END;
		s.newest_offset = OFFSETS_END;
		for (unsigned n = 0; n < LINES; n++)
			add_line(&s, n);
		got = answer(s.text.text);
		must_be_judged_rightly(&s, got);
		free(got);
	}
	/* Some stood together, and many did not. */
	assert_in_range(begun, lines / 2, lines * 9 / 10);
	buffer_release(&s.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_ends_in_the_last_of_its_offsets),
	    cmocka_unit_test(the_newest_day_is_found_wherever_it_is),
	    cmocka_unit_test(a_time_that_is_none_leaves_it_to_the_next),
	    cmocka_unit_test(another_kind_tells_other_things),
	    cmocka_unit_test(a_seq_is_of_a_hall_and_a_day),
	    cmocka_unit_test(a_seq_that_is_no_number_is_none),
	    cmocka_unit_test(a_line_without_a_hall_is_of_the_hall_before),
	    cmocka_unit_test(any_text_is_the_same_without_stretches),
	};

	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
