#include "audit/note.h"

#include <assert.h>
#include <string.h>

#include "audit/base64.h"
#include "base/text.h"

#define DASH "\xe2\x80\x94 " /* U+2014 and a blank */
#define CODED_SIZE (KEY_ID_SIZE + KEY_SIGNATURE_SIZE)

int
signature_add(struct buffer *out, const struct key *key, struct slice text,
    struct error *e)
{
	uint8_t coded[CODED_SIZE];

	if (key_sign(key, text, coded + KEY_ID_SIZE, e) < 0)
		return -1;
	memcpy(coded, key_public_of(key)->id, KEY_ID_SIZE);
	base64_add(out, coded, sizeof(coded));
	return 0;
}

int
note_sign(struct buffer *note, const struct key *key, struct error *e)
{
	struct buffer base64 = {0};
	int result;

	assert(note->length && note->text[note->length - 1] == '\n');
	result = signature_add(&base64, key, buffer_view(note), e);
	if (result == 0)
		buffer_format(note, "\n" DASH "%s %s\n",
		    key_public_of(key)->name, base64.text);
	buffer_release(&base64);
	return result;
}

/* "— NAME BASE64": the two parts; false when it is no such line. */
static bool
signature_line(struct slice line, struct slice *name, struct slice *base64)
{
	size_t dash = strlen(DASH);
	struct slice rest;

	if (line.length <= dash || memcmp(line.text, DASH, dash) != 0)
		return false;
	rest = (struct slice){line.text + dash, line.length - dash};
	if (!slice_cut(&rest, ' ', name) || !rest.text)
		return false;
	*base64 = rest;
	return name->length > 0 && base64->length > 0 &&
	       !memchr(base64->text, ' ', base64->length);
}

static bool
clean(struct slice whole)
{
	if (whole.length == 0 || whole.text[whole.length - 1] != '\n')
		return false;
	for (size_t i = 0; i < whole.length; i++)
		if ((unsigned char)whole.text[i] < ' ' && whole.text[i] != '\n')
			return false;
	return utf8_invalid_at(whole) < 0;
}

int
note_split(struct slice whole, struct note *note)
{
	struct slice rest, line, name, base64;
	size_t lines = 0, at = 0;

	if (!clean(whole))
		return -1;
	/* The last blank line ends the text. */
	for (size_t i = 1; i < whole.length; i++)
		if (whole.text[i] == '\n' && whole.text[i - 1] == '\n')
			at = i;
	if (at == 0) {
		*note = (struct note){whole, {"", 0}};
		return whole.length > 1 ? 0 : -1;
	}
	if (at + 1 == whole.length)
		return -1;
	note->text = (struct slice){whole.text, at};
	note->signatures = (struct slice){
	    whole.text + at + 1, whole.length - at - 1};
	rest = (struct slice){
	    note->signatures.text, note->signatures.length - 1};
	while (slice_cut(&rest, '\n', &line))
		if (++lines > NOTE_SIGNATURES_MAX ||
		    !signature_line(line, &name, &base64))
			return -1;
	return 0;
}

enum note_verdict
signature_check(struct slice name, struct slice base64, struct slice text,
    const struct key_public *keys, size_t count, const struct key_public **by)
{
	uint8_t coded[CODED_SIZE];

	if (base64_parse(base64, coded, sizeof(coded)) < 0)
		return NOTE_STRANGE;
	for (size_t i = 0; i < count; i++) {
		if (!slice_is(name, keys[i].name) ||
		    memcmp(keys[i].id, coded, KEY_ID_SIZE) != 0)
			continue;
		*by = &keys[i];
		return key_check(&keys[i], text, coded + KEY_ID_SIZE)
			   ? NOTE_SIGNED
			   : NOTE_FORGED;
	}
	return NOTE_STRANGE;
}

enum note_verdict
note_check(const struct note *note, const struct key_public *keys, size_t count,
    const struct key_public **by)
{
	struct slice rest = note->signatures, line, name, base64;
	enum note_verdict verdict = NOTE_BARE, one;

	while (rest.length && slice_cut(&rest, '\n', &line)) {
		if (!signature_line(line, &name, &base64))
			continue;
		one = signature_check(
		    name, base64, note->text, keys, count, by);
		/* A known key that does not fit spoils the whole note. */
		if (one == NOTE_FORGED)
			return NOTE_FORGED;
		if (one == NOTE_SIGNED || verdict == NOTE_BARE)
			verdict = one;
	}
	return verdict;
}
