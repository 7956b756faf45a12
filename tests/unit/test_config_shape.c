/* What hall.yaml may hold, and how it is told when it does not. */
#include "config/shape.h"
#include "config_unit.h"

/* A small hall that is right; each test spoils a line of it. */
static const char hall[] =
    "language: zh\n"
    "zone: Asia/Shanghai\n"
    "share: group\n"
    "hall: {id: H01, open: [\"08:30-12:00\", \"13:30-17:30\"]}\n"
    "calendars: {hall: {weekly_rest: none}}\n"
    "staff:\n"
    "  S01: {name: Wang Min, login: wangmin, role: clerk, post: C01}\n"
    "  S09: {name: Li Qiang, login: liqiang, role: monitor, to: 2026-12-31}\n"
    "acting: [{staff: S09, role: manager, from: 2026-10-01, to: 2026-10-07}]\n"
    "roles:\n"
    "  clerk: {can: [take, receipt]}\n"
    "  monitor: {can: [take, void, deposit]}\n"
    "  manager: {can: [approve-void]}\n"
    "  auditor: {can: [audit], never_with: [take, deposit]}\n"
    "queues: {payment: {prefix: A}}\n"
    "counters: {C01: {queues: [payment]}}\n";

/* The hall with its n-th line replaced is refused with this message. */
static void
spoiled(unsigned line, const char *text, const char *message)
{
	char out[4096], *to = out;
	const char *from = hall;

	for (unsigned n = 1; *from; n++) {
		size_t length = (size_t)(strchr(from, '\n') - from) + 1;

		if (n == line)
			to += sprintf(to, "%s\n", text);
		else
			to += sprintf(to, "%.*s", (int)length, from);
		from += length;
	}
	refused(out, message);
}

static void
test_a_right_hall_is_accepted(void **state)
{
	struct config *c = load(hall);

	(void)state;
	assert_string_equal(config_zone(c)->name, "Asia/Shanghai");
	config_free(c);
}

static void
test_unknown_keys(void **state)
{
	(void)state;
	spoiled(6,
	    "staf:", "hall.yaml:6: unknown key 'staf' (did you mean 'staff'?)");
	spoiled(1, "zzz: 1", "hall.yaml:1: unknown key 'zzz'");
	spoiled(7, "  S01: {nam: W, role: clerk}",
	    "hall.yaml:7: staff.S01: unknown key 'nam' (did you mean "
	    "'name'?)");
	spoiled(4, "hall: {id: H01, name: {zh: x, cn: y}}",
	    "hall.yaml:4: hall.name: unknown key 'cn'");
}

static void
test_missing_keys(void **state)
{
	(void)state;
	spoiled(4, "hall: {}", "hall.yaml:4: hall: 'id' is missing");
	spoiled(
	    7, "  S01: {name: W}", "hall.yaml:7: staff.S01: 'role' is missing");
	spoiled(9, "acting: [{staff: S09, role: manager, from: 2026-10-01}]",
	    "hall.yaml:9: acting[1]: 'to' is missing");
}

static void
test_wrong_types(void **state)
{
	(void)state;
	spoiled(
	    4, "hall: H01", "hall.yaml:4: hall: a map is expected, not a text");
	spoiled(7, "  S01: [x]",
	    "hall.yaml:7: staff.S01[1]: a map is expected, not a text");
	spoiled(9, "acting: {}",
	    "hall.yaml:9: acting: a list is expected, not a map");
	spoiled(3, "share: [group]",
	    "hall.yaml:3: share: a text is expected, not a list");
	spoiled(4, "hall: {id: H 01}",
	    "hall.yaml:4: hall.id: 'H 01' is not a name without blanks, "
	    "commas and quotes");
	spoiled(7, "  S01: {name: W, role: clerk, from: 2026-02-30}",
	    "hall.yaml:7: staff.S01.from: '2026-02-30' is not a date "
	    "(2026-11-02)");
	spoiled(4, "hall: {id: H01, open: [\"12:00-08:30\"]}",
	    "hall.yaml:4: hall.open[1]: '12:00-08:30' is not hours "
	    "(\"08:30-12:00\")");
	spoiled(16, "counters: {\"C 1\": {}}",
	    "hall.yaml:16: counters: 'C 1' is not a name without blanks, "
	    "commas and quotes");
}

static void
test_choices(void **state)
{
	(void)state;
	spoiled(
	    1, "language: fr", "hall.yaml:1: language: 'fr' is none of en, zh");
	spoiled(3, "share: grup",
	    "hall.yaml:3: share: 'grup' is none of group, none (did you "
	    "mean 'group'?)");
	spoiled(2, "zone: Asia/Shanghay",
	    "hall.yaml:2: zone: zone Asia/Shanghay is not in "
	    "/usr/share/zoneinfo: write the offset, such as +08:00");
}

