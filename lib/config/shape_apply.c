/*
 * shape_apply.c - the types of cases, their stages, limits and forms.
 */
#include "base/limit.h"
#include "base/message.h"
#include "base/text.h"
#include "config/shape.h"
#include "config/shape_core.h"

#define CALENDAR_DEFAULT "office"
#define STAGES_MAX 64
#define FORMS_MAX 64
#define NAMES_MAX 512 /* of those known, for a suggestion */

static const char *const acceptances[] = {"accept", "open", NULL};
static const char *const entries[] = {"same-day", NULL};
static const char *const begins[] = {"previous", "finish", NULL};
/* What a stage may be done by, besides a step of its own. */
static const char *const done_by[] = {
    "reply", "callback", "fee", "hand", "finish", "archive", NULL};
static const char *const needs[] = {
    "account", "customer", "phone", "channel", "ticket", "ref", "text", NULL};
static const char *const forbids[] = {"accept", "doc", "fee", "step", "hand",
    "hold", "resume", "urge", "extend", "reply", "objection", "callback",
    "reject", "cancel", "archive", "borrow", "reopen", NULL};

static int
check_calendar_name(const struct node *at, struct slice name,
    const struct node *root, struct error *e)
{
	if (node_get_slice(node_get(root, "calendars"), name))
		return 0;
	return node_error(at, e,
	    tr("a limit in working time needs a calendar, and there is no "
	       "'%.*s' among calendars"),
	    SLICE_ARG(name));
}

/* A limit in working time needs hours to count by. */
static int
check_limit(const struct node *map, const char *key, struct slice calendar,
    const struct node *root, struct error *e)
{
	const struct node *node = node_get(map, key);
	struct limit limit = {0, LIMIT_H};

	if (!node)
		return 0;
	(void)limit_parse(node->text, &limit);
	if (!limit_in_working_time(limit))
		return 0;
	return check_calendar_name(node, calendar, root, e);
}

static const struct shape dated_limit_keys[] = {
    {.key = "limit", .type = SHAPE_LIMIT, .required = true},
    {.key = "assumed", .type = SHAPE_YES},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = "from", .type = SHAPE_DATE},
    {.key = "to", .type = SHAPE_DATE},
    {.key = NULL},
};

static int
check_limit_map(const struct node *map, struct slice calendar,
    const struct node *root, struct error *e)
{
	if (shape_check_table(map, dated_limit_keys, root, e) < 0)
		return -1;
	return check_limit(map, "limit", calendar, root, e);
}

/* "7wd", {limit: 7wd, source: …}, or such maps with from: and to:. */
static int
check_dated_limit(const struct node *map, const char *key,
    struct slice calendar, const struct node *root, struct error *e)
{
	const struct node *node = node_get(map, key);
	struct limit limit;

	if (!node)
		return 0;
	if (node->sort == NODE_SCALAR && limit_parse(node->text, &limit) < 0)
		return node_error(node, e, tr("%s: '%s' is not %s"), key,
		    node->text.text,
		    tr("a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)"));
	if (node->sort == NODE_SCALAR)
		return check_limit(map, key, calendar, root, e);
	if (node->sort == NODE_MAP)
		return check_limit_map(node, calendar, root, e);
	for (size_t i = 0; i < node->children; i++)
		if (check_limit_map(node->child[i], calendar, root, e) < 0)
			return -1;
	return check_periods(node, false, e);
}

static bool
said_before(const struct node *list, size_t n, struct slice name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_equal(node_text(list->child[i], "name", ""), name))
			return true;
	return false;
}

/* One name may stand for several times of the same stage, one after another. */
static int
check_same_name(const struct node *list, size_t n, struct error *e)
{
	const struct node *b = list->child[n];
	struct slice name = node_text(b, "name", "");

	for (size_t i = 0; i < n; i++) {
		const struct node *a = list->child[i];

		if (!slice_equal(node_text(a, "name", ""), name))
			continue;
		if (node_date(a, "from", DATE_NONE) <=
			node_date(b, "to", INT32_MAX) &&
		    node_date(b, "from", DATE_NONE) <=
			node_date(a, "to", INT32_MAX))
			return node_error(b, e,
			    tr("stages: '%s' is said twice for the same "
			       "time"),
			    name.text);
	}
	return 0;
}

