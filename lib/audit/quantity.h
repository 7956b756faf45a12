/*
 * quantity.h - the numbers that rules compare: money, quantities, seconds.
 *
 * Shape:   millionths in 128 bits, so that sums of any money fit; text is
 *          -?[0-9]+ and at most six places behind a dot.
 * Errors:  -1 for a text that is none or has more than 20 digits, the result
 *          untouched.
 */
#ifndef AUDIT_QUANTITY_H
#define AUDIT_QUANTITY_H

#include "base/buffer.h"
#include "base/rate.h"

int quantity_parse(struct slice, int128 *millionths);
/* The same of hall.yaml, where 3m is 180; *duration says so. */
int quantity_of_rule(struct slice, int128 *millionths, bool *duration);
/* At least `places` places, no zeros beyond. */
void quantity_add(struct buffer *, int128 millionths, int places);
/* "1h2m3s", "0s"; of whole seconds. */
void quantity_add_duration(struct buffer *, int128 millionths);

#endif
