/*
 * calendar.h - which days are worked.
 *
 * Shape:   years with data, each day of them worked or free.  A day is free
 *          when the calendar says holiday, or when it is a weekly rest day
 *          and not a make-up workday.
 * Errors:  a year without data is never guessed: -1 with CALENDAR_NO_DATA's
 *          year in *year_missing.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct calendar;

/* Bit (1 << weekday), weekday 1 Monday to 7 Sunday; 0 is no weekly rest. */
struct calendar *calendar_new(unsigned weekly_rest);
void calendar_free(struct calendar *);
/* Say that the data of this year are complete. */
void calendar_add_year(struct calendar *, int year);
/* A calendar that knows every year by weekday alone (weekly_rest: none). */
void calendar_any_year(struct calendar *);
void calendar_add_holiday(struct calendar *, int32_t date);
void calendar_add_workday(struct calendar *, int32_t date);
/* 1 worked, 0 free, -1 no data. */
int calendar_is_worked(
    const struct calendar *, int32_t date, int *year_missing);
/*
 * The date n working days after `date`, which is day 0 whether it is worked
 * or not; n may be negative.
 */
int calendar_add(const struct calendar *, int32_t date, int days,
    int32_t *result, int *year_missing);
/* Working days in (from, to]; negative when to < from. */
int calendar_count(const struct calendar *, int32_t from, int32_t to, int *days,
    int *year_missing);

#endif
