/*
 * Zones are read from the zone database itself: glibc's localtime takes UTC
 * without a word for a name that it does not know, and its TZ belongs to
 * the whole process.
 */
#include <endian.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/moment.h"
#include "base/zonerule.h"

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
#define FILE_SIZE_MAX ((size_t)1024 * 1024)
#define HEADER_SIZE 44
#define SECONDS_PER_DAY 86400

/* What a TZif file (RFC 8536) says. */
struct zone_table {
	struct zone_table *next;
	char name[64];
	size_t count;
	int64_t *since;  /* UTC, rising */
	int32_t *offset; /* from then on */
	int32_t before;  /* the offset before all of them */
	bool has_rule;   /* what holds behind the last one */
	struct zone_rule rule;
};

/* Few, never freed before the end of the process. */
static struct zone_table *tables;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct header {
	char version;
	size_t isut, isstd, leap, time, type, chars;
};

static uint32_t
load32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return be32toh(v);
}

static int64_t
load64(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return (int64_t)be64toh(v);
}

static int
read_header(struct slice s, struct header *h)
{
	const char *p = s.text + 20;

	if (s.length < HEADER_SIZE || memcmp(s.text, "TZif", 4) != 0)
		return -1;
	h->version = s.text[4];
	h->isut = load32(p);
	h->isstd = load32(p + 4);
	h->leap = load32(p + 8);
	h->time = load32(p + 12);
	h->type = load32(p + 16);
	h->chars = load32(p + 20);
	if (h->time > FILE_SIZE_MAX || h->type > 256 || h->type == 0 ||
	    h->chars > FILE_SIZE_MAX || h->isut > 256 || h->isstd > 256)
		return -1;
	/* Zones that count leap seconds do not count as POSIX does. */
	return h->leap == 0 ? 0 : -1;
}

static size_t
body_size(const struct header *h, size_t time_size)
{
	return h->time * (time_size + 1) + h->type * 6 + h->chars + h->isstd +
	       h->isut;
}

/* Whole minutes, for that is what a time's text can say. */
static int32_t
type_offset(const char *types, size_t index)
{
	int32_t seconds = (int32_t)load32(types + index * 6);

	return seconds / 60 * 60;
}

static int
read_body(struct slice s, const struct header *h, struct zone_table *t)
{
	const char *times = s.text, *indices = times + h->time * 8;
	const char *types = indices + h->time;

	t->since = memory_array(h->time, sizeof(*t->since));
	t->offset = memory_array(h->time, sizeof(*t->offset));
	t->before = type_offset(types, 0);
	for (size_t i = 0; i < h->time; i++) {
		size_t type = (unsigned char)indices[i];

		t->since[i] = load64(times + i * 8);
		if (type >= h->type || (i > 0 && t->since[i] < t->since[i - 1]))
			return -1;
		t->offset[i] = type_offset(types, type);
	}
	t->count = h->time;
	return 0;
}

/* The second block, of 64-bit times, and the rule in the last line. */
static int
read_table(struct slice s, struct zone_table *t)
{
	struct header h;
	size_t skip;

	if (read_header(s, &h) != 0 || h.version < '2')
		return -1;
	skip = HEADER_SIZE + body_size(&h, 4);
	if (s.length < skip)
		return -1;
	s = (struct slice){s.text + skip, s.length - skip};
	if (read_header(s, &h) != 0 ||
	    s.length - HEADER_SIZE < body_size(&h, 8))
		return -1;
	s = (struct slice){s.text + HEADER_SIZE, s.length - HEADER_SIZE};
	if (read_body(s, &h, t) != 0)
		return -1;
	skip = body_size(&h, 8);
	s = (struct slice){s.text + skip, s.length - skip};
	if (s.length >= 2 && s.text[0] == '\n' && s.text[s.length - 1] == '\n')
		t->has_rule = zone_rule_parse(
				  (struct slice){s.text + 1, s.length - 2},
				  &t->rule) == 0;
	return 0;
}

