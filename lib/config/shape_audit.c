#include "config/shape.h"

static const struct shape audit_keys[] = {
    {.key = "key", .type = SHAPE_ID},   /* the name of the key that seals */
    {.key = "sign", .type = SHAPE_YES}, /* no: days are sealed unsigned */
    {.key = NULL},
};

const struct shape shape_audit[] = {
    {.key = "audit", .type = SHAPE_MAP, .keys = audit_keys},
    {.key = NULL},
};
