#include "config/shape.h"

static const struct shape any = {.type = SHAPE_ANY};

const struct shape shape_reconcile[] = {
    {.key = "sources", .type = SHAPE_MAP_OF, .of = &any},
    {.key = "reconcile", .type = SHAPE_MAP_OF, .of = &any},
    {.key = NULL},
};
