/*
 * archive.c - pack standard input, or read an archive and drop its bytes.
 *
 *	archive pack THREADS <FILE >FILE.bgz
 *	archive read THREADS FILE.bgz
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record/bgzf.h"
#include "record/source.h"

static char part[256 << 10];

static int
pack(unsigned threads, struct error *error)
{
	struct bgzf_writer *writer = bgzf_create(
	    STDOUT_FILENO, "stdout", threads);
	ssize_t n;

	while ((n = read(STDIN_FILENO, part, sizeof(part))) > 0)
		if (bgzf_write(writer, part, (size_t)n, error) < 0)
			return -1;
	return n < 0 ? -1 : bgzf_finish(writer, error);
}

static int
unpack(unsigned threads, const char *path, struct error *error)
{
	struct source *source = source_open(path, error);
	ptrdiff_t n;

	if (!source)
		return -1;
	source_threads(source, threads);
	while ((n = source_read(source, part, sizeof(part), error)) > 0)
		;
	source_close(source);
	return (int)n;
}

int
main(int argc, char **argv)
{
	struct error error = {HALL_SYSTEM, "usage: archive pack|read N [FILE]"};
	unsigned threads = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
	int result = -1;

	if (argc == 3 && strcmp(argv[1], "pack") == 0)
		result = pack(threads, &error);
	else if (argc == 4 && strcmp(argv[1], "read") == 0)
		result = unpack(threads, argv[3], &error);
	if (result < 0)
		fprintf(stderr, "archive: %s\n", error.text);
	return result < 0 ? (int)error.status : 0;
}
