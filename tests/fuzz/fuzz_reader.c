/*
 * fuzz_reader.c - any bytes, whole and in pieces, fast and slow, read the
 * same; the plain cut and libcsv agree; what a writer makes of a record reads
 * back.
 *
 * What is read at a time is chosen, so that lines go over its end: lines.c
 * is built into this fuzzer for that, and takes the place of the library's.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "fuzz.h"
#include "record/cut.h"
#include "record/reader.h"
#include "record/row.h"

static size_t lines_read;

#define LINES_READ lines_read
/* NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "../../lib/record/lines.c"

/* Everything that comes out of a reader, as text. */
static void
read_into(struct buffer *out, const uint8_t *bytes, size_t size, size_t most,
    bool slowly)
{
	struct source *source = source_of("f", bytes, size);
	struct reader *reader = reader_new(source, NULL);
	enum reader_event event;
	struct record r;

	source_limit(source, most);
	if (slowly)
		reader_slowly(reader);
	do {
		event = reader_next(reader, &r);
		buffer_format(
		    out, "%d %llu ", event, (unsigned long long)r.place.line);
		if (event == READER_FAULT)
			buffer_text(out, reader_complaint(reader)->code);
		for (size_t i = 0; i < r.fields && event == READER_RECORD;
		     i++) {
			buffer_slice(out, rec_field(&r, i));
			buffer_char(out, '|');
		}
		buffer_char(out, '\n');
	} while (event != READER_END && event != READER_FAILED);
	reader_free(reader);
	source_close(source);
}

static void
cut_both_ways(const uint8_t *bytes, size_t size)
{
	struct slice plain[16], quoted[16];
	struct slice line = {(const char *)bytes, size};
	struct arena arena = {0};
	size_t count;

	if (size == 0 || memchr(bytes, '"', size) || memchr(bytes, '\n', size))
		return;
	count = cut_plain(line, plain, 16);
	must(cut_quoted(line, quoted, 16, &arena) == count, "count of fields");
	for (size_t i = 0; i < count && i < 16; i++)
		must(slice_equal(plain[i], quoted[i]), "a field");
	arena_release(&arena);
}

/* A field as written stands in a line that reads as that field. */
static void
write_and_read(const uint8_t *bytes, size_t size)
{
	struct buffer line = {0};
	struct slice field[4], value = {(const char *)bytes, size};
	struct arena arena = {0};
	char *clean = malloc(size + 1);
	size_t count;

	for (size_t i = 0; i < size; i++)
		clean[i] = bytes[i] == '\r' || bytes[i] == '\n' || !bytes[i]
			       ? ' '
			       : (char)bytes[i];
	buffer_text(&line, "x,");
	field_line(&line, value);
	count = cut_quoted(buffer_view(&line), field, 4, &arena);
	must(count == 2, "a written field is one field");
	must(slice_equal(field[1], (struct slice){clean, size}),
	    "a written field reads back");
	arena_release(&arena);
	buffer_release(&line);
	free(clean);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct buffer whole = {0}, pieces = {0}, slow = {0}, small = {0};

	lines_read = size + 1;
	read_into(&whole, bytes, size, 0, false);
	read_into(&slow, bytes, size, 0, true);
	lines_read = 1 + size % 130;
	read_into(&pieces, bytes, size, 1 + size % 7, false);
	read_into(&small, bytes, size, 0, false);
	must(slice_equal(buffer_view(&whole), buffer_view(&pieces)),
	    "whole and in pieces");
	must(slice_equal(buffer_view(&whole), buffer_view(&small)),
	    "whole and little at a time");
	must(slice_equal(buffer_view(&whole), buffer_view(&slow)),
	    "fast and slow");
	cut_both_ways(bytes, size);
	write_and_read(bytes, size);
	buffer_release(&whole);
	buffer_release(&pieces);
	buffer_release(&slow);
	buffer_release(&small);
	return 0;
}
