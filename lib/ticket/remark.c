#include "ticket/remark.h"

#include <stdlib.h>

#include "base/message.h"

/* A customer sent to and fro a thousand times needs no longer a story. */
#define REMARKS_BYTES_MAX 1000
#define VALUE_BYTES_MAX 600

struct slice
cut_short(struct slice text, size_t bytes_max)
{
	if (text.length <= bytes_max)
		return text;
	while (bytes_max > 0 && (text.text[bytes_max] & 0xc0) == 0x80)
		bytes_max--;
	text.length = bytes_max;
	return text;
}

void
remark(struct room *room, struct ticket *t, const char *code, const char *name,
    struct slice value)
{
	struct buffer all = {0};
	char *text = memory_text(cut_short(value, VALUE_BYTES_MAX));

	if (t->remarks) {
		buffer_text(&all, t->remarks);
		buffer_char(&all, ' ');
	}
	if (all.length < REMARKS_BYTES_MAX) {
		why_format(&all, code, name, text, NULL);
		t->remarks = arena_slice(&room->store.texts, buffer_view(&all))
				 .text;
	}
	buffer_release(&all);
	free(text);
}

void
remark_reason(struct room *room, struct ticket *t, struct slice reason)
{
	if (reason.length)
		remark(room, t, "reason_given", "text", reason);
}
