/*
 * pause.h - waiting a moment.
 */
#ifndef BASE_PAUSE_H
#define BASE_PAUSE_H

/* Whatever signals come in between. */
void milliseconds_pass(unsigned milliseconds);

#endif
