/*
 * verb_staff.c - `staff`: how many counters would be enough, from numbers
 * that are given.  Of a day that was measured, queueline says it.
 */
#include "base/grid.h"
#include "base/message.h"
#include "book/book.h"
#include "config/value.h"
#include "ticket/erlang.h"
#include "ticket/settings.h"
#include "ticket/verbs.h"
#include "ticket/visit.h"

#define ARRIVALS_MAX 1000000
#define HOUR_SECONDS 3600
#define ROWS_BEHIND 3 /* what one, two and three counters more would do */

const struct cli_option desk_staff_options[] = {
    {"arrivals", 0, "N", N_("so many customers come"), CLI_REQUIRED},
    {"interval", 0, "TIME", N_("in this time; 1h unless said"), 0},
    {"service", 0, "TIME", N_("one takes so long, on average"), CLI_REQUIRED},
    {"share", 0, "RATE", N_("this share of them, as ticketing.staffing"), 0},
    {"within", 0, "TIME", N_("is to be called within this time, the same"), 0},
    {"counters", 0, "N", N_("with so many counters, not with enough"), 0},
    {NULL, 0, NULL, NULL, 0},
};

struct question {
	const struct cli *cli;
	struct erlang_load load;
	struct staffing wanted;
	int64_t counters; /* 0: so many as are needed */
};

/* From 1 to most; *number stays without the option. */
static int
read_number(const struct cli *cli, const char *option, int64_t most,
    int64_t *number, struct error *error)
{
	const char *text = cli_get(cli, option);
	long long value;

	if (!text)
		return 0;
	if (slice_int(slice_of(text), &value) < 0 || value < 1 || value > most)
		return error_set(error, HALL_USAGE,
		    tr("--%s: '%s' is no number from %lld to %lld"), option,
		    text, 1LL, (long long)most);
	*number = value;
	return 0;
}

static int
read_time(const struct cli *cli, const char *option, int64_t least,
    int64_t *seconds, struct error *error)
{
	const char *text = cli_get(cli, option);
	int64_t value;

	if (!text)
		return 0;
	if (value_seconds(slice_of(text), &value) < 0 || value < least ||
	    value > INT32_MAX)
		return error_set(error, HALL_USAGE,
		    tr("--%s: '%s' is no duration; write 90s, 20m or 1h"),
		    option, text);
	*seconds = value;
	return 0;
}

static int
read_share(const struct cli *cli, struct rate *share, struct error *error)
{
	const char *text = cli_get(cli, "share");

	if (!text)
		return 0;
	if (rate_parse(slice_of(text), share) < 0 || share->num <= 0 ||
	    share->num >= share->den)
		return error_set(error, HALL_USAGE,
		    tr("--share: '%s' is no rate above 0%% and below 100%%"),
		    text);
	return 0;
}

static int
read_question(struct question *q, struct error *error)
{
	const struct cli *cli = q->cli;
	bool said = q->wanted.share.num > 0 ||
		    (cli_has(cli, "share") && cli_has(cli, "within"));

	q->load = (struct erlang_load){
	    .interval_seconds = HOUR_SECONDS, .services = 1};
	if (read_number(
		cli, "arrivals", ARRIVALS_MAX, &q->load.arrivals, error) < 0 ||
	    read_number(cli, "counters", ERLANG_COUNTERS_MAX, &q->counters,
		error) < 0 ||
	    read_time(cli, "interval", 1, &q->load.interval_seconds, error) <
		0 ||
	    read_time(cli, "service", 1, &q->load.work_seconds, error) < 0 ||
	    read_time(cli, "within", 0, &q->wanted.within_seconds, error) < 0 ||
	    read_share(cli, &q->wanted.share, error) < 0)
		return -1;
	if (!said)
		return error_set(error, HALL_USAGE, "%s",
		    tr("--share and --within must be given: hall.yaml says "
		       "no ticketing.staffing"));
	return 0;
}

/* "10.00": so many counters would be busy all the time. */
static void
add_load(struct buffer *out, const struct question *q)
{
	int64_t hundredths = divide_round(
	    erlang_load(&q->load), ERLANG_ONE / 100, ROUND_HALF_UP);

	buffer_format(out, "%lld.%02d", (long long)(hundredths / 100),
	    (int)(hundredths % 100));
}

