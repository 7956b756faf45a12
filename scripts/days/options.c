/* options.c - what the generator of days was asked for. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/slice.h"

#include "options.h"
#include "plant.h"

static const char help[] =
    "usage: days [OPTION]... --out DIR\n"
    "       days [OPTION]... --journal FILE\n"
    "Make up the days of service halls: their facts, and the statement files\n"
    "of the channels and the bank that belong to them.  The same options give\n"
    "the same bytes on every machine.\n"
    "\n"
    "  --seed N          where chance begins (1)\n"
    "  --from DATE       the first business day (2026-10-30)\n"
    "  --days N          how many days (5)\n"
    "  --halls N         how many halls (1); with several, a directory each\n"
    "  --trade NAME      power, water or telecom (power)\n"
    "  --counters N      counters of a hall, a clerk each (6)\n"
    "  --per-day N       payments of an ordinary day and hall (300)\n"
    "  --tickets N       numbers taken on such a day (350; 0: none)\n"
    "  --cases N         events of cases on such a day (30; 0: none)\n"
    "  --plant LIST      riverside: every fault, on the fourth day; or\n"
    "                    NAME@DATE, separated by commas\n"
    "  --out DIR         days/DATE/: counter.csv, kiosk.csv, tickets.csv,\n"
    "                    cases.csv and logs.csv, facts to be posted;\n"
    "                    arrived/DATE/, the statement files of that morning;\n"
    "                    planted.csv, what was planted\n"
    "  --journal FILE    whole journals, one after the other; - is stdout\n"
    "  --payments-only   leave all but the payments out of the journals; one\n"
    "                    in fifty names a payer that wants quotes\n"
    "  --help            this\n"
    "\n"
    "Faults that can be planted:\n";

enum option_code {
	OPTION_SEED = 1,
	OPTION_FROM,
	OPTION_DAYS,
	OPTION_HALLS,
	OPTION_COUNTERS,
	OPTION_PER_DAY,
	OPTION_TRADE,
	OPTION_TICKETS,
	OPTION_CASES,
	OPTION_PLANT,
	OPTION_OUT,
	OPTION_JOURNAL,
	OPTION_PAYMENTS_ONLY,
	OPTION_HELP,
};

static const struct option table[] = {
    {"seed", required_argument, NULL, OPTION_SEED},
    {"from", required_argument, NULL, OPTION_FROM},
    {"days", required_argument, NULL, OPTION_DAYS},
    {"halls", required_argument, NULL, OPTION_HALLS},
    {"counters", required_argument, NULL, OPTION_COUNTERS},
    {"per-day", required_argument, NULL, OPTION_PER_DAY},
    {"trade", required_argument, NULL, OPTION_TRADE},
    {"cases", required_argument, NULL, OPTION_CASES},
    {"tickets", required_argument, NULL, OPTION_TICKETS},
    {"plant", required_argument, NULL, OPTION_PLANT},
    {"out", required_argument, NULL, OPTION_OUT},
    {"journal", required_argument, NULL, OPTION_JOURNAL},
    {"payments-only", no_argument, NULL, OPTION_PAYMENTS_ONLY},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static int
wrong(const char *option, const char *value, const char *wanted)
{
	fprintf(stderr, "days: --%s: '%s' is not %s\n", option, value, wanted);
	return HALL_USAGE + 1;
}

static int
read_number(const char *option, const char *text, unsigned min, unsigned max,
    unsigned *n)
{
	long long value;
	char wanted[64];

	if (slice_int(slice_of(text), &value) == 0 && value >= min &&
	    value <= max) {
		*n = (unsigned)value;
		return 0;
	}
	snprintf(wanted, sizeof(wanted), "a number from %u to %u", min, max);
	return wrong(option, text, wanted);
}

static int
read_count(const char *option, const char *text, unsigned max, unsigned *n)
{
	return read_number(option, text, 1, max, n);
}

static int
read_seed(const char *text, uint64_t *seed)
{
	char *end;

	errno = 0;
	*seed = strtoull(text, &end, 10);
	if (errno || end == text || *end || !strchr("0123456789", *text))
		return wrong("seed", text, "a number");
	return 0;
}

static int
read_trade(const char *text, enum trade_code *trade)
{
	int i = 0;

	while (i < TRADES && strcmp(text, trades[i].name) != 0)
		i++;
	if (i == TRADES)
		return wrong("trade", text, "power, water or telecom");
	*trade = (enum trade_code)i;
	return 0;
}

static int
print_help(void)
{
	fputs(help, stdout);
	for (int i = 0; i < PLANTS; i++)
		printf("  %-16s  %s\n", plants[i].name, plants[i].help);
	return (fflush(stdout) == 0 ? HALL_DONE : HALL_SYSTEM) + 1;
}

static int
read_option(struct options *o, int code)
{
	switch (code) {
	case OPTION_SEED:
		return read_seed(optarg, &o->seed);
	case OPTION_FROM:
		if (date_parse(slice_of(optarg), &o->from) < 0)
			return wrong("from", optarg, "a date");
		return 0;
	case OPTION_DAYS:
		return read_count("days", optarg, DAYS_MAX, &o->days);
	case OPTION_HALLS:
		return read_count("halls", optarg, HALLS_MAX, &o->halls);
	case OPTION_COUNTERS:
		return read_count(
		    "counters", optarg, COUNTERS_MAX, &o->counters);
	case OPTION_PER_DAY:
		return read_count("per-day", optarg, PER_DAY_MAX, &o->per_day);
	case OPTION_TICKETS:
		return read_number(
		    "tickets", optarg, 0, TICKETS_MAX, &o->tickets);
	case OPTION_CASES:
		return read_number("cases", optarg, 0, CASES_MAX, &o->cases);
	case OPTION_TRADE:
		return read_trade(optarg, &o->trade);
	case OPTION_PLANT:
		o->plant = optarg;
		return 0;
	case OPTION_OUT:
		o->out = optarg;
		return 0;
	case OPTION_JOURNAL:
		o->journal = optarg;
		return 0;
	case OPTION_PAYMENTS_ONLY:
		o->payments_only = true;
		return 0;
	case OPTION_HELP:
		return print_help();
	default:
		fputs("try 'days --help'\n", stderr);
		return HALL_USAGE + 1;
	}
}

/* Receipts have eight digits, years four. */
static int
check_size(const struct options *o)
{
	int32_t end;

	date_join(9999, 12, 1, &end);
	if (o->from >= end - DAYS_MAX) {
		fputs("days: --from: so late there is no calendar\n", stderr);
		return HALL_USAGE + 1;
	}
	if ((uint64_t)o->days * o->per_day > RECEIPTS_MAX) {
		fprintf(stderr,
		    "days: --per-day: more than %d payments of a hall; "
		    "receipts have eight digits\n",
		    RECEIPTS_MAX);
		return HALL_USAGE + 1;
	}
	return 0;
}

int
options_read(struct options *o, int argc, char **argv)
{
	int code, end;

	*o = (struct options){.seed = 1,
	    .days = 5,
	    .halls = 1,
	    .counters = 6,
	    .per_day = 300,
	    .tickets = 350,
	    .cases = 30};
	date_join(2026, 10, 30, &o->from);
	while ((code = getopt_long(argc, argv, "", table, NULL)) != -1) {
		end = read_option(o, code);
		if (end)
			return end;
	}
	if (optind < argc || (!o->out && !o->journal)) {
		fputs("days: give --out or --journal, and no operands; "
		      "try 'days --help'\n",
		    stderr);
		return HALL_USAGE + 1;
	}
	return check_size(o);
}
