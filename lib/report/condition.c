#include "report/condition.h"

#include "report/number.h"

/* Those of two characters stand before those that they begin with. */
static const struct {
	const char *sign;
	enum condition_op op;
} signs[] = {
    {"!=", CONDITION_IS_NOT},
    {"<=", CONDITION_AT_MOST},
    {">=", CONDITION_AT_LEAST},
    {"=", CONDITION_IS},
    {"<", CONDITION_BELOW},
    {">", CONDITION_ABOVE},
};

#define SIGNS (sizeof(signs) / sizeof(*signs))

int
condition_split(struct slice text, struct slice *column, enum condition_op *op,
    struct slice *value)
{
	size_t at = 0;

	while (at < text.length && !strchr("!<>=", text.text[at]))
		at++;
	*column = (struct slice){text.text, at};
	text.text += at;
	text.length -= at;
	for (size_t i = 0; i < SIGNS && column->length; i++) {
		size_t length = strlen(signs[i].sign);

		if (text.length < length ||
		    memcmp(text.text, signs[i].sign, length) != 0)
			continue;
		*op = signs[i].op;
		*value = (struct slice){
		    text.text + length, text.length - length};
		/* "a==b" is a slip, not a value that begins with a sign. */
		return value->length && value->text[0] == '=' ? -1 : 0;
	}
	return -1;
}

const char *
condition_sign(enum condition_op op)
{
	size_t i = 0;

	while (signs[i].op != op)
		i++;
	return signs[i].sign;
}

/* One of the codes of a why, which blanks part. */
static bool
has_code(struct slice why, struct slice code)
{
	struct slice one, name;

	while (slice_cut(&why, ' ', &one)) {
		slice_cut(&one, ':', &name);
		if (slice_equal(name, code))
			return true;
	}
	return false;
}

static int
compare(struct slice a, struct slice b)
{
	number left, right;
	int places;

	if (number_parse(a, &left, &places) < 0 ||
	    number_parse(b, &right, &places) < 0)
		return slice_compare(a, b);
	return (left > right) - (left < right);
}

static bool
is_ordered(enum condition_op op, struct slice value, struct slice wanted)
{
	int order;

	if (value.length == 0)
		return false;
	order = compare(value, wanted);
	return op == CONDITION_AT_MOST    ? order <= 0
	       : op == CONDITION_AT_LEAST ? order >= 0
	       : op == CONDITION_BELOW    ? order < 0
					  : order > 0;
}

static bool
is_one(const struct dimension *dimension, struct slice field,
    struct slice value, struct slice wanted)
{
	if (dimension->form == DIMENSION_CODE && field.length)
		return has_code(field, wanted);
	return slice_equal(value, wanted);
}

bool
condition_holds(const struct dimension *dimension, enum condition_op op,
    const struct slice *wanted, size_t count, struct slice field,
    struct slice day)
{
	struct slice value = dimension_value(dimension, field, day);
	bool equal = op == CONDITION_IS || op == CONDITION_IS_NOT;

	for (size_t i = 0; i < count; i++)
		if (equal ? is_one(dimension, field, value, wanted[i])
			  : is_ordered(op, value, wanted[i]))
			return op != CONDITION_IS_NOT;
	return op == CONDITION_IS_NOT;
}
