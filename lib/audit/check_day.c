#include "audit/checking.h"
#include "base/message.h"

static char *
day_file(struct checking *c, const struct seal *seal, const char *rest)
{
	return file_of_day(seal->day, rest, &c->arena);
}

/* The seal is that of its name, of this hall, and follows the one before. */
static void
check_place(struct checking *c, const struct seal *seal,
    const struct seal *previous, int32_t day)
{
	char *file = file_of_day(day, ".seal", &c->arena);
	char missing[DATE_TEXT_SIZE];

	if (seal->day != day)
		wrong(c, HALL_DATA,
		    tr("%s: is the seal of %.*s: days were swapped"), file,
		    SLICE_ARG(seal_get(seal, "day")));
	if (!slice_is(seal_get(seal, "hall"), book_hall(c->book)))
		wrong(c, HALL_DATA, tr("%s: is of the hall %.*s, not of %s"),
		    file, SLICE_ARG(seal_get(seal, "hall")),
		    book_hall(c->book));
	if (previous && previous->next < day) {
		date_format(previous->next, missing);
		wrong(c, HALL_DATA,
		    tr("%s: is missing: it stands between %.*s and %.*s"),
		    missing, SLICE_ARG(seal_get(previous, "day")),
		    SLICE_ARG(seal_get(seal, "day")));
	} else if (previous && previous->next > day) {
		date_format(previous->next, missing);
		wrong(c, HALL_DATA,
		    tr("%s: does not belong here: after %.*s comes %s"), file,
		    SLICE_ARG(seal_get(previous, "day")), missing);
	}
	if (!previous && c->days[0] == day &&
	    !slice_is(seal_get(seal, "previous"), "none"))
		wrong(c, HALL_DATA, tr("%s: the days before it are missing"),
		    file);
}

void
check_signature(
    struct checking *c, const struct seal *seal, const struct seal *previous)
{
	char *file = day_file(c, seal, ".seal");
	struct slice key = seal_get(seal, "key"), name;
	const struct key_public *by = NULL;
	struct buffer signer = {0};

	switch (
	    note_check(&seal->note, c->sealing.key, c->sealing.count, &by)) {
	case NOTE_SIGNED:
		key_public_note(&signer, by);
		if (!slice_equal(buffer_view(&signer), key))
			wrong(c, HALL_DATA,
			    tr("%s: names another key than that which "
			       "signed it"),
			    file);
		break;
	case NOTE_BARE:
		if (slice_is(key, "none") && !ring_signer(c->book, &name) &&
		    c->sealing.count == 0)
			break;
		wrong(c, HALL_DATA, tr("%s: is not signed"), file);
		break;
	case NOTE_STRANGE:
		wrong(c, HALL_DATA,
		    tr("%s: is signed by no key in keys/ that seals"), file);
		break;
	case NOTE_FORGED:
		wrong(c, HALL_DATA,
		    tr("%s: the signature of %s does not fit: the text was "
		       "changed"),
		    file, by->name);
		break;
	}
	buffer_release(&signer);
	if (previous && !slice_equal(seal_get(previous, "key"), key))
		note(c, tr("%s: another key seals from this day on: %.*s"),
		    file, SLICE_ARG(key));
}

void
check_day(struct checking *c, const struct seal *previous, int32_t day)
{
	struct verified_day report = {.day = day, .root = ""};
	char *file = file_of_day(day, ".seal", &c->arena);
	uint64_t before = c->wrongs;
	char root[DIGEST_HEX_SIZE] = "";
	struct seal_journal journal = {0};
	struct seal seal;
	struct error e;

	if (seal_load(&seal, c->book, day, &e) < 0) {
		wrong_error(c, &e);
	} else {
		check_place(c, &seal, previous, day);
		/* From here on, the files of the day whose name it has. */
		seal.day = day;
		check_signature(c, &seal, previous);
		check_files(c, &seal);
		if (check_journal(c, &seal, previous, &journal)) {
			report.records = totals_records(journal.totals);
			report.lines = journal.lines.count;
			digest_hex(journal.lines.root, DIGEST_SIZE, root);
			report.root = root;
		}
		seal_journal_release(&journal);
		if (c->request->carry)
			check_carry(c, &seal);
		if (is_there(c, day_file(c, &seal, "/journal.csv")) == 1)
			note(c,
			    tr("%s: the close was interrupted: `hall-audit "
			       "close` completes it"),
			    file);
	}
	seal_release(&seal);
	report.whole = c->wrongs == before;
	c->request->day(c->request->context, &report);
}
