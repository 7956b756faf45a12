/*
 * fuzz_kept.c - a hall's day that was kept anywhere and recalled goes on as
 * the whole does; and bytes of anybody in place of what was kept do no harm.
 *
 * The first byte says which of the two; the others are the day's events, or
 * what is bent of a day that is always the same.
 */
#include "base/buffer.h"
#include "base/output.h"
#include "book/journal.h"
#include "config/config.h"
#include "record/stream.h"
#include "ticket/event.h"
#include "ticket/ticket.h"
#include "fuzz.h"

#define TICKETS 16
#define COUNTERS 4
#define EVENTS_MAX 80
#define EDITS_MAX 8

static const char day[] = "2026-11-02";
static const char
    yaml[] = "hall: {id: H01}\n"
	     "queues:\n"
	     "  payment: {prefix: A, serve_max: 20m}\n"
	     "  vip: {prefix: V, class: vip, attend_after: 3m}\n"
	     "counters:\n"
	     "  C01: {queues: [payment, vip], order: [{vip: 2}, normal]}\n"
	     "  C02: {queues: [payment]}\n";

/* A day so far: who stands where, so that most of what follows can happen. */
struct made {
	struct buffer text;
	struct journal_maker *maker;
	struct row row;
	struct moment now;
	size_t half; /* bytes: a place to cut it */
	enum ticket_state ticket[TICKETS];
	int at_counter[COUNTERS]; /* the ticket + 1 */
};

/* By who has that counter open; all facts begin with the same columns. */
static void
add(struct made *made, unsigned counter)
{
	row_time(&made->row, TICKET_TIME, made->now);
	row_text(&made->row, TICKET_HALL, "H01");
	row_format(&made->row, TICKET_STAFF, "S%02u", counter + 1);
	journal_maker_add(made->maker, &made->row, made->now, "one");
}

static void
open_counters(struct made *made)
{
	for (unsigned i = 0; i < COUNTERS; i++) {
		row_start(&made->row, KIND_COUNTER);
		row_format(&made->row, COUNTER_ID, "C%02u", i + 1);
		row_text(&made->row, COUNTER_EVENT, "open");
		add(made, i);
	}
}

/* Of the tickets that share a counter one stands there. */
static bool
can_stand(struct made *made, unsigned n, enum ticket_state next)
{
	int *place = &made->at_counter[n % COUNTERS];

	if (*place == (int)n + 1 && !ticket_at_counter(next))
		*place = 0;
	if (!ticket_at_counter(next))
		return true;
	if (*place && *place != (int)n + 1)
		return false;
	*place = (int)n + 1;
	return true;
}

static void
add_event(struct made *made, struct bytes *b)
{
	unsigned n = pick(b, TICKETS);
	enum ticket_event event = (enum ticket_event)pick(b, TICKET_EVENTS);
	enum ticket_state next = ticket_next(made->ticket[n], event);

	made->now.utc_seconds += pick(b, 200);
	if (next == TICKET_IS_NONE || !can_stand(made, n, next))
		return;
	made->ticket[n] = next;
	row_start(&made->row, KIND_TICKET);
	row_format(&made->row, TICKET_ID, "T20261102-A%03u", n + 1);
	row_text(&made->row, TICKET_EVENT, ticket_event_name(event));
	row_format(&made->row, TICKET_NUMBER, "A%03u", n + 1);
	row_text(&made->row, TICKET_QUEUE, WORD(b, "payment", "vip"));
	row_text(&made->row, TICKET_CLASS, WORD(b, "", "vip", "special"));
	row_format(&made->row, TICKET_COUNTER, "C%02u", n % COUNTERS + 1);
	row_text(&made->row, TICKET_TO, WORD(b, "vip", "payment", "C02"));
	row_text(&made->row, TICKET_REASON, "r");
	add(made, n % COUNTERS);
}

static void
make(struct made *made, struct bytes *b)
{
	unsigned cut = pick(b, EVENTS_MAX);
	struct output *output;
	struct error e;

	*made = (struct made){.now = {1793581200, 28800}};
	output = output_to(&made->text);
	made->maker = journal_maker_new(output, day, NULL);
	row_init(&made->row);
	open_counters(made);
	for (unsigned i = 0; i < EVENTS_MAX && b->left > 0; i++) {
		if (i == cut) {
			output_flush(output);
			made->half = made->text.length;
		}
		add_event(made, b);
	}
	row_release(&made->row);
	journal_maker_free(made->maker);
	must(output_close(output, &e) == 0, "an output");
	if (made->half == 0)
		made->half = made->text.length;
}

