#include "report/span.h"

#include "base/message.h"
#include "report/input.h"

#define RANGES_MAX 8 /* that a message names */

struct period
span_before(const struct period *period, int closes, int32_t today)
{
	struct period before = period_before(period, closes);
	int32_t over = today - period->from; /* days */

	if (period_has(period, today) && over > 0 &&
	    before.from + over - 1 < before.to)
		before.to = before.from + over - 1;
	return before;
}

/* Whether the hall is open on a day, by its calendar; -1 without data. */
static int
is_worked(
    const struct calendar *calendar, int32_t day, bool *worked, struct error *e)
{
	int year = 0, result = 1;

	if (calendar)
		result = calendar_is_worked(calendar, day, &year);
	if (result < 0)
		return error_set(e, HALL_USAGE,
		    tr("the calendar 'hall' has no data for %d"), year);
	*worked = result;
	return 0;
}

static const struct calendar *
hall_calendar(const struct config *config)
{
	struct error error;

	if (!node_path(config_root(config), "calendars.hall"))
		return NULL;
	return config_calendar(config, "hall", &error);
}

static int
mark_days(struct span *span, const struct input *input,
    const struct calendar *calendar, int32_t today, struct arena *arena,
    struct error *error)
{
	size_t all = (size_t)(span->period.to - span->period.from) + 1;
	bool worked = true;

	span->day = arena_array(arena, all, sizeof(*span->day));
	for (int32_t day = span->period.from; day <= span->period.to; day++) {
		bool seen = input_has_day(input, day);

		if (is_worked(calendar, day, &worked, error) < 0)
			return -1;
		if (!seen && day >= today) {
			span->running |= worked;
			continue;
		}
		span->day[span->days++] = (struct span_day){day, seen, worked};
		if (!seen)
			continue;
		span->seen = true;
		span->last = day;
	}
	return 0;
}

static int
look_before(struct span *span, const struct input *input,
    const struct calendar *calendar, struct error *error)
{
	bool worked = true;

	for (int32_t day = span->before.from; day <= span->before.to; day++) {
		if (is_worked(calendar, day, &worked, error) < 0)
			return -1;
		if (input_has_day(input, day))
			span->before_last = day;
		else if (worked)
			span->before_known = false;
	}
	span->before_known &= span->before_last != DATE_NONE;
	return 0;
}

int
span_make(struct span *span, const struct input *input, int32_t today,
    struct arena *arena, struct error *error)
{
	const struct calendar *calendar = hall_calendar(input->config);

	*span = (struct span){.period = input->period,
	    .last = DATE_NONE,
	    .before_last = DATE_NONE,
	    .before_known = true};
	if (span->period.from == DATE_NONE)
		return 0;
	/* A day alone was asked for: nothing else can be missing. */
	if (span->period.from == span->period.to)
		calendar = NULL;
	if (mark_days(span, input, calendar, today, arena, error) < 0)
		return -1;
	span->compares = input->compares;
	if (!span->compares)
		return 0;
	span->before = span_before(&span->period, input_closes(input), today);
	return look_before(span, input, hall_calendar(input->config), error);
}

void
span_show_days(struct buffer *out, const int32_t *day, size_t count)
{
	char text[DATE_TEXT_SIZE];
	size_t i = 0, ranges = 0;

	while (i < count && ranges < RANGES_MAX) {
		size_t last = i;

		while (last + 1 < count && day[last + 1] == day[last] + 1)
			last++;
		date_format(day[i], text);
		buffer_format(out, "%s%s", ranges++ ? ", " : "", text);
		if (last > i) {
			date_format(day[last], text);
			buffer_format(out, "..%s", text);
		}
		i = last + 1;
	}
	if (i < count)
		buffer_format(out,
		    count - i == 1 ? tr(" and %zu more day")
				   : tr(" and %zu more days"),
		    count - i);
}
