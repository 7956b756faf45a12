/* traffic.c - how many payments come, and when. */
#include "base/date.h"

#include "traffic.h"

#define HALF_HOUR 1800

/* From 08:30 to 17:30 by half hours; the last ten minutes are for counting. */
static const unsigned hall_weights[] = {
    40, 65, 88, 100, 86, 60, 40, 22, 18, 26, 46, 66, 86, 96, 80, 60, 44, 20};

/* Many in the last days, some in the first; fewer at the weekend. */
static unsigned
day_percent(int32_t date)
{
	int year, month, day;
	unsigned percent = 96;

	date_split(date, &year, &month, &day);
	if (day > date_days_in_month(year, month) - 3)
		percent = 122;
	else if (day <= 3)
		percent = 106;
	if (date_weekday(date) > 5)
		percent = percent * 84 / 100;
	return percent;
}

unsigned
traffic_count(unsigned per_day, int32_t date, struct random *r)
{
	uint64_t n = (uint64_t)per_day * day_percent(date);

	n = n * (uint64_t)random_between(r, 970, 1030) / 100000;
	return n ? (unsigned)n : 1;
}

int32_t
traffic_second(struct random *r)
{
	size_t slots = sizeof(hall_weights) / sizeof(hall_weights[0]);
	size_t slot = random_weighted(r, hall_weights, slots);
	int32_t length = slot + 1 < slots ? HALF_HOUR : HALF_HOUR - 600;

	return (int32_t)(8 * 3600 + HALF_HOUR * (int)(slot + 1)) +
	       (int32_t)random_between(r, 0, length - 1);
}

int32_t
traffic_kiosk_second(struct random *r)
{
	if (random_chance(r, 60))
		return (int32_t)random_between(r, 6 * 3600, 30599);
	return traffic_second(r);
}

int32_t
traffic_evening_second(struct random *r)
{
	return (int32_t)random_between(r, 19 * 3600, 23 * 3600 + 1799);
}
