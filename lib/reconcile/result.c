#include "reconcile/result.h"

void
result_init(struct result *r, struct writer *writer, const struct scope *scope)
{
	*r = (struct result){.writer = writer, .scope = scope};
	row_init(&r->row);
}

void
result_release(struct result *r)
{
	row_release(&r->row);
}

void
result_write(struct result *r)
{
	if (r->writer)
		writer_row(r->writer, &r->row);
	if (r->copy)
		writer_row(r->copy, &r->row);
}

struct row *
result_break(
    struct result *r, const char *code, struct slice set, struct slice record)
{
	row_start(&r->row, KIND_BREAK);
	row_format(&r->row, BREAK_ID, "B-%.*s-%s-%.*s", SLICE_ARG(set), code,
	    SLICE_ARG(record));
	row_set(&r->row, BREAK_SET, set);
	row_text(&r->row, BREAK_CODE, code);
	row_set(&r->row, BREAK_RECORD, record);
	if (r->scope->day != DATE_NONE)
		row_date(&r->row, BREAK_DAY, r->scope->day);
	r->breaks++;
	return &r->row;
}
