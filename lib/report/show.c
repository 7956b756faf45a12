#include "report/show.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/message.h"
#include "base/moment.h"
#include "base/text.h"
#include "report/show_names.h"

#define REPLACEMENT 0xfffd
/* More stars would tell how long the text was. */
#define STARS_MAX 8
#define HIDDEN_MIN 3

/* Control characters, and those that turn the direction of text. */
static bool
is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e ||
	       c == 0x200f || c == 0x061c || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

void
show_clean(struct buffer *out, struct slice text)
{
	while (text.length) {
		uint32_t c = utf8_next(&text);

		utf8_add(out, is_harmful(c) ? REPLACEMENT : c);
	}
}

static const struct {
	const char *column;
	size_t head;
	size_t tail;
} masks[] = {
    {"phone", 3, 4},
    {"id_no", 3, 4},
    {"bank", 0, 4},
    {"address", 6, 0},
    {NULL, 1, 0},
};

bool
show_is_masked(const struct config *config, struct slice column)
{
	const struct node *list = config ? node_path(config_root(config),
					       "privacy.mask")
					 : NULL;

	if (list)
		return node_list_has(list, column);
	for (size_t i = 0; masks[i].column; i++)
		if (slice_is(column, masks[i].column))
			return true;
	return slice_is(column, "name");
}

static size_t
characters(struct slice text)
{
	size_t count = 0;

	for (; text.length; count++)
		utf8_next(&text);
	return count;
}

void
show_mask(struct buffer *out, struct slice column, struct slice value)
{
	size_t i = 0, count = characters(value), stars = 0, head, tail;

	while (masks[i].column && !slice_is(column, masks[i].column))
		i++;
	head = masks[i].head;
	tail = masks[i].tail;
	/* Of a short one no more than the first character is left. */
	if (head + tail + HIDDEN_MIN > count) {
		head = count > 1 ? 1 : 0;
		tail = 0;
	}
	for (i = 0; i < count; i++) {
		uint32_t c = utf8_next(&value);

		if (i < head || i + tail >= count)
			utf8_add(out, c);
		else if (stars++ < STARS_MAX)
			buffer_char(out, '*');
	}
}

/* 18:04, or 2026-11-01 18:04 on another day. */
static void
show_time(const struct show *show, struct buffer *out, struct slice value)
{
	char day[DATE_TEXT_SIZE];
	struct moment moment;

	if (moment_parse(value, &moment) < 0) {
		show_clean(out, value);
		return;
	}
	if (moment_date(moment) != show->day) {
		date_format(moment_date(moment), day);
		buffer_format(out, "%s ", day);
	}
	buffer_add(out, value.text + 11, 5);
}

/* A sentence, the times in it as in the columns. */
static void
show_sentence(const struct show *show, struct buffer *out, struct slice text)
{
	const size_t length = MOMENT_TEXT_SIZE - 1;
	size_t start = 0;
	struct moment moment;

	for (size_t i = 0; i + length <= text.length; i++) {
		struct slice piece = {text.text + i, length};

		if (piece.text[10] != 'T' || moment_parse(piece, &moment) < 0)
			continue;
		show_clean(out, (struct slice){text.text + start, i - start});
		show_time(show, out, piece);
		i += length - 1;
		start = i + 1;
	}
	show_clean(out, (struct slice){text.text + start, text.length - start});
}

/* 0:06:42; a mean is rounded to whole seconds. */
static void
show_seconds(struct buffer *out, number value)
{
	number seconds = number_mean(value < 0 ? -value : value, 1, 0) /
			 NUMBER_ONE;
	uint64_t s = seconds < INT64_MAX ? (uint64_t)seconds : INT64_MAX;

	buffer_format(out, "%s%" PRIu64 ":%02u:%02u", value < 0 ? "-" : "",
	    s / 3600, (unsigned)(s / 60 % 60), (unsigned)(s % 60));
}

/* 73.5%, and of a change its sign. */
static void
show_percent(struct buffer *out, enum value_type type, number value)
{
	char text[NUMBER_TEXT_SIZE];

	value = number_mean(value * 100, 1, 1);
	number_format_grouped(value, 1, text);
	buffer_format(
	    out, "%s%s%%", type == VALUE_CHANGE && value > 0 ? "+" : "", text);
}

static void
show_typed(struct buffer *out, enum value_type type, number value, int places)
{
	char text[NUMBER_TEXT_SIZE];
	size_t length;

	if (type == VALUE_SECONDS) {
		show_seconds(out, value);
		return;
	}
	if (type == VALUE_RATIO || type == VALUE_CHANGE) {
		show_percent(out, type, value);
		return;
	}
	length = number_format_grouped(value, places, text);
	buffer_add(out, text, length);
}

static void
show_field_number(struct buffer *out, enum value_type type, struct slice value)
{
	number parsed;
	int places;

	if (number_parse(value, &parsed, &places) == 0)
		show_typed(out, type, parsed, places);
	else
		show_clean(out, value);
}

