/* Signed notes and their keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/base64.h"
#include "audit/note.h"

/* The published example of Go's package sumdb/note. */
static const char neumann_key
    [] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
static const char neumann_note
    [] = "If you think cryptography is the answer to your problem,\n"
	 "then you don't know what your problem is.\n"
	 "\n"
	 "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZ"
	 "InNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

static char directory[] = "/tmp/hall-note-XXXXXX";
static char key_file[64];

static int
make_directory(void **state)
{
	(void)state;
	if (!mkdtemp(directory))
		return -1;
	snprintf(key_file, sizeof(key_file), "%s/a/b/H01.key", directory);
	return key_make(key_file, NULL);
}

static int
remove_directory(void **state)
{
	(void)state;
	unlink(key_file);
	*strrchr(key_file, '/') = '\0';
	rmdir(key_file);
	*strrchr(key_file, '/') = '\0';
	rmdir(key_file);
	return rmdir(directory);
}

static enum note_verdict
verdict_of(const char *text, size_t length, const struct key_public *key)
{
	const struct key_public *by = NULL;
	struct note note;

	if (note_split((struct slice){text, length}, &note) < 0)
		return (enum note_verdict) - 1;
	return note_check(&note, key, 1, &by);
}

static void
a_note_of_another_implementation_is_accepted(void **state)
{
	struct key_public key;
	char text[sizeof(neumann_note)];

	(void)state;
	assert_int_equal(key_public_note_parse(slice_of(neumann_key), &key), 0);
	assert_string_equal(key.name, "PeterNeumann");
	assert_int_equal(
	    verdict_of(neumann_note, strlen(neumann_note), &key), NOTE_SIGNED);
	memcpy(text, neumann_note, sizeof(text));
	text[3] ^= 1;
	assert_int_equal(verdict_of(text, strlen(text), &key), NOTE_FORGED);
	key.name[0] = 'p';
	assert_int_equal(
	    verdict_of(neumann_note, strlen(neumann_note), &key), NOTE_STRANGE);
}

static void
what_was_signed_verifies_and_nothing_else_does(void **state)
{
	struct buffer note = {0};
	struct error error;
	struct key *key = key_load(key_file, SLICE("H01"), &error);
	struct key_public public;

	(void)state;
	assert_non_null(key);
	public = *key_public_of(key);
	buffer_text(&note, "H01\n1\nroot\n");
	assert_int_equal(note_sign(&note, key, &error), 0);
	assert_int_equal(
	    verdict_of(note.text, note.length, &public), NOTE_SIGNED);
	/* Each single bit of the text and of the signature counts. */
	for (size_t i = 0; i < note.length; i++) {
		for (int bit = 0; bit < 8; bit++) {
			note.text[i] = (char)(note.text[i] ^ 1 << bit);
			assert_int_not_equal(
			    verdict_of(note.text, note.length, &public),
			    NOTE_SIGNED);
			note.text[i] = (char)(note.text[i] ^ 1 << bit);
		}
	}
	buffer_release(&note);
	key_free(key);
}

static void
two_signatures_are_one_note(void **state)
{
	struct buffer note = {0};
	struct key *key = key_load(key_file, SLICE("H01"), NULL);
	struct key_public neumann;
	struct note split;

	(void)state;
	buffer_text(&note, "text\n");
	assert_int_equal(note_sign(&note, key, NULL), 0);
	buffer_text(&note, "\xe2\x80\x94 witness AAAA\n");
	assert_int_equal(verdict_of(note.text, note.length, key_public_of(key)),
	    NOTE_SIGNED);
	key_public_note_parse(slice_of(neumann_key), &neumann);
	assert_int_equal(
	    verdict_of(note.text, note.length, &neumann), NOTE_STRANGE);
	assert_int_equal(note_split(SLICE("text\n"), &split), 0);
	assert_int_equal(split.signatures.length, 0);
	assert_int_equal(verdict_of("text\n", 5, &neumann), NOTE_BARE);
	buffer_release(&note);
	key_free(key);
}

