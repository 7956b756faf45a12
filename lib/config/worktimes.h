/*
 * worktimes.h - the working time of a calendar of hall.yaml.
 *
 * Shape:   calendars: NAME: {hours, after_hours, …} in the zone of the hall.
 * Source:  hall.yaml(5), "Calendars".
 * Owner:   the caller frees by worktime_free, before the configuration.
 * Errors:  NULL with USAGE when there is no such calendar.
 */
#ifndef CONFIG_WORKTIMES_H
#define CONFIG_WORKTIMES_H

#include "base/worktime.h"
#include "config/config.h"

struct worktime *config_worktime(
    const struct config *, const char *calendar, struct error *);

#endif
