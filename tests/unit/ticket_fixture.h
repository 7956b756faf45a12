/*
 * ticket_fixture.h - the fold of tickets over a day that is told briefly.
 *
 * Shape:   lines "09:00:00 A001 take queue=payment class=vip"; what is no
 *          number is a counter or a day: "08:00:00 C01 open staff=S01",
 *          "17:00:00 day closed", "10:00:00 rating ticket=A001 score=5".
 *          "+1 00:10:00 …" is the day after.
 */
#ifndef TICKET_FIXTURE_H
#define TICKET_FIXTURE_H

#include "scratch.h"
#include "unit.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "record/kinds.h"
#include "record/stream.h"
#include "ticket/ticket.h"

#define DAY "2026-11-02"
#define DAY_AFTER "2026-11-03"

static const char
    hall_yaml[] = "hall: {id: H01}\n"
		  "queues:\n"
		  "  payment: {prefix: A, serve_max: 20m}\n"
		  "  business: {prefix: B}\n"
		  "  vip: {prefix: V, class: vip, attend_after: 3m}\n"
		  "counters:\n"
		  "  C01: {queues: [payment, vip]}\n"
		  "  C02: {queues: [payment, business, vip], "
		  "order: [{vip: 2}, {special: 1}, normal]}\n"
		  "  C03: {}\n";

struct telling {
	struct buffer text;
	bool journalled; /* the facts have day and seq */
	int seq;
	const char *day; /* of the facts, DAY unless set */
};

static inline const char *
telling_kind(struct slice subject)
{
	if (slice_is(subject, "day"))
		return "day";
	if (slice_is(subject, "rating"))
		return "rating";
	return subject.text[0] == 'C' ? "counter" : "ticket";
}

/* The value of a "name=value" in the rest of the line. */
static inline struct slice
telling_value(struct slice rest, const char *name)
{
	struct slice pair, key;

	while (slice_cut(&rest, ' ', &pair))
		if (slice_cut(&pair, '=', &key) && slice_is(key, name))
			return pair;
	return SLICE("");
}

static inline void
telling_id(struct buffer *out, struct slice number)
{
	buffer_format(out, "T20261102-%.*s", SLICE_ARG(number));
}

static inline void
telling_column(struct telling *t, const char *column, const char *kind,
    const char *time, struct slice subject, struct slice event,
    struct slice rest)
{
	struct slice given = telling_value(rest, column);
	struct buffer *out = &t->text;
	bool ticket = strcmp(kind, "ticket") == 0;
	bool id = strcmp(column, "id") == 0;

	buffer_char(out, ',');
	if (strcmp(column, "time") == 0)
		buffer_text(out, time);
	else if (strcmp(column, "event") == 0)
		buffer_slice(out, event);
	else if (strcmp(column, "ticket") == 0 && given.length)
		telling_id(out, given);
	else if (given.length)
		buffer_slice(out, given);
	else if (strcmp(column, "hall") == 0)
		buffer_text(out, "H01");
	else if (id && ticket)
		telling_id(out, subject);
	else if ((id && strcmp(kind, "day") == 0) ||
		 (strcmp(column, "day") == 0 && t->journalled))
		buffer_text(out, t->day ? t->day : DAY);
	else if (id || strcmp(column, "number") == 0)
		buffer_slice(out, subject);
	else if (strcmp(column, "seq") == 0 && t->journalled)
		buffer_format(out, "%d", ++t->seq);
}

static inline void
tell(struct telling *t, const char *line)
{
	struct slice rest = slice_of(line), word, subject, event = {"", 0};
	const char *date = DAY, *kind;
	enum kind number;
	char time[40];

	slice_cut(&rest, ' ', &word);
	if (slice_is(word, "+1")) {
		date = DAY_AFTER;
		slice_cut(&rest, ' ', &word);
	}
	snprintf(time, sizeof(time), "%sT%.*s%s", date, SLICE_ARG(word),
	    word.length == 8 ? "+08:00" : "");
	slice_cut(&rest, ' ', &subject);
	kind = telling_kind(subject);
	number = kind_find(slice_of(kind));
	if (strcmp(kind, "rating") != 0)
		slice_cut(&rest, ' ', &event);
	buffer_text(&t->text, kind);
	for (size_t i = 0; i < kinds[number].columns_count; i++)
		telling_column(t, kinds[number].columns[i], kind, time, subject,
		    event, rest);
	buffer_char(&t->text, '\n');
}

