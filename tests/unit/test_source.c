/*
 * test_source.c - plain and compressed input, whole and broken.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/pause.h"
#include "record/bgzf.h"
#include "record/source.h"

static struct buffer
slurp(const char *path)
{
	struct buffer bytes = {0};
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buffer_add(&bytes, part, n);
	fclose(file);
	return bytes;
}

/* A BGZF archive of `size` bytes that hardly compress. */
static struct buffer
archive(size_t size, unsigned threads, struct buffer *content)
{
	char path[] = "/tmp/hall-source-XXXXXX";
	int fd = mkstemp(path);
	struct bgzf_writer *writer = bgzf_create(fd, "archive", threads);
	struct buffer bytes;
	struct error error;
	uint64_t seed = 7;

	assert_true(fd >= 0);
	for (size_t i = 0; i < size; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		buffer_char(content, (char)(seed >> 56));
	}
	assert_int_equal(bgzf_write(writer, content->text, size, &error), 0);
	assert_int_equal(bgzf_finish(writer, &error), 0);
	close(fd);
	bytes = slurp(path);
	unlink(path);
	return bytes;
}

/* Read it all; the count, or -1 with the error. */
static ptrdiff_t
read_all(
    const void *bytes, size_t size, struct buffer *into, struct error *error)
{
	struct source *source = source_of("x.bgz", bytes, size);
	char part[1000];
	ptrdiff_t n;

	while ((n = source_read(source, part, sizeof(part), error)) > 0)
		buffer_add(into, part, (size_t)n);
	source_close(source);
	return n < 0 ? -1 : (ptrdiff_t)into->length;
}

static void
round_trip(void **state)
{
	static const size_t sizes[] = {0, 1, 0xfeff, 0xff00, 0xff01, 300000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct buffer content = {0}, back = {0};
		struct buffer bytes = archive(sizes[i], 1, &content);
		struct error error;

		assert_int_equal(
		    read_all(bytes.text, bytes.length, &back, &error),
		    (ptrdiff_t)sizes[i]);
		assert_true(
		    slice_equal(buffer_view(&back), buffer_view(&content)));
		buffer_release(&content);
		buffer_release(&back);
		buffer_release(&bytes);
	}
}

static void
any_number_of_threads_writes_the_same(void **state)
{
	struct buffer content = {0}, one = archive(3000000, 1, &content);

	(void)state;
	for (unsigned threads = 2; threads < 8; threads += 2) {
		struct buffer again = {0};
		struct buffer more = archive(3000000, threads, &again);

		assert_true(slice_equal(buffer_view(&one), buffer_view(&more)));
		buffer_release(&again);
		buffer_release(&more);
	}
	buffer_release(&content);
	buffer_release(&one);
}

/* A disk that is full says so at the latest when the archive is finished. */
static void
full_disk_is_told(void **state)
{
	static char zeros[100000];
	int fd = open("/dev/full", O_WRONLY);

	(void)state;
	assert_true(fd >= 0);
	for (unsigned threads = 1; threads < 4; threads++) {
		struct bgzf_writer *writer = bgzf_create(
		    fd, "archive", threads);
		struct error error = {HALL_DONE, ""};
		int written = bgzf_write(writer, zeros, sizeof(zeros), &error);

		written |= bgzf_finish(writer, &error);
		assert_int_equal(written, -1);
		assert_int_equal(error.status, HALL_SYSTEM);
		assert_string_equal(
		    error.text, "archive: No space left on device");
	}
	close(fd);
}

/* Cut off anywhere, an archive never reads as if it were whole. */
static void
truncation_shows(void **state)
{
	struct buffer content = {0};
	struct buffer bytes = archive(70000, 1, &content);

	(void)state;
	for (size_t cut = 2; cut < bytes.length; cut += 97) {
		struct buffer back = {0};
		struct error error;

		assert_int_equal(read_all(bytes.text, cut, &back, &error), -1);
		assert_int_equal(error.status, HALL_DATA);
		assert_non_null(strstr(error.text, "x.bgz: byte "));
		buffer_release(&back);
	}
	/* Exactly without its end marker of 28 bytes. */
	for (size_t marker = 1; marker <= 28; marker++) {
		struct buffer back = {0};
		struct error error;

		assert_int_equal(
		    read_all(bytes.text, bytes.length - marker, &back, &error),
		    -1);
		buffer_release(&back);
	}
	buffer_release(&content);
	buffer_release(&bytes);
}

