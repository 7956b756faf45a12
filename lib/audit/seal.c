#include "audit/seal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "record/source.h"

#define SEPARATOR "  " /* between digest and name, as sha256sum has it */

/* Fields that every seal has, once and in this order. */
static const char *const required[] = {"hall-seal", "hall", "day", "next",
    "tool", "key", "previous", "config", "carry-in", "carry-out", "part",
    "journal", "bytes", "lines", "records", "sha256", "root", "chain-first",
    "chain-last", "hash"};

#define REQUIRED (sizeof(required) / sizeof(required[0]))

/* Fields that may be missing, or stand several times. */
static const char *const repeated[] = {
    "config-file", "file", "chain-broken", "count", "unreadable", "money"};

static bool
is_repeated(struct slice name)
{
	for (size_t i = 0; i < sizeof(repeated) / sizeof(repeated[0]); i++)
		if (slice_is(name, repeated[i]))
			return true;
	return false;
}

static int
not_a_seal(const char *file, unsigned line, struct error *e)
{
	return error_set(e, HALL_DATA,
	    tr("%s:%u: not a line of a seal in its place"), file, line);
}

/* "name value": both at least one byte long. */
static int
split_field(struct slice line, struct seal_field *field)
{
	struct slice rest = line;

	if (!slice_cut(&rest, ' ', &field->name) || !rest.text ||
	    rest.length == 0 || field->name.length == 0)
		return -1;
	field->value = rest;
	return 0;
}

static void
add_field(struct seal *seal, struct seal_field field)
{
	if (seal->fields == seal->size) {
		seal->size = seal->size ? 2 * seal->size : 64;
		seal->field = memory_grow(
		    seal->field, seal->size, sizeof(*seal->field));
	}
	seal->field[seal->fields++] = field;
}

static int
parse_fields(struct seal *seal, const char *file, struct error *e)
{
	struct slice rest = {seal->note.text.text, seal->note.text.length - 1};
	struct slice line;
	unsigned number = 0;
	size_t next = 0;

	while (slice_cut(&rest, '\n', &line)) {
		struct seal_field field = {.line = ++number};

		if (split_field(line, &field) < 0)
			return not_a_seal(file, number, e);
		if (next < REQUIRED && slice_is(field.name, required[next]))
			next++;
		else if (!is_repeated(field.name))
			return not_a_seal(file, number, e);
		add_field(seal, field);
	}
	if (next < REQUIRED)
		return error_set(e, HALL_DATA, tr("%s: '%s' is missing"), file,
		    required[next]);
	return 0;
}

int
seal_parse(struct seal *seal, const char *file, struct error *e)
{
	seal->fields = 0;
	if (note_split(buffer_view(&seal->bytes), &seal->note) < 0)
		return error_set(e, HALL_DATA, tr("%s: not a seal"), file);
	if (parse_fields(seal, file, e) < 0)
		return -1;
	if (!slice_is(seal_get(seal, "hall-seal"), SEAL_VERSION))
		return error_set(e, HALL_DATA,
		    tr("%s: a seal of another version than %s: a newer "
		       "hall-audit may read it"),
		    file, SEAL_VERSION);
	if (date_parse(seal_get(seal, "day"), &seal->day) < 0 ||
	    date_parse(seal_get(seal, "next"), &seal->next) < 0 ||
	    seal->next <= seal->day)
		return error_set(e, HALL_DATA,
		    tr("%s: its day and the next are no dates in order"), file);
	return 0;
}

int
seal_load(
    struct seal *seal, const struct book *book, int32_t day, struct error *e)
{
	struct arena arena = {0};
	char *name = file_of_day(day, ".seal", &arena);
	int result;

	*seal = (struct seal){0};
	result = file_read(book, name, &seal->bytes, e);
	if (result == 0)
		result = seal_parse(seal, name, e);
	arena_release(&arena);
	return result;
}

void
seal_release(struct seal *seal)
{
	buffer_release(&seal->bytes);
	free(seal->field);
	*seal = (struct seal){0};
}

