#include "config/shape.h"

#include "config/shape_audit_rules.h"

static const struct shape audit_keys[] = {
    {.key = "key", .type = SHAPE_ID},   /* the name of the key that seals */
    {.key = "sign", .type = SHAPE_YES}, /* no: days are sealed unsigned */
    {.key = "topics", .type = SHAPE_BY_ID, .of = &shape_audit_topic},
    {.key = "rules", .type = SHAPE_BY_ID, .of = &shape_audit_rule},
    {.key = NULL},
};

const struct shape shape_audit[] = {
    {.key = "audit", .type = SHAPE_MAP, .keys = audit_keys},
    {.key = NULL},
};
