#include "report/csv.h"

#include "record/row.h"
#include "report/number.h"

/* What begins a formula; the wide forms do where Chinese is typed. */
static const char *const formula_signs[] = {
    "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

static bool
is_formula(struct slice text)
{
	bool begins = false;
	number value;
	int places;

	for (size_t i = 0; i < sizeof(formula_signs) / sizeof(char *); i++) {
		size_t length = strlen(formula_signs[i]);

		begins |= text.length >= length &&
			  memcmp(text.text, formula_signs[i], length) == 0;
	}
	if (!begins)
		return false;
	return number_parse(text, &value, &places) < 0;
}

void
csv_field(struct buffer *out, struct slice text)
{
	struct buffer safe = {0};

	if (!is_formula(text)) {
		field_line(out, text);
		return;
	}
	buffer_char(&safe, '\'');
	buffer_slice(&safe, text);
	field_line(out, buffer_view(&safe));
	buffer_release(&safe);
}