static int
check_stage(const struct node *stage, const struct node *root,
    struct slice calendar, bool *finished, struct error *e)
{
	struct slice own = node_text(stage, "calendar", calendar.text);
	bool after = slice_is(node_text(stage, "after", ""), "finish");
	struct slice by = node_text(stage, "by", "");

	if (check_periods(stage, false, e) < 0 ||
	    check_limit(stage, "limit", own, root, e) < 0 ||
	    check_limit(stage, "green", own, root, e) < 0)
		return -1;
	if (*finished && !after)
		return node_error(stage, e,
		    tr("stages: '%s' comes behind one that begins when the "
		       "case is finished"),
		    node_text(stage, "name", "").text);
	if (after && slice_is(by, "finish"))
		return node_error(stage, e,
		    tr("stages: '%s' cannot begin and be done with the "
		       "finish"),
		    node_text(stage, "name", "").text);
	if (!after && slice_is(by, "archive"))
		return node_error(stage, e,
		    tr("stages: '%s' is done by archiving, so it needs "
		       "after: finish"),
		    node_text(stage, "name", "").text);
	*finished = after;
	return 0;
}

static int
check_stages(const struct node *stages, const struct node *root,
    struct slice calendar, struct error *e)
{
	bool finished = false;

	if (!stages)
		return 0;
	if (stages->children > STAGES_MAX)
		return node_error(
		    stages, e, tr("stages: more than %d stages"), STAGES_MAX);
	for (size_t i = 0; i < stages->children; i++)
		if (check_same_name(stages, i, e) < 0 ||
		    check_stage(
			stages->child[i], root, calendar, &finished, e) < 0)
			return -1;
	return 0;
}

static int
unknown(const struct node *at, const char *format, const char *format_near,
    struct slice name, const struct node *known, struct error *e)
{
	const char *names[NAMES_MAX];
	size_t count = 0;
	const char *near;

	for (size_t i = 0; known && i < known->children && count < NAMES_MAX;
	     i++)
		names[count++] = known->sort == NODE_MAP
				     ? known->key[i].text
				     : node_text(known->child[i], "name", "")
					   .text;
	near = suggest(name, names, count);
	if (near)
		return node_error(at, e, format_near, name.text, near);
	return node_error(at, e, format, name.text);
}

static const struct shape form_need_keys[] = {
    {.key = "form", .type = SHAPE_ID, .required = true},
    {.key = "stage", .type = SHAPE_ID},
    {.key = "optional", .type = SHAPE_YES},
    {.key = NULL},
};

/* Its parent's check comes before its own would, so it has none. */
static int
check_form_item(
    const struct node *value, const struct node *root, struct error *e)
{
	if (value->sort == NODE_MAP)
		return shape_check_table(value, form_need_keys, root, e);
	if (value->sort == NODE_SCALAR)
		return 0;
	return node_error(value, e,
	    tr("forms: a code, or a map with form: and stage:, is expected"));
}

/* "A2", or {form: A9, stage: meter}. */
static int
check_form(const struct node *form, const struct node *stages,
    const struct node *root, struct error *e)
{
	const struct node *known = node_get(root, "forms"), *code;
	struct slice stage;

	if (check_form_item(form, root, e) < 0)
		return -1;
	code = form->sort == NODE_SCALAR ? form : node_get(form, "form");
	stage = node_text(form, "stage", "");
	if (!node_get_slice(known, code->text))
		return unknown(code, tr("forms: '%s' is not among forms"),
		    tr("forms: '%s' is not among forms (did you mean '%s'?)"),
		    code->text, known, e);
	if (stage.length == 0 ||
	    (stages && said_before(stages, stages->children, stage)))
		return 0;
	return unknown(form, tr("forms: there is no stage '%s'"),
	    tr("forms: there is no stage '%s' (did you mean '%s'?)"), stage,
	    stages, e);
}

static int
check_forms(const struct node *forms, const struct node *stages,
    const struct node *root, struct error *e)
{
	if (!forms)
		return 0;
	if (forms->children > FORMS_MAX)
		return node_error(
		    forms, e, tr("forms: more than %d forms"), FORMS_MAX);
	for (size_t i = 0; i < forms->children; i++)
		if (check_form(forms->child[i], stages, root, e) < 0)
			return -1;
	return 0;
}

