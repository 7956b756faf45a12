/*
 * fuzz_threads.c - a journal with anything in it, plain and packed, read by
 * one thread and by several, and by one for which no records stand together
 * (stretch.h): the same facts are taken and seen once each, the same faults
 * made, the same day and time of judgement learnt.
 *
 * The bytes choose lines out of a small hall, so that they meet.  Pieces are
 * as small as a few lines, and so is what is read at a time: crowd.c and
 * lines.c are built into this fuzzer for that, and take the place of the
 * library's, as does stretch.c.
 */
#include "base/buffer.h"
#include "base/money.h"
#include "fuzz.h"
#include "record/bgzf.h"
#include "record/crowd.h"
#include "record/stretch.h"

static size_t piece_bytes;
static bool each_alone;
uint32_t stretch_begin_really(struct stretch *, const struct record *);

#define PIECE_BYTES piece_bytes
#undef CROWD_BYTES_MIN
#define CROWD_BYTES_MIN 1
#define LINES_READ 1024
/* NOLINTBEGIN(bugprone-suspicious-include) */
#include "../../lib/record/crowd.c"
#include "../../lib/record/lines.c"
#define stretch_begin stretch_begin_really
#include "../../lib/record/stretch.c"
#undef stretch_begin
/* NOLINTEND(bugprone-suspicious-include) */

#define LINES_MAX 96
#define FILES_MAX 3

uint32_t
stretch_begin(struct stretch *s, const struct record *r)
{
	return each_alone ? 0 : stretch_begin_really(s, r);
}

/* What comes of a reading, whatever the order: sums over records. */
struct sum {
	uint64_t count, bytes;
	int64_t fen;
};

static void
add_record(struct sum *sum, const struct record *r)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < r->fields; i++) {
		struct slice field = rec_field(r, i);

		for (size_t j = 0; j < field.length; j++)
			hash = (hash ^ (unsigned char)field.text[j]) *
			       1099511628211u;
		hash = (hash ^ 256) * 1099511628211u;
	}
	sum->bytes += hash;
	sum->count++;
}

static void
add_sum(void *state, void *other)
{
	struct sum *sum = state, *more = other;

	sum->count += more->count;
	sum->bytes += more->bytes;
	sum->fen += more->fen;
}

static void *
sum_open(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_new(sizeof(struct sum));
}

static int
sum_take(void *state, const struct record *r, struct complaint *c)
{
	static const int amount[KIND_COUNT] = {
	    [KIND_PAYMENT] = PAYMENT_AMOUNT,
	    [KIND_VOID] = VOID_AMOUNT,
	    [KIND_PAYLINE] = PAYLINE_AMOUNT,
	};
	struct sum *sum = state;
	int64_t fen;

	if (rec_money(r, amount[r->kind], &fen, c) < 0)
		return -1;
	add_record(sum, r);
	sum->fen += r->kind == KIND_VOID ? -fen : fen;
	return 0;
}

static void
see(void *context, const struct record *r)
{
	add_record(context, r);
}

static void *
see_begin(void *context)
{
	(void)context;
	return memory_new(sizeof(struct sum));
}

static const enum kind eats[] = {
    KIND_PAYMENT, KIND_VOID, KIND_PAYLINE, KIND_OTHER};
static const struct fold fold = {
    .name = "sum",
    .eats = eats,
    .open = sum_open,
    .take = sum_take,
    .join = add_sum,
    .close = free,
};
static const struct fold *const folds[] = {&fold, NULL};

struct result {
	bool good;
	struct error error;
	struct sum taken, seen;
	uint64_t lines;
	int32_t day;
	bool has_as_of;
	struct moment as_of;
	size_t faults, stages;
};

static struct result
run(char *const *paths, size_t count, unsigned threads, bool with_see)
{
	struct result result = {.error = {HALL_DONE, ""}};
	struct stream_options options = {.tool = "hall-fuzz",
	    .folds = folds,
	    .inputs = paths,
	    .inputs_count = count,
	    .quiet_faults = true,
	    .threads = threads};
	struct stream *s;

	if (with_see) {
		options.context = &result.seen;
		options.see = see;
		options.see_begin = see_begin;
		options.see_join = add_sum;
		options.see_end = free;
	}
	s = stream_load(&options, &result.error);
	if (!s)
		return result;
	result.good = true;
	result.taken = *(struct sum *)stream_state(s, &fold);
	result.lines = s->lines;
	result.day = stream_day(s);
	result.has_as_of = stream_as_of(s, &result.as_of);
	result.faults = stream_faults(s);
	result.stages = stream_stages(s);
	stream_release(s);
	return result;
}

