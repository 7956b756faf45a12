#include "reconcile/foreign.h"

#include <string.h>

#include "base/message.h"

static const struct {
	struct slice begin;
	const char *says;
} formats[] = {
    {{"PK\3\4", 4}, N_("a ZIP archive or an Excel workbook: unpack it, or "
		       "save it as CSV")},
    {{"\xd0\xcf\x11\xe0", 4}, N_("an Excel workbook: save it as CSV")},
    {{"%PDF-", 5}, N_("a PDF: get the file as CSV")},
    {{"Rar!", 4}, N_("a RAR archive: unpack it")},
    {{"\xff\xfe", 2}, N_("UTF-16: save it as CSV in UTF-8")},
    {{"\xfe\xff", 2}, N_("UTF-16: save it as CSV in UTF-8")},
    {{"<", 1}, N_("HTML or XML, whatever its name: open it and save it as "
		  "CSV")},
};

const char *
foreign_format(struct slice first_bytes)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct slice begin = formats[i].begin;

		if (first_bytes.length >= begin.length &&
		    memcmp(first_bytes.text, begin.text, begin.length) == 0)
			return tr(formats[i].says);
	}
	return NULL;
}
