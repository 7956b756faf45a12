/*
 * cli_private.h - what the files of the command line share.
 */
#ifndef BASE_CLI_PRIVATE_H
#define BASE_CLI_PRIVATE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/cli.h"

#define CLI_TABLE_MAX 256 /* options of one verb, or of all before a verb */

/* The options that count for a verb: its own, then the common ones. */
struct cli_table {
	const struct cli_option *option[CLI_TABLE_MAX];
	char letter[CLI_TABLE_MAX]; /* 0 when another option has it */
	size_t count;
	size_t own; /* how many stand before the common ones */
};

struct cli_value {
	const struct cli_option *option;
	const char *text;
};

struct cli {
	const struct cli_tool *tool;
	const struct cli_verb *verb; /* NULL before it is known */
	struct cli_table table;
	struct cli_value *values;
	size_t values_count;
	char **operands;
	size_t operands_count;
	/* An option before the first operand, which may be its argument, is
	 * not known: that is the mistake to tell. */
	bool doubtful;
	/* The line ended where its argument should have stood. */
	const struct cli_option *awaits;
	bool language_given;
	const char *typed; /* of the word that is completed, or NULL */
	struct arena arena;
};

/* The options of a verb; of a tool whose verb is not known yet. */
void cli_table_verb(struct cli_table *, const struct cli_verb *);
void cli_table_tool(struct cli_table *, const struct cli_tool *);
/* The option of that name, or NULL. */
const struct cli_option *cli_table_find(
    const struct cli_table *, const char *name);
/* The filter among the verbs, or NULL. */
const struct cli_verb *cli_filter(const struct cli_tool *);

/* Where the first operand stands in argv, or argc. */
int cli_first_operand(struct cli *, int argc, char **argv);
/* Read the options and operands behind the verb; USAGE was said. */
int cli_parse(struct cli *, int argc, char **argv);
/* Required options, number of operands, values of the common options. */
int cli_check(const struct cli *);

void cli_help_tool(const struct cli_tool *, struct buffer *);
void cli_help_verb(
    const struct cli_tool *, const struct cli_verb *, struct buffer *);
/*
 * Find the verb, or the filter, and put the other words into rest[], which
 * has room for all.  Returns their number; *name is the first operand, or
 * NULL behind a "--".
 */
int cli_choose_verb(
    struct cli *, int argc, char **argv, char **rest, const char **name);
/*
 * --complete: the candidates for the last word, one a line, with a tab
 * before what it means; ":file" and ":directory" leave it to the shell.
 */
void cli_complete(struct cli *, int argc, char **argv, struct buffer *);
/* Names of the tables, "[COUNTER|NUMBER]", in the user's language. */
void cli_names(struct buffer *, const char *text);
/* -1 when that shell is not known. */
int cli_completion(const struct cli_tool *, const char *shell, struct buffer *);
/* "hall-pay take --counter COUNTER [OPTION]... [FILE]..." */
void cli_synopsis(
    const struct cli_tool *, const struct cli_verb *, struct buffer *);

#endif
