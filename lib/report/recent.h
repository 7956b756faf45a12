/*
 * recent.h - the groups that were met lately, found without a hash.
 *
 * Shape:   a group's name here is a few words of 64 bits: one of the day and
 *          two of each value, which is filled up with zeros (no field holds
 *          a NUL).  Longer values and more of them have no such name; then
 *          the group is looked for by its whole key, tally.c.
 * Owner:   all zeros is one to begin with; it holds no memory.
 */
#ifndef REPORT_RECENT_H
#define REPORT_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

#define RECENT_BITS 8 /* of the place: 16 KiB of groups */
#define RECENT_VALUES 3
#define RECENT_WORDS (1 + 2 * RECENT_VALUES)

struct recent_name {
	uint64_t word[RECENT_WORDS]; /* of the day, then of each value */
	uint64_t trace;              /* of all words */
};

struct recent_group {
	uint64_t word[RECENT_WORDS];
	uint32_t group; /* and one; 0: nothing stands here */
};

struct recent {
	struct recent_group at[1 << RECENT_BITS];
};

static inline void
recent_word(struct recent_name *name, size_t i, uint64_t word)
{
	name->word[i] = word;
	name->trace = (name->trace + word) * UINT64_C(0xff51afd7ed558ccd);
}

static inline void
recent_day(struct recent_name *name, uint32_t day)
{
	recent_word(name, 0, day);
}

/* A value of the name; false when it cannot hold it. */
static inline bool
recent_value(struct recent_name *name, size_t i, struct slice value)
{
	size_t n = value.length;

	if (n > 2 * DIGITS_BLOCK || i >= RECENT_VALUES)
		return false;
	if (n > DIGITS_BLOCK) {
		recent_word(name, 2 * i + 2,
		    digits_load(value.text + DIGITS_BLOCK, n - DIGITS_BLOCK));
		n = DIGITS_BLOCK;
	}
	recent_word(name, 2 * i + 1, digits_load(value.text, n));
	return true;
}

static inline bool
recent_is(const struct recent_group *place, const struct recent_name *name)
{
	return place->group &&
	       memcmp(place->word, name->word, sizeof(name->word)) == 0;
}

/*
 * Where the group of this name stands, or may be put; *met: it stands there.
 * Each name has two places.
 */
static inline struct recent_group *
recent_place(struct recent *recent, const struct recent_name *name, bool *met)
{
	struct recent_group
	    *place = &recent->at[name->trace >> (64 - RECENT_BITS)];

	*met = recent_is(place, name);
	if (*met || !place->group)
		return place;
	place = &recent->at[(place - recent->at) ^ 1];
	*met = recent_is(place, name);
	return place;
}

#endif
