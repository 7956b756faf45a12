/*
 * test_login.c - a user whom the system does not know, or cannot look up.
 */
#include <errno.h>
#include <pwd.h>

#include "book_fixture.h"

#include "audit/key.h"
#include "book/who.h"

static int failure = 0; /* of the look-up; 0: there is no such user */
static bool found = false;

/* Instead of the system's; a test program has its own. */
struct passwd *
getpwuid(uid_t user)
{
	static char name[] = "wangmin", home[] = "/home/wangmin";
	static struct passwd entry = {.pw_name = name, .pw_dir = home};

	if (found) {
		entry.pw_uid = user;
		return &entry;
	}
	if (failure)
		errno = failure;
	return NULL;
}

/* A hall of one, whose login is this user's number. */
static const char *
by_number(void)
{
	static char text[128];

	snprintf(text, sizeof(text),
	    "hall: {id: H01}\nroles: {clerk: {can: [take]}}\n"
	    "staff: {S01: {name: one, role: clerk, login: %lu}}\n",
	    (unsigned long)geteuid());
	return text;
}

static int
who_is_it(struct fixture *f, const char *definition)
{
	struct who who;

	book_close(f->book);
	write_file(f->path, "hall.yaml", definition);
	fixture_open(f);
	return who_am_i(f->book, NULL, f->day, &who, &f->error);
}

static void
nobody_is_told_apart_from_a_stranger(void **state)
{
	struct fixture *f = *state;

	/* What sources of names that are configured and absent leave, too. */
	for (size_t i = 0; i < 3; i++) {
		failure = (const int[]){0, ENOENT, ESRCH}[i];
		assert_int_equal(who_is_it(f, "hall: {id: H01}\n"), -1);
		assert_int_equal(f->error.status, HALL_USAGE);
		assert_true(error_says(f, "the system knows no user "));
		assert_true(error_says(f, ", and hall.yaml has no 'login: "));
	}
}

static void
nobody_may_have_the_number_as_a_login(void **state)
{
	struct fixture *f = *state;

	failure = 0;
	if (who_is_it(f, by_number()) < 0)
		fail_msg("%s", f->error.text);
}

/* A number must not be recorded in place of a name that exists. */
static void
a_name_that_cannot_be_looked_up_is_the_systems_fault(void **state)
{
	struct fixture *f = *state;

	failure = EMFILE;
	assert_int_equal(who_is_it(f, by_number()), -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
	assert_true(error_says(f, "who the user "));
	assert_true(error_says(f, " is cannot be looked up; 'getent passwd "));
	assert_true(error_says(f, strerror(EMFILE)));
}

static void
keys_of_nobody_have_no_home(void **state)
{
	struct fixture *f = *state;
	struct buffer path = {0};

	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	failure = 0;
	assert_int_equal(key_path(&path, SLICE("H01"), &f->error), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "no home directory to keep keys in (the "
				  "system knows no user "));
	failure = EIO;
	assert_int_equal(key_path(&path, SLICE("H01"), &f->error), -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
	assert_true(error_says(f, strerror(EIO)));
	found = true;
	assert_int_equal(key_path(&path, SLICE("H01"), &f->error), 0);
	assert_string_equal(path.text, "/home/wangmin/.config/hall/H01.key");
	found = false;
	buffer_release(&path);
}

/* The last one: what was found stays. */
static void
a_failure_is_not_remembered_and_a_name_is(void **state)
{
	struct fixture *f = *state;
	char login[LOGIN_SIZE];

	failure = EMFILE;
	assert_int_equal(login_of_user(login, &f->error), -1);
	found = true;
	assert_int_equal(login_of_user(login, &f->error), 0);
	assert_string_equal(login, "wangmin");
	found = false;
	assert_int_equal(login_of_user(login, &f->error), 0);
	assert_string_equal(login, "wangmin");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(nobody_is_told_apart_from_a_stranger),
	    TEST(nobody_may_have_the_number_as_a_login),
	    TEST(a_name_that_cannot_be_looked_up_is_the_systems_fault),
	    TEST(keys_of_nobody_have_no_home),
	    TEST(a_failure_is_not_remembered_and_a_name_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
