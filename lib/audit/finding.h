/*
 * finding.h - what an audit found, until it is printed.
 *
 * Shape:   a finding is known by its rule, hall, day, the record it is about
 *          and a reference to it; its id is made of these, so that it is the
 *          same in each run.
 * Owner:   the arena of the audit.
 */
#ifndef AUDIT_FINDING_H
#define AUDIT_FINDING_H

#include "audit/rule.h"
#include "record/row.h"

#define FINDING_ID_SIZE 16
#define EVIDENCE_MAX 8 /* references; the rest is counted */

struct finding {
	const struct rule *rule; /* NULL: of the audit itself */
	struct slice severity;
	int32_t day;
	struct slice hall, staff, record;
	struct slice amount; /* money, or empty */
	struct buffer why, evidence, reference;
	unsigned evidences;
	char id[FINDING_ID_SIZE];
};

struct findings {
	struct finding **finding;
	size_t count, size;
};

/* About one record of the rule's subject, which is the first evidence. */
struct finding *finding_of(
    struct audit *, const struct rule *, const struct item *);
/* About something else: `record` is what it is called. */
struct finding *finding_about(struct audit *, const struct rule *,
    struct slice hall, int32_t day, struct slice record);
/* The rule could not run: a code of why and one argument. */
void finding_not_run(struct audit *, const struct rule *, const char *code,
    const char *name, const char *value, const char *other_name,
    const char *other_value);

/* Another code of why with its pairs, NULL last. */
void finding_why(struct finding *, const char *code, ...);
/* The same of what the record says itself; false when it says nothing. */
bool finding_own_why(
    struct finding *, const struct rule *, const struct item *);
void finding_evidence(struct finding *, const struct item *);
/* Tells findings apart that have the same record. */
void finding_mark(struct finding *, struct slice);
/* Money is what has two places. */
void finding_amount(struct finding *, struct slice);

/* Print them, sorted and each once; how many there are. */
size_t findings_write(struct findings *, struct writer *);
void findings_release(struct findings *);

#endif
