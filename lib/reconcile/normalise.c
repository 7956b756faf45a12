#include "reconcile/normalise.h"

#include <endian.h>
#include <string.h>

#include "base/digest.h"
#include "base/message.h"
#include "base/text.h"
#include "reconcile/stamp.h"

#define CELL_SHOWN_COLUMNS 60

void
statement_init(struct statement *s)
{
	memset(s, 0, sizeof(*s));
	row_init(&s->row);
}

void
statement_release(struct statement *s)
{
	row_release(&s->row);
}

/* What is wrong with a cell, by the name that the file gives its column. */
static int
reject(const struct sheet *t, int at, const char *code, struct complaint *c)
{
	struct slice cell = text_head(sheet_word(t, at), CELL_SHOWN_COLUMNS);
	char name[64] = "", value[256];

	if (at >= 0)
		snprintf(name, sizeof(name), "%.*s",
		    SLICE_ARG(text_head(t->name[at], 20)));
	snprintf(value, sizeof(value), "%.*s", SLICE_ARG(cell));
	return complain(c, name, code, "value", value, NULL);
}

/* Which cell holds a field of this row: refunds may have their own. */
static int
cell_of(const struct sheet *t, const struct statement *s, enum field f)
{
	if (s->refund && t->refund_at[f] >= 0)
		return t->refund_at[f];
	return t->at[f];
}

/* 4.00123E+27: what a spreadsheet makes of a long number. */
static bool
is_mangled(struct slice s)
{
	size_t i = 0, digits = 0;

	while (i < s.length && (is_digit(s.text[i]) || s.text[i] == '.'))
		digits += is_digit(s.text[i++]);
	if (digits == 0 || i + 2 >= s.length ||
	    (s.text[i] != 'E' && s.text[i] != 'e') ||
	    (s.text[i + 1] != '+' && s.text[i + 1] != '-'))
		return false;
	return slice_digits_last(s) >= s.length - i - 2;
}

/* Thousands separators stand every three digits or nowhere. */
static int
without_commas(struct slice text, char out[32], size_t *length)
{
	const char *point = text.length ? memchr(text.text, '.', text.length)
					: NULL;
	size_t whole = point ? (size_t)(point - text.text) : text.length;

	*length = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.text[i] == ',') {
			if (i == 0 || i >= whole || (whole - i) % 4 != 0)
				return -1;
			continue;
		}
		if (*length == 31)
			return -1;
		out[(*length)++] = text.text[i];
	}
	return 0;
}

int
amount_read(struct slice text, int64_t *millionths)
{
	bool minus = text.length > 0 && text.text[0] == '-';
	char plain[32];
	struct slice number;
	int64_t value;

	if (minus || (text.length > 0 && text.text[0] == '+')) {
		text.text++;
		text.length--;
	}
	/* The sign was taken: a second one is no number. */
	if (text.length == 0 || !is_digit(text.text[0]))
		return -1;
	number = text;
	if (memchr(text.text, ',', text.length)) {
		number.text = plain;
		if (without_commas(text, plain, &number.length) < 0)
			return -1;
	}
	if (number.length >= sizeof(plain) || decimal_parse(number, &value) < 0)
		return -1;
	*millionths = minus ? -value : value;
	return 0;
}

/* A number in a cell; *value is untouched when the cell is empty. */
static int
read_number(const struct sheet *t, const struct statement *s, enum field f,
    int64_t *millionths, struct complaint *c)
{
	int at = cell_of(t, s, f);
	struct slice cell = sheet_get(t, at);

	if (cell.length == 0)
		return 0;
	if (amount_read(cell, millionths) < 0)
		return reject(
		    t, at, is_mangled(cell) ? "exponent" : "money", c);
	if (t->profile->negate[f])
		*millionths = -*millionths;
	return 1;
}

/* The same in whole fen; 0 when the cell is empty. */
static int
read_money(const struct sheet *t, const struct statement *s, enum field f,
    int64_t *fen, struct complaint *c)
{
	int64_t millionths = 0;
	int got = read_number(t, s, f, &millionths, c);

	*fen = 0;
	if (got < 0)
		return -1;
	if (millionths % DECIMAL_PER_FEN != 0)
		return reject(t, cell_of(t, s, f), "fen", c);
	*fen = millionths / DECIMAL_PER_FEN;
	return got;
}

static bool
parse_stamp(const struct profile *p, struct slice cell, struct stamp *stamp)
{
	if (p->times.count > 0) {
		for (size_t i = 0; i < p->times.count; i++)
			if (stamp_parse(cell, p->times.word[i], stamp) == 0)
				return true;
		return false;
	}
	for (const char *const *f = stamp_formats; *f; f++)
		if (stamp_parse(cell, slice_of(*f), stamp) == 0)
			return true;
	return false;
}

