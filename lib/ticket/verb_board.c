#include <unistd.h>

#include "base/message.h"
#include "ticket/board.h"
#include "ticket/verbs.h"

const struct cli_option desk_board_options[] = {
    {"once", 0, NULL, N_("print it once"), 0},
    {"json", 0, NULL, N_("print it once, as a line of JSON"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/*
 * A screen that hangs on a wall goes on: while a day is being closed its
 * files may be gone for a moment.
 */
static int
draw(void *context, struct buffer *out, struct error *error)
{
	struct view *view = context;
	int result = view_load(view, error);

	board_text(view, out);
	if (result < 0)
		buffer_format(out, "\n%s\n", error->text);
	return 0;
}

static int
print(struct view *view, struct error *error)
{
	const struct cli *cli = view->filter.cli;
	struct buffer text = {0};
	int result;

	if (cli_has(cli, "json"))
		board_json(view, &text);
	else
		board_text(view, &text);
	result = output_whole(
	    cli_get(cli, "output"), buffer_view(&text), error);
	buffer_release(&text);
	return result;
}

static bool
is_live(const struct cli *cli)
{
	return !cli_has(cli, "once") && !cli_has(cli, "json") &&
	       !cli_has(cli, "output") && isatty(STDOUT_FILENO);
}

enum hall_status
desk_board(struct cli *cli)
{
	struct view view;
	struct error error = {HALL_DONE, ""};
	enum hall_status status = HALL_DONE;

	if (view_open(&view, cli, &error) < 0)
		return cli_fail(&error);
	if (is_live(cli))
		status = screen_run(draw, &view, &error);
	else if (print(&view, &error) < 0)
		status = error.status;
	if (status != HALL_DONE)
		cli_fail(&error);
	view_close(&view);
	return status;
}