static bool
is_same_sum(const struct sum *a, const struct sum *b)
{
	return a->count == b->count && a->bytes == b->bytes && a->fen == b->fen;
}

static void
must_agree(const struct result *one, const struct result *more)
{
	must(one->good == more->good, "one can read it, another cannot");
	must(strcmp(one->error.text, more->error.text) == 0, "the error");
	must(is_same_sum(&one->taken, &more->taken), "what is taken");
	/* What was seen before an error is nobody's. */
	must(
	    !one->good || is_same_sum(&one->seen, &more->seen), "what is seen");
	must(one->lines == more->lines, "the number of lines");
	must(one->day == more->day, "the newest day");
	must(one->has_as_of == more->has_as_of &&
		 one->as_of.utc_seconds == more->as_of.utc_seconds &&
		 one->as_of.offset_seconds == more->as_of.offset_seconds,
	    "the time of judgement");
	must(one->faults == more->faults, "the number of faults");
	must(one->stages == more->stages, "the number of stages");
}

static const char *
day_word(struct bytes *b)
{
	return WORD(b, "2026-11-01", "2026-11-02", "2026-11-03");
}

static void
add_payment(struct buffer *out, struct bytes *b, unsigned seq)
{
	const char *day = day_word(b);

	buffer_format(out, "payment,P%u,%sT%s,%s,%s,%s,%s,%s,%u\n", seq, day,
	    WORD(b, "09:00:00+08:00", "09:00:00+08:00", "09:00:00+08:00",
		"09:00:00+09:00", "09:00:00+08:00", "25:00:00+08:00",
		"09:00+08:00", "09:00:00+09:00"),
	    WORD(b, "H1", "H2"), WORD(b, "cash", "card"),
	    WORD(b, "1.00", "2.00", "0.05"),
	    WORD(b, "", "\"a, b\"", "\"say \"\"it\"\"\"", "张三"), day, seq);
}

static void
add_void(struct buffer *out, struct bytes *b, unsigned seq)
{
	const char *day = day_word(b);

	buffer_format(out, "void,V%u,%sT17:00:00+08:00,H1,1.00,%s,%u\n", seq,
	    day, day, seq);
}

/* Of the hall of the fact before it. */
static void
add_payline(struct buffer *out, struct bytes *b, unsigned seq)
{
	buffer_format(out, "payline,P%u,1.00,%s,%u\n", seq - 1, day_word(b),
	    seq - pick(b, 2));
}

static void
add_other(struct buffer *out, struct bytes *b, unsigned seq)
{
	buffer_format(out, "ticket,T%u,2026-11-02T10:00:00+08:00,H1,%s,%u\n",
	    seq, day_word(b), seq);
}

static void
add_heading(struct buffer *out, struct bytes *b, unsigned seq)
{
	(void)seq;
	buffer_text(
	    out, WORD(b, "#payment,id,time,hall,method,amount,payer,day,seq\n",
		     "#payment,id,time,hall,amount,method,payer,day,seq\n",
		     "#void,id,time,hall,amount,day,seq\n",
		     "#ticket,id,time,hall,day,seq\n",
		     "#payline,payment,amount,day,seq\n", "#strange,a,b\n",
		     "#fault,file,line\n", "#payment,id,id\n"));
}

/* A line that one thread must judge, or that says something of others. */
static void
add_odd(struct buffer *out, struct bytes *b, unsigned seq)
{
	(void)seq;
	buffer_text(
	    out, WORD(b, "\n", "strange,1,2\n", "payment,P1\n", "\r\n",
		     "payment,X,2026-11-02T09:00:00+08:00,H1,cash,1.00,,,\n",
		     "payment,X,2026-11-02T09:00:00+08:00,H1,cash,x,,,\n",
		     "void,X,2026-11-09T09:00:00+08:00,H1,1.00,2026-11-09,1\n",
		     "void,X,2026-11-01T09:00:00+08:00,H1,1.00,2026-11-01,0\n",
		     "payment,X,2026-11-02T09:00:00+08:00,H1,cash,1.00,,,\r\n",
		     "correct,C1,2026-11-03T09:00:00+08:00,H1,,,x,,,,,,\n",
		     "fault,f,1,1,,x,,\n", "stage,hall-pay,1,,,,,3,2\n",
		     "payment,\"X\n", "\xff\n", "\xef\xbb\xbf"));
}

