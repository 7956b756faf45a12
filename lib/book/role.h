/*
 * role.h - what hall.yaml says of a person on a date: roles, capabilities.
 *
 * Source:  hall.yaml(5): staff, roles, acting.
 * Owner:   texts are those of the configuration.
 */
#ifndef BOOK_ROLE_H
#define BOOK_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "config/config.h"

/* The entry of `staff:` for that person; NULL when there is none. */
const struct node *role_person(const struct config *, struct slice staff);
/* What it says on that date; NULL: not in service. */
const struct node *role_person_on(
    const struct config *, struct slice staff, int32_t date);
/* Their own role, and then those they act in, by n; empty behind the last. */
struct slice role_nth(
    const struct config *, struct slice staff, int32_t date, size_t n);
/* What people call it: its name in hall.yaml, or a word for it. */
const char *role_title(const struct config *, struct slice role);
/* "S01 王敏" where that is one of the staff, else as a role. */
void role_person_title(
    const struct config *, struct slice who, struct buffer *out);
/* True when the role has the capability. */
bool role_has(
    const struct config *, struct slice role, struct slice capability);
/* True when one of the person's roles on that date has it. */
bool role_can(const struct config *, struct slice staff,
    struct slice capability, int32_t date);
/* True when the person has this role on that date, or acts in it. */
bool role_held(
    const struct config *, struct slice staff, struct slice role, int32_t date);

#endif
