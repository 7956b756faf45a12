/*
 * workers.h - jobs done by several threads, taken back in their order.
 *
 * A ring of jobs: the owner fills a slot, gives it, and takes the oldest one
 * back when it is done.  Only the owner calls these functions; while it waits
 * for the oldest job it does others itself, so that N threads are the owner
 * and N - 1 more, and one thread is none.  No thread is started before two
 * jobs are under way.
 *
 * Owner:   workers_new makes, workers_free ends the threads and frees.
 * Errors:  where no thread can be started, fewer do the work.
 */
#ifndef RECORD_WORKERS_H
#define RECORD_WORKERS_H

#include <stddef.h>

#define WORKERS_THREADS_MAX 16

struct workers;

/*
 * `work` is called for each job once, by any thread.  A slot is zeroed at
 * first; what a job leaves in it the next one finds, and `release` ends it.
 */
struct workers *workers_new(unsigned threads, size_t job_size,
    void (*work)(void *job), void (*release)(void *job));
void workers_free(struct workers *);

/* The slot to fill, or NULL while all are under way. */
void *workers_slot(struct workers *);
/* The slot is filled: it is a job now. */
void workers_give(struct workers *);
/* Jobs that were given and not yet released. */
size_t workers_under_way(const struct workers *);
/* The oldest job, done, or NULL when there is none. */
void *workers_take(struct workers *);
/* What was taken is a slot again. */
void workers_release(struct workers *);

#endif
