/*
 * traffic.h - how many payments come, and when.
 *
 * Source:  power halls see peaks at 10 and at 15 o'clock, and more people
 *          at the month's end, before the bills fall due.
 */
#ifndef DAYS_TRAFFIC_H
#define DAYS_TRAFFIC_H

#include <stdint.h>

#include "random.h"

unsigned traffic_count(unsigned per_day, int32_t date, struct random *);
/* A second within the opening hours. */
int32_t traffic_second(struct random *);
/* A second at the kiosk between 06:00 and the hall's close. */
int32_t traffic_kiosk_second(struct random *);
/* A second in the evening, after the day was closed. */
int32_t traffic_evening_second(struct random *);

#endif
