/*
 * audit.h - hall-audit as a filter: rules over facts and derived records.
 *
 * Source:  hall-audit(1), "RULES"; hall.yaml(5), "Rules".
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "record/stream.h"

extern const struct fold audit_fold;
extern const struct fold *const audit_folds[]; /* ends with NULL */

#endif
