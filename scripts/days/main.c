/*
 * main.c - the generator of days.
 *
 * It makes the example, the tests' data and the benchmarks'; it is not
 * installed.  See options.c, or days --help.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/message.h"

#include "day.h"
#include "factfile.h"
#include "journalfile.h"
#include "statement.h"

static int
make_directory(const char *path, struct error *e)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return 0;
	return error_errno(e, HALL_SYSTEM, "%s", path);
}

/* DIR/NAME/DATE, all made when they are missing. */
static int
date_directory(char path[PATH_MAX], const char *directory, const char *name,
    int32_t date, struct error *e)
{
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	if (snprintf(path, PATH_MAX, "%s/%s", directory, name) >= PATH_MAX)
		return error_set(e, HALL_USAGE, "%s: too long", directory);
	if (make_directory(path, e) < 0)
		return -1;
	if (snprintf(path, PATH_MAX, "%s/%s/%s", directory, name, text) >=
	    PATH_MAX)
		return error_set(e, HALL_USAGE, "%s: too long", directory);
	return make_directory(path, e);
}

static int
file_path(char path[PATH_MAX], const char *directory, const char *name,
    const char *date, struct error *e)
{
	if (snprintf(path, PATH_MAX, "%s/%s%s%s.csv", directory, name,
		date ? "-" : "", date ? date : "") < PATH_MAX)
		return 0;
	return error_set(e, HALL_USAGE, "%s: too long", directory);
}

static int
write_facts(const struct day *day, const char *directory, struct error *e)
{
	char days[PATH_MAX], path[PATH_MAX];

	if (date_directory(days, directory, "days", day->date, e) < 0)
		return -1;
	for (int f = 0; f < FACTFILES; f++)
		if (file_path(path, days, factfile_names[f], NULL, e) < 0 ||
		    factfile_write(day, (enum factfile)f, path, e) < 0)
			return -1;
	return 0;
}

static int
write_statements(const struct day *day, const char *directory, struct error *e)
{
	static const struct {
		const char *name;
		int (*write)(const struct day *, const char *, struct error *);
	} files[] = {{"wechat", wechat_write}, {"alipay", alipay_write},
	    {"bank", bank_write}, {"pos", pos_write}};
	char arrived[PATH_MAX], path[PATH_MAX], date[DATE_TEXT_SIZE];

	date_format(day->date, date);
	if (date_directory(arrived, directory, "arrived", day->date + 1, e) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (file_path(path, arrived, files[i].name, date, e) < 0 ||
		    files[i].write(day, path, e) < 0)
			return -1;
	return 0;
}

static int
write_day(const struct day *day, const char *directory, struct output *journal,
    struct error *e)
{
	if (journal)
		journalfile_write(day, journal);
	if (!directory)
		return 0;
	if (write_facts(day, directory, e) < 0)
		return -1;
	return write_statements(day, directory, e);
}

/* The directory of a hall: DIR itself when there is but one. */
static int
hall_directory(char path[PATH_MAX], const struct hall *hall, struct error *e)
{
	const struct options *o = hall->options;

	if (make_directory(o->out, e) < 0)
		return -1;
	if (snprintf(path, PATH_MAX, o->halls > 1 ? "%s/%s" : "%s", o->out,
		hall->id) >= PATH_MAX)
		return error_set(e, HALL_USAGE, "%s: too long", o->out);
	return make_directory(path, e);
}

static int
make_hall(const struct options *o, unsigned number, struct output *journal,
    struct error *e)
{
	struct planting *planting = planting_new(o, e);
	char directory[PATH_MAX], path[PATH_MAX];
	struct hall hall;
	int status = 0;

	if (!planting)
		return -1;
	hall_init(&hall, o, number);
	if (o->out)
		status = hall_directory(directory, &hall, e);
	for (unsigned i = 0; i < o->days && status == 0; i++) {
		struct day day;

		day_make(&day, &hall, o->from + (int32_t)i, planting);
		status = write_day(&day, o->out ? directory : NULL, journal, e);
		day_release(&day);
	}
	if (status == 0 && o->out)
		status = file_path(path, directory, "planted", NULL, e);
	if (status == 0 && o->out)
		status = planting_write(planting, path, e);
	hall_release(&hall);
	planting_free(planting);
	return status;
}

static int
make_halls(const struct options *o, struct error *e)
{
	struct output *journal = NULL;

	if (o->journal) {
		journal = output_open(o->journal, e);
		if (!journal)
			return -1;
	}
	for (unsigned number = 1; number <= o->halls; number++) {
		if (make_hall(o, number, journal, e) == 0)
			continue;
		if (journal)
			output_abandon(journal);
		return -1;
	}
	return journal ? output_close(journal, e) : 0;
}

int
main(int argc, char **argv)
{
	struct error error = {0};
	struct options options;
	int end;

	message_tool("days");
	end = options_read(&options, argc, argv);
	if (end)
		return end - 1;
	if (make_halls(&options, &error) == 0)
		return HALL_DONE;
	say("%s", error.text);
	return (int)error.status;
}
