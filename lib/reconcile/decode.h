/*
 * decode.h - the physical lines of a statement file, as UTF-8.
 *
 * Shape:   a line ends at LF (a CR before it goes too); the last one needs
 *          none.  A BOM at the start of the file is dropped.
 * Source:  hall.yaml(5), "sources", key encoding.
 * Owner:   decoder_new makes, decoder_free frees; it borrows the source.  A
 *          line is good until the next decoder_next.
 * Errors:  decoding is strict: a line with a bad byte is told with the
 *          offset of that byte in the file (of the unpacked file, when it
 *          was compressed), never guessed.
 */
#ifndef RECONCILE_DECODE_H
#define RECONCILE_DECODE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "record/source.h"

#define DECODE_LINE_MAX (1 << 20) /* bytes before decoding */

enum encoding {
	ENCODING_UTF8,
	ENCODING_GB18030, /* and its parts GBK and GB2312 */
};

enum decode_event {
	DECODE_END,
	DECODE_LINE,
	DECODE_BAD,    /* the line cannot be read; line.why says why */
	DECODE_FAILED, /* the world broke, *error says how */
};

struct decoded {
	struct slice text;   /* UTF-8, or the raw bytes of a bad line */
	uint64_t number;     /* of the line, from 1 */
	const char *why;     /* bad line: "byte", "nul", NULL: too long */
	uint64_t bad_offset; /* of the byte, from 0 */
};

struct decoder;

/* "utf-8", "gb18030", "gbk", "gb2312"; -1 for another. */
int encoding_parse(struct slice name, enum encoding *);
const char *encoding_name(enum encoding);

/* NULL with SYSTEM when this machine cannot convert that encoding. */
struct decoder *decoder_new(struct source *, enum encoding, struct error *);
void decoder_free(struct decoder *);
enum decode_event decoder_next(
    struct decoder *, struct decoded *, struct error *);
/* The offset of the next line in the file: at the end, its size. */
uint64_t decoder_offset(const struct decoder *);

#endif
