#include "reconcile/control.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/rate.h"
#include "reconcile/normalise.h"

/* One number that a file states, and the same number from its rows. */
struct sum {
	struct slice name;
	bool is_count;
	struct names column; /* summed; unless is_count */
	int at;              /* where it stands in the table, or -1 */
	bool unreadable;     /* a cell was no number: nothing to compare */
	int64_t computed;    /* millionths, or a count */
	bool stated;
	int64_t value;
	uint64_t line;
};

struct tally {
	const struct total *total;
	struct sum *sum;
	size_t sums;
	bool found;
};

struct control {
	const struct sheet *sheet;
	struct arena arena;
	struct tally *tally;
	size_t tallies;
	bool placed; /* columns are known: the heading was found */
	/* The heading of totals that was seen; its values come next. */
	struct tally *pending;
	struct slice *name;
	size_t names;
};

static struct sum *
add_sum(struct tally *t, struct slice name, struct names column)
{
	struct sum *s = &t->sum[t->sums++];

	s->name = name;
	s->column = column;
	s->is_count = column.count == 0;
	return s;
}

struct control *
control_new(const struct sheet *sheet)
{
	const struct profile *p = sheet->profile;
	struct control *t = memory_new(sizeof(*t));

	t->sheet = sheet;
	t->tallies = p->totals;
	t->tally = arena_array(&t->arena, p->totals + 1, sizeof(*t->tally));
	for (size_t i = 0; i < p->totals; i++) {
		const struct total *total = &p->total[i];
		struct tally *tally = &t->tally[i];

		tally->total = total;
		tally->sum = arena_array(
		    &t->arena, total->sums + 3, sizeof(*tally->sum));
		if (total->line.length > 0) {
			add_sum(tally, SLICE("{count}"), (struct names){0});
			add_sum(tally, SLICE("{amount}"), total->of);
			add_sum(tally, SLICE("{fee}"), p->map[FIELD_FEE]);
			tally->sum[2].is_count = false;
			continue;
		}
		if (total->count.count > 0)
			add_sum(tally, total->count.text, (struct names){0});
		for (size_t k = 0; k < total->sums; k++)
			add_sum(tally, total->sum[k].name.text,
			    total->sum[k].column);
	}
	return t;
}

void
control_free(struct control *t)
{
	if (!t)
		return;
	arena_release(&t->arena);
	free(t);
}

static void
sum_row(struct sum *s, const struct sheet *sheet)
{
	struct slice cell;
	int64_t value = 0;

	if (s->is_count) {
		s->computed++;
		return;
	}
	cell = sheet_get(sheet, s->at);
	if ((cell.length && amount_read(cell, &value) < 0) ||
	    __builtin_add_overflow(s->computed, value, &s->computed))
		s->unreadable = true;
}

static void
place_sums(struct control *t)
{
	t->placed = true;
	for (size_t i = 0; i < t->tallies; i++)
		for (size_t k = 0; k < t->tally[i].sums; k++) {
			struct sum *s = &t->tally[i].sum[k];

			s->at = sheet_find(t->sheet, &s->column);
		}
}

void
control_row(struct control *t, struct slice type)
{
	if (!t->placed)
		place_sums(t);
	for (size_t i = 0; i < t->tallies; i++) {
		struct tally *tally = &t->tally[i];

		if (tally->total->type.length &&
		    !slice_equal(tally->total->type, type))
			continue;
		for (size_t k = 0; k < tally->sums; k++)
			sum_row(&tally->sum[k], t->sheet);
	}
}

void
control_lost(struct control *t)
{
	for (size_t i = 0; i < t->tallies; i++) {
		struct tally *tally = &t->tally[i];
		bool any_type = tally->total->type.length == 0;

		for (size_t k = 0; k < tally->sums; k++) {
			struct sum *s = &tally->sum[k];

			if (s->is_count && any_type)
				s->computed++;
			else
				s->unreadable = true;
		}
	}
}

static void
state(struct sum *s, struct slice text, uint64_t line)
{
	int64_t value;

	s->stated = true;
	s->line = line;
	if (amount_read(text, &value) < 0) {
		/* No number where a total should be: it cannot agree. */
		s->value = INT64_MIN;
		return;
	}
	s->value = s->is_count ? value / DECIMAL_ONE : value;
}

static size_t
number_length(struct slice text)
{
	size_t n = 0;

	while (n < text.length && strchr("+-0123456789.,", text.text[n]))
		n++;
	/* A point or comma at the end is the sentence's. */
	while (n > 0 && strchr(".,", text.text[n - 1]))
		n--;
	return n;
}

static struct slice
behind(struct slice s, size_t bytes)
{
	return (struct slice){s.text + bytes, s.length - bytes};
}

/* {any}: up to where the text behind it goes on. */
static bool
skip_any(struct slice *text, struct slice pattern)
{
	const char *brace = pattern.length
				? memchr(pattern.text, '{', pattern.length)
				: NULL;
	size_t literal = brace ? (size_t)(brace - pattern.text)
			       : pattern.length;
	const char *at;

	if (literal == 0) {
		*text = behind(*text, text->length);
		return true;
	}
	at = memmem(text->text, text->length, pattern.text, literal);
	if (!at)
		return false;
	*text = behind(*text, (size_t)(at - text->text));
	return true;
}

/*
 * The text against the pattern of a tally; it may go on behind it.  Where
 * the numbers stand comes back in number[], one for each sum.
 */
