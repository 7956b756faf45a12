/*
 * notes.h - an amount in notes and coins, "100x12 50x7 0.5x1".
 */
#ifndef DAYS_NOTES_H
#define DAYS_NOTES_H

#include <stdint.h>

#define NOTES_SIZE 128

/* The fewest notes; the amount is a multiple of ten fen. */
void notes_text(int64_t amount_fen, char text[NOTES_SIZE]);

#endif
