/*
 * config.h - hall.yaml as a checked tree.
 *
 * Shape:   nodes of three sorts; every scalar is text until it is asked for
 *          by a typed function.  A node knows its file and line.
 * Source:  hall.yaml(5); libyaml does the parsing.
 * Owner:   the config owns all nodes and texts; config_free ends them.
 * Errors:  NULL or -1 with HALL_USAGE and "hall.yaml:12: …", always with the
 *          line and, for a misspelt key, a suggestion.  Anchors, aliases,
 *          tags, tabs, duplicate keys, more than CONFIG_DEPTH_MAX levels and
 *          include cycles are refused.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/message.h"
#include "base/moment.h"
#include "base/rate.h"
#include "base/slice.h"

#define CONFIG_DEPTH_MAX 32
#define CONFIG_NODES_MAX 1000000
#define CONFIG_FILES_MAX 1000 /* what is included, counted each time */
#define CONFIG_FILE_BYTES_MAX (16 << 20)
#define CONFIG_BYTES_MAX (64 << 20) /* of all files, each time counted */

struct cli;
struct map;

enum node_sort { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_sort sort;
	struct slice text; /* of a scalar; NUL-terminated */
	const char *file;
	unsigned line;
	/* Children of a list or a map, in the order of the file. */
	const struct node *const *child;
	const struct slice *key; /* of a map: the key of each child */
	size_t children;
	const struct map *index; /* of a large map: key -> number + 1 */
};

struct config;

/*
 * Load a file with all that it includes ("include: FILE" or a list of
 * files, in any map, found beside the file that names them; their keys are
 * merged into that map, a key said twice is an error unless both are maps,
 * which merge), and check it against the shape of every section.
 */
struct config *config_load(const char *path, struct error *);
/*
 * The same of a directory that others may write into: no file is read that
 * does not stand beneath it, whatever is included, nor through a symbolic
 * link.  `shown` is the directory in messages, "BOOK/" or "".
 */
struct config *config_load_within(
    int directory, const char *shown, const char *name, struct error *);
/*
 * The same of files that were kept, of which the first includes the others
 * by the names that they had: no file is opened, whatever they name.
 */
struct config_kept {
	struct slice name;
	struct slice bytes;
};
struct config *config_load_kept(
    const struct config_kept *, size_t count, struct error *);
/* Built-in defaults: what a filter uses outside a book. */
struct config *config_default(void);
/*
 * What a filter uses outside a book: the file of -c, else the defaults.
 * Its language: counts unless --lang was given.
 */
struct config *config_from_cli(const struct cli *, struct error *);
void config_free(struct config *);
const struct node *config_root(const struct config *);
/* SHA-256 over the bytes of all files in the order of reading, 64 hex. */
const char *config_digest(const struct config *);
/* Every file that was read, in order. */
size_t config_files(const struct config *);
const char *config_file(const struct config *, size_t n);
/* Its bytes, as they were when it was read. */
struct slice config_bytes(const struct config *, size_t n);

/* A child of a map by key, or NULL; node may be NULL. */
const struct node *node_get(const struct node *, const char *key);
const struct node *node_get_slice(const struct node *, struct slice key);
/* A descendant: node_path(root, "hall.name.zh"). */
const struct node *node_path(const struct node *, const char *path);
/* The key of a map that is most like what was typed, or NULL. */
const char *node_near(const struct node *, struct slice typed);
/* The keys of a map, "payment, vip"; of none a dash. */
void node_keys(const struct node *, struct buffer *);
/*
 * The text of a child, or `otherwise` when the key is absent.  Since the
 * tree was checked, a value of the wrong type cannot come here.
 */
struct slice node_text(
    const struct node *, const char *key, const char *otherwise);
int64_t node_int(const struct node *, const char *key, int64_t otherwise);
int64_t node_money(const struct node *, const char *key, int64_t otherwise_fen);
bool node_yes(const struct node *, const char *key, bool otherwise);
int32_t node_date(const struct node *, const char *key, int32_t otherwise);
/* Seconds of the day from "12:00". */
int32_t node_clock(const struct node *, const char *key, int32_t otherwise);
struct rate node_rate(
    const struct node *, const char *key, struct rate otherwise);
/* Durations "20m" "90s" "24h" "2d" "1h30m" in seconds. */
int64_t node_seconds(const struct node *, const char *key, int64_t otherwise);
/*
 * A name in the user's language: a scalar, or a map {zh: …, en: …}; for an
 * absent one the language not asked for, then `otherwise`.
 */
struct slice node_name(
    const struct node *, const char *key, const char *otherwise);
/* True when a list (or a single scalar) holds this text. */
bool node_list_has(const struct node *list, struct slice text);
/*
 * The map in force on a date: `node` is one map, or a list of maps with
 * from: and to: dates.  NULL when none is.
 */
const struct node *node_in_force(const struct node *, int32_t date);
/* Fill *e with "file:line: " and the text, HALL_USAGE; returns -1. */
int node_error(const struct node *, struct error *e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The zone of the hall (default Asia/Shanghai). */
const struct zone *config_zone(const struct config *);
/* The language that language: names; false when it names none. */
bool config_language(const struct config *, enum language *);
/* A calendar by name; NULL with HALL_USAGE when there is none. */
const struct calendar *config_calendar(
    const struct config *, const char *name, struct error *);

#endif
