#include "record/crowd.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "record/cut.h"
#include "record/faults.h"
#include "record/order.h"
#include "record/reader.h"
#include "record/scan.h"

#ifndef PIECE_BYTES /* a fuzzer takes less */
#define PIECE_BYTES (256 << 10)
#endif
#define THREADS_MAX 64
/*
 * To inflate a byte costs some six times as long as to take it: so many
 * threads of an archive's are served by one that takes what they inflate.
 */
#define THREADS_PER_TAKER 8

/* Whole lines, and the headings in force where they begin. */
struct piece {
	char *text;
	size_t size;
	bool first; /* of its file */
	const struct heading *force[RECORD_KINDS_MAX];
	size_t kinds;
};

struct worker {
	pthread_t thread;
	struct crowd *crowd;
	struct stream *stream;
	struct reader *reader;
	struct piece piece;
};

/*
 * Threads read in turns, each a piece into memory of its own, which is still
 * in its cache when the piece is taken into its stream.  Who reads holds the
 * lock, and with it all up to the workers.
 */
struct crowd {
	struct stream *stream;
	pthread_mutex_t lock;
	bool last;                /* nothing is read behind it */
	bool ordinary;            /* so far */
	struct crowd_files files; /* that were not opened yet */
	struct source *source;    /* the file in hand */
	bool first;               /* nothing of it was read yet */
	const struct heading *force[RECORD_KINDS_MAX];
	size_t kinds;
	struct buffer rest; /* a line that is not whole yet */
	struct worker worker[THREADS_MAX];
	size_t workers;
	unsigned inflating; /* threads, of which who reads is one */
};

/*
 * What it weighs; 0 for what is no regular file, or an empty one.  It is
 * opened as it will be read; a pipe must not be opened only to be weighed.
 */
static off_t
weight(const struct stream *s, const char *path, enum source_sort *sort)
{
	struct source *source;
	struct stat status;
	struct error error;
	off_t bytes = 0;

	if (!s->o.open && (strcmp(path, "-") == 0 || stat(path, &status) < 0 ||
			      !S_ISREG(status.st_mode)))
		return 0;
	source = stream_open(s, path, &error);
	if (source && source_size(source, &bytes, sort) &&
	    *sort != SOURCE_PLAIN)
		bytes *= CROWD_PACKED;
	source_close(source);
	return bytes;
}

static bool
folds_fit(const struct stream *s)
{
	if (s->o.threads < 2 || s->o.output || s->o.strict || s->o.faults_max ||
	    (s->o.see && !s->o.see_begin))
		return false;
	for (size_t i = 0; i < s->folds; i++)
		if (!s->o.folds[i]->join)
			return false;
	return true;
}

struct crowd_files
crowd_fits(const struct stream *s, char *const *path, size_t paths)
{
	struct crowd_files files = {.path = path};
	enum source_sort sort = SOURCE_PLAIN;
	off_t total = 0;

	/* Lines that a fault names are known to this stream alone. */
	if (!folds_fit(s) || faults_name_lines(s->faults))
		return files;
	while (files.count < paths) {
		off_t size = weight(s, path[files.count], &sort);

		if (files.count == 0)
			files.sort = sort;
		if (size == 0 || sort != files.sort)
			break;
		total += size;
		files.count++;
	}
	if (total < CROWD_BYTES_MIN)
		files.count = 0;
	return files;
}

/* Kinds that say something of other lines are for one thread alone. */
static bool
kind_is_ordinary(enum kind kind)
{
	return kind != KIND_FAULT && kind != KIND_CORRECT && kind != KIND_STAGE;
}

static bool
piece_take(struct worker *w)
{
	const struct piece *piece = &w->piece;
	struct stream *s = w->stream;
	enum reader_event event;
	struct record r;
	struct error error;

	if (piece->first)
		order_new_file(s->order);
	reader_piece(
	    w->reader, piece->text, piece->size, piece->force, piece->kinds);
	while ((event = reader_next(w->reader, &r)) != READER_END) {
		if (event == READER_HEADING)
			continue;
		if (event != READER_RECORD || !kind_is_ordinary(r.kind) ||
		    stream_take_record(s, &r, &error) < 0 ||
		    faults_made(s->faults) > 0)
			return false;
	}
	return order_sort(s->order) == 0;
}

static bool
force_set(struct crowd *c, const struct heading *heading)
{
	size_t i = 0;

	while (i < c->kinds && !slice_equal(c->force[i]->name, heading->name))
		i++;
	if (i == RECORD_KINDS_MAX)
		return false;
	c->force[i] = heading;
	c->kinds += i == c->kinds;
	return true;
}

