#include <stdio.h>
#include <stdlib.h>

#include "base/money.h"
#include "book/filter.h"
#include "book/who.h"
#include "pay/state.h"

/* What the configuration says of deposits, and the time of judgement. */
struct rules {
	struct pay *pay;
	bool has_deadline;
	int32_t clock;                   /* seconds of the day after */
	const struct calendar *calendar; /* NULL: every day counts */
	const struct zone *zone;
	bool has_as_of;
	struct moment as_of;
};

static int
rules_read(struct pay *pay, struct rules *rules, struct error *error)
{
	const struct config *config = stream_config(pay->stream);
	const struct node *deadline;
	struct slice name;

	*rules = (struct rules){.pay = pay};
	rules->has_as_of = stream_as_of(pay->stream, &rules->as_of);
	if (!config)
		return 0;
	deadline = node_path(config_root(config), "deposits.deadline");
	if (!deadline)
		return 0;
	rules->has_deadline = true;
	rules->clock = node_clock(deadline, "next_day", 12 * 3600);
	rules->zone = config_zone(config);
	name = node_text(deadline, "calendar", "");
	if (name.length == 0)
		return 0;
	rules->calendar = config_calendar(config, name.text, error);
	return rules->calendar ? 0 : -1;
}

/* By that hour of the next day on which the hall works. */
static int
due_of(const struct rules *rules, int32_t day, struct moment *due,
    struct error *error)
{
	char text[DATE_TEXT_SIZE];
	int32_t next = day + 1;
	int year;

	if (rules->calendar &&
	    calendar_add(rules->calendar, day, 1, &next, &year) < 0) {
		date_format(day, text);
		return error_set(error, HALL_USAGE,
		    tr("deposits: the calendar has no data for %d, so the "
		       "deadline for %s is not known: add the year to "
		       "hall.yaml"),
		    year, text);
	}
	*due = zone_local(rules->zone, next, rules->clock);
	return 0;
}

enum bank_state {
	BANK_DONE,
	BANK_LATE,
	BANK_WAITING, /* the deadline has not come */
	BANK_MISSING, /* nothing was deposited by the deadline */
	BANK_SHORT,   /* not all was */
	BANK_OVER,    /* more than was handed in */
	BANK_UNKNOWN, /* no handin of that day is here, or no deadline */
};

struct judgement {
	enum bank_state state;
	bool has_due;
	struct moment due;
	int64_t late_seconds;
	int64_t short_fen;
};

static int64_t
seconds_after(struct moment at, struct moment due)
{
	int64_t late = at.utc_seconds - due.utc_seconds;

	return late > 0 ? late : 0;
}

static enum bank_state
judge_whole(const struct bank_day *day, const struct judgement *j)
{
	if (j->late_seconds > 0)
		return BANK_LATE;
	if (!day->handed)
		return BANK_UNKNOWN;
	return j->short_fen < 0 ? BANK_OVER : BANK_DONE;
}

static enum bank_state
judge_open(const struct bank_day *day, const struct judgement *j)
{
	if (!j->has_due)
		return BANK_UNKNOWN;
	if (j->late_seconds == 0)
		return BANK_WAITING;
	return day->deposited_fen == 0 ? BANK_MISSING : BANK_SHORT;
}

static int
judge(const struct rules *rules, const struct bank_day *day,
    struct judgement *j, struct error *error)
{
	bool whole;

	*j = (struct judgement){.has_due = rules->has_deadline};
	if (j->has_due && due_of(rules, day->day, &j->due, error) < 0)
		return -1;
	j->short_fen = day->handed_fen;
	if (money_subtract(&j->short_fen, day->deposited_fen) < 0)
		return error_set(error, HALL_DATA, "%s",
		    tr("the deposits of a day do not add up"));
	whole = !day->handed || j->short_fen <= 0;
	if (j->has_due && whole && day->has_made)
		j->late_seconds = seconds_after(day->at, j->due);
	else if (j->has_due && !whole && rules->has_as_of)
		j->late_seconds = seconds_after(rules->as_of, j->due);
	j->state = whole ? judge_whole(day, j) : judge_open(day, j);
	return 0;
}

static void
fill_why(struct row *row, const struct bank_day *day, const struct judgement *j)
{
	char due[MOMENT_TEXT_SIZE] = "", at[MOMENT_TEXT_SIZE] = "";
	char amount[MONEY_TEXT_SIZE];

	if (j->has_due)
		moment_format(j->due, due);
	if (day->has_made)
		moment_format(day->at, at);
	money_format(j->short_fen < 0 ? -j->short_fen : j->short_fen, amount);
	switch (j->state) {
	case BANK_DONE:
		break;
	case BANK_LATE:
		row_why(row, BANKING_WHY, "late", "due", due, "at", at, NULL);
		break;
	case BANK_WAITING:
		row_why(row, BANKING_WHY, "bank_waiting", "due", due, NULL);
		break;
	case BANK_MISSING:
		row_why(row, BANKING_WHY, "bank_missing", "due", due, NULL);
		break;
	case BANK_SHORT:
		row_why(row, BANKING_WHY, "bank_short", "amount", amount, "due",
		    due, NULL);
		break;
	case BANK_OVER:
		row_why(row, BANKING_WHY, "bank_over", "amount", amount, NULL);
		break;
	case BANK_UNKNOWN:
		row_text(row, BANKING_WHY,
		    day->handed ? "no_deadline" : "no_handin");
		break;
	}
}

