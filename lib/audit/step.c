#include "audit/step.h"

#include "audit/archive.h"
#include "audit/log.h"
#include "base/message.h"

char *
step_journal(struct closing *c)
{
	return book_day_path(c->book, c->day, "/journal.csv", &c->arena);
}

const char *
step_chain(const struct closing *c)
{
	return c->chain_before[0] ? c->chain_before : NULL;
}

int
step_key(struct closing *c, struct error *e)
{
	struct slice name;

	if (c->key || !ring_signer(c->book, &name))
		return 0;
	if (!c->ring.key && ring_load(&c->ring, c->book, e) < 0)
		return -1;
	c->key = ring_private(&c->ring, name, c->request->key_file, e);
	return c->key ? 0 : -1;
}

int
step_derive(struct closing *c, struct error *e)
{
	const struct close_request *r = c->request;
	struct buffer part = {0}, carry = {0};
	enum hall_status worst;
	int result = -1;

	if (derive_part(r->filter, r->sets, c->day, &part, &worst, e) < 0 ||
	    derive_carry(r->filter, r->sets, c->day, &carry, e) < 0)
		goto out;
	if (worst == HALL_BUG) {
		error_set(e, HALL_BUG, "%s",
		    tr("a proof of our own failed: nothing was sealed"));
		goto out;
	}
	if (book_put_file(c->book, file_of_day(c->day, ".part", &c->arena),
		buffer_view(&part), e) == 0 &&
	    book_make_directory(
		c->book, file_of_day(c->next, "", &c->arena), e) == 0)
		result = book_put_file(c->book,
		    file_of_day(c->next, "/carry.in", &c->arena),
		    buffer_view(&carry), e);
out:
	buffer_release(&part);
	buffer_release(&carry);
	return result;
}

int
step_archive(
    struct closing *c, const struct seal_journal *journal, struct error *e)
{
	return archive_write(c->book, c->day, &journal->lines, e);
}

int
step_config(struct closing *c, struct error *e)
{
	const struct config *config = book_config(c->book);
	char *name = seal_config_name(config_digest(config), &c->arena);
	struct buffer bytes = {0};
	int result = book_make_directory(c->book, "config", e);

	seal_config_bytes(config, &bytes);
	if (result == 0)
		result = book_put_file(c->book, name, buffer_view(&bytes), e);
	buffer_release(&bytes);
	return result;
}

int
step_seal(
    struct closing *c, const struct seal_journal *journal, struct error *e)
{
	struct sealing sealing = {
	    .book = c->book,
	    .day = c->day,
	    .next = c->next,
	    .previous = c->previous,
	    .journal = journal,
	    .key = c->key,
	    .version = HALL_VERSION,
	};
	struct buffer text = {0};
	int result = seal_make(&sealing, &text, e);

	if (result == 0)
		result = book_put_file(c->book,
		    file_of_day(c->day, ".seal", &c->arena), buffer_view(&text),
		    e);
	buffer_release(&text);
	return result;
}

/*
 * Sign the log of days.  A log never signs what does not agree with what it
 * signed before, unless it is forced to: then the reason stands in the day.
 */
static int
finish_checkpoint(struct closing *c, bool *done, struct error *e)
{
	struct buffer text = {0};
	uint64_t size;
	size_t count;
	int32_t *days = log_days(c->book, &c->arena, &count, e);
	int agrees = days ? log_agrees(c->book, days, count, &size, e) : -1;
	int result, has;

	if (agrees < 0)
		return -1;
	if (agrees && size == count)
		return 0;
	/* The book's first close makes the first one. */
	has = book_has(c->book, CHECKPOINT, e);
	if (has < 0)
		return -1;
	if (count == 1 && !has)
		agrees = 1;
	if (!agrees && !c->request->force)
		return error_set(e, HALL_DATA,
		    tr("earlier days do not agree with the checkpoint: "
		       "`hall-audit verify` says which; --force --reason "
		       "goes on"));
	result = step_key(c, e);
	if (result == 0)
		result = checkpoint_make(
		    &text, c->book, days, count, c->key, e);
	if (result == 0)
		result = book_put_file(
		    c->book, CHECKPOINT, buffer_view(&text), e);
	buffer_release(&text);
	*done = true;
	return result;
}

/* The journal goes only when its bytes are those that were sealed. */
static int
finish_journal(
    struct closing *c, const struct seal *seal, bool *done, struct error *e)
{
	char *name = file_of_day(c->day, "/journal.csv", &c->arena);
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	uint64_t bytes;
	int has = book_has(c->book, name, e);

	if (has <= 0)
		return has;
	if (file_digest(c->book, name, digest, &bytes, e) < 0)
		return -1;
	digest_hex(digest, DIGEST_SIZE, hex);
	if (!slice_is(seal_get(seal, "sha256"), hex))
		return error_set(e, HALL_DATA,
		    tr("%s: is not what was sealed, and stays: compare it "
		       "with the archive"),
		    name);
	*done = true;
	book_forget_kept(c->book, c->day);
	return book_remove_file(c->book, name, e);
}

/* The lock appears with the first fact that is recorded. */
int
step_journal_lost(const struct book *book, int32_t day, struct error *e)
{
	struct arena arena = {0};
	char *lock = file_of_day(day, "/journal.lock", &arena);
	int result = book_has(book, lock, e);

	if (result > 0)
		result = error_set(e, HALL_DATA,
		    tr("%s is missing, and facts were recorded in it: put it "
		       "back from a copy, or remove %s to begin the day anew"),
		    file_of_day(day, "/journal.csv", &arena), lock);
	arena_release(&arena);
	return result;
}

static int
finish_next(
    struct closing *c, const struct seal *seal, bool *done, struct error *e)
{
	char *chain;
	int32_t open;

	if (book_open_day(c->book, &open, e) < 0)
		return -1;
	if (open != DATE_NONE)
		return 0;
	if (step_journal_lost(c->book, seal->next, e) < 0)
		return -1;
	chain = arena_text(
	    &c->arena, "%.*s", SLICE_ARG(seal_get(seal, "chain-last")));
	*done = true;
	return journal_create_day(c->book, seal->next, chain, e);
}

/* What closes that were killed left half written. */
static void
sweep(struct closing *c, const struct seal *seal)
{
	struct seal_file config;

	book_sweep_file(c->book, CHECKPOINT);
	book_sweep_file(c->book, file_of_day(seal->day, ".part", &c->arena));
	book_sweep_file(c->book, file_of_day(seal->day, ".seal", &c->arena));
	book_sweep_file(
	    c->book, file_of_day(seal->next, "/carry.in", &c->arena));
	book_sweep_file(
	    c->book, file_of_day(seal->next, "/journal.csv", &c->arena));
	if (seal_file_parse(seal_get(seal, "config"), &config) == 0)
		book_sweep_file(c->book,
		    arena_text(&c->arena, "%.*s", SLICE_ARG(config.name)));
}

int
step_finish(
    struct closing *c, const struct seal *seal, bool *done, struct error *e)
{
	*done = false;
	if (finish_checkpoint(c, done, e) < 0 ||
	    finish_journal(c, seal, done, e) < 0 ||
	    finish_next(c, seal, done, e) < 0)
		return -1;
	if (*done)
		sweep(c, seal);
	return 0;
}
