/* duties.c - the duties of a day, and those that are left undone. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"

#include "day.h"
#include "duties.h"

#define SPREAD 240  /* seconds */
#define ROUNDS 7200 /* seconds for all clerks, and at most 7 min for one */
#define ROUND 420
#define MONDAY 1
#define FRIDAY 5
#define LAST_FRIDAY 8 /* of the month */
#define SEASON 9      /* that of April and of October */
#define YEAR_END 10   /* that of December */

#define WATER (1 << TRADE_WATER)
#define TELECOM (1 << TRADE_TELECOM)
#define POWER (1 << TRADE_POWER)

/* What the shipped rules ask for, by the day, the week and the month. */
static const struct duty duties[] = {
    {"check-hygiene", 7, 50, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"check-desks", 7, 54, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"check-forms", 7, 58, 0, 0, DOER_CASHIER, 0, NULL, "ok", NULL},
    {"morning-meeting", 8, 5, 0, 0, DOER_MONITOR, 0, "10", NULL, NULL},
    {"check-devices", 8, 18, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"cleaning", 8, 22, 0, 0, DOER_MONITOR, 0, NULL, NULL, NULL},
    {"patrol", 8, 50, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"fire-check", 9, 30, MONDAY, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"cleaning", 11, 20, 0, 0, DOER_MONITOR, 0, NULL, NULL, NULL},
    {"patrol", 11, 40, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"cleaning", 13, 30, 0, 0, DOER_MONITOR, 0, NULL, NULL, NULL},
    {"service-check", 14, 30, 0, 0, DOER_MANAGER, ABOUT_SAMPLE, "96", NULL,
	NULL},
    {"patrol", 15, 30, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"assessment", 16, 0, 0, WATER, DOER_MANAGER, ABOUT_CLERK, "95", NULL,
	NULL},
    {"training", 16, 10, FRIDAY, TELECOM, DOER_MANAGER, 0, "5", NULL, NULL},
    {"publish", 16, 15, LAST_FRIDAY, POWER, DOER_MANAGER, 0, NULL, NULL, NULL},
    {"study", 16, 20, LAST_FRIDAY, POWER, DOER_MANAGER, 0, NULL, NULL, NULL},
    {"safety-activity", 16, 25, LAST_FRIDAY, POWER, DOER_MONITOR, 0, NULL, NULL,
	NULL},
    {"team-affairs", 16, 30, LAST_FRIDAY, POWER, DOER_MONITOR, 0, NULL, NULL,
	NULL},
    {"training", 16, 35, LAST_FRIDAY, POWER, DOER_MANAGER, 0, "10", NULL, NULL},
    {"safety-inspection", 16, 35, SEASON, 0, DOER_MONITOR, 0, NULL, "ok",
	"安全大检查，未见隐患"},
    {"front-meeting", 16, 35, LAST_FRIDAY, TELECOM, DOER_MANAGER, 0, NULL, NULL,
	"服务与营销例会"},
    {"cleaning", 16, 40, 0, 0, DOER_MONITOR, 0, NULL, NULL, NULL},
    {"daily-check", 17, 0, 0, 0, DOER_MANAGER, 0, NULL, "ok", NULL},
    {"quality-check", 17, 10, 0, POWER, DOER_MONITOR, 0, "99", NULL, NULL},
    {"evening-meeting", 17, 33, 0, 0, DOER_MONITOR, 0, NULL, NULL, NULL},
    {"revenue-audit", 17, 36, 0, 0, DOER_AUDITOR, ABOUT_DAY, NULL, "ok", NULL},
    {"duty-log", 17, 39, 0, 0, DOER_MONITOR, 0, NULL, NULL, "营业秩序正常"},
    {"closing-check", 17, 42, 0, 0, DOER_MONITOR, 0, NULL, "ok", NULL},
    {"claims-summary", 16, 50, YEAR_END, POWER, DOER_MANAGER, 0, NULL, NULL,
	"本年无保险理赔"},
};

static uint16_t
doer(const struct day *day, const struct duty *d)
{
	const struct hall *hall = day->hall;

	switch (d->doer) {
	case DOER_MONITOR:
		return hall->monitor;
	case DOER_CASHIER:
		return hall->cashier;
	case DOER_MANAGER:
		return hall->manager;
	case DOER_AUDITOR:
		break;
	}
	return hall->auditor;
}

