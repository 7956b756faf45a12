#include "audit/sign.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "audit/files.h"
#include "audit/totals.h"
#include "base/message.h"

/* The parts of what is signed. */
struct word {
	struct slice hall, staff, role, subject, digest;
};

static void
word_text(struct buffer *out, const struct word *w)
{
	buffer_format(out,
	    "hall-sign 1\nhall %.*s\nstaff %.*s\nrole %.*s\n"
	    "subject %.*s\ndigest %.*s\n",
	    SLICE_ARG(w->hall), SLICE_ARG(w->staff), SLICE_ARG(w->role),
	    SLICE_ARG(w->subject), SLICE_ARG(w->digest));
}

enum note_verdict
sign_check(const struct record *r, const struct ring *ring,
    const struct key_public **by)
{
	struct word word = {rec_get(r, SIGN_HALL), rec_get(r, SIGN_STAFF),
	    rec_get(r, SIGN_ROLE), rec_get(r, SIGN_SUBJECT),
	    rec_get(r, SIGN_DIGEST)};
	struct slice signature = rec_get(r, SIGN_SIGNATURE);
	enum note_verdict verdict = signature.length ? NOTE_STRANGE : NOTE_BARE;
	struct buffer text = {0};

	word_text(&text, &word);
	for (size_t i = 0; i < ring->count && verdict == NOTE_STRANGE; i++)
		if (ring_is_of(ring->key[i].name, word.staff))
			verdict = signature_check(slice_of(ring->key[i].name),
			    signature, buffer_view(&text), &ring->key[i], 1,
			    by);
	buffer_release(&text);
	return verdict;
}

/* The lines of one id in the files of one day. */
struct search {
	struct slice id;
	struct digest *digest;
	uint64_t found;
};

static void
see_line(void *context, const struct record *r)
{
	struct search *search = context;
	size_t at = heading_find(r->heading, SLICE("id"));

	if (!at || !slice_equal(rec_column(r, at), search->id))
		return;
	digest_add(search->digest, r->line.text, r->line.length);
	digest_add(search->digest, "\n", 1);
	search->found++;
}

static int
search_day(struct search *search, const struct book *book, int32_t day,
    struct arena *arena, struct error *e)
{
	char **inputs;
	size_t count;

	if (book_day_inputs(book, day, arena, &inputs, &count, e) < 0)
		return -1;
	/* The last is the journal or the archive; before it stands carry.in,
	 * whose lines are those of other days. */
	return facts_each(
	    book_source(book, inputs[count - 1], e), see_line, search, NULL, e);
}

/* In the newest day that has the id; false when none has. */
static int
digest_record(const struct book *book, struct slice id,
    uint8_t digest[DIGEST_SIZE], bool *found, struct error *e)
{
	struct search search = {.id = id, .digest = digest_new()};
	struct arena arena = {0};
	size_t count;
	int32_t *days = book_days(book, &arena, &count, e);
	int result = days ? 0 : -1;

	for (size_t i = count; result == 0 && search.found == 0 && i > 0; i--)
		result = search_day(&search, book, days[i - 1], &arena, e);
	digest_take(search.digest, digest);
	digest_free(search.digest);
	arena_release(&arena);
	*found = search.found > 0;
	return result;
}

static int
digest_day(const struct book *book, int32_t day, const char *text,
    uint8_t digest[DIGEST_SIZE], struct error *e)
{
	struct arena arena = {0};
	char *name = file_of_day(day, ".seal", &arena);
	uint64_t bytes;
	int result = book_has(book, name, e);

	if (result == 0)
		result = error_set(e, HALL_USAGE,
		    tr("%s is not closed: a day is signed by its seal"), text);
	else if (result > 0)
		result = file_digest(book, name, digest, &bytes, e);
	arena_release(&arena);
	return result;
}

static int
digest_subject(const struct book *book, const char *subject,
    uint8_t digest[DIGEST_SIZE], bool *is_day, struct error *e)
{
	struct stat status;
	uint64_t bytes;
	int32_t day;
	bool found;

	*is_day = date_parse(slice_of(subject), &day) == 0;
	if (*is_day)
		return digest_day(book, day, subject, digest, e);
	if (stat(subject, &status) == 0 && S_ISREG(status.st_mode))
		return digest_file(subject, digest, &bytes, e);
	if (digest_record(book, slice_of(subject), digest, &found, e) < 0)
		return -1;
	return found ? 0
		     : error_set(e, HALL_USAGE,
			   tr("'%s' is neither a day, nor a file, nor the id "
			      "of a record"),
			   subject);
}

