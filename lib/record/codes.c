#include "record/codes.h"

#include <stddef.h>

#include "record/kinds.h"

static const struct {
	const char *kinds; /* NULL: any */
	const char *columns;
	const char *sort; /* NULL: no codes after all */
} sorts[] = {
    /* The exceptions stand before the rule. */
    {"receipt", "code", NULL},
    {"finding", "source", NULL},
    {"banking progress step", "late", NULL},
    {"receipt book", "kind", "receipt"},
    {"ticket visit queueline", "queue", "queue"},
    {"ticket", "papers", "papers"},
    {"rating", "source", "rating"},
    {"visit", "outcome", "outcome"},
    {"case progress", "type", "type"},
    {"case", "item", "stage"},
    {"case", "value", "result"},
    {"case", "to", "role"},
    {"progress step", "owner", "role"},
    {"progress step", "stage", "stage"},
    {"log", "topic", "topic"},
    {"log", "result", "result"},
    {"correct fault", "column", "column"},
    {"statement", "type", "statement"},
    {"statement", "direction", "direction"},
    {"finding", "rule", "audit-rule"},
    /* The rule. */
    {NULL, "method", "method"},
    {NULL, "channel", "channel"},
    {NULL, "service", "service"},
    {NULL, "code", "code"},
    {NULL, "kind", "kind"},
    {NULL, "set source", "set"},
    {NULL, "rule", "rule"},
    {NULL, "side", "side"},
    {NULL, "role", "role"},
    {NULL, "class", "class"},
    {NULL, "severity", "severity"},
    {NULL, "state status ok late stamped verified answered promo_told",
	"state"},
};

const char *
code_sort(struct slice kind, struct slice column)
{
	enum kind found = kind_find(kind);

	/* What happened is worded as each kind means it. */
	if (slice_is(column, "event") && found != KIND_OTHER)
		return kinds[found].name;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++)
		if ((!sorts[i].kinds || slice_among(kind, sorts[i].kinds)) &&
		    slice_among(column, sorts[i].columns))
			return sorts[i].sort;
	return NULL;
}
