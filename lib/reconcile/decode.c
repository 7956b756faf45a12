#include "reconcile/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"

#define CHUNK_BYTES (64 << 10)
/* A character of two bytes in GB18030 has at most three in UTF-8. */
#define GROWTH_MAX 2

static const char bom_utf8[] = "\xef\xbb\xbf";
static const char bom_gb18030[] = "\x84\x31\x95\x33";

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
    {"utf-8", ENCODING_UTF8},
    {"gb18030", ENCODING_GB18030},
    {"gbk", ENCODING_GB18030},
    {"gb2312", ENCODING_GB18030},
};

/*
 * A character of two bytes, as iconv gave it: 一 comes again in each line, and
 * to begin with iconv costs more than to convert.
 */
struct known {
	char text[4];
	uint8_t length; /* 0: not asked yet */
};

/* By its two bytes. */
#define LEAD_MIN 0x81
#define TRAIL_MIN 0x40
#define BYTE_MAX 0xfe
#define TRAILS (BYTE_MAX - TRAIL_MIN + 1)
#define KNOWN_COUNT ((size_t)(BYTE_MAX - LEAD_MIN + 1) * TRAILS)

struct decoder {
	struct source *source;
	enum encoding encoding;
	/* When the encoding is not UTF-8: */
	iconv_t iconv;
	struct known *known;
	char *chunk; /* what was read and not yet handed out */
	size_t at;
	size_t filled;
	size_t size;
	uint64_t offset; /* of chunk[at] in the file */
	uint64_t number; /* of the line handed out last */
	struct buffer text;
};

int
encoding_parse(struct slice name, enum encoding *encoding)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (slice_is(name, names[i].name)) {
			*encoding = names[i].encoding;
			return 0;
		}
	}
	return -1;
}

const char *
encoding_name(enum encoding encoding)
{
	return encoding == ENCODING_UTF8 ? "UTF-8" : "GB18030";
}

struct decoder *
decoder_new(struct source *source, enum encoding encoding, struct error *e)
{
	struct decoder *d = memory_new(sizeof(*d));

	d->source = source;
	d->encoding = encoding;
	d->size = CHUNK_BYTES;
	d->chunk = memory_new(d->size);
	if (encoding == ENCODING_UTF8)
		return d;
	d->iconv = iconv_open("UTF-8", encoding_name(encoding));
	if (d->iconv == (iconv_t)-1) {
		error_errno(e, HALL_SYSTEM, tr("%s: cannot be converted here"),
		    encoding_name(encoding));
		d->encoding = ENCODING_UTF8;
		decoder_free(d);
		return NULL;
	}
	d->known = memory_array(KNOWN_COUNT, sizeof(*d->known));
	return d;
}

void
decoder_free(struct decoder *d)
{
	if (!d)
		return;
	if (d->encoding != ENCODING_UTF8)
		iconv_close(d->iconv);
	buffer_release(&d->text);
	free(d->known);
	free(d->chunk);
	free(d);
}

uint64_t
decoder_offset(const struct decoder *d)
{
	return d->offset;
}

/* Read more behind what is there.  0 at the end of the file. */
static ptrdiff_t
fill(struct decoder *d, struct error *e)
{
	ptrdiff_t got;

	if (d->at > 0) {
		memmove(d->chunk, d->chunk + d->at, d->filled - d->at);
		d->filled -= d->at;
		d->at = 0;
	}
	if (d->filled == d->size) {
		d->size *= 2;
		d->chunk = memory_grow(d->chunk, d->size, 1);
	}
	got = source_read(
	    d->source, d->chunk + d->filled, d->size - d->filled, e);
	if (got > 0)
		d->filled += (size_t)got;
	return got;
}

static void
advance(struct decoder *d, size_t bytes)
{
	d->at += bytes;
	d->offset += bytes;
}

/* Throw away what is left of a line that is too long. */
static int
skip_line(struct decoder *d, struct error *e)
{
	for (;;) {
		const char *from = d->chunk + d->at;
		const char *lf = memchr(from, '\n', d->filled - d->at);
		ptrdiff_t got;

		if (lf) {
			advance(d, (size_t)(lf - from) + 1);
			return 0;
		}
		advance(d, d->filled - d->at);
		got = fill(d, e);
		if (got <= 0)
			return got < 0 ? -1 : 0;
	}
}

/*
 * Find the next line in the chunk.  1 and its bytes, 0 at the end of the
 * file, -1 when reading failed; a line over the limit comes back cut, with
 * *too_long set.
 */
static int
find_line(
    struct decoder *d, struct slice *line, bool *too_long, struct error *e)
{
	size_t looked = 0;

	*too_long = false;
	for (;;) {
		size_t have = d->filled - d->at;
		const char *from = d->chunk + d->at;
		const char *lf = have > looked ? memchr(from + looked, '\n',
						     have - looked)
					       : NULL;
		ptrdiff_t got;

		if (lf) {
			*line = (struct slice){from, (size_t)(lf - from)};
			break;
		}
		looked = have;
		*line = (struct slice){from, have};
		if (have > DECODE_LINE_MAX)
			break;
		got = fill(d, e);
		if (got < 0)
			return -1;
		if (got == 0) {
			*line = (struct slice){d->chunk + d->at, have};
			return have > 0;
		}
	}
	*too_long = line->length > DECODE_LINE_MAX;
	return 1;
}

