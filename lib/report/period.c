#include "report/period.h"

#include "base/message.h"
#include "base/text.h"
#include "report/show.h"

#define MONTHS 12
#define TEXT_LENGTH 10 /* of a date */

const char *const period_units[] = {
    "day", "week", "tenday", "month", "quarter", "year", NULL};

/* A month counted through: year * 12 + month - 1. */
static void
split_month(int count, int *year, int *month)
{
	*year = count / MONTHS;
	*month = count % MONTHS + 1;
}

/* The day on which the books of a month are closed. */
static int32_t
month_end(int count, int closes)
{
	int year, month, days;
	int32_t date = DATE_NONE;

	split_month(count, &year, &month);
	days = date_days_in_month(year, month);
	if (closes && closes < days)
		days = closes;
	(void)date_join(year, month, days, &date);
	return date;
}

/* From the month `first` to the month `last`, both in it. */
static struct period
months(enum period_unit unit, int closes, int first, int last)
{
	struct period p = {
	    unit, month_end(first - 1, closes), month_end(last, closes)};

	/* Before the first year and behind the last there are no dates. */
	if (p.from == DATE_NONE)
		(void)date_join(1, 1, 1, &p.from);
	else
		p.from++;
	if (p.to == DATE_NONE)
		(void)date_join(9999, MONTHS, 31, &p.to);
	return p;
}

/* The month to whose books a date belongs. */
static int
month_of(int32_t date, int closes)
{
	int year, month, day, count;

	date_split(date, &year, &month, &day);
	count = year * MONTHS + month - 1;
	return date > month_end(count, closes) ? count + 1 : count;
}

static struct period
tenday_of(int32_t date)
{
	struct period p = {PERIOD_TENDAY, date, date};
	int year, month, day, first;

	date_split(date, &year, &month, &day);
	first = day > 20 ? 21 : day > 10 ? 11 : 1;
	p.from = date - day + first;
	p.to = first == 21 ? date - day + date_days_in_month(year, month)
			   : p.from + 9;
	return p;
}

struct period
period_of(enum period_unit unit, int closes, int32_t date)
{
	int32_t monday = date - (date_weekday(date) - 1);
	int month;

	switch (unit) {
	case PERIOD_WEEK:
		return (struct period){unit, monday, monday + 6};
	case PERIOD_TENDAY:
		return tenday_of(date);
	case PERIOD_MONTH:
		month = month_of(date, closes);
		return months(unit, closes, month, month);
	case PERIOD_QUARTER:
		month = month_of(date, closes) / 3 * 3;
		return months(unit, closes, month, month + 2);
	case PERIOD_YEAR:
		month = month_of(date, closes) / MONTHS * MONTHS;
		return months(unit, closes, month, month + MONTHS - 1);
	case PERIOD_DAY:
	case PERIOD_RANGE:
		break;
	}
	return (struct period){PERIOD_DAY, date, date};
}

struct period
period_before(const struct period *p, int closes)
{
	if (p->unit != PERIOD_RANGE)
		return period_of(p->unit, closes, p->from - 1);
	return (struct period){
	    p->unit, p->from - (p->to - p->from + 1), p->from - 1};
}

struct period
period_resolve(const struct period_choice *choice, enum period_unit unit,
    int closes, int32_t newest, int32_t today)
{
	struct period p = {unit, DATE_NONE, DATE_NONE};

	switch (choice->form) {
	case PERIOD_NEWEST:
		return newest == DATE_NONE ? p
					   : period_of(unit, closes, newest);
	case PERIOD_ON:
		return period_of(unit, closes, choice->on);
	case PERIOD_GIVEN:
		return choice->given;
	case PERIOD_RELATIVE:
		break;
	}
	if (today == DATE_NONE)
		return p;
	p = period_of(choice->unit, closes, today);
	return choice->last ? period_before(&p, closes) : p;
}

/* "this-month", "last-week". */
static bool
parse_relative(struct slice text, struct period_choice *choice)
{
	struct slice unit = text, which;

	slice_cut(&unit, '-', &which);
	choice->last = slice_is(which, "last");
	if (!choice->last && !slice_is(which, "this"))
		return false;
	for (size_t i = 0; period_units[i]; i++)
		if (slice_is(unit, period_units[i])) {
			choice->form = PERIOD_RELATIVE;
			choice->unit = (enum period_unit)i;
			return true;
		}
	return false;
}

/* So many digits at the head of the text. */
static bool
take_number(struct slice *text, size_t digits, int *value)
{
	int64_t n;

	if (text->length < digits || !digits_read(text->text, digits, &n))
		return false;
	*value = (int)n;
	text->text += digits;
	text->length -= digits;
	return true;
}

static bool
take_text(struct slice *text, const char *word)
{
	size_t length = strlen(word);

	if (text->length < length || memcmp(text->text, word, length) != 0)
		return false;
	text->text += length;
	text->length -= length;
	return true;
}

