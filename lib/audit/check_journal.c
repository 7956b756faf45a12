#include <string.h>

#include "audit/checking.h"
#include "audit/sign.h"
#include "base/message.h"

/* What is looked at while a day's facts pass by. */
struct seeing {
	struct checking *c;
	struct slice day;
	const char *path;
	bool strange_day; /* told once */
};

static unsigned long long
line_of(const struct record *r)
{
	return r->place.line;
}

/* The facts of a day are of that day. */
static void
see_day(struct seeing *s, const struct record *r)
{
	size_t at = heading_find(r->heading, SLICE("day"));
	struct slice day;

	if (kinds[r->kind].sort != KIND_SORT_FACT || s->strange_day)
		return;
	day = rec_column(r, at);
	if (day.length == 0 || slice_equal(day, s->day))
		return;
	s->strange_day = true;
	wrong(s->c, HALL_DATA, tr("%s:%llu: day: is of %.*s"), s->path,
	    line_of(r), SLICE_ARG(day));
}

/* A day that was signed is still the day that was signed. */
static void
check_subject(struct seeing *s, const struct record *r)
{
	struct slice subject = rec_get(r, SIGN_SUBJECT);
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct error e;
	uint64_t bytes;
	int32_t day;

	if (date_parse(subject, &day) < 0)
		return;
	if (file_digest(s->c->book, file_of_day(day, ".seal", &s->c->arena),
		digest, &bytes, &e) < 0) {
		wrong_error(s->c, &e);
		return;
	}
	digest_hex(digest, DIGEST_SIZE, hex);
	if (!slice_is(rec_get(r, SIGN_DIGEST), hex))
		wrong(s->c, HALL_DATA,
		    tr("%s:%llu: %.*s signed another %.*s.seal than "
		       "that which is here"),
		    s->path, line_of(r), SLICE_ARG(rec_get(r, SIGN_STAFF)),
		    SLICE_ARG(subject));
}

static void
see_word(struct seeing *s, const struct record *r)
{
	struct slice staff = rec_get(r, SIGN_STAFF);
	const struct key_public *by = NULL;

	switch (sign_check(r, &s->c->ring, &by)) {
	case NOTE_SIGNED:
		check_subject(s, r);
		return;
	case NOTE_BARE:
		wrong(s->c, HALL_DATA, tr("%s:%llu: is not signed"), s->path,
		    line_of(r));
		return;
	case NOTE_STRANGE:
		wrong(s->c, HALL_DATA,
		    tr("%s:%llu: is signed by no key of %.*s in "
		       "keys/"),
		    s->path, line_of(r), SLICE_ARG(staff));
		return;
	case NOTE_FORGED:
		wrong(s->c, HALL_DATA,
		    tr("%s:%llu: the signature of %.*s does not fit"), s->path,
		    line_of(r), SLICE_ARG(staff));
		return;
	}
}

static void
see(void *context, const struct record *r)
{
	struct seeing *s = context;

	see_day(s, r);
	if (r->kind == KIND_SIGN)
		see_word(s, r);
}

int
check_facts(struct checking *c, struct slice day, const char *path,
    const char *chain_before, struct seal_journal *journal)
{
	struct seeing seeing = {c, day, path, false};
	struct error e;
	int result = seal_journal_measure(journal,
	    book_source(c->book, path, &e), chain_before, see, &seeing, &e);

	if (result < 0)
		wrong_error(c, &e);
	return result;
}

/* Which line it is, and where it begins, for a person with a hex editor. */
static void
tell_chain(struct checking *c, const struct seal *seal, const char *path,
    const struct seal_journal *journal)
{
	struct error e;
	long long sealed;
	uint64_t offset;

	if (slice_int(seal_get(seal, "chain-broken"), &sealed) == 0 &&
	    (uint64_t)sealed == journal->chain.line)
		wrong(c, HALL_DATA, tr("%s; it was sealed so"),
		    journal->chain_error.text);
	else if (lines_offset(book_source(c->book, path, &e),
		     journal->chain.line, &offset, &e) == 0)
		wrong(c, HALL_DATA, tr("%s (the line begins at byte %llu)"),
		    journal->chain_error.text, (unsigned long long)offset);
	else
		wrong_error(c, &journal->chain_error);
}