static void
test_references(void **state)
{
	(void)state;
	spoiled(7, "  S01: {name: W, role: clrk}",
	    "hall.yaml:7: staff.S01.role: 'clrk' is not among roles (did "
	    "you mean 'clerk'?)");
	spoiled(7, "  S01: {name: W, role: clerk, post: X9}",
	    "hall.yaml:7: staff.S01.post: 'X9' is not among counters");
	spoiled(9,
	    "acting: [{staff: S08, role: manager, from: 2026-10-01, "
	    "to: 2026-10-07}]",
	    "hall.yaml:9: acting[1].staff: 'S08' is not among staff (did "
	    "you mean 'S01'?)");
	spoiled(16, "counters: {C01: {queues: paymnt}}",
	    "hall.yaml:16: counters.C01.queues: 'paymnt' is not among "
	    "queues (did you mean 'payment'?)");
}

static void
test_logins_are_one_persons_at_a_time(void **state)
{
	(void)state;
	spoiled(8, "  S09: {name: L, login: wangmin, role: monitor}",
	    "hall.yaml:8: staff.S09.login: 'wangmin' is the login of S01 at "
	    "the same time");
	config_free(load(
	    "roles: {clerk: {can: [take]}}\n"
	    "staff:\n"
	    "  S01: {name: A, login: w, role: clerk, to: 2026-01-31}\n"
	    "  S02: {name: B, login: w, role: clerk, from: 2026-02-01}\n"));
	/* The long one meets the last, though another stands between. */
	refused("roles: {clerk: {can: [take]}}\n"
		"staff:\n"
		"  S01:\n"
		"    - {name: A, login: w, role: clerk, to: 2026-12-31}\n"
		"  S03: {name: C, login: w, role: clerk, from: 2026-08-01}\n",
	    "hall.yaml:5: staff.S03.login: 'w' is the login of S01 at the "
	    "same time");
}

static void
test_a_person_may_have_several_times(void **state)
{
	(void)state;
	config_free(load(
	    "roles: {clerk: {can: [take]}, monitor: {can: [void]}}\n"
	    "staff:\n"
	    "  S01:\n"
	    "    - {name: A, login: w, role: clerk, to: 2026-01-31}\n"
	    "    - {name: A, login: w, role: monitor, from: 2026-03-01}\n"));
	refused("roles: {clerk: {can: [take]}}\n"
		"staff:\n"
		"  S01:\n"
		"    - {name: A, role: clerk, to: 2026-01-31}\n"
		"    - {name: A, role: clerk, from: 2026-01-31}\n",
	    "hall.yaml:5: from: 2026-01-31 overlaps with the one before it, "
	    "which lasts to 2026-01-31");
	refused("roles: {clerk: {can: [take]}}\n"
		"staff:\n"
		"  S01: {name: A, role: clerk, from: 2026-02-01,\n"
		"    to: 2026-01-31}\n",
	    "hall.yaml:4: to: 2026-01-31 is before from: 2026-02-01");
}

static void
test_duties_stay_separate(void **state)
{
	(void)state;
	spoiled(14, "  auditor: {can: [audit], never_with: [audit]}",
	    "hall.yaml:14: never_with: 'audit' is one of the role's own");
	spoiled(14, "  auditor: {can: [audit], never_with: [tkae]}",
	    "hall.yaml:14: never_with: no role can 'tkae' (did you mean "
	    "'take'?)");
	spoiled(9,
	    "acting: [{staff: S09, role: auditor, from: 2026-10-01, "
	    "to: 2026-10-07}]",
	    "hall.yaml:9: acting: the role 'auditor' forbids 'take', which "
	    "the other role of S09 can");
	/* After S09 has left, nothing is in force together. */
	{
		struct error e;

		put("hall.yaml",
		    "roles: {clerk: {can: [take]}, "
		    "auditor: {can: [audit], never_with: [take]}}\n"
		    "staff: {S01: {name: A, role: clerk, to: 2026-01-31}}\n"
		    "acting: [{staff: S01, role: auditor, from: 2026-02-01, "
		    "to: 2026-02-28}]\n");
		config_free(config_load("hall.yaml", &e));
	}
}

static void
test_hours_follow_each_other(void **state)
{
	(void)state;
	spoiled(4, "hall: {id: H01, open: [\"08:30-12:00\", \"11:00-17:00\"]}",
	    "hall.yaml:4: '11:00-17:00' begins before the hours before it "
	    "end");
}

static const struct shape rate_keys[] = {
    {.key = "rate", .type = SHAPE_RATE, .required = true},
    {.key = NULL},
};

static const struct shape table[] = {
    {.key = "fee", .type = SHAPE_DATED, .keys = rate_keys},
    {.key = "amount", .type = SHAPE_MONEY},
    {.key = "count", .type = SHAPE_INT},
    {.key = "open", .type = SHAPE_YES},
    {.key = "at", .type = SHAPE_CLOCK},
    {.key = "within", .type = SHAPE_SECONDS},
    {.key = "factor", .type = SHAPE_DECIMAL},
    {.key = "days", .type = SHAPE_DATES},
    {.key = "what", .type = SHAPE_ANY},
    {.key = NULL},
};

