/*
 * words.h - amounts of money in Chinese words (大写), as on cheques.
 *
 * Source:  the central bank's rules for filling in vouchers (支付结算办法,
 *          annex 1): 壹仟肆佰零玖元伍角, 壹仟陆佰捌拾元零叁角贰分.
 *          A zero that these rules leave to choice stands behind 元 and not
 *          behind 万; 整 stands behind 元 and not behind 角.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdint.h>

#include "base/buffer.h"

/* Append the amount in words; 负 in front of less than nothing. */
void words_money(struct buffer *, int64_t fen);

#endif
