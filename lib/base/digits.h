/*
 * digits.h - decimal digits as numbers, eight at a time in one register.
 *
 * Shape:   a block holds eight bytes, the first of the text in the lowest;
 *          in a block of digits each byte is 0 to 9 and the last digit is
 *          the highest byte, so that shorter texts have zeros before them.
 * Errors:  false for what is no digit, *value untouched.
 */
#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DIGITS_BLOCK 8
#define DIGITS_BLOCK_END UINT64_C(100000000) /* behind the largest value */

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The same byte, in each of a block. */
#define DIGITS_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * The block of n bytes, 8 at most, with zeros behind them.  Of 4 to 8 the
 * first and the last four are taken, which may be partly the same bytes;
 * no byte beside them is touched.
 */
static inline uint64_t
digits_load(const char *text, size_t n)
{
	uint64_t block;
	uint32_t first, last;
	uint16_t two;

	if (n == DIGITS_BLOCK) {
		memcpy(&block, text, sizeof(block));
		return le64toh(block);
	}
	if (n >= 4) {
		memcpy(&first, text, sizeof(first));
		memcpy(&last, text + n - sizeof(last), sizeof(last));
		return le32toh(first) | (uint64_t)le32toh(last)
					    << 8 * (n - sizeof(last));
	}
	if (n >= 2) {
		memcpy(&two, text, sizeof(two));
		return le16toh(two) | (uint64_t)(unsigned char)text[n - 1]
					  << 8 * (n - 1);
	}
	return n ? (unsigned char)*text : 0;
}

/* A block of n digits, 1 to 8, at the end of their block; see digits_good. */
static inline uint64_t
digits_align(uint64_t block, size_t n)
{
	return (block ^ DIGITS_EACH('0')) << 8 * (DIGITS_BLOCK - n);
}

/*
 * Whether each byte is at most that of `limit`, which is below 0x80: then
 * adding what is missing to 0x7f does not reach the highest bit.  A byte
 * that has this bit itself may carry into the next; it has told already.
 */
static inline bool
digits_within(uint64_t block, uint64_t limit)
{
	return (((block + (DIGITS_EACH(0x7f) - limit)) | block) &
		   DIGITS_EACH(0x80)) == 0;
}

/* Bytes of 0 to 9 by twos: in bytes 0, 2, 4 and 6 a number of 0 to 99. */
static inline uint64_t
digits_pairs(uint64_t block)
{
	return block * 10 + (block >> 8);
}

/* The number of a block of digits: pairs, fours and all eight. */
static inline uint32_t
digits_join(uint64_t block)
{
	uint64_t pairs = digits_pairs(block);
	uint64_t odd = pairs & UINT64_C(0x000000ff000000ff);
	uint64_t even = pairs >> 16 & UINT64_C(0x000000ff000000ff);

	odd *= 100 + (UINT64_C(1000000) << 32);
	even *= 1 + (UINT64_C(10000) << 32);
	return (uint32_t)((odd + even) >> 32);
}

/* n digits, 1 to 8. */
static inline bool
digits_block(const char *text, size_t n, int64_t *value)
{
	uint64_t block = digits_align(digits_load(text, n), n);

	if (!digits_within(block, DIGITS_EACH(9)))
		return false;
	*value = digits_join(block);
	return true;
}

/* n digits, 18 at most; none is 0. */
static inline bool
digits_read(const char *text, size_t n, int64_t *value)
{
	size_t head = n % DIGITS_BLOCK;
	int64_t sum = 0, part;

	if (n > 0 && n <= DIGITS_BLOCK)
		return digits_block(text, n, value);
	if (head > 0 && !digits_block(text, head, &sum))
		return false;
	for (size_t at = head; at < n; at += DIGITS_BLOCK) {
		if (!digits_block(text + at, DIGITS_BLOCK, &part))
			return false;
		sum = sum * (int64_t)DIGITS_BLOCK_END + part;
	}
	*value = sum;
	return true;
}

/* Room for any of them. */
#define DIGITS_ROOM 20

/* The digits of a number, written before `end`: where they begin. */
static inline char *
digits_write(uint64_t value, char *end)
{
	do
		*--end = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	return end;
}

#endif
