/*
 * who.c - staff, logins, roles and what roles may do.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "book/inside.h"
#include "book/who.h"

static const struct node *
section(const struct book *book, const char *name)
{
	return node_get(config_root(book_config(book)), name);
}

static const struct node *
person(const struct book *book, struct slice staff)
{
	return node_get_slice(section(book, "staff"), staff);
}

/* Both ends belong to it; an end that is not said is open. */
static bool
in_force(const struct node *dated, int32_t date)
{
	return node_date(dated, "from", INT32_MIN) <= date &&
	       date <= node_date(dated, "to", INT32_MAX);
}

/* What hall.yaml says of a person on that date; NULL: not in service. */
static const struct node *
person_on(const struct book *book, struct slice staff, int32_t date)
{
	return node_in_force(person(book, staff), date);
}

static bool
role_has(const struct book *book, struct slice role, const char *capability)
{
	const struct node *definition = node_get_slice(
	    section(book, "roles"), role);

	return definition &&
	       node_list_has(node_get(definition, "can"), slice_of(capability));
}

/* The n-th role that this person acts in on that date; empty at the end. */
static struct slice
acting_role(const struct book *book, struct slice staff, int32_t date, size_t n)
{
	const struct node *acting = section(book, "acting");

	for (size_t i = 0; acting && i < acting->children; i++) {
		const struct node *one = acting->child[i];

		if (slice_equal(node_text(one, "staff", ""), staff) &&
		    in_force(one, date) && n-- == 0)
			return node_text(one, "role", "");
	}
	return SLICE("");
}

bool
who_known(const struct book *book, struct slice staff)
{
	return person(book, staff) != NULL;
}

bool
who_can(const struct book *book, struct slice staff, const char *capability,
    int32_t date)
{
	const struct node *one = person_on(book, staff, date);
	struct slice role;

	if (!one)
		return false;
	if (role_has(book, node_text(one, "role", ""), capability))
		return true;
	for (size_t n = 0;
	     (role = acting_role(book, staff, date, n)).length > 0; n++)
		if (role_has(book, role, capability))
			return true;
	return false;
}

struct slice
who_role(const struct book *book, struct slice staff, int32_t date)
{
	const struct node *one = person_on(book, staff, date);
	struct slice role = acting_role(book, staff, date, 0);

	if (role.length > 0 || !one)
		return role;
	return node_text(one, "role", "");
}

/* "monitor, manager": the roles that have it; empty when none has. */
static void
list_roles(const struct book *book, const char *capability, struct buffer *list)
{
	const struct node *roles = section(book, "roles");

	for (size_t i = 0; roles && i < roles->children; i++) {
		if (!role_has(book, roles->key[i], capability))
			continue;
		buffer_text(list, list->length ? ", " : "");
		buffer_slice(list, roles->key[i]);
	}
}

int
who_must(const struct book *book, struct slice staff, const char *capability,
    int32_t date, struct error *error)
{
	struct slice role = who_role(book, staff, date);
	struct buffer list = {0};

	if (who_can(book, staff, capability, date))
		return 0;
	list_roles(book, capability, &list);
	if (list.length > 0)
		error_set(error, HALL_USAGE,
		    tr("%.*s (%.*s) may not %s; these roles may: %s"),
		    SLICE_ARG(staff), SLICE_ARG(role), capability, list.text);
	else
		error_set(error, HALL_USAGE,
		    tr("%.*s (%.*s) may not %s; no role in hall.yaml may: "
		       "add it to a 'can:' list"),
		    SLICE_ARG(staff), SLICE_ARG(role), capability);
	buffer_release(&list);
	return -1;
}

static bool
has_login(const struct node *one, const char *login)
{
	const struct node *name = one ? node_get(one, "login") : NULL;

	return name && node_list_has(name, slice_of(login));
}

/* One who had, or will have, the login at some time. */
static bool
ever_had_login(const struct node *entry, const char *login)
{
	if (entry->sort != NODE_LIST)
		return has_login(entry, login);
	for (size_t i = 0; i < entry->children; i++)
		if (has_login(entry->child[i], login))
			return true;
	return false;
}

/* Who has this login on that date; *gone: one who has it at another. */
static struct slice
staff_of_login(const struct book *book, const char *login, int32_t date,
    struct slice *gone)
{
	const struct node *staff = section(book, "staff");

	*gone = SLICE("");
	for (size_t i = 0; staff && i < staff->children; i++) {
		if (has_login(node_in_force(staff->child[i], date), login))
			return staff->key[i];
		if (ever_had_login(staff->child[i], login))
			*gone = staff->key[i];
	}
	return SLICE("");
}

static int
find_me(const struct book *book, const char *login, int32_t date,
    struct slice *me, struct error *error)
{
	char text[DATE_TEXT_SIZE];
	struct slice gone;

	*me = staff_of_login(book, login, date, &gone);
	if (me->length > 0)
		return 0;
	if (gone.length == 0)
		return error_set(error, HALL_USAGE,
		    tr("the user '%s' is none of the staff: hall.yaml has "
		       "no 'login: %s'"),
		    login, login);
	date_format(date, text);
	return error_set(error, HALL_USAGE,
	    tr("%.*s (user '%s') is not in service on %s: see from: and to: "
	       "in hall.yaml"),
	    SLICE_ARG(gone), login, text);
}

static int
say_unknown(const struct book *book, const char *staff, struct error *error)
{
	const struct node *people = section(book, "staff");
	size_t count = people ? people->children : 0;
	const char **keys = memory_array(count + 1, sizeof(*keys));
	const char *near;

	for (size_t i = 0; i < count; i++)
		keys[i] = people->key[i].text;
	near = suggest(slice_of(staff), keys, count);
	free(keys);
	if (near)
		return error_set(error, HALL_USAGE,
		    tr("--staff: '%s' is none of the staff in hall.yaml (did "
		       "you mean '%s'?)"),
		    staff, near);
	return error_set(error, HALL_USAGE,
	    tr("--staff: '%s' is none of the staff in hall.yaml"), staff);
}

static int
find_other(const struct book *book, struct slice me, const char *staff,
    int32_t date, struct error *error)
{
	char text[DATE_TEXT_SIZE];

	if (!who_known(book, slice_of(staff)))
		return say_unknown(book, staff, error);
	if (person_on(book, slice_of(staff), date))
		return slice_is(me, staff)
			   ? 0
			   : who_must(book, me, "act", date, error);
	date_format(date, text);
	return error_set(error, HALL_USAGE,
	    tr("--staff: %s is not in service on %s: see from: and to: in "
	       "hall.yaml"),
	    staff, text);
}

int
who_am_i(const struct book *book, const char *staff, int32_t date,
    struct who *who, struct error *error)
{
	static _Thread_local char login[LOGIN_SIZE];
	struct slice me;

	login_of_user(login);
	if (find_me(book, login, date, &me, error) < 0)
		return -1;
	if (staff && find_other(book, me, staff, date, error) < 0)
		return -1;
	who->staff = staff ? slice_of(staff) : me;
	who->login = slice_of(login);
	return 0;
}
