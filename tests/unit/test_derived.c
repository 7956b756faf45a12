/*
 * test_derived.c - every derived kind is some tool's.
 */
#include "book/derived.h"
#include "unit.h"

static void
each_derived_kind_but_those_of_reports_has_its_tool(void **state)
{
	(void)state;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		bool derived = kinds[kind].sort == KIND_SORT_DERIVED ||
			       kinds[kind].sort == KIND_SORT_STATEMENT;
		bool report = kind == KIND_FIGURE || kind == KIND_PARTIAL;
		const char *tool = derived_by((enum kind)kind);

		if ((tool != NULL) != (derived && !report))
			fail_msg("%s: %s", kinds[kind].name,
			    tool ? tool : "nobody's");
	}
	assert_string_equal(derived_by(KIND_TILL), "hall-pay");
	assert_string_equal(derived_by(KIND_STATEMENT), "hall-reconcile");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		each_derived_kind_but_those_of_reports_has_its_tool),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
