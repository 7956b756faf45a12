/*
 * fuzz_journal.c - a journal that was written verifies and is gone on with;
 * one that was bent does not verify, and one that was cut off is what it was
 * up to its last whole line.  Any bytes are judged without harm.
 *
 * The first byte says whether the others are a journal or make one.
 */
#include "base/buffer.h"
#include "base/output.h"
#include "book/journal.h"
#include "book/tail.h"
#include "record/source.h"
#include "fuzz.h"

#define FACTS_MAX 12

static const char day[] = "2026-11-02";

struct made {
	struct buffer text;
	uint64_t facts;
	char chain[CHAIN_SIZE];
};

static void
make_row(struct row *row, struct bytes *b)
{
	static const char *const words[] = {
	    "", "a", "a, b", "say \"it\"", "张三", "open", "closed", day};
	size_t n = pick(b, 40);

	switch (pick(b, 3)) {
	case 0:
		row_start(row, KIND_PAYMENT);
		row_text(row, PAYMENT_ID, words[pick(b, 8)]);
		row_set(row, PAYMENT_PAYER, pick_slice(b, n));
		break;
	case 1:
		row_start(row, KIND_VOID);
		row_text(row, VOID_REASON, words[pick(b, 8)]);
		break;
	default:
		row_start(row, KIND_DAY);
		row_text(row, DAY_ID, pick(b, 4) ? day : "2026-11-01");
		row_text(row, DAY_EVENT, words[pick(b, 8)]);
	}
}

static void
make(struct made *made, struct bytes *b)
{
	struct output *output = output_to(&made->text);
	struct journal_maker *maker = journal_maker_new(output, day, NULL);
	struct moment entered = {1793581200, 28800};
	struct error e;
	struct row row;

	row_init(&row);
	for (unsigned n = 1 + pick(b, FACTS_MAX); n > 0; n--) {
		make_row(&row, b);
		entered.utc_seconds += pick(b, 100);
		journal_maker_add(maker, &row, entered, "S01");
		made->facts++;
	}
	snprintf(
	    made->chain, sizeof(made->chain), "%s", journal_maker_chain(maker));
	row_release(&row);
	journal_maker_free(maker);
	must(output_close(output, &e) == 0, "an output");
}

static bool
verify(struct slice text, struct journal_sum *sum)
{
	static struct memory_file file;
	struct error e = {HALL_DONE, ""};
	bool good;

	if (!file.path[0])
		file = memory_file_new();
	memory_file_set(&file, text);
	good = journal_verify(source_open(file.path, &e), NULL, sum, &e) == 0;
	must(good || (e.status == HALL_DATA && e.text[0]), "an error");
	return good;
}

static bool
read_tail(struct slice text, struct tail *tail)
{
	struct error e = {HALL_DONE, ""};
	struct walk walk;
	int32_t date;
	bool good;

	must(date_parse(slice_of(day), &date) == 0, "a date");
	walk_init(&walk, text);
	*tail = (struct tail){0};
	good = tail_read(&walk, date, "f", tail, &e) == 0;
	must(good || (e.status == HALL_DATA && e.text[0]), "a tail's error");
	/* Half a line says nothing; who asks for a tail has set it aside. */
	if (text.length > 0 && text.text[text.length - 1] == '\n')
		must(tail->closed == text_says_closed(text, date),
		    "whether closed");
	walk_release(&walk);
	return good;
}

/* What verifies has a tail that says the same.  True when it does. */
static bool
check(struct slice text, struct journal_sum *sum)
{
	struct tail tail;
	bool good = verify(text, sum), known = read_tail(text, &tail);

	if (!good)
		return false;
	must(known, "a tail of what verifies");
	must(tail.seq == sum->records, "the last number");
	must(tail.lines == sum->line, "the number of lines");
	must(sum->records == 0 || strcmp(tail.chain, sum->chain_last) == 0,
	    "the end of the chain");
	must(sum->bytes == text.length, "the size");
	return true;
}

static void
check_bent(const struct made *made, struct bytes *b)
{
	struct buffer copy = {0};
	struct journal_sum sum;
	size_t at = pick(b, 256) * 256u;

	at = (at + pick(b, 256)) % made->text.length;
	/* Cut off: whole lines are as good as ever. */
	buffer_add(&copy, made->text.text, at);
	must(check(buffer_view(&copy), &sum) ==
		 (at == 0 || copy.text[at - 1] == '\n'),
	    "a journal that was cut off");
	/* Another byte. */
	buffer_clear(&copy);
	buffer_slice(&copy, buffer_view(&made->text));
	copy.text[at] ^= (char)(1 + pick(b, 255));
	must(!check(buffer_view(&copy), &sum), "a journal that was bent");
	/* A byte that is gone. */
	memmove(copy.text + at, made->text.text + at + 1,
	    made->text.length - at - 1);
	copy.length--;
	must(!check(buffer_view(&copy), &sum), "a byte that is gone");
	buffer_release(&copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct bytes b = {bytes, size};
	struct made made = {.facts = 0};
	struct journal_sum sum;

	if (size == 0)
		return 0;
	if (pick(&b, 2)) {
		check((struct slice){(const char *)b.at, b.left}, &sum);
		return 0;
	}
	make(&made, &b);
	must(check(buffer_view(&made.text), &sum), "a journal as written");
	must(sum.records == made.facts &&
		 strcmp(sum.chain_last, made.chain) == 0,
	    "the end of what was written");
	check_bent(&made, &b);
	buffer_release(&made.text);
	return 0;
}
