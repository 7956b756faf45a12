/* courses.c - what is done about each sort of case, and when. */
#include "matter.h"

#define COURSE(moves) moves, sizeof(moves) / sizeof(*(moves))

/* Within six working days, the customer's own time left out. */
static const struct move new_supply[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "A2", "received", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "slip", NULL, 0, 5, 20, false},
    {"step", "pass", NULL, 0, 10, 40, false},
    {"doc", "A5", "received", 1, 30, 120, false},
    {"step", "survey", NULL, 0, 1, 5, false},
    {"doc", "plan-approval", "signed", 1, 30, 150, false},
    {"step", "plan", NULL, 0, 1, 5, false},
    {"reply", NULL, NULL, 0, 10, 60, false},
    {"step", "confirm", NULL, 1, 10, 120, false},
    {"doc", "plan-reply", "signed", 0, 1, 3, false},
    {"step", "return", NULL, 0, 5, 20, false},
    {"step", "manager", NULL, 0, 5, 30, false},
    {"doc", "A9", "received", 0, 5, 30, false},
    {"step", "meter-ticket", NULL, 0, 1, 5, false},
    {"doc", "final-sheet", "signed", 1, 60, 240, false},
    {"step", "connect", NULL, 0, 1, 5, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
    {"step", "system-file", NULL, 0, 5, 30, false},
    {"archive", NULL, NULL, 1, 20, 200, false},
};

static const struct move transfer[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "A13", "received", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 10, 50, false},
    {"doc", "A23", "signed", 1, 20, 150, false},
    {"step", "handle", NULL, 0, 2, 10, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
    {"step", "system-file", NULL, 0, 5, 30, false},
    {"archive", NULL, NULL, 2, 20, 200, false},
};

/* The customer has to bring a paper, and asks how it stands. */
static const struct move suspension[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "A13", "received", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 10, 50, false},
    {"hold", NULL, NULL, 0, 10, 30, false},
    {"resume", NULL, NULL, 1, 20, 60, false},
    {"urge", NULL, NULL, 0, 1, 30, false},
    {"doc", "suspension", "signed", 0, 5, 40, false},
    {"step", "handle", NULL, 0, 2, 10, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
    {"step", "system-file", NULL, 0, 5, 30, false},
    {"archive", NULL, NULL, 2, 20, 200, false},
};

static const struct move category[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "A13", "received", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 10, 50, false},
    {"step", "check", NULL, 1, 20, 150, false},
    {"doc", "category-sheet", "signed", 1, 10, 60, false},
    {"step", "handle", NULL, 0, 2, 10, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
    {"step", "system-file", NULL, 0, 5, 30, false},
    {"archive", NULL, NULL, 1, 20, 200, false},
};

static const struct move account[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "A14", "received", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 5, 30, false},
    {"step", "handle", NULL, 0, 10, 40, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
};

/* Called the same day, answered the next, within 24 hours or called again. */
static const struct move complaint[] = {
    {"open", NULL, NULL, 0, 0, 0, true},
    {"callback", NULL, NULL, 0, 30, 90, true},
    {"reply", NULL, NULL, 1, 10, 120, true},
    {"finish", NULL, NULL, 0, 1, 10, true},
    {"callback", NULL, NULL, 0, 5, 60, true},
    {"archive", NULL, NULL, 1, 20, 200, false},
};

static const struct move fault[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"step", "dispatch", NULL, 0, 1, 6, false},
    {"step", "arrive", NULL, 0, 15, 40, false},
    {"step", "repair", NULL, 0, 20, 90, false},
    {"callback", NULL, NULL, 0, 5, 20, false},
    {"finish", NULL, NULL, 0, 1, 3, false},
};

static const struct move opinion[] = {
    {"open", NULL, NULL, 0, 0, 0, true},
    {"step", "handle", NULL, 0, 20, 90, true},
    {"reply", NULL, NULL, 0, 5, 30, true},
    {"finish", NULL, NULL, 0, 1, 3, true},
};

