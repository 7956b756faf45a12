#include "base/message.h"
#include "base/text.h"
#include "report/condition.h"
#include "report/dimension.h"
#include "report/query.h"
#include "report/reading.h"

static const struct {
	const char *name;
	enum measure_form form;
} measure_forms[] = {
    {"count", MEASURE_COUNT},
    {"sum", MEASURE_SUM},
    {"mean", MEASURE_MEAN},
    {"min", MEASURE_MIN},
    {"max", MEASURE_MAX},
    {"distinct", MEASURE_DISTINCT},
    {"rate", MEASURE_RATE},
};

#define COUNT_OF(table) (sizeof(table) / sizeof(*(table)))

/* "p90" is the form of a percentile; false when it is none. */
static bool
percentile_parse(struct slice name, unsigned *percent)
{
	long long value;

	if (name.length < 2 || name.length > 4 || name.text[0] != 'p' ||
	    slice_int((struct slice){name.text + 1, name.length - 1}, &value) <
		0 ||
	    value < 1 || value > 100)
		return false;
	*percent = (unsigned)value;
	return true;
}

static int
measure_form(struct slice name, struct measure *measure, struct error *error)
{
	const char *names[COUNT_OF(measure_forms)], *near;

	for (size_t i = 0; i < COUNT_OF(measure_forms); i++) {
		names[i] = measure_forms[i].name;
		measure->form = measure_forms[i].form;
		if (slice_is(name, names[i]))
			return 0;
	}
	measure->form = MEASURE_PERCENTILE;
	if (percentile_parse(name, &measure->percent))
		return 0;
	near = suggest(name, names, COUNT_OF(names));
	return error_set(error, HALL_USAGE,
	    near ? tr("unknown measure '%.*s' (did you mean %s?)")
		 : tr("unknown measure '%.*s' (count, sum, mean, min, max, "
		      "p1 to p100, distinct and rate are known)%.0s"),
	    SLICE_ARG(name), near ? near : "");
}

/* "net+payin-payout": the terms of a sum. */
static int
read_terms(struct query *query, struct measure *measure, struct slice text,
    bool below, struct error *error)
{
	bool minus = false;

	while (text.length) {
		struct term *term = &query->term[query->terms];
		size_t at = 0;

		if (query->terms == QUERY_TERMS_MAX)
			return error_set(error, HALL_USAGE,
			    tr("more than %d columns"), QUERY_TERMS_MAX);
		while (at < text.length && !strchr("+-", text.text[at]))
			at++;
		*term = (struct term){{text.text, at}, minus, below, false};
		term->money = column_type(query->name, term->column).type ==
			      VALUE_MONEY;
		if (dimension_column(term->column, measure->text, error) < 0)
			return -1;
		query->terms++;
		measure->terms++;
		minus = at < text.length && text.text[at] == '-';
		text.text += at;
		text.length -= at;
		if (text.length == 1) /* a sign with nothing behind it */
			return dimension_column(
			    (struct slice){"", 0}, measure->text, error);
		if (text.length)
			text = (struct slice){text.text + 1, text.length - 1};
	}
	return 0;
}

static int
read_rate(struct query *query, struct measure *measure, struct error *error)
{
	struct slice below = measure->column, above;

	slice_cut(&below, ':', &above);
	measure->column = (struct slice){NULL, 0};
	measure->type = (struct column_type){VALUE_RATIO, NULL};
	if (above.length == 0 || below.length == 0)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' wants two sums, as in "
		       "rate:busy_seconds:open_seconds"),
		    SLICE_ARG(measure->text));
	if (read_terms(query, measure, above, false, error) < 0)
		return -1;
	return read_terms(query, measure, below, true, error);
}

static bool
has_sign(struct slice column)
{
	return memchr(column.text, '+', column.length) ||
	       memchr(column.text, '-', column.length);
}

static int
read_sum(struct query *query, struct measure *measure, struct error *error)
{
	struct slice text = measure->column;

	measure->column = (struct slice){NULL, 0};
	if (read_terms(query, measure, text, false, error) < 0)
		return -1;
	measure->type = column_type(
	    query->name, query->term[measure->term].column);
	return 0;
}

/* "count:late=yes". */
static int
read_count(struct query *query, struct measure *measure, struct error *error)
{
	struct slice column;

	measure->type = (struct column_type){VALUE_COUNT, NULL};
	if (!measure->column.text)
		return 0;
	if (condition_split(
		measure->column, &column, &measure->op, &measure->wanted) < 0)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s': count counts records, or those where a "
		       "condition holds: count:late=yes"),
		    SLICE_ARG(measure->text));
	measure->column = (struct slice){NULL, 0};
	measure->conditional = true;
	return dimension_parse(query, column, &measure->when, error);
}

static int
read_column(struct query *query, struct measure *measure, struct error *error)
{
	if (measure->form == MEASURE_COUNT)
		return read_count(query, measure, error);
	if (!measure->column.text)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' wants a column, as in sum:amount"),
		    SLICE_ARG(measure->text));
	if (measure->form == MEASURE_RATE)
		return read_rate(query, measure, error);
	if (measure->form == MEASURE_SUM && has_sign(measure->column))
		return read_sum(query, measure, error);
	measure->type = measure->form == MEASURE_DISTINCT
			    ? (struct column_type){VALUE_COUNT, NULL}
			    : column_type(query->name, measure->column);
	return dimension_column(measure->column, measure->text, error);
}

static enum measure_asks
measure_asks(const struct measure *measure)
{
	if (measure->terms)
		return ASKS_TERMS;
	if (measure_is_numeric(measure->form) &&
	    measure->type.type == VALUE_MONEY && !measure->conditional)
		return ASKS_MONEY;
	if (measure->form == MEASURE_COUNT && !measure->column.text &&
	    !measure->conditional)
		return ASKS_NOTHING;
	return ASKS_OTHER;
}

int
query_measure(struct query *query, struct slice text, struct measure **made,
    struct error *error)
{
	struct measure *measure = &query->measure[query->measures];
	struct slice rest = text, name;

	if (query->measures == QUERY_MEASURES_MAX)
		return error_set(error, HALL_USAGE, tr("more than %d measures"),
		    QUERY_MEASURES_MAX);
	for (size_t i = 0; i < query->measures; i++)
		if (slice_equal(query->measure[i].text, text))
			return error_set(error, HALL_USAGE,
			    tr("'%.*s' is given twice"), SLICE_ARG(text));
	slice_cut(&rest, ':', &name);
	*measure = (struct measure){
	    .text = text, .column = rest, .term = query->terms};
	if (measure_form(name, measure, error) < 0 ||
	    read_column(query, measure, error) < 0)
		return -1;
	measure->asks = measure_asks(measure);
	query->measures++;
	if (made)
		*made = measure;
	return 0;
}
