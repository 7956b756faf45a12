/*
 * method.h - the ways to pay.
 *
 * Source:  hall-record(5), payment.method.
 */
#ifndef PAY_METHOD_H
#define PAY_METHOD_H

#include "base/slice.h"

enum method {
	METHOD_CASH, /* the only one that moves a drawer */
	METHOD_CARD,
	METHOD_WECHAT,
	METHOD_ALIPAY,
	METHOD_BANK,
	METHOD_CHEQUE,
	METHOD_COUNT
};

/* -1 when there is no such method. */
int method_find(struct slice);
const char *method_name(int method);
/* The names in the order of the enum, for suggestions. */
extern const char *const method_names[METHOD_COUNT];

#endif
