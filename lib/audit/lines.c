#include "audit/lines.h"

#include <string.h>

#include "audit/tree.h"
#include "base/buffer.h"
#include "base/processors.h"
#include "record/source.h"

#define READ_SIZE (64 << 10)

/* The leaves of one piece; what follows its last LF waits in `rest`. */
static void
add_leaves(struct tree *tree, struct buffer *rest, struct slice piece)
{
	const char *end;

	while ((end = memchr(piece.text, '\n', piece.length))) {
		struct slice line = {piece.text, (size_t)(end - piece.text)};

		if (rest->length) {
			buffer_slice(rest, line);
			tree_add(tree, buffer_view(rest));
			buffer_clear(rest);
		} else {
			tree_add(tree, line);
		}
		piece.length -= line.length + 1;
		piece.text = end + 1;
	}
	buffer_slice(rest, piece);
}

int
lines_measure(const char *path, struct lines *lines, struct error *e)
{
	char bytes[READ_SIZE];
	struct source *source = source_open(path, e);
	struct digest *digest;
	struct tree *tree;
	struct buffer rest = {0};
	ptrdiff_t got;

	if (!source)
		return -1;
	source_threads(source, processors_count());
	digest = digest_new();
	tree = tree_new();
	*lines = (struct lines){0};
	while ((got = source_read(source, bytes, sizeof(bytes), e)) > 0) {
		digest_add(digest, bytes, (size_t)got);
		lines->bytes += (uint64_t)got;
		add_leaves(tree, &rest, (struct slice){bytes, (size_t)got});
	}
	lines->cut = rest.length > 0;
	if (lines->cut)
		tree_add(tree, buffer_view(&rest));
	lines->count = tree_leaves(tree);
	digest_take(digest, lines->sha256);
	tree_root(tree, lines->root);
	buffer_release(&rest);
	tree_free(tree);
	digest_free(digest);
	source_close(source);
	return got < 0 ? -1 : 0;
}

int
lines_offset(const char *path, uint64_t line, uint64_t *offset, struct error *e)
{
	char bytes[READ_SIZE];
	struct source *source = source_open(path, e);
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