struct slice
seal_get(const struct seal *seal, const char *name)
{
	for (size_t i = 0; i < seal->fields; i++)
		if (slice_is(seal->field[i].name, name))
			return seal->field[i].value;
	return (struct slice){"", 0};
}

const struct seal_field *
seal_find(const struct seal *seal, const char *name, struct slice word)
{
	for (size_t i = 0; i < seal->fields; i++) {
		struct slice rest = seal->field[i].value, first;

		if (slice_is(seal->field[i].name, name) &&
		    slice_cut(&rest, ' ', &first) && slice_equal(first, word))
			return &seal->field[i];
	}
	return NULL;
}

int
seal_file_parse(struct slice value, struct seal_file *file)
{
	struct slice rest = value, number;
	size_t separator = strlen(SEPARATOR);
	long long bytes;

	if (!slice_cut(&rest, ' ', &number) || slice_int(number, &bytes) < 0 ||
	    bytes < 0 || rest.length <= DIGEST_HEX_SIZE - 1 + separator ||
	    memcmp(rest.text + DIGEST_HEX_SIZE - 1, SEPARATOR, separator) != 0)
		return -1;
	file->bytes = (uint64_t)bytes;
	file->digest = (struct slice){rest.text, DIGEST_HEX_SIZE - 1};
	file->name = (struct slice){rest.text + DIGEST_HEX_SIZE - 1 + separator,
	    rest.length - (DIGEST_HEX_SIZE - 1) - separator};
	return 0;
}

/* Who else looks at the bytes while the facts are read. */
struct passing {
	struct lines_count *lines;
	struct journal_check *chain;
};

static void
pass(void *context, const void *bytes, size_t size)
{
	struct passing *passing = context;
	struct slice piece = {bytes, size};

	lines_add(passing->lines, piece);
	journal_check_add(passing->chain, piece);
}

int
seal_journal_measure(struct seal_journal *journal, struct source *source,
    const char *chain_before, void (*see)(void *, const struct record *),
    void *context, struct error *e)
{
	struct passing passing;
	int result;

	*journal = (struct seal_journal){.totals = NULL};
	if (!source)
		return -1;
	journal->totals = totals_new();
	passing.lines = lines_begin();
	passing.chain = journal_check_new(source_name(source), chain_before);
	source_watch(source, pass, &passing);
	result = facts_each(source, see, context, journal->totals, e);
	lines_end(passing.lines, &journal->lines);
	journal->chain_whole = journal_check_end(passing.chain, &journal->chain,
				   &journal->chain_error) == 0;
	if (result < 0)
		seal_journal_release(journal);
	return result;
}

void
seal_journal_release(struct seal_journal *journal)
{
	totals_free(journal->totals);
	journal->totals = NULL;
}

void
seal_journal_write(const struct seal_journal *journal, struct buffer *out)
{
	const struct lines *lines = &journal->lines;
	char sha256[DIGEST_HEX_SIZE], root[DIGEST_HEX_SIZE];

	digest_hex(lines->sha256, DIGEST_SIZE, sha256);
	digest_hex(lines->root, DIGEST_SIZE, root);
	buffer_format(out,
	    "bytes %" PRIu64 "\nlines %" PRIu64 "\nrecords %" PRIu64
	    "\nsha256 %s\nroot %s\nchain-first %s\nchain-last %s\n",
	    lines->bytes, lines->count, totals_records(journal->totals), sha256,
	    root, journal->chain.chain_first, journal->chain.chain_last);
	if (!journal->chain_whole)
		buffer_format(
		    out, "chain-broken %" PRIu64 "\n", journal->chain.line);
	totals_write(journal->totals, out);
}

/* "label BYTES HEX  NAME" of bytes that are at hand. */
static void
add_digest(struct buffer *out, const char *label, uint64_t bytes,
    const uint8_t digest[DIGEST_SIZE], const char *name)
{
	char hex[DIGEST_HEX_SIZE];

	digest_hex(digest, DIGEST_SIZE, hex);
	buffer_format(out, "%s %" PRIu64 " %s" SEPARATOR, label, bytes, hex);
	file_name_escape(out, slice_of(name));
	buffer_char(out, '\n');
}

