/*
 * tree.h - the tree while it grows: from YAML's events to nodes.
 *
 * Shape:   every node is a branch, whose first member is the node itself.
 *          A file that is included is parsed into the map that names it; a
 *          map that both have is opened again.
 * Source:  YAML 1.1 as libyaml reads it, less anchors, aliases, tags,
 *          directives, merge keys and second documents.
 * Owner:   the arena of the tree; tree_release ends the indexes.
 */
#ifndef CONFIG_TREE_H
#define CONFIG_TREE_H

#include "base/map.h"
#include "config/config.h"

#define TREE_INDEX_FROM 16 /* a map with more keys than this has an index */

struct branch {
	struct node node;
	const struct node **child;
	struct slice *key;
	unsigned *session; /* of each child: the parsing that opened it */
	size_t size;
	struct map *index; /* key -> number + 1, for large maps */
	struct branch *next_indexed;
};

/* A file somewhere in the tree that is still to be read. */
struct include {
	struct branch *map;      /* where its keys go */
	const struct node *name; /* what the configuration says */
	unsigned depth;          /* of that map */
	size_t source;           /* the file that names it */
	struct include *next;
};

struct tree {
	struct arena arena;
	struct branch *root;
	size_t nodes;
	unsigned session;
	struct include *first, **last; /* in the order of reading */
	struct branch *indexed;
};

void tree_init(struct tree *);
void tree_release(struct tree *);
/*
 * Parse the bytes of a file into a map `depth` levels below the root; what
 * it includes is added to the list.  -1 with USAGE "file:line: …".
 */
int tree_parse(struct tree *, struct branch *map, unsigned depth,
    const char *file, size_t source, struct slice bytes, struct error *);

#endif