static void
bad(struct decoded *line, const char *why, uint64_t offset)
{
	line->why = why;
	line->bad_offset = offset;
}

/* Convert by iconv.  False: *at is the offset of the bad byte. */
static bool
by_iconv(struct decoder *d, struct slice raw, char *out, size_t room,
    size_t *at, size_t *length)
{
	size_t in_left = raw.length, out_left = room;
	char *in;
	bool good;

	/* iconv's prototype lacks a const; it does not write here. */
	memcpy(&in, &raw.text, sizeof(in));
	iconv(d->iconv, NULL, NULL, NULL, NULL);
	good = iconv(d->iconv, &in, &in_left, &out, &out_left) != (size_t)-1;
	*at = raw.length - in_left;
	*length = room - out_left;
	return good;
}

/* The character of two bytes there; NULL when it is none. */
static const struct known *
known_at(struct decoder *d, struct slice raw, size_t i)
{
	unsigned char lead = (unsigned char)raw.text[i], trail;
	struct known *known;
	size_t at, length;

	if (lead < LEAD_MIN || lead > BYTE_MAX || i + 1 == raw.length)
		return NULL;
	trail = (unsigned char)raw.text[i + 1];
	if (trail < TRAIL_MIN || trail > BYTE_MAX)
		return NULL;
	known = &d->known[(size_t)(lead - LEAD_MIN) * TRAILS + trail -
			  TRAIL_MIN];
	if (known->length > 0)
		return known;
	if (!by_iconv(d, (struct slice){raw.text + i, 2}, known->text,
		sizeof(known->text), &at, &length))
		return NULL;
	known->length = (uint8_t)length;
	return known;
}

/* ASCII and characters of two bytes; false when there is something else. */
static bool
convert_known(struct decoder *d, struct slice raw)
{
	char *out = d->text.text;

	for (size_t i = 0; i < raw.length; i++) {
		const struct known *known;

		if ((unsigned char)raw.text[i] < 0x80) {
			*out++ = raw.text[i];
			continue;
		}
		known = known_at(d, raw, i);
		if (!known)
			return false;
		memcpy(out, known->text, sizeof(known->text));
		out += known->length;
		i++;
	}
	d->text.length = (size_t)(out - d->text.text);
	return true;
}

/* Convert a line.  False: *at is the offset of the bad byte. */
static bool
convert(struct decoder *d, struct slice raw, size_t *at)
{
	/* A known character is copied with what is behind it in its four. */
	size_t room = raw.length * GROWTH_MAX + sizeof(d->known->text);
	bool good = true;

	buffer_clear(&d->text);
	if (d->text.size < room + 1) {
		d->text.text = memory_grow(d->text.text, room + 1, 1);
		d->text.size = room + 1;
	}
	if (!convert_known(d, raw))
		good = by_iconv(
		    d, raw, d->text.text, room, at, &d->text.length);
	d->text.text[d->text.length] = '\0';
	return good;
}

/* The bytes of a line to its text, or what is bad about it. */
static enum decode_event
decode(
    struct decoder *d, struct slice raw, uint64_t offset, struct decoded *line)
{
	const char *nul = raw.length ? memchr(raw.text, 0, raw.length) : NULL;
	size_t at = 0;
	ptrdiff_t invalid;

	line->text = raw;
	if (nul) {
		bad(line, "nul", offset + (uint64_t)(nul - raw.text));
		return DECODE_BAD;
	}
	if (d->encoding == ENCODING_UTF8) {
		invalid = utf8_invalid_at(raw);
		if (invalid < 0)
			return DECODE_LINE;
		bad(line, "byte", offset + (uint64_t)invalid);
		return DECODE_BAD;
	}
	if (!convert(d, raw, &at)) {
		bad(line, "byte", offset + at);
		return DECODE_BAD;
	}
	line->text = (struct slice){d->text.text, d->text.length};
	return DECODE_LINE;
}

static size_t
bom_length(const struct decoder *d, struct slice raw)
{
	const char *bom = d->encoding == ENCODING_UTF8 ? bom_utf8 : bom_gb18030;
	size_t length = strlen(bom);

	return raw.length >= length && memcmp(raw.text, bom, length) == 0
		   ? length
		   : 0;
}

enum decode_event
decoder_next(struct decoder *d, struct decoded *line, struct error *e)
{
	struct slice raw;
	uint64_t offset = d->offset;
	bool too_long;
	int found = find_line(d, &raw, &too_long, e);

	*line = (struct decoded){.number = d->number + 1};
	if (found <= 0)
		return found < 0 ? DECODE_FAILED : DECODE_END;
	d->number++;
	if (too_long) {
		bad(line, NULL, offset);
		return skip_line(d, e) < 0 ? DECODE_FAILED : DECODE_BAD;
	}
	/* The LF is there unless the file ended without one. */
	advance(d, raw.length + (d->at + raw.length < d->filled));
	if (d->number == 1) {
		size_t bom = bom_length(d, raw);

		raw.text += bom;
		raw.length -= bom;
		offset += bom;
	}
	if (raw.length > 0 && raw.text[raw.length - 1] == '\r')
		raw.length--;
	return decode(d, raw, offset, line);
}