/* The date and the clock, from one column or two. */
static int
read_time(const struct sheet *t, struct statement *s, struct complaint *c)
{
	int date_at = cell_of(t, s, FIELD_DATE);
	int time_at = cell_of(t, s, FIELD_TIME);
	struct slice date = sheet_get(t, date_at);
	struct slice time = sheet_get(t, time_at);
	struct stamp d = {0}, k = {0};

	if (date.length && !parse_stamp(t->profile, date, &d))
		return reject(t, date_at, "stamp", c);
	if (time.length && !parse_stamp(t->profile, time, &k))
		return reject(t, time_at, "stamp", c);
	if (!d.has_date && !k.has_date)
		return reject(t, date_at >= 0 ? date_at : time_at, "stamp", c);
	s->date = d.has_date ? d.date : k.date;
	s->has_time = k.has_clock || d.has_clock;
	if (s->has_time) {
		/* The time's own date counts: a bank may book it later. */
		s->time = zone_local(t->profile->zone,
		    k.has_date ? k.date : s->date,
		    k.has_clock ? k.second : d.second);
		row_time(&s->row, STATEMENT_TIME, s->time);
	}
	row_date(&s->row, STATEMENT_DATE, s->date);
	return 0;
}

static int
read_settle_date(
    const struct sheet *t, struct statement *s, struct complaint *c)
{
	int at = cell_of(t, s, FIELD_SETTLE_DATE);
	struct slice cell = sheet_get(t, at);
	struct stamp stamp = {0};

	if (cell.length == 0)
		return 0;
	if (!parse_stamp(t->profile, cell, &stamp) || !stamp.has_date)
		return reject(t, at, "stamp", c);
	row_date(&s->row, STATEMENT_SETTLE_DATE, stamp.date);
	return 0;
}

/* The type by its word; an unknown word is not guessed. */
static enum normalised
read_type(const struct sheet *t, struct statement *s, struct complaint *c)
{
	const struct profile *p = t->profile;
	int at = t->at[FIELD_TYPE];
	struct slice cell = sheet_word(t, at);

	row_text(&s->row, STATEMENT_TYPE, "trade");
	if (p->types == 0) {
		if (cell.length)
			row_set(&s->row, STATEMENT_TYPE, cell);
		return NORMALISED_DATA;
	}
	for (size_t i = 0; i < p->types; i++) {
		if (!slice_equal(p->type[i].word, cell))
			continue;
		row_set(&s->row, STATEMENT_TYPE, p->type[i].type);
		if (slice_is(p->type[i].type, "ignore"))
			return NORMALISED_IGNORED;
		s->refund = slice_is(p->type[i].type, "refund");
		return NORMALISED_DATA;
	}
	/* Of no type: it is in no total of one. */
	row_text(&s->row, STATEMENT_TYPE, "");
	reject(t, at, "word", c);
	return NORMALISED_REJECTED;
}

static enum normalised
read_status(const struct sheet *t, struct statement *s, struct complaint *c)
{
	const struct profile *p = t->profile;
	int at = cell_of(t, s, FIELD_STATUS);
	struct slice cell = sheet_word(t, at);

	row_text(&s->row, STATEMENT_STATUS, "ok");
	if (p->counts.count == 0 && p->failed.count == 0 &&
	    p->ignored.count == 0)
		return NORMALISED_DATA;
	if (words_has(&p->ignored, cell))
		return NORMALISED_IGNORED;
	if (words_has(&p->failed, cell)) {
		s->failed = true;
		row_text(&s->row, STATEMENT_STATUS, "failed");
		return NORMALISED_DATA;
	}
	if (p->counts.count == 0 || words_has(&p->counts, cell))
		return NORMALISED_DATA;
	reject(t, at, "word", c);
	return NORMALISED_REJECTED;
}

static enum normalised
read_sign(const struct sheet *t, struct statement *s, struct complaint *c)
{
	const struct profile *p = t->profile;
	int at = cell_of(t, s, FIELD_DIRECTION);
	struct slice cell = sheet_word(t, at);

	if (p->in.count == 0 && p->out.count == 0)
		return NORMALISED_DATA;
	if (words_has(&p->neutral, cell))
		return NORMALISED_IGNORED;
	if (words_has(&p->out, cell)) {
		s->amount_fen = -s->amount_fen;
		return NORMALISED_DATA;
	}
	if (words_has(&p->in, cell))
		return NORMALISED_DATA;
	reject(t, at, "word", c);
	return NORMALISED_REJECTED;
}

/* Money in less money out, from two columns of which one may be empty. */
static int
read_in_out(const struct sheet *t, struct statement *s, struct complaint *c)
{
	int64_t in, out;
	int got_in = read_money(t, s, FIELD_IN, &in, c);
	int got_out = got_in < 0 ? -1 : read_money(t, s, FIELD_OUT, &out, c);

	if (got_in < 0 || got_out < 0)
		return -1;
	if (got_in == 0 && got_out == 0)
		return reject(t, cell_of(t, s, FIELD_IN), "missing", c);
	s->amount_fen = in;
	/* Neither sum can overflow: amounts are read as millionths. */
	s->amount_fen += t->profile->outflow_negative ? out : -out;
	return 0;
}

