/*
 * test_stretch.c - which records stand together.
 */
#include "unit.h"

#include "record/cut.h"
#include "record/reader.h"
#include "record/stretch.h"

#define PAYMENT "#payment,id,time,hall,day"
#define TIME "2026-11-02T09:00:00+08:00"
#define LATER "2026-11-02T17:59:59+08:00"
#define RECORD "payment,P1," TIME ",H01,2026-11-02"

/* A stretch, and headings that are found again. */
struct made {
	struct stretch stretch;
	struct headings *headings;
};

static int
set_up(void **state)
{
	struct made *made = memory_new(sizeof(*made));

	made->headings = headings_new();
	*state = made;
	return 0;
}

static int
tear_down(void **state)
{
	struct made *made = *state;

	headings_free(made->headings);
	free(made);
	return 0;
}

/*
 * The number of a line, as a reader hands it over: all lines stand in the
 * same memory, one after the other, and there is nothing left of the last.
 * They may have fewer fields than the heading has columns.
 */
static uint32_t
number(struct made *made, const char *heading, const char *line)
{
	static char text[1024];
	static struct slice field[16];
	struct complaint complaint = {0};
	struct record r = {.line = {text, strlen(line)}, .field = field};
	uint32_t n;

	assert_in_range(r.line.length, 1, sizeof(text));
	memcpy(text, line, r.line.length);
	r.heading = headings_add(made->headings, slice_of(heading), &complaint);
	assert_non_null(r.heading);
	r.kind = r.heading->kind;
	r.fields = cut_plain(r.line, field, COUNT(field));
	n = stretch_of(&made->stretch, &r);
	memset(text, '?', sizeof(text));
	memset(field, 0, sizeof(field));
	return n;
}

/* A payment's. */
static uint32_t
number_of(
    struct made *made, const char *time, const char *hall, const char *day)
{
	char line[512];

	snprintf(line, sizeof(line), "payment,P1,%s,%s,%s", time, hall, day);
	return number(made, PAYMENT, line);
}

static void
the_same_have_one_number(void **state)
{
	uint32_t first = number(*state, PAYMENT, RECORD);

	assert_int_not_equal(first, 0);
	assert_int_equal(number(*state, PAYMENT, RECORD), first);
	assert_int_equal(number_of(*state, LATER, "H01", "2026-11-02"), first);
	/* The business day is that of the column, not of the time. */
	assert_int_equal(
	    number_of(*state, "2026-11-01T23:00:00+08:00", "H01", "2026-11-02"),
	    first);
	/* Another one's id, of another length. */
	assert_int_equal(
	    number(*state, PAYMENT, "payment,P1000," TIME ",H01,2026-11-02"),
	    first);
}

/* What differs in one of them, by as little as can be. */
static const struct {
	const char *time, *hall, *day;
} others[] = {
    {TIME, "H02", "2026-11-02"},
    {TIME, "G01", "2026-11-02"},
    {TIME, "H1", "2026-11-02"},
    {TIME, "H011", "2026-11-02"},
    {TIME, "", "2026-11-02"},
    {TIME, "H01", "2026-11-03"},
    {TIME, "H01", "3026-11-02"},
    {TIME, "H01", "2026-11-12"},
    {"2026-11-02T09:00:00+08:01", "H01", "2026-11-02"},
    {"2026-11-02T09:00:00-08:00", "H01", "2026-11-02"},
    {"2026-11-02T09:00:00+18:00", "H01", "2026-11-02"},
};

static void
another_hall_day_or_offset_begins_a_new_one(void **state)
{
	for (size_t i = 0; i < COUNT(others); i++) {
		uint32_t first = number(*state, PAYMENT, RECORD);
		uint32_t other = number_of(
		    *state, others[i].time, others[i].hall, others[i].day);

		assert_int_not_equal(other, 0);
		assert_int_not_equal(other, first);
		assert_int_equal(other, number_of(*state, others[i].time,
					    others[i].hall, others[i].day));
	}
}

static void
another_heading_begins_a_new_one(void **state)
{
	static const struct {
		const char *heading, *line;
	} of[] = {
	    {"#void,id,time,hall,day", "void,P1," TIME ",H01,2026-11-02"},
	    {"#payment,id,time,hall,day,seq",
		"payment,P1," TIME ",H01,2026-11-02,1"},
	    {"#payment,id,day,hall,time", "payment,P1,2026-11-02,H01," TIME},
	    /* The field is another column's now. */
	    {"#payment,id,time,staff,day", RECORD},
	};

	for (size_t i = 0; i < COUNT(of); i++) {
		uint32_t first = number(*state, PAYMENT, RECORD), other;

		other = number(*state, of[i].heading, of[i].line);
		assert_int_not_equal(other, 0);
		assert_int_not_equal(other, first);
		assert_int_equal(
		    number(*state, of[i].heading, of[i].line), other);
	}
}

/* The bytes of hall and day are the same, and so are those of two fields. */
static void
hall_and_day_are_two_things(void **state)
{
	uint32_t one = number_of(*state, TIME, "2026-11-02", "2026-11-03");
	uint32_t other = number_of(*state, TIME, "2026-11-03", "2026-11-02");

	assert_int_not_equal(one, 0);
	assert_int_not_equal(one, other);
	assert_int_equal(
	    number_of(*state, TIME, "2026-11-03", "2026-11-02"), other);
	assert_int_not_equal(number_of(*state, TIME, "", "2026-11-02"), other);
}