/* The role that hall.yaml gives for good, besides one acted in for days. */
static struct slice
own_role(const struct book *book, struct slice staff, int32_t date)
{
	const struct node *all = node_get(
	    config_root(book_config(book)), "staff");

	return node_text(
	    node_in_force(node_get_slice(all, staff), date), "role", "");
}

/* The role that a person signs in must be theirs. */
static int
find_role(const struct sign_request *r, const struct who *who, int32_t date,
    struct slice *role, struct error *e)
{
	*role = who_role(r->book, who->staff, date);
	if (!r->role || slice_is(*role, r->role))
		return 0;
	if (slice_is(own_role(r->book, who->staff, date), r->role)) {
		*role = slice_of(r->role);
		return 0;
	}
	return error_set(e, HALL_USAGE,
	    tr("%.*s is %.*s and cannot sign as %s"), SLICE_ARG(who->staff),
	    SLICE_ARG(*role), r->role);
}

static struct key *
find_key(const struct sign_request *r, struct slice staff, struct error *e)
{
	struct ring ring;
	struct key *key = NULL;
	struct slice name = staff;

	if (ring_load(&ring, r->book, e) < 0)
		return NULL;
	/* The last of a person's keys, in the order of the names. */
	for (size_t i = 0; i < ring.count; i++)
		if (ring_is_of(ring.key[i].name, staff))
			name = slice_of(ring.key[i].name);
	key = ring_private(&ring, name, r->key_file, e);
	ring_release(&ring);
	return key;
}

static int
fill_row(struct row *row, const struct word *word, const struct key *key,
    struct buffer *signature, struct error *e)
{
	struct buffer text = {0};
	int result;

	word_text(&text, word);
	result = signature_add(signature, key, buffer_view(&text), e);
	buffer_release(&text);
	if (result < 0)
		return -1;
	row_start(row, KIND_SIGN);
	row_set(row, SIGN_ROLE, word->role);
	row_set(row, SIGN_SUBJECT, word->subject);
	row_set(row, SIGN_DIGEST, word->digest);
	row_set(row, SIGN_SIGNATURE, buffer_view(signature));
	return 0;
}

/* Draft the fact; what it is about is settled already. */
static int
add_fact(const struct sign_request *r, struct journal *journal,
    const uint8_t digest[DIGEST_SIZE], bool is_day, struct error *e)
{
	const struct who *who = journal_who(journal);
	int32_t date = moment_date(journal_time(journal));
	char hex[DIGEST_HEX_SIZE];
	struct word word = {slice_of(book_hall(r->book)), who->staff, {"", 0},
	    slice_of(r->subject), {hex, 0}};
	struct buffer signature = {0};
	struct record draft;
	struct key *key;
	struct row row;
	int result = -1;

	digest_hex(digest, DIGEST_SIZE, hex);
	word.digest.length = strlen(hex);
	if (is_day && who_must(r->book, who->staff, "sign-day", date, e) < 0)
		return -1;
	if (find_role(r, who, date, &word.role, e) < 0)
		return -1;
	key = find_key(r, who->staff, e);
	if (!key)
		return -1;
	row_init(&row);
	if (fill_row(&row, &word, key, &signature, e) == 0)
		result = journal_add(journal, &row, &draft, e);
	row_release(&row);
	key_free(key);
	buffer_release(&signature);
	return result;
}

/* It must stand in one line of a note, and in one cell. */
static bool
is_plain(const char *subject)
{
	if (!*subject)
		return false;
	for (; *subject; subject++)
		if ((unsigned char)*subject < ' ' || *subject == 0x7f)
			return false;
	return true;
}

int
sign_subject(const struct sign_request *r, char **note, struct error *e)
{
	uint8_t digest[DIGEST_SIZE];
	struct journal *journal;
	bool is_day;

	*note = NULL;
	if (!is_plain(r->subject))
		return error_set(e, HALL_USAGE, "%s",
		    tr("what is signed needs a name in one line"));
	journal = journal_begin(r->book, r->recording, e);
	if (!journal)
		return -1;
	if (journal_note(journal))
		*note = memory_text(slice_of(journal_note(journal)));
	if (digest_subject(r->book, r->subject, digest, &is_day, e) < 0 ||
	    add_fact(r, journal, digest, is_day, e) < 0) {
		journal_abandon(journal);
		return -1;
	}
	return journal_commit(journal, r->output, e);
}
