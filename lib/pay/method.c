#include "pay/method.h"

const char *const method_names[METHOD_COUNT] = {
    [METHOD_CASH] = "cash",
    [METHOD_CARD] = "card",
    [METHOD_WECHAT] = "wechat",
    [METHOD_ALIPAY] = "alipay",
    [METHOD_BANK] = "bank",
    [METHOD_CHEQUE] = "cheque",
};

/* Asked of every payment: most names are told apart by the first letter. */
int
method_find(struct slice name)
{
	if (name.length == 0)
		return -1;
	for (int method = 0; method < METHOD_COUNT; method++)
		if (*name.text == *method_names[method] &&
		    slice_is(name, method_names[method]))
			return method;
	return -1;
}

const char *
method_name(int method)
{
	return method_names[method];
}
