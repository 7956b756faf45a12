/*
 * hall-audit - closing, sealing and proving days; rules over records.
 */
#include <stdlib.h>

#include "apply/apply.h"
#include "audit/audit.h"
#include "audit/close.h"
#include "audit/keys.h"
#include "audit/open.h"
#include "audit/record.h"
#include "audit/sign.h"
#include "audit/topic.h"
#include "audit/verify.h"
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/candidates.h"
#include "base/text.h"
#include "book/recording.h"
#include "pay/pay.h"
#include "ticket/ticket.h"

#define DAYS_MAX 4096
#define NAME_COLUMNS 12
#define STATE_COLUMNS 9

/* Whose derived records make up a day's part and its carry. */
static const struct fold_set fold_sets[] = {
    {"hall-pay", pay_folds, false},
    {"hall-ticket", ticket_folds, false},
    {"hall-apply", apply_folds, false},
    {"hall-audit", audit_folds, true},
    {NULL, NULL, false},
};

/* A verb's frame: the book, the folds' view of it, the output. */
struct frame {
	struct filter filter;
	struct journal_options recording;
	struct output *output;
	struct error error;
};

static int
frame_open(struct frame *f, struct cli *cli)
{
	*f = (struct frame){.filter = {.cli = cli}};
	if (book_from_cli(cli, true, &f->filter.book, &f->error) < 0)
		return -1;
	f->filter.config = book_config(f->filter.book);
	journal_options_from_cli(cli, &f->recording);
	f->output = output_open(cli_get(cli, "output"), &f->error);
	return f->output ? 0 : -1;
}

/* What was printed is printed, whatever happened after it. */
static enum hall_status
frame_close(struct frame *f, int result, enum hall_status status)
{
	struct error error;

	if (result < 0)
		status = cli_fail(&f->error);
	if (f->output && output_close(f->output, &error) < 0)
		status = status_worst(status, cli_fail(&error));
	book_close(f->filter.book);
	return status;
}

/* A day among the operands; DATE_NONE when it is left out. */
static int
day_operand(const struct cli *cli, size_t n, int32_t *day, struct error *e)
{
	const char *text = cli_operand(cli, n);

	*day = DATE_NONE;
	if (!text || date_parse(slice_of(text), day) == 0)
		return 0;
	return error_set(
	    e, HALL_USAGE, tr("'%s' is not a date; write 2026-11-02"), text);
}

static enum hall_status
verb_open(struct cli *cli)
{
	struct frame f;
	char date[DATE_TEXT_SIZE];
	int32_t day, opened;
	int result = -1;

	if (frame_open(&f, cli) == 0 &&
	    day_operand(cli, 0, &day, &f.error) == 0)
		result = open_day(
		    f.filter.book, &f.recording, day, &opened, &f.error);
	if (result >= 0) {
		date_format(opened, date);
		mention(
		    result ? tr("%s is open") : tr("%s is open already"), date);
	}
	return frame_close(&f, result, HALL_DONE);
}

