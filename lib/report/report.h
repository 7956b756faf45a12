/*
 * report.h - from a definition and the records to a document.
 *
 * Owner:   report_run makes the document; document_free ends it.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/document.h"
#include "report/input.h"

/* Read the input and judge it; NULL with the error. */
struct document *report_run(
    const struct definition *, struct input *, struct error *);

#endif
