/*
 * encoded.h - a file in another encoding, line by line.
 *
 * Errors:  what fails is told by encoded_close.
 */
#ifndef DAYS_ENCODED_H
#define DAYS_ENCODED_H

#include "base/buffer.h"
#include "base/error.h"

struct encoded {
	struct output *output;
	void *converter; /* iconv's; NULL: UTF-8 */
	struct buffer line;
	struct buffer text; /* converted */
	bool failed;
};

int encoded_open(
    struct encoded *, const char *path, const char *encoding, struct error *);
/* Add to the line. */
void encoded_add(struct encoded *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* End the line with CRLF (or whatever is given) and write it. */
void encoded_end(struct encoded *, const char *end);
int encoded_close(struct encoded *, struct error *);

#endif