static void
what_is_no_note_is_refused(void **state)
{
	static const char *const bad[] = {
	    "",
	    "\n",
	    "text",
	    "te\rxt\n",
	    "te\txt\n",
	    "t\n\xff\n",
	    "text\n\n",
	    "text\n\nno signature\n",
	    "text\n\n\n",
	    "text\n\n\xe2\x80\x94 name\n",
	    "text\n\n\xe2\x80\x94 name \n",
	    "text\n\n\xe2\x80\x94  AAAA\n",
	    "text\n\n\xe2\x80\x94 name AAAA BBBB\n",
	    "text\n\n\xe2\x80\x94 name AAAA",
	};
	struct buffer many = {0};
	struct note note;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(note_split(slice_of(bad[i]), &note), -1);
	buffer_text(&many, "text\n\n");
	for (int i = 0; i < NOTE_SIGNATURES_MAX; i++)
		buffer_text(&many, "\xe2\x80\x94 name AAAA\n");
	assert_int_equal(note_split(buffer_view(&many), &note), 0);
	buffer_text(&many, "\xe2\x80\x94 name AAAA\n");
	assert_int_equal(note_split(buffer_view(&many), &note), -1);
	buffer_release(&many);
}

static void
a_public_key_says_what_it_is(void **state)
{
	struct key *key = key_load(key_file, SLICE("H01"), NULL);
	struct key_public public = *key_public_of(key), back;
	struct buffer text = {0};
	struct error error;

	(void)state;
	assert_int_equal(date_parse(SLICE("2026-11-02"), &public.from), 0);
	assert_int_equal(key_public_write(&text, &public, &error), 0);
	assert_int_equal(
	    key_public_parse(buffer_view(&text), "H01.pub", &back, &error), 0);
	assert_memory_equal(back.bytes, public.bytes, KEY_PUBLIC_SIZE);
	assert_memory_equal(back.id, public.id, KEY_ID_SIZE);
	assert_int_equal(back.from, public.from);
	for (size_t i = 0; i < text.length; i++) {
		if (i >= strlen("name H01\nfrom ") &&
		    i < strlen("name H01\nfrom 2026-11-02"))
			continue; /* another date is another date */
		text.text[i] ^= 1;
		assert_int_equal(key_public_parse(buffer_view(&text), "H01.pub",
				     &back, &error),
		    -1);
		assert_int_equal(error.status, HALL_DATA);
		text.text[i] ^= 1;
	}
	buffer_release(&text);
	key_free(key);
}

static void
a_private_key_is_kept_private(void **state)
{
	struct stat status;
	struct error error;
	struct key *key;

	(void)state;
	assert_int_equal(stat(key_file, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	/* Another of that name is not made over it. */
	assert_int_equal(key_make(key_file, &error), -1);
	assert_int_equal(error.status, HALL_USAGE);
	assert_int_equal(chmod(key_file, 0640), 0);
	assert_null(key_load(key_file, SLICE("H01"), &error));
	assert_int_equal(error.status, HALL_USAGE);
	assert_int_equal(chmod(key_file, 0600), 0);
	key = key_load(key_file, SLICE("H01"), &error);
	assert_non_null(key);
	key_free(key);
	assert_null(key_load(key_file, SLICE("../H01"), &error));
	assert_null(key_load(directory, SLICE("H01"), &error));
	assert_null(key_load("/nonexistent", SLICE("H01"), &error));
	assert_int_equal(error.status, HALL_USAGE);
	assert_null(key_load("/dev/null", SLICE("H01"), &error));
}

static void
base64_has_one_text_for_some_bytes(void **state)
{
	uint8_t bytes[4];

	(void)state;
	assert_int_equal(base64_parse(SLICE("AAECAw=="), bytes, 4), 0);
	assert_memory_equal(bytes, "\0\1\2\3", 4);
	assert_int_equal(base64_parse(SLICE("AAECAx=="), bytes, 4), -1);
	assert_int_equal(base64_parse(SLICE("AAECAw="), bytes, 4), -1);
	assert_int_equal(base64_parse(SLICE("AAEC Aw="), bytes, 4), -1);
	assert_int_equal(base64_parse(SLICE("AAECAwQ="), bytes, 4), -1);
	assert_int_equal(base64_parse(SLICE("AAE-Aw=="), bytes, 4), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_note_of_another_implementation_is_accepted),
	    cmocka_unit_test(what_was_signed_verifies_and_nothing_else_does),
	    cmocka_unit_test(two_signatures_are_one_note),
	    cmocka_unit_test(what_is_no_note_is_refused),
	    cmocka_unit_test(a_public_key_says_what_it_is),
	    cmocka_unit_test(a_private_key_is_kept_private),
	    cmocka_unit_test(base64_has_one_text_for_some_bytes),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
