#include "report/query.h"

#include "base/message.h"
#include "base/text.h"
#include "record/kinds.h"

static const struct {
	const char *name;
	enum dimension_form form;
	enum value_type type;
} dimension_forms[] = {
    {"hour", DIMENSION_HOUR, VALUE_HOUR},
    {"date", DIMENSION_DATE, VALUE_DATE},
    {"month", DIMENSION_MONTH, VALUE_TEXT},
    {"code", DIMENSION_CODE, VALUE_TEXT},
};

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
};

#define COUNT_OF(table) (sizeof(table) / sizeof(*(table)))

void
query_init(struct query *query, struct slice kind)
{
	*query = (struct query){.name = kind, .kind = kind_find(kind)};
}

static int
column_check(struct slice column, struct slice text, struct error *error)
{
	if (column_name_valid(column))
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("'%.*s': '%.*s' is no name of a column"), SLICE_ARG(text),
	    SLICE_ARG(column));
}

static int
dimension_parse(const struct query *query, struct slice text,
    struct dimension *dimension, struct error *error)
{
	const char *names[COUNT_OF(dimension_forms)];
	struct slice rest = text, function;

	*dimension = (struct dimension){.text = text, .column = text};
	if (text.length == 0 || text.text[text.length - 1] != ')') {
		dimension->type = column_type(query->name, text);
		return column_check(text, text, error);
	}
	slice_cut(&rest, '(', &function);
	for (size_t i = 0; i < COUNT_OF(dimension_forms); i++) {
		names[i] = dimension_forms[i].name;
		if (!slice_is(function, names[i]) || rest.length < 2)
			continue;
		dimension->form = dimension_forms[i].form;
		dimension->type.type = dimension_forms[i].type;
		dimension->column = (struct slice){rest.text, rest.length - 1};
		return column_check(dimension->column, text, error);
	}
	const char *near = suggest(function, names, COUNT_OF(names));
	return error_set(error, HALL_USAGE,
	    near ? tr("unknown dimension '%.*s' (did you mean %s?)")
		 : tr("unknown dimension '%.*s' (hour, date and month of a "
		      "time, and code of a why, are known)%.0s"),
	    SLICE_ARG(text), near ? near : "");
}

static struct condition *
condition_like(struct query *query, struct slice text, bool negated)
{
	for (size_t i = 0; i < query->conditions; i++)
		if (slice_equal(query->where[i].dimension.text, text) &&
		    query->where[i].negated == negated)
			return &query->where[i];
	return NULL;
}

static struct condition *
condition_add(struct query *query, struct slice column, bool negated,
    struct arena *arena, struct error *error)
{
	struct condition *condition = &query->where[query->conditions];

	if (query->conditions == QUERY_CONDITIONS_MAX) {
		error_set(error, HALL_USAGE, tr("more than %d conditions"),
		    QUERY_CONDITIONS_MAX);
		return NULL;
	}
	*condition = (struct condition){.negated = negated};
	if (dimension_parse(query, column, &condition->dimension, error) < 0)
		return NULL;
	condition->value = arena_array(
	    arena, QUERY_VALUES_MAX, sizeof(*condition->value));
	query->conditions++;
	return condition;
}

int
query_condition(struct query *query, struct slice column, struct slice value,
    bool negated, struct arena *arena, struct error *error)
{
	struct condition *condition = condition_like(query, column, negated);

	if (!condition)
		condition = condition_add(query, column, negated, arena, error);
	if (!condition)
		return -1;
	if (condition->values == QUERY_VALUES_MAX)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s': more than %d values"), SLICE_ARG(column),
		    QUERY_VALUES_MAX);
	condition->value[condition->values++] = value;
	return 0;
}

int
query_also(struct query *query, struct slice column, struct slice value,
    struct arena *arena, struct error *error)
{
	struct condition *condition = condition_add(
	    query, column, false, arena, error);

	if (!condition)
		return -1;
	condition->value[condition->values++] = value;
	return 0;
}

int
query_where(struct query *query, struct slice text, struct arena *arena,
    struct error *error)
{
	struct slice value = text, column;
	bool negated;

	slice_cut(&value, '=', &column);
	if (!value.text)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no condition: COL=VALUE or COL!=VALUE"),
		    SLICE_ARG(text));
	negated = column.length && column.text[column.length - 1] == '!';
	if (negated)
		column.length--;
	return query_condition(query, column, value, negated, arena, error);
}

