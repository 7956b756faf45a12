#include "audit/keys.h"
#include "audit/verb.h"
#include "audit/verbs.h"
#include "base/message.h"

const struct cli_option audit_key_options[] = {
    KEY_FILE,
    {NULL, 0, NULL, NULL, 0},
};

static int
key_new(struct cli *cli, struct frame *f)
{
	const struct zone *zone = config_zone(f->filter.config);
	struct slice name = slice_of(cli_operand(cli, 1));
	struct buffer path = {0};
	struct key_public key;
	int result = keys_new(f->filter.book, name, cli_get(cli, "key-file"),
	    moment_date(moment_now(zone)), &path, &key, &f->error);

	if (result == 0) {
		mention(tr("private key: %s (keep a copy of it in a safe "
			   "place, and none in the book)"),
		    path.text);
		mention(tr("public key: keys/%s.pub"), key.name);
	}
	buffer_release(&path);
	return result;
}

static int
key_list(struct cli *cli, struct frame *f)
{
	struct ring ring;
	struct buffer line = {0};
	char date[DATE_TEXT_SIZE];

	(void)cli;
	if (ring_load(&ring, f->filter.book, &f->error) < 0)
		return -1;
	for (size_t i = 0; i < ring.count; i++) {
		buffer_clear(&line);
		date_format(ring.key[i].from, date);
		buffer_format(&line, "%s  ", date);
		key_public_note(&line, &ring.key[i]);
		output_format(f->output, "%s\n", line.text);
	}
	buffer_release(&line);
	ring_release(&ring);
	return 0;
}

enum hall_status
audit_key(struct cli *cli)
{
	static const struct {
		const char *name;
		size_t operands;
		int (*run)(struct cli *, struct frame *);
	} actions[] = {{"new", 2, key_new}, {"list", 1, key_list}};
	struct slice word = slice_of(cli_operand(cli, 0));
	struct frame f;
	int result;

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (!slice_is(word, actions[i].name) ||
		    cli_operands(cli) != actions[i].operands)
			continue;
		result = frame_open(&f, cli);
		if (result == 0)
			result = actions[i].run(cli, &f);
		return frame_close(&f, result, HALL_DONE);
	}
	return cli_usage(cli, tr("it is `key new NAME` or `key list`"));
}
