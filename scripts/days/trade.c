/* trade.c - what a hall sells, in its words. */
#include "trade.h"

const struct trade trades[TRADES] = {
    [TRADE_POWER] = {"power", "河滨供电营业厅", "electricity",
	{"fee", "prepay", "business"}, power_courses},
    [TRADE_WATER] = {"water", "清泉自来水营业厅", "water",
	{"fee", "prepay", "business"}, water_courses},
    [TRADE_TELECOM] = {"telecom", "新城通信营业厅", "telecom",
	{"bill", "top-up", "business"}, telecom_courses},
};
