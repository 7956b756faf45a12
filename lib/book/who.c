/*
 * who.c - staff, logins, roles and what roles may do.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "book/inside.h"
#include "book/role.h"
#include "book/who.h"

static const struct node *
section(const struct book *book, const char *name)
{
	return node_get(config_root(book_config(book)), name);
}

bool
who_known(const struct book *book, struct slice staff)
{
	return role_person(book_config(book), staff) != NULL;
}

bool
who_can(const struct book *book, struct slice staff, const char *capability,
    int32_t date)
{
	return role_can(book_config(book), staff, slice_of(capability), date);
}

/* Who stands in for somebody acts in that role. */
struct slice
who_role(const struct book *book, struct slice staff, int32_t date)
{
	const struct config *config = book_config(book);
	size_t own = role_person_on(config, staff, date) ? 1 : 0;
	struct slice acting = role_nth(config, staff, date, own);

	return acting.length || !own ? acting
				     : role_nth(config, staff, date, 0);
}

/* "monitor, manager": the roles that have it; empty when none has. */
static void
list_roles(const struct book *book, const char *capability, struct buffer *list)
{
	const struct node *roles = section(book, "roles");

	for (size_t i = 0; roles && i < roles->children; i++) {
		if (!role_has(
			book_config(book), roles->key[i], slice_of(capability)))
			continue;
		buffer_text(list, list->length ? tr(", ") : "");
		buffer_text(list, role_title(book_config(book), roles->key[i]));
	}
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

/* Who records for others is told how, when they may not do it themselves. */
static const char *
hint_for(const struct book *book, struct slice staff, int32_t date)
{
	char login[LOGIN_SIZE];
	struct slice gone;

	(void)login_of_user(login, NULL);
	if (!who_can(book, staff, "act", date) ||
	    !slice_equal(staff_of_login(book, login, date, &gone), staff))
		return "";
	return tr("; --staff names the one for whom you record");
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
		    tr("%.*s (%s) may not %s; these roles may: %s%s"),
		    SLICE_ARG(staff), role_title(book_config(book), role),
		    word("can", slice_of(capability)), list.text,
		    hint_for(book, staff, date));
	else
		error_set(error, HALL_USAGE,
		    tr("%.*s (%s) may not %s; no role in hall.yaml may: "
		       "add it to a 'can:' list"),
		    SLICE_ARG(staff), role_title(book_config(book), role),
		    word_and_code("can", slice_of(capability)));
	buffer_release(&list);
	return -1;
}

/* `nameless` says why a login is only a number; empty when it is a name. */
static int
find_me(const struct book *book, const char *login, const char *nameless,
    int32_t date, struct slice *me, struct error *error)
{
	char text[DATE_TEXT_SIZE];
	struct slice gone;

	*me = staff_of_login(book, login, date, &gone);
	if (me->length > 0)
		return 0;
	if (gone.length == 0 && *nameless)
		return error_set(error, HALL_USAGE,
		    tr("%s, and hall.yaml has no 'login: %s'"), nameless,
		    login);
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
	const char *near = node_near(section(book, "staff"), slice_of(staff));

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
	if (role_person_on(book_config(book), slice_of(staff), date))
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
	struct error nameless = {HALL_DONE, ""};
	struct slice me;

	if (login_of_user(login, &nameless) < 0 &&
	    nameless.status != HALL_USAGE)
		return error_set(error, nameless.status, "%s", nameless.text);
	if (find_me(book, login, nameless.text, date, &me, error) < 0)
		return -1;
	if (staff && find_other(book, me, staff, date, error) < 0)
		return -1;
	who->staff = staff ? slice_of(staff) : me;
	who->login = slice_of(login);
	return 0;
}