/* The line that came last once more, or another with its seq. */
static void
add_again(struct buffer *out, struct bytes *b, unsigned seq)
{
	struct slice rest = buffer_view(out), line, last = {"", 0};
	struct buffer copy = {0};

	if (pick(b, 2) && seq > 0) {
		add_payment(out, b, seq - 1);
		return;
	}
	while (slice_cut(&rest, '\n', &line))
		last = line.length ? line : last;
	if (last.length < 200)
		buffer_slice(&copy, last);
	buffer_slice(out, buffer_view(&copy));
	buffer_char(out, '\n');
	buffer_release(&copy);
}

static void
add_bytes(struct buffer *out, struct bytes *b, unsigned seq)
{
	(void)seq;
	buffer_slice(out, pick_slice(b, pick(b, 200)));
}

static void (*const makers[])(struct buffer *, struct bytes *, unsigned) = {
    add_payment,
    add_payment,
    add_payment,
    add_payment,
    add_void,
    add_other,
    add_heading,
    add_odd,
    add_again,
    add_bytes,
    add_payline,
};

/* Packed, and perhaps with a byte that is wrong. */
static void
set_packed(struct memory_file *file, const struct buffer *text, struct bytes *b)
{
	struct bgzf_writer *writer;
	off_t at;
	unsigned char wrong;

	memory_file_set(file, SLICE(""));
	writer = bgzf_create(file->fd, "archive", 1);
	must(bgzf_write(writer, text->text, text->length, NULL) == 0 &&
		 bgzf_finish(writer, NULL) == 0,
	    "packing");
	if (pick(b, 4))
		return;
	at = pick(b, 255) * 7 % lseek(file->fd, 0, SEEK_END);
	must(pread(file->fd, &wrong, 1, at) == 1, "a byte");
	wrong ^= (unsigned char)(1 << pick(b, 8));
	must(pwrite(file->fd, &wrong, 1, at) == 1, "a byte");
}

/* A file of the journal. */
static void
add_lines(struct buffer *out, struct bytes *b, unsigned *seq)
{
	unsigned most = 1 + pick(b, LINES_MAX);

	buffer_clear(out);
	buffer_text(out, "#payment,id,time,hall,method,amount,payer,day,seq\n"
			 "#void,id,time,hall,amount,day,seq\n"
			 "#ticket,id,time,hall,day,seq\n"
			 "#payline,payment,amount,day,seq\n");
	for (unsigned n = 0; b->left > 0 && n < most; n++)
		makers[pick(b, COUNT(makers))](out, b, (*seq)++);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct memory_file file[FILES_MAX];
	static char *paths[FILES_MAX];
	struct bytes b = {bytes, size};
	struct buffer text = {0};
	struct result one, more;
	unsigned threads = 2 + pick(&b, 3), seq = 1;
	size_t files = 1 + pick(&b, FILES_MAX);
	bool with_see = pick(&b, 2);

	for (size_t i = 0; i < FILES_MAX && !paths[i]; i++) {
		file[i] = memory_file_new();
		paths[i] = file[i].path;
	}
	piece_bytes = 100 + 4 * pick(&b, 256);
	for (size_t i = 0; i < files; i++) {
		bool packed = pick(&b, 8) == 7;

		add_lines(&text, &b, &seq);
		if (packed)
			set_packed(&file[i], &text, &b);
		else
			memory_file_set(&file[i], buffer_view(&text));
	}
	one = run(paths, files, 1, with_see);
	more = run(paths, files, threads, with_see);
	must_agree(&one, &more);
	each_alone = true;
	more = run(paths, files, 1, with_see);
	each_alone = false;
	must_agree(&one, &more);
	buffer_release(&text);
	return 0;
}
