/*
 * cli.h - the command line that all tools share.
 *
 * A tool is two tables: its verbs and the options of each.  The tables also
 * print the help, the completion and the suggestions.  Without a verb a tool
 * is a filter, whose operands are files.
 */
#ifndef BASE_CLI_H
#define BASE_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum cli_flags {
	CLI_REQUIRED = 1, /* the verb cannot do without it */
	CLI_REPEAT = 2,   /* may be given several times */
};

/* In the order in which the tables say it. */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding) */
struct cli_option {
	const char *name;     /* long name, without dashes */
	char letter;          /* short name, or 0 */
	const char *argument; /* what stands in the help, or NULL for none */
	const char *help;     /* N_(…), a few words */
	unsigned flags;
};

struct cli;
struct buffer;

/*
 * What may stand for a name of the tables (the COUNTER of "--counter
 * COUNTER" or of "[COUNTER|NUMBER]"): one candidate a line, which may be
 * followed by a tab and a few words on it.  The options and operands before
 * it can be asked for.  Errors mean fewer candidates; nobody is told.
 */
typedef void cli_candidates(
    struct cli *, const char *wanted, struct buffer *out);

struct cli_verb {
	const char *name; /* NULL names the filter */
	enum hall_status (*run)(struct cli *);
	const char *operands; /* "COUNTER [NUMBER]", for the help */
	const char *help;     /* N_(…) */
	size_t operands_min;
	size_t operands_max; /* CLI_MANY: any number */
	/* Options of its own, behind the common ones; ends with name NULL. */
	const struct cli_option *options;
	unsigned common; /* which common options make sense, CLI_… */
};

#define CLI_MANY ((size_t)-1)

/* Groups of common options: -C -c -q --lang -h --version are always there. */
enum cli_common {
	CLI_OUTPUT = 1,  /* -o, --output FILE */
	CLI_STREAM = 2,  /* --as-of --only --strict --max-faults --day -j */
	CLI_RECORD = 4,  /* -n --at --reason --key --staff --shift */
	CLI_THREADS = 8, /* -j, --jobs N */
	CLI_COLOR = 16,  /* --color */
};

struct cli_tool {
	const char *name;
	const char *summary; /* N_(…), one line */
	const struct cli_verb *verbs;
	size_t verbs_count; /* the filter, when there is one, is among them */
	/* The filter's first operand is a name of its own, not a file. */
	bool filter_takes_name;
	cli_candidates *candidates; /* may be NULL */
	/*
	 * Set the language that the configuration wants, before help and what
	 * is wrong with the command line are told; not asked when --lang says
	 * it.  May be NULL.
	 */
	void (*language)(const struct cli *);
	/* Whether the file that -o names may be replaced.  May be NULL. */
	int (*output)(const char *path, struct error *);
};

/*
 * What main returns: parses, finds the verb, runs it, says what is wrong.
 * --help, --version and --completion SHELL are answered here, and so is
 * --complete WORD..., by which the scripts for the shells ask.
 */
int cli_main(const struct cli_tool *, int argc, char **argv);

/*
 * The value of an option, or NULL; for one without argument, "".  Options
 * are called by their long name, "dry-run"; -C -c -o -j are "directory",
 * "config", "output" and "jobs", and may be called by the letter too.
 */
const char *cli_get(const struct cli *, const char *option);
bool cli_has(const struct cli *, const char *option);
/* The n-th value of a repeatable option, or NULL. */
const char *cli_get_nth(const struct cli *, const char *option, size_t n);
size_t cli_operands(const struct cli *);
const char *cli_operand(const struct cli *, size_t n);
char *const *cli_operand_list(const struct cli *);
const struct cli_verb *cli_verb_of(const struct cli *);
const struct cli_tool *cli_tool_of(const struct cli *);
/* Of candidates: the word as far as it is typed, or "". */
const char *cli_typed(const struct cli *);

/* Say an error behind the tool's name; returns its status. */
enum hall_status cli_fail(const struct error *);
/* Usage: the text, then "try 'hall-pay take --help'"; returns HALL_USAGE. */
enum hall_status cli_usage(const struct cli *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* True when output should be coloured: --color, NO_COLOR, a terminal. */
bool cli_color(const struct cli *);
/* How many threads to use: -j, else as many as there are processors. */
unsigned cli_threads(const struct cli *);

#endif
