/*
 * state.h - the inside of the fold, for the files that make it up.
 */
#ifndef RECONCILE_STATE_H
#define RECONCILE_STATE_H

#include "base/map.h"
#include "book/filter.h"
#include "reconcile/import.h"
#include "reconcile/reconcile.h"
#include "reconcile/result.h"
#include "reconcile/threeway.h"

/* A file of a source that is to be read. */
struct arrival {
	struct slice source;
	const char *path;
	const char *file; /* the name that its rows bear */
	/* Of a file that the book received: the dates that it is about. */
	int32_t from;
	int32_t to;
	bool received;
	bool superseded;
};

/* What is known of a source: that it has a file or rows, at least. */
struct source_state {
	struct slice name;
	uint64_t rejected; /* lines */
};

/* Opening and closing of a business day, as far as the stream says. */
struct day_times {
	int32_t day;
	int64_t open_seconds;
	int64_t close_seconds;
	int32_t open_date;
	int32_t close_date;
};

struct correction {
	struct slice of;
	struct slice column;
	struct slice is;
	const struct record *record;
};

/* A fault that an import found, told when all rows are printed. */
struct told {
	struct record record;
	struct complaint complaint;
};

struct reconcile {
	struct stream *stream;
	const struct filter *filter;
	const struct reconcile_options *options;
	const struct config *config;
	struct arena arena;
	struct sets sets;
	struct items items;
	struct threeway *threeway;
	struct scope scope;
	struct arrival *arrival;
	size_t arrivals;
	struct day_times *times;
	size_t times_count;
	struct correction *correction;
	size_t corrections;
	struct source_state *source;
	size_t sources;
	struct told *told;
	size_t tolds;
	struct matching *matching[SETS_MAX]; /* NULL: not run */
};

/*
 * arrivals.c: read the files that --with names, or those that the book has
 * for the day; print their rows, and then what is wrong with them.
 */
int arrivals_read(struct reconcile *, struct error *);
void arrivals_write(struct reconcile *, struct result *);
/* Made when it is not known. */
struct source_state *source_state_of(struct reconcile *, struct slice name);
bool source_known(const struct reconcile *, struct slice name);

/* carry.c: what came from the day before, and goes to the next. */
int carry_read(struct reconcile *, struct error *);
/* What hall-pay made of a closed day, when we read the day ourselves. */
int part_read(struct reconcile *, struct error *);
int carry_write(struct reconcile *, struct error *);
int save_results(struct reconcile *, const struct buffer *, struct error *);

/* finish.c */
enum hall_status reconcile_finish(void *state, struct writer *, struct error *);

#endif
