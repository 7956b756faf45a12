/*
 * rule_custody.c - who has what: a drawer, a book, a device that was given
 * out is back before the day ends, and nobody leaves with it.
 *
 * Memory:  every record that matches, on all sides.
 */
#include "audit/audit_state.h"

struct custody {
	const struct rule *rule;
	const struct keyed *back, *gone;
	size_t back_count, gone_count;
};

static struct slice
holder_of(const struct rule *rule, const struct item *item)
{
	size_t slot = rule->holder != NO_SLOT ? rule->holder : rule->staff;
	struct slice holder = slot == NO_SLOT ? (struct slice){"", 0}
					      : item->value[slot];

	if (holder.length == 0 && rule->staff != NO_SLOT)
		holder = item->value[rule->staff];
	return holder;
}

static void
tell(struct audit *audit, const struct rule *rule, const struct item *item,
    const char *code, struct moment moment, const struct item *other)
{
	struct finding *f = finding_of(audit, rule, item);
	struct slice holder = holder_of(rule, item);
	struct buffer who = {0};
	char at[MOMENT_TEXT_SIZE];

	buffer_text(&who, "");
	buffer_slice(&who, holder);
	moment_format(moment, at);
	f->staff = holder;
	finding_mark(f, slice_of(code));
	finding_why(f, code, "staff", who.text, "at", at, NULL);
	if (other)
		finding_evidence(f, other);
	buffer_release(&who);
}

/* Back by the hour, or else before the business day is over. */
static bool
is_late(const struct audit *audit, const struct rule *rule,
    const struct item *item, const struct item *back)
{
	int64_t due;

	if (!rule->has_by)
		return back ? back->day > item->day : audit->has_as_of;
	due = zone_local(config_zone(rule->config), item->day, rule->by.seconds)
		  .utc_seconds;
	if (back)
		return back->utc_seconds > due;
	return audit->has_as_of && audit->as_of.utc_seconds > due;
}

/* The holder's way out while the thing was theirs. */
static const struct item *
left_with(struct audit *audit, const struct custody *c, const struct item *item,
    const struct item *back)
{
	static const struct slots first = {.count = 1};
	struct slice holder = holder_of(c->rule, item);
	struct item leaver = {.hall = item->hall, .value = &holder};
	struct slice key = item_key(&leaver, &first, &audit->arena);
	const struct item *gone;
	const struct keyed *list;
	size_t found;

	if (!c->gone || !key.text)
		return NULL;
	list = keyed_find(c->gone, c->gone_count, key, &found);
	gone = keyed_after(list, found, item);
	return gone && (!back || item_compare(gone, back) < 0) ? gone : NULL;
}

static void
judge_item(struct audit *audit, const struct custody *c,
    const struct keyed *own, const struct item *again)
{
	const struct item *item = own->item, *back, *gone;
	const struct keyed *list;
	size_t found;

	list = keyed_find(c->back, c->back_count, own->key, &found);
	back = keyed_after(list, found, item);
	/* Given on to somebody else: theirs from there on. */
	if (again && (!back || item_compare(again, back) < 0))
		back = again;
	gone = left_with(audit, c, item, back);
	if (gone)
		tell(audit, c->rule, item, "rule_left_with",
		    (struct moment){gone->utc_seconds, gone->offset_seconds},
		    gone);
	if (audit_judges(audit, c->rule, item) &&
	    is_late(audit, c->rule, item, back))
		tell(audit, c->rule, item, "rule_not_back",
		    (struct moment){item->utc_seconds, item->offset_seconds},
		    back);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	const struct slots leaver = {{rule->besides.main}, 1};
	struct custody c = {.rule = rule};
	size_t count;
	struct keyed *list = side_keyed(
	    &rule->subject, &rule->subject.match, &audit->arena, &count);

	(void)error;
	c.back = side_keyed(
	    &rule->with, &rule->with.match, &audit->arena, &c.back_count);
	if (rule->has_besides)
		c.gone = side_keyed(
		    &rule->besides, &leaver, &audit->arena, &c.gone_count);
	for (size_t i = 0; i < count; i++) {
		bool more = i + 1 < count &&
			    slice_equal(list[i].key, list[i + 1].key);

		judge_item(audit, &c, &list[i], more ? list[i + 1].item : NULL);
	}
	return 0;
}

const struct mechanism rule_custody = {
    .name = "custody",
    .column_form = FORM_TIME,
    .column_shown = true,
    .judge = judge,
};
