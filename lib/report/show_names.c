#include "report/show_names.h"

#include "base/message.h"
#include "report/show.h"

/* Where hall.yaml names the codes of a sort. */
static const struct {
	const char *sort;
	const char *path;
	const char *key;
} places[] = {
    {"service", "services", "name"},
    {"set", "reconcile", "name"},
    {"set", "sources", "name"},
    {"queue", "queues", "name"},
    {"type", "cases", "name"},
    {"role", "roles", "name"},
    {"role", "staff", "name"},
    {"topic", "audit.topics", "title"},
    {"audit-rule", "audit.rules", "title"},
};

/* The newest version of what changes with time. */
static const struct node *
newest(const struct node *node)
{
	if (!node || node->sort != NODE_LIST || node->children == 0)
		return node;
	return node->child[node->children - 1];
}

static struct slice
name_at(const struct config *config, const char *path, const char *key,
    struct slice id)
{
	const struct node *all = config ? node_path(config_root(config), path)
					: NULL;

	return node_name(newest(node_get_slice(all, id)), key, "");
}

/* The first stage of that name, of whatever type of case. */
static struct slice
stage_title(const struct config *config, struct slice id)
{
	const struct node *types = config
				       ? node_get(config_root(config), "cases")
				       : NULL;

	for (size_t i = 0; types && i < types->children; i++) {
		const struct node *stages = node_get(
		    newest(types->child[i]), "stages");

		for (size_t j = 0; stages && j < stages->children; j++) {
			struct slice name = node_text(
			    stages->child[j], "name", "");
			struct slice title = node_name(
			    stages->child[j], "title", "");

			if (slice_equal(name, id) && title.length)
				return title;
		}
	}
	return (struct slice){"", 0};
}

static struct slice
configured(const struct config *config, const char *sort, struct slice id)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct slice name = {"", 0};

		if (strcmp(sort, places[i].sort) == 0)
			name = name_at(
			    config, places[i].path, places[i].key, id);
		if (name.length)
			return name;
	}
	if (strcmp(sort, "stage") == 0)
		return stage_title(config, id);
	return (struct slice){"", 0};
}

void
show_named(const struct config *config, struct buffer *out, const char *section,
    struct slice id)
{
	struct slice name = name_at(config, section, "name", id);
	struct slice role = {"", 0};

	/* What nobody in particular has to do is a role's. */
	if (name.length == 0 && strcmp(section, "staff") == 0)
		role = name_at(config, "roles", "name", id);
	if (role.length) {
		show_clean(out, role);
		return;
	}
	show_clean(out, id);
	if (name.length == 0 || slice_equal(name, id))
		return;
	buffer_char(out, ' ');
	show_clean(out, name);
}

/* Who it is; where nobody is named, which role: 收费员. */
void
show_staff(const struct config *config, struct buffer *out, struct slice id)
{
	if (name_at(config, "staff", "name", id).length)
		show_named(config, out, "staff", id);
	else
		show_word(config, out, "role", id);
}

void
show_word(const struct config *config, struct buffer *out, const char *sort,
    struct slice value)
{
	struct slice name = configured(config, sort, value);
	const char *found;

	if (name.length == 0) {
		found = word(sort, value);
		/* What a stage is waited for may have a word of its own. */
		if (slice_is(value, found) && strcmp(sort, "stage") == 0)
			found = word("milestone", value);
		name = slice_of(found);
	}
	show_clean(out, name);
}

void
show_words(const struct config *config, struct buffer *out, const char *sort,
    struct slice value)
{
	struct slice one;

	for (size_t n = 0; slice_cut(&value, ' ', &one); n++) {
		if (n)
			buffer_text(out, tr(", "));
		show_word(config, out, sort, one);
	}
}
