/*
 * matches.c - match and matchline records.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/money.h"
#include "reconcile/result.h"

#define CANDIDATES_MAX 8

struct matches {
	struct result *r;
	struct matching *m;
	struct buffer id; /* of the match at hand */
};

static struct slice
id_of(const struct matching *m, const struct entry *e)
{
	return item_text(m->items, entry_item(m, e)->id);
}

/* One item by its id, several by their number: matchlines name them. */
static void
set_side(struct row *row, const struct matching *m, int column,
    int amount_column, const struct entry *e)
{
	if (e->members)
		row_int(row, column, e->members);
	else
		row_set(row, column, id_of(m, e));
	row_money(row, amount_column, e->amount_fen);
}

static struct slice
match_id(struct matches *s, char letter, const struct entry *e)
{
	buffer_clear(&s->id);
	buffer_char(&s->id, letter);
	buffer_char(&s->id, '-');
	buffer_slice(&s->id, s->m->set->name);
	buffer_char(&s->id, '-');
	buffer_slice(&s->id, id_of(s->m, e));
	return buffer_view(&s->id);
}

static struct row *
start(struct matches *s, char letter, const char *status, const struct entry *e)
{
	struct row *row = &s->r->row;
	const struct matching *m = s->m;
	const struct item *item = entry_item(m, e);

	row_start(row, KIND_MATCH);
	row_set(row, MATCH_ID, match_id(s, letter, e));
	row_date(row, MATCH_DAY, m->scope->limited ? m->scope->day : item->day);
	row_set(row, MATCH_HALL, item_hall(m->items, item));
	row_set(row, MATCH_SET, m->set->name);
	row_text(row, MATCH_STATUS, status);
	return row;
}

static void
write_line(struct matches *s, struct slice match, const char *side,
    const struct item *item)
{
	struct row *row = &s->r->row;

	row_start(row, KIND_MATCHLINE);
	row_set(row, MATCHLINE_MATCH, match);
	row_text(row, MATCHLINE_SIDE, side);
	row_set(row, MATCHLINE_RECORD, item_text(s->m->items, item->id));
	row_money(row, MATCHLINE_AMOUNT, item->amount_fen);
	result_write(s->r);
}

/* The members of a group, under the match that was just written. */
static void
write_members(struct matches *s, char letter, const struct entry *e)
{
	struct slice match;

	if (!e->members)
		return;
	match = match_id(s, letter, e);
	for (size_t i = 0; i < entry_items(e); i++)
		write_line(s, match, "left", entry_item_at(s->m, e, i));
}

static void
write_confirmed(struct matches *s, const struct entry *left)
{
	const struct matching *m = s->m;
	const struct entry *right = &m->right.list[left->partner];
	const struct item *item = entry_item(m, right);
	struct row *row = start(s, 'M', "confirmed", left);

	row_set(row, MATCH_RULE, m->set->rule[left->rule].name);
	set_side(row, m, MATCH_LEFT, MATCH_LEFT_AMOUNT, left);
	set_side(row, m, MATCH_RIGHT, MATCH_RIGHT_AMOUNT, right);
	if (item->fee_millionths != FEE_NONE)
		row_decimal(row, MATCH_FEE, item->fee_millionths, 2);
	row_money(row, MATCH_DIFF, right->amount_fen - left->amount_fen);
	row_int(row, MATCH_DAYS, right->date - left->date);
	if (left->carried || right->carried)
		row_why(row, MATCH_WHY, "carried", "side",
		    !left->carried    ? "right"
		    : !right->carried ? "left"
				      : "both",
		    NULL);
	result_write(s->r);
	write_members(s, 'M', left);
}

/* Said once, at the payment. */
static void
write_netted(struct matches *s, const struct entry *payment)
{
	const struct matching *m = s->m;
	const struct entry *undone = &m->left.list[payment->partner];
	struct slice match;
	struct row *row;

	if (entry_item(m, payment)->kind != KIND_PAYMENT)
		return;
	row = start(s, 'N', "netted", payment);
	match = row->value[MATCH_ID];
	row_text(row, MATCH_RULE, "void");
	row_int(row, MATCH_LEFT, 2);
	row_money(row, MATCH_LEFT_AMOUNT, 0);
	row_money(row, MATCH_DIFF, 0);
	row_why(row, MATCH_WHY, "netted", NULL);
	result_write(s->r);
	write_line(s, match, "left", entry_item(m, payment));
	write_line(s, match, "left", entry_item(m, undone));
}

static const char *
waiting_rule(const struct entry *e)
{
	switch (e->why) {
	case WHY_CUTOVER:
		return "cutover";
	case WHY_UNREADABLE:
		return "unreadable";
	default:
		return "window";
	}
}

