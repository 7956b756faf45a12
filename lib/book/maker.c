/*
 * maker.c - journals that are made elsewhere: a day's first, and whole days
 * for the generator.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "book/fact.h"
#include "book/inside.h"
#include "book/journal.h"

struct journal_maker {
	struct output *output;
	char *day;
	struct stamp stamp;
	struct forms forms;
	const struct heading *in_force[KIND_COUNT];
	struct buffer line;
};

struct journal_maker *
journal_maker_new(struct output *output, const char *day, const char *chain)
{
	struct journal_maker *maker = memory_new(sizeof(*maker));

	*maker = (struct journal_maker){
	    .output = output, .day = memory_text(slice_of(day))};
	maker->stamp.day = maker->day;
	maker->stamp.digest = digest_new();
	snprintf(
	    maker->stamp.chain, CHAIN_SIZE, "%s", chain ? chain : CHAIN_FIRST);
	forms_init(&maker->forms);
	return maker;
}

void
journal_maker_add(struct journal_maker *maker, struct row *row,
    struct moment entered, const char *login)
{
	struct fact fact;

	/* A standard kind and its tail always fit in one heading. */
	if (fact_of_row(&fact, row, false, &maker->forms, NULL) < 0)
		abort();
	maker->stamp.entered = entered;
	maker->stamp.login = login;
	buffer_clear(&maker->line);
	if (maker->in_force[row->kind] != fact.heading) {
		maker->in_force[row->kind] = fact.heading;
		output_text(maker->output, "#");
		output_slice(maker->output, fact.heading->line);
		output_text(maker->output, "\n");
	}
	fact_line(&fact, &maker->stamp, &maker->line);
	buffer_char(&maker->line, '\n');
	output_slice(maker->output, buffer_view(&maker->line));
}

const char *
journal_maker_chain(const struct journal_maker *maker)
{
	return maker->stamp.chain;
}

void
journal_maker_free(struct journal_maker *maker)
{
	if (!maker)
		return;
	digest_free(maker->stamp.digest);
	forms_release(&maker->forms);
	buffer_release(&maker->line);
	free(maker->day);
	free(maker);
}

/* "#day,…" and the fact that the day is open. */
static void
first_lines(const struct book *book, int32_t date, const char *chain,
    struct buffer *lines)
{
	struct moment now = moment_now(config_zone(book_config(book)));
	struct stamp stamp = {.entered = now, .digest = digest_new()};
	char day[DATE_TEXT_SIZE], login[LOGIN_SIZE];
	struct forms forms;
	struct fact fact;
	struct who who;
	struct row row;

	date_format(date, day);
	(void)login_of_user(login, NULL);
	stamp.day = day;
	stamp.login = login;
	snprintf(stamp.chain, CHAIN_SIZE, "%s", chain ? chain : CHAIN_FIRST);
	row_init(&row);
	row_start(&row, KIND_DAY);
	row_text(&row, DAY_ID, day);
	row_time(&row, DAY_TIME, now);
	row_text(&row, DAY_HALL, book_hall(book));
	row_text(&row, DAY_EVENT, "open");
	/* The timer that closes the day need not be one of the staff. */
	if (who_am_i(book, NULL, date, &who, NULL) == 0)
		row_set(&row, DAY_STAFF, who.staff);
	forms_init(&forms);
	if (fact_of_row(&fact, &row, false, &forms, NULL) < 0)
		abort();
	buffer_char(lines, '#');
	buffer_slice(lines, fact.heading->line);
	buffer_char(lines, '\n');
	fact_line(&fact, &stamp, lines);
	buffer_char(lines, '\n');
	forms_release(&forms);
	row_release(&row);
	digest_free(stamp.digest);
}

int
journal_create_day(
    struct book *book, int32_t date, const char *chain, struct error *error)
{
	char name[DAY_NAME_SIZE];
	struct buffer lines = {0};
	enum day_state state;
	int32_t open, last;
	int result;

	if (book_open_day(book, &open, error) < 0)
		return -1;
	if (open != DATE_NONE) {
		day_name(open, "", name);
		return error_set(error, HALL_USAGE,
		    tr("%s: %s is open already: one day at a time"),
		    book_path(book), name);
	}
	if (book_day_state(book, date, &state, error) < 0 ||
	    book_last_closed(book, &last, error) < 0)
		return -1;
	if (state != DAY_NONE || last >= date) {
		day_name(date, "", name);
		return error_set(error, HALL_USAGE,
		    tr("%s: %s is closed already, or a day behind it is"),
		    book_path(book), name);
	}
	day_name(date, "", name);
	if (book_make_directory(book, name, error) < 0)
		return -1;
	day_name(date, "/journal.csv", name);
	first_lines(book, date, chain, &lines);
	result = book_put_file(book, name, buffer_view(&lines), error);
	buffer_release(&lines);
	return result;
}
