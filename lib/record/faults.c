#include "record/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/map.h"
#include "base/packed.h"
#include "base/text.h"
#include "record/reader.h"

#define FAULT_DIGEST_BYTES 16 /* of SHA-256, 32 hex digits */
#define FAULT_ID_DIGITS 12

struct fault {
	const struct record *record;
	struct slice id, digest;
};

struct faults {
	const char *tool;
	struct arena arena;
	struct fault *fault;
	size_t count, size, made;
	struct map *named;  /* digests of lines not to be taken */
	struct map *before; /* "digest,code" of own faults that came in */
	struct map *passed; /* the same and its place, of those with a line */
	struct map *mended; /* digests and ids that corrections name */
	struct buffer key;  /* to look things up */
};

struct faults *
faults_new(const char *tool)
{
	struct faults *f = memory_new(sizeof(*f));

	f->tool = tool;
	f->named = map_new();
	f->before = map_new();
	f->passed = map_new();
	f->mended = map_new();
	return f;
}

void
faults_free(struct faults *f)
{
	if (!f)
		return;
	map_free(f->named);
	map_free(f->before);
	map_free(f->passed);
	map_free(f->mended);
	free(f->fault);
	buffer_release(&f->key);
	arena_release(&f->arena);
	free(f);
}

static void
faults_add(struct faults *f, const struct record *record)
{
	struct fault *fault;

	if (f->count == f->size) {
		f->size = f->size ? 2 * f->size : 16;
		f->fault = memory_grow(f->fault, f->size, sizeof(*f->fault));
	}
	fault = &f->fault[f->count++];
	fault->record = record;
	fault->id = rec_get(record, FAULT_ID);
	fault->digest = rec_get(record, FAULT_DIGEST);
}

/* These joined by commas; good until the next key. */
static struct slice
key_of(struct faults *f, const struct slice *part, size_t parts)
{
	buffer_clear(&f->key);
	for (size_t i = 0; i < parts; i++) {
		buffer_slice(&f->key, part[i]);
		buffer_char(&f->key, ',');
	}
	return buffer_view(&f->key);
}

static struct slice
before_key(struct faults *f, struct slice digest, struct slice code)
{
	struct slice part[] = {digest, code};

	return key_of(f, part, 2);
}

static struct slice
passed_key(struct faults *f, struct slice digest, struct slice code,
    struct slice file, struct slice line)
{
	struct slice part[] = {digest, code, file, line};

	return key_of(f, part, 4);
}

bool
faults_see(struct faults *f, const struct record *r)
{
	bool own = slice_is(rec_get(r, FAULT_TOOL), f->tool);
	bool replaced = rec_get(r, FAULT_RAW).length > 0;
	struct record *kept = record_keep(r, &f->arena);
	struct slice digest = rec_get(kept, FAULT_DIGEST);

	if (own && !replaced) {
		*map_put(f->before,
		    before_key(f, digest, rec_get(kept, FAULT_CODE))) = kept;
		return false;
	}
	if (!replaced)
		*map_put(f->named, digest) = kept;
	else if (own)
		*map_put(
		    f->passed, passed_key(f, digest, rec_get(kept, FAULT_CODE),
				   rec_get(kept, FAULT_FILE),
				   rec_get(kept, FAULT_LINE))) = kept;
	faults_add(f, kept);
	return true;
}

static void
line_digest(struct slice line, char hex[2 * FAULT_DIGEST_BYTES + 1])
{
	uint8_t digest[DIGEST_SIZE];

	digest_bytes(line, digest);
	digest_hex(digest, FAULT_DIGEST_BYTES, hex);
}

bool
faults_name_lines(const struct faults *f)
{
	return map_count(f->named) > 0;
}

bool
faults_name(const struct faults *f, const struct record *r)
{
	char hex[2 * FAULT_DIGEST_BYTES + 1];

	if (!faults_name_lines(f))
		return false;
	line_digest(r->line, hex);
	return map_get(f->named, slice_of(hex)) != NULL;
}

bool
faults_passed(
    struct faults *f, const struct record *r, const struct complaint *complaint)
{
	char hex[2 * FAULT_DIGEST_BYTES + 1], line[24];

	if (map_count(f->passed) == 0)
		return false;
	line_digest(r->line, hex);
	snprintf(line, sizeof(line), "%llu", (unsigned long long)r->place.line);
	return map_get(f->passed,
		   passed_key(f, slice_of(hex), slice_of(complaint->code),
		       slice_of(r->place.file), slice_of(line))) != NULL;
}

