/*
 * number.h - the numbers on tickets: A001.
 *
 * Shape:   a prefix that does not end in a digit, and digits, as many as are
 *          configured or more.
 * Source:  hall-ticket(1), "NUMBERS": unique and without gaps per business
 *          day and prefix.
 */
#ifndef TICKET_NUMBER_H
#define TICKET_NUMBER_H

#include <stdint.h>

#include "base/slice.h"

#define TICKET_NUMBER_BYTES_MAX 32
#define TICKET_NUMBER_MAX 999999999 /* nine digits */
#define TICKET_ID_SIZE (TICKET_NUMBER_BYTES_MAX + 16)

/* -1 for what has no digits at its end, or more than nine. */
int ticket_number_parse(
    struct slice text, struct slice *prefix, uint32_t *value);
/* "T20261102-A001"; the length. */
size_t ticket_id_format(
    int32_t day, struct slice number, char id[TICKET_ID_SIZE]);

#endif
