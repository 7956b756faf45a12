#include "audit/record.h"

/* "count.payment=300 money.payment=68123.45": the repeating fields. */
static void
add_totals(struct row *row, const struct seal *seal)
{
	static const char *const names[] = {"count", "money", "hash"};
	struct buffer text = {0};

	for (size_t i = 0; i < seal->fields; i++) {
		struct slice name = seal->field[i].name;
		struct slice rest = seal->field[i].value, word;
		size_t n = 0;

		while (n < 3 && !slice_is(name, names[n]))
			n++;
		if (n == 3 || !slice_cut(&rest, ' ', &word) || !rest.text)
			continue;
		buffer_format(&text, "%s%.*s.%.*s=%.*s", text.length ? " " : "",
		    SLICE_ARG(name), SLICE_ARG(word), SLICE_ARG(rest));
	}
	if (text.length)
		row_format(row, SEAL_TOTALS, "%s", text.text);
	buffer_release(&text);
}

void
seal_row(struct row *row, const struct seal *seal)
{
	struct seal_file previous;
	int year, month, day;

	date_split(seal->day, &year, &month, &day);
	row_start(row, KIND_SEAL);
	row_format(row, SEAL_ID, "S%04d%02d%02d", year, month, day);
	row_set(row, SEAL_HALL, seal_get(seal, "hall"));
	row_date(row, SEAL_DAY, seal->day);
	row_set(row, SEAL_FILE, seal_get(seal, "journal"));
	row_set(row, SEAL_RECORDS, seal_get(seal, "records"));
	row_set(row, SEAL_SHA256, seal_get(seal, "sha256"));
	row_set(row, SEAL_ROOT, seal_get(seal, "root"));
	add_totals(row, seal);
	if (seal_file_parse(seal_get(seal, "previous"), &previous) == 0)
		row_set(row, SEAL_PREVIOUS, previous.digest);
}
