#include "audit/close.h"
#include "audit/record.h"
#include "audit/verb.h"
#include "audit/verbs.h"
#include "base/message.h"

const struct cli_option audit_close_options[] = {
    {"check", 'n', NULL, N_("say what still blocks, and change nothing"), 0},
    {"force", 0, NULL, N_("close though something blocks"), 0},
    {"at", 0, "TIME", N_("the day ended then: it is closed late"), 0},
    {"reason", 0, "TEXT", N_("why it is forced, or closed late"), 0},
    STAFF,
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

/* "C03: session 1 is open; S05 (…); next: hall-pay close C03" */
static void
describe(struct buffer *text, const struct blocker *b)
{
	buffer_text(text, b->what);
	if (b->who)
		buffer_format(text, tr("; %s"), b->who);
	if (b->command)
		buffer_format(text, tr("; next: %s"), b->command);
}

static void
tell_blockers(const struct close_result *r, struct output *output)
{
	char date[DATE_TEXT_SIZE];
	struct buffer text = {0};

	date_format(r->day, date);
	for (size_t i = 0; i < r->blockers.count; i++) {
		buffer_clear(&text);
		describe(&text, &r->blockers.blocker[i]);
		if (output)
			output_format(output, "%s\n", text.text);
		else
			say("%s", text.text);
	}
	buffer_release(&text);
	if (r->blockers.faults)
		mention(
		    r->blockers.faults == 1
			? tr("%s: %llu fault is not mended; it stays in the "
			     "day's report")
			: tr("%s: %llu faults are not mended; they stay "
			     "in the day's report"),
		    date, (unsigned long long)r->blockers.faults);
}

static void
print_seal(const struct close_result *r, struct output *output)
{
	struct writer *writer = writer_new(output);
	struct row row;

	row_init(&row);
	seal_row(&row, &r->seal);
	writer_row(writer, &row);
	row_release(&row);
	writer_free(writer);
}

/*
 * The chain was broken when the day was sealed: forced, or changed between
 * its last fact and the seal, which then nobody has asked for.
 */
static enum hall_status
tell_chain(const struct close_result *r, const struct cli *cli)
{
	struct slice line = seal_get(&r->seal, "chain-broken");
	char day[DATE_TEXT_SIZE];

	if (line.length == 0)
		return HALL_DONE;
	date_format(r->day, day);
	say(tr("%s is sealed with a broken chain, and its seal says so: line "
	       "%.*s of the journal, or one before it, was changed"),
	    day, SLICE_ARG(line));
	return cli_has(cli, "force") ? HALL_DONE : HALL_LOOK;
}

static enum hall_status
tell_close(
    const struct close_result *r, const struct cli *cli, struct output *output)
{
	char day[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];

	date_format(r->day, day);
	switch (r->end) {
	case CLOSE_DONE:
		tell_blockers(r, NULL);
		print_seal(r, output);
		output_flush(output);
		date_format(r->next, next);
		mention(tr("%s is closed and sealed; %s is open"), day, next);
		return tell_chain(r, cli);
	case CLOSE_ALREADY:
		mention(tr("%s is closed already"), day);
		return HALL_DONE;
	case CLOSE_NOT_BEGUN:
		if (cli_operands(cli) > 0)
			return cli_usage(cli, tr("%s has not begun"), day);
		mention(tr("%s has not begun: there is nothing to close"), day);
		return HALL_DONE;
	case CLOSE_BLOCKED:
		tell_blockers(r, cli_has(cli, "check") ? output : NULL);
		if (!cli_has(cli, "check"))
			say(tr("%s is not closed: settle this first, or close "
			       "it with --force --reason"),
			    day);
		return HALL_LOOK;
	case CLOSE_READY:
		tell_blockers(r, NULL);
		mention(tr("%s can close"), day);
		return HALL_DONE;
	case CLOSE_HALFWAY:
		output_format(output,
		    tr("%s: its close was interrupted; next: hall-audit close "
		       "%s\n"),
		    day, day);
		return HALL_LOOK;
	}
	return HALL_BUG;
}

enum hall_status
audit_close(struct cli *cli, const struct fold_set *sets)
{
	struct frame f;
	struct close_request request = {
	    .filter = &f.filter,
	    .sets = sets,
	    .recording = &f.recording,
	    .key_file = cli_get(cli, "key-file"),
	    .force = cli_has(cli, "force"),
	};
	struct close_result closed = {0};
	enum hall_status status = HALL_DONE;
	const char *reason = cli_get(cli, "reason");
	int result = -1;

	if (request.force && (!reason || !*reason))
		return cli_usage(
		    cli, tr("--force needs --reason: say why it must be"));
	if (frame_open(&f, cli) == 0 && frame_day(&f, 0, &request.day) == 0) {
		request.output = f.output;
		result = cli_has(cli, "check")
			     ? close_check(&request, &closed, &f.error)
			     : close_day(&request, &closed, &f.error);
	}
	if (closed.note)
		say("%s", closed.note);
	if (result == 0)
		status = tell_close(&closed, cli, f.output);
	close_release(&closed);
	return frame_close(&f, result, status);
}
