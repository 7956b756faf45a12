/*
 * fuzz_pay.c - any order of facts about money: what hall-pay derives of its
 * own output is the same again, and the numbers of every range add up.
 *
 * The bytes choose facts out of a small hall, so that they meet: a few
 * payments, counters, drawers, receipt numbers and days.
 */
#include "fuzz.h"
#include "pay/pay.h"

#define FACTS_MAX 64

static const char *
day_word(struct bytes *b)
{
	return WORD(
	    b, "2026-11-01", "2026-11-02", "2026-11-03", "", "2026-02-30");
}

static const char *
amount_word(struct bytes *b)
{
	return WORD(b, "1.00", "2.00", "10.00", "0.00", "", "-1.00", "1e3",
	    "92233720368547758.07");
}

static const char *
number_word(struct bytes *b)
{
	return WORD(b, "A01", "A02", "A03", "A05", "A08", "A09", "A12", "A20",
	    "A30", "B1", "", "x");
}

/* kind,id,time,hall,staff: how all but paylines begin. */
static void
begin(struct buffer *out, struct bytes *b, const char *kind, const char *id)
{
	buffer_format(out, "%s,%s,%sT%s:00+08:00,%s,%s", kind, id,
	    WORD(b, "2026-11-01", "2026-11-02", "2026-11-03", "2026-02-30"),
	    WORD(b, "09:00", "09:30", "12:00", "17:00"), WORD(b, "H1", "H2"),
	    WORD(b, "S1", "S2", ""));
}

static void
end(struct buffer *out, struct bytes *b, unsigned seq)
{
	buffer_format(out, ",%s,", day_word(b));
	switch (pick(b, 4)) {
	case 0:
		break;
	case 1:
		buffer_text(out, "0");
		break;
	default:
		buffer_format(out, "%u", seq);
	}
	buffer_char(out, '\n');
}

static const char *
payment_word(struct bytes *b)
{
	return WORD(b, "P1", "P2", "P3", "P4", "2026-11-02/3");
}

static const char *
method_word(struct bytes *b)
{
	return WORD(b, "cash", "card", "wechat", "", "cahs");
}

static void
add_payment(struct buffer *out, struct bytes *b)
{
	begin(out, b, "payment", payment_word(b));
	buffer_format(out, ",%s,%s,%s,%s,%s,%s,%s,%s", WORD(b, "C1", "C2", ""),
	    WORD(b, "1", "2", "", "0"), WORD(b, "", "G1"), method_word(b),
	    WORD(b, "", "12.00"), WORD(b, "", "2.00"), amount_word(b),
	    number_word(b));
}

static void
add_undoing(struct buffer *out, struct bytes *b)
{
	begin(out, b, WORD(b, "void", "refund"), WORD(b, "V1", "V2", "V3"));
	buffer_format(out, ",%s,%s,%s,%s,%s", WORD(b, "C1", "C2", ""),
	    WORD(b, "1", "2", ""), payment_word(b), amount_word(b),
	    method_word(b));
}

static void
add_drawer(struct buffer *out, struct bytes *b)
{
	begin(out, b, "drawer", WORD(b, "D1", "D2", "D3"));
	buffer_format(out, ",%s,%s,%s,%s,%s,%s,%s,%s", WORD(b, "C1", "C2", ""),
	    WORD(b, "", "1", "2"),
	    WORD(b, "open", "float", "payin", "payout", "drop", "count",
		"handover", "close", "counterfeit", "opne"),
	    amount_word(b), WORD(b, "", "1x2", "2xx"), WORD(b, "", "S2"),
	    WORD(b, "", "1", "7", "z"), WORD(b, "", "why not"));
}

static void
add_book(struct buffer *out, struct bytes *b)
{
	begin(out, b, "book", WORD(b, "B1", "B2"));
	buffer_format(out, ",%s,%s,%s,%s,%s",
	    WORD(b, "receive", "issue", "return", "lost"),
	    WORD(b, "", "r", "i"), number_word(b), number_word(b),
	    WORD(b, "S1", "S2", ""));
}

static void
add_receipt(struct buffer *out, struct bytes *b)
{
	begin(out, b, "receipt", number_word(b));
	buffer_format(out, ",%s,%s,%s,%s,%s", WORD(b, "B1", "B2", ""),
	    WORD(b, "issue", "print", "void", "red", "lost"),
	    WORD(b, "", "r", "i"), WORD(b, "", "7"), payment_word(b));
}

