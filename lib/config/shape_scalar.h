/*
 * shape_scalar.h - which texts are of which type.
 */
#ifndef CONFIG_SHAPE_SCALAR_H
#define CONFIG_SHAPE_SCALAR_H

#include "config/shape.h"

/* True for a type that takes any text, too. */
bool scalar_valid(enum shape_type, struct slice);
/* "a date (2026-11-02)": what is expected, to be translated. */
const char *scalar_what(enum shape_type);

#endif
