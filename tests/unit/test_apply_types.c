/*
 * The installed types of cases: each can be walked from its opening to its
 * archive, by its own stages.
 */
#include <limits.h>
#include <unistd.h>

#include "apply/apply.h"
#include "apply/type.h"
#include "base/message.h"
#include "record/kinds.h"
#include "scratch.h"
#include "unit.h"

static char top[PATH_MAX - 64];

static struct config *
load_types(const char *utility)
{
	char text[3 * PATH_MAX];

	snprintf(text, sizeof(text),
	    "include: %s/lib/apply/cases-%s.yaml\n"
	    "calendars:\n"
	    "  office: {include: %s/lib/config/calendar_cn.yaml,\n"
	    "    hours: ['08:30-12:00', '13:30-17:30']}\n",
	    top, utility, top);
	return scratch_config(text);
}

static void
add_event(struct buffer *lines, const char *event, const char *more)
{
	static int minute;

	buffer_format(lines,
	    "case,C1,2026-11-02T09:%02d:%02d+08:00,H01,S01,%s,%s\n",
	    minute / 60 % 60, minute % 60, event, more);
	minute++;
}

/* What does a stage, as a person would do it. */
static void
add_stage(struct buffer *lines, const struct stage *stage)
{
	char more[128];

	if (stage->by & EVENT_BIT(EVENT_REPLY)) {
		add_event(lines, "reply", ",,,,");
	} else if (stage->by & EVENT_BIT(EVENT_CALLBACK)) {
		add_event(lines, "callback", ",,,,");
	} else if (stage->by & EVENT_BIT(EVENT_FEE)) {
		add_event(lines, "fee", ",,,a fee,1.00");
	} else if (stage->by & EVENT_BIT(EVENT_HAND)) {
		add_event(lines, "hand", ",,metering,,");
	} else if (!(stage->by &
		       (EVENT_BIT(EVENT_FINISH) | EVENT_BIT(EVENT_ARCHIVE)))) {
		snprintf(
		    more, sizeof(more), ",,,%.*s,done", SLICE_ARG(stage->name));
		add_event(lines, "step", more);
	}
}

static void
add_walk(struct buffer *lines, const struct type *type)
{
	char more[128];

	buffer_text(
	    lines, "#case,id,time,hall,staff,event,type,phone,to,item,value\n");
	snprintf(more, sizeof(more), "%.*s,138,,,", SLICE_ARG(type->name));
	add_event(lines, "open", more);
	if (!type->open_accepts)
		add_event(lines, "accept", ",,,,");
	for (size_t n = 0; n < type->first_after; n++)
		add_stage(lines, &type->stage[n]);
	add_event(lines, "finish", ",,,,");
	for (size_t n = type->first_after; n < type->steps; n++)
		add_stage(lines, &type->stage[n]);
	add_event(lines, "archive", ",,,,");
}

static void
walk(const struct config *config, const struct type *type)
{
	char *input;
	struct buffer lines = {0}, out = {0};
	struct error e = {.text = ""};
	struct stream_options options = {.tool = "hall-apply",
	    .folds = apply_folds,
	    .config = config,
	    .inputs = &input,
	    .inputs_count = 1,
	    .only = true,
	    .output = output_to(&out)};

	add_walk(&lines, type);
	input = scratch_file(buffer_view(&lines));
	stream_run(&options, &e);
	output_close(options.output, &e);
	scratch_drop(input);
	assert_string_equal(e.text, "");
	if (strstr(out.text, "#fault,") || !strstr(out.text, ",archived,"))
		fail_msg("%s:\n%s\n%s", type->name.text, lines.text, out.text);
	buffer_release(&lines);
	buffer_release(&out);
}

static void
walk_all(const char *utility, size_t least)
{
	struct config *config = load_types(utility);
	const struct node *all = node_get(config_root(config), "cases");
	struct arena arena = {0};
	struct types types;
	int32_t date = 0;

	date_join(2026, 11, 2, &date);
	types_init(&types, config, config_zone(config), &arena);
	assert_true(all->children >= least);
	for (size_t i = 0; i < all->children; i++) {
		const struct type *type = types_get(&types, all->key[i], date);

		assert_non_null(type);
		/* Named in both languages. */
		assert_non_null(node_path(type->node, "name.zh"));
		assert_non_null(node_path(type->node, "name.en"));
		walk(config, type);
	}
	types_release(&types);
	arena_release(&arena);
	config_free(config);
}