/* "C03: session 1 is open; S05 (…); next: hall-pay close C03" */
static void
describe(struct buffer *text, const struct blocker *b)
{
	buffer_text(text, b->what);
	if (b->who)
		buffer_format(text, "; %s", b->who);
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

static enum hall_status
verb_close(struct cli *cli)
{
	struct frame f;
	struct close_request request = {
	    .filter = &f.filter,
	    .sets = fold_sets,
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
	if (frame_open(&f, cli) == 0 &&
	    day_operand(cli, 0, &request.day, &f.error) == 0) {
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

/* What verify finds, on its way out. */
struct telling {
	struct output *output;
	bool quiet;
};

static void
tell_wrong(void *context, const char *text)
{
	const struct telling *t = context;

	/* On a terminal both come in the order in which they were found. */
	output_flush(t->output);
	say("%s", text);
}

static void
tell_note(void *context, const char *text)
{
	const struct telling *t = context;

	output_flush(t->output);
	mention("%s", text);
}

/* Two columns of words, so that the rest stands beneath one another. */
static void
tell_words(struct output *output, const char *name, const char *state)
{
	struct buffer line = {0};

	text_pad(&line, slice_of(name), NAME_COLUMNS, false);
	text_pad(&line, slice_of(word("verified", slice_of(state))),
	    STATE_COLUMNS, false);
	output_slice(output, buffer_view(&line));
	buffer_release(&line);
}

static void
tell_day(void *context, const struct verified_day *d)
{
	const struct telling *t = context;
	char date[DATE_TEXT_SIZE];

	if (t->quiet)
		return;
	date_format(d->day, date);
	tell_words(t->output, date,
	    !d->whole ? "changed"
	    : d->open ? "open"
		      : "whole");
	output_format(t->output,
	    d->records == 1 ? tr("%6llu record") : tr("%6llu records"),
	    (unsigned long long)d->records);
	output_format(
	    t->output, *d->root ? tr("  root %s\n") : "%s\n", d->root);
}

static void
tell_log(void *context, const struct verified_log *log)
{
	const struct telling *t = context;
	char date[DATE_TEXT_SIZE];

	if (!t->quiet) {
		tell_words(t->output, word("verified", SLICE("log")),
		    log->whole ? "whole" : "changed");
		output_format(t->output,
		    log->days == 1 ? tr("%6llu day") : tr("%6llu days"),
		    (unsigned long long)log->days);
		/* As wide as the plural would be. */
		if (log->signer)
			output_format(t->output, tr("%*ssigned by %s"),
			    log->days == 1 ? 6 : 5, "", log->signer);
		output_text(t->output, "\n");
	}
	output_flush(t->output);
	if (log->days > 0 && !log->signer && log->whole)
		mention(tr("NOT SIGNED: this tells accidents, and nothing of "
			   "people"));
	if (log->proven == DATE_NONE) {
		mention(tr("COMPLETENESS NOT PROVEN: only a checkpoint that "
			   "was kept elsewhere shows that no day was cut off "
			   "(--trusted FILE)"));
		return;
	}
	date_format(log->proven, date);
	mention(tr("complete up to %s, as the trusted checkpoint says"), date);
}

static enum hall_status
verb_verify(struct cli *cli)
{
	static int32_t days[DAYS_MAX];
	struct frame f;
	struct telling telling = {.quiet = cli_has(cli, "quiet")};
	struct verify_request request = {
	    .filter = &f.filter,
	    .sets = fold_sets,
	    .days = days,
	    .count = cli_operands(cli),
	    .carry = cli_has(cli, "carry"),
	    .trusted = cli_get(cli, "trusted"),
	    .context = &telling,
	    .wrong = tell_wrong,
	    .note = tell_note,
	    .day = tell_day,
	    .log = tell_log,
	};
	enum hall_status status = HALL_DONE;
	int result = frame_open(&f, cli);

	for (size_t i = 0; result == 0 && i < request.count; i++)
		result = day_operand(cli, i, &days[i], &f.error);
	telling.output = f.output;
	if (result == 0)
		status = verify_book(&request);
	return frame_close(&f, result, status);
}

static int
key_new(struct cli *cli, struct frame *f)
{
	const struct zone *zone = config_zone(f->filter.config);
	struct slice name = slice_of(cli_operand(cli, 1));
	struct buffer path = {0};
	struct key_public key;
	int result = keys_new(f->filter.book, name, cli_get(cli, "key-file"),
	    moment_date(moment_now(zone)), &path, &key, &f->error);

	if (result == 0) {
		mention(tr("private key: %s (keep a copy of it in a safe "
			   "place, and none in the book)"),
		    path.text);
		mention(tr("public key: keys/%s.pub"), key.name);
	}
	buffer_release(&path);
	return result;
}

static int
key_list(struct cli *cli, struct frame *f)
{
	struct ring ring;
	struct buffer line = {0};
	char date[DATE_TEXT_SIZE];

	(void)cli;
	if (ring_load(&ring, f->filter.book, &f->error) < 0)
		return -1;
	for (size_t i = 0; i < ring.count; i++) {
		buffer_clear(&line);
		date_format(ring.key[i].from, date);
		buffer_format(&line, "%s  ", date);
		key_public_note(&line, &ring.key[i]);
		output_format(f->output, "%s\n", line.text);
	}
	buffer_release(&line);
	ring_release(&ring);
	return 0;
}

static enum hall_status
verb_key(struct cli *cli)
{
	static const struct {
		const char *name;
		size_t operands;
		int (*run)(struct cli *, struct frame *);
	} actions[] = {{"new", 2, key_new}, {"list", 1, key_list}};
	struct slice word = slice_of(cli_operand(cli, 0));
	struct frame f;
	int result;

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (!slice_is(word, actions[i].name) ||
		    cli_operands(cli) != actions[i].operands)
			continue;
		result = frame_open(&f, cli);
		if (result == 0)
			result = actions[i].run(cli, &f);
		return frame_close(&f, result, HALL_DONE);
	}
	return cli_usage(cli, tr("it is `key new NAME` or `key list`"));
}

static enum hall_status
verb_sign(struct cli *cli)
{
	struct frame f;
	struct sign_request request = {
	    .recording = &f.recording,
	    .subject = cli_operand(cli, 0),
	    .role = cli_get(cli, "role"),
	    .key_file = cli_get(cli, "key-file"),
	};
	char *note = NULL;
	int result = frame_open(&f, cli);

	if (result == 0) {
		request.book = f.filter.book;
		request.output = f.output;
		result = sign_subject(&request, &note, &f.error);
	}
	if (note)
		say("%s", note);
	free(note);
	return frame_close(&f, result, HALL_DONE);
}

#define KEY_FILE                                                      \
	{                                                             \
		"key-file", 0, "FILE",                                \
		    N_("the private key is in FILE, not in the home " \
		       "directory"),                                  \
		    0                                                 \
	}

#define STAFF                                                              \
	{                                                                  \
		"staff", 0, "STAFF", N_("act for this member of staff"), 0 \
	}

static const struct cli_option open_options[] = {
    STAFF,
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option close_options[] = {
    {"check", 'n', NULL, N_("say what still blocks, and change nothing"), 0},
    {"force", 0, NULL, N_("close though something blocks"), 0},
    {"at", 0, "TIME", N_("the day ended then: it is closed late"), 0},
    {"reason", 0, "TEXT", N_("why it is forced, or closed late"), 0},
    STAFF,
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option verify_options[] = {
    {"carry", 0, NULL, N_("prove what each day handed over to the next"), 0},
    {"trusted", 0, "FILE", N_("a checkpoint that was kept elsewhere"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option key_options[] = {
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option sign_options[] = {
    {"role", 0, "ROLE", N_("the role to sign in"), 0},
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, audit_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {"open", verb_open, "[DAY]", N_("open the first day of a book"), 0, 1,
	open_options, 0},
    {"close", verb_close, "[DAY]", N_("close, archive and seal a day"), 0, 1,
	close_options, CLI_OUTPUT},
    {"verify", verb_verify, "[DAY...]",
	N_("prove that the book is what was sealed"), 0, DAYS_MAX,
	verify_options, CLI_OUTPUT},
    {"key", verb_key, "new|list [NAME]", N_("make a key, or list all"), 1, 2,
	key_options, 0},
    {"sign", verb_sign, "SUBJECT",
	N_("put one's word to a day, a file or a record"), 1, 1, sign_options,
	CLI_RECORD},
    {"log", topic_log, "TOPIC",
	N_("record a duty: a meeting, a check, a patrol"), 1, 1, topic_options,
	CLI_OUTPUT | CLI_RECORD},
    {"post", topic_post, "[FILE]...",
	N_("record the duties of files, all or none"), 0, CLI_MANY,
	recording_post_options, CLI_OUTPUT | CLI_RECORD},
    {NULL, filter, "[FILE]...",
	N_("look at facts and derived records by the rules of hall.yaml"), 0,
	CLI_MANY, NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-audit",
    .summary = N_(
	"close, seal and prove the days of a hall; audit them by rules"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(verbs[0]),
    .candidates = book_candidates_only,
    .language = book_language,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
