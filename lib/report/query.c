#include "report/query.h"

#include "base/message.h"
#include "base/text.h"
#include "record/kinds.h"
#include "report/condition.h"
#include "report/dimension.h"
#include "report/number.h"

static const struct {
	const char *name;
	enum dimension_form form;
	enum value_type type;
} dimension_forms[] = {
    {"hour", DIMENSION_HOUR, VALUE_HOUR},
    {"date", DIMENSION_DATE, VALUE_DATE},
    {"month", DIMENSION_MONTH, VALUE_TEXT},
    {"code", DIMENSION_CODE, VALUE_TEXT},
    {"on_day", DIMENSION_ON_DAY, VALUE_WORD},
};

#define COUNT_OF(table) (sizeof(table) / sizeof(*(table)))

void
query_init(struct query *query, struct slice kind)
{
	*query = (struct query){.name = kind, .kind = kind_find(kind)};
}

int
dimension_column(struct slice column, struct slice text, struct error *error)
{
	if (column_name_valid(column))
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("'%.*s': '%.*s' is no name of a column"), SLICE_ARG(text),
	    SLICE_ARG(column));
}

int
dimension_parse(const struct query *query, struct slice text,
    struct dimension *dimension, struct error *error)
{
	const char *names[COUNT_OF(dimension_forms)];
	struct slice rest = text, function;

	*dimension = (struct dimension){.text = text, .column = text};
	if (text.length == 0 || text.text[text.length - 1] != ')') {
		dimension->type = column_type(query->name, text);
		return dimension_column(text, text, error);
	}
	slice_cut(&rest, '(', &function);
	for (size_t i = 0; i < COUNT_OF(dimension_forms); i++) {
		names[i] = dimension_forms[i].name;
		if (!slice_is(function, names[i]) || rest.length < 2)
			continue;
		dimension->form = dimension_forms[i].form;
		dimension->type = (struct column_type){
		    dimension_forms[i].type, "state"};
		dimension->column = (struct slice){rest.text, rest.length - 1};
		return dimension_column(dimension->column, text, error);
	}
	const char *near = suggest(function, names, COUNT_OF(names));
	return error_set(error, HALL_USAGE,
	    near ? tr("unknown dimension '%.*s' (did you mean %s?)")
		 : tr("unknown dimension '%.*s' (hour, date, month and on_day "
		      "of a time, and code of a why, are known)%.0s"),
	    SLICE_ARG(text), near ? near : "");
}

static struct condition *
condition_like(struct query *query, struct slice text, enum condition_op op)
{
	for (size_t i = 0; i < query->conditions; i++)
		if (slice_equal(query->where[i].dimension.text, text) &&
		    query->where[i].op == op)
			return &query->where[i];
	return NULL;
}

static struct condition *
condition_add(struct query *query, struct slice column, enum condition_op op,
    struct arena *arena, struct error *error)
{
	struct condition *condition = &query->where[query->conditions];

	if (query->conditions == QUERY_CONDITIONS_MAX) {
		error_set(error, HALL_USAGE, tr("more than %d conditions"),
		    QUERY_CONDITIONS_MAX);
		return NULL;
	}
	*condition = (struct condition){.op = op};
	if (dimension_parse(query, column, &condition->dimension, error) < 0)
		return NULL;
	condition->value = arena_array(
	    arena, QUERY_VALUES_MAX, sizeof(*condition->value));
	query->conditions++;
	return condition;
}

/*
 * What is compared with a number must be one: as text, abc would stand
 * behind every amount.  Empty is a value of each column.
 */
static int
check_value(
    const struct dimension *dimension, struct slice value, struct error *error)
{
	static const char *const wrong[] = {
	    [VALUE_COUNT] = N_("'%.*s' is no number, as the column '%.*s' "
			       "holds (12 or 12.30)"),
	    [VALUE_DECIMAL] = N_("'%.*s' is no number, as the column '%.*s' "
				 "holds (12 or 12.30)"),
	    [VALUE_MONEY] = N_("'%.*s' is no amount, as the column '%.*s' "
			       "holds (12.30)"),
	    [VALUE_SECONDS] = N_("'%.*s' is no number of seconds, as the "
				 "column '%.*s' holds (90)"),
	};
	enum value_type type = dimension->type.type;
	number parsed;
	int places;

	if (dimension->form != DIMENSION_COLUMN || value.length == 0 ||
	    type >= sizeof(wrong) / sizeof(*wrong) || !wrong[type] ||
	    number_parse(value, &parsed, &places) == 0)
		return 0;
	return error_set(error, HALL_USAGE, tr(wrong[type]), SLICE_ARG(value),
	    SLICE_ARG(dimension->column));
}

