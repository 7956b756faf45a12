/*
 * fuzz_times.c - dates, clocks, offsets, moments and limits: what a text
 * means is what counting days one by one says, what is written reads back,
 * and what a clock on the wall shows leads back to its moment.
 *
 * The first byte says whether the others are a text or numbers.
 */
#include "base/limit.h"
#include "base/moment.h"
#include "fuzz.h"

#define YEAR_MAX 9999
#define DAY_SECONDS 86400

/* Days from 0001-01-01 to January 1st of each year. */
static int32_t year_start[YEAR_MAX + 2];

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length(int year, int month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
count_years(void)
{
	for (int year = 1; year <= YEAR_MAX; year++)
		year_start[year + 1] = year_start[year] +
				       (is_leap(year) ? 366 : 365);
}

static int32_t
count_days(int year, int month, int day)
{
	int32_t days = year_start[year] - year_start[1970];

	for (int m = 1; m < month; m++)
		days += month_length(year, m);
	return days + day - 1;
}

/* The number where the pattern has `mark`; digits stand at all of them. */
static int
number_at(struct slice text, const char *pattern, char mark)
{
	int number = 0;

	for (size_t i = 0; i < text.length; i++)
		if (pattern[i] == mark)
			number = number * 10 + (text.text[i] - '0');
	return number;
}

/* Letters of the pattern stand for a digit, a tilde for a sign. */
static bool
is_like(struct slice text, const char *pattern)
{
	if (text.length != strlen(pattern))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i], p = pattern[i];

		if (p == '~'                             ? c != '+' && c != '-'
		    : (p >= 'a' && p <= 'z') || p == 'Y' ? c < '0' || c > '9'
							 : c != p)
			return false;
	}
	return true;
}

static bool
slow_date(struct slice text, const char *pattern, int32_t *date)
{
	int year = number_at(text, pattern, 'Y');
	int month = number_at(text, pattern, 'm');
	int day = number_at(text, pattern, 'd');

	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > month_length(year, month))
		return false;
	*date = count_days(year, month, day);
	return true;
}

static bool
slow_clock(struct slice text, const char *pattern, int32_t *second)
{
	int h = number_at(text, pattern, 'h'),
	    m = number_at(text, pattern, 'n');
	int s = number_at(text, pattern, 's');

	*second = h * 3600 + m * 60 + s;
	return h < 24 && m < 60 && s < 60;
}

static bool
slow_offset(struct slice text, const char *pattern, int32_t *seconds)
{
	int h = number_at(text, pattern, 'o'),
	    m = number_at(text, pattern, 'p');
	bool minus = text.text[strchr(pattern, '~') - pattern] == '-';

	*seconds = (h * 60 + m) * (minus ? -60 : 60);
	return m < 60 && h * 60 + m <= 18 * 60 && !(minus && *seconds == 0);
}

static void
check_date_text(struct slice text)
{
	static const char pattern[] = "YYYY-mm-dd";
	char written[DATE_TEXT_SIZE];
	int32_t date = 77, slow = 77;
	bool good = date_parse(text, &date) == 0;

	must(
	    good == (is_like(text, pattern) && slow_date(text, pattern, &slow)),
	    "what a date is");
	must(date == slow, "which date");
	must(!good || (date_format(date, written) == text.length &&
			  slice_is(text, written)),
	    "a date as it was");
}

static void
check_clock_text(struct slice text)
{
	const char *pattern = text.length == 5 ? "hh:nn" : "hh:nn:ss";
	int32_t second = 77, slow = 77;
	bool good = clock_parse(text, &second) == 0;

	if (slice_is(text, "24:00") || slice_is(text, "24:00:00")) {
		must(good && second == DAY_SECONDS, "the end of a day");
		return;
	}
	must(good ==
		 (is_like(text, pattern) && slow_clock(text, pattern, &slow)),
	    "what a clock shows");
	must(second == (good ? slow : 77), "the second of a clock");
}

static void
check_offset_text(struct slice text)
{
	static const char pattern[] = "~oo:pp";
	int32_t offset = 77, slow = 77;
	bool good = offset_parse(text, &offset) == 0;

	must(good ==
		 (is_like(text, pattern) && slow_offset(text, pattern, &slow)),
	    "what an offset is");
	must(offset == (good ? slow : 77), "which offset");
}

static void
check_moment_text(struct slice text)
{
	static const char pattern[] = "YYYY-mm-ddThh:nn:ss~oo:pp";
	char written[MOMENT_TEXT_SIZE];
	struct moment m = {77, 78};
	int32_t date = 0, second = 0, offset = 0;
	bool good = moment_parse(text, &m) == 0;

	must(good ==
		 (is_like(text, pattern) && slow_date(text, pattern, &date) &&
		     slow_clock(text, pattern, &second) &&
		     slow_offset(text, pattern, &offset)),
	    "what a moment is");
	if (!good) {
		must(m.utc_seconds == 77 && m.offset_seconds == 78,
		    "a moment untouched");
		return;
	}
	must(m.offset_seconds == offset &&
		 m.utc_seconds == (int64_t)date * DAY_SECONDS + second - offset,
	    "which moment");
	must(moment_date(m) == date && moment_second_of_day(m) == second,
	    "the parts of a moment");
	must(
	    moment_format(m, written) == text.length && slice_is(text, written),
	    "a moment as it was");
}

