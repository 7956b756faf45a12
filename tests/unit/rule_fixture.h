/*
 * rule_fixture.h - rules over records that are told briefly.
 *
 * Shape:   a line is "KIND ID TIME COLUMN=VALUE …"; a time is 09:00:00 of
 *          2026-11-02, or 2026-11-03T09:00:00, or - for none.  Every kind
 *          has its standard heading; "day" is that of the time.
 *          What is found is told a line each: "RULE RECORD STAFF WHY".
 *
 * Each stream is judged forwards, backwards, twice in one, and once more
 * over its own output: the findings must be the same, with their ids.
 */
#ifndef RULE_FIXTURE_H
#define RULE_FIXTURE_H

#include "scratch.h"
#include "unit.h"

#include "audit/audit.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "record/reader.h"

#define DAY "2026-11-02" /* a Monday */
#define LINES_MAX 64

/* Who works in the hall, and when; rules go behind it. */
#define HALL                                                          \
	"hall: {id: H01, open: [\"08:30-12:00\", \"12:00-17:30\"]}\n" \
	"calendars:\n"                                                \
	"  all: {weekly_rest: none}\n"                                \
	"  week: {years: {2026: {}}}\n"                               \
	"roles:\n"                                                    \
	"  clerk: {can: [take]}\n"                                    \
	"  manager: {can: [deposit]}\n"                               \
	"staff:\n"                                                    \
	"  S01: {name: one, role: clerk}\n"                           \
	"  S02: {name: two, role: clerk}\n"                           \
	"  S09: {name: nine, role: manager}\n"                        \
	"acting: [{staff: S02, role: manager, from: 2026-11-03, "     \
	"to: 2026-11-03}]\n"

static inline struct slice
told_value(struct slice rest, const char *name)
{
	struct slice pair, key;

	while (slice_cut(&rest, ' ', &pair))
		if (slice_cut(&pair, '=', &key) && slice_is(key, name))
			return pair.text ? pair : SLICE("");
	return (struct slice){NULL, 0};
}

static inline void
told_cell(struct buffer *out, const char *column, struct slice id,
    const char *time, struct slice rest)
{
	struct slice given = told_value(rest, column);

	buffer_char(out, ',');
	if (given.text)
		buffer_slice(out, given);
	else if (strcmp(column, "id") == 0)
		buffer_slice(out, id);
	else if (strcmp(column, "hall") == 0)
		buffer_text(out, "H01");
	else if (strcmp(column, "time") == 0)
		buffer_text(out, time);
	else if (strcmp(column, "day") == 0)
		buffer_add(out, *time ? time : DAY, 10);
}

static inline void
told_line(struct buffer *out, const char *text)
{
	struct slice rest = slice_of(text), kind, id, word;
	char time[40] = "";
	enum kind number;

	slice_cut(&rest, ' ', &kind);
	slice_cut(&rest, ' ', &id);
	slice_cut(&rest, ' ', &word);
	number = kind_find(kind);
	assert_int_not_equal(number, KIND_OTHER);
	if (word.length == 8)
		snprintf(
		    time, sizeof(time), "%sT%.*s+08:00", DAY, SLICE_ARG(word));
	else if (word.length > 8)
		snprintf(time, sizeof(time), "%.*s+08:00", SLICE_ARG(word));
	buffer_slice(out, kind);
	for (size_t i = 0; i < kinds[number].columns_count; i++)
		told_cell(out, kinds[number].columns[i], id, time, rest);
	buffer_char(out, '\n');
}

/* The heading of each kind that is told, before all lines. */
static inline void
told_headings(struct buffer *out, const char *const *lines, size_t count)
{
	bool done[KIND_COUNT] = {false};

	for (size_t i = 0; i < count; i++) {
		struct slice rest = slice_of(lines[i]), kind;
		enum kind number;

		slice_cut(&rest, ' ', &kind);
		number = kind_find(kind);
		if (!done[number])
			buffer_format(out, "#%s,%s\n", kinds[number].name,
			    kinds[number].heading);
		done[number] = true;
	}
}

