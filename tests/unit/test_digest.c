#include <unistd.h>

#include "base/digest.h"
#include "unit.h"

static const char of_abc
    [] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char of_nothing
    [] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char of_million_a
    [] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void
is_hex(const uint8_t digest[DIGEST_SIZE], const char *expected)
{
	char text[DIGEST_HEX_SIZE];

	digest_hex(digest, DIGEST_SIZE, text);
	assert_string_equal(text, expected);
}

/* The examples of FIPS 180. */
static void
test_known_digests(void **state)
{
	uint8_t result[DIGEST_SIZE];
	char text[9];

	(void)state;
	digest_bytes(SLICE("abc"), result);
	is_hex(result, of_abc);
	digest_hex(result, 4, text);
	assert_string_equal(text, "ba7816bf");
	digest_bytes(slice_of(NULL), result);
	is_hex(result, of_nothing);
}

static void
test_a_running_one_starts_anew(void **state)
{
	struct digest *d = digest_new();
	uint8_t result[DIGEST_SIZE];
	char thousand[1000];

	(void)state;
	digest_add(d, "a", 1);
	digest_add(d, "", 0);
	digest_add(d, "bc", 2);
	digest_take(d, result);
	is_hex(result, of_abc);
	digest_take(d, result);
	is_hex(result, of_nothing);
	memset(thousand, 'a', sizeof(thousand));
	for (int i = 0; i < 1000; i++)
		digest_add(d, thousand, sizeof(thousand));
	digest_take(d, result);
	is_hex(result, of_million_a);
	digest_free(d);
	digest_free(NULL);
}

static void
test_files(void **state)
{
	char path[] = "/tmp/hall-digest-XXXXXX", thousand[1000];
	int fd = mkstemp(path);
	uint8_t result[DIGEST_SIZE];
	uint64_t size = 7;
	struct error e = {HALL_DONE, ""};

	(void)state;
	assert_true(fd >= 0);
	memset(thousand, 'a', sizeof(thousand));
	for (int i = 0; i < 1000; i++)
		assert_int_equal(write(fd, thousand, 1000), 1000);
	close(fd);
	assert_int_equal(digest_file(path, result, &size, &e), 0);
	assert_int_equal(size, 1000000);
	is_hex(result, of_million_a);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(digest_file(path, result, NULL, NULL), 0);
	is_hex(result, of_nothing);
	unlink(path);
	assert_int_equal(digest_file(path, result, &size, &e), -1);
	assert_int_equal(e.status, HALL_SYSTEM);
	assert_non_null(strstr(e.text, path));
	assert_int_equal(digest_file("/tmp", result, &size, &e), -1);
	assert_int_equal(size, 1000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_known_digests),
	    cmocka_unit_test(test_a_running_one_starts_anew),
	    cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