/* Note the headings of a piece, for those behind it. */
static bool
headings_note(struct crowd *c, const struct piece *piece)
{
	struct slice rest = {piece->text, piece->size}, line;
	const char *mark, *end = piece->text + piece->size;

	while ((mark = memchr(rest.text, '#', rest.length))) {
		const struct heading *heading;

		rest = (struct slice){mark, (size_t)(end - mark)};
		if (mark > piece->text && mark[-1] != '\n') {
			rest.text++;
			rest.length--;
			continue;
		}
		slice_cut(&rest, '\n', &line);
		if (line.length && line.text[line.length - 1] == '\r')
			line.length--;
		heading = headings_add(
		    c->stream->headings, line, &c->stream->complaint);
		if (!heading || !kind_is_ordinary(heading->kind) ||
		    !force_set(c, heading))
			return false;
		if (rest.text == NULL)
			break;
	}
	return true;
}

/* What the piece before left over, then more of the source. */
static ptrdiff_t
piece_read(struct crowd *c, struct piece *piece, struct source *source,
    struct error *error)
{
	ptrdiff_t n = 1;

	memcpy(piece->text, c->rest.text ? c->rest.text : "", c->rest.length);
	piece->size = c->rest.length;
	while (n > 0 && piece->size < PIECE_BYTES) {
		n = source_read(source, piece->text + piece->size,
		    PIECE_BYTES - piece->size, error);
		piece->size += n > 0 ? (size_t)n : 0;
	}
	return n;
}

/*
 * Whether a piece may begin with this line, of which only a part may be
 * there.  Not with one that is of the hall of the line before it, nor with a
 * heading, behind which such a one may stand.
 */
static bool
may_begin(struct slice line)
{
	const char *comma = memchr(line.text, ',', line.length);
	const struct common_columns *c;

	if (!comma || line.text[0] == '#')
		return false;
	line.length = (size_t)(comma - line.text);
	c = common_columns(kind_find(line));
	return c->hall >= 0 || c->seq < 0;
}

/* How much of the piece is whole lines before one that may begin another. */
static size_t
whole_lines(const struct piece *piece, bool end_of_file)
{
	const char *end = piece->text + piece->size, *next = end, *lf;

	while (
	    (lf = memrchr(piece->text, '\n', (size_t)(next - piece->text)))) {
		next = lf + 1;
		if (end_of_file ||
		    may_begin((struct slice){next, (size_t)(end - next)}))
			return (size_t)(next - piece->text);
		next = lf;
	}
	return 0;
}

/* Cut the piece where the next may begin.  False when it can not. */
static bool
piece_cut(struct crowd *c, struct piece *piece, bool end_of_file)
{
	size_t whole = whole_lines(piece, end_of_file);

	buffer_clear(&c->rest);
	buffer_add(&c->rest, piece->text + whole, piece->size - whole);
	piece->size = whole;
	return whole > 0;
}

static bool
begins_with_bom(const struct piece *piece)
{
	return piece->size >= 3 && memcmp(piece->text, "\xef\xbb\xbf", 3) == 0;
}

/* The next file into hand; what cannot be opened is not ordinary. */
static bool
file_begin(struct crowd *c)
{
	struct error error;

	c->source = stream_open(c->stream, *c->files.path, &error);
	if (!c->source)
		return false;
	source_threads(c->source, c->inflating);
	c->files.path++;
	c->files.count--;
	c->first = true;
	c->kinds = 0;
	buffer_clear(&c->rest);
	return true;
}

/*
 * More of the file in hand; an empty piece at its end.  False when it is not
 * ordinary; one that cannot be read is such a one, too, and is told behind
 * the faults that come before.
 */
static bool
piece_make(struct crowd *c, struct piece *piece)
{
	struct error error;
	ptrdiff_t n = piece_read(c, piece, c->source, &error);

	if (n < 0)
		return false;
	if (piece->size == 0)
		return true;
	memcpy(piece->force, c->force, c->kinds * sizeof(*c->force));
	piece->kinds = c->kinds;
	piece->first = c->first;
	/* Rare enough to be left to one thread: a BOM, a last line without
	 * LF, a line longer than a piece. */
	if ((c->first && begins_with_bom(piece)) ||
	    !piece_cut(c, piece, n == 0) || (n == 0 && c->rest.length))
		return false;
	c->first = false;
	return headings_note(c, piece);
}

/* A turn at reading.  False when there is no more, or not ordinary. */
static bool
piece_next(struct crowd *c, struct piece *piece)
{
	piece->size = 0;
	while (
	    c->ordinary && piece->size == 0 && (c->source || c->files.count)) {
		c->ordinary = (c->source || file_begin(c)) &&
			      piece_make(c, piece);
		if (c->ordinary && piece->size == 0) {
			source_close(c->source);
			c->source = NULL;
		}
	}
	return c->ordinary && piece->size > 0;
}

