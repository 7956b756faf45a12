#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/output.h"
#include "base/pipe.h"

#define OUTPUT_BUFFER_BYTES (128 << 10)
#define PENDING_MAX 8
#define TEMPORARY_NAME_SIZE 64
#define TEMPORARY_TRIES_MAX 1000

struct output {
	int descriptor;
	struct buffer *memory; /* instead of a descriptor, or NULL */
	int directory;         /* of the target, or -1: no file is replaced */
	char *name;            /* of the target in its directory */
	char *shown;           /* what messages call it */
	struct pending *pending;
	int failure; /* the first errno, or 0 */
	size_t used;
	char *text; /* OUTPUT_BUFFER_BYTES */
};

/*
 * Temporary files that are not yet in place.  A tool that is stopped by a
 * signal, or ends for want of memory, leaves none of them behind.
 */
struct pending {
	volatile sig_atomic_t used;
	pid_t owner; /* a child that ends leaves its parent's alone */
	int directory;
	char name[TEMPORARY_NAME_SIZE];
};

static struct pending pending_files[PENDING_MAX];
static const int stopping_signals[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};

static void
remove_pending(void)
{
	for (size_t i = 0; i < PENDING_MAX; i++)
		if (pending_files[i].used &&
		    pending_files[i].owner == getpid()) {
			pending_files[i].used = 0;
			unlinkat(pending_files[i].directory,
			    pending_files[i].name, 0);
		}
}

/* The handler was set with SA_RESETHAND: raising again ends the process. */
static void
stopped(int signal_number)
{
	remove_pending();
	raise(signal_number);
}

