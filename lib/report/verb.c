#include "report/verb.h"

#include "base/message.h"

int
verb_split(const struct cli *cli, const char *option, struct slice *part,
    size_t *count, struct error *error)
{
	const char *text;

	*count = 0;
	for (size_t n = 0; (text = cli_get_nth(cli, option, n)); n++) {
		struct slice rest = slice_of(text), one;

		while (slice_cut(&rest, ',', &one)) {
			if (*count == VERB_NAMES_MAX)
				return error_set(error, HALL_USAGE,
				    tr("--%s: more than %d names"), option,
				    VERB_NAMES_MAX);
			part[(*count)++] = slice_trim(one);
		}
	}
	return 0;
}

int
verb_conditions(const struct cli *cli, struct query *query, struct arena *arena,
    struct error *error)
{
	const char *text;

	for (size_t n = 0; (text = cli_get_nth(cli, "where", n)); n++)
		if (query_where(query, slice_of(text), arena, error) < 0)
			return -1;
	return 0;
}

enum hall_status
verb_end(struct output *output, enum hall_status status, struct error *error)
{
	if (error->text[0])
		output_abandon(output);
	else if (output_close(output, error) < 0)
		status = error->status;
	return error->text[0] ? status_worst(status, cli_fail(error)) : status;
}
