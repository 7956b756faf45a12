#include "report/column.h"

#include <stddef.h>

#include "record/codes.h"

static const struct {
	const char *kinds; /* NULL: any */
	const char *columns;
	struct column_type type;
} types[] = {
    /* The exceptions stand before the rule. */
    {"sale", "fee", {VALUE_MONEY, NULL}},
    {"break", "diff", {VALUE_DECIMAL, NULL}},
    {"break", "age", {VALUE_COUNT, NULL}},
    {"match", "days", {VALUE_COUNT, NULL}},
    {"match", "left right", {VALUE_TEXT, NULL}},
    {"log", "value", {VALUE_TEXT, NULL}},
    {"target", "value", {VALUE_DECIMAL, NULL}},
    {"holding", "opening closing received issued sold returned other over",
	{VALUE_COUNT, NULL}},
    {"visit", "taken", {VALUE_TIME, NULL}},
    {"banking", "due", {VALUE_TIME, NULL}},
    {"banking", "late", {VALUE_SECONDS, NULL}},
    {"banking", "at", {VALUE_TIME, NULL}},
    {"rating", "score", {VALUE_COUNT, NULL}},
    {"visit", "score", {VALUE_COUNT, NULL}},
    {"queueline", "hour", {VALUE_HOUR, NULL}},
    {"queueline", "left absent open_counters needed_counters",
	{VALUE_COUNT, NULL}},
    {"seat", "utilisation", {VALUE_RATIO, NULL}},
    {"progress step", "due stage_due started done", {VALUE_TIME, NULL}},
    {"progress step", "used left late", {VALUE_SECONDS, NULL}},
    {"progress", "missing", {VALUE_WORDS, "column"}},
    {"run", "lost returned on_hand issued voided missing", {VALUE_COUNT, NULL}},
    {"proof", "open items matched waiting outside rejected",
	{VALUE_COUNT, NULL}},
    /* The rule. */
    {NULL,
	"amount tendered change price credit debit balance gross coupon "
	"taken voided refunded net float payin payout dropped expected "
	"counted over revenue to_deposit deposited short paid penalty "
	"left_amount right_amount diff cash commission total "
	"opening closing carried_in carried_out",
	{VALUE_MONEY, NULL}},
    {NULL,
	"payments voids refunds rows count faults lines missing n bytes "
	"copies candidates served calls legs arrived urges rings",
	{VALUE_COUNT, NULL}},
    {NULL, "quantity rate usage peak flat valley reactive demand value fee",
	{VALUE_DECIMAL, NULL}},
    {NULL,
	"wait response serve held open_seconds busy_seconds "
	"paused_seconds ring_seconds talk_seconds wait_mean wait_p90 "
	"wait_max",
	{VALUE_SECONDS, NULL}},
    {NULL, "day date due settle_date", {VALUE_DATE, NULL}},
    {NULL, "time entered opened closed taken called started finished as_of",
	{VALUE_TIME, NULL}},
    {NULL, "staff owner liable approved_by reviewed_by collector by",
	{VALUE_STAFF, NULL}},
    {NULL, "why", {VALUE_WHY, NULL}},
    {NULL,
	"id counter session device ticket case group account item receipt "
	"ref ref2 payment record book first last digest of z",
	{VALUE_ID, NULL}},
};

struct column_type
column_type(struct slice kind, struct slice column)
{
	const char *sort = code_sort(kind, column);

	if (sort)
		return (struct column_type){VALUE_WORD, sort};
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if ((!types[i].kinds || slice_among(kind, types[i].kinds)) &&
		    slice_among(column, types[i].columns))
			return types[i].type;
	return (struct column_type){VALUE_TEXT, NULL};
}

bool
value_type_is_number(enum value_type type)
{
	return type == VALUE_COUNT || type == VALUE_MONEY ||
	       type == VALUE_DECIMAL || type == VALUE_SECONDS ||
	       type == VALUE_RATIO || type == VALUE_CHANGE;
}

const char *
value_type_unit(enum value_type type)
{
	return type == VALUE_MONEY ? "yuan" : type == VALUE_SECONDS ? "s" : "";
}

int
value_type_places(enum value_type type)
{
	return type == VALUE_MONEY ? 2 : 0;
}
