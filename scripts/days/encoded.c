/* encoded.c - a file in another encoding, line by line. */
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/output.h"

#include "encoded.h"

#define CELL_MAX 512

int
encoded_open(
    struct encoded *f, const char *path, const char *encoding, struct error *e)
{
	memset(f, 0, sizeof(*f));
	if (encoding) {
		f->converter = iconv_open(encoding, "UTF-8");
		if (f->converter == (iconv_t)-1)
			return error_errno(e, HALL_SYSTEM, "%s", encoding);
	}
	f->output = output_open(path, e);
	if (f->output)
		return 0;
	if (f->converter)
		iconv_close(f->converter);
	return -1;
}

void
encoded_add(struct encoded *f, const char *format, ...)
{
	char cell[CELL_MAX];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(cell, sizeof(cell), format, arguments);
	va_end(arguments);
	if (length < 0 || (size_t)length >= sizeof(cell))
		f->failed = true;
	else
		buffer_add(&f->line, cell, (size_t)length);
}

/* A character of two bytes may become one of four, and never more. */
static void
convert(struct encoded *f)
{
	size_t left = f->line.length, room = left * 4 + 16;
	char *in = f->line.text, *start = memory_new(room), *out = start;

	if (iconv(f->converter, &in, &left, &out, &room) == (size_t)-1)
		f->failed = true;
	else
		output_write(f->output, start, (size_t)(out - start));
	free(start);
}

void
encoded_end(struct encoded *f, const char *end)
{
	buffer_text(&f->line, end);
	if (f->converter)
		convert(f);
	else
		output_write(f->output, f->line.text, f->line.length);
	buffer_clear(&f->line);
}

int
encoded_close(struct encoded *f, struct error *e)
{
	if (f->converter)
		iconv_close(f->converter);
	buffer_release(&f->line);
	if (!f->failed)
		return output_close(f->output, e);
	output_abandon(f->output);
	return error_set(e, HALL_BUG, "a line cannot be encoded");
}
