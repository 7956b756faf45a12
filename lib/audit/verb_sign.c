#include <stdlib.h>

#include "audit/sign.h"
#include "audit/verb.h"
#include "audit/verbs.h"
#include "base/message.h"

const struct cli_option audit_sign_options[] = {
    {"role", 0, "ROLE", N_("the role to sign in"), 0},
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

enum hall_status
audit_sign(struct cli *cli)
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
