/*
 * trade.h - what a hall sells, in its words.
 */
#ifndef DAYS_TRADE_H
#define DAYS_TRADE_H

#include "matter.h"
#include "payment.h"

enum trade_code { TRADE_POWER, TRADE_WATER, TRADE_TELECOM, TRADES };

struct trade {
	const char *name; /* of the option */
	const char *hall_name;
	const char *service;
	const char *items[ITEMS];
	const struct course *courses;
};

extern const struct trade trades[TRADES];

#endif