/* The Monday of week 1 is that of the week of January 4th. */
static bool
week_given(int year, int week, struct period *p)
{
	int32_t date;
	int its_year, its_week;

	if (date_join(year, 1, 4, &date) < 0)
		return false;
	*p = period_of(PERIOD_WEEK, 0, date + 7 * (week - 1));
	date_week(p->from, &its_year, &its_week);
	return its_year == year && its_week == week;
}

/* "2026", "2026-11", "2026-W45", "2026-Q4". */
static bool
parse_named(struct slice text, int closes, struct period *p)
{
	int year, n;

	if (!take_number(&text, 4, &year) || year < 1)
		return false;
	if (text.length == 0) {
		*p = months(PERIOD_YEAR, closes, year * MONTHS,
		    year * MONTHS + MONTHS - 1);
		return true;
	}
	if (take_text(&text, "-W"))
		return take_number(&text, 2, &n) && text.length == 0 &&
		       week_given(year, n, p);
	if (take_text(&text, "-Q")) {
		if (!take_number(&text, 1, &n) || text.length || n < 1 || n > 4)
			return false;
		n = year * MONTHS + (n - 1) * 3;
		*p = months(PERIOD_QUARTER, closes, n, n + 2);
		return true;
	}
	if (!take_text(&text, "-") || !take_number(&text, 2, &n) ||
	    text.length || n < 1 || n > MONTHS)
		return false;
	n += year * MONTHS - 1;
	*p = months(PERIOD_MONTH, closes, n, n);
	return true;
}

/* "2026-11-02", or "2026-11-02..2026-11-05". */
static bool
parse_dates(struct slice text, struct period *p)
{
	struct slice rest = text;

	if (date_parse(text, &p->from) == 0) {
		p->to = p->from;
		p->unit = PERIOD_DAY;
		return true;
	}
	if (text.length != 2 * TEXT_LENGTH + 2 ||
	    date_parse((struct slice){text.text, TEXT_LENGTH}, &p->from) < 0)
		return false;
	rest.text += TEXT_LENGTH;
	rest.length -= TEXT_LENGTH;
	p->unit = PERIOD_RANGE;
	return take_text(&rest, "..") && date_parse(rest, &p->to) == 0 &&
	       p->from <= p->to && p->to - p->from < PERIOD_DAYS_MAX;
}

int
period_parse(struct slice text, int closes, struct period_choice *choice,
    struct error *error)
{
	char names[2 * PERIOD_RANGE][16];
	const char *list[2 * PERIOD_RANGE], *near;

	*choice = (struct period_choice){.form = PERIOD_GIVEN};
	if (parse_relative(text, choice) ||
	    parse_named(text, closes, &choice->given) ||
	    parse_dates(text, &choice->given))
		return 0;
	for (size_t i = 0; i < 2 * PERIOD_RANGE; i++) {
		snprintf(names[i], sizeof(names[i]), "%s-%s",
		    i % 2 ? "this" : "last", period_units[i / 2]);
		list[i] = names[i];
	}
	near = suggest(text, list, 2 * PERIOD_RANGE);
	return error_set(error, HALL_USAGE,
	    near ? tr("--period: '%.*s' is none (did you mean %s?)")
		 : tr("--period: '%.*s' is none; write last-week, this-month, "
		      "2026-11, 2026-W45, or FROM..TO%.0s"),
	    SLICE_ARG(text), near ? near : "");
}

static void
show_name(struct buffer *out, const struct period *p)
{
	static const char *const tendays[] = {N_("%d-%02d, first ten days"),
	    N_("%d-%02d, second ten days"), N_("%d-%02d, last days")};
	int year, month, day;

	date_split(p->to, &year, &month, &day);
	switch (p->unit) {
	case PERIOD_WEEK:
		date_week(p->from, &year, &month);
		buffer_format(out, tr("%d-W%02d"), year, month);
		break;
	case PERIOD_TENDAY:
		buffer_format(out,
		    tr(tendays[day <= 10   ? 0
			       : day <= 20 ? 1
					   : 2]),
		    year, month);
		break;
	case PERIOD_MONTH:
		buffer_format(out, tr("%d-%02d"), year, month);
		break;
	case PERIOD_QUARTER:
		buffer_format(out, tr("%d-Q%d"), year, (month + 2) / 3);
		break;
	case PERIOD_YEAR:
		buffer_format(out, tr("%d"), year);
		break;
	case PERIOD_DAY:
	case PERIOD_RANGE:
		break;
	}
}

void
period_show(struct buffer *out, const struct period *p)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

	if (p->unit == PERIOD_DAY) {
		show_date(out, p->from);
		return;
	}
	show_name(out, p);
	date_format(p->from, from);
	date_format(p->to, to);
	if (p->unit != PERIOD_RANGE)
		buffer_text(out, "  ");
	buffer_format(out, tr("%s to %s"), from, to);
}
