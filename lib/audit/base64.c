#include "audit/base64.h"

#include <assert.h>
#include <string.h>

#include <openssl/evp.h>

#define TEXT_SIZE (4 * ((BASE64_BYTES_MAX + 2) / 3) + 1)

void
base64_add(struct buffer *out, const uint8_t *bytes, size_t length)
{
	unsigned char text[TEXT_SIZE];

	assert(length <= BASE64_BYTES_MAX);
	EVP_EncodeBlock(text, bytes, (int)length);
	buffer_text(out, (const char *)text);
}

int
base64_parse(struct slice text, uint8_t *bytes, size_t length)
{
	unsigned char raw[BASE64_BYTES_MAX + 3], again[TEXT_SIZE];

	assert(length <= BASE64_BYTES_MAX);
	if (text.length != 4 * ((length + 2) / 3))
		return -1;
	if (EVP_DecodeBlock(
		raw, (const unsigned char *)text.text, (int)text.length) < 0)
		return -1;
	/* libcrypto is lenient; only the text that we would write counts. */
	EVP_EncodeBlock(again, raw, (int)length);
	if (memcmp(again, text.text, text.length) != 0)
		return -1;
	memcpy(bytes, raw, length);
	return 0;
}
