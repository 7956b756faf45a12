#include "config/band.h"

#include "config/value.h"

#define DAY_SECONDS 86400

/* "+30m" or "-30m", or nothing. */
static int
parse_shift(struct slice text, int32_t *seconds)
{
	int64_t value;
	char sign;

	*seconds = 0;
	if (text.length == 0)
		return 0;
	sign = text.text[0];
	text.text++;
	text.length--;
	if ((sign != '+' && sign != '-') || value_seconds(text, &value) < 0 ||
	    value >= DAY_SECONDS)
		return -1;
	*seconds = (int32_t)(sign == '-' ? -value : value);
	return 0;
}

int
mark_parse(struct slice text, struct mark *mark)
{
	static const struct {
		struct slice word;
		enum mark_base base;
	} bases[] = {
	    {{"open", 4}, MARK_OPEN},
	    {{"close", 5}, MARK_CLOSE},
	};
	int32_t seconds;

	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		struct slice head = bases[i].word, rest = text;

		if (text.length < head.length ||
		    memcmp(text.text, head.text, head.length) != 0)
			continue;
		rest.text += head.length;
		rest.length -= head.length;
		if (parse_shift(rest, &seconds) < 0)
			return -1;
		*mark = (struct mark){bases[i].base, seconds};
		return 0;
	}
	if (clock_parse(text, &seconds) < 0)
		return -1;
	*mark = (struct mark){MARK_MIDNIGHT, seconds};
	return 0;
}

int
band_parse(struct slice text, struct band *band)
{
	struct band read;
	const char *dots = NULL;

	for (size_t i = 0; i + 1 < text.length && !dots; i++)
		if (text.text[i] == '.' && text.text[i + 1] == '.')
			dots = text.text + i;
	if (!dots)
		return -1;
	if (mark_parse((struct slice){text.text, (size_t)(dots - text.text)},
		&read.from) < 0 ||
	    mark_parse((struct slice){dots + 2,
			   (size_t)(text.text + text.length - dots) - 2},
		&read.to) < 0)
		return -1;
	if (read.from.base == read.to.base &&
	    read.from.seconds > read.to.seconds)
		return -1;
	*band = read;
	return 0;
}

bool
mark_needs_hours(struct mark mark)
{
	return mark.base != MARK_MIDNIGHT;
}

int
mark_second(struct mark mark, const struct config *config, int32_t *second)
{
	const struct node *open = NULL;
	int32_t from = 0, to = 0, at;

	if (mark.base != MARK_MIDNIGHT) {
		open = config ? node_path(config_root(config), "hall.open")
			      : NULL;
		if (!open || open->children == 0)
			return -1;
		at = mark.base == MARK_OPEN ? 0 : (int32_t)open->children - 1;
		if (value_hours(open->child[at]->text, &from, &to) < 0)
			return -1;
	}
	at = mark.seconds + (mark.base == MARK_OPEN       ? from
				: mark.base == MARK_CLOSE ? to
							  : 0);
	*second = at < 0 ? 0 : at > DAY_SECONDS ? DAY_SECONDS : at;
	return 0;
}
