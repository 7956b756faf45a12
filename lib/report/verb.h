/*
 * verb.h - what the verbs of hall-report share.
 */
#ifndef REPORT_VERB_H
#define REPORT_VERB_H

#include "base/cli.h"
#include "base/output.h"
#include "report/query.h"

#define VERB_NAMES_MAX 256 /* in one list of columns or measures */

/*
 * What stands between commas in all values of a repeatable option; at most
 * VERB_NAMES_MAX.  -1 with USAGE.
 */
int verb_split(const struct cli *, const char *option, struct slice *part,
    size_t *count, struct error *);
/* The conditions of --where. */
int verb_conditions(
    const struct cli *, struct query *, struct arena *, struct error *);
/*
 * Close what was written, or leave nothing behind when there was an error,
 * and say it; the worst status.
 */
enum hall_status verb_end(struct output *, enum hall_status, struct error *);

#endif