static void *
worker_run(void *context)
{
	struct worker *w = context;
	struct crowd *c = w->crowd;
	bool ordinary = true, more;

	do {
		pthread_mutex_lock(&c->lock);
		c->ordinary = c->ordinary && ordinary;
		more = piece_next(c, &w->piece);
		pthread_mutex_unlock(&c->lock);
		ordinary = more && piece_take(w);
	} while (more);
	cut_release();
	return NULL;
}

static bool
no_overlap(const struct crowd *c)
{
	for (size_t i = 0; i < c->workers; i++) {
		struct order *mine = c->worker[i].stream->order;

		if (order_overlaps(mine, c->stream->order))
			return false;
		for (size_t j = 0; j < i; j++)
			if (order_overlaps(mine, c->worker[j].stream->order))
				return false;
	}
	return true;
}

static void
join(struct stream *s, struct stream *part, bool last)
{
	if (!last)
		order_join(s->order, part->order);
	for (size_t i = 0; i < s->folds; i++)
		s->o.folds[i]->join(s->state[i], part->state[i]);
	if (s->o.see_join)
		s->o.see_join(s->o.context, part->o.context);
	s->lines += part->lines;
	if (part->day != DATE_NONE &&
	    (s->day == DATE_NONE || part->day > s->day)) {
		s->day = part->day;
		memcpy(s->day_text, part->day_text, sizeof(s->day_text));
		s->day_length = part->day_length;
		s->has_offset = false;
		s->offset_seconds = 0;
	}
	if (part->has_offset && part->day == s->day)
		stream_note_offset(s, part->offset_seconds);
}

/* As many in all as were asked for: more would be in each other's way. */
static void
share_threads(struct crowd *c)
{
	unsigned threads = c->stream->o.threads;

	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	c->workers = threads;
	if (c->files.sort == SOURCE_BLOCKS)
		c->workers = (threads + THREADS_PER_TAKER - 1) /
			     THREADS_PER_TAKER;
	c->inflating = threads - (unsigned)c->workers + 1;
}

static int
crowd_begin(struct crowd *c, struct error *error)
{
	struct stream_options options = c->stream->o;

	options.threads = 0;
	options.quiet_faults = true;
	share_threads(c);
	/* What is made on demand is made before there are many to ask. */
	common_columns(KIND_OTHER);
	heading_standard(KIND_FAULT);
	for (size_t i = 0; i < c->workers; i++) {
		struct worker *w = &c->worker[i];

		if (options.see_begin)
			options.context = options.see_begin(
			    c->stream->o.context);
		w->crowd = c;
		w->piece.text = memory_new(PIECE_BYTES + SCAN_BLOCK);
		w->stream = stream_begin(&options, error);
		if (!w->stream)
			return -1;
		/* Who has a seq twice is not ordinary then. */
		if (c->last)
			order_without_lines(w->stream->order);
		w->reader = reader_new(NULL, c->stream->headings);
	}
	return 0;
}

static void
crowd_release(struct crowd *c)
{
	for (size_t i = 0; i < c->workers; i++) {
		struct stream *part = c->worker[i].stream;
		void *context = part ? part->o.context : NULL;

		reader_free(c->worker[i].reader);
		free(c->worker[i].piece.text);
		stream_release(part);
		if (context && c->stream->o.see_end)
			c->stream->o.see_end(context);
	}
	source_close(c->source);
	buffer_release(&c->rest);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* Start the threads and wait for them. */
static void
crowd_work(struct crowd *c)
{
	size_t started = 0;

	while (started < c->workers &&
	       pthread_create(&c->worker[started].thread, NULL, worker_run,
		   &c->worker[started]) == 0)
		started++;
	for (size_t i = 0; i < started; i++)
		pthread_join(c->worker[i].thread, NULL);
	c->ordinary = c->ordinary && started > 0;
}

int
crowd_read(
    struct stream *s, struct crowd_files files, bool last, struct error *error)
{
	struct crowd *c = memory_new(sizeof(*c));
	int result;

	c->stream = s;
	c->files = files;
	c->last = last;
	c->ordinary = true;
	pthread_mutex_init(&c->lock, NULL);
	result = crowd_begin(c, error);
	if (result == 0)
		crowd_work(c);
	if (result == 0 && c->ordinary && no_overlap(c)) {
		for (size_t i = 0; i < c->workers; i++)
			join(s, c->worker[i].stream, last);
		result = 1;
	}
	crowd_release(c);
	return result;
}