/* Letters, digits, '_', '+', '-' and '/' between parts: no way out. */
static bool
is_name(struct slice name)
{
	struct slice rest = name, part;

	if (name.length == 0 ||
	    name.length >= sizeof(((struct zone *)NULL)->name))
		return false;
	while (slice_cut(&rest, '/', &part)) {
		if (part.length == 0)
			return false;
		for (size_t i = 0; i < part.length; i++) {
			char c = part.text[i];

			if (!((c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z') ||
				(c >= '0' && c <= '9') || c == '_' ||
				c == '+' || c == '-'))
				return false;
		}
	}
	return true;
}

static int
read_file(const char *name, struct buffer *out)
{
	char path[128], room[4096];
	size_t n;
	FILE *f;
	int result;

	snprintf(path, sizeof(path), "%s/%s", ZONE_DIRECTORY, name);
	f = fopen(path, "rbe");
	if (f == NULL)
		return -1;
	while ((n = fread(room, 1, sizeof(room), f)) > 0 &&
	       out->length <= FILE_SIZE_MAX)
		buffer_add(out, room, n);
	result = ferror(f) || out->length > FILE_SIZE_MAX ? -1 : 0;
	fclose(f);
	return result;
}

static struct zone_table *
load(const char *name)
{
	struct zone_table *t = memory_new(sizeof(*t));
	struct buffer file = {NULL, 0, 0};

	snprintf(t->name, sizeof(t->name), "%s", name);
	if (read_file(name, &file) != 0 ||
	    read_table(buffer_view(&file), t) != 0) {
		free(t->since);
		free(t->offset);
		free(t);
		t = NULL;
	}
	buffer_release(&file);
	return t;
}

/* The table of a zone, read at its first use; NULL when there is none. */
static const struct zone_table *
table_of(const char *name)
{
	struct zone_table *t;

	pthread_mutex_lock(&lock);
	for (t = tables; t != NULL && strcmp(t->name, name) != 0; t = t->next)
		;
	if (t == NULL && (t = load(name)) != NULL) {
		t->next = tables;
		tables = t;
	}
	pthread_mutex_unlock(&lock);
	return t;
}

int
zone_parse(struct slice text, struct zone *zone, struct error *error)
{
	struct zone z = {"", 0, true};

	if (!is_name(text) && offset_parse(text, &z.offset_seconds) != 0)
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no zone: write +08:00 or Asia/Shanghai"),
		    SLICE_ARG(text));
	memcpy(z.name, text.text, text.length);
	z.name[text.length] = '\0';
	if (offset_parse(text, &z.offset_seconds) != 0 &&
	    !slice_is(text, "UTC")) {
		z.fixed = false;
		if (table_of(z.name) == NULL)
			return error_set(error, HALL_USAGE,
			    tr("zone %s is not in %s: write the offset, "
			       "such as +08:00"),
			    z.name, ZONE_DIRECTORY);
	}
	*zone = z;
	return 0;
}

static int32_t
offset_at(const struct zone *zone, int64_t utc)
{
	const struct zone_table *t;
	size_t low = 0, high, middle;

	if (zone->fixed)
		return zone->offset_seconds;
	t = table_of(zone->name);
	if (t == NULL) /* zone_parse found it: somebody took it away */
		abort();
	high = t->count;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (t->since[middle] <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == t->count && t->has_rule)
		return zone_rule_offset(&t->rule, utc);
	return low == 0 ? t->before : t->offset[low - 1];
}

struct moment
zone_moment(const struct zone *zone, int64_t utc_seconds)
{
	return (struct moment){utc_seconds, offset_at(zone, utc_seconds)};
}

/*
 * A time that a change of clocks shows twice is the first one; one that it
 * skips is read by the clock before the change.
 */
struct moment
zone_local(const struct zone *zone, int32_t date, int32_t second_of_day)
{
	int64_t local = (int64_t)date * SECONDS_PER_DAY + second_of_day;
	int32_t before = offset_at(zone, local - SECONDS_PER_DAY);
	int32_t after = offset_at(zone, local + SECONDS_PER_DAY);

	if (offset_at(zone, local - before) != before &&
	    offset_at(zone, local - after) == after)
		return zone_moment(zone, local - after);
	return zone_moment(zone, local - before);
}
