#include "base/message.h"

/* What would end a value or a why, and what cannot stand in a line. */
static bool
why_plain(unsigned char byte)
{
	return byte > 0x20 && byte != 0x7f && byte != '%' && byte != ',' &&
	    byte != ':' && byte != '=' && byte != '"';
}

void
why_escape(struct buffer *buffer, struct slice value)
{
	static const char digit[] = "0123456789ABCDEF";

	for (size_t i = 0; i < value.length; i++) {
		unsigned char byte = (unsigned char)value.text[i];

		if (why_plain(byte)) {
			buffer_char(buffer, (char)byte);
			continue;
		}
		buffer_char(buffer, '%');
		buffer_char(buffer, digit[byte >> 4]);
		buffer_char(buffer, digit[byte & 15]);
	}
}
