/*
 * shape_audit_rules.h - the rules and topics of `audit:`.
 *
 * What kinds and columns there are is known on the floor of records beside:
 * hall-audit checks these names itself when it reads the rules.
 */
#ifndef CONFIG_SHAPE_AUDIT_RULES_H
#define CONFIG_SHAPE_AUDIT_RULES_H

#include "config/shape.h"

#define RULE_TIERS_MAX 16

/* One rule, or a list of the same with from: and to:. */
extern const struct shape shape_audit_rule;
/* One topic of `hall-audit log`. */
extern const struct shape shape_audit_topic;

#endif
