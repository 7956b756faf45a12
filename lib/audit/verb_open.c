#include "audit/open.h"
#include "audit/verb.h"
#include "audit/verbs.h"
#include "base/message.h"

const struct cli_option audit_open_options[] = {
    STAFF,
    {NULL, 0, NULL, NULL, 0},
};

enum hall_status
audit_open(struct cli *cli)
{
	struct frame f;
	char date[DATE_TEXT_SIZE];
	int32_t day, opened;
	int result = -1;

	if (frame_open(&f, cli) == 0 && frame_day(&f, 0, &day) == 0)
		result = open_day(
		    f.filter.book, &f.recording, day, &opened, &f.error);
	if (result >= 0) {
		date_format(opened, date);
		mention(
		    result ? tr("%s is open") : tr("%s is open already"), date);
	}
	return frame_close(&f, result, HALL_DONE);
}