static void
check_loose_text(struct slice text, const struct zone *zone)
{
	struct moment m, strict;

	if (moment_parse_loose(text, zone, 20000, &m) != 0)
		return;
	if (moment_parse(text, &strict) == 0)
		must(m.utc_seconds == strict.utc_seconds &&
			 m.offset_seconds == strict.offset_seconds,
		    "loose and strict");
	else
		must(zone_moment(zone, m.utc_seconds).offset_seconds ==
			 m.offset_seconds,
		    "the offset of its zone");
}

static void
check_limit_text(struct slice text)
{
	char written[LIMIT_TEXT_SIZE];
	struct limit limit = {77, LIMIT_H}, back;

	if (limit_parse(text, &limit) != 0) {
		must(limit.amount == 77 && limit.unit == LIMIT_H,
		    "a limit untouched");
		return;
	}
	must(limit.amount >= 0 && limit.amount <= LIMIT_MINUTES_MAX,
	    "a limit's size");
	must(limit_format(limit, written) < sizeof(written) &&
		 limit_parse(slice_of(written), &back) == 0 &&
		 back.amount == limit.amount && back.unit == limit.unit,
	    "a limit that reads back");
}

/* The week of a date is that of its Thursday. */
static void
check_week(int32_t date, int year)
{
	int32_t january_4th, monday;
	int week, of_year;

	date_week(date, &of_year, &week);
	must(of_year >= year - 1 && of_year <= year + 1, "the year of a week");
	if (of_year < 1 || of_year > YEAR_MAX)
		return;
	january_4th = count_days(of_year, 1, 4);
	monday = january_4th - date_weekday(january_4th) + 1 + 7 * (week - 1);
	must(week >= 1 && week <= 53 && date >= monday && date < monday + 7,
	    "the number of a week");
	if (week == 53)
		must(of_year == YEAR_MAX ||
			 monday + 3 < count_days(of_year + 1, 1, 1),
		    "a year of 53 weeks");
}

static void
check_date(int32_t date)
{
	char text[DATE_TEXT_SIZE];
	int year, month, day;
	int32_t back;

	must(date_weekday(date) >= 1 && date_weekday(date) <= 7, "a weekday");
	if (date_format(date, text) == 0) {
		must(date < count_days(1, 1, 1) ||
			 date > count_days(YEAR_MAX, 12, 31),
		    "a date without a text");
		return;
	}
	must(date_parse(slice_of(text), &back) == 0 && back == date,
	    "a date that reads back");
	date_split(date, &year, &month, &day);
	must(count_days(year, month, day) == date, "the parts of a date");
	must(date_join(year, month, day, &back) == 0 && back == date,
	    "a date of its parts");
	/* 0001-01-01 was a Monday. */
	must(date_weekday(date) == (date - count_days(1, 1, 1)) % 7 + 1,
	    "the day of the week");
	check_week(date, year);
}

static void
check_moment(int64_t utc, int32_t offset)
{
	struct moment m = {utc, offset}, back;
	char text[MOMENT_TEXT_SIZE];

	if (moment_format(m, text) == 0)
		return;
	must(moment_parse(slice_of(text), &back) == 0 &&
		 back.utc_seconds == utc && back.offset_seconds == offset,
	    "a moment that reads back");
}

/* What the clocks of a zone show leads back; shown twice, to the first. */
static void
check_zone(const struct zone *zone, int64_t utc)
{
	struct moment m = zone_moment(zone, utc), back;

	must(m.utc_seconds == utc && m.offset_seconds % 60 == 0,
	    "a moment of a zone");
	back = zone_local(zone, moment_date(m), moment_second_of_day(m));
	must(back.utc_seconds <= utc, "the first of two");
	must(back.utc_seconds + back.offset_seconds == utc + m.offset_seconds,
	    "what the clock shows");
	must(zone_moment(zone, back.utc_seconds).offset_seconds ==
		 back.offset_seconds,
	    "the offset of a zone");
}

static struct zone zones[] = {
    {"+08:00", 8 * 3600, true},
    {"Asia/Shanghai", 8 * 3600, true},
    {"America/New_York", -5 * 3600, true},
    {"Australia/Lord_Howe", 37800, true},
    {"Europe/Dublin", 0, true},
};

#define ZONES (sizeof(zones) / sizeof(*zones))

static void
check_numbers(struct bytes b)
{
	const struct zone *zone = &zones[pick(&b, ZONES)];
	int32_t offset = (int32_t)(pick_number(&b) % (18 * 60)) * 60;
	int64_t utc = pick_number(&b);

	check_date((int32_t)utc);
	/* As far as a moment goes; texts go from year 1 to 9999. */
	utc %= (int64_t)1 << 40;
	check_date((int32_t)(utc % 4000000));
	check_moment(utc, offset);
	/* Clocks of a zone since they agree on minutes. */
	check_zone(zone, (utc < 0 ? -utc : utc) % ((int64_t)200 << 32));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice text;
	struct error e;

	if (!year_start[2]) {
		count_years();
		/* Without the database they are fixed. */
		for (size_t i = 0; i < ZONES; i++)
			(void)zone_parse(
			    slice_of(zones[i].name), &zones[i], &e);
	}
	if (size == 0)
		return 0;
	text = (struct slice){
	    size > 1 ? (const char *)bytes + 1 : NULL, size - 1};
	if (bytes[0] % 2) {
		check_numbers((struct bytes){bytes + 1, size - 1});
		return 0;
	}
	check_date_text(text);
	check_clock_text(text);
	check_offset_text(text);
	check_moment_text(text);
	check_loose_text(text, &zones[bytes[0] / 2 % ZONES]);
	check_limit_text(text);
	return 0;
}
