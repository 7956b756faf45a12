#include "config/shape.h"

static const struct shape any = {.type = SHAPE_ANY};

const struct shape shape_report[] = {
    {.key = "reports", .type = SHAPE_MAP_OF, .of = &any},
    {.key = NULL},
};
