#include "audit/log.h"

#include <string.h>

#include "audit/base64.h"
#include "audit/files.h"
#include "audit/ring.h"
#include "audit/seal.h"
#include "audit/tree.h"
#include "base/message.h"

int32_t *
log_days(const struct book *book, struct arena *arena, size_t *count,
    struct error *e)
{
	size_t all;
	int32_t *days = book_days(book, arena, &all, e);

	*count = 0;
	for (size_t i = 0; i < all; i++) {
		int has = book_has(
		    book, file_of_day(days[i], ".seal", arena), e);

		if (has < 0)
			return NULL;
		if (has)
			days[(*count)++] = days[i];
	}
	return days;
}

int
log_root(const struct book *book, const int32_t *days, size_t count,
    uint8_t root[DIGEST_SIZE], struct error *e)
{
	struct arena arena = {0};
	struct buffer bytes = {0};
	struct tree *tree = tree_new();
	int result = 0;

	for (size_t i = 0; result == 0 && i < count; i++) {
		buffer_clear(&bytes);
		result = file_read(
		    book, file_of_day(days[i], ".seal", &arena), &bytes, e);
		tree_add(tree, buffer_view(&bytes));
		arena_clear(&arena);
	}
	tree_root(tree, root);
	tree_free(tree);
	buffer_release(&bytes);
	arena_release(&arena);
	return result;
}

int
checkpoint_parse(struct checkpoint *c, const char *file, struct error *e)
{
	struct slice rest, size, root;
	long long days;

	if (note_split(buffer_view(&c->bytes), &c->note) < 0)
		return error_set(
		    e, HALL_DATA, tr("%s: not a checkpoint"), file);
	rest = c->note.text;
	/* Extension lines may follow; what they say is not for us. */
	if (!slice_cut(&rest, '\n', &c->origin) || c->origin.length == 0 ||
	    !slice_cut(&rest, '\n', &size) || !slice_cut(&rest, '\n', &root) ||
	    !rest.text || slice_int(size, &days) < 0 || size.text[0] == '-' ||
	    (size.text[0] == '0' && size.length > 1) ||
	    base64_parse(root, c->root, DIGEST_SIZE) < 0)
		return error_set(
		    e, HALL_DATA, tr("%s: not a checkpoint"), file);
	c->size = (uint64_t)days;
	return 0;
}

int
checkpoint_load(struct checkpoint *c, const struct book *book, struct error *e)
{
	int has = book_has(book, CHECKPOINT, e);

	*c = (struct checkpoint){0};
	if (has <= 0)
		return has;
	if (file_read(book, CHECKPOINT, &c->bytes, e) < 0 ||
	    checkpoint_parse(c, CHECKPOINT, e) < 0)
		return -1;
	return 1;
}

void
checkpoint_release(struct checkpoint *c)
{
	buffer_release(&c->bytes);
	*c = (struct checkpoint){0};
}

int
checkpoint_make(struct buffer *out, const struct book *book,
    const int32_t *days, size_t count, const struct key *key, struct error *e)
{
	uint8_t root[DIGEST_SIZE];

	if (log_root(book, days, count, root, e) < 0)
		return -1;
	buffer_format(out, "%s\n%zu\n", book_hall(book), count);
	base64_add(out, root, sizeof(root));
	buffer_char(out, '\n');
	return key ? note_sign(out, key, e) : 0;
}

int
checkpoint_holds(const struct checkpoint *c, const struct book *book,
    const int32_t *days, size_t count, struct error *e)
{
	uint8_t root[DIGEST_SIZE];

	if (c->size > count || !slice_is(c->origin, book_hall(book)))
		return 0;
	if (log_root(book, days, (size_t)c->size, root, e) < 0)
		return -1;
	return memcmp(root, c->root, DIGEST_SIZE) == 0;
}

/* A checkpoint without a signature goes with seals that have none. */
static bool
last_is_bare(const struct book *book, int32_t day)
{
	struct seal seal;
	struct error e;
	bool bare = seal_load(&seal, book, day, &e) == 0 &&
		    slice_is(seal_get(&seal, "key"), "none");

	seal_release(&seal);
	return bare;
}

static int
signed_rightly(const struct checkpoint *c, const struct book *book,
    const int32_t *days, struct error *e)
{
	const struct key_public *by;
	struct ring ring;
	enum note_verdict verdict;

	if (ring_load_sealing(&ring, book, e) < 0)
		return -1;
	verdict = note_check(&c->note, ring.key, ring.count, &by);
	ring_release(&ring);
	if (verdict == NOTE_BARE)
		return c->size > 0 && last_is_bare(book, days[c->size - 1]);
	return verdict == NOTE_SIGNED;
}

int
log_agrees(const struct book *book, const int32_t *days, size_t count,
    uint64_t *size, struct error *e)
{
	struct checkpoint checkpoint;
	int result = checkpoint_load(&checkpoint, book, e);

	*size = checkpoint.size;
	if (result == 0)
		return count == 0;
	if (result > 0)
		result = checkpoint_holds(&checkpoint, book, days, count, e);
	if (result > 0)
		result = signed_rightly(&checkpoint, book, days, e);
	checkpoint_release(&checkpoint);
	return result;
}