static void
a_number_never_comes_back(void **state)
{
	uint32_t seen[20] = {0};

	for (size_t i = 0; i < COUNT(seen); i++) {
		seen[i] = number_of(
		    *state, TIME, i % 2 ? "H02" : "H01", "2026-11-02");
		assert_int_not_equal(seen[i], 0);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(seen[i], seen[j]);
	}
}

static const struct {
	const char *heading, *line;
} in_none[] = {
    {PAYMENT, "payment,P1," TIME ",H01,"},
    {PAYMENT, "payment,P1," TIME ",H01,2026-11-2"},
    {PAYMENT, "payment,P1," TIME ",H01,2026-11-021"},
    {PAYMENT, "payment,P1,,H01,2026-11-02"},
    {PAYMENT, "payment,P1,2026-11-02,H01,2026-11-02"},
    {PAYMENT, "payment,P1,2026-11-02T09:00+08:00,H01,2026-11-02"},
    {PAYMENT, "payment,P1,2026-11-02T09:00:00.5+08:00,H01,2026-11-02"},
    {PAYMENT, "payment,P1,2026-11-02T09:00:00+08,H01,2026-11-02"},
    {PAYMENT, "payment,P1,2026-11-02T09:00:00Z,H01,2026-11-02"},
    {PAYMENT, "payment,P1," TIME "0,H01,2026-11-02"},
    {"#payment,id,time,hall", "payment,P1," TIME ",H01"},
    {"#payment,id,hall,day", "payment,P1,H01,2026-11-02"},
    {"#x,a", "x,1"},
    /* Fewer fields than columns. */
    {PAYMENT, "payment,P1," TIME ",H01"},
    {PAYMENT, "payment,P1"},
    {PAYMENT, "payment"},
};

static void
without_a_whole_day_and_time_there_is_none(void **state)
{
	struct record nothing = {.kind = KIND_OTHER};

	for (size_t i = 0; i < COUNT(in_none); i++) {
		uint32_t before = number(*state, PAYMENT, RECORD), behind;

		assert_int_equal(
		    number(*state, in_none[i].heading, in_none[i].line), 0);
		/* What it parts does not stand together. */
		behind = number(*state, PAYMENT, RECORD);
		assert_int_not_equal(behind, 0);
		assert_int_not_equal(behind, before);
		assert_int_equal(number(*state, PAYMENT, RECORD), behind);
		/* Nor is one in none because of the last. */
		assert_int_equal(
		    number(*state, in_none[i].heading, in_none[i].line), 0);
		assert_int_equal(
		    number(*state, in_none[i].heading, in_none[i].line), 0);
	}
	/* A line that could not be read has no heading. */
	number(*state, PAYMENT, RECORD);
	assert_int_equal(
	    stretch_of(&((struct made *)*state)->stretch, &nothing), 0);
	assert_int_equal(
	    stretch_of(&((struct made *)*state)->stretch, &nothing), 0);
}

/* A heading may name no hall, and a line may end before its column. */
static void
no_hall_is_a_hall_too(void **state)
{
	static const char heading[] = "#payment,id,time,day";
	static const char line[] = "payment,P1," TIME ",2026-11-02";
	static const char last[] = "#payment,id,time,day,hall";
	uint32_t first = number(*state, heading, line);

	assert_int_not_equal(first, 0);
	assert_int_equal(number(*state, heading, line), first);
	first = number(*state, last, line);
	assert_int_not_equal(first, 0);
	assert_int_equal(
	    number(*state, last, "payment,P2," TIME ",2026-11-02,"), first);
	assert_int_not_equal(
	    number(*state, last, "payment,P2," TIME ",2026-11-02,H01"), first);
}

static void
what_does_not_fit_is_in_none(void **state)
{
	char hall[STRETCH_HALL_MAX + 2];
	uint32_t first, other;

	memset(hall, 'h', sizeof(hall));
	hall[STRETCH_HALL_MAX] = '\0';
	first = number_of(*state, TIME, hall, "2026-11-02");
	assert_int_not_equal(first, 0);
	assert_int_equal(number_of(*state, TIME, hall, "2026-11-02"), first);
	hall[STRETCH_HALL_MAX - 1] = 'i';
	other = number_of(*state, TIME, hall, "2026-11-02");
	assert_int_not_equal(other, 0);
	assert_int_not_equal(other, first);
	hall[STRETCH_HALL_MAX] = 'h';
	hall[STRETCH_HALL_MAX + 1] = '\0';
	assert_int_equal(number_of(*state, TIME, hall, "2026-11-02"), 0);
	assert_int_equal(number_of(*state, TIME, hall, "2026-11-02"), 0);
}

static void
numbers_leave_none_out_when_they_begin_anew(void **state)
{
	struct made *made = *state;

	made->stretch.number = UINT32_MAX - 1;
	assert_int_equal(number(made, PAYMENT, RECORD), UINT32_MAX);
	assert_int_equal(number(made, PAYMENT, RECORD), UINT32_MAX);
	assert_int_equal(number_of(made, TIME, "H02", "2026-11-02"), 1);
	assert_int_equal(number_of(made, TIME, "H02", "2026-11-02"), 1);
	assert_int_equal(number(made, PAYMENT, RECORD), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_same_have_one_number),
	    TEST(another_hall_day_or_offset_begins_a_new_one),
	    TEST(another_heading_begins_a_new_one),
	    TEST(hall_and_day_are_two_things),
	    TEST(a_number_never_comes_back),
	    TEST(without_a_whole_day_and_time_there_is_none),
	    TEST(no_hall_is_a_hall_too),
	    TEST(what_does_not_fit_is_in_none),
	    TEST(numbers_leave_none_out_when_they_begin_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
