#include <string.h>

#include "audit/checking.h"
#include "audit/restore.h"
#include "base/message.h"

/* The first line in which two texts differ, counted from 1. */
static unsigned long
first_difference(struct slice a, struct slice b)
{
	unsigned long line = 1;

	for (size_t i = 0; i < a.length && i < b.length; i++) {
		if (a.text[i] != b.text[i])
			break;
		line += a.text[i] == '\n';
	}
	return line;
}

static void
compare(struct checking *c, const struct seal *seal, struct slice derived)
{
	char *name = file_of_day(seal->next, "/carry.in", &c->arena);
	struct buffer kept = {0};
	struct error e;

	if (file_read(c->book, name, &kept, &e) < 0)
		wrong_error(c, &e);
	else if (!slice_equal(buffer_view(&kept), derived))
		wrong(c, HALL_DATA,
		    tr("%s:%lu: is not what follows from the facts of %.*s"),
		    name, first_difference(buffer_view(&kept), derived),
		    SLICE_ARG(seal_get(seal, "day")));
	buffer_release(&kept);
}

void
check_carry(struct checking *c, const struct seal *seal)
{
	struct filter filter = *c->request->filter;
	struct config *then;
	struct buffer derived = {0};
	struct error e = {0};

	/* The rules of that day, not those of today. */
	then = config_restore(c->book, seal, &e);
	filter.config = then;
	if (then && derive_carry(&filter, c->request->sets, seal->day, &derived,
			&e) == 0)
		compare(c, seal, buffer_view(&derived));
	else
		wrong_error(c, &e);
	buffer_release(&derived);
	config_free(then);
}