static int
add_file(struct buffer *out, const struct book *book, const char *label,
    const char *name, struct error *e)
{
	uint8_t digest[DIGEST_SIZE];
	uint64_t bytes;

	if (file_digest(book, name, digest, &bytes, e) < 0)
		return -1;
	add_digest(out, label, bytes, digest, name);
	return 0;
}

/* A file that need not be there. */
static int
add_file_or_none(struct buffer *out, const struct book *book, const char *label,
    const char *name, struct error *e)
{
	int has = name ? book_has(book, name, e) : 0;

	if (has < 0)
		return -1;
	if (has)
		return add_file(out, book, label, name, e);
	buffer_format(out, "%s none\n", label);
	return 0;
}

char *
seal_config_name(const char *digest, struct arena *arena)
{
	return arena_text(arena, "config/%s.yaml", digest);
}

/* A configuration file's name seen from the book. */
static const char *
name_in_book(const struct book *book, const char *path)
{
	size_t length = strlen(book_path(book));

	if (strncmp(path, book_path(book), length) == 0 && path[length] == '/')
		return path + length + 1;
	return path;
}

void
seal_config_bytes(const struct config *config, struct buffer *out)
{
	for (size_t i = 0; i < config_files(config); i++)
		buffer_slice(out, config_bytes(config, i));
}

static int
add_config(const struct sealing *s, struct buffer *out, struct error *e)
{
	const struct config *config = book_config(s->book);
	struct arena arena = {0};
	uint8_t digest[DIGEST_SIZE];
	int result = add_file(out, s->book, "config",
	    seal_config_name(config_digest(config), &arena), e);

	for (size_t i = 0; result == 0 && i < config_files(config); i++) {
		struct slice bytes = config_bytes(config, i);

		digest_bytes(bytes, digest);
		add_digest(out, "config-file", bytes.length, digest,
		    name_in_book(s->book, config_file(config, i)));
	}
	arena_release(&arena);
	return result;
}

static int
add_statements(const struct sealing *s, struct buffer *out, struct error *e)
{
	struct arena arena = {0};
	char **names;
	size_t count;
	int result = file_list(s->book, file_of_day(s->day, "/files", &arena),
	    &arena, &names, &count, e);

	for (size_t i = 0; result == 0 && i < count; i++)
		result = add_file(out, s->book, "file", names[i], e);
	arena_release(&arena);
	return result;
}

static void
add_head(const struct sealing *s, struct buffer *out)
{
	char day[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];

	date_format(s->day, day);
	date_format(s->next, next);
	buffer_format(out,
	    "hall-seal " SEAL_VERSION "\nhall %s\nday %s\nnext %s\n"
	    "tool hall-audit %s\nkey ",
	    book_hall(s->book), day, next, s->version);
	if (s->key)
		key_public_note(out, key_public_of(s->key));
	else
		buffer_text(out, "none");
	buffer_char(out, '\n');
}

int
seal_make(const struct sealing *s, struct buffer *out, struct error *e)
{
	const struct book *book = s->book;
	struct arena arena = {0};
	const char *previous = s->previous == DATE_NONE
				   ? NULL
				   : file_of_day(s->previous, ".seal", &arena);
	int result = -1;

	add_head(s, out);
	if (add_file_or_none(out, book, "previous", previous, e) < 0 ||
	    add_config(s, out, e) < 0 ||
	    add_file_or_none(out, book, "carry-in",
		file_of_day(s->day, "/carry.in", &arena), e) < 0 ||
	    add_file(out, book, "carry-out",
		file_of_day(s->next, "/carry.in", &arena), e) < 0 ||
	    add_file(out, book, "part", file_of_day(s->day, ".part", &arena),
		e) < 0 ||
	    add_statements(s, out, e) < 0)
		goto out;
	buffer_format(out, "journal %s\n", file_of_day(s->day, ".bgz", &arena));
	seal_journal_write(s->journal, out);
	result = s->key ? note_sign(out, s->key, e) : 0;
out:
	arena_release(&arena);
	return result;
}
