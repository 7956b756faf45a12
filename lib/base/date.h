/*
 * date.h - calendar dates.
 *
 * Shape:   days since 1970-01-01 in int32_t (proleptic Gregorian); text is
 *          YYYY-MM-DD, years 0001 to 9999.
 * Errors:  -1 for text that is no date (2026-02-30), *date untouched.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

#define DATE_TEXT_SIZE 11
#define DATE_NONE INT32_MIN

int date_parse(struct slice text, int32_t *date);
/* Returns the length; 0 and "" for DATE_NONE and years without a text. */
size_t date_format(int32_t date, char text[DATE_TEXT_SIZE]);
void date_split(int32_t date, int *year, int *month, int *day);
int date_year(int32_t date);
/* -1 when there is no such date. */
int date_join(int year, int month, int day, int32_t *date);
/* 1 Monday to 7 Sunday, as ISO 8601 counts. */
int date_weekday(int32_t date);
/* The ISO year and week. */
void date_week(int32_t date, int *year, int *week);
int date_days_in_month(int year, int month);

#endif
