#include <string.h>

#include "audit/checking.h"
#include "base/message.h"
#include "base/text.h"

/* One file of a seal against what is there under its name. */
static void
check_file(struct checking *c, const struct seal_file *sealed, const char *name)
{
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct error e;
	uint64_t bytes;

	int there = is_there(c, name);

	if (there == 0)
		wrong(c, HALL_DATA, tr("%s: is missing, and was sealed"), name);
	if (there <= 0)
		return;
	if (file_digest(c->book, name, digest, &bytes, &e) < 0) {
		wrong_error(c, &e);
		return;
	}
	digest_hex(digest, DIGEST_SIZE, hex);
	if (bytes != sealed->bytes)
		wrong(c, HALL_DATA,
		    tr("%s: was changed: its size is %llu and was %llu"), name,
		    (unsigned long long)bytes,
		    (unsigned long long)sealed->bytes);
	else if (!slice_is(sealed->digest, hex))
		wrong(c, HALL_DATA,
		    tr("%s: was changed: its SHA-256 is not the one that was "
		       "sealed"),
		    name);
}

/* The names that a seal may give to a field; NULL: no such file is due. */
static char *
due_name(struct checking *c, const struct seal *seal, struct slice field,
    const struct seal_file *file)
{
	struct slice rest;
	struct slice day;
	size_t length = DATE_TEXT_SIZE - 1;

	if (slice_is(field, "carry-in"))
		return file_of_day(seal->day, "/carry.in", &c->arena);
	if (slice_is(field, "carry-out"))
		return file_of_day(seal->next, "/carry.in", &c->arena);
	if (slice_is(field, "part"))
		return file_of_day(seal->day, ".part", &c->arena);
	if (slice_is(field, "config"))
		return arena_text(
		    &c->arena, "config/%.*s.yaml", SLICE_ARG(file->digest));
	if (slice_is(field, "previous") && file->name.length > length) {
		day = (struct slice){file->name.text, length};
		rest = (struct slice){
		    file->name.text + length, file->name.length - length};
		if (slice_is(rest, ".seal"))
			return arena_text(
			    &c->arena, "%.*s.seal", SLICE_ARG(day));
	}
	return NULL;
}

/*
 * The name in a seal is believed only where it is the one that is due:
 * else a seal could name a file that nobody changes.
 */
static void
check_field(
    struct checking *c, const struct seal *seal, const struct seal_field *field)
{
	char *prefix = file_of_day(seal->day, "/files/", &c->arena);
	struct seal_file file;
	struct buffer name = {0};
	char *due;

	if (slice_is(field->value, "none"))
		return;
	if (seal_file_parse(field->value, &file) < 0 ||
	    percent_unescape(&name, file.name) < 0) {
		due = NULL;
	} else if (slice_is(field->name, "file")) {
		due = strncmp(name.text, prefix, strlen(prefix)) == 0
			  ? name.text
			  : NULL;
	} else {
		due = due_name(c, seal, field->name, &file);
		if (due && !slice_is(file.name, due))
			due = NULL;
	}
	if (due)
		check_file(c, &file, due);
	else
		wrong(c, HALL_DATA,
		    tr("%s:%u: %.*s: not a line of a seal in its place"),
		    file_of_day(seal->day, ".seal", &c->arena), field->line,
		    SLICE_ARG(field->name));
	buffer_release(&name);
}

static bool
is_sealed(const struct seal *seal, const char *name)
{
	struct buffer escaped = {0};
	struct seal_file file;
	bool found = false;

	file_name_escape(&escaped, slice_of(name));
	for (size_t i = 0; i < seal->fields && !found; i++)
		found = slice_is(seal->field[i].name, "file") &&
			seal_file_parse(seal->field[i].value, &file) == 0 &&
			slice_equal(file.name, buffer_view(&escaped));
	buffer_release(&escaped);
	return found;
}

/* Files that came after the seal. */
static void
check_extra(struct checking *c, const struct seal *seal)
{
	char *carry = file_of_day(seal->day, "/carry.in", &c->arena);
	struct error e;
	char **names;
	size_t count;

	if (slice_is(seal_get(seal, "carry-in"), "none") &&
	    is_there(c, carry) == 1)
		wrong(c, HALL_DATA, tr("%s: was not sealed"), carry);
	if (file_list(c->book, file_of_day(seal->day, "/files", &c->arena),
		&c->arena, &names, &count, &e) < 0) {
		wrong_error(c, &e);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (!is_sealed(seal, names[i]))
			wrong(c, HALL_DATA, tr("%s: was not sealed"), names[i]);
}

void
check_files(struct checking *c, const struct seal *seal)
{
	static const char *const fields[] = {
	    "previous", "config", "carry-in", "carry-out", "part", "file"};

	for (size_t i = 0; i < seal->fields; i++)
		for (size_t j = 0; j < sizeof(fields) / sizeof(fields[0]); j++)
			if (slice_is(seal->field[i].name, fields[j]))
				check_field(c, seal, &seal->field[i]);
	check_extra(c, seal);
}
