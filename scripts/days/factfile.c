/* factfile.c - plain facts, as a counter or a kiosk hands them over. */
#include "base/buffer.h"
#include "base/output.h"

#include "fact.h"
#include "factfile.h"

static void
add_heading(struct buffer *text, enum kind kind)
{
	buffer_format(text, "#%s", kinds[kind].name);
	for (size_t i = 0; i < kinds[kind].columns_own; i++)
		buffer_format(text, ",%s", kinds[kind].columns[i]);
	buffer_char(text, '\n');
}

static void
add_fact(struct buffer *text, const struct row *row)
{
	buffer_text(text, kinds[row->kind].name);
	for (size_t i = 0; i < kinds[row->kind].columns_own; i++) {
		buffer_char(text, ',');
		field_line(text, row->value[i]);
	}
	buffer_char(text, '\n');
}

const char *const factfile_names[FACTFILES] = {
    "counter", "kiosk", "tickets", "cases", "logs"};

static enum factfile
factfile_of(const struct event *event)
{
	switch (event->kind) {
	case KIND_TICKET:
	case KIND_COUNTER:
	case KIND_RATING:
		return FACTS_TICKETS;
	case KIND_CASE:
		return FACTS_CASES;
	case KIND_LOG:
		return FACTS_LOGS;
	case KIND_PAYMENT:
		return event->counter ? FACTS_COUNTER : FACTS_KIOSK;
	default:
		return FACTS_COUNTER;
	}
}

int
factfile_write(const struct day *day, enum factfile file, const char *path,
    struct error *e)
{
	struct output *output = output_open(path, e);
	bool headed[KIND_COUNT] = {false};
	struct buffer text = {0};
	struct row row;

	if (!output)
		return -1;
	row_init(&row);
	for (size_t i = 0; i < day->events.count; i++) {
		const struct event *event = &day->events.list[i];

		if (factfile_of(event) != file)
			continue;
		fact_row(&row, day, event);
		buffer_clear(&text);
		if (!headed[row.kind])
			add_heading(&text, row.kind);
		headed[row.kind] = true;
		add_fact(&text, &row);
		output_slice(output, buffer_view(&text));
	}
	row_release(&row);
	buffer_release(&text);
	return output_close(output, e);
}