static bool
fits(const struct tally *t, struct slice text, struct slice number[3])
{
	struct slice pattern = t->total->line;

	while (pattern.length > 0) {
		size_t k = 0;

		while (
		    k < t->sums && (pattern.length < t->sum[k].name.length ||
				       memcmp(pattern.text, t->sum[k].name.text,
					   t->sum[k].name.length) != 0))
			k++;
		if (k < t->sums) {
			number[k] = (struct slice){
			    text.text, number_length(text)};
			if (number[k].length == 0)
				return false;
			text = behind(text, number[k].length);
			pattern = behind(pattern, t->sum[k].name.length);
		} else if (pattern.length >= 5 &&
			   memcmp(pattern.text, "{any}", 5) == 0) {
			pattern = behind(pattern, 5);
			if (!skip_any(&text, pattern))
				return false;
		} else {
			if (text.length == 0 || text.text[0] != pattern.text[0])
				return false;
			text = behind(text, 1);
			pattern = behind(pattern, 1);
		}
	}
	return true;
}

static bool
try_pattern(struct tally *t, struct slice text, uint64_t line)
{
	struct slice number[3] = {{0}};

	if (t->total->line.length == 0 || !fits(t, text, number))
		return false;
	t->found = true;
	for (size_t k = 0; k < t->sums; k++)
		if (number[k].length)
			state(&t->sum[k], number[k], line);
	return true;
}

static bool
try_heading(struct control *t, struct tally *tally)
{
	const struct sheet *sheet = t->sheet;
	struct slice heading = tally->total->heading;

	if (heading.length == 0 || sheet->cells == 0 ||
	    !slice_equal(sheet_strip(sheet->profile, sheet->cell[0]), heading))
		return false;
	t->pending = tally;
	t->names = sheet->cells;
	t->name = arena_array(&t->arena, sheet->cells, sizeof(*t->name));
	for (size_t i = 0; i < sheet->cells; i++)
		t->name[i] = arena_slice(
		    &t->arena, sheet_strip(sheet->profile, sheet->cell[i]));
	return true;
}

/* The line behind a heading of totals. */
static void
take_values(struct control *t, uint64_t line)
{
	struct tally *tally = t->pending;
	const struct sheet *sheet = t->sheet;
	size_t counts = tally->sums - tally->total->sums;

	tally->found = true;
	t->pending = NULL;
	for (size_t k = 0; k < tally->sums; k++) {
		const struct names *names = k < counts
						? &tally->total->count
						: &tally->total->sum[k - counts]
						       .name;

		for (size_t i = 0; i < t->names && i < sheet->cells; i++)
			if (names_has(names, t->name[i]))
				state(&tally->sum[k],
				    sheet_strip(sheet->profile, sheet->cell[i]),
				    line);
	}
}

/* Whether cutting the line is worth the time: its first cell may be that. */
static bool
may_be_heading(const struct control *t, struct slice text)
{
	struct slice first = sheet_strip(t->sheet->profile, text);

	for (size_t i = 0; i < t->tallies; i++) {
		struct slice heading = t->tally[i].total->heading;

		if (heading.length > 0 && first.length > 0 &&
		    (first.text[0] == '"' ||
			(first.length >= heading.length &&
			    bytes_equal(
				first.text, heading.text, heading.length))))
			return true;
	}
	return false;
}

bool
control_line(
    struct control *t, struct sheet *sheet, struct slice text, uint64_t line)
{
	const char *why;

	for (size_t i = 0; i < t->tallies; i++)
		if (try_pattern(&t->tally[i], text, line))
			return true;
	if ((!t->pending && !may_be_heading(t, text)) ||
	    sheet_cut(sheet, text, &why) < 0)
		return false;
	if (t->pending) {
		take_values(t, line);
		return true;
	}
	for (size_t i = 0; i < t->tallies; i++)
		if (try_heading(t, &t->tally[i]))
			return true;
	return false;
}

static void
format(const struct sum *s, int64_t value, char text[DECIMAL_TEXT_SIZE])
{
	if (value == INT64_MIN)
		snprintf(text, DECIMAL_TEXT_SIZE, "?");
	else if (s->is_count)
		snprintf(text, DECIMAL_TEXT_SIZE, "%lld", (long long)value);
	else
		decimal_format(value, 2, text);
}

static void
complain_sum(const struct sum *s, struct complaint *c)
{
	char stated[DECIMAL_TEXT_SIZE], computed[DECIMAL_TEXT_SIZE];
	char name[64];

	snprintf(name, sizeof(name), "%.*s", SLICE_ARG(s->name));
	format(s, s->value, stated);
	format(s, s->computed, computed);
	complain(
	    c, name, "total", "stated", stated, "computed", computed, NULL);
}

static void
complain_missing(const struct total *total, struct complaint *c)
{
	char name[64];

	snprintf(name, sizeof(name), "%.*s",
	    SLICE_ARG(total->line.length ? total->line : total->heading));
	complain(c, NULL, "total_missing", "total", name, NULL);
}

void
control_check(struct control *t,
    void (*call)(void *context, uint64_t line, const struct complaint *),
    void *context)
{
	struct complaint c = {0};

	for (size_t i = 0; i < t->tallies; i++) {
		const struct tally *tally = &t->tally[i];

		if (!tally->found && !tally->total->optional) {
			complain_missing(tally->total, &c);
			call(context, 0, &c);
		}
		for (size_t k = 0; k < tally->sums; k++) {
			const struct sum *s = &tally->sum[k];

			if (!s->stated || s->unreadable ||
			    s->value == s->computed)
				continue;
			complain_sum(s, &c);
			call(context, s->line, &c);
		}
	}
	buffer_release(&c.why);
}