int
query_by(struct query *query, struct slice text, struct error *error)
{
	struct dimension *dimension = &query->by[query->dimensions];

	if (query->dimensions == QUERY_DIMENSIONS_MAX)
		return error_set(error, HALL_USAGE,
		    tr("more than %d dimensions"), QUERY_DIMENSIONS_MAX);
	if (dimension_parse(query, text, dimension, error) < 0)
		return -1;
	for (size_t i = 0; i < query->dimensions; i++)
		if (slice_equal(query->by[i].text, text))
			return error_set(error, HALL_USAGE,
			    tr("'%.*s' is given twice"), SLICE_ARG(text));
	query->dimensions++;
	return 0;
}

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
		      "p1 to p100 and distinct are known)%.0s"),
	    SLICE_ARG(name), near ? near : "");
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
	slice_cut(&rest, ':', &name);
	*measure = (struct measure){.text = text, .column = rest};
	if (measure_form(name, measure, error) < 0)
		return -1;
	if ((measure->form == MEASURE_COUNT) != (rest.text == NULL))
		return error_set(error, HALL_USAGE,
		    measure->form == MEASURE_COUNT
			? tr("'%.*s': count counts records and takes no "
			     "column")
			: tr("'%.*s' wants a column, as in sum:amount"),
		    SLICE_ARG(text));
	if (rest.text && column_check(rest, text, error) < 0)
		return -1;
	measure->type = measure->form == MEASURE_COUNT ||
				measure->form == MEASURE_DISTINCT
			    ? (struct column_type){VALUE_COUNT, NULL}
			    : column_type(query->name, rest);
	for (size_t i = 0; i < query->measures; i++)
		if (slice_equal(query->measure[i].text, text))
			return error_set(error, HALL_USAGE,
			    tr("'%.*s' is given twice"), SLICE_ARG(text));
	query->measures++;
	if (made)
		*made = measure;
	return 0;
}

static bool
column_known(const struct query *query, const struct heading *heading,
    struct slice column)
{
	return column.length == 0 ||
	       (query->kind != KIND_OTHER &&
		   kind_column(query->kind, column) >= 0) ||
	       (heading && heading_find(heading, column));
}

bool
query_unknown_column(const struct query *query, const struct heading *heading,
    struct slice *column)
{
	for (size_t i = 0; i < query->conditions; i++) {
		*column = query->where[i].dimension.column;
		if (!column_known(query, heading, *column))
			return true;
	}
	for (size_t i = 0; i < query->dimensions; i++) {
		*column = query->by[i].column;
		if (!column_known(query, heading, *column))
			return true;
	}
	for (size_t i = 0; i < query->measures; i++) {
		*column = query->measure[i].column;
		if (!column_known(query, heading, *column))
			return true;
	}
	return false;
}

void
query_look(const struct query *query, struct query_view *view,
    const struct record *record)
{
	const struct heading *heading = record->heading;

	if (view->heading == heading)
		return;
	view->heading = heading;
	for (size_t i = 0; i < query->conditions; i++)
		view->where[i] = heading_find(
		    heading, query->where[i].dimension.column);
	for (size_t i = 0; i < query->dimensions; i++)
		view->by[i] = heading_find(heading, query->by[i].column);
	for (size_t i = 0; i < query->measures; i++)
		view->measure[i] = query->measure[i].column.text
				       ? heading_find(
					     heading, query->measure[i].column)
				       : 0;
	view->day = heading_find(heading, SLICE("day"));
	view->time = heading_find(heading, SLICE("time"));
}

static bool
condition_holds(const struct condition *condition, struct slice value)
{
	for (size_t i = 0; i < condition->values; i++)
		if (slice_equal(condition->value[i], value))
			return !condition->negated;
	return condition->negated;
}

bool
query_holds(const struct query *query, const struct query_view *view,
    const struct record *record)
{
	for (size_t i = 0; i < query->conditions; i++) {
		const struct condition *c = &query->where[i];
		struct slice field = query_field(record, view->where[i]);

		if (!condition_holds(c, dimension_value(&c->dimension, field)))
			return false;
	}
	return true;
}

/* The piece of a time YYYY-MM-DDThh:mm:ss; empty when it is none. */
static struct slice
time_piece(struct slice time, size_t from, size_t to)
{
	if (time.length < 19 || time.text[10] != 'T')
		return (struct slice){"", 0};
	return (struct slice){time.text + from, to - from};
}

struct slice
dimension_value(const struct dimension *dimension, struct slice field)
{
	struct slice code = {NULL, 0};

	switch (dimension->form) {
	case DIMENSION_COLUMN:
		break;
	case DIMENSION_HOUR:
		return time_piece(field, 11, 13);
	case DIMENSION_DATE:
		return time_piece(field, 0, 10);
	case DIMENSION_MONTH:
		/* A date has a month as well as a time has. */
		if (field.length == 10)
			return (struct slice){field.text, 7};
		return time_piece(field, 0, 7);
	case DIMENSION_CODE:
		slice_cut(&field, ':', &code);
		return code.text ? code : field;
	}
	return field;
}

int32_t
query_day(const struct query_view *view, const struct record *record)
{
	struct slice day = query_field(record, view->day);
	int32_t date = DATE_NONE;

	if (day.length == 0)
		day = time_piece(query_field(record, view->time), 0, 10);
	(void)date_parse(day, &date);
	return date;
}

bool
query_of_day(
    const struct query_view *view, const struct record *record, int32_t day)
{
	int32_t own;

	if (day == DATE_NONE || kinds[record->kind].sort == KIND_SORT_STATEMENT)
		return true;
	own = query_day(view, record);
	return own == DATE_NONE || own == day;
}