static void
show_type(const struct show *show, struct buffer *out, struct column_type type,
    struct slice column, struct slice value)
{
	struct buffer text = {0};

	switch (type.type) {
	case VALUE_COUNT:
	case VALUE_MONEY:
	case VALUE_DECIMAL:
	case VALUE_SECONDS:
	case VALUE_RATIO:
	case VALUE_CHANGE:
		show_field_number(out, type.type, value);
		break;
	case VALUE_TIME:
		show_time(show, out, value);
		break;
	case VALUE_HOUR:
		show_clean(out, value);
		buffer_text(out, ":00");
		break;
	case VALUE_STAFF:
		show_staff(show->config, out, value);
		break;
	case VALUE_WORD:
		show_word(show->config, out, type.sort, value);
		break;
	case VALUE_WORDS:
		show_words(show->config, out, type.sort, value);
		break;
	case VALUE_WHY:
		why_explain(&text, value);
		show_sentence(show, out, buffer_view(&text));
		break;
	case VALUE_ID:
		if (slice_is(column, "counter")) {
			show_named(show->config, out, "counters", value);
			break;
		}
		/* FALLTHROUGH */
	case VALUE_TEXT:
	case VALUE_DATE:
		show_clean(out, value);
		break;
	}
	buffer_release(&text);
}

void
show_value(const struct show *show, struct buffer *out, struct column_type type,
    struct slice column, struct slice value)
{
	struct buffer masked = {0};

	if (value.length == 0)
		return;
	if (show_is_masked(show->config, column)) {
		show_mask(&masked, column, value);
		show_clean(out, buffer_view(&masked));
		buffer_release(&masked);
		return;
	}
	show_type(show, out, type, column, value);
}

void
show_number(struct buffer *out, struct column_type type,
    const struct tally_value *value)
{
	if (value->defined)
		show_typed(out, type.type, value->value, value->places);
	else
		buffer_text(out, "–");
}

void
show_data(struct buffer *out, const struct tally_value *value)
{
	char text[NUMBER_TEXT_SIZE];
	size_t length;

	if (!value->defined)
		return;
	length = number_format(value->value, value->places, text);
	buffer_add(out, text, length);
}

void
show_capital(struct buffer *out, struct slice text)
{
	size_t start = out->length;

	show_clean(out, text);
	if (out->length > start && out->text[start] >= 'a' &&
	    out->text[start] <= 'z')
		out->text[start] = (char)(out->text[start] - 'a' + 'A');
}

/* The word of the kind's own column, "till:taken", else that of any. */
void
show_column(struct buffer *out, struct slice kind, struct slice column)
{
	char sort[64];
	const char *found;
	size_t start = out->length;

	snprintf(sort, sizeof(sort), "%.*s", SLICE_ARG(kind));
	found = word(sort, column);
	if (slice_is(column, found))
		found = word("column", column);
	show_capital(out, slice_of(found));
	/* A column without a word: to_deposit. */
	if (slice_is(column, found))
		for (size_t i = start; i < out->length; i++)
			if (out->text[i] == '_')
				out->text[i] = ' ';
}

void
show_dimension(
    struct buffer *out, struct slice kind, const struct dimension *dimension)
{
	static const char *const names[] = {
	    [DIMENSION_HOUR] = N_("hour"),
	    [DIMENSION_DATE] = N_("date"),
	    [DIMENSION_MONTH] = N_("month"),
	};

	if (dimension->form == DIMENSION_COLUMN ||
	    dimension->form == DIMENSION_CODE)
		show_column(out, kind, dimension->column);
	else
		show_capital(out, slice_of(tr(names[dimension->form])));
}

void
show_measure(
    struct buffer *out, struct slice kind, const struct measure *measure)
{
	static const char *const before[] = {
	    [MEASURE_MEAN] = N_("Mean of"),
	    [MEASURE_MIN] = N_("Least of"),
	    [MEASURE_MAX] = N_("Most of"),
	    [MEASURE_DISTINCT] = N_("Different"),
	};

	if (measure->title.length) {
		show_clean(out, measure->title);
		return;
	}
	if (measure->conditional || measure->terms) {
		show_clean(out, measure->text);
		return;
	}
	if (measure->form == MEASURE_COUNT) {
		show_capital(out, slice_of(tr("count")));
		return;
	}
	if (measure->form == MEASURE_PERCENTILE)
		buffer_format(out, tr("P%u of "), measure->percent);
	else if (measure->form != MEASURE_SUM)
		buffer_format(out, "%s ", tr(before[measure->form]));
	show_column(out, kind, measure->column);
}

void
show_date(struct buffer *out, int32_t date)
{
	static const char *const weekdays[] = {N_("Monday"), N_("Tuesday"),
	    N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
	    N_("Sunday")};
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	buffer_format(out, "%s %s", text, tr(weekdays[date_weekday(date) - 1]));
}
