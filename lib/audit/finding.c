#include "audit/finding.h"

#include <stdarg.h>
#include <stdlib.h>

#include "audit/audit_state.h"
#include "base/digest.h"
#include "base/message.h"
#include "base/money.h"

#define ID_BYTES 6

static struct finding *
finding_new(struct audit *audit)
{
	struct findings *all = &audit->findings;
	struct finding *f = arena_alloc(&audit->arena, sizeof(*f));

	if (all->count == all->size) {
		all->size = all->size ? 2 * all->size : 64;
		all->finding = memory_grow(
		    all->finding, all->size, sizeof(*all->finding));
	}
	all->finding[all->count++] = f;
	return f;
}

struct finding *
finding_about(struct audit *audit, const struct rule *rule, struct slice hall,
    int32_t day, struct slice record)
{
	struct finding *f = finding_new(audit);

	f->rule = rule;
	f->severity = rule->severity;
	f->hall = arena_slice(&audit->arena, hall);
	f->day = day == DATE_NONE ? stream_day(audit->stream) : day;
	f->record = arena_slice(&audit->arena, record);
	return f;
}

static struct slice
cell(const struct item *item, size_t slot)
{
	return slot == NO_SLOT ? (struct slice){"", 0} : item->value[slot];
}

struct finding *
finding_of(
    struct audit *audit, const struct rule *rule, const struct item *item)
{
	struct finding *f = finding_about(
	    audit, rule, item->hall, item->day, item->id);
	char hash[24];

	f->staff = cell(item, rule->staff);
	finding_amount(f, cell(item, rule->amount));
	finding_evidence(f, item);
	/* A subject has many facts: which one?  A derived record that has an
	 * id of its own is the only one. */
	if (item->seq)
		item_reference(item, &f->reference);
	else if (kinds[rule->subject.kind].sort != KIND_SORT_DERIVED ||
		 kind_column(rule->subject.kind, SLICE("id")) < 0) {
		snprintf(hash, sizeof(hash), "%016llx",
		    (unsigned long long)item->hash);
		buffer_text(&f->reference, hash);
	}
	return f;
}

void
finding_not_run(struct audit *audit, const struct rule *rule, const char *code,
    const char *name, const char *value, const char *other_name,
    const char *other_value)
{
	struct finding *f = finding_new(audit);
	const struct node *root = config_root(audit->config);

	f->rule = rule;
	f->severity = SLICE("not-run");
	f->hall = node_text(node_get(root, "hall"), "id", "");
	f->day = stream_day(audit->stream);
	why_format(&f->why, code, name, value, other_name, other_value, NULL);
	finding_mark(f, buffer_view(&f->why));
}

void
finding_why(struct finding *f, const char *code, ...)
{
	va_list list;

	if (f->why.length)
		buffer_char(&f->why, ' ');
	va_start(list, code);
	why_list(&f->why, code, list);
	va_end(list);
}

bool
finding_own_why(
    struct finding *f, const struct rule *rule, const struct item *item)
{
	if (rule->own_why == NO_SLOT || item->value[rule->own_why].length == 0)
		return false;
	if (f->why.length)
		buffer_char(&f->why, ' ');
	buffer_slice(&f->why, item->value[rule->own_why]);
	return true;
}

void
finding_evidence(struct finding *f, const struct item *item)
{
	if (f->evidences++ >= EVIDENCE_MAX)
		return;
	if (f->evidence.length)
		buffer_char(&f->evidence, ' ');
	item_reference(item, &f->evidence);
}

void
finding_mark(struct finding *f, struct slice mark)
{
	buffer_char(&f->reference, '\n');
	buffer_slice(&f->reference, mark);
}

void
finding_amount(struct finding *f, struct slice text)
{
	int64_t fen;

	if (money_parse(text, &fen) == 0)
		f->amount = text;
}

/* What the audit says of itself has no rule. */
static struct slice
rule_name(const struct finding *f)
{
	return f->rule ? f->rule->name : SLICE("rules");
}

static void
add_part(struct digest *digest, struct slice part)
{
	digest_add(digest, part.text, part.length);
	digest_add(digest, "\n", 1);
}

static void
make_id(struct finding *f, struct digest *digest)
{
	uint8_t sum[DIGEST_SIZE];
	char day[DATE_TEXT_SIZE];

	date_format(f->day, day);
	add_part(digest, rule_name(f));
	add_part(digest, f->hall);
	add_part(digest, slice_of(day));
	add_part(digest, f->record);
	add_part(digest, buffer_view(&f->reference));
	digest_take(digest, sum);
	f->id[0] = 'A';
	digest_hex(sum, ID_BYTES, f->id + 1);
}

static int
compare(const void *left, const void *right)
{
	const struct finding *a = *(struct finding *const *)left;
	const struct finding *b = *(struct finding *const *)right;
	int order = (a->day > b->day) - (a->day < b->day);

	if (order == 0)
		order = slice_compare(rule_name(a), rule_name(b));
	if (order == 0)
		order = slice_compare(a->record, b->record);
	if (order == 0)
		order = slice_compare(a->hall, b->hall);
	if (order == 0)
		order = slice_compare(
		    buffer_view(&a->reference), buffer_view(&b->reference));
	return order
		   ? order
		   : slice_compare(buffer_view(&a->why), buffer_view(&b->why));
}

static void
fill(struct row *row, struct finding *f)
{
	if (f->evidences > EVIDENCE_MAX)
		buffer_format(
		    &f->evidence, " +%u", f->evidences - EVIDENCE_MAX);
	row_start(row, KIND_FINDING);
	row_text(row, FINDING_ID, f->id);
	row_date(row, FINDING_DAY, f->day);
	row_set(row, FINDING_HALL, f->hall);
	row_set(row, FINDING_RULE, rule_name(f));
	row_set(row, FINDING_SEVERITY, f->severity);
	row_set(row, FINDING_STAFF, f->staff);
	row_set(row, FINDING_RECORD, f->record);
	row_set(row, FINDING_AMOUNT, f->amount);
	row_set(row, FINDING_WHY, buffer_view(&f->why));
	row_set(row, FINDING_EVIDENCE, buffer_view(&f->evidence));
	row_set(row, FINDING_SOURCE,
	    f->rule ? f->rule->source : (struct slice){"", 0});
}

size_t
findings_write(struct findings *all, struct writer *writer)
{
	struct digest *digest = digest_new();
	const char *before = "";
	size_t count = 0;
	struct row row;

	if (all->count > 0)
		qsort(all->finding, all->count, sizeof(*all->finding), compare);
	row_init(&row);
	for (size_t i = 0; i < all->count; i++) {
		struct finding *f = all->finding[i];

		make_id(f, digest);
		if (strcmp(f->id, before) == 0)
			continue;
		before = f->id;
		count++;
		if (!writer)
			continue;
		fill(&row, f);
		writer_row(writer, &row);
	}
	row_release(&row);
	digest_free(digest);
	return count;
}

void
findings_release(struct findings *all)
{
	for (size_t i = 0; i < all->count; i++) {
		buffer_release(&all->finding[i]->why);
		buffer_release(&all->finding[i]->evidence);
		buffer_release(&all->finding[i]->reference);
	}
	free(all->finding);
	*all = (struct findings){0};
}
