#include "base/words.h"

#include <stdbool.h>

#define HUNDRED_MILLION 100000000U

static const char *const digits[] = {
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

/* One to four digits; what `above` them was written tells of a gap. */
static void
put_group(struct buffer *out, unsigned group, bool above)
{
	static const char *const units[] = {"仟", "佰", "拾", ""};
	static const unsigned values[] = {1000, 100, 10, 1};
	bool written = above, gap = false;

	for (unsigned i = 0; i < 4; i++) {
		unsigned digit = group / values[i] % 10;

		if (digit == 0) {
			gap = written;
			continue;
		}
		buffer_format(out, "%s%s%s", gap ? digits[0] : "",
		    digits[digit], units[i]);
		written = true;
		gap = false;
	}
}

/* Up to eight digits. */
static void
put_eight(struct buffer *out, unsigned number, bool above)
{
	unsigned high = number / 10000, low = number % 10000;

	if (high) {
		put_group(out, high, above);
		buffer_text(out, "万");
	}
	/* 壹亿零柒仟: nothing stands between that is said. */
	if (low >= 1000 && high == 0 && above)
		buffer_text(out, digits[0]);
	if (low)
		put_group(out, low, above || high);
}

static void
put_yuan(struct buffer *out, uint64_t yuan)
{
	static const char *const units[] = {"亿亿", "亿", ""};
	const unsigned pieces[] = {
	    (unsigned)(yuan / HUNDRED_MILLION / HUNDRED_MILLION),
	    (unsigned)(yuan / HUNDRED_MILLION % HUNDRED_MILLION),
	    (unsigned)(yuan % HUNDRED_MILLION)};
	bool above = false;

	for (unsigned i = 0; i < 3; i++) {
		if (pieces[i] == 0)
			continue;
		put_eight(out, pieces[i], above);
		/* 玖亿 of 玖亿亿 is said by the 亿 of the next piece. */
		buffer_text(out, i == 0 && pieces[1] ? "亿" : units[i]);
		above = true;
	}
}

void
words_money(struct buffer *out, int64_t fen)
{
	uint64_t all = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
	uint64_t yuan = all / 100;
	unsigned jiao = (unsigned)(all / 10 % 10), rest = (unsigned)(all % 10);

	if (fen < 0)
		buffer_text(out, "负");
	if (yuan || all == 0) {
		put_yuan(out, yuan);
		buffer_format(out, "%s元", yuan ? "" : digits[0]);
	}
	if (jiao == 0 && rest == 0) {
		buffer_text(out, "整");
		return;
	}
	if (yuan && (jiao == 0 || yuan % 10 == 0))
		buffer_text(out, digits[0]);
	if (jiao)
		buffer_format(out, "%s角", digits[jiao]);
	if (rest)
		buffer_format(out, "%s分", digits[rest]);
}
