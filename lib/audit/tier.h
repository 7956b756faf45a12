/*
 * tier.h - how many of so many must be looked at.
 *
 * Shape:   tiers by size, each with its rate: 5 and fewer all, 6 to 20 half
 *          of them, of more 30%; what comes out is rounded up, so it is one
 *          at least.
 * Source:  hall.yaml(5), "Rules".
 * Errors:  none; the shape of hall.yaml has checked them.
 */
#ifndef AUDIT_TIER_H
#define AUDIT_TIER_H

#include "config/config.h"
#include "config/shape_audit_rules.h"

struct tiers {
	struct tier {
		int64_t to; /* the largest count that it is for */
		struct rate rate;
	} tier[RULE_TIERS_MAX];
	size_t count;
};

/* From one map or a list of them; none without a node. */
void tiers_read(struct tiers *, const struct node *);
/* 0 of none. */
int64_t tiers_due(const struct tiers *, int64_t count);

#endif
