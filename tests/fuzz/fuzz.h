/*
 * fuzz.h - what the fuzzers share: a promise that must hold, choices and
 * numbers made of the bytes that they are given, files in memory.
 *
 * A fuzzer is one file and the library, so this header also defines.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/pause.h"
#include "base/slice.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/*
 * Takes the place of the library's.  A file that ends in half a line is
 * looked at again for 63 ms, because somebody may be writing; here nobody is.
 */
void
milliseconds_pass(unsigned milliseconds)
{
	(void)milliseconds;
}

/* What was made of the bytes, said when a promise breaks; or NULL. */
static const struct buffer *made_text;

static inline void
must(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	if (made_text && made_text->text)
		fwrite(made_text->text, 1, made_text->length, stderr);
	abort();
}

/* The bytes that are left; behind their end there are only zeros. */
struct bytes {
	const uint8_t *at;
	size_t left;
};

static inline unsigned
pick(struct bytes *b, unsigned below)
{
	if (b->left == 0)
		return 0;
	b->left--;
	return *b->at++ % below;
}

/* The next so many bytes as they are, or those that are left. */
static inline struct slice
pick_slice(struct bytes *b, size_t most)
{
	size_t n = b->left < most ? b->left : most;
	struct slice slice = {n ? (const char *)b->at : NULL, n};

	if (n > 0)
		b->at += n;
	b->left -= n;
	return slice;
}

/* A number of any size, small ones as likely as large ones. */
static inline int64_t
pick_number(struct bytes *b)
{
	unsigned shift = pick(b, 64);
	struct slice bits = pick_slice(b, sizeof(int64_t));
	int64_t number = 0;

	if (bits.length > 0)
		memcpy(&number, bits.text, bits.length);
	return number >> shift;
}

static inline const char *
pick_word(struct bytes *b, const char *const *words, size_t count)
{
	return words[pick(b, (unsigned)count)];
}

#define WORD(b, ...)                                     \
	pick_word(b, (const char *const[]){__VA_ARGS__}, \
	    COUNT(((const char *const[]){__VA_ARGS__})))

/* A file in memory, and where those who open files find it. */
struct memory_file {
	int fd;
	char path[32];
};

static inline struct memory_file
memory_file_new(void)
{
	struct memory_file file = {.fd = memfd_create("fuzz", MFD_CLOEXEC)};

	must(file.fd >= 0, "a file in memory");
	snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.fd);
	return file;
}

/* What the file holds from now on. */
static inline void
memory_file_set(struct memory_file *file, struct slice text)
{
	must(ftruncate(file->fd, 0) == 0 && lseek(file->fd, 0, SEEK_SET) == 0 &&
		 write(file->fd, text.text ? text.text : "", text.length) ==
		     (ssize_t)text.length,
	    "a file in memory");
}

#endif
