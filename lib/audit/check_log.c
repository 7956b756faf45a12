#include <string.h>
#include <sys/stat.h>

#include "audit/checking.h"
#include "audit/log.h"
#include "base/message.h"
#include "record/source.h"

/* Who signed a checkpoint; false when nobody who counts did. */
static bool
check_signer(struct checking *c, const struct checkpoint *checkpoint,
    const char *file, const struct key_public **by)
{
	struct slice name;

	switch (note_check(
	    &checkpoint->note, c->sealing.key, c->sealing.count, by)) {
	case NOTE_SIGNED:
		return true;
	case NOTE_BARE:
		*by = NULL;
		if (!ring_signer(c->book, &name) && c->sealing.count == 0)
			return true;
		wrong(c, HALL_DATA, tr("%s: is not signed"), file);
		return false;
	case NOTE_STRANGE:
		wrong(c, HALL_DATA,
		    tr("%s: is signed by no key in keys/ that seals"), file);
		return false;
	case NOTE_FORGED:
		wrong(c, HALL_DATA,
		    tr("%s: the signature of %s does not fit: the text was "
		       "changed"),
		    file, (*by)->name);
		return false;
	}
	return false;
}

/* The log as it is against what a checkpoint says of it. */
static bool
check_holds(
    struct checking *c, const struct checkpoint *checkpoint, const char *file)
{
	struct error e;
	int holds;

	if (!slice_is(checkpoint->origin, book_hall(c->book))) {
		wrong(c, HALL_DATA, tr("%s: is of the hall %.*s, not of %s"),
		    file, SLICE_ARG(checkpoint->origin), book_hall(c->book));
		return false;
	}
	if (checkpoint->size > c->count) {
		wrong(c, HALL_DATA,
		    tr("%s: the book has %zu of %llu sealed days: days are "
		       "missing"),
		    file, c->count, (unsigned long long)checkpoint->size);
		return false;
	}
	holds = checkpoint_holds(checkpoint, c->book, c->days, c->count, &e);
	if (holds < 0)
		wrong_error(c, &e);
	if (holds == 0)
		wrong(c, HALL_DATA,
		    tr("%s: the seals up to day %llu are not those that it "
		       "was made over: a seal was changed, removed or put "
		       "in"),
		    file, (unsigned long long)checkpoint->size);
	return holds == 1;
}

static bool
check_own(struct checking *c, struct verified_log *log, struct buffer *signer)
{
	const struct key_public *by = NULL;
	struct checkpoint own;
	struct error e;
	/* Asked first: who held it before has written the checkpoint. */
	bool closing = book_is_locked(c->book), whole = false;

	switch (checkpoint_load(&own, c->book, &e)) {
	case 1:
		/* A seal comes before the checkpoint that knows it. */
		if (look_again(c) == 0)
			break;
		checkpoint_release(&own);
		return false;
	case 0:
		if (c->count_first > 0 && !closing)
			wrong(c, HALL_DATA,
			    tr("checkpoint: is missing; sealed days: %zu"),
			    c->count_first);
		return c->count_first == 0;
	default:
		wrong_error(c, &e);
		checkpoint_release(&own);
		return false;
	}
	log->days = own.size;
	whole = check_signer(c, &own, CHECKPOINT, &by);
	whole = check_holds(c, &own, CHECKPOINT) && whole;
	/* A day that was sealed meanwhile is not in it yet. */
	if (own.size < c->count_first && closing) {
		note(c, tr("a day is being closed: run this again"));
	} else if (own.size < c->count_first) {
		wrong(c, HALL_DATA,
		    tr("checkpoint: knows %llu of %zu sealed days: if a close "
		       "was interrupted, `hall-audit close` completes it"),
		    (unsigned long long)own.size, c->count_first);
		whole = false;
	}
	if (by) {
		buffer_format(signer, "%s+%02x%02x%02x%02x", by->name,
		    by->id[0], by->id[1], by->id[2], by->id[3]);
		log->signer = signer->text;
	}
	checkpoint_release(&own);
	return whole;
}

static int
read_trusted(const char *path, struct buffer *out, struct error *e)
{
	struct source *source = source_open(path, e);
	char bytes[4096];
	ptrdiff_t got;

	if (!source)
		return -1;
	while ((got = source_read(source, bytes, sizeof(bytes), e)) > 0 &&
	       out->length < FILE_SMALL_MAX)
		buffer_add(out, bytes, (size_t)got);
	source_close(source);
	return got < 0 ? -1 : 0;
}

/*
 * What follows the trusted checkpoint must be signed by the same key: who
 * can write into the book can put another key into it too.
 */
static void
check_key_since(struct checking *c, const struct checkpoint *trusted)
{
	struct seal then = {0}, now = {0};
	struct error e;

	if (trusted->size == 0 || trusted->size == c->count)
		return;
	if (seal_load(&then, c->book, c->days[trusted->size - 1], &e) == 0 &&
	    seal_load(&now, c->book, c->days[c->count - 1], &e) == 0) {
		if (!slice_equal(
			seal_get(&then, "key"), seal_get(&now, "key"))) {
			note(c,
			    tr("another key seals since the trusted "
			       "checkpoint: %.*s; ask whose it is"),
			    SLICE_ARG(seal_get(&now, "key")));
			c->worst = status_worst(c->worst, HALL_LOOK);
		}
	}
	seal_release(&now);
	seal_release(&then);
}

/* The book's own checkpoint proves nothing against who can write it. */
static bool
is_own(struct checking *c, const char *path)
{
	char *own = arena_text(&c->arena, "%s/" CHECKPOINT, book_path(c->book));
	struct stat first, second;

	return stat(path, &first) == 0 && stat(own, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

static bool
check_trusted(struct checking *c, struct verified_log *log)
{
	const char *path = c->request->trusted;
	const struct key_public *by = NULL;
	struct checkpoint trusted = {0};
	struct error e;
	bool whole = false;

	if (read_trusted(path, &trusted.bytes, &e) < 0 ||
	    checkpoint_parse(&trusted, path, &e) < 0) {
		wrong_error(c, &e);
	} else if (check_signer(c, &trusted, path, &by) &&
		   check_holds(c, &trusted, path)) {
		whole = true;
		check_key_since(c, &trusted);
		if (is_own(c, path))
			note(c,
			    tr("%s: is the book's own checkpoint: only one "
			       "that was kept elsewhere proves anything"),
			    path);
		else if (trusted.size > 0)
			log->proven = c->days[trusted.size - 1];
	}
	checkpoint_release(&trusted);
	return whole;
}

void
check_log(struct checking *c)
{
	struct verified_log log = {.proven = DATE_NONE};
	struct buffer signer = {0};

	log.whole = check_own(c, &log, &signer);
	if (c->request->trusted)
		log.whole = check_trusted(c, &log) && log.whole;
	c->request->log(c->request->context, &log);
	buffer_release(&signer);
}
