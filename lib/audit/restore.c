#include "audit/restore.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"

/* The files of the configuration, in the bytes that were kept. */
struct copy {
	struct buffer bytes;
	struct arena arena; /* names */
	struct config_kept *file;
	size_t files;
};

static int
bad_copy(const struct seal *seal, struct error *e)
{
	return error_set(e, HALL_DATA,
	    tr("%.*s.seal: its configuration cannot be put together again"),
	    SLICE_ARG(seal_get(seal, "day")));
}

/* Cut the copy where the seal says, each piece under its own name. */
static int
cut(struct copy *copy, const struct seal *seal, struct error *e)
{
	struct slice rest = buffer_view(&copy->bytes);
	struct buffer name = {0};
	bool known = true;

	copy->file = memory_array(CONFIG_FILES_MAX, sizeof(*copy->file));
	for (size_t i = 0; i < seal->fields; i++) {
		struct config_kept *kept = &copy->file[copy->files];
		struct seal_file file;

		if (!slice_is(seal->field[i].name, "config-file"))
			continue;
		buffer_clear(&name);
		known = copy->files < CONFIG_FILES_MAX &&
			seal_file_parse(seal->field[i].value, &file) == 0 &&
			percent_unescape(&name, file.name) == 0 &&
			file.bytes <= rest.length;
		if (!known)
			break;
		kept->name = arena_slice(&copy->arena, buffer_view(&name));
		kept->bytes = (struct slice){rest.text, (size_t)file.bytes};
		rest.text += file.bytes;
		rest.length -= (size_t)file.bytes;
		copy->files++;
	}
	buffer_release(&name);
	return known && rest.length == 0 && copy->files > 0 ? 0
							    : bad_copy(seal, e);
}

static int
read_copy(const struct book *book, const struct seal *seal,
    struct buffer *bytes, struct error *e)
{
	struct arena arena = {0};
	struct seal_file file;
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE], *name;
	int result = -1;

	if (seal_file_parse(seal_get(seal, "config"), &file) < 0)
		return bad_copy(seal, e);
	name = arena_text(&arena, "config/%.*s.yaml", SLICE_ARG(file.digest));
	if (file_read(book, name, bytes, e) == 0) {
		digest_bytes(buffer_view(bytes), digest);
		digest_hex(digest, DIGEST_SIZE, hex);
		result = slice_is(file.digest, hex) ? 0 : bad_copy(seal, e);
	}
	arena_release(&arena);
	return result;
}

static bool
is_that(const struct config *config, const struct seal *seal)
{
	struct seal_file file;

	return seal_file_parse(seal_get(seal, "config"), &file) == 0 &&
	       slice_is(file.digest, config_digest(config));
}

/* "hall.yaml:7: ...": that of the day, which nobody can mend any more. */
static struct config *
load(const struct copy *copy, const struct seal *seal, struct error *e)
{
	struct error wrong = {HALL_DONE, ""};
	struct config *config = config_load_kept(
	    copy->file, copy->files, &wrong);

	if (!config)
		error_set(e, HALL_DATA, "%.*s.seal: %s",
		    SLICE_ARG(seal_get(seal, "day")), wrong.text);
	else if (is_that(config, seal))
		return config;
	else
		bad_copy(seal, e);
	config_free(config);
	return NULL;
}

struct config *
config_restore(
    const struct book *book, const struct seal *seal, struct error *e)
{
	struct copy copy = {0};
	struct config *config = NULL;

	if (read_copy(book, seal, &copy.bytes, e) == 0 &&
	    cut(&copy, seal, e) == 0)
		config = load(&copy, seal, e);
	buffer_release(&copy.bytes);
	arena_release(&copy.arena);
	free(copy.file);
	return config;
}
