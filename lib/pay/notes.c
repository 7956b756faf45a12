#include "pay/notes.h"

#include "base/money.h"

/* So many notes of one kind never lay in one drawer. */
#define NOTES_MAX 10000000

/* "100x12" onto the sum. */
static int
add_part(struct slice part, int64_t *sum_fen)
{
	struct slice worth;
	int64_t fen, total;
	long long count;

	if (!slice_cut(&part, 'x', &worth) || part.text == NULL)
		return -1;
	if (money_parse_loose(worth, &fen) < 0 || fen <= 0)
		return -1;
	if (slice_int(part, &count) < 0 || count < 0 || count > NOTES_MAX)
		return -1;
	if (__builtin_mul_overflow(fen, (int64_t)count, &total))
		return -1;
	return money_add(sum_fen, total);
}

int
notes_parse(struct slice text, int64_t *fen)
{
	struct slice rest = slice_trim(text), part;
	int64_t sum = 0;

	if (rest.length == 0)
		return -1;
	while (slice_cut(&rest, ' ', &part))
		if (part.length > 0 && add_part(part, &sum) < 0)
			return -1;
	*fen = sum;
	return 0;
}
