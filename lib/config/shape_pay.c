#include "config/shape.h"

static const struct shape receipts_keys[] = {
    {.key = "digits", .type = SHAPE_INT},
    {.key = "copies", .type = SHAPE_INT},
    {.key = "warn_left", .type = SHAPE_INT},
    {.key = NULL},
};

/* A serial number has at most 18 digits. */
static int
check_receipts(
    const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	if (shape_check_number(value, "digits", 1, 18, e) < 0 ||
	    shape_check_number(value, "copies", 0, 100, e) < 0)
		return -1;
	return shape_check_number(value, "warn_left", 0, 1000000, e);
}

static const struct shape drawers_keys[] = {
    {.key = "float", .type = SHAPE_MONEY},
    {.key = "blind", .type = SHAPE_YES},
    {.key = "reason_above", .type = SHAPE_MONEY},
    {.key = NULL},
};

static const struct shape deadline_keys[] = {
    {.key = "next_day", .type = SHAPE_CLOCK, .required = true},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = NULL},
};

static const struct shape deposits_keys[] = {
    {.key = "deadline", .type = SHAPE_MAP, .keys = deadline_keys},
    {.key = "manager_from", .type = SHAPE_MONEY},
    {.key = "manager", .type = SHAPE_ID, .refers_to = "roles"},
    {.key = NULL},
};

const struct shape shape_pay[] = {
    {.key = "receipts",
	.type = SHAPE_MAP,
	.keys = receipts_keys,
	.check = check_receipts},
    {.key = "drawers", .type = SHAPE_MAP, .keys = drawers_keys},
    {.key = "deposits", .type = SHAPE_MAP, .keys = deposits_keys},
    {.key = NULL},
};
