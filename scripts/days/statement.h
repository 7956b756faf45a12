/*
 * statement.h - the files that channels and the bank send the next morning.
 *
 * Source:  the layouts are those of WeChat Pay's and Alipay's merchant
 *          files, a bank's list of movements and a card acquirer's list of
 *          batches; every value is invented.
 * Errors:  -1 with *error; nothing is left behind.
 */
#ifndef DAYS_STATEMENT_H
#define DAYS_STATEMENT_H

#include "base/error.h"

#include "day.h"

int wechat_write(const struct day *, const char *path, struct error *);
int alipay_write(const struct day *, const char *path, struct error *);
int bank_write(const struct day *, const char *path, struct error *);
int pos_write(const struct day *, const char *path, struct error *);

#endif
