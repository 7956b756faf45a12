#include "book/derived.h"

static const char *const tools[KIND_COUNT] = {
    [KIND_VISIT] = "hall-ticket",
    [KIND_SEAT] = "hall-ticket",
    [KIND_QUEUELINE] = "hall-ticket",
    [KIND_PROGRESS] = "hall-apply",
    [KIND_STEP] = "hall-apply",
    [KIND_TILL] = "hall-pay",
    [KIND_RUN] = "hall-pay",
    [KIND_HOLDING] = "hall-pay",
    [KIND_BANKING] = "hall-pay",
    [KIND_JOURNAL] = "hall-pay",
    [KIND_ARREAR] = "hall-pay",
    [KIND_ALLOCATION] = "hall-pay",
    [KIND_STATEMENT] = "hall-reconcile",
    [KIND_MATCH] = "hall-reconcile",
    [KIND_MATCHLINE] = "hall-reconcile",
    [KIND_BREAK] = "hall-reconcile",
    [KIND_PROOF] = "hall-reconcile",
    [KIND_FINDING] = "hall-audit",
    [KIND_SEAL] = "hall-audit",
};

const char *
derived_by(enum kind kind)
{
	return tools[kind];
}
