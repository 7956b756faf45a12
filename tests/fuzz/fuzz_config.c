/*
 * fuzz_config.c - any bytes as hall.yaml: refused with a line, or a tree
 * whose every node knows where it stands, which the shape takes or refuses.
 * Read again into the same tree, as an included file is, nothing breaks.
 */
#include "config/calendars.h"
#include "config/shape.h"
#include "config/tree.h"
#include "fuzz.h"

#define NODES_MAX 4096 /* waiting to be looked at; the rest is left out */

/* Every map finds its children by their keys, and every text has its NUL. */
static void
check_node(const struct node *node)
{
	must(node->file && node->line > 0, "a node without a place");
	if (node->sort == NODE_SCALAR)
		must(node->text.text[node->text.length] == '\0', "no NUL");
	for (size_t i = 0; i < node->children && node->sort == NODE_MAP; i++)
		must(node_get_slice(node, node->key[i]) == node->child[i],
		    "a child that is not found");
}

static void
check_tree(const struct node *root)
{
	const struct node *waiting[NODES_MAX];
	size_t count = 0;

	waiting[count++] = root;
	while (count > 0) {
		const struct node *node = waiting[--count];

		check_node(node);
		for (size_t i = 0; i < node->children && count < NODES_MAX; i++)
			waiting[count++] = node->child[i];
	}
}

static void
check_shape(const struct node *root)
{
	struct error e = {.text = ""};
	struct calendars *calendars;

	if (shape_check(root, &e) < 0) {
		must(e.status == HALL_USAGE && e.text[0], "refused silently");
		return;
	}
	calendars = calendars_new(root, &e);
	must(calendars != NULL, "a checked calendar that is none");
	calendars_free(calendars);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice text = {(const char *)bytes, size};
	struct error e = {.text = ""};
	struct tree tree;

	tree_init(&tree);
	if (tree_parse(&tree, tree.root, 0, "f", 0, text, &e) < 0) {
		must(e.status == HALL_USAGE && strncmp(e.text, "f:", 2) == 0,
		    "refused without a line");
	} else {
		if (tree.root->node.file)
			check_tree(&tree.root->node);
		check_shape(&tree.root->node);
		if (tree_parse(&tree, tree.root, 0, "g", 0, text, &e) == 0 &&
		    tree.root->node.file)
			check_tree(&tree.root->node);
	}
	tree_release(&tree);
	return 0;
}