int
query_condition(struct query *query, struct slice column, enum condition_op op,
    struct slice value, struct arena *arena, struct error *error)
{
	struct condition *condition = condition_like(query, column, op);

	if (!condition)
		condition = condition_add(query, column, op, arena, error);
	if (!condition)
		return -1;
	if (condition->values == QUERY_VALUES_MAX)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s': more than %d values"), SLICE_ARG(column),
		    QUERY_VALUES_MAX);
	if (check_value(&condition->dimension, value, error) < 0)
		return -1;
	condition->value[condition->values++] = value;
	return 0;
}

int
query_also(struct query *query, struct slice column, struct slice value,
    struct arena *arena, struct error *error)
{
	struct condition *condition = condition_add(
	    query, column, CONDITION_IS, arena, error);

	if (!condition)
		return -1;
	condition->value[condition->values++] = value;
	return 0;
}

int
query_where(struct query *query, struct slice text, struct arena *arena,
    struct error *error)
{
	struct slice column, value;
	enum condition_op op;

	if (condition_split(text, &column, &op, &value) < 0)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no condition: COL=VALUE, or with != < <= > "
		       ">="),
		    SLICE_ARG(text));
	return query_condition(query, column, op, value, arena, error);
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
		*column = query->measure[i].conditional
			      ? query->measure[i].when.column
			      : query->measure[i].column;
		if (!column_known(query, heading, *column))
			return true;
	}
	for (size_t i = 0; i < query->terms; i++) {
		*column = query->term[i].column;
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
	for (size_t i = 0; i < query->measures; i++) {
		const struct measure *measure = &query->measure[i];
		struct slice column = measure->conditional
					  ? measure->when.column
					  : measure->column;

		view->measure[i] = column.text ? heading_find(heading, column)
					       : 0;
	}
	for (size_t i = 0; i < query->terms; i++)
		view->term[i] = heading_find(heading, query->term[i].column);
}

bool
query_conditions_hold(const struct query *query, const struct query_view *view,
    const struct record *record)
{
	for (size_t i = 0; i < query->conditions; i++) {
		const struct condition *c = &query->where[i];

		if (!condition_holds(&c->dimension, c->op, c->value, c->values,
			rec_column(record, view->where[i]),
			rec_column(record, record->heading->day)))
			return false;
	}
	return true;
}

bool
query_counts(const struct query_view *view, const struct query *query,
    size_t measure, const struct record *record)
{
	const struct measure *m = &query->measure[measure];

	return condition_holds(&m->when, m->op, &m->wanted, 1,
	    rec_column(record, view->measure[measure]),
	    rec_column(record, record->heading->day));
}

/* The piece of a time YYYY-MM-DDThh:mm:ss; empty when it is none. */
static struct slice
time_piece(struct slice time, size_t from, size_t to)
{
	if (time.length < 19 || time.text[10] != 'T')
		return (struct slice){"", 0};
	return (struct slice){time.text + from, to - from};
}

/* Neither where there is no such time, or no day to compare it with. */
static struct slice
on_day(struct slice time, struct slice day)
{
	if (time.length < 10 || day.length != 10)
		return (struct slice){"", 0};
	return memcmp(time.text, day.text, 10) == 0 ? SLICE("yes")
						    : SLICE("no");
}

struct slice
dimension_value(
    const struct dimension *dimension, struct slice field, struct slice day)
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
	case DIMENSION_ON_DAY:
		return on_day(field, day);
	}
	return field;
}

int32_t
query_day(const struct record *record)
{
	struct slice day = rec_column(record, record->heading->day);
	int32_t date = DATE_NONE;

	if (day.length == 0)
		day = time_piece(
		    rec_column(record, record->heading->time), 0, 10);
	(void)date_parse(day, &date);
	return date;
}

bool
query_of_day(const struct record *record, int32_t day)
{
	int32_t own;

	if (day == DATE_NONE || kinds[record->kind].sort == KIND_SORT_STATEMENT)
		return true;
	own = query_day(record);
	return own == DATE_NONE || own == day;
}
