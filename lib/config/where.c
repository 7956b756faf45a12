#include "config/where.h"

#include <string.h>

#define LINES_ABOVE 3

unsigned
line_of_byte(struct slice bytes, size_t offset)
{
	unsigned line = 1;

	for (size_t i = 0; i < offset && i < bytes.length; i++)
		line += bytes.text[i] == '\n';
	return line;
}

static const struct {
	const char *found;
	const char *meant;
} signs[] = {
    {"：", ": "},
    {"，", ", "},
    {"【", "["},
    {"】", "]"},
    {"［", "["},
    {"］", "]"},
    {"｛", "{"},
    {"｝", "}"},
    {"“", "\""},
    {"”", "\""},
    {"　", " "},
};

static bool
find_sign(struct slice rest, struct fullwidth *f)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t length = strlen(signs[i].found);

		if (rest.length < length ||
		    memcmp(rest.text, signs[i].found, length) != 0)
			continue;
		f->found = signs[i].found;
		f->meant = signs[i].meant;
		return true;
	}
	return false;
}

static bool
find_in_line(struct slice line, struct fullwidth *f)
{
	char quote = '\0';

	for (size_t i = 0; i < line.length; i++) {
		char c = line.text[i];

		if (!quote && c == '#' &&
		    (i == 0 || strchr(" \t", line.text[i - 1])))
			return false;
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote &&
			 find_sign(
			     (struct slice){line.text + i, line.length - i}, f))
			return true;
	}
	return false;
}

bool
fullwidth_find(struct slice bytes, unsigned line, struct fullwidth *f)
{
	struct slice rest = bytes, text;
	bool found = false;

	for (unsigned n = 1; n <= line && slice_cut(&rest, '\n', &text); n++) {
		if (n + LINES_ABOVE < line || !find_in_line(text, f))
			continue;
		f->line = n;
		found = true;
	}
	return found;
}