static inline void
tell_headings(struct telling *t)
{
	static const enum kind all[] = {
	    KIND_DAY, KIND_COUNTER, KIND_TICKET, KIND_RATING};

	for (size_t i = 0; i < COUNT(all); i++)
		buffer_format(&t->text, "#%s,%s\n", kinds[all[i]].name,
		    kinds[all[i]].heading);
}

struct folded {
	struct buffer text; /* the whole output */
	enum hall_status status;
};

/* The folds of hall-ticket over one file. */
static inline struct stream_options
ticket_stream(const struct config *config, char **input)
{
	return (struct stream_options){
	    .tool = "hall-ticket",
	    .folds = ticket_folds,
	    .config = config,
	    .inputs = input,
	    .inputs_count = 1,
	    .quiet_faults = true,
	};
}

/* The fold over a stream; yaml NULL: outside a book. */
static inline void
fold_text(struct slice input, const char *yaml, struct folded *folded)
{
	struct error error = {HALL_DONE, ""};
	char *path = scratch_file(input);
	struct config *config = scratch_config(yaml);
	struct stream_options options = ticket_stream(config, &path);

	*folded = (struct folded){.status = HALL_DONE};
	language_set(LANGUAGE_EN);
	options.output = output_to(&folded->text);
	folded->status = stream_run(&options, &error);
	assert_int_equal(output_close(options.output, &error), 0);
	config_free(config);
	scratch_drop(path);
}

static inline void
fold_lines(const char *const *lines, size_t count, bool journalled,
    const char *yaml, struct folded *folded)
{
	struct telling t = {.journalled = journalled};

	tell_headings(&t);
	for (size_t i = 0; i < count; i++)
		tell(&t, lines[i]);
	fold_text(buffer_view(&t.text), yaml, folded);
	buffer_release(&t.text);
}

/* A column of the record of that kind and id; "?" when there is none. */
static inline const char *
derived(const struct folded *f, const char *kind, const char *id,
    const char *column)
{
	static char value[8][300];
	static int next;
	enum kind number = kind_find(slice_of(kind));
	int at = kind_column(number, slice_of(column));
	struct slice rest = buffer_view(&f->text), line, field;

	assert_true(at >= 0);
	next = (next + 1) % 8;
	while (slice_cut(&rest, '\n', &line)) {
		struct slice fields = line;

		slice_cut(&fields, ',', &field);
		if (!slice_is(field, kind))
			continue;
		for (int i = 0; i <= at; i++) {
			if (!slice_cut(&fields, ',', &field))
				field = SLICE("");
			if (i == 0 && !slice_is(field, id))
				break;
			if (i < at)
				continue;
			/* Only the why is ever quoted, and it is the last. */
			if (field.length && *field.text == '"')
				field = (struct slice){field.text + 1,
				    (size_t)(line.text + line.length -
					     field.text) -
					2};
			snprintf(value[next], sizeof(value[next]), "%.*s",
			    SLICE_ARG(field));
			return value[next];
		}
	}
	return "?";
}

static inline const char *
visit(const struct folded *f, const char *number, const char *column)
{
	char id[64];

	snprintf(id, sizeof(id), "T20261102-%s", number);
	return derived(f, "visit", id, column);
}

static inline size_t
count_of(const struct folded *f, const char *kind)
{
	struct slice rest = buffer_view(&f->text), line, field;
	size_t count = 0;

	while (slice_cut(&rest, '\n', &line))
		count += slice_cut(&line, ',', &field) && slice_is(field, kind);
	return count;
}

static inline const char *
fault_why(const struct folded *f, size_t n)
{
	static char value[600];
	struct slice rest = buffer_view(&f->text), line, field;
	int at = kind_column(KIND_FAULT, SLICE("why"));

	while (slice_cut(&rest, '\n', &line)) {
		struct slice fields = line;

		slice_cut(&fields, ',', &field);
		if (!slice_is(field, "fault") || n-- > 0)
			continue;
		for (int i = 0; i <= at; i++)
			slice_cut(&fields, ',', &field);
		snprintf(value, sizeof(value), "%.*s", SLICE_ARG(field));
		return *value == '"' ? value + 1 : value;
	}
	return "";
}

static inline void
folded_release(struct folded *f)
{
	buffer_release(&f->text);
}

#define FOLD(folded, yaml, ...)                                            \
	do {                                                               \
		static const char *const lines_[] = {__VA_ARGS__};         \
		fold_lines(lines_, COUNT(lines_), true, (yaml), (folded)); \
	} while (0)

#define FOLD_LOOSE(folded, yaml, ...)                                       \
	do {                                                                \
		static const char *const lines_[] = {__VA_ARGS__};          \
		fold_lines(lines_, COUNT(lines_), false, (yaml), (folded)); \
	} while (0)

#endif
