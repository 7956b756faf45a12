#include "book/role.h"
#include "base/message.h"

static const struct node *
section(const struct config *config, const char *name)
{
	return node_get(config_root(config), name);
}

const struct node *
role_person(const struct config *config, struct slice staff)
{
	return node_get_slice(section(config, "staff"), staff);
}

const struct node *
role_person_on(const struct config *config, struct slice staff, int32_t date)
{
	return node_in_force(role_person(config, staff), date);
}

/* Both ends belong to it; an end that is not said is open. */
static bool
in_force(const struct node *dated, int32_t date)
{
	return node_date(dated, "from", INT32_MIN) <= date &&
	       date <= node_date(dated, "to", INT32_MAX);
}

struct slice
role_nth(
    const struct config *config, struct slice staff, int32_t date, size_t n)
{
	const struct node *one = role_person_on(config, staff, date);
	const struct node *acting = section(config, "acting");

	if (one && n-- == 0)
		return node_text(one, "role", "");
	for (size_t i = 0; acting && i < acting->children; i++) {
		const struct node *other = acting->child[i];

		if (slice_equal(node_text(other, "staff", ""), staff) &&
		    in_force(other, date) && n-- == 0)
			return node_text(other, "role", "");
	}
	return SLICE("");
}

const char *
role_title(const struct config *config, struct slice role)
{
	const struct node *one = node_get_slice(section(config, "roles"), role);
	const char *known = word("role", role);

	return one ? node_name(one, "name", known).text : known;
}

void
role_person_title(
    const struct config *config, struct slice who, struct buffer *out)
{
	const struct node *one = role_person(config, who);
	struct slice name = {"", 0};

	if (one && one->sort == NODE_LIST && one->children > 0)
		one = one->child[one->children - 1];
	if (one)
		name = node_name(one, "name", "");
	if (!one)
		buffer_text(out, role_title(config, who));
	else
		buffer_format(out, "%.*s%s%.*s", SLICE_ARG(who),
		    name.length ? " " : "", SLICE_ARG(name));
}

bool
role_has(
    const struct config *config, struct slice role, struct slice capability)
{
	const struct node *definition = node_get_slice(
	    section(config, "roles"), role);

	return definition &&
	       node_list_has(node_get(definition, "can"), capability);
}

bool
role_can(const struct config *config, struct slice staff,
    struct slice capability, int32_t date)
{
	struct slice role;

	if (!role_person_on(config, staff, date))
		return false;
	for (size_t n = 0; (role = role_nth(config, staff, date, n)).length > 0;
	     n++)
		if (role_has(config, role, capability))
			return true;
	return false;
}

bool
role_held(const struct config *config, struct slice staff, struct slice role,
    int32_t date)
{
	struct slice one;

	for (size_t n = 0; (one = role_nth(config, staff, date, n)).length > 0;
	     n++)
		if (slice_equal(one, role))
			return true;
	return false;
}
