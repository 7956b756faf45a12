#include "base/message.h"
#include "config/shape.h"

static const char *const charts[] = {"none", "bar", "column", "line", NULL};
static const char *const layouts[] = {"full", "half", NULL};
static const char *const days[] = {"own", "last", "all", NULL};
static const char *const faults[] = {"open", "mended", NULL};
static const char *const periods[] = {
    "day", "week", "tenday", "month", "quarter", "year", NULL};
static const char *const comparisons[] = {"none", "previous", NULL};

static const struct shape text = {.type = SHAPE_TEXT};
static const struct shape texts = {.type = SHAPE_LIST_OR_ONE, .of = &text};
/* "sum:amount", or a map of measure: and title:; definition.c looks. */
static const struct shape any = {.type = SHAPE_ANY};

static const struct shape signature_keys[] = {
    {.key = "name", .type = SHAPE_NAME, .required = true},
    {.key = NULL},
};

static const struct shape signature = {
    .type = SHAPE_MAP, .keys = signature_keys};

static const struct shape section_keys[] = {
    {.key = "name", .type = SHAPE_ID, .required = true},
    {.key = "title", .type = SHAPE_NAME},
    {.key = "note", .type = SHAPE_NAME},
    {.key = "kind", .type = SHAPE_ID},
    {.key = "where", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = "not", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = "by", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "measures", .type = SHAPE_LIST_OR_ONE, .of = &any},
    {.key = "table", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "faults", .type = SHAPE_CHOICE, .choices = faults},
    {.key = "order", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "top", .type = SHAPE_INT},
    {.key = "chart", .type = SHAPE_CHOICE, .choices = charts},
    {.key = "of", .type = SHAPE_TEXT},
    {.key = "days", .type = SHAPE_CHOICE, .choices = days},
    {.key = "alert", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "calm", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = "told_by", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "layout", .type = SHAPE_CHOICE, .choices = layouts},
    {.key = "optional", .type = SHAPE_YES},
    {.key = "with", .type = SHAPE_ID},
    {.key = "latest", .type = SHAPE_ID},
    {.key = "compare", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = NULL},
};

static const struct shape section = {.type = SHAPE_MAP, .keys = section_keys};

const struct shape shape_report_definition[] = {
    {.key = "title", .type = SHAPE_NAME},
    {.key = "period", .type = SHAPE_CHOICE, .choices = periods},
    {.key = "compare", .type = SHAPE_CHOICE, .choices = comparisons},
    {.key = "open_day", .type = SHAPE_YES},
    {.key = "like", .type = SHAPE_ID},
    {.key = "needs", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "expects", .type = SHAPE_MAP_OF, .of = &text},
    {.key = "signatures", .type = SHAPE_LIST_OF, .of = &signature},
    {.key = "sections", .type = SHAPE_LIST_OF, .of = &section},
    {.key = NULL},
};

static const struct shape definition = {
    .type = SHAPE_MAP, .keys = shape_report_definition};

/* "last", or a day of the month (annex C-03). */
static int
check_closes(
    const struct node *value, const struct node *root, struct error *error)
{
	long long day;

	(void)root;
	if (slice_is(value->text, "last") ||
	    (slice_int(value->text, &day) == 0 && day >= 1 && day <= 31))
		return 0;
	return node_error(value, error,
	    tr("closes: '%s' is neither last nor a day from 1 to 31"),
	    value->text.text);
}

static const struct shape month_keys[] = {
    {.key = "closes", .type = SHAPE_TEXT, .check = check_closes},
    {.key = NULL},
};

static const struct shape privacy_keys[] = {
    {.key = "mask", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = NULL},
};

const struct shape shape_report[] = {
    {.key = "reports", .type = SHAPE_MAP_OF, .of = &definition},
    {.key = "month", .type = SHAPE_MAP, .keys = month_keys},
    {.key = "privacy", .type = SHAPE_MAP, .keys = privacy_keys},
    {.key = NULL},
};