static void
add_deposit(struct buffer *out, struct bytes *b)
{
	begin(out, b, "deposit", WORD(b, "E1", "E2", "E3"));
	buffer_format(out, ",%s,%s,%s,%s",
	    WORD(b, "handin", "made", "credited"),
	    WORD(b, "", "2026-11-01", "2026-11-01 2026-11-02", "x"),
	    WORD(b, "", "2026-11-01:1.00", "2026-11-01:1.00 2026-11-02:1.00",
		"2026-11-01:1.00 2026-11-01:1.00"),
	    amount_word(b));
}

static void
add_correct(struct buffer *out, struct bytes *b)
{
	begin(out, b, "correct", WORD(b, "C1", "C2"));
	buffer_format(out, ",%s,%s,%s,%s", payment_word(b),
	    WORD(b, "method", "ref", "amount", ""), method_word(b),
	    method_word(b));
}

static void
add_batch(struct buffer *out, struct bytes *b)
{
	begin(out, b, "batch", WORD(b, "T1", "T2"));
	buffer_format(out, ",%s,%s,%s,%s", WORD(b, "C1", "C2", "K1"),
	    method_word(b), amount_word(b), amount_word(b));
}

static void (*const makers[])(struct buffer *, struct bytes *) = {
    add_payment,
    add_payment,
    add_undoing,
    add_drawer,
    add_book,
    add_receipt,
    add_deposit,
    add_correct,
    add_batch,
};

static const char headings[] =
    "#payment,id,time,hall,staff,counter,session,group,method,tendered,"
    "change,amount,receipt,day,seq\n"
    "#void,id,time,hall,staff,counter,session,payment,amount,method,day,seq\n"
    "#refund,id,time,hall,staff,counter,session,payment,amount,method,day,"
    "seq\n"
    "#drawer,id,time,hall,staff,counter,session,event,amount,notes,to,z,"
    "reason,day,seq\n"
    "#book,id,time,hall,staff,event,kind,first,last,to,day,seq\n"
    "#receipt,id,time,hall,staff,book,event,kind,code,payment,day,seq\n"
    "#deposit,id,time,hall,staff,event,days,lines,amount,day,seq\n"
    "#correct,id,time,hall,staff,of,column,was,is,day,seq\n"
    "#batch,id,time,hall,staff,device,method,amount,cash,day,seq\n";

static void
run(const struct buffer *in, struct buffer *out)
{
	static char nothing[] = "/dev/null";
	char *inputs[] = {nothing};
	struct error error;
	struct stream_options options = {.tool = "hall-pay",
	    .folds = pay_folds,
	    .inputs = inputs,
	    .inputs_count = 1,
	    .extra = buffer_view(in),
	    .output = output_to(out),
	    .quiet_faults = true};

	stream_run(&options, &error);
	output_close(options.output, &error);
}

/* last - first + 1 = issued + voided + lost + returned + on_hand + missing */
static void
check_run(struct slice line)
{
	struct slice cell[14], rest = line;
	long long sum = 0, n, first, last;
	size_t count = 0;

	while (count < 14 && slice_cut(&rest, ',', &cell[count]))
		count++;
	if (count < 14 || cell[5].length == 0)
		return;
	must(slice_int((struct slice){cell[6].text + 1, cell[6].length - 1},
		 &first) == 0 &&
		 slice_int((struct slice){cell[7].text + 1, cell[7].length - 1},
		     &last) == 0,
	    "numbers");
	for (size_t i = 8; i < 14; i++) {
		must(slice_int(cell[i], &n) == 0 && n >= 0, "a count");
		sum += n;
	}
	must(last - first + 1 == sum, "the range does not add up");
}

static void
check_runs(const struct buffer *out)
{
	struct slice rest = buffer_view(out), line;

	while (slice_cut(&rest, '\n', &line))
		if (line.length > 4 && memcmp(line.text, "run,", 4) == 0)
			check_run(line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct bytes b = {bytes, size};
	struct buffer in = {0}, once = {0}, twice = {0};

	made_text = &in;
	buffer_text(&in, headings);
	for (unsigned seq = 1; b.left > 0 && seq <= FACTS_MAX; seq++) {
		makers[pick(&b, COUNT(makers))](&in, &b);
		end(&in, &b, seq);
	}
	run(&in, &once);
	check_runs(&once);
	run(&once, &twice);
	must(slice_equal(buffer_view(&once), buffer_view(&twice)),
	    "the output is not its own output");
	made_text = NULL;
	buffer_release(&in);
	buffer_release(&once);
	buffer_release(&twice);
	return 0;
}
