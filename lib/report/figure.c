#include "report/figure.h"

#include "base/message.h"
#include "base/text.h"
#include "report/condition.h"
#include "report/show.h"

/* What has a meaning in an id, in CSV or in a shell. */
#define MARKS "%,\"/;"
#define SIGNS "+=!"

static void
add_escaped(struct buffer *out, struct slice text, const char *marks)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (c > 0x20 && c != 0x7f && !strchr(marks, c))
			buffer_char(out, (char)c);
		else
			buffer_format(out, "%%%02X", c);
	}
}

static struct slice
settle(struct buffer *text, struct arena *arena)
{
	struct slice settled = arena_slice(arena, buffer_view(text));

	buffer_release(text);
	return settled;
}

struct slice
figure_unescape(struct slice text, struct arena *arena)
{
	struct buffer plain = {0};

	if (percent_unescape(&plain, text) < 0) {
		buffer_clear(&plain);
		buffer_slice(&plain, text);
	}
	return settle(&plain, arena);
}

struct slice
figure_period(int32_t from, int32_t to, struct arena *arena)
{
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];

	if (from == DATE_NONE || to == DATE_NONE)
		return (struct slice){"", 0};
	date_format(from, first);
	date_format(to, last);
	return slice_of(from == to ? arena_text(arena, "%s", first)
				   : arena_text(arena, "%s..%s", first, last));
}

int
figure_period_parse(struct slice text, int32_t *from, int32_t *to)
{
	struct slice rest;

	if (text.length == 10) {
		if (date_parse(text, from) < 0)
			return -1;
		*to = *from;
		return 0;
	}
	if (text.length != 22 || memcmp(text.text + 10, "..", 2) != 0)
		return -1;
	rest = (struct slice){text.text + 12, 10};
	return date_parse((struct slice){text.text, 10}, from) < 0 ||
		       date_parse(rest, to) < 0
		   ? -1
		   : 0;
}

struct slice
figure_dims(const struct query *query, const struct tally *tally, size_t group,
    const struct config *config, struct arena *arena)
{
	struct buffer text = {0}, masked = {0};

	for (size_t i = 0; i < query->dimensions; i++) {
		struct slice value = tally_dimension(tally, group, i);

		if (show_is_masked(config, query->by[i].column)) {
			buffer_clear(&masked);
			show_mask(&masked, query->by[i].column, value);
			value = buffer_view(&masked);
		}
		if (i)
			buffer_char(&text, '+');
		buffer_slice(&text, query->by[i].text);
		buffer_char(&text, '=');
		add_escaped(&text, value, MARKS SIGNS);
	}
	buffer_release(&masked);
	return settle(&text, arena);
}

struct slice
figure_section(const struct query *query, struct arena *arena)
{
	struct buffer text = {0};

	buffer_slice(&text, query->name);
	for (size_t i = 0; i < query->conditions; i++) {
		const struct condition *c = &query->where[i];

		for (size_t j = 0; j < c->values; j++) {
			buffer_char(&text, ';');
			buffer_slice(&text, c->dimension.text);
			buffer_text(&text, condition_sign(c->op));
			add_escaped(&text, c->value[j], MARKS SIGNS);
		}
	}
	return settle(&text, arena);
}

void
figure_name(struct figure *figure, struct arena *arena)
{
	struct buffer id = {0};

	buffer_format(&id, "%.*s/%.*s/%.*s/", SLICE_ARG(figure->report),
	    SLICE_ARG(figure->period), SLICE_ARG(figure->section));
	/* The signs of a measure part nothing: count:late=yes. */
	add_escaped(&id, figure->measure->text, MARKS);
	buffer_char(&id, '/');
	buffer_slice(&id, figure->dims);
	figure->id = settle(&id, arena);
}

#define CHANGE_PLACES 4

