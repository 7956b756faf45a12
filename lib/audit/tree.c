#include "audit/tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define TREE_LEVELS 64

/*
 * node[i] is the root of a full subtree of 2^i leaves and counts only when
 * bit i of `leaves` is set: adding a leaf is adding one in binary, where
 * each carry joins two subtrees of one size.
 */
struct tree {
	uint64_t leaves;
	uint8_t node[TREE_LEVELS][DIGEST_SIZE];
	struct digest *digest;
	struct digest *leaf; /* the next one, as far as it came */
	bool begun;
};

struct tree *
tree_new(void)
{
	struct tree *tree = memory_new(sizeof(*tree));

	memset(tree, 0, sizeof(*tree));
	tree->digest = digest_new();
	tree->leaf = digest_new();
	return tree;
}

void
tree_free(struct tree *tree)
{
	if (!tree)
		return;
	digest_free(tree->digest);
	digest_free(tree->leaf);
	free(tree);
}

/* hash = SHA-256(0x01, left, right); hash may be either of them. */
static void
join(struct digest *digest, const uint8_t *left, const uint8_t *right,
    uint8_t *hash)
{
	digest_add(digest, "\001", 1);
	digest_add(digest, left, DIGEST_SIZE);
	digest_add(digest, right, DIGEST_SIZE);
	digest_take(digest, hash);
}

void
tree_begin(struct tree *tree, struct slice bytes)
{
	if (!tree->begun)
		digest_add(tree->leaf, "\000", 1);
	digest_add(tree->leaf, bytes.text, bytes.length);
	tree->begun = true;
}

void
tree_add(struct tree *tree, struct slice bytes)
{
	uint8_t hash[DIGEST_SIZE];
	unsigned level = 0;

	tree_begin(tree, bytes);
	digest_take(tree->leaf, hash);
	tree->begun = false;
	for (; tree->leaves >> level & 1; level++)
		join(tree->digest, tree->node[level], hash, hash);
	memcpy(tree->node[level], hash, DIGEST_SIZE);
	tree->leaves++;
}

uint64_t
tree_leaves(const struct tree *tree)
{
	return tree->leaves;
}

void
tree_root(const struct tree *tree, uint8_t root[DIGEST_SIZE])
{
	unsigned level = 0;

	if (tree->leaves == 0) {
		digest_bytes((struct slice){"", 0}, root);
		return;
	}
	while (!(tree->leaves >> level & 1))
		level++;
	memcpy(root, tree->node[level], DIGEST_SIZE);
	for (level++; level < TREE_LEVELS; level++)
		if (tree->leaves >> level & 1)
			join(tree->digest, tree->node[level], root, root);
}
