#include "audit/verb.h"

#include "base/message.h"
#include "book/book.h"

int
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
enum hall_status
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

int
frame_day(struct frame *f, size_t n, int32_t *day)
{
	const char *text = cli_operand(f->filter.cli, n);

	*day = DATE_NONE;
	if (!text || date_parse(slice_of(text), day) == 0)
		return 0;
	return error_set(&f->error, HALL_USAGE,
	    tr("'%s' is not a date; write 2026-11-02"), text);
}
