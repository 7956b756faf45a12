/*
 * screen.c - a terminal that shows something new every second.
 *
 * The alternate screen is left as soon as a signal says so, so that the
 * terminal is what it was: signals only come through while we wait.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "ticket/board.h"

#define ENTER "\033[?1049h\033[?25l"
#define LEAVE "\033[?25h\033[?1049l"
#define ROWS 24
#define COLUMNS 80

static volatile sig_atomic_t stopped, suspended, resized;

static void
note_signal(int number)
{
	if (number == SIGTSTP)
		suspended = 1;
	else if (number == SIGWINCH || number == SIGCONT)
		resized = 1;
	else
		stopped = 1;
}

static const int signals[] = {
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH, SIGCONT};
#define SIGNALS (sizeof(signals) / sizeof(signals[0]))

struct screen {
	struct sigaction before[SIGNALS];
	sigset_t mask_before;
	struct buffer shown; /* what is sent */
};

static void
catch_signals(struct screen *s)
{
	struct sigaction action;
	sigset_t mask;

	memset(&action, 0, sizeof(action));
	action.sa_handler = note_signal;
	sigemptyset(&action.sa_mask);
	sigemptyset(&mask);
	for (size_t i = 0; i < SIGNALS; i++) {
		sigaddset(&mask, signals[i]);
		sigaction(signals[i], &action, &s->before[i]);
	}
	sigprocmask(SIG_BLOCK, &mask, &s->mask_before);
}

static void
release_signals(struct screen *s)
{
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &s->before[i], NULL);
	sigprocmask(SIG_SETMASK, &s->mask_before, NULL);
}

/* -1 when the terminal is gone. */
static int
send(const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, text, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		text += n;
		length -= (size_t)n;
	}
	return 0;
}

static int
send_text(const char *text)
{
	return send(text, strlen(text));
}

static void
measure(size_t *rows, size_t *columns)
{
	struct winsize size;

	*rows = ROWS;
	*columns = COLUMNS;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row &&
	    size.ws_col) {
		*rows = size.ws_row;
		*columns = size.ws_col;
	}
}

/* Line by line over what stood there, so that nothing flickers. */
static int
show(struct screen *s, const struct buffer *text)
{
	struct slice rest = buffer_view(text), line;
	size_t rows, columns, row = 0;

	measure(&rows, &columns);
	buffer_clear(&s->shown);
	buffer_text(&s->shown, "\033[H");
	while (row < rows && rest.length && slice_cut(&rest, '\n', &line)) {
		buffer_text(&s->shown, row++ ? "\r\n" : "");
		buffer_slice(&s->shown, text_head(line, columns));
		buffer_text(&s->shown, "\033[K");
	}
	if (row < rows)
		buffer_text(&s->shown, "\r\n\033[J");
	return send(s->shown.text, s->shown.length);
}

static int
suspend(void)
{
	suspended = 0;
	if (send_text(LEAVE) < 0)
		return -1;
	raise(SIGSTOP);
	return send_text(ENTER);
}

static void
wait_a_second(const struct screen *s)
{
	const struct timespec second = {.tv_sec = 1};

	if (!stopped && !suspended && !resized)
		ppoll(NULL, 0, &second, &s->mask_before);
	resized = 0;
}

enum hall_status
screen_run(int (*draw)(void *context, struct buffer *, struct error *),
    void *context, struct error *error)
{
	struct screen s = {.shown = {NULL, 0, 0}};
	struct buffer text = {0};
	int result = 0, sent;

	stopped = suspended = resized = 0;
	catch_signals(&s);
	sent = send_text(ENTER);
	while (!stopped && result == 0 && sent == 0) {
		buffer_clear(&text);
		result = draw(context, &text, error);
		if (result == 0)
			sent = show(&s, &text);
		wait_a_second(&s);
		if (suspended && sent == 0)
			sent = suspend();
	}
	send_text(LEAVE);
	release_signals(&s);
	buffer_release(&text);
	buffer_release(&s.shown);
	return result < 0 ? error->status : HALL_DONE;
}