/* Planted: it is not done, or is left out of the book. */
static bool
is_left_undone(struct day *day, const struct duty *d)
{
	enum plant plant = strcmp(d->topic, "morning-meeting") == 0
			       ? PLANT_NO_MEETING
			   : strcmp(d->topic, "fire-check") == 0
			       ? PLANT_NO_FIRE_CHECK
			       : PLANTS;
	char date[DATE_TEXT_SIZE];

	if (plant == PLANTS || !planting_wants(day->planting, plant, day->date))
		return false;
	date_format(day->date, date);
	planting_done(day->planting, plant, day->date, date, 0);
	return true;
}

static bool
is_on(const struct duty *d, int32_t date)
{
	static const uint16_t months[] = {0x1ffe, 1 << 4 | 1 << 10, 1 << 12};
	int year, month, later, day;

	if (d->weekday < LAST_FRIDAY)
		return !d->weekday || date_weekday(date) == d->weekday;
	date_split(date, &year, &month, &day);
	if (!(months[d->weekday - LAST_FRIDAY] >> month & 1))
		return false;
	date_split(date + 7, &year, &later, &day);
	return date_weekday(date) == FRIDAY && month != later;
}

static bool
is_due(const struct day *day, const struct duty *d)
{
	if (!is_on(d, day->date))
		return false;
	return !d->trades || (d->trades & 1u << day->hall->options->trade) != 0;
}

/* The monitor's tiers: of up to 5 all, of up to 20 half, of more 30%. */
static uint16_t
sample_size(uint16_t clerks)
{
	return (uint16_t)(clerks <= 5    ? clerks
			  : clerks <= 20 ? (clerks + 1) / 2
					 : (clerks * 3 + 9) / 10);
}

static void
keep_log(struct day *day, const struct duty *d, int32_t second, uint16_t clerk)
{
	struct event *e = events_add(&day->events, second, KIND_LOG, d->topic);

	e->duty = d;
	e->staff = doer(day, d);
	e->to = clerk;
}

/* One clerk after another, those at the counters and the relief. */
static void
keep_sample(
    struct day *day, const struct duty *d, int32_t second, uint16_t first)
{
	uint16_t clerks = day->hall->relief, size = sample_size(clerks);
	int32_t step = ROUNDS / size < ROUND ? ROUNDS / size : ROUND;

	for (uint16_t n = 0; n < size; n++)
		keep_log(day, d, second + n * step,
		    (uint16_t)((first + n - 1) % clerks + 1));
}

void
day_keep_logs(struct day *day)
{
	const struct options *o = day->hall->options;
	struct random r;

	if (!o->tickets && !o->cases)
		return;
	random_start(&r, o->seed, day->hall->number, day->date, RANDOM_LOG);
	for (size_t i = 0; i < sizeof(duties) / sizeof(duties[0]); i++) {
		const struct duty *d = &duties[i];
		int32_t second = d->hour * 3600 + d->minute * 60 +
				 (int32_t)random_below(&r, SPREAD);
		uint16_t clerk;

		if (!is_due(day, d) || is_left_undone(day, d))
			continue;
		clerk = (uint16_t)random_between(&r, 1, o->counters);
		if (d->about == ABOUT_SAMPLE)
			keep_sample(day, d, second, clerk);
		else
			keep_log(day, d, second, clerk);
	}
}

/* Planted: who took money at the first counter audits it, too. */
void
day_audit_oneself(struct day *day)
{
	char id[ID_SIZE];

	if (!planting_wants(day->planting, PLANT_AUDITS_ONESELF, day->date))
		return;
	for (size_t i = 0; i < day->events.count; i++) {
		struct event *e = &day->events.list[i];

		if (e->kind != KIND_LOG ||
		    strcmp(e->event, "revenue-audit") != 0)
			continue;
		e->staff = 1;
		log_id(day, e, id);
		planting_done(
		    day->planting, PLANT_AUDITS_ONESELF, day->date, id, 0);
	}
}
