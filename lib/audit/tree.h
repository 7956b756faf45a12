/*
 * tree.h - the Merkle tree of RFC 6962.
 *
 * Shape:   a leaf is SHA-256(0x00, bytes), a node SHA-256(0x01, left,
 *          right); a tree of n leaves splits at the largest power of two
 *          below n; the empty tree is SHA-256 of nothing.
 * Source:  RFC 6962 s. 2.1.
 * Owner:   tree_new makes, tree_free frees.  Leaves are hashed and
 *          forgotten: the memory is one hash a level.
 */
#ifndef AUDIT_TREE_H
#define AUDIT_TREE_H

#include <stdint.h>

#include "base/digest.h"
#include "base/slice.h"

struct tree;

struct tree *tree_new(void);
void tree_free(struct tree *);
/* Add the next leaf: its bytes, not its hash. */
void tree_add(struct tree *, struct slice bytes);
/* The same for its first bytes only; more of these and tree_add follow. */
void tree_begin(struct tree *, struct slice bytes);
uint64_t tree_leaves(const struct tree *);
/* The root over the leaves so far; more may follow. */
void tree_root(const struct tree *, uint8_t root[DIGEST_SIZE]);

#endif