static const struct move consultation[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"reply", NULL, NULL, 0, 2, 30, false},
    {"finish", NULL, NULL, 0, 0, 1, false},
};

/* A new pipe: the survey tomorrow, water within the week. */
static const struct move pipe[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "application", "received", 0, 2, 6, false},
    {"doc", "id-copy", "received", 0, 0, 1, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 10, 40, false},
    {"step", "survey", NULL, 1, 30, 240, false},
    {"fee", "work", "860.00", 0, 20, 60, false},
    {"step", "build", NULL, 4, 60, 300, false},
    {"doc", "deduction", "signed", 0, 10, 20, false},
    {"step", "agreement", NULL, 0, 1, 3, false},
    {"reply", NULL, NULL, 0, 1, 3, false},
    {"finish", NULL, NULL, 0, 1, 10, false},
};

static const struct move handled[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "application", "received", 0, 2, 6, false},
    {"doc", "id-copy", "received", 0, 0, 1, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "pass", NULL, 0, 5, 30, false},
    {"step", "handle", NULL, 0, 10, 60, false},
    {"reply", NULL, NULL, 0, 1, 10, false},
    {"finish", NULL, NULL, 0, 1, 5, false},
};

static const struct move plan[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"doc", "acceptance", "signed", 0, 2, 6, false},
    {"accept", NULL, NULL, 0, 1, 4, false},
    {"step", "handle", NULL, 0, 2, 10, false},
    {"finish", NULL, NULL, 0, 1, 3, false},
};

static const struct move query[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"accept", NULL, NULL, 0, 0, 1, false},
    {"step", "handle", NULL, 0, 1, 8, false},
    {"finish", NULL, NULL, 0, 0, 1, false},
};

static const struct move question[] = {
    {"open", NULL, NULL, 0, 0, 0, false},
    {"step", "handle", NULL, 0, 1, 8, false},
    {"reply", NULL, NULL, 0, 0, 1, false},
    {"finish", NULL, NULL, 0, 0, 1, false},
};

/* The customer came in person and left no number. */
static const struct move mute[] = {
    {"open", NULL, NULL, 0, 0, 0, true},
    {"reply", NULL, NULL, 0, 60, 120, true},
    {"finish", NULL, NULL, 0, 1, 10, true},
};

const struct course power_courses[] = {
    {"lv-new", 12, COURSE(new_supply), NULL},
    {"rename", 9, COURSE(transfer), NULL},
    {"transfer", 9, COURSE(transfer), NULL},
    {"suspend", 4, COURSE(suspension), NULL},
    {"category", 4, COURSE(category), NULL},
    {"bank-account", 8, COURSE(account), NULL},
    {"complaint", 8, COURSE(complaint), "排队时间长"},
    {"fault", 14, COURSE(fault), "楼道无电"},
    {"opinion", 8, COURSE(opinion), "建议增设座椅"},
    {"consultation", 24, COURSE(consultation), "阶梯电价"},
    {NULL, 0, NULL, 0, NULL},
};

const struct course water_courses[] = {
    {"new", 12, COURSE(pipe), NULL},
    {"rename", 14, COURSE(handled), NULL},
    {"complaint", 10, COURSE(complaint), "水压不足"},
    {"fault", 30, COURSE(fault), "水表漏水"},
    {"opinion", 10, COURSE(opinion), "建议延长营业时间"},
    {"consultation", 50, COURSE(consultation), "阶梯水价"},
    {NULL, 0, NULL, 0, NULL},
};

const struct course telecom_courses[] = {
    {"plan-change", 20, COURSE(plan), NULL},
    {"bill-query", 25, COURSE(query), NULL},
    {"complaint", 20, COURSE(complaint), "套餐扣费"},
    {"opinion", 20, COURSE(opinion), "建议增设自助机"},
    {"consultation", 30, COURSE(question), "携号转网"},
    {NULL, 0, NULL, 0, NULL},
};

const struct course mute_course = {"complaint", 0, COURSE(mute), "窗口态度"};
const struct course lying_course = {"rename", 0, COURSE(transfer), NULL};
