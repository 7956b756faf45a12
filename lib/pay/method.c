#include "pay/method.h"

#define NAMES                         \
	NAME(METHOD_CASH, "cash")     \
	NAME(METHOD_CARD, "card")     \
	NAME(METHOD_WECHAT, "wechat") \
	NAME(METHOD_ALIPAY, "alipay") \
	NAME(METHOD_BANK, "bank")     \
	NAME(METHOD_CHEQUE, "cheque")

#define NAME(method, name) [method] = name,
const char *const method_names[METHOD_COUNT] = {NAMES};
#undef NAME

/* The same with their lengths: asked of every payment. */
#define NAME(method, name) [method] = {name, sizeof(name) - 1},
static const struct slice names[METHOD_COUNT] = {NAMES};
#undef NAME

int
method_find(struct slice name)
{
	for (int method = 0; method < METHOD_COUNT; method++)
		if (slice_equal(name, names[method]))
			return method;
	return -1;
}

const char *
method_name(int method)
{
	return method_names[method];
}
