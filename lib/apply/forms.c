/*
 * forms.c - `forms`: what a customer is told at once: every form, every
 * stage and every limit of a type (one-time notification).
 */
#include "apply/apply.h"
#include "apply/ask.h"
#include "base/message.h"

static int
find_type(struct question *q, struct types *types, const struct type **type)
{
	struct slice name = slice_of(cli_operand(q->filter.cli, 0));
	int32_t date = moment_date(q->as_of);
	const char *near = types_suggest(types, name);
	char text[DATE_TEXT_SIZE];

	*type = types_get(types, name, date);
	if (*type)
		return 0;
	date_format(date, text);
	if (types_node(types, name))
		return error_set(&q->error, HALL_USAGE,
		    tr("case type '%.*s' is not in force on %s"),
		    SLICE_ARG(name), text);
	if (near)
		return error_set(&q->error, HALL_USAGE,
		    tr("'%.*s' is no case type (did you mean '%s'?)"),
		    SLICE_ARG(name), near);
	return error_set(&q->error, HALL_USAGE,
	    tr("'%.*s' is no case type (cases: in hall.yaml)"),
	    SLICE_ARG(name));
}

/* Every type of hall.yaml, when none is named. */
static void
list_types(struct question *q)
{
	const struct node *all = node_get(
	    config_root(q->filter.config), "cases");

	for (size_t i = 0; all && i < all->children; i++) {
		const struct node *type = node_in_force(
		    all->child[i], moment_date(q->as_of));

		if (!type)
			continue;
		ask_cell(q, all->key[i]);
		ask_cell(q, node_name(type, "name", ""));
		ask_row(q);
	}
	ask_print(q, 0);
}

static void
print_forms(struct question *q, struct types *types, const struct type *type)
{
	if (type->forms == 0)
		return;
	output_format(q->output, "\n%s\n", tr("Forms"));
	for (size_t i = 0; i < type->forms; i++) {
		const struct form_need *f = &type->form[i];

		ask_cell(q, f->code);
		grid_add(&q->grid,
		    node_name(types_form(types, f->code), "name", ""));
		if (f->optional)
			ask_text(q, tr("where needed"));
		else if (f->stage < type->stages)
			ask_format(q, tr("for %.*s"),
			    SLICE_ARG(stage_title(&type->stage[f->stage])));
		else
			ask_text(q, tr("with the application"));
		ask_row(q);
	}
	ask_print(q, 2);
}

static void
add_limit(struct question *q, bool has, struct limit limit, bool assumed)
{
	struct buffer text = {0};

	if (has)
		ask_limit(&text, limit, assumed);
	ask_cell(q, buffer_view(&text));
	buffer_release(&text);
}

static void
print_stages(struct question *q, const struct type *type)
{
	if (type->stages == 0)
		return;
	output_format(q->output, "\n%s\n", tr("Stages and limits"));
	for (size_t n = 0; n < type->stages; n++) {
		const struct stage *s = &type->stage[n];

		ask_cell(q, s->name);
		ask_cell(q, stage_title(s));
		ask_cell(q, s->owner);
		add_limit(q, s->has_limit, s->limit, s->assumed);
		if (s->soft)
			ask_text(q, tr("striven for"));
		else if (s->idle)
			ask_text(q, tr("does not count"));
		else
			ask_text(q, s->optional ? tr("where needed") : "");
		ask_row(q);
	}
	ask_print(q, 2);
}

static void
print_whole(struct question *q, const char *title, bool has, struct limit limit,
    bool assumed)
{
	struct buffer text = {0};

	if (!has)
		return;
	ask_limit(&text, limit, assumed);
	output_format(q->output, "  %s: %s\n", title, text.text);
	buffer_release(&text);
}

static void
print_type(struct question *q, struct types *types, const struct type *type)
{
	const char *joint = "";

	output_format(q->output, "%.*s  %.*s\n", SLICE_ARG(type->name),
	    SLICE_ARG(type_title(type)));
	print_whole(q, tr("limit of the whole"), type->has_total, type->total,
	    type->total_assumed);
	print_whole(q, tr("by the green channel"), type->has_green, type->green,
	    type->green_assumed);
	if (type->needs)
		output_format(q->output, "  %s%s", tr("to be told"), tr(": "));
	for (size_t i = 0; i < type->needs; i++) {
		output_format(q->output, "%s%s", joint,
		    word("column", type->need[i].name));
		joint = tr(", ");
	}
	output_text(q->output, type->needs ? "\n" : "");
	print_forms(q, types, type);
	print_stages(q, type);
}

enum hall_status
apply_forms(struct cli *cli)
{
	struct question q;
	struct arena arena = {0};
	struct types types = {0};
	const struct type *type = NULL;
	int result = ask_begin_config(&q, cli);

	if (result == 0 && cli_operands(cli) == 0) {
		list_types(&q);
	} else if (result == 0) {
		types_init(&types, q.filter.config,
		    config_zone(q.filter.config), &arena);
		result = find_type(&q, &types, &type);
		if (result == 0)
			print_type(&q, &types, type);
		types_release(&types);
	}
	arena_release(&arena);
	return ask_end(&q, result, HALL_DONE);
}
