#include "reconcile/files.h"

#include "base/digest.h"
#include "base/message.h"
#include "record/reader.h"

static void
add(struct file_facts *facts, const struct record *r, int32_t day,
    struct arena *arena)
{
	struct file_fact *list = arena_array(
	    arena, facts->count + 1, sizeof(*list));
	struct file_fact *f = &list[facts->count];

	if (facts->count)
		memcpy(list, facts->list, facts->count * sizeof(*list));
	f->day = day;
	f->from = DATE_NONE;
	f->to = DATE_NONE;
	f->id = arena_slice(arena, rec_get(r, FILE_ID));
	f->source = arena_slice(arena, rec_get(r, FILE_SOURCE));
	f->name = arena_slice(arena, rec_get(r, FILE_NAME));
	f->sha256 = arena_slice(arena, rec_get(r, FILE_SHA256));
	date_parse(rec_get(r, FILE_FROM), &f->from);
	date_parse(rec_get(r, FILE_TO), &f->to);
	facts->list = list;
	facts->count++;
}

struct reading {
	struct file_facts *facts;
	int32_t day;
	struct arena *arena;
};

/* The faults of a journal are not ours to tell. */
static void
see(void *context, const struct record *r)
{
	const struct reading *reading = context;

	if (r->kind == KIND_FILE)
		add(reading->facts, r, reading->day, reading->arena);
}

int
files_load(const struct book *book, int32_t since, struct arena *arena,
    struct file_facts *facts, struct error *e)
{
	size_t days;
	const int32_t *day = book_days(book, arena, &days, e);

	*facts = (struct file_facts){0};
	if (!day)
		return -1;
	for (size_t i = 0; i < days; i++) {
		struct reading reading = {facts, day[i], arena};
		char **inputs;
		size_t count;

		if (day[i] < since)
			continue;
		if (book_day_inputs(book, day[i], arena, &inputs, &count, e) <
		    0)
			return -1;
		for (size_t k = 0; k < count; k++)
			if (reader_each(book_source(book, inputs[k], e), see,
				&reading, e) < 0)
				return -1;
	}
	return 0;
}

bool
file_name_plain(struct slice name)
{
	return name.length > 0 && name.length < 200 && name.text[0] != '.' &&
	       !memchr(name.text, '/', name.length);
}

char *
file_path(const struct book *book, const struct file_fact *f,
    struct arena *arena, struct error *e)
{
	char *rest = arena_text(arena, "/files/%.*s", SLICE_ARG(f->name));

	if (file_name_plain(f->name))
		return book_day_path(book, f->day, rest, arena);
	error_set(e, HALL_DATA, tr("file %.*s: '%.*s' is no name of a file"),
	    SLICE_ARG(f->id), SLICE_ARG(f->name));
	return NULL;
}

int
file_check(const struct book *book, const char *path, const struct file_fact *f,
    struct error *e)
{
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	uint64_t size;

	if (digest_open_file(
		book_open_path(book, path, e), path, digest, &size, e) < 0)
		return -1;
	digest_hex(digest, DIGEST_SIZE, hex);
	if (slice_is(f->sha256, hex))
		return 0;
	return error_set(e, HALL_DATA,
	    tr("%s: is not the file that was registered as %.*s: it was "
	       "changed"),
	    path, SLICE_ARG(f->id));
}
