/*
 * calendars.h - the calendars of hall.yaml, ready to be asked.
 *
 * Shape:   calendars: NAME: {weekly_rest, country, hours, years}; years:
 *          YEAR: {source, holidays: {NAME: DATES}, workdays: DATES}; DATES
 *          are "2026-01-04", "2026-10-01..2026-10-07" or a list of both.
 * Source:  hall.yaml(5), "Calendars".
 * Errors:  USAGE with file and line.
 */
#ifndef CONFIG_CALENDARS_H
#define CONFIG_CALENDARS_H

#include "base/calendar.h"
#include "config/config.h"

struct calendars;

/* From a checked tree; NULL for a date outside its year or said twice. */
struct calendars *calendars_new(const struct node *root, struct error *);
void calendars_free(struct calendars *);
const struct calendar *calendars_get(
    const struct calendars *, const char *name, struct error *);
/* The same checks without keeping anything, for the shape. */
int calendars_check(
    const struct node *calendar, const struct node *root, struct error *);

#endif
