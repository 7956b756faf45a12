#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/catalogue.h"
#include "base/message.h"
#include "base/text.h"

/* How many words may stand in one printf, and how long one is. */
#define WORDS_MAX 16
#define WORD_SIZE 256

static int language = -1; /* not asked for yet */
static const char *tool_name = "hall";
static bool is_quiet;

void
language_set(enum language wanted)
{
	language = (int)wanted;
}

static enum language
language_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	enum language found = LANGUAGE_EN;
	const char *value;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		value = getenv(names[i]);
		if (value == NULL || *value == '\0')
			continue;
		(void)language_parse(slice_of(value), &found);
		break;
	}
	return found;
}

enum language
language_get(void)
{
	if (language < 0)
		language = (int)language_of_environment();
	return (enum language)language;
}

int
language_parse(struct slice text, enum language *result)
{
	char behind = text.length > 2 ? text.text[2] : '_';

	if (text.length < 2 || behind == '\0' || !strchr("_-.@", behind))
		return -1;
	if (memcmp(text.text, "zh", 2) == 0)
		*result = LANGUAGE_ZH;
	else if (memcmp(text.text, "en", 2) == 0)
		*result = LANGUAGE_EN;
	else
		return -1;
	return 0;
}

static const struct catalogue_entry *
lookup(const char *id)
{
	size_t low = 0, high = catalogue_count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(id, catalogue[middle].id);
		if (order == 0)
			return &catalogue[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The translation of a text or a code, or NULL. */
static const char *
translate(const char *id)
{
	const struct catalogue_entry *entry = lookup(id);

	if (entry == NULL)
		return NULL;
	if (language_get() == LANGUAGE_ZH && entry->zh != NULL)
		return entry->zh;
	return entry->en;
}

const char *
tr(const char *text)
{
	const char *found = translate(text);

	return found ? found : text;
}

/* A code of the data in a place of its own, for printf wants a NUL. */
static const char *
keep(struct slice code)
{
	static _Thread_local char kept[WORDS_MAX][WORD_SIZE];
	static _Thread_local size_t next;
	char *place = kept[next++ % WORDS_MAX];
	size_t length = code.length;

	if (length >= WORD_SIZE) {
		length = WORD_SIZE - 1;
		while (length > 0 && (code.text[length] & 0xc0) == 0x80)
			length--;
	}
	if (length > 0)
		memcpy(place, code.text, length);
	place[length] = '\0';
	return place;
}

const char *
word(const char *sort, struct slice code)
{
	char id[WORD_SIZE];
	size_t length = strlen(sort);
	const char *found;

	if (code.length == 0 || length + 1 + code.length >= sizeof(id))
		return keep(code);
	memcpy(id, sort, length);
	id[length] = ':';
	memcpy(id + length + 1, code.text, code.length);
	id[length + 1 + code.length] = '\0';
	/* A NUL in the data would name another entry. */
	if (memchr(code.text, '\0', code.length) != NULL)
		return keep(code);
	found = translate(id);
	return found ? found : keep(code);
}

static void
escape_value(struct buffer *out, const char *value)
{
	static const char hex[] = "0123456789ABCDEF";

	for (const char *p = value; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c > 0x20 && c != 0x7f && strchr("%,:=\"", c) == NULL) {
			buffer_char(out, *p);
			continue;
		}
		buffer_char(out, '%');
		buffer_char(out, hex[c >> 4]);
		buffer_char(out, hex[c & 15]);
	}
}

void
why_list(struct buffer *out, const char *code, va_list args)
{
	const char *name, *value;
	char mark = ':';

	buffer_text(out, code);
	while ((name = va_arg(args, const char *)) != NULL) {
		value = va_arg(args, const char *);
		buffer_char(out, mark);
		buffer_text(out, name);
		buffer_char(out, '=');
		escape_value(out, value ? value : "");
		mark = ',';
	}
}

void
why_format(struct buffer *out, const char *code, ...)
{
	va_list args;

	va_start(args, code);
	why_list(out, code, args);
	va_end(args);
}

/* The word for what is counted, or NULL: "1" and "wd" are " working day". */
static const char *
unit_word(struct slice number, struct slice unit)
{
	char id[16];
	const char *found;

	if (unit.length == 0 || unit.length + 2 > sizeof(id))
		return NULL;
	snprintf(id, sizeof(id), "%s%.*s", slice_is(number, "1") ? "1" : "",
	    SLICE_ARG(unit));
	found = word("unit", slice_of(id));
	return strcmp(found, id) == 0 ? NULL : found;
}

static struct slice
run_of(struct slice text, bool of_digits)
{
	size_t n = 0;

	while (n < text.length && is_digit(text.text[n]) == of_digits)
		n++;
	return (struct slice){text.text, n};
}

/* False, and nothing, for what is no row of numbers with their units. */
static bool
explain_units(struct buffer *out, struct slice text)
{
	struct buffer said = {NULL, 0, 0};
	const char *found = "";
	struct slice number, unit;

	while (text.length > 0 && found) {
		number = run_of(text, true);
		unit = run_of((struct slice){text.text + number.length,
				  text.length - number.length},
		    false);
		found = number.length > 0 ? unit_word(number, unit) : NULL;
		if (said.length > 0)
			buffer_char(&said, ' ');
		buffer_slice(&said, number);
		buffer_text(&said, found ? found : "");
		text.text += number.length + unit.length;
		text.length -= number.length + unit.length;
	}
	if (found)
		buffer_slice(out, buffer_view(&said));
	buffer_release(&said);
	return found != NULL;
}

void
duration_explain(struct buffer *out, struct slice text)
{
	bool below = text.length > 1 && text.text[0] == '-';

	if (below) {
		buffer_char(out, '-');
		text.text++;
		text.length--;
	}
	if (!explain_units(out, text))
		buffer_text(out, word("unit", text));
}

const char *
word_and_code(const char *sort, struct slice code)
{
	const char *found = word(sort, code);
	char both[WORD_SIZE];

	if (slice_is(code, found))
		return found;
	snprintf(both, sizeof(both), "%s(%.*s)", found, SLICE_ARG(code));
	return keep(slice_of(both));
}

/* The words for codes with blanks or commas between: "call leave". */
static void
add_words(struct buffer *out, struct slice sort, struct slice codes)
{
	bool with_code = sort.text[sort.length - 1] == '+';
	char *name = memory_text(
	    (struct slice){sort.text, sort.length - (with_code ? 1 : 0)});
	struct slice one, part;

	for (size_t n = 0; slice_cut(&codes, ' ', &part);) {
		slice_cut(&part, ',', &one);
		if (one.length == 0)
			continue;
		buffer_text(out, n++ ? tr(", ") : "");
		buffer_text(out,
		    with_code ? word_and_code(name, one) : word(name, one));
	}
	free(name);
}

/*
 * Adds the value of an argument, "?" when there is none.  What a sentence
 * names is "name" or "sort:name", whose value is a code to be worded, or a
 * duration when the sort says so.
 */
static void
add_argument(struct buffer *out, struct slice arguments, struct slice what)
{
	struct buffer value = {NULL, 0, 0};
	struct slice pair, key, name = what, sort = {"", 0};

	if (memchr(what.text, ':', what.length) != NULL)
		(void)slice_cut(&name, ':', &sort);
	while (slice_cut(&arguments, ',', &pair)) {
		if (!slice_cut(&pair, '=', &key) || !slice_equal(key, name))
			continue;
		if (percent_unescape(&value, pair) != 0)
			buffer_slice(&value, pair);
		if (slice_is(sort, "duration"))
			duration_explain(out, buffer_view(&value));
		else if (sort.length > 0)
			add_words(out, sort, buffer_view(&value));
		else
			buffer_slice(out, buffer_view(&value));
		buffer_release(&value);
		return;
	}
	buffer_char(out, '?');
}

static void
fill_in(struct buffer *out, const char *sentence, struct slice arguments)
{
	const char *open, *close;

	for (;;) {
		open = strchr(sentence, '{');
		close = open ? strchr(open, '}') : NULL;
		if (close == NULL)
			break;
		buffer_add(out, sentence, (size_t)(open - sentence));
		add_argument(out, arguments,
		    (struct slice){open + 1, (size_t)(close - open - 1)});
		sentence = close + 1;
	}
	buffer_text(out, sentence);
}

/*
 * Where rooms mean different things by one code, its sentence stands under
 * the first of its arguments too: "why:late:limit".  NULL when there is none.
 */
static const char *
sentence_of(struct slice code, struct slice arguments)
{
	char both[64];
	struct slice name;
	const char *sentence;

	if (slice_cut(&arguments, '=', &name) &&
	    code.length + 1 + name.length < sizeof(both)) {
		snprintf(both, sizeof(both), "%.*s:%.*s", SLICE_ARG(code),
		    SLICE_ARG(name));
		sentence = word("why", slice_of(both));
		if (strcmp(sentence, both) != 0)
			return sentence;
	}
	sentence = word("why", code);
	return slice_is(code, sentence) ? NULL : sentence;
}

/* False, and nothing, for a code without a sentence. */
static bool
explain_one(struct buffer *out, struct slice why)
{
	struct slice rest = why, code;
	const char *sentence;

	if (!slice_cut(&rest, ':', &code) ||
	    !(sentence = sentence_of(code, rest)))
		return false;
	fill_in(out, sentence, rest);
	return true;
}

void
why_explain(struct buffer *out, struct slice why)
{
	struct slice rest = why, one;

	if (!slice_cut(&rest, ' ', &one))
		return;
	if (!explain_one(out, one)) {
		buffer_slice(out, why); /* nothing is known of it */
		return;
	}
	while (slice_cut(&rest, ' ', &one)) {
		buffer_text(out, tr("; "));
		if (!explain_one(out, one))
			buffer_slice(out, one);
	}
}

void
message_tool(const char *name)
{
	tool_name = name;
}

const char *
message_tool_name(void)
{
	return tool_name;
}

void
message_quiet(bool quiet)
{
	is_quiet = quiet;
}

/*
 * What came from a file may hold what a terminal obeys, or a line end behind
 * which another message could be made up: controls (of C1 too) become '?'.
 */
static void
disarm(char *text)
{
	for (char *at = text; *at; at++) {
		unsigned char c = (unsigned char)*at;
		unsigned char next = (unsigned char)at[1];

		if (c < ' ' || c == 0x7f)
			*at = '?';
		else if (c == 0xc2 && next >= 0x80 && next < 0xa0)
			at[0] = at[1] = '?';
	}
}

/* One write a line, so that stages of a pipe do not mix theirs. */
static void
say_list(const char *format, va_list args)
{
	struct buffer line = {NULL, 0, 0};
	char *text = NULL;

	if (vasprintf(&text, format, args) < 0)
		return;
	disarm(text);
	buffer_format(&line, "%s: %s\n", tool_name, text);
	fwrite(line.text, 1, line.length, stderr);
	buffer_release(&line);
	free(text);
}

void
say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args);
	va_end(args);
}

void
mention(const char *format, ...)
{
	va_list args;

	if (is_quiet)
		return;
	va_start(args, format);
	say_list(format, args);
	va_end(args);
}
