/*
 * candidates_figure.h - the ids of figures, completed piece by piece.
 *
 * Shape:   daily/2026-11-02/methods/sum:taken/method=: of what is typed the
 *          last piece is completed, and a slash is put behind it.
 */
#ifndef REPORT_CANDIDATES_FIGURE_H
#define REPORT_CANDIDATES_FIGURE_H

#include "base/buffer.h"
#include "base/cli.h"

void report_add_figures(struct cli *, struct buffer *out);

#endif
