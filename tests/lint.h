/*
 * lint.h - what clang's analyzer cannot see: these always return -1.
 *
 * Without it every caller's result would look as if it could be used.  It
 * is included before each file that make lint-tidy reads, but for those in
 * which the functions are defined.
 */
#ifndef TESTS_LINT_H
#define TESTS_LINT_H

#include "base/error.h"
#include "config/config.h"
#include "record/record.h"

#define error_set(...) (error_set(__VA_ARGS__), -1)
#define error_errno(...) (error_errno(__VA_ARGS__), -1)
#define node_error(...) (node_error(__VA_ARGS__), -1)
#define complain(...) (complain(__VA_ARGS__), -1)

#endif