/* A flipped bit is told, or changes nothing that was compressed. */
static void
damage_shows(void **state)
{
	struct buffer content = {0};
	struct buffer bytes = archive(3000, 1, &content);

	(void)state;
	for (size_t at = 0; at < bytes.length; at++) {
		struct buffer back = {0};
		struct error error;

		bytes.text[at] ^= 0x10;
		if (read_all(bytes.text, bytes.length, &back, &error) >= 0 &&
		    at >= 2)
			assert_true(slice_equal(
			    buffer_view(&back), buffer_view(&content)));
		bytes.text[at] ^= 0x10;
		buffer_release(&back);
	}
	buffer_release(&content);
	buffer_release(&bytes);
}

/* Of a pipe it gives out what came, and does not wait for more. */
static void
waits_for_no_more_than_it_needs(void **state)
{
	struct buffer content = {0}, bytes = archive(100, 1, &content);
	char name[32], part[1000];
	struct source *source;
	struct error error;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
	source = source_open(name, &error);
	assert_non_null(source);
	source_threads(source, 3);
	/* The first block is there, and a part of the next. */
	assert_int_equal(
	    write(ends[1], bytes.text, bytes.length - 20), bytes.length - 20);
	assert_int_equal(source_read(source, part, sizeof(part), &error), 100);
	assert_memory_equal(part, content.text, 100);
	assert_int_equal(
	    write(ends[1], bytes.text + bytes.length - 20, 20), 20);
	close(ends[1]);
	assert_int_equal(source_read(source, part, sizeof(part), &error), 0);
	source_close(source);
	close(ends[0]);
	buffer_release(&content);
	buffer_release(&bytes);
}

static void
refuses_what_is_no_file(void **state)
{
	struct error error;

	(void)state;
	assert_null(source_open("/", &error));
	assert_int_equal(error.status, HALL_SYSTEM);
	assert_non_null(strstr(error.text, "is a directory"));
	assert_null(source_open("/nonexistent/file", &error));
	assert_int_equal(error.status, HALL_SYSTEM);
}

/* A child appends the rest of a line after a moment, or none. */
static void
read_beside_a_writer(const char *rest, const char *expected)
{
	char path[] = "/tmp/hall-source-XXXXXX", text[32] = "";
	int fd = mkstemp(path), status;
	struct source *source = source_open(path, NULL);
	ptrdiff_t got = -1;
	pid_t child;

	assert_non_null(source);
	assert_int_equal(write(fd, "one\nha", 6), 6);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		milliseconds_pass(5);
		_exit(write(fd, rest, strlen(rest)) < 0);
	}
	for (size_t at = 0; got != 0; at += (size_t)got) {
		got = source_read(source, text + at, sizeof(text) - at, NULL);
		assert_true(got >= 0);
	}
	assert_string_equal(text, expected);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	source_close(source);
	close(fd);
	unlink(path);
}

static void
half_a_line_is_waited_for(void **state)
{
	(void)state;
	read_beside_a_writer("lf\n", "one\nhalf\n");
	read_beside_a_writer("", "one\nha");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(round_trip),
	    cmocka_unit_test(any_number_of_threads_writes_the_same),
	    cmocka_unit_test(full_disk_is_told),
	    cmocka_unit_test(truncation_shows),
	    cmocka_unit_test(damage_shows),
	    cmocka_unit_test(waits_for_no_more_than_it_needs),
	    cmocka_unit_test(half_a_line_is_waited_for),
	    cmocka_unit_test(refuses_what_is_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
