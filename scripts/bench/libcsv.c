/*
 * libcsv.c - the same by libcsv alone, with callbacks that do nothing.
 */
#include <csv.h>
#include <fcntl.h>
#include <unistd.h>

static void
nothing_of_field(void *text, size_t length, void *context)
{
	(void)text;
	(void)length;
	(void)context;
}

static void
nothing_of_row(int end, void *context)
{
	(void)end;
	(void)context;
}

int
main(int argc, char **argv)
{
	static char block[256 << 10];
	struct csv_parser parser;
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : STDIN_FILENO;
	ssize_t n;

	if (fd < 0 || csv_init(&parser, 0) != 0)
		return 4;
	while ((n = read(fd, block, sizeof(block))) > 0)
		if (csv_parse(&parser, block, (size_t)n, nothing_of_field,
			nothing_of_row, NULL) != (size_t)n)
			return 3;
	csv_fini(&parser, nothing_of_field, nothing_of_row, NULL);
	csv_free(&parser);
	return 0;
}
