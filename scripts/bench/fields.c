/*
 * fields.c - read every field of every record, and nothing else.
 */
#include <inttypes.h>
#include <stdio.h>

#include "record/reader.h"

int
main(int argc, char **argv)
{
	struct error error;
	struct source *source = source_open(argc > 1 ? argv[1] : "-", &error);
	struct reader *reader;
	struct record r;
	enum reader_event event;
	uint64_t records = 0, bytes = 0;

	if (!source) {
		fprintf(stderr, "fields: %s\n", error.text);
		return 4;
	}
	reader = reader_new(source, NULL);
	while ((event = reader_next(reader, &r)) != READER_END &&
	       event != READER_FAILED) {
		records += event == READER_RECORD;
		for (size_t i = 0; i < r.fields; i++)
			bytes += rec_field(&r, i).length;
	}
	printf("%" PRIu64 " records, %" PRIu64 " bytes\n", records, bytes);
	reader_free(reader);
	source_close(source);
	return event == READER_FAILED;
}