static int
write_waiting(struct matches *s, const struct entry *e, struct error *error)
{
	const struct matching *m = s->m;
	struct row *row = start(s, 'W', "waiting", e);
	char due[DATE_TEXT_SIZE];
	int32_t date;

	row_text(row, MATCH_RULE, waiting_rule(e));
	set_side(row, m, e->right ? MATCH_RIGHT : MATCH_LEFT,
	    e->right ? MATCH_RIGHT_AMOUNT : MATCH_LEFT_AMOUNT, e);
	if (m->scope->day != DATE_NONE)
		row_int(row, MATCH_DAYS, m->scope->day - e->date);
	if (e->why == WHY_WINDOW) {
		if (entry_due(m, e, &date, error) < 0)
			return -1;
		date_format(date, due);
		row_why(row, MATCH_WHY, "window", "due", due, NULL);
	} else {
		row_why(row, MATCH_WHY,
		    e->why == WHY_CUTOVER ? "cutover" : "unreadable", NULL);
	}
	result_write(s->r);
	write_members(s, 'W', e);
	return 0;
}

/* What several entries of one side are worth, and who they are. */
struct crowd {
	size_t count;
	int64_t amount_fen;
	const struct entry *first;
	struct buffer ids;
};

static void
crowd_add(struct crowd *c, const struct matching *m, const struct entry *e)
{
	if (c->count++ == 0)
		c->first = e;
	(void)money_add(&c->amount_fen, e->amount_fen);
	if (c->count <= CANDIDATES_MAX) {
		buffer_text(&c->ids, c->count > 1 ? " " : "");
		buffer_slice(&c->ids, id_of(m, e));
	}
}

static void
crowd_row(struct row *row, const struct matching *m, int column,
    int amount_column, const struct crowd *c)
{
	if (c->count == 1)
		row_set(row, column, id_of(m, c->first));
	else
		row_int(row, column, (int64_t)c->count);
	row_money(row, amount_column, c->amount_fen);
}

static void
write_ambiguous(struct matches *s, size_t component, struct crowd *left,
    struct crowd *right)
{
	const struct matching *m = s->m;
	struct row *row;
	char lefts[24], rights[24];

	if (left->count == 0 || right->count == 0)
		return;
	row = start(s, 'A', "ambiguous", left->first);
	row_set(
	    row, MATCH_RULE, m->set->rule[m->component[component].rule].name);
	crowd_row(row, m, MATCH_LEFT, MATCH_LEFT_AMOUNT, left);
	crowd_row(row, m, MATCH_RIGHT, MATCH_RIGHT_AMOUNT, right);
	if (right->count > CANDIDATES_MAX)
		buffer_format(
		    &right->ids, " +%zu", right->count - CANDIDATES_MAX);
	row_set(row, MATCH_CANDIDATES, buffer_view(&right->ids));
	snprintf(lefts, sizeof(lefts), "%zu", left->count);
	snprintf(rights, sizeof(rights), "%zu", right->count);
	row_why(
	    row, MATCH_WHY, "ambiguous", "left", lefts, "right", rights, NULL);
	result_write(s->r);
}

static void
collect(
    const struct matching *m, const struct entries *side, struct crowd *crowd)
{
	for (size_t i = 0; i < side->count; i++) {
		const struct entry *e = &side->list[i];

		if (e->state == ENTRY_OPEN && e->component)
			crowd_add(&crowd[e->component - 1], m, e);
	}
}

static void
write_components(struct matches *s)
{
	const struct matching *m = s->m;
	struct crowd *left = memory_array(m->components + 1, sizeof(*left));
	struct crowd *right = memory_array(m->components + 1, sizeof(*right));

	collect(m, &m->left, left);
	collect(m, &m->right, right);
	for (size_t i = 0; i < m->components; i++) {
		write_ambiguous(s, i, &left[i], &right[i]);
		buffer_release(&left[i].ids);
		buffer_release(&right[i].ids);
	}
	free(left);
	free(right);
}

static int
write_entries(struct matches *s, struct error *error)
{
	const struct matching *m = s->m;

	for (size_t i = 0; i < m->left.count; i++) {
		const struct entry *e = &m->left.list[i];

		if (e->state == ENTRY_MATCHED)
			write_confirmed(s, e);
		else if (e->state == ENTRY_NETTED)
			write_netted(s, e);
		else if (e->state == ENTRY_WAITING &&
			 write_waiting(s, e, error) < 0)
			return -1;
	}
	for (size_t i = 0; i < m->right.count; i++)
		if (m->right.list[i].state == ENTRY_WAITING &&
		    write_waiting(s, &m->right.list[i], error) < 0)
			return -1;
	return 0;
}

int
matches_write(struct result *r, struct matching *m, struct error *error)
{
	struct matches s = {.r = r, .m = m};
	int result = write_entries(&s, error);

	if (result == 0)
		write_components(&s);
	buffer_release(&s.id);
	return result;
}
