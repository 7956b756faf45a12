
#include "base/text.h"
#include "base/width.h"

#define REPLACEMENT 0xfffd
#define SUGGEST_LENGTH_MAX 64
#define SUGGEST_BEGINNING_MIN 3

/* How many bytes a character has by its first byte; 0 when none begins so. */
static size_t
length_of(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

/*
 * The bytes of the well-formed character at the head of s (not empty), or
 * 0.  The second byte has narrower bounds behind E0, ED, F0 and F4: no
 * overlong forms, no surrogates, nothing above U+10FFFF.
 */
static size_t
character(const unsigned char *p, size_t left)
{
	size_t length = length_of(p[0]);
	unsigned char low = 0x80, high = 0xbf;

	if (length <= 1 || length > left)
		return length > left ? 0 : length;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

ptrdiff_t
utf8_invalid_at(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.text;
	size_t i = 0, length;
	uint64_t eight;

	while (i < s.length) {
		if (s.length - i >= 8) {
			memcpy(&eight, p + i, 8);
			if ((eight & 0x8080808080808080ULL) == 0) {
				i += 8;
				continue;
			}
		}
		/* Chinese goes on with Chinese: stay here while it does. */
		do {
			length = character(p + i, s.length - i);
			if (length == 0)
				return (ptrdiff_t)i;
			i += length;
		} while (i < s.length && p[i] >= 0x80);
	}
	return -1;
}

bool
utf8_begun(struct slice s)
{
	unsigned char whole[4] = {0x80, 0x80, 0x80, 0x80};

	if (s.length == 0 || s.length >= length_of((unsigned char)s.text[0]))
		return false;
	memcpy(whole, s.text, s.length);
	return s.length == 1 || character(whole, sizeof(whole)) > 0;
}

uint32_t
utf8_next(struct slice *rest)
{
	static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	const unsigned char *p = (const unsigned char *)rest->text;
	size_t length = character(p, rest->length);
	uint32_t code;

	if (length == 0) {
		rest->text++;
		rest->length--;
		return REPLACEMENT;
	}
	code = p[0] & mask[length];
	for (size_t i = 1; i < length; i++)
		code = code << 6 | (p[i] & 0x3f);
	rest->text += length;
	rest->length -= length;
	return code;
}

void
utf8_add(struct buffer *out, uint32_t code)
{
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		code = REPLACEMENT;
	if (code < 0x80) {
		buffer_char(out, (char)code);
		return;
	}
	if (code < 0x800) {
		buffer_char(out, (char)(0xc0 | code >> 6));
	} else {
		if (code < 0x10000) {
			buffer_char(out, (char)(0xe0 | code >> 12));
		} else {
			buffer_char(out, (char)(0xf0 | code >> 18));
			buffer_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
		}
		buffer_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	buffer_char(out, (char)(0x80 | (code & 0x3f)));
}

size_t
text_width(struct slice s)
{
	size_t width = 0;

	while (s.length > 0)
		width += character_width(utf8_next(&s));
	return width;
}

struct slice
text_head(struct slice s, size_t columns)
{
	struct slice rest = s;
	size_t width = 0, length = 0;

	while (rest.length > 0) {
		width += character_width(utf8_next(&rest));
		if (width > columns)
			break;
		length = s.length - rest.length;
	}
	return (struct slice){s.text, length};
}

void
text_pad(struct buffer *out, struct slice s, size_t columns, bool right)
{
	size_t width = text_width(s);

	if (!right)
		buffer_slice(out, s);
	for (; width < columns; width++)
		buffer_char(out, ' ');
	if (right)
		buffer_slice(out, s);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * How many letters to add, take away, change or swap.  Three rows are
 * enough: this one, the one before and, for a swap, the one before that.
 */
static size_t
distance(struct slice a, struct slice b)
{
	size_t rows[3][SUGGEST_LENGTH_MAX + 1];
	size_t *row, *last, *older;
	size_t change;

	for (size_t j = 0; j <= b.length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		row = rows[i % 3];
		last = rows[(i + 2) % 3];
		older = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			change = a.text[i - 1] != b.text[j - 1];
			row[j] = least(last[j - 1] + change,
			    1 + least(last[j], row[j - 1]));
			if (i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] &&
			    a.text[i - 2] == b.text[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
	}
	return rows[a.length % 3][b.length];
}

/* The only candidate that begins so, or NULL. */
static const char *
only_longer(struct slice typed, const char *const *candidates, size_t count)
{
	const char *only = NULL;

	if (typed.length < SUGGEST_BEGINNING_MIN)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (strncmp(candidates[i], typed.text, typed.length) != 0)
			continue;
		if (only)
			return NULL;
		only = candidates[i];
	}
	return only;
}

const char *
suggest(struct slice typed, const char *const *candidates, size_t count)
{
	const char *best = NULL;
	size_t best_distance = typed.length / 3 + 1, limit, d;
	struct slice candidate;

	if (typed.length > SUGGEST_LENGTH_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		candidate = slice_of(candidates[i]);
		if (candidate.length > SUGGEST_LENGTH_MAX)
			continue;
		/* Codes such as C1 are short, and C01 is meant. */
		limit = best_distance +
			(typed.length == 2 && !best && candidate.length == 3);
		d = distance(typed, candidate);
		if (d < limit) {
			best_distance = d;
			best = candidates[i];
		}
	}
	return best ? best : only_longer(typed, candidates, count);
}

bool
text_is_name(struct slice s)
{
	for (size_t i = 0; i < s.length; i++) {
		unsigned char c = (unsigned char)s.text[i];

		if (c <= ' ' || c == 0x7f || c == ',' || c == '"')
			return false;
	}
	return utf8_invalid_at(s) < 0;
}

/* How many bytes from here on may stand as they are: 0 for one that may not. */
static size_t
plain_bytes(struct slice rest)
{
	unsigned char c = (unsigned char)rest.text[0];
	struct slice behind = rest;

	if (c < 0x80)
		return c > 0x20 && c != 0x7f && c != '%' && c != ',' &&
		       c != '"';
	/* A bad byte is one byte and no character; U+FFFD itself has three. */
	if (utf8_next(&behind) == 0xfffd && rest.length - behind.length == 1)
		return 0;
	return rest.length - behind.length;
}

void
percent_escape(struct buffer *out, struct slice s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t begin = 0;

	for (size_t i = 0; i < s.length; i++) {
		unsigned char c = (unsigned char)s.text[i];
		char escaped[] = {'%', hex[c >> 4], hex[c & 15]};
		size_t plain = plain_bytes(
		    (struct slice){s.text + i, s.length - i});

		if (plain > 0) {
			i += plain - 1;
			continue;
		}
		buffer_add(out, s.text + begin, i - begin);
		buffer_add(out, escaped, sizeof(escaped));
		begin = i + 1;
	}
	buffer_add(out, s.text + begin, s.length - begin);
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int
percent_unescape(struct buffer *out, struct slice s)
{
	size_t start = out->length;
	int high, low;

	for (size_t i = 0; i < s.length; i++) {
		if (s.text[i] != '%') {
			buffer_char(out, s.text[i]);
			continue;
		}
		high = i + 2 < s.length ? hex_value(s.text[i + 1]) : -1;
		low = high >= 0 ? hex_value(s.text[i + 2]) : -1;
		if (low < 0) {
			if (out->text != NULL)
				out->text[start] = '\0';
			out->length = start;
			return -1;
		}
		buffer_char(out, (char)(high << 4 | low));
		i += 2;
	}
	return 0;
}
