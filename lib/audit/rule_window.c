/*
 * rule_window.c - what happened outside a piece of the day, or on a day that
 * is not worked.
 */
#include <stdio.h>

#include "audit/finding.h"

static int
breaks(const struct rule *rule, const struct item *item, struct error *error)
{
	struct moment moment = {item->utc_seconds, item->offset_seconds};
	int worked = rule_worked(rule, moment_date(moment), error);

	if (worked < 0)
		return -1;
	return !worked || !rule_in_bands(rule, item);
}

static void
tell(const struct rule *rule, const struct item *item, struct finding *f)
{
	struct moment moment = {item->utc_seconds, item->offset_seconds};
	int32_t second = moment_second_of_day(moment);
	char clock[16], day[DATE_TEXT_SIZE];

	snprintf(clock, sizeof(clock), "%02d:%02d:%02d", second / 3600,
	    second / 60 % 60, second % 60);
	date_format(moment_date(moment), day);
	finding_why(f,
	    rule_in_bands(rule, item) ? "rule_free_day" : "rule_outside", "day",
	    day, "at", clock, NULL);
}

const struct mechanism rule_window = {
    .name = "window",
    .column_form = FORM_TIME,
    .column_shown = true,
    .breaks = breaks,
    .tell = tell,
};
