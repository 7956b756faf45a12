/* journalfile.c - whole journals, as the hall's own book would hold them. */
#include <stdio.h>

#include "base/date.h"
#include "book/journal.h"

#include "fact.h"
#include "journalfile.h"

/* Of a journal for measuring, one payment in so many wants quotes. */
#define QUOTED 50

/* On the evening before. */
#define DAY_OPENED (DAY_CLOSED - SECONDS_PER_DAY)

/* Until the day is opened, the kiosk's evening is entered a bit later. */
static void
add_day(struct journal_maker *maker, struct row *row, const struct day *day,
    int64_t second, const char *event)
{
	struct moment at = fact_moment(day->date, second);
	char login[ID_SIZE];

	row_start(row, KIND_DAY);
	row_date(row, DAY_ID, day->date);
	row_time(row, DAY_TIME, at);
	row_text(row, DAY_HALL, day->hall->id);
	staff_text(day->hall->monitor, login);
	row_format(row, DAY_STAFF, "%s", login);
	row_text(row, DAY_EVENT, event);
	login[0] = 's';
	journal_maker_add(maker, row, at, login);
}

static void
add_event(struct journal_maker *maker, struct row *row, const struct day *day,
    const struct event *event, bool named)
{
	char login[ID_SIZE];

	staff_text(event->staff, login);
	login[0] = event->staff ? 's' : 'k';
	fact_row(row, day, event);
	if (named)
		row_text(row, PAYMENT_PAYER, "Baker, Hall and \"Sons\"");
	journal_maker_add(maker, row,
	    fact_moment(day->date,
		event->second < DAY_OPENED ? DAY_OPENED : event->second),
	    login);
}

void
journalfile_write(const struct day *day, struct output *output)
{
	bool only = day->hall->options->payments_only;
	char date[DATE_TEXT_SIZE];
	struct journal_maker *maker;
	struct row row;

	date_format(day->date, date);
	maker = journal_maker_new(output, date, day->hall->chain);
	row_init(&row);
	if (!only)
		add_day(maker, &row, day, DAY_OPENED, "open");
	for (size_t i = 0; i < day->events.count; i++)
		if (!only || day->events.list[i].kind == KIND_PAYMENT)
			add_event(maker, &row, day, &day->events.list[i],
			    only && i % QUOTED == 0);
	if (!only)
		add_day(maker, &row, day, DAY_CLOSED, "closed");
	snprintf(day->hall->chain, sizeof(day->hall->chain), "%s",
	    journal_maker_chain(maker));
	row_release(&row);
	journal_maker_free(maker);
}
