/*
 * shipped.h - the reports and styles that are installed with the tools.
 *
 * Shape:   files in ../share/hall beside the running tool, else where the
 *          build was told to install them.  A YAML file with sections: or like:
 *          is a report of the file's name.
 * Errors:  NULL with USAGE "daily.yaml:12: …"; an empty text when there is
 *          no such report.
 */
#ifndef REPORT_SHIPPED_H
#define REPORT_SHIPPED_H

#include "config/config.h"

/* The path of a file of that name, whether it is there or not. */
char *shipped_path(const char *name, struct arena *);
/* A report, checked; the caller frees it. */
struct config *shipped_load(struct slice name, struct error *);

struct shipped_report {
	struct slice name;
	struct slice title; /* in the user's language */
	const char *file;
};
/* All of them, by name; in the arena. */
struct shipped_report *shipped_list(struct arena *, size_t *count);

#endif
