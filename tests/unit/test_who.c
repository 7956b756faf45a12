/*
 * test_who.c - who acts, and what their role may do.
 */
#include "book_fixture.h"

#include "book/role.h"

static int
date(int year, int month, int day)
{
	int32_t result;

	assert_int_equal(date_join(year, month, day, &result), 0);
	return result;
}

static void
reopen(struct fixture *f, const char *more)
{
	book_close(f->book);
	fixture_definition(f, more);
	fixture_open(f);
}

static void
the_login_tells_who_i_am(void **state)
{
	struct fixture *f = *state;
	char login[LOGIN_SIZE];
	struct who who;

	(void)login_of_user(login, NULL);
	assert_int_equal(who_am_i(f->book, NULL, f->day, &who, &f->error), 0);
	assert_slice(who.staff, "S01");
	assert_slice(who.login, login);
}

static void
who_may_act_names_another(void **state)
{
	struct fixture *f = *state;
	struct who who;

	assert_int_equal(who_am_i(f->book, "S02", f->day, &who, &f->error), 0);
	assert_slice(who.staff, "S02");
	assert_int_equal(who_am_i(f->book, "S01", f->day, &who, &f->error), 0);
	assert_int_equal(who_am_i(f->book, "S20", f->day, &who, &f->error), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "(did you mean 'S02'?)"));
	assert_int_equal(who_am_i(f->book, "S03", f->day, &who, &f->error), -1);
	assert_true(error_says(f, "--staff: S03 is not in service on"));
}

static void
a_role_that_may_not_act_is_told_who_may(void **state)
{
	struct fixture *f = *state;
	char text[512], login[LOGIN_SIZE];
	struct who who;

	(void)login_of_user(login, NULL);
	snprintf(text, sizeof(text),
	    "hall: {id: H01}\n"
	    "staff:\n"
	    "  S01: {name: one, login: '%s', role: clerk}\n"
	    "  S02: {name: two, role: clerk}\n"
	    "roles:\n"
	    "  clerk: {can: [take]}\n"
	    "  kiosk: {can: [act]}\n"
	    "  manager: {can: [act]}\n",
	    login);
	book_close(f->book);
	write_file(f->path, "hall.yaml", text);
	fixture_open(f);
	assert_int_equal(who_am_i(f->book, "S02", f->day, &who, &f->error), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_string_equal(f->error.text,
	    "S01 (clerk) may not act; these roles may: kiosk, manager");
	assert_int_equal(
	    who_must(f->book, SLICE("S01"), "fly", f->day, &f->error), -1);
	assert_string_equal(f->error.text,
	    "S01 (clerk) may not fly; no role in hall.yaml may: add it to a "
	    "'can:' list");
}

static void
a_stranger_is_told_what_is_missing(void **state)
{
	struct fixture *f = *state;
	struct who who;

	book_close(f->book);
	write_file(f->path, "hall.yaml", "hall: {id: H01}\n");
	fixture_open(f);
	assert_int_equal(who_am_i(f->book, NULL, f->day, &who, &f->error), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "is none of the staff: hall.yaml has no "
				  "'login: "));
}

static void
a_dated_role_holds_from_its_first_to_its_last_day(void **state)
{
	struct fixture *f = *state;
	struct slice clerk = SLICE("S02");

	reopen(f, "acting: [{staff: S02, role: manager, from: 2026-10-01, "
		  "to: 2026-10-07}]\n");
	assert_false(who_can(f->book, clerk, "void", date(2026, 9, 30)));
	assert_true(who_can(f->book, clerk, "void", date(2026, 10, 1)));
	assert_true(who_can(f->book, clerk, "take", date(2026, 10, 1)));
	assert_true(who_can(f->book, clerk, "void", date(2026, 10, 7)));
	assert_false(who_can(f->book, clerk, "void", date(2026, 10, 8)));
	assert_slice(who_role(f->book, clerk, date(2026, 10, 7)), "manager");
	assert_slice(who_role(f->book, clerk, date(2026, 10, 8)), "clerk");
	assert_slice(who_role(f->book, SLICE("X"), date(2026, 10, 8)), "");
}

static void
who_acts_holds_both_roles(void **state)
{
	struct fixture *f = *state;
	const struct config *config;
	struct slice one = SLICE("S02"), manager = SLICE("manager");

	reopen(f, "acting: [{staff: S02, role: manager, from: 2026-10-01, "
		  "to: 2026-10-07}]\n");
	config = book_config(f->book);
	assert_false(role_held(config, one, manager, date(2026, 9, 30)));
	assert_true(role_held(config, one, manager, date(2026, 10, 1)));
	assert_true(role_held(config, one, SLICE("clerk"), date(2026, 10, 1)));
	assert_slice(role_nth(config, one, date(2026, 10, 1), 0), "clerk");
	assert_slice(role_nth(config, one, date(2026, 10, 1), 1), "manager");
	assert_slice(role_nth(config, one, date(2026, 10, 1), 2), "");
	assert_false(role_held(config, SLICE("X"), SLICE("clerk"), 0));
}

static void
who_left_may_nothing(void **state)
{
	struct fixture *f = *state;

	assert_true(who_can(f->book, SLICE("S03"), "take", date(2020, 1, 1)));
	assert_false(who_can(f->book, SLICE("S03"), "take", date(2020, 1, 2)));
	assert_true(who_known(f->book, SLICE("S03")));
	assert_false(who_known(f->book, SLICE("S3")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_login_tells_who_i_am),
	    TEST(who_may_act_names_another),
	    TEST(a_role_that_may_not_act_is_told_who_may),
	    TEST(a_stranger_is_told_what_is_missing),
	    TEST(a_dated_role_holds_from_its_first_to_its_last_day),
	    TEST(who_acts_holds_both_roles),
	    TEST(who_left_may_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
