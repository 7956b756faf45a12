/*
 * stream_keep.c - all that a stream has taken, as bytes, and back.
 *
 * Only what is whole is kept: facts that were taken in their turn.  A stream
 * with a fault, a stage or a fact that waits for the end is not.  Which lines
 * came is not kept: whoever recalls hands on none of them again, and none
 * with a seq among theirs.
 */
#include <string.h>

#include "base/packed.h"
#include "record/faults.h"
#include "record/order.h"
#include "record/stream_state.h"

struct kept_day {
	int32_t day, offset_seconds;
	uint32_t text_length;
	uint32_t has_offset;
	char text[DATE_TEXT_SIZE];
};

static void
keep_day(const struct stream *s, struct buffer *out)
{
	struct kept_day kept;

	memset(&kept, 0, sizeof(kept));
	kept.day = s->day;
	kept.offset_seconds = s->offset_seconds;
	kept.text_length = (uint32_t)s->day_length;
	kept.has_offset = s->has_offset;
	memcpy(kept.text, s->day_text, sizeof(kept.text));
	pack(out, &kept, sizeof(kept));
}

static bool
recall_day(struct stream *s, struct slice *in)
{
	struct kept_day kept;

	if (!unpack(in, &kept, sizeof(kept)) ||
	    kept.text_length > sizeof(kept.text))
		return false;
	s->day = kept.day;
	s->offset_seconds = kept.offset_seconds;
	s->day_length = kept.text_length;
	s->has_offset = kept.has_offset != 0;
	memcpy(s->day_text, kept.text, sizeof(kept.text));
	return true;
}

bool
stream_keeps(const struct fold *const *folds)
{
	while (*folds && (*folds)->keep && (*folds)->recall)
		folds++;
	return !*folds;
}

bool
stream_keep(const struct stream *s, struct buffer *out)
{
	if (!stream_keeps(s->o.folds) || s->stages > 0 ||
	    s->worst != HALL_DONE || order_waits(s->order) ||
	    !faults_keep(s->faults, out))
		return false;
	keep_day(s, out);
	for (size_t i = 0; i < s->folds; i++) {
		struct buffer one = {0};
		bool kept = s->o.folds[i]->keep(s->state[i], &one);

		if (kept)
			pack_text(out, buffer_view(&one));
		buffer_release(&one);
		if (!kept)
			return false;
	}
	return true;
}

bool
stream_recall(struct stream *s, struct slice in)
{
	struct slice one;

	if (!stream_keeps(s->o.folds) || !faults_recall(s->faults, &in) ||
	    !recall_day(s, &in))
		return false;
	for (size_t i = 0; i < s->folds; i++)
		if (!unpack_text(&in, &one) ||
		    s->o.folds[i]->recall(s->state[i], one) < 0)
			return false;
	return in.length == 0;
}
