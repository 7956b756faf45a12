#include "config/shape.h"

static const struct shape any = {.type = SHAPE_ANY};

static const struct shape audit_keys[] = {
    {.key = "rules", .type = SHAPE_MAP_OF, .of = &any},
    {.key = NULL},
};

const struct shape shape_audit[] = {
    {.key = "audit", .type = SHAPE_MAP, .keys = audit_keys},
    {.key = NULL},
};