bool
figure_change(const struct figure *figure, number *change)
{
	number before = figure->previous.value;

	if (!figure->compared || figure->no_data || !figure->value.defined ||
	    !figure->previous.defined || before == 0)
		return false;
	*change = number_rate(figure->value.value - before,
	    before < 0 ? -before : before, CHANGE_PLACES);
	return true;
}

static void
put_previous(const struct figure *figure, struct row *row)
{
	char text[NUMBER_TEXT_SIZE];
	number change;

	if (!figure->compared || !figure->previous.defined)
		return;
	number_format(figure->previous.value, figure->previous.places, text);
	row_format(row, FIGURE_PREVIOUS, "%s", text);
	if (!figure_change(figure, &change))
		return;
	number_format(change, CHANGE_PLACES, text);
	row_format(row, FIGURE_CHANGE, "%s", text);
}

void
figure_row(const struct figure *figure, struct row *row)
{
	char text[NUMBER_TEXT_SIZE];
	const struct tally_value *value = &figure->value;

	row_start(row, KIND_FIGURE);
	row_set(row, FIGURE_ID, figure->id);
	row_set(row, FIGURE_REPORT, figure->report);
	row_set(row, FIGURE_SECTION, figure->section);
	row_set(row, FIGURE_PERIOD, figure->period);
	if (figure->from != DATE_NONE)
		row_date(row, FIGURE_FROM, figure->from);
	if (figure->to != DATE_NONE)
		row_date(row, FIGURE_TO, figure->to);
	row_set(row, FIGURE_HALL, figure->hall);
	row_set(row, FIGURE_METRIC, figure->measure->text);
	row_set(row, FIGURE_DIMS, figure->dims);
	row_int(row, FIGURE_N, (int64_t)value->n);
	row_text(row, FIGURE_UNIT, value_type_unit(figure->measure->type.type));
	if (figure->no_data)
		row_text(row, FIGURE_STATUS, "no_data");
	else if (!value->defined)
		row_text(row, FIGURE_STATUS, "undefined");
	put_previous(figure, row);
	if (figure->no_data || !value->defined)
		return;
	number_format(value->value, value->places, text);
	row_format(row, FIGURE_VALUE, "%s", text);
}

int
figure_id_parse(struct slice id, struct figure_id *parts)
{
	if (!slice_cut(&id, '/', &parts->report) || !id.text ||
	    !slice_cut(&id, '/', &parts->period) || !id.text ||
	    !slice_cut(&id, '/', &parts->section) || !id.text ||
	    !slice_cut(&id, '/', &parts->metric) || !id.text)
		return -1;
	parts->dims = id;
	return 0;
}

static int
bad_id(struct slice piece, struct error *error)
{
	return error_set(error, HALL_USAGE,
	    tr("'%.*s' is no piece of a figure's id"), SLICE_ARG(piece));
}

int
figure_section_query(struct slice section, struct query *query,
    struct arena *arena, struct error *error)
{
	struct slice piece;

	if (!slice_cut(&section, ';', &piece) || !kind_name_valid(piece))
		return bad_id(piece, error);
	query_init(query, piece);
	while (section.text && slice_cut(&section, ';', &piece)) {
		struct slice value, column;
		enum condition_op op;

		if (condition_split(piece, &column, &op, &value) < 0)
			return bad_id(piece, error);
		if (query_condition(query, column, op,
			figure_unescape(value, arena), arena, error) < 0)
			return -1;
	}
	return 0;
}

int
figure_dims_query(struct slice dims, struct query *query, struct arena *arena,
    struct error *error)
{
	struct slice piece;

	while (dims.length && slice_cut(&dims, '+', &piece)) {
		struct slice value = piece, column;

		slice_cut(&value, '=', &column);
		if (!value.text)
			return bad_id(piece, error);
		/* Each must hold, also beside alternatives of the section. */
		if (query_also(query, column, figure_unescape(value, arena),
			arena, error) < 0)
			return -1;
	}
	return 0;
}