/* Where it stood: as told before, when it was. */
static void
make_place(struct faults *f, const struct record *r, struct row *row)
{
	const struct record *before = map_get(f->before,
	    before_key(f, row->value[FAULT_DIGEST], row->value[FAULT_CODE]));

	if (before) {
		row_set(row, FAULT_FILE, rec_get(before, FAULT_FILE));
		row_set(row, FAULT_LINE, rec_get(before, FAULT_LINE));
		return;
	}
	row_format(row, FAULT_FILE, "%s", r->place.file);
	row_int(row, FAULT_LINE, (int64_t)r->place.line);
}

/* Where to cut so that neither a character nor an escape is halved. */
static size_t
raw_cut(const struct buffer *raw, size_t length)
{
	while (length > 0 && ((unsigned char)raw->text[length] & 0xc0) == 0x80)
		length--;
	for (size_t back = 1; back <= 2 && back <= length; back++)
		if (raw->text[length - back] == '%')
			return length - back;
	return length;
}

static void
make_raw(struct faults *f, const struct record *r, struct row *row)
{
	struct buffer raw = {0};

	(void)f;
	percent_escape(&raw, r->line);
	if (raw.length > RECORD_FAULT_RAW_MAX)
		raw.length = raw_cut(&raw, RECORD_FAULT_RAW_MAX);
	row_set(row, FAULT_RAW, arena_slice(row->arena, buffer_view(&raw)));
	buffer_release(&raw);
}

void
faults_make(struct faults *f, const struct record *r,
    const struct complaint *complaint, bool replace, struct slice day,
    struct row *row)
{
	char hex[2 * FAULT_DIGEST_BYTES + 1];
	struct buffer line = {0};
	struct complaint none = {0};
	struct record *made;

	line_digest(r->line, hex);
	row_start(row, KIND_FAULT);
	row_format(row, FAULT_ID, "F%.*s", FAULT_ID_DIGITS, hex);
	row_format(row, FAULT_DIGEST, "%s", hex);
	row_text(row, FAULT_TOOL, f->tool);
	row_text(row, FAULT_COLUMN, complaint->column);
	row_text(row, FAULT_CODE, complaint->code);
	row_set(row, FAULT_WHY, buffer_view(&complaint->why));
	row_set(row, FAULT_DAY, day);
	if (r->fields > 0)
		row_set(row, FAULT_KIND, rec_field(r, 0));
	make_place(f, r, row);
	if (replace)
		make_raw(f, r, row);
	else
		*map_put(f->named, slice_of(hex)) = f;
	row_line(row, &line);
	made = arena_alloc(&f->arena, sizeof(*made));
	if (record_parse(buffer_view(&line), heading_standard(KIND_FAULT),
		&f->arena, made, &none) == 0)
		faults_add(f, made);
	buffer_release(&line);
	buffer_release(&none.why);
	f->made++;
}

void
faults_mend(struct faults *f, struct slice of)
{
	if (of.length)
		*map_put(f->mended, of) = f;
}

bool
faults_keep(const struct faults *f, struct buffer *out)
{
	uint64_t count = map_count(f->mended);
	struct map_entry *entry;
	size_t entries;

	if (f->count > 0 || map_count(f->before) > 0)
		return false;
	pack(out, &count, sizeof(count));
	entry = map_sorted(f->mended, &entries);
	for (size_t i = 0; i < entries; i++)
		pack_text(out, entry[i].key);
	free(entry);
	return true;
}

bool
faults_recall(struct faults *f, struct slice *in)
{
	struct slice of;
	uint64_t count;

	if (!unpack(in, &count, sizeof(count)))
		return false;
	while (count-- > 0) {
		if (!unpack_text(in, &of))
			return false;
		faults_mend(f, of);
	}
	return true;
}

static bool
is_mended(const struct faults *f, const struct fault *fault)
{
	return map_get(f->mended, fault->digest) ||
	       map_get(f->mended, fault->id);
}

size_t
faults_count(const struct faults *f)
{
	return f->count;
}

size_t
faults_made(const struct faults *f)
{
	return f->made;
}

size_t
faults_open(const struct faults *f)
{
	size_t open = 0;

	for (size_t i = 0; i < f->count; i++)
		open += !is_mended(f, &f->fault[i]);
	return open;
}

const struct record *
faults_at(const struct faults *f, size_t n, bool *mended)
{
	*mended = is_mended(f, &f->fault[n]);
	return f->fault[n].record;
}
