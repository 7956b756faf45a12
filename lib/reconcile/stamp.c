#include "reconcile/stamp.h"

#include <string.h>

#include "base/date.h"

const char *const stamp_formats[] = {
    "YYYY-MM-DD hh:mm:ss",
    "YYYY-MM-DD hh:mm",
    "YYYY-MM-DD",
    "YYYY/M/D h:mm:ss",
    "YYYY/M/D h:mm",
    "YYYY/M/D",
    "YYYYMMDDhhmmss",
    "YYYYMMDD hh:mm:ss",
    "YYYYMMDD",
    "YYYY-MM-DDThh:mm:ss",
    "YYYY年MM月DD日 hh:mm:ss",
    "YYYY年MM月DD日",
    "hh:mm:ss",
    "hh:mm",
    "hhmmss",
    NULL,
};

enum part { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };

static const struct {
	struct slice letters;
	enum part part;
	size_t digits_min;
	size_t digits_max;
} tokens[] = {
    {{"YYYY", 4}, YEAR, 4, 4},
    {{"MM", 2}, MONTH, 2, 2},
    {{"DD", 2}, DAY, 2, 2},
    {{"hh", 2}, HOUR, 2, 2},
    {{"mm", 2}, MINUTE, 2, 2},
    {{"ss", 2}, SECOND, 2, 2},
    {{"M", 1}, MONTH, 1, 2},
    {{"D", 1}, DAY, 1, 2},
    {{"h", 1}, HOUR, 1, 2},
};

#define TOKENS (sizeof(tokens) / sizeof(tokens[0]))

/* The token that the format (not empty) begins with, or TOKENS. */
static size_t
token_at(struct slice format)
{
	char first = format.text[0];
	size_t t = 0;

	/* Most of what is none is a sign. */
	if (first < 'A')
		return TOKENS;
	for (; t < TOKENS; t++) {
		struct slice letters = tokens[t].letters;

		if (first == letters.text[0] &&
		    format.length >= letters.length &&
		    bytes_equal(format.text, letters.text, letters.length))
			break;
	}
	return t;
}

static void
skip(struct slice *s, size_t bytes)
{
	s->text += bytes;
	s->length -= bytes;
}

static int
read_number(struct slice *text, size_t min, size_t max, int *value)
{
	size_t digits = 0;

	*value = 0;
	while (digits < max && digits < text->length &&
	       is_digit(text->text[digits]))
		*value = *value * 10 + (text->text[digits++] - '0');
	if (digits < min)
		return -1;
	skip(text, digits);
	return 0;
}

static int
read_parts(struct slice text, struct slice format, int part[PARTS])
{
	while (format.length > 0) {
		size_t t = token_at(format);

		if (t < TOKENS) {
			if (read_number(&text, tokens[t].digits_min,
				tokens[t].digits_max,
				&part[tokens[t].part]) < 0)
				return -1;
			skip(&format, tokens[t].letters.length);
			continue;
		}
		if (text.length == 0 || text.text[0] != format.text[0])
			return -1;
		skip(&text, 1);
		skip(&format, 1);
	}
	return text.length == 0 ? 0 : -1;
}

int
stamp_parse(struct slice text, struct slice format, struct stamp *stamp)
{
	int part[PARTS] = {-1, -1, -1, -1, -1, -1};
	struct stamp s = {0};

	if (read_parts(text, format, part) < 0)
		return -1;
	s.has_date = part[YEAR] >= 0;
	s.has_clock = part[HOUR] >= 0;
	if (s.has_date &&
	    date_join(part[YEAR], part[MONTH], part[DAY], &s.date) < 0)
		return -1;
	if (part[HOUR] > 23 || part[MINUTE] > 59 || part[SECOND] > 59)
		return -1;
	if (s.has_clock)
		s.second = part[HOUR] * 3600 + part[MINUTE] * 60 +
			   (part[SECOND] > 0 ? part[SECOND] : 0);
	*stamp = s;
	return 0;
}

bool
stamp_format_valid(struct slice format)
{
	bool has[PARTS] = {false};

	while (format.length > 0) {
		size_t t = token_at(format);

		if (t < TOKENS)
			has[tokens[t].part] = true;
		skip(&format, t < TOKENS ? tokens[t].letters.length : 1);
	}
	if (has[YEAR] != has[MONTH] || has[MONTH] != has[DAY] ||
	    has[HOUR] != has[MINUTE] || (has[SECOND] && !has[MINUTE]))
		return false;
	return has[YEAR] || has[HOUR];
}