static struct slice
role_of(const struct rules *rules, const struct bank_day *day)
{
	const struct filter *filter = stream_context(rules->pay->stream);

	if (!filter || !filter->book || !day->has_made)
		return SLICE("");
	return who_role(filter->book, day->by, moment_date(day->at));
}

static void
fill(struct row *row, const struct hall *hall, const struct bank_day *day,
    const struct judgement *j, struct slice role)
{
	int year, month, of_month;

	date_split(day->day, &year, &month, &of_month);
	row_start(row, KIND_BANKING);
	row_format(row, BANKING_ID, "BK%04d%02d%02d", year, month, of_month);
	row_date(row, BANKING_DAY, day->day);
	row_set(row, BANKING_HALL, hall->name);
	if (day->handed)
		row_money(row, BANKING_TO_DEPOSIT, day->handed_fen);
	if (j->has_due)
		row_time(row, BANKING_DUE, j->due);
	row_money(row, BANKING_DEPOSITED, day->deposited_fen);
	if (day->has_made) {
		row_time(row, BANKING_AT, day->at);
		row_set(row, BANKING_BY, day->by);
		row_set(row, BANKING_ROLE, role);
	}
	if (day->handed)
		row_money(row, BANKING_SHORT, j->short_fen);
	if (j->has_due)
		row_int(row, BANKING_LATE, j->late_seconds);
	fill_why(row, day, j);
}

/* One row to be written; by day, then by hall. */
struct line {
	const struct hall *hall;
	const struct bank_day *day;
};

static int
line_compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;

	if (a->day->day != b->day->day)
		return a->day->day < b->day->day ? -1 : 1;
	return slice_compare(a->hall->name, b->hall->name);
}

static struct line *
collect(struct pay *pay, size_t *count)
{
	struct line *lines = NULL;
	struct map_entry *entry;
	size_t days;

	*count = 0;
	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		if (!hall->bankings.days)
			continue;
		entry = map_sorted(hall->bankings.days, &days);
		lines = memory_grow(lines, *count + days, sizeof(*lines));
		for (size_t i = 0; i < days; i++)
			lines[(*count)++] = (struct line){hall, entry[i].value};
		free(entry);
	}
	if (*count > 0)
		qsort(lines, *count, sizeof(*lines), line_compare);
	return lines;
}

static bool
state_bad(enum bank_state state)
{
	return state == BANK_LATE || state == BANK_MISSING ||
	       state == BANK_SHORT || state == BANK_OVER;
}

static enum hall_status
write_lines(const struct rules *rules, const struct line *lines, size_t count,
    struct writer *writer, struct error *error)
{
	enum hall_status worst = HALL_DONE;
	struct judgement j;
	struct row row;

	row_init(&row);
	for (size_t i = 0; i < count; i++) {
		if (judge(rules, lines[i].day, &j, error) < 0) {
			worst = error->status;
			break;
		}
		fill(&row, lines[i].hall, lines[i].day, &j,
		    role_of(rules, lines[i].day));
		if (state_bad(j.state))
			worst = HALL_LOOK;
		if (writer)
			writer_row(writer, &row);
	}
	row_release(&row);
	return worst;
}

enum hall_status
bankings_write(struct pay *pay, struct writer *writer, struct error *error)
{
	struct rules rules;
	struct line *lines;
	size_t count;
	enum hall_status status;

	if (rules_read(pay, &rules, error) < 0)
		return error->status;
	lines = collect(pay, &count);
	status = write_lines(&rules, lines, count, writer, error);
	free(lines);
	return status;
}

static bool
names_chained(const struct bankings *bankings, const struct bank_fact *f)
{
	for (size_t i = 0; i < f->lines; i++)
		if (banking_day(bankings, f->line[i].day)->chained)
			return true;
	return false;
}

/* Mark all days of a fact; true when one was not marked before. */
static bool
chain(const struct bankings *bankings, const struct bank_fact *f)
{
	bool more = false;

	for (size_t i = 0; i < f->lines; i++) {
		struct bank_day *day = banking_day(bankings, f->line[i].day);

		more = more || !day->chained;
		day->chained = true;
	}
	return more;
}

static void
chain_open(void *context, struct slice key, void *value)
{
	struct bank_day *day = value;

	(void)key;
	day->chained = day->handed && banking_left(context, day->day) > 0;
}

/*
 * Days that are not wholly deposited, and with them the days that share a
 * deposit: a deposit without its handins would look like too much.
 */
static void
carry_hall(struct bankings *bankings, struct writer *writer)
{
	bool more = true;

	map_each(bankings->days, chain_open, bankings);
	while (more) {
		more = false;
		for (struct bank_fact *f = bankings->first; f; f = f->next)
			if (names_chained(bankings, f) && chain(bankings, f))
				more = true;
	}
	for (struct bank_fact *f = bankings->first; f; f = f->next)
		if (names_chained(bankings, f))
			writer_record(writer, f->record);
}

void
bankings_carry(struct pay *pay, struct writer *writer)
{
	for (struct hall *hall = pay->halls; hall; hall = hall->next)
		if (hall->bankings.days)
			carry_hall(&hall->bankings, writer);
}