/* The folds of hall-audit over one file. */
static inline struct stream_options
audit_stream(const struct config *config, char **input)
{
	return (struct stream_options){
	    .tool = "hall-audit",
	    .folds = audit_folds,
	    .config = config,
	    .inputs = input,
	    .inputs_count = 1,
	    .quiet_faults = true,
	};
}

/* The whole output; USAGE and the message when a rule cannot be read. */
static inline enum hall_status
audit_text(struct slice input, const char *yaml, struct buffer *output,
    struct error *error)
{
	char *path = scratch_file(input);
	struct config *config = scratch_config(yaml);
	struct stream_options options = audit_stream(config, &path);
	enum hall_status status;

	language_set(LANGUAGE_EN);
	*error = (struct error){.text = ""};
	options.output = output_to(output);
	status = stream_run(&options, error);
	output_close(options.output, NULL);
	config_free(config);
	scratch_drop(path);
	return status;
}

/* "RULE RECORD STAFF WHY" of each finding, empty cells as "-". */
static inline void
tell_findings(struct buffer *out, struct slice printed, bool ids)
{
	static const int columns[] = {
	    FINDING_RULE, FINDING_RECORD, FINDING_STAFF, FINDING_WHY};
	struct source *source = source_of("-", printed.text, printed.length);
	struct reader *reader = reader_new(source, NULL);
	enum reader_event event;
	struct record r;

	buffer_text(out, "");
	while ((event = reader_next(reader, &r)) != READER_END) {
		if (event != READER_RECORD || r.kind != KIND_FINDING)
			continue;
		if (ids)
			buffer_format(
			    out, "%.*s ", SLICE_ARG(rec_get(&r, FINDING_ID)));
		for (size_t i = 0; i < COUNT(columns); i++) {
			struct slice cell = rec_get(&r, columns[i]);

			buffer_format(out, "%s%.*s", i ? " " : "",
			    cell.length ? (int)cell.length : 1,
			    cell.length ? cell.text : "-");
		}
		buffer_char(out, '\n');
	}
	reader_free(reader);
	source_close(source);
}

static inline void
build(struct buffer *input, const char *const *lines, size_t count,
    bool backwards, bool twice)
{
	told_headings(input, lines, count);
	for (size_t i = 0; i < count * (twice ? 2 : 1); i++)
		told_line(input,
		    lines[(backwards ? count - 1 - i % count : i % count)]);
}

/* One run; *printed is what the tool printed. */
static inline enum hall_status
run_once(struct slice input, const char *yaml, struct buffer *printed,
    struct buffer *told)
{
	struct error error;
	enum hall_status status = audit_text(input, yaml, printed, &error);

	if (error.text[0])
		fail_msg("%s", error.text);
	tell_findings(told, buffer_view(printed), true);
	return status;
}

static inline void
same_findings(const char *yaml, struct slice input, const struct buffer *first)
{
	struct buffer printed = {0}, told = {0};

	run_once(input, yaml, &printed, &told);
	assert_string_equal(told.text, first->text);
	buffer_release(&printed);
	buffer_release(&told);
}

/* Judge the lines; what is found must be `expected`. */
static inline void
judge_lines(const char *yaml, const char *expected, const char *const *lines,
    size_t count)
{
	struct buffer input = {0}, printed = {0}, told = {0}, plain = {0};
	enum hall_status status;

	build(&input, lines, count, false, false);
	status = run_once(buffer_view(&input), yaml, &printed, &told);
	tell_findings(&plain, buffer_view(&printed), false);
	assert_string_equal(plain.text, expected);
	assert_int_equal(status, *expected ? HALL_LOOK : HALL_DONE);
	same_findings(yaml, buffer_view(&printed), &told);
	for (int i = 1; i < 4; i++) {
		buffer_clear(&input);
		build(&input, lines, count, i & 1, i & 2);
		same_findings(yaml, buffer_view(&input), &told);
	}
	buffer_release(&input);
	buffer_release(&printed);
	buffer_release(&told);
	buffer_release(&plain);
}

#define JUDGE(rules, expected, ...)                                      \
	do {                                                             \
		static const char *const lines_[] = {__VA_ARGS__};       \
		judge_lines(HALL "audit:\n  rules:\n" rules, (expected), \
		    lines_, COUNT(lines_));                              \
	} while (0)

#endif