static void
against_the_table(const char *yaml, const char *message)
{
	struct error e = {.text = ""};
	struct config *c;

	put("t.yaml", yaml);
	c = config_load_plain("t.yaml", &e);
	assert_non_null(c);
	assert_int_equal(
	    shape_check_table(config_root(c), table, config_root(c), &e),
	    *message ? -1 : 0);
	assert_string_equal(e.text, message);
	config_free(c);
}

static void
test_every_type_has_its_words(void **state)
{
	(void)state;
	against_the_table("fee: {rate: 0.6%}\namount: 500.00\ncount: 3\n"
			  "open: yes\nat: \"12:00\"\nwithin: 20m\n"
			  "factor: 0.5\ndays: 2026-10-01..2026-10-07\n"
			  "what: [{x: [y]}]\n",
	    "");
	against_the_table(
	    "amount: 1e3\n", "t.yaml:1: amount: '1e3' is not an amount");
	against_the_table(
	    "count: 1.5\n", "t.yaml:1: count: '1.5' is not a whole number");
	against_the_table(
	    "open: maybe\n", "t.yaml:1: open: 'maybe' is not yes or no");
	against_the_table("at: 25:00\n",
	    "t.yaml:1: at: '25:00' is not a time of the day (\"12:00\")");
	against_the_table("within: 20\n",
	    "t.yaml:1: within: '20' is not a duration (90s, 20m, 24h, 2d)");
	against_the_table("factor: 0.1234567\n",
	    "t.yaml:1: factor: '0.1234567' is not a number of at most six "
	    "places");
	against_the_table("fee: {rate: x}\n",
	    "t.yaml:1: fee.rate: 'x' is not a rate (0.6%, 3/1000, 0.006)");
	against_the_table("days: tomorrow\n",
	    "t.yaml:1: days: 'tomorrow' is not a date (2026-11-02), nor two "
	    "with '..' between");
}

static void
test_dated_entries_have_no_gap_and_no_overlap(void **state)
{
	(void)state;
	against_the_table("fee:\n"
			  "- {rate: 0.6%, to: 2025-12-31}\n"
			  "- {rate: 0.5%, from: 2026-01-01}\n"
			  "- {rate: 0.4%, from: 2026-07-01}\n",
	    "");
	against_the_table("fee:\n"
			  "- {rate: 0.6%, to: 2025-12-31}\n"
			  "- {rate: 0.5%, from: 2026-01-02}\n",
	    "t.yaml:3: from: 2026-01-02 leaves a gap after the one before "
	    "it, which lasts to 2025-12-31");
	against_the_table("fee:\n"
			  "- {rate: 0.6%, to: 2025-12-31}\n"
			  "- {rate: 0.5%, from: 2025-12-31}\n",
	    "t.yaml:3: from: 2025-12-31 overlaps with the one before it, "
	    "which lasts to 2025-12-31");
	against_the_table("fee:\n"
			  "- {rate: 0.6%, from: 2026-01-01}\n"
			  "- {rate: 0.5%, from: 2025-01-01}\n",
	    "t.yaml:3: from: 2025-01-01 is not after the one before it");
	against_the_table("fee:\n"
			  "- {rate: 0.6%}\n"
			  "- {rate: 0.5%}\n",
	    "t.yaml:3: 'from' is missing");
	against_the_table("fee: [[{rate: 0.6%}]]\n",
	    "t.yaml:1: fee[1]: a map is expected, not a list");
	against_the_table("fee: [{rate: 0.6%, form: 2026-01-01}]\n",
	    "t.yaml:1: fee[1]: unknown key 'form'");
}

static void
test_the_first_error_of_the_file_is_told(void **state)
{
	(void)state;
	against_the_table("what: 1\ncount: x\namount: y\nzzz: 1\n",
	    "t.yaml:2: count: 'x' is not a whole number");
	against_the_table("zzz: 1\ncount: x\n", "t.yaml:1: unknown key 'zzz'");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_right_hall_is_accepted),
	    cmocka_unit_test(test_unknown_keys),
	    cmocka_unit_test(test_missing_keys),
	    cmocka_unit_test(test_wrong_types),
	    cmocka_unit_test(test_choices),
	    cmocka_unit_test(test_references),
	    cmocka_unit_test(test_logins_are_one_persons_at_a_time),
	    cmocka_unit_test(test_a_person_may_have_several_times),
	    cmocka_unit_test(test_duties_stay_separate),
	    cmocka_unit_test(test_hours_follow_each_other),
	    cmocka_unit_test(test_every_type_has_its_words),
	    cmocka_unit_test(test_dated_entries_have_no_gap_and_no_overlap),
	    cmocka_unit_test(test_the_first_error_of_the_file_is_told),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
