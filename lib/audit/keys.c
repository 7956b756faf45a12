#include "audit/keys.h"

#include <unistd.h>

#include "audit/files.h"
#include "base/message.h"

static int
put_public(const struct book *book, const struct key_public *key,
    const char *name, struct error *e)
{
	struct buffer text = {0};
	int result = key_public_write(&text, key, e);

	if (result == 0)
		result = book_make_directory(book, "keys", e);
	if (result == 0)
		result = book_put_file(book, name, buffer_view(&text), e);
	buffer_release(&text);
	return result;
}

int
keys_new(const struct book *book, struct slice name, const char *file,
    int32_t from, struct buffer *path, struct key_public *public,
    struct error *e)
{
	struct arena arena = {0};
	struct key *key = NULL;
	char *public_name = arena_text(
	    &arena, "keys/%.*s.pub", SLICE_ARG(name));
	int result = -1, has = 0;

	if (!key_name_valid(name)) {
		error_set(e, HALL_USAGE,
		    tr("'%.*s' is no name for a key: letters, digits, '.', "
		       "'_' and '-'"),
		    SLICE_ARG(name));
	} else if ((has = book_has(book, public_name, e)) > 0) {
		error_set(e, HALL_USAGE,
		    tr("%s: there is a key of that name already"), public_name);
	} else if (has == 0) {
		if (file)
			buffer_text(path, file);
		result = file ? 0 : key_path(path, name, e);
		if (result == 0 && access(path->text, F_OK) < 0)
			result = key_make(path->text, e);
		if (result == 0 && !(key = key_load(path->text, name, e)))
			result = -1;
	}
	if (result == 0) {
		*public = *key_public_of(key);
		public->from = from;
		result = put_public(book, public, public_name, e);
	}
	key_free(key);
	arena_release(&arena);
	return result;
}
