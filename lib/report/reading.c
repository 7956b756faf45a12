#include "report/reading.h"

#include <stdio.h>

#include "base/money.h"
#include "base/text.h"

#define FEN (NUMBER_ONE / 100)
#define VALUE_COLUMNS_MAX 60 /* of a bad value, in a message */

bool
measure_is_numeric(enum measure_form form)
{
	return form != MEASURE_COUNT && form != MEASURE_DISTINCT;
}

static int
complain_of(
    struct slice column, struct slice field, bool money, struct complaint *c)
{
	char name[sizeof(c->column)], text[4 * VALUE_COLUMNS_MAX + 1];

	snprintf(name, sizeof(name), "%.*s", SLICE_ARG(column));
	field = text_head(field, VALUE_COLUMNS_MAX);
	snprintf(text, sizeof(text), "%.*s", SLICE_ARG(field));
	return complain(
	    c, name, money ? "money" : "number", "value", text, NULL);
}

/* A field as a number: 0, 1 when it is empty, -1 and the complaint. */
static int
read_value(struct slice column, bool money, struct slice field, number *value,
    uint8_t *places, struct complaint *c)
{
	int digits;
	int64_t fen;

	if (field.length == 0)
		return 1;
	if (money) {
		if (money_parse(field, &fen) < 0)
			return complain_of(column, field, money, c);
		*value = (number)fen * FEN;
		*places = 2;
		return 0;
	}
	if (number_parse(field, value, &digits) < 0)
		return complain_of(column, field, money, c);
	*places = (uint8_t)digits;
	return 0;
}

/* All terms of a measure; what is empty adds nothing. */
static int
read_terms(const struct query *query, const struct query_view *view,
    const struct measure *measure, const struct record *r,
    struct reading *reading, struct complaint *c)
{
	*reading = (struct reading){.empty = true};
	for (size_t i = 0; i < measure->terms; i++) {
		size_t at = measure->term + i;
		const struct term *term = &query->term[at];
		number value = 0;
		uint8_t places = 0;
		int result = read_value(term->column, term->money,
		    rec_column(r, view->term[at]), &value, &places, c);

		if (result < 0)
			return -1;
		if (result)
			continue;
		reading->empty = false;
		*(term->below ? &reading->below
			      : &reading->value) += term->minus ? -value
								: value;
		if (places > reading->places)
			reading->places = places;
	}
	return 0;
}

/* The one column of a measure, or none. */
static int
read_measure(const struct query *query, const struct query_view *view, size_t i,
    const struct record *r, struct reading *reading, struct complaint *c)
{
	const struct measure *measure = &query->measure[i];
	struct slice field = rec_column(r, view->measure[i]);
	int result = 0;

	if (measure_is_numeric(measure->form))
		result = read_value(measure->column,
		    measure->type.type == VALUE_MONEY, field, &reading->value,
		    &reading->places, c);
	reading->empty = result > 0 ||
			 (measure->column.text && field.length == 0) ||
			 (measure->conditional &&
			     !query_counts(view, query, i, r));
	return result < 0 ? -1 : 0;
}

/* The one amount of a measure: what read_measure does, at less length. */
static inline int
read_money(const struct measure *measure, struct slice field,
    struct reading *reading, struct complaint *c)
{
	int64_t fen;

	reading->empty = field.length == 0;
	if (reading->empty)
		return 0;
	if (money_parse(field, &fen) < 0)
		return complain_of(measure->column, field, true, c);
	reading->value = (number)fen * FEN;
	reading->places = 2;
	return 0;
}

int
reading_take(const struct query *query, const struct query_view *view,
    const struct record *r, struct reading *reading, struct complaint *c)
{
	const struct measure *measure = query->measure;
	size_t measures = query->measures;

	for (size_t i = 0; i < measures; i++, measure++, reading++) {
		int result = 0;

		if (measure->asks == ASKS_MONEY)
			result = read_money(measure,
			    rec_column(r, view->measure[i]), reading, c);
		else if (measure->asks == ASKS_TERMS)
			result = read_terms(
			    query, view, measure, r, reading, c);
		else if (measure->asks == ASKS_OTHER)
			result = read_measure(query, view, i, r, reading, c);
		if (result < 0)
			return -1;
	}
	return 0;
}