static const char *const milestones[] = {
    "target", "contact", "answer", "callback", NULL};

static int
check_version(const struct node *type, const struct node *root, struct error *e)
{
	struct slice calendar = node_text(type, "calendar", CALENDAR_DEFAULT);
	const struct node *stages = node_get(type, "stages");
	const struct node *limits = node_get(type, "limit");

	if (check_stages(stages, root, calendar, e) < 0 ||
	    check_forms(node_get(type, "forms"), stages, root, e) < 0 ||
	    check_dated_limit(type, "total", calendar, root, e) < 0 ||
	    check_dated_limit(type, "green", calendar, root, e) < 0)
		return -1;
	for (const char *const *m = milestones; *m; m++)
		if (check_dated_limit(limits, *m, calendar, root, e) < 0)
			return -1;
	return 0;
}

/* One map, or one for each time. */
static int
check_type(const struct node *value, const struct node *root, struct error *e)
{
	if (value->sort == NODE_MAP)
		return check_version(value, root, e);
	for (size_t i = 0; i < value->children; i++)
		if (check_version(value->child[i], root, e) < 0)
			return -1;
	return 0;
}

static const struct shape any_form = {.type = SHAPE_ANY};
static const struct shape need = {.type = SHAPE_CHOICE, .choices = needs};
static const struct shape forbidden = {
    .type = SHAPE_CHOICE, .choices = forbids};

static const struct shape stage_keys[] = {
    {.key = "name", .type = SHAPE_ID, .required = true},
    {.key = "title", .type = SHAPE_NAME},
    {.key = "owner", .type = SHAPE_ID},
    {.key = "limit", .type = SHAPE_LIMIT},
    {.key = "green", .type = SHAPE_LIMIT},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = "after", .type = SHAPE_CHOICE, .choices = begins},
    {.key = "by", .type = SHAPE_CHOICE, .choices = done_by},
    {.key = "optional", .type = SHAPE_YES},
    {.key = "counts", .type = SHAPE_YES},
    {.key = "assumed", .type = SHAPE_YES},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = "from", .type = SHAPE_DATE},
    {.key = "to", .type = SHAPE_DATE},
    {.key = NULL},
};
static const struct shape stage = {.type = SHAPE_MAP, .keys = stage_keys};

static const struct shape limit_keys[] = {
    {.key = "target", .type = SHAPE_ANY},
    {.key = "contact", .type = SHAPE_ANY},
    {.key = "answer", .type = SHAPE_ANY},
    {.key = "callback", .type = SHAPE_ANY},
    {.key = NULL},
};

static const struct shape type_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "utility", .type = SHAPE_ID},
    {.key = "group", .type = SHAPE_ID},
    {.key = "archive", .type = SHAPE_ID},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = "acceptance", .type = SHAPE_CHOICE, .choices = acceptances},
    {.key = "needs", .type = SHAPE_LIST_OF, .of = &need},
    {.key = "entry", .type = SHAPE_CHOICE, .choices = entries},
    {.key = "forbids", .type = SHAPE_LIST_OF, .of = &forbidden},
    {.key = "forms", .type = SHAPE_LIST_OF, .of = &any_form},
    {.key = "stages", .type = SHAPE_LIST_OF, .of = &stage},
    {.key = "total", .type = SHAPE_ANY},
    {.key = "green", .type = SHAPE_ANY},
    {.key = "limit", .type = SHAPE_MAP, .keys = limit_keys},
    {.key = "assumed", .type = SHAPE_YES},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = NULL},
};
static const struct shape type = {
    .type = SHAPE_DATED, .keys = type_keys, .check = check_type};

static const struct shape form_keys[] = {
    {.key = "name", .type = SHAPE_NAME, .required = true},
    {.key = "set", .type = SHAPE_ID},
    {.key = "appendix", .type = SHAPE_ID},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = NULL},
};
static const struct shape form = {.type = SHAPE_MAP, .keys = form_keys};

const struct shape shape_apply[] = {
    {.key = "forms", .type = SHAPE_BY_ID, .of = &form},
    {.key = "cases", .type = SHAPE_BY_ID, .of = &type},
    {.key = NULL},
};
