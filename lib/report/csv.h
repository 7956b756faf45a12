/*
 * csv.h - fields for spreadsheets, and the report as one CSV file.
 *
 * Safety:  a spreadsheet takes a cell that begins with = + - or @ (or a tab
 *          or CR before these) for a formula; unless it is a number, such a
 *          cell gets a ' in front.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "base/buffer.h"
#include "base/slice.h"

#define CSV_BOM "\xef\xbb\xbf"

/* One field, quoted where it must be; harmless to a spreadsheet. */
void csv_field(struct buffer *, struct slice);

#endif