static void
watch_signals(void)
{
	static bool watched;
	struct sigaction action = {.sa_handler = stopped}, old;

	if (watched)
		return;
	watched = true;
	atexit(remove_pending);
	action.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0;
	     i < sizeof(stopping_signals) / sizeof(stopping_signals[0]); i++) {
		if (sigaction(stopping_signals[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(stopping_signals[i], &action, NULL);
	}
}

static struct pending *
pending_new(int directory)
{
	watch_signals();
	for (size_t i = 0; i < PENDING_MAX; i++)
		if (!pending_files[i].used) {
			pending_files[i].directory = directory;
			return &pending_files[i];
		}
	return NULL;
}

static void
output_free(struct output *out)
{
	if (out->pending)
		out->pending->used = 0;
	if (out->directory >= 0)
		close(out->directory);
	free(out->name);
	free(out->shown);
	free(out->text);
	free(out);
}

static struct output *
output_new(const char *shown)
{
	struct output *out = memory_new(sizeof(*out));

	out->descriptor = -1;
	out->directory = -1;
	out->text = memory_raw(OUTPUT_BUFFER_BYTES);
	out->shown = memory_text(slice_of(shown));
	return out;
}

/*
 * The target's directory stays open, so that the temporary file, the rename
 * and the fsync all concern the same one.
 */
static int
open_directory(struct output *out, const char *path, struct error *e)
{
	const char *base = strrchr(path, '/');
	size_t length = base ? (size_t)(base - path) + 1 : 0;
	char *directory = length ? memory_text((struct slice){path, length})
				 : memory_text(SLICE("."));

	out->name = memory_text(slice_of(base ? base + 1 : path));
	out->directory = (int)TEMP_FAILURE_RETRY(
	    open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	free(directory);
	if (out->directory < 0)
		return error_errno(
		    e, HALL_SYSTEM, tr("%s: cannot be made"), out->shown);
	return 0;
}

static int
open_temporary(struct output *out, mode_t mode, struct error *e)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	struct pending *pending = pending_new(out->directory);

	if (!pending)
		return error_set(e, HALL_SYSTEM,
		    tr("%s: more than %d files are being written"), out->shown,
		    PENDING_MAX);
	out->pending = pending;
	for (unsigned i = 0; i < TEMPORARY_TRIES_MAX; i++) {
		snprintf(pending->name, sizeof(pending->name),
		    ".hall-output.%ld.%u", (long)getpid(), i);
		out->descriptor = (int)TEMP_FAILURE_RETRY(
		    openat(out->directory, pending->name, flags, mode));
		if (out->descriptor >= 0) {
			pending->owner = getpid();
			pending->used = 1;
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	out->pending = NULL;
	return error_errno(
	    e, HALL_SYSTEM, tr("%s: cannot be made"), out->shown);
}

/* A file that is there keeps its mode; behind a link, the link stays. */
static int
replace_file(struct output *out, mode_t mode, struct error *e)
{
	char *real = realpath(out->shown, NULL);
	int result = -1;

	if (!real)
		return error_errno(
		    e, HALL_SYSTEM, tr("%s: cannot be written"), out->shown);
	if (open_directory(out, real, e) == 0 &&
	    open_temporary(out, 0600, e) == 0) {
		result = 0;
		if (fchmod(out->descriptor, mode & 0777) < 0)
			result = error_errno(e, HALL_SYSTEM,
			    tr("%s: cannot be written"), out->shown);
	}
	free(real);
	return result;
}

static int
new_file(struct output *out, struct error *e)
{
	struct stat st;

	if (lstat(out->shown, &st) == 0)
		return error_set(e, HALL_USAGE,
		    tr("%s: is a link that leads nowhere"), out->shown);
	if (open_directory(out, out->shown, e) < 0)
		return -1;
	if (!*out->name)
		return error_set(
		    e, HALL_USAGE, tr("%s: is a directory"), out->shown);
	return open_temporary(out, 0666, e);
}

static int
open_target(struct output *out, struct error *e)
{
	struct stat st;

	if (stat(out->shown, &st) < 0) {
		if (errno != ENOENT)
			return error_errno(e, HALL_SYSTEM,
			    tr("%s: cannot be written"), out->shown);
		return new_file(out, e);
	}
	if (S_ISDIR(st.st_mode))
		return error_set(
		    e, HALL_USAGE, tr("%s: is a directory"), out->shown);
	if (S_ISREG(st.st_mode)) {
		if (access(out->shown, W_OK) < 0)
			return error_errno(e, HALL_SYSTEM,
			    tr("%s: cannot be written"), out->shown);
		return replace_file(out, st.st_mode, e);
	}
	/* A device or a named pipe is written into, never replaced. */
	out->descriptor = (int)TEMP_FAILURE_RETRY(
	    open(out->shown, O_WRONLY | O_CLOEXEC | O_NOCTTY));
	if (out->descriptor < 0)
		return error_errno(
		    e, HALL_SYSTEM, tr("%s: cannot be written"), out->shown);
	return 0;
}

struct output *
output_open(const char *path, struct error *e)
{
	struct output *out;

	if (!path || strcmp(path, "-") == 0) {
		out = output_new("stdout");
		out->descriptor = STDOUT_FILENO;
		pipe_widen(out->descriptor);
		return out;
	}
	if (!*path) {
		error_set(e, HALL_USAGE, tr("the name of a file is empty"));
		return NULL;
	}
	out = output_new(path);
	if (open_target(out, e) < 0) {
		output_abandon(out);
		return NULL;
	}
	return out;
}

struct output *
output_to(struct buffer *memory)
{
	struct output *out = output_new("memory");

	out->memory = memory;
	return out;
}

static void
write_all(struct output *out, const char *text, size_t length)
{
	if (out->memory) {
		buffer_add(out->memory, text, length);
		return;
	}
	while (length > 0 && !out->failure) {
		ssize_t n = write(out->descriptor, text, length);

		if (n < 0) {
			if (errno != EINTR)
				out->failure = errno;
			continue;
		}
		text += n;
		length -= (size_t)n;
	}
}

void
output_flush(struct output *out)
{
	write_all(out, out->text, out->used);
	out->used = 0;
}

void
output_write(struct output *out, const char *text, size_t length)
{
	if (length > OUTPUT_BUFFER_BYTES - out->used)
		output_flush(out);
	if (length >= OUTPUT_BUFFER_BYTES) {
		write_all(out, text, length);
	} else if (length > 0) {
		memcpy(out->text + out->used, text, length);
		out->used += length;
	}
}

void
output_slice(struct output *out, struct slice s)
{
	output_write(out, s.text, s.length);
}

void
output_line(struct output *out, struct slice s)
{
	if (s.length >= OUTPUT_BUFFER_BYTES - out->used) {
		output_write(out, s.text, s.length);
		output_write(out, "\n", 1);
		return;
	}
	memcpy(out->text + out->used, s.text, s.length);
	out->text[out->used + s.length] = '\n';
	out->used += s.length + 1;
}

void
output_text(struct output *out, const char *text)
{
	output_write(out, text, strlen(text));
}

void
output_format(struct output *out, const char *format, ...)
{
	char small[1024], *large;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(small, sizeof(small), format, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n < sizeof(small)) {
		output_write(out, small, (size_t)n);
		return;
	}
	large = memory_new((size_t)n + 1);
	va_start(ap, format);
	vsnprintf(large, (size_t)n + 1, format, ap);
	va_end(ap);
	output_write(out, large, (size_t)n);
	free(large);
}

/* Pipes, terminals and some file systems know no fsync. */
static bool
synced(int descriptor)
{
	return TEMP_FAILURE_RETRY(fsync(descriptor)) == 0 || errno == EINVAL ||
	       errno == EROFS;
}

static void
put_in_place(struct output *out)
{
	if (!out->failure && !synced(out->descriptor))
		out->failure = errno;
	if (close(out->descriptor) < 0 && !out->failure)
		out->failure = errno;
	if (out->directory < 0)
		return;
	if (!out->failure && renameat(out->directory, out->pending->name,
				 out->directory, out->name) < 0)
		out->failure = errno;
	if (out->failure)
		unlinkat(out->directory, out->pending->name, 0);
	else if (!synced(out->directory))
		out->failure = errno;
}

int
output_close(struct output *out, struct error *e)
{
	int result = 0;

	output_flush(out);
	if (!out->memory && out->descriptor != STDOUT_FILENO)
		put_in_place(out);
	/* A reader that has seen enough is no error. */
	if (out->failure && out->failure != EPIPE) {
		errno = out->failure;
		result = error_errno(
		    e, HALL_SYSTEM, tr("%s: cannot be written"), out->shown);
	}
	output_free(out);
	return result;
}

void
output_abandon(struct output *out)
{
	if (!out)
		return;
	if (out->descriptor >= 0 && out->descriptor != STDOUT_FILENO)
		close(out->descriptor);
	if (out->pending)
		unlinkat(out->directory, out->pending->name, 0);
	output_free(out);
}

int
output_whole(const char *path, struct slice text, struct error *e)
{
	struct output *out = output_open(path, e);

	if (!out)
		return -1;
	output_slice(out, text);
	return output_close(out, e);
}
