#include "audit/verb.h"
#include "audit/verbs.h"
#include "audit/verify.h"
#include "base/message.h"
#include "base/text.h"

#define NAME_COLUMNS 12
#define STATE_COLUMNS 9

const struct cli_option audit_verify_options[] = {
    {"carry", 0, NULL, N_("prove what each day handed over to the next"), 0},
    {"trusted", 0, "FILE", N_("a checkpoint that was kept elsewhere"), 0},
    {NULL, 0, NULL, NULL, 0},
};

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

enum hall_status
audit_verify(struct cli *cli, const struct fold_set *sets)
{
	static int32_t days[VERIFY_DAYS_MAX];
	struct frame f;
	struct telling telling = {.quiet = cli_has(cli, "quiet")};
	struct verify_request request = {
	    .filter = &f.filter,
	    .sets = sets,
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
		result = frame_day(&f, i, &days[i]);
	telling.output = f.output;
	if (result == 0)
		status = verify_book(&request);
	return frame_close(&f, result, status);
}