/* The folds over a text and what was kept before it; NULL: refused. */
static struct stream *
load(struct slice text, struct slice kept)
{
	static struct memory_file file, definitions;
	static struct config *config;
	char *path = file.path;
	struct stream_options options = {.tool = "hall-ticket",
	    .folds = ticket_folds,
	    .inputs = &path,
	    .inputs_count = 1,
	    .kept = kept,
	    .quiet_faults = true};
	struct error e;

	if (!config) {
		file = memory_file_new();
		definitions = memory_file_new();
		memory_file_set(&definitions, slice_of(yaml));
		config = config_load(definitions.path, &e);
		must(config != NULL, "a configuration");
	}
	memory_file_set(&file, text);
	options.config = config;
	return stream_load(&options, &e);
}

static void
print(struct stream *stream, struct buffer *out)
{
	struct output *output = output_to(out);
	struct writer *writer = writer_new(output);
	struct error e;

	stream_finish(stream, writer, &e);
	writer_free(writer);
	must(output_close(output, &e) == 0, "an output");
	stream_release(stream);
}

/* What stands behind the half, with the headings that are in force there. */
static void
second_half(const struct made *made, struct buffer *out)
{
	struct slice first = {made->text.text, made->half}, line;

	while (slice_cut(&first, '\n', &line))
		if (line.length && *line.text == '#') {
			buffer_slice(out, line);
			buffer_char(out, '\n');
		}
	buffer_add(
	    out, made->text.text + made->half, made->text.length - made->half);
}

/* True when the half could be kept: a day with a fault can not. */
static bool
keep_half(const struct made *made, struct buffer *kept)
{
	struct slice half = {made->text.text, made->half};
	struct stream *stream = load(half, SLICE(""));
	bool is_kept = stream && stream_keep(stream, kept);

	stream_release(stream);
	return is_kept;
}

static void
check_halves(const struct made *made)
{
	struct buffer kept = {0}, again = {0}, rest = {0};
	struct buffer whole = {0}, halves = {0};
	struct stream *stream;

	made_text = &made->text;
	if (keep_half(made, &kept)) {
		stream = load(SLICE(""), buffer_view(&kept));
		must(stream && stream_keep(stream, &again), "kept again");
		stream_release(stream);
		must(slice_equal(buffer_view(&kept), buffer_view(&again)),
		    "the same is kept");
		second_half(made, &rest);
		stream = load(buffer_view(&rest), buffer_view(&kept));
		must(stream != NULL, "what was kept is recalled");
		print(stream, &halves);
		print(load(buffer_view(&made->text), SLICE("")), &whole);
		must(slice_equal(buffer_view(&whole), buffer_view(&halves)),
		    "a day in two halves");
	}
	made_text = NULL;
	buffer_release(&kept);
	buffer_release(&again);
	buffer_release(&rest);
	buffer_release(&whole);
	buffer_release(&halves);
}

/* A day with tickets of most states, kept. */
static void
keep_a_day(struct made *made, struct buffer *kept)
{
	uint8_t events[3 * EVENTS_MAX];
	struct bytes b = {events, sizeof(events)};

	events[0] = EVENTS_MAX - 1;
	for (size_t i = 1; i < sizeof(events); i++)
		events[i] = (uint8_t)(i * i * 7 + i / 3);
	make(made, &b);
	must(keep_half(made, kept), "a day is kept");
}

/* Bytes of it are others, some are gone, or others stand behind. */
static void
bend(struct buffer *bent, struct bytes *b)
{
	for (unsigned n = pick(b, EDITS_MAX); n > 0 && bent->length > 0; n--) {
		size_t at = pick(b, 256) * 256u;

		at = (at + pick(b, 256)) % bent->length;
		bent->text[at] = (char)pick(b, 256);
	}
	if (pick(b, 4) == 0)
		bent->length -= pick(b, 256) * bent->length / 256;
	buffer_slice(bent, pick_slice(b, pick(b, 256)));
}

static void
check_bent(struct bytes *b)
{
	static struct buffer kept;
	static struct made made;
	struct buffer bent = {0}, rest = {0}, out = {0};
	struct stream *stream;

	if (kept.length == 0)
		keep_a_day(&made, &kept);
	second_half(&made, &rest);
	buffer_slice(&bent, buffer_view(&kept));
	bend(&bent, b);
	stream = load(buffer_view(&rest), buffer_view(&bent));
	if (stream)
		print(stream, &out);
	buffer_release(&bent);
	buffer_release(&rest);
	buffer_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct bytes b = {bytes, size};
	struct made made;

	if (size == 0)
		return 0;
	if (pick(&b, 2)) {
		check_bent(&b);
		return 0;
	}
	make(&made, &b);
	check_halves(&made);
	buffer_release(&made.text);
	return 0;
}
