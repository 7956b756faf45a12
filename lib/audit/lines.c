#include "audit/lines.h"

#include <stdlib.h>
#include <string.h>

#include "audit/tree.h"
#include "base/arena.h"
#include "base/processors.h"
#include "record/source.h"

#define READ_SIZE (64 << 10)

struct lines_count {
	struct digest *digest;
	struct tree *tree;
	uint64_t bytes;
	bool cut; /* the last byte so far is no LF */
};

struct lines_count *
lines_begin(void)
{
	struct lines_count *c = memory_new(sizeof(*c));

	c->digest = digest_new();
	c->tree = tree_new();
	return c;
}

/* What follows the last LF is hashed, too, so that no line is ever kept. */
void
lines_add(struct lines_count *c, struct slice bytes)
{
	const char *end;

	digest_add(c->digest, bytes.text, bytes.length);
	c->bytes += bytes.length;
	while ((end = memchr(bytes.text, '\n', bytes.length))) {
		struct slice line = {bytes.text, (size_t)(end - bytes.text)};

		tree_add(c->tree, line);
		bytes.length -= line.length + 1;
		bytes.text = end + 1;
		c->cut = false;
	}
	if (bytes.length > 0) {
		tree_begin(c->tree, bytes);
		c->cut = true;
	}
}

void
lines_end(struct lines_count *c, struct lines *lines)
{
	if (c->cut)
		tree_add(c->tree, SLICE(""));
	lines->bytes = c->bytes;
	lines->cut = c->cut;
	lines->count = tree_leaves(c->tree);
	digest_take(c->digest, lines->sha256);
	tree_root(c->tree, lines->root);
	tree_free(c->tree);
	digest_free(c->digest);
	free(c);
}

int
lines_measure(struct source *source, struct lines *lines, struct error *e)
{
	char bytes[READ_SIZE];
	struct lines_count *count;
	ptrdiff_t got;

	if (!source)
		return -1;
	source_threads(source, processors_count());
	count = lines_begin();
	while ((got = source_read(source, bytes, sizeof(bytes), e)) > 0)
		lines_add(count, (struct slice){bytes, (size_t)got});
	lines_end(count, lines);
	source_close(source);
	return got < 0 ? -1 : 0;
}

int
lines_offset(
    struct source *source, uint64_t line, uint64_t *offset, struct error *e)
{
	char bytes[READ_SIZE];
	uint64_t at = 0, begins = 0, count = 1;
	ptrdiff_t got = 0;

	if (!source)
		return -1;
	while (count < line &&
	       (got = source_read(source, bytes, sizeof(bytes), e)) > 0) {
		for (ptrdiff_t i = 0; i < got && count < line; i++) {
			at++;
			if (bytes[i] == '\n') {
				count++;
				begins = at;
			}
		}
	}
	source_close(source);
	*offset = begins;
	return count < line ? -1 : 0;
}
