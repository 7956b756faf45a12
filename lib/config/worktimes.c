#include "config/worktimes.h"

#include "config/value.h"

struct worktime *
config_worktime(
    const struct config *config, const char *name, struct error *error)
{
	const struct calendar *calendar = config_calendar(config, name, error);
	const struct node *node = node_get_slice(
	    node_get(config_root(config), "calendars"), slice_of(name));
	const struct node *list = node_get(node, "hours");
	struct hours hours[WORKTIME_HOURS_MAX];
	size_t count = list ? list->children : 0;
	struct worktime *w;

	if (!calendar)
		return NULL;
	for (size_t i = 0; i < count; i++)
		value_hours(list->child[i]->text, &hours[i].from, &hours[i].to);
	w = worktime_new(calendar, config_zone(config), hours, count);
	if (slice_is(node_text(node, "after_hours", ""), "same-day"))
		worktime_begin_same_day(w);
	return w;
}
