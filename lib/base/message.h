/*
 * message.h - texts for people, in English and Chinese.
 *
 * Source:  each room keeps zh.po (from the English text) and en.po (from a
 *          code, such as "why:money", to English); the build compiles
 *          all of them in, so that cron's empty environment changes nothing.
 */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/slice.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH };

/* Mark a text for translators without translating it here. */
#define N_(text) text

/*
 * The language of all that follows.  Until it is called, LC_ALL,
 * LC_MESSAGES and LANG decide (zh* is Chinese, all else English).
 */
void language_set(enum language);
enum language language_get(void);
/* "en" or "zh" (also zh_CN.UTF-8 and the like); -1 for another. */
int language_parse(struct slice, enum language *);

/* The text in the language of the user; the text itself when unknown. */
const char *tr(const char *text) __attribute__((format_arg(1)));

/*
 * The word for a code of a certain sort in the user's language, as in
 * word("code", "cash_short") -> 长款; the code itself when there is none.
 * Sorts: code (breaks), column, kind, method, channel, service, metric,
 * state.  It stands in en.po and zh.po as msgid "sort:code".  What comes
 * back is good for the next 15 calls in this thread, enough for one printf.
 */
const char *word(const char *sort, struct slice code);

/*
 * The same with the code behind it, 收费(take), for one that people have to
 * write; the code alone where there is no word for it.
 */
const char *word_and_code(const char *sort, struct slice code);

/*
 * A `why` is a code with arguments, "late:limit=1wd,used=2wd", so that
 * records do not depend on a language.  Names and values come in pairs and
 * end with NULL; a blank, '%', ',', ':' or '=' in a value is %-escaped.
 */
void why_format(struct buffer *, const char *code, ...);
void why_list(struct buffer *, const char *code, va_list);
/*
 * Its sentence in the user's language, from msgid "why:late", in which
 * {used} stands for the value of `used`, {method:how} for the word of sort
 * method for the value of `how`, or for the words of several codes,
 * {method+:how} for the same with the codes (word_and_code), and
 * {duration:used} for a duration in words.
 * Without a sentence, the why itself.  Several whys have a blank between
 * them, their sentences a semicolon.  A msgid "why:late:limit" is for a late
 * whose first argument is a limit, and goes before "why:late".
 */
void why_explain(struct buffer *, struct slice why);
/*
 * "2wd" is 2 working days, "26h10m" is 26 h 10 min, "same-day" the same day:
 * numbers and units, whose words stand as "unit:wd", and for one of them as
 * "unit:1wd".  Anything else, "100.00", is said as it is.
 */
void duration_explain(struct buffer *, struct slice text);

/* The tool's name, which stands before every message on stderr. */
void message_tool(const char *name);
const char *message_tool_name(void);
void message_quiet(bool quiet);
/* One line on stderr: "tool: " and the text.  Used by cmd and cli only. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, but not with --quiet: what is merely good to know. */
void mention(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