static void
add_percent(struct grid *grid, int64_t share)
{
	int64_t hundredths = divide_round(
	    share, ERLANG_ONE / 10000, ROUND_HALF_UP);

	grid_add_format(grid, "%lld.%02d%%", (long long)(hundredths / 100),
	    (int)(hundredths % 100));
}

static void
add_row(struct grid *grid, const struct question *q, int counters)
{
	struct buffer mean = {0};
	struct erlang with;

	if (!erlang_of(&q->load, counters, q->wanted.within_seconds, &with))
		return;
	grid_add_format(grid, "%d", counters);
	add_percent(grid, with.waits);
	add_percent(grid, with.in_time);
	duration_add(&mean, divide_round(with.mean_wait_nanoseconds, 1000000000,
				ROUND_HALF_UP));
	grid_add(grid, buffer_view(&mean));
	buffer_release(&mean);
}

/* From the first that can keep up to some more than are needed. */
static void
add_rows(struct buffer *out, const struct question *q, int first, int last)
{
	static const char *const heads[] = {
	    N_("COUNTERS"), N_("WAIT AT ALL"), N_("IN TIME"), N_("MEAN WAIT")};
	struct grid grid;

	grid_init(&grid, sizeof(heads) / sizeof(heads[0]));
	for (size_t i = 0; i < grid.columns; i++) {
		grid.right[i] = true;
		grid_add(&grid, slice_of(tr(heads[i])));
	}
	for (int n = first; n <= last && n <= ERLANG_COUNTERS_MAX; n++)
		add_row(&grid, q, n);
	grid_print(&grid, out);
	grid_release(&grid);
}

static int
answer_given(const struct question *q, struct buffer *out, struct error *error)
{
	int counters = (int)q->counters;
	struct buffer load = {0};
	struct erlang with;

	if (erlang_of(&q->load, counters, q->wanted.within_seconds, &with)) {
		add_rows(out, q, counters, counters);
		return 0;
	}
	add_load(&load, q);
	error_set(error, HALL_USAGE,
	    tr("%d counters cannot keep up with a load of %s: the queue would "
	       "grow for ever"),
	    counters, load.text);
	buffer_release(&load);
	return -1;
}

static int
answer(const struct question *q, struct buffer *out, struct error *error)
{
	int needed;

	if (q->counters > 0)
		return answer_given(q, out, error);
	needed = erlang_needed(
	    &q->load, q->wanted.within_seconds, q->wanted.share);
	if (needed < 0)
		return error_set(error, HALL_USAGE,
		    tr("not even %d counters would be enough"),
		    ERLANG_COUNTERS_MAX);
	buffer_text(out, tr("load"));
	buffer_char(out, ' ');
	add_load(out, q);
	buffer_format(out, tr("; counters needed: %d"), needed);
	buffer_text(out, "\n\n");
	add_rows(out, q, (int)(erlang_load(&q->load) / ERLANG_ONE) + 1,
	    needed + ROWS_BEHIND);
	return 0;
}

/* What the hall wants, where there is one. */
static int
read_wanted(struct cli *cli, struct staffing *wanted, struct error *error)
{
	struct settings settings;
	struct config *own = NULL;
	struct book *book;

	if (book_from_cli(cli, false, &book, error) < 0)
		return -1;
	if (!book && !(own = config_from_cli(cli, error)))
		return -1;
	settings_load(&settings, book ? book_config(book) : own);
	*wanted = settings.staffing;
	settings_release(&settings);
	config_free(own);
	book_close(book);
	return 0;
}

static int
print(const struct question *q, struct error *error)
{
	struct buffer text = {0};
	int result = answer(q, &text, error);

	if (result == 0)
		result = output_whole(
		    cli_get(q->cli, "output"), buffer_view(&text), error);
	buffer_release(&text);
	return result;
}

enum hall_status
desk_staff(struct cli *cli)
{
	struct question q = {.cli = cli};
	struct error error;

	if (read_wanted(cli, &q.wanted, &error) < 0 ||
	    read_question(&q, &error) < 0 || print(&q, &error) < 0)
		return cli_fail(&error);
	return HALL_DONE;
}