static int
read_amount(const struct sheet *t, struct statement *s, struct complaint *c)
{
	int got;

	if (t->at[FIELD_IN] >= 0)
		return read_in_out(t, s, c);
	got = read_money(t, s, FIELD_AMOUNT, &s->amount_fen, c);
	if (got < 0)
		return -1;
	if (got == 0)
		return reject(t, cell_of(t, s, FIELD_AMOUNT), "missing", c);
	/* A refund's own column says how much was paid back. */
	if (s->refund && t->refund_at[FIELD_AMOUNT] >= 0)
		s->amount_fen = -s->amount_fen;
	return 0;
}

static int
read_others(const struct sheet *t, struct statement *s, struct complaint *c)
{
	int64_t fen, fee = 0;
	int got;

	if ((got = read_money(t, s, FIELD_GROSS, &fen, c)) < 0)
		return -1;
	if (got > 0)
		row_money(&s->row, STATEMENT_GROSS, fen);
	if ((got = read_money(t, s, FIELD_COUPON, &s->coupon_fen, c)) < 0)
		return -1;
	if (got > 0)
		row_money(&s->row, STATEMENT_COUPON, s->coupon_fen);
	if ((got = read_money(t, s, FIELD_BALANCE, &s->balance_fen, c)) < 0)
		return -1;
	s->has_balance = got > 0;
	if (got > 0)
		row_money(&s->row, STATEMENT_BALANCE, s->balance_fen);
	if ((got = read_number(t, s, FIELD_FEE, &fee, c)) < 0)
		return -1;
	s->fee_millionths = got > 0 ? fee : FEE_NONE;
	if (got > 0)
		row_decimal(&s->row, STATEMENT_FEE, fee, 2);
	return 0;
}

/* Ids that a spreadsheet has rounded would match nothing, or the wrong. */
static int
read_texts(const struct sheet *t, struct statement *s, struct complaint *c)
{
	static const enum field texts[] = {FIELD_ACCOUNT, FIELD_MERCHANT,
	    FIELD_TERMINAL, FIELD_HALL, FIELD_CURRENCY, FIELD_REF, FIELD_REF2,
	    FIELD_PARTY, FIELD_TEXT, FIELD_DIRECTION};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int at = cell_of(t, s, texts[i]);
		struct slice cell;

		if (at < 0)
			continue;
		cell = sheet_get(t, at);
		if (texts[i] != FIELD_TEXT && is_mangled(cell))
			return reject(t, at, "exponent", c);
		row_set(&s->row, field_info[texts[i]].column, cell);
	}
	return 0;
}

/* What the profile says of all rows fills what the file does not say. */
static void
fill_in(const struct profile *p, struct statement *s)
{
	row_set(&s->row, STATEMENT_SOURCE, p->name);
	for (enum field f = 0; f < FIELDS; f++) {
		int column = field_info[f].column;

		if (column >= 0 && p->set[f].length &&
		    s->row.value[column].length == 0)
			row_set(&s->row, column, p->set[f]);
	}
}

static bool
left_out(const struct sheet *t)
{
	const struct profile *p = t->profile;

	for (size_t i = 0; i < p->leaves; i++) {
		int at = sheet_find(t, &p->leave[i].column);

		if (at >= 0 && words_has(&p->leave[i].words, sheet_word(t, at)))
			return true;
	}
	return false;
}

static enum normalised
read_row(const struct sheet *t, struct statement *s, struct complaint *c)
{
	enum normalised n = read_type(t, s, c);

	if (n != NORMALISED_DATA)
		return n;
	if ((n = read_status(t, s, c)) != NORMALISED_DATA)
		return n;
	if (read_time(t, s, c) < 0 || read_amount(t, s, c) < 0)
		return NORMALISED_REJECTED;
	if ((n = read_sign(t, s, c)) != NORMALISED_DATA)
		return n;
	if (read_others(t, s, c) < 0 || read_settle_date(t, s, c) < 0 ||
	    read_texts(t, s, c) < 0)
		return NORMALISED_REJECTED;
	row_money(&s->row, STATEMENT_AMOUNT, s->amount_fen);
	return NORMALISED_DATA;
}

/* The row is large, and begins anew without being made anew. */
static void
start(struct statement *s)
{
	row_start(&s->row, KIND_STATEMENT);
	s->amount_fen = s->coupon_fen = s->balance_fen = 0;
	s->fee_millionths = FEE_NONE;
	s->has_balance = s->has_time = s->failed = s->refund = false;
	s->time = (struct moment){0};
	s->date = 0;
}

enum normalised
normalise(const struct sheet *t, struct statement *s, struct complaint *c)
{
	enum normalised n;

	start(s);
	n = read_row(t, s, c);
	if (left_out(t))
		return NORMALISED_IGNORED;
	if (n == NORMALISED_DATA)
		fill_in(t->profile, s);
	return n;
}

uint64_t
statement_digest(const struct statement *s, struct buffer *text, char hex[17])
{
	uint8_t digest[DIGEST_SIZE];
	uint64_t number;

	buffer_clear(text);
	for (int i = STATEMENT_SOURCE; i <= STATEMENT_TEXT; i++) {
		buffer_slice(text, s->row.value[i]);
		buffer_char(text, '\0');
	}
	digest_bytes(buffer_view(text), digest);
	memcpy(&number, digest, sizeof(number));
	digest_hex(digest, sizeof(number), hex);
	return be64toh(number);
}