/* The bytes are not those that were sealed: say how. */
static void
tell_bytes(struct checking *c, const struct seal *seal, const char *path,
    const struct seal_journal *journal)
{
	unsigned long long count = journal->lines.count;
	struct error e;
	uint64_t offset = 0;
	long long sealed;

	if (slice_int(seal_get(seal, "lines"), &sealed) < 0)
		return;
	if (count < (unsigned long long)sealed) {
		wrong(c, HALL_DATA,
		    tr("%s: has %llu of %lld sealed lines, and %llu of "
		       "%.*s bytes: lines are missing"),
		    path, count, sealed,
		    (unsigned long long)journal->lines.bytes,
		    SLICE_ARG(seal_get(seal, "bytes")));
	} else if (count > (unsigned long long)sealed) {
		(void)lines_offset(book_source(c->book, path, &e),
		    (uint64_t)sealed + 1, &offset, &e);
		wrong(c, HALL_DATA,
		    tr("%s: more lines than were sealed (%llu, not %lld): "
		       "what stands behind byte %llu may have been added"),
		    path, count, sealed, (unsigned long long)offset);
	} else if (journal->chain_whole) {
		wrong(c, HALL_DATA,
		    tr("%s: is not what was sealed, though its chain "
		       "agrees: lines were changed and chained anew"),
		    path);
	}
}

/* Fields that repeat are told apart by the first word of their value. */
static struct slice
label_of(struct slice line)
{
	static const char *const repeat[] = {"count", "money", "hash"};
	struct slice rest = line, name, word;

	slice_cut(&rest, ' ', &name);
	for (size_t i = 0; i < sizeof(repeat) / sizeof(repeat[0]); i++)
		if (slice_is(name, repeat[i]) && slice_cut(&rest, ' ', &word))
			name.length += 1 + word.length;
	return name;
}

static bool
find_line(struct slice text, struct slice label, struct slice *line)
{
	while (slice_cut(&text, '\n', line))
		if (line->length && slice_equal(label_of(*line), label))
			return true;
	*line = (struct slice){"-", 1};
	return false;
}

/* What follows from the bytes as a whole, and says nothing more of them. */
static bool
is_of_bytes(struct slice label)
{
	static const char *const names[] = {"bytes", "lines", "sha256", "root",
	    "chain-first", "chain-last", "chain-broken"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(label, names[i]))
			return true;
	return false;
}

/* Lines of `sealed` from `bytes` on, against those that were found. */
static void
compare_fields(struct checking *c, const struct seal *seal, struct slice sealed,
    struct slice found, bool same_bytes)
{
	char *file = file_of_day(seal->day, ".seal", &c->arena);
	struct slice rest = sealed, line, other;
	bool begun = false;

	while (slice_cut(&rest, '\n', &line)) {
		struct slice label = label_of(line);

		begun = begun || slice_is(label, "bytes");
		if (!begun || line.length == 0 ||
		    (is_of_bytes(label) && !same_bytes))
			continue;
		find_line(found, label, &other);
		if (!slice_equal(line, other))
			wrong(c, HALL_DATA,
			    tr("%s: sealed '%.*s', found '%.*s'"), file,
			    SLICE_ARG(line), SLICE_ARG(other));
	}
	rest = found;
	while (slice_cut(&rest, '\n', &line))
		if (line.length &&
		    (same_bytes || !is_of_bytes(label_of(line))) &&
		    !find_line(sealed, label_of(line), &other))
			wrong(c, HALL_DATA,
			    tr("%s: found '%.*s', which was not sealed"), file,
			    SLICE_ARG(line));
}

/* How the day before ended, as far as that is known. */
static const char *
chain_before(
    struct checking *c, const struct seal *seal, const struct seal *previous)
{
	if (slice_is(seal_get(seal, "previous"), "none"))
		return NULL;
	return arena_text(&c->arena, "%.*s",
	    SLICE_ARG(previous ? seal_get(previous, "chain-last")
			       : seal_get(seal, "chain-first")));
}

bool
check_journal(struct checking *c, const struct seal *seal,
    const struct seal *previous, struct seal_journal *journal)
{
	char *path = book_day_path(c->book, seal->day, ".bgz", &c->arena);
	struct buffer found = {0};
	char hex[DIGEST_HEX_SIZE];
	bool same;

	if (check_facts(c, seal_get(seal, "day"), path,
		chain_before(c, seal, previous), journal) < 0)
		return false;
	digest_hex(journal->lines.sha256, DIGEST_SIZE, hex);
	same = slice_is(seal_get(seal, "sha256"), hex);
	/* A broken chain may have been sealed: the close was forced. */
	if (!journal->chain_whole)
		tell_chain(c, seal, path, journal);
	if (!same)
		tell_bytes(c, seal, path, journal);
	seal_journal_write(journal, &found);
	compare_fields(c, seal, seal->note.text, buffer_view(&found), same);
	buffer_release(&found);
	return true;
}
