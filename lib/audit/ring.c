#include "audit/ring.h"

#include <errno.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/files.h"
#include "base/message.h"

#define KEYS "keys"
#define PUBLIC ".pub"

/* "keys/H01.pub" -> "H01"; empty for another sort of name. */
static struct slice
name_of_file(const char *file)
{
	struct slice name = slice_of(file + strlen(KEYS "/"));
	size_t suffix = strlen(PUBLIC);

	if (name.length <= suffix || memchr(name.text, '/', name.length) ||
	    strcmp(name.text + name.length - suffix, PUBLIC) != 0)
		return (struct slice){"", 0};
	name.length -= suffix;
	return name;
}

static int
load_one(struct key_public *key, const struct book *book, const char *file,
    struct error *e)
{
	struct buffer text = {0};
	int result = file_read(book, file, &text, e);

	if (result == 0)
		result = key_public_parse(buffer_view(&text), file, key, e);
	if (result == 0 && !slice_is(name_of_file(file), key->name))
		result = error_set(e, HALL_DATA,
		    tr("%s: holds the key of another name: %s"), file,
		    key->name);
	buffer_release(&text);
	return result;
}

int
ring_load(struct ring *ring, const struct book *book, struct error *e)
{
	struct arena arena = {0};
	char **names;
	size_t count;
	int result;

	*ring = (struct ring){0};
	result = file_list(book, KEYS, &arena, &names, &count, e);
	if (result == 0)
		ring->key = memory_array(count + 1, sizeof(*ring->key));
	for (size_t i = 0; result == 0 && i < count; i++) {
		if (name_of_file(names[i]).length == 0)
			continue;
		result = load_one(&ring->key[ring->count], book, names[i], e);
		if (result == 0)
			ring->count++;
	}
	arena_release(&arena);
	if (result < 0)
		ring_release(ring);
	return result;
}

bool
ring_is_of(const char *name, struct slice staff)
{
	return staff.length > 0 &&
	       strncmp(name, staff.text, staff.length) == 0 &&
	       (name[staff.length] == '\0' || name[staff.length] == '-');
}

bool
ring_is_personal(const struct book *book, const char *name)
{
	const struct node *staff = node_get(
	    config_root(book_config(book)), "staff");

	for (size_t i = 0; staff && i < staff->children; i++)
		if (ring_is_of(name, staff->key[i]))
			return true;
	return false;
}

int
ring_load_sealing(struct ring *ring, const struct book *book, struct error *e)
{
	size_t kept = 0;

	if (ring_load(ring, book, e) < 0)
		return -1;
	for (size_t i = 0; i < ring->count; i++)
		if (!ring_is_personal(book, ring->key[i].name))
			ring->key[kept++] = ring->key[i];
	ring->count = kept;
	return 0;
}

void
ring_release(struct ring *ring)
{
	free(ring->key);
	*ring = (struct ring){0};
}

const struct key_public *
ring_find(const struct ring *ring, struct slice name)
{
	for (size_t i = 0; i < ring->count; i++)
		if (slice_is(name, ring->key[i].name))
			return &ring->key[i];
	return NULL;
}

bool
ring_signer(const struct book *book, struct slice *name)
{
	const struct node *audit = node_get(
	    config_root(book_config(book)), "audit");

	*name = node_text(audit, "key", book_hall(book));
	return node_yes(audit, "sign", true);
}

/* The private half and the public one in the book must be one key. */
static int
compare(const struct ring *ring, const struct key *key, const char *path,
    struct error *e)
{
	const struct key_public *own = key_public_of(key);
	const struct key_public *known = ring_find(ring, slice_of(own->name));

	assert(own);
	if (!known)
		return error_set(e, HALL_USAGE,
		    tr("keys/%s.pub is missing: `hall-audit key new %s` puts "
		       "it into the book"),
		    own->name, own->name);
	if (memcmp(known->bytes, own->bytes, KEY_PUBLIC_SIZE) != 0)
		return error_set(e, HALL_USAGE,
		    tr("%s: is not the private half of keys/%s.pub"), path,
		    own->name);
	return 0;
}

struct key *
ring_private(const struct ring *ring, struct slice name, const char *file,
    struct error *e)
{
	struct buffer path = {0};
	struct key *key = NULL;

	if (file)
		buffer_text(&path, file);
	else if (key_path(&path, name, e) < 0)
		return NULL;
	if (!file && access(path.text, F_OK) < 0 && errno == ENOENT) {
		error_set(e, HALL_USAGE,
		    tr("no key to sign with: %s is not there; make one with "
		       "`hall-audit key new %.*s`"),
		    path.text, SLICE_ARG(name));
	} else {
		key = key_load(path.text, name, e);
		if (key && compare(ring, key, path.text, e) < 0) {
			key_free(key);
			key = NULL;
		}
	}
	buffer_release(&path);
	return key;
}
