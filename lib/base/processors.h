/*
 * processors.h - how many threads are worth while.
 */
#ifndef BASE_PROCESSORS_H
#define BASE_PROCESSORS_H

/*
 * The processors that this process may run on, at least one and at most
 * eight: more of them wait for memory.
 */
unsigned processors_count(void);

#endif
