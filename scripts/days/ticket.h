/*
 * ticket.h - the queue of a day: who took a number, and what for.
 *
 * Shape:   three queues.  All counters serve the first; half of them, the
 *          last ones, one at least, serve the other two as well, and those in
 *          the order of vip twice, special once, then the rest once.
 */
#ifndef DAYS_TICKET_H
#define DAYS_TICKET_H

#include <stddef.h>
#include <stdint.h>

#include "payment.h"

enum queue { QUEUE_PAYMENT, QUEUE_BUSINESS, QUEUE_VIP, QUEUES };
enum class { CLASS_VIP, CLASS_SPECIAL, CLASS_NORMAL, CLASSES };

/* What comes of a ticket, unless the day has it otherwise. */
enum ending {
	COURSE_PLAIN,
	COURSE_ABSENT,
	COURSE_LEAVE,
	COURSE_DIVERT,
	COURSE_HOLD,
	COURSE_TRANSFER,
	COURSES,
};

struct ticket {
	int32_t taken;
	int32_t patience; /* seconds; who leaves or is diverted */
	uint32_t number;  /* of its queue */
	uint8_t queue;    /* of the take */
	uint8_t at;       /* where it waits */
	uint8_t class;
	uint8_t course;
	uint8_t by_hand; /* the guide wrote it */
	uint8_t gone;    /* no longer in a line */
};

struct tickets {
	struct ticket *list;
	size_t count;
};

/* Somebody is at a counter, from the start or the resume to the finish. */
struct service {
	int32_t from, to;
	uint32_t ticket;
	uint16_t counter, staff;
};

struct services {
	struct service *list;
	size_t count, size;
};

struct queue_word {
	const char *name;
	char prefix;
};

extern const struct queue_word queue_words[QUEUES];
extern const char *const class_names[CLASSES];

/* T20261102-A001, and A001. */
void ticket_id(const struct ticket *, int32_t date, char id[ID_SIZE]);
void ticket_number(const struct ticket *, char number[ID_SIZE]);

#endif
