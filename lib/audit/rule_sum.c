/*
 * rule_sum.c - two sums that must agree, per group of matching columns.
 *
 * Memory:  every record that matches, on both sides.
 */
#include "audit/audit_state.h"

/* One group: its records of either side stand together. */
struct group {
	const struct keyed *ours, *theirs;
	size_t our_count, their_count;
};

static int128
sum_of(const struct keyed *list, size_t count, size_t slot)
{
	int128 sum = 0, number;

	for (size_t i = 0; i < count; i++)
		if (quantity_parse(list[i].item->value[slot], &number) == 0)
			sum += number;
	return sum;
}

/* What the group is called: its columns, less what is private. */
static void
add_label(const struct rule *rule, const struct side *side,
    const struct item *item, struct buffer *label)
{
	for (size_t i = 0; i < side->match.count; i++) {
		size_t slot = side->match.at[i];
		const char *column = kinds[side->kind]
					 .columns[side->column[slot]];

		if (column_personal(rule->config, slice_of(column)))
			continue;
		if (label->length)
			buffer_char(label, '/');
		buffer_slice(label, item->value[slot]);
	}
}

static int32_t
newest_day(const struct group *g)
{
	int32_t day = DATE_NONE;

	for (size_t i = 0; i < g->our_count; i++)
		if (g->ours[i].item->day > day)
			day = g->ours[i].item->day;
	for (size_t i = 0; i < g->their_count; i++)
		if (g->theirs[i].item->day > day)
			day = g->theirs[i].item->day;
	return day;
}

/* Money has two places; what has none stays a count. */
static int
places_of(const struct rule *rule, const struct group *g)
{
	struct slice cell = g->our_count
				? g->ours->item->value[rule->subject.main]
				: g->theirs->item->value[rule->with.main];

	return cell.length && memchr(cell.text, '.', cell.length) ? 2 : 0;
}

static void
tell(struct audit *audit, const struct rule *rule, const struct group *g,
    int128 ours, int128 theirs)
{
	const struct side *side = g->our_count ? &rule->subject : &rule->with;
	const struct item *item = g->our_count ? g->ours->item
					       : g->theirs->item;
	struct buffer label = {0}, left = {0}, right = {0}, diff = {0};
	int places = places_of(rule, g);
	struct finding *f;

	add_label(rule, side, item, &label);
	quantity_add(&left, ours, places);
	quantity_add(&right, theirs, places);
	quantity_add(&diff, ours - theirs, places);
	f = finding_about(audit, rule, item->hall, newest_day(g),
	    label.length ? buffer_view(&label) : item->id);
	finding_why(f, "rule_sums", "left", left.text, "right", right.text,
	    "diff", diff.text, NULL);
	finding_amount(f, arena_slice(&audit->arena, buffer_view(&diff)));
	for (size_t i = 0; i < g->our_count; i++)
		finding_evidence(f, g->ours[i].item);
	for (size_t i = 0; i < g->their_count; i++)
		finding_evidence(f, g->theirs[i].item);
	buffer_release(&label);
	buffer_release(&left);
	buffer_release(&right);
	buffer_release(&diff);
}

/* Some record of the group is of the stream's own days. */
static bool
is_own(
    const struct audit *audit, const struct rule *rule, const struct group *g)
{
	const struct item *item = g->our_count ? g->ours->item
					       : g->theirs->item;

	return kinds[rule->subject.kind].sort == KIND_SORT_DERIVED ||
	       days_own(&audit->days, item->hall, newest_day(g));
}

static void
judge_group(struct audit *audit, const struct rule *rule, const struct group *g)
{
	int128 ours = sum_of(g->ours, g->our_count, rule->subject.main);
	int128 theirs = sum_of(g->theirs, g->their_count, rule->with.main);
	int128 diff = ours > theirs ? ours - theirs : theirs - ours;

	if (diff > rule->tolerance.number && is_own(audit, rule, g))
		tell(audit, rule, g, ours, theirs);
}

static size_t
run_length(const struct keyed *list, size_t count)
{
	size_t n = count ? 1 : 0;

	while (n < count && slice_equal(list[n].key, list[0].key))
		n++;
	return n;
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	size_t ours, theirs;
	const struct keyed *a = side_keyed(
	    &rule->subject, &rule->subject.match, &audit->arena, &ours);
	const struct keyed *b = side_keyed(
	    &rule->with, &rule->with.match, &audit->arena, &theirs);

	(void)error;
	while (ours > 0 || theirs > 0) {
		struct group g = {.ours = a, .theirs = b};
		int order = ours == 0     ? 1
			    : theirs == 0 ? -1
					  : slice_compare(a->key, b->key);

		if (order <= 0)
			g.our_count = run_length(a, ours);
		if (order >= 0)
			g.their_count = run_length(b, theirs);
		judge_group(audit, rule, &g);
		a += g.our_count;
		ours -= g.our_count;
		b += g.their_count;
		theirs -= g.their_count;
	}
	return 0;
}

const struct mechanism rule_sum = {
    .name = "sum",
    .column_form = FORM_NUMBER,
    .column_shown = true,
    .judge = judge,
};
