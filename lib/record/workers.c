#include "record/workers.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

/* Slots for each thread: what it may run ahead of the owner. */
#define SLOTS_PER_THREAD 4

struct workers {
	void (*work)(void *job);
	void (*release)(void *job);
	char *slot;
	size_t slot_size, slots;
	size_t helpers_max, helpers;
	pthread_t helper[WORKERS_THREADS_MAX];
	/*
	 * All below is written under the lock.  head and tail are the
	 * owner's, who may read them without.  Jobs have running numbers;
	 * n stands in slot n % slots.
	 */
	pthread_mutex_t lock;
	pthread_cond_t given; /* for helpers: there is a job, or the end */
	pthread_cond_t done;  /* for the owner: the oldest job is done */
	uint64_t head;        /* the oldest that is not released */
	uint64_t begun;       /* the next that nobody does yet */
	uint64_t tail;        /* the next to be given */
	bool *is_done;
	size_t idle; /* helpers that wait */
	bool ended;
};

struct workers *
workers_new(unsigned threads, size_t job_size, void (*work)(void *job),
    void (*release)(void *job))
{
	struct workers *w = memory_new(sizeof(*w));

	if (threads > WORKERS_THREADS_MAX)
		threads = WORKERS_THREADS_MAX;
	w->work = work;
	w->release = release;
	w->helpers_max = threads > 1 ? threads - 1 : 0;
	w->slots = threads > 1 ? (size_t)threads * SLOTS_PER_THREAD : 1;
	w->slot_size = job_size;
	w->slot = memory_array(w->slots, job_size);
	w->is_done = memory_array(w->slots, sizeof(*w->is_done));
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->given, NULL);
	pthread_cond_init(&w->done, NULL);
	return w;
}

static void *
slot_at(const struct workers *w, uint64_t n)
{
	return w->slot + (size_t)(n % w->slots) * w->slot_size;
}

void
workers_free(struct workers *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->ended = true;
	pthread_cond_broadcast(&w->given);
	pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < w->helpers; i++)
		pthread_join(w->helper[i], NULL);
	for (size_t i = 0; i < w->slots; i++)
		w->release(slot_at(w, i));
	pthread_cond_destroy(&w->done);
	pthread_cond_destroy(&w->given);
	pthread_mutex_destroy(&w->lock);
	free(w->is_done);
	free(w->slot);
	free(w);
}

size_t
workers_under_way(const struct workers *w)
{
	return (size_t)(w->tail - w->head);
}

void *
workers_slot(struct workers *w)
{
	if (workers_under_way(w) == w->slots)
		return NULL;
	return slot_at(w, w->tail);
}

/* Called with the lock, which is open while the job is done. */
static void
do_next(struct workers *w)
{
	uint64_t n = w->begun++;

	pthread_mutex_unlock(&w->lock);
	w->work(slot_at(w, n));
	pthread_mutex_lock(&w->lock);
	w->is_done[n % w->slots] = true;
	if (n == w->head)
		pthread_cond_signal(&w->done);
}

static void *
helper_run(void *context)
{
	struct workers *w = context;

	pthread_mutex_lock(&w->lock);
	while (!w->ended) {
		if (w->begun < w->tail) {
			do_next(w);
			continue;
		}
		w->idle++;
		pthread_cond_wait(&w->given, &w->lock);
		w->idle--;
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void
helpers_start(struct workers *w)
{
	while (w->helpers < w->helpers_max &&
	       pthread_create(&w->helper[w->helpers], NULL, helper_run, w) == 0)
		w->helpers++;
	w->helpers_max = w->helpers;
}

void
workers_give(struct workers *w)
{
	assert(workers_under_way(w) < w->slots);
	pthread_mutex_lock(&w->lock);
	w->is_done[w->tail % w->slots] = false;
	w->tail++;
	if (w->idle > 0)
		pthread_cond_signal(&w->given);
	pthread_mutex_unlock(&w->lock);
	if (w->helpers < w->helpers_max && workers_under_way(w) > 1)
		helpers_start(w);
}

void *
workers_take(struct workers *w)
{
	size_t oldest = (size_t)(w->head % w->slots);

	if (w->head == w->tail)
		return NULL;
	pthread_mutex_lock(&w->lock);
	while (!w->is_done[oldest]) {
		if (w->begun < w->tail)
			do_next(w);
		else
			pthread_cond_wait(&w->done, &w->lock);
	}
	pthread_mutex_unlock(&w->lock);
	return slot_at(w, w->head);
}

void
workers_release(struct workers *w)
{
	assert(w->head < w->tail);
	pthread_mutex_lock(&w->lock);
	assert(w->is_done[w->head % w->slots]);
	w->head++;
	pthread_mutex_unlock(&w->lock);
}
