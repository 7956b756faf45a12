/*
 * show_names.h - what hall.yaml and the catalogue call things.
 *
 * Shape:   the name in hall.yaml where it has one, else the word of the
 *          catalogue, else the id itself; made harmless by show_clean.
 */
#ifndef REPORT_SHOW_NAMES_H
#define REPORT_SHOW_NAMES_H

#include "base/buffer.h"
#include "config/config.h"

/* "S01 王敏": the id is what rows are sorted by and asked for. */
void show_named(const struct config *, struct buffer *, const char *section,
    struct slice id);
/* A member of staff; a role, where no one is named. */
void show_staff(const struct config *, struct buffer *, struct slice id);
/* One code of a sort: "queue", "method". */
void show_word(const struct config *, struct buffer *, const char *sort,
    struct slice value);
/* Several, which have blanks between them. */
void show_words(const struct config *, struct buffer *, const char *sort,
    struct slice value);

#endif