static void
test_types_of_a_power_hall(void **state)
{
	(void)state;
	walk_all("power", 35);
}

static void
test_types_of_a_water_hall(void **state)
{
	(void)state;
	walk_all("water", 12);
}

static void
test_types_of_a_telecom_hall(void **state)
{
	(void)state;
	walk_all("telecom", 20);
}

/* The manual's fourteen kinds of change, with rename and transfer apart. */
static void
test_every_kind_of_change_is_there(void **state)
{
	static const char *const kinds_of_change[] = {"reduce", "suspend",
	    "swap", "move-site", "move-meter", "remove", "rename", "transfer",
	    "split", "merge", "close", "voltage", "category", "restore",
	    "extension"};
	struct config *config = load_types("power");
	const struct node *all = node_get(config_root(config), "cases");

	(void)state;
	for (size_t i = 0; i < COUNT(kinds_of_change); i++) {
		const struct node *type = node_get(all, kinds_of_change[i]);

		assert_non_null(type);
		assert_slice(node_text(type, "group", ""), "change");
	}
	config_free(config);
}

/* The form sets A-01-01 to A-01-04 of the manual. */
static void
test_every_form_of_the_manual_is_there(void **state)
{
	static const char *const appendix[] = {"A1", "A2", "A4", "A5", "A6",
	    "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "A16", "A17",
	    "A18", "A19", "A20", "A22", "A23", "A24", "A25"};
	struct config *config = load_types("power");
	const struct node *forms = node_get(config_root(config), "forms");

	(void)state;
	for (size_t i = 0; i < COUNT(appendix); i++) {
		const struct node *form = node_get(forms, appendix[i]);

		assert_non_null(form);
		assert_slice(node_text(form, "appendix", ""), appendix[i]);
	}
	assert_int_equal(forms->children, 38);
	config_free(config);
}

static void
test_events_are_those_of_the_kind(void **state)
{
	const char *const *names = kinds[KIND_CASE].events;

	(void)state;
	for (int e = 0; e < EVENTS; e++) {
		assert_non_null(names[e]);
		assert_string_equal(names[e], event_name((enum event)e));
		assert_int_equal(event_find(slice_of(names[e])), e);
	}
	assert_null(names[EVENTS]);
	assert_int_equal(event_find(SLICE("opne")), EVENTS);
}

static void
test_a_closed_case_only_reopens_to_go_on(void **state)
{
	static const enum state closed[] = {
	    STATE_FINISHED, STATE_REJECTED, STATE_CANCELLED, STATE_ARCHIVED};

	(void)state;
	for (size_t i = 0; i < COUNT(closed); i++) {
		assert_false(event_allowed(closed[i], EVENT_ACCEPT));
		assert_false(event_allowed(closed[i], EVENT_RESUME));
		assert_false(event_allowed(closed[i], EVENT_FINISH));
		assert_true(event_allowed(closed[i], EVENT_REOPEN));
		assert_int_equal(
		    event_next(closed[i], EVENT_REOPEN), STATE_ACCEPTED);
		assert_false(state_is_running(closed[i]));
	}
	assert_int_equal(event_next(STATE_HELD, EVENT_DOC), STATE_HELD);
	assert_true(event_allowed(STATE_NONE, EVENT_OPEN));
	for (int e = EVENT_ACCEPT; e < EVENTS; e++)
		assert_false(event_allowed(STATE_NONE, (enum event)e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_types_of_a_power_hall),
	    cmocka_unit_test(test_types_of_a_water_hall),
	    cmocka_unit_test(test_types_of_a_telecom_hall),
	    cmocka_unit_test(test_every_kind_of_change_is_there),
	    cmocka_unit_test(test_every_form_of_the_manual_is_there),
	    cmocka_unit_test(test_events_are_those_of_the_kind),
	    cmocka_unit_test(test_a_closed_case_only_reopens_to_go_on),
	};

	if (!getcwd(top, sizeof(top)))
		return 1; /* run it where the sources are */
	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
