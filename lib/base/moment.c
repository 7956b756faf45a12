#include <stdbool.h>
#include <time.h>

#include "base/moment.h"

#define SECONDS_PER_DAY 86400
#define OFFSET_MAX (18 * 3600)
#define OFFSET_LENGTH 6

/* Two digits below `limit`, or -1. */
static int
two(const char *p, int limit)
{
	int64_t value;

	return digits_block(p, 2, &value) && value < limit ? (int)value : -1;
}

/* "hh:mm:ss" in one block: colons where they belong, then what is least. */
static int
parse_seconds(const char *p, int32_t *second_of_day)
{
	static const uint64_t zeros = UINT64_C(0x30303a30303a3030);
	static const uint64_t limits = UINT64_C(0x0905000905000902);
	uint64_t block = digits_load(p, DIGITS_BLOCK) ^ zeros, pairs;
	int hour;

	if (!digits_within(block, limits))
		return -1;
	pairs = digits_pairs(block);
	hour = (int)(pairs & 0xff);
	if (hour > 23)
		return -1;
	*second_of_day = hour * 3600 + (int)(pairs >> 24 & 0xff) * 60 +
			 (int)(pairs >> 48 & 0xff);
	return 0;
}

/* "hh:mm:ss" or "hh:mm"; never 24:00 or a second 60. */
static int
parse_clock(const char *p, size_t length, int32_t *second_of_day)
{
	int hour, minute;

	if (length == 8)
		return parse_seconds(p, second_of_day);
	if (length != 5 || p[2] != ':')
		return -1;
	hour = two(p, 24);
	minute = two(p + 3, 60);
	if (hour < 0 || minute < 0)
		return -1;
	*second_of_day = hour * 3600 + minute * 60;
	return 0;
}

int
clock_parse(struct slice text, int32_t *second_of_day)
{
	if (slice_is(text, "24:00") || slice_is(text, "24:00:00")) {
		*second_of_day = SECONDS_PER_DAY;
		return 0;
	}
	return parse_clock(text.text, text.length, second_of_day);
}

static int
read_offset(const char *p, int32_t *offset_seconds)
{
	int hours, minutes, offset;

	if ((p[0] != '+' && p[0] != '-') || p[3] != ':')
		return -1;
	hours = two(p + 1, 24);
	minutes = two(p + 4, 60);
	if (hours < 0 || minutes < 0)
		return -1;
	offset = hours * 3600 + minutes * 60;
	/* -00:00 would be a second way to write +00:00. */
	if (offset > OFFSET_MAX || (p[0] == '-' && offset == 0))
		return -1;
	*offset_seconds = p[0] == '-' ? -offset : offset;
	return 0;
}

int
offset_parse(struct slice text, int32_t *offset_seconds)
{
	/* Most offsets are that of the record before. */
	static _Thread_local struct {
		char text[OFFSET_LENGTH];
		int32_t offset;
	} latest = {"+00:00", 0};

	if (text.length != OFFSET_LENGTH)
		return -1;
	if (!bytes_equal(text.text, latest.text, OFFSET_LENGTH)) {
		if (read_offset(text.text, &latest.offset) < 0)
			return -1;
		memcpy(latest.text, text.text, OFFSET_LENGTH);
	}
	*offset_seconds = latest.offset;
	return 0;
}

int
moment_parse(struct slice text, struct moment *moment)
{
	const char *p = text.text;
	int32_t date, second, offset;

	if (text.length != MOMENT_TEXT_SIZE - 1 || p[10] != 'T' ||
	    date_parse((struct slice){p, 10}, &date) != 0 ||
	    parse_clock(p + 11, 8, &second) != 0 ||
	    offset_parse((struct slice){p + 19, 6}, &offset) != 0)
		return -1;
	moment->utc_seconds = (int64_t)date * SECONDS_PER_DAY + second - offset;
	moment->offset_seconds = offset;
	return 0;
}

static char *
put_two(char *p, int value)
{
	*p++ = (char)('0' + value / 10 % 10);
	*p++ = (char)('0' + value % 10);
	return p;
}

size_t
moment_format(struct moment m, char text[MOMENT_TEXT_SIZE])
{
	int offset = m.offset_seconds < 0 ? -m.offset_seconds
					  : m.offset_seconds;
	int second = moment_second_of_day(m);
	char *p = text + date_format(moment_date(m), text);

	if (p == text)
		return 0;
	*p++ = 'T';
	p = put_two(p, second / 3600);
	*p++ = ':';
	p = put_two(p, second / 60 % 60);
	*p++ = ':';
	p = put_two(p, second % 60);
	*p++ = m.offset_seconds < 0 ? '-' : '+';
	p = put_two(p, offset / 3600);
	*p++ = ':';
	p = put_two(p, offset / 60 % 60);
	*p = '\0';
	return (size_t)(p - text);
}

int
moment_compare(struct moment a, struct moment b)
{
	return (a.utc_seconds > b.utc_seconds) -
	       (a.utc_seconds < b.utc_seconds);
}

int32_t
moment_date(struct moment m)
{
	int64_t local = m.utc_seconds + m.offset_seconds;
	int64_t date = local / SECONDS_PER_DAY -
		       (local % SECONDS_PER_DAY < 0 ? 1 : 0);

	if (date > INT32_MAX || date <= DATE_NONE)
		return DATE_NONE;
	return (int32_t)date;
}

int32_t
moment_second_of_day(struct moment m)
{
	int64_t local = m.utc_seconds + m.offset_seconds;
	int32_t second = (int32_t)(local % SECONDS_PER_DAY);

	return second < 0 ? second + SECONDS_PER_DAY : second;
}

struct moment
moment_now(const struct zone *zone)
{
	return zone_moment(zone, (int64_t)time(NULL));
}

int
moment_parse_loose(struct slice text, const struct zone *zone,
    int32_t default_date, struct moment *moment)
{
	int32_t date = default_date, second;
	struct slice clock = text;

	if (moment_parse(text, moment) == 0)
		return 0;
	if (text.length > 11 &&
	    (text.text[10] == ' ' || text.text[10] == 'T')) {
		if (date_parse((struct slice){text.text, 10}, &date) != 0)
			return -1;
		clock = (struct slice){text.text + 11, text.length - 11};
	}
	if (date == DATE_NONE ||
	    parse_clock(clock.text, clock.length, &second) != 0)
		return -1;
	*moment = zone_local(zone, date, second);
	return 0;
}
