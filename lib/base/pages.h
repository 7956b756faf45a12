/*
 * pages.h - more small things than memory should hold: what was not asked
 * for lately lies in a file.
 *
 * Shape:   units of one size, known by number from 0; neighbours share a
 *          page.  Pages beyond the most that are kept go to a file without
 *          a name in $TMPDIR (/tmp), the least used first.
 * Owner:   pages_new makes, pages_free frees; the file goes with it.
 * Errors:  none come back.  Without a file, or room in it, the pages stay
 *          in memory; one that cannot be read back is memory_lost.
 */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>
#include <stdint.h>

struct pages;

/* Keeps about so many bytes in memory, and two pages at least. */
struct pages *pages_new(size_t unit_bytes, size_t kept_bytes_max);
void pages_free(struct pages *);
/* One more unit, all zeros: its number. */
uint32_t pages_add(struct pages *);
uint32_t pages_count(const struct pages *);
/*
 * The unit of that number, aligned as malloc aligns; to be changed, or (see)
 * only to be read.  Good until the second next call of any of these: two
 * units may be at hand at a time.
 */
void *pages_at(struct pages *, uint32_t unit);
const void *pages_see(struct pages *, uint32_t unit);
/* How many pages lie in memory. */
size_t pages_kept(const struct pages *);

#endif
