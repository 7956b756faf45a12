#include <errno.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "book/login.h"

/*
 * Nothing found is no error, or one of a source of names that is configured
 * and not there (ENOENT), or a server's word for it (ESRCH).
 */
static const struct passwd *
entry_of_user(struct error *error)
{
	unsigned long number = geteuid();
	const struct passwd *user;

	errno = 0;
	user = getpwuid(geteuid());
	if (user)
		return user;
	if (errno == 0 || errno == ENOENT || errno == ESRCH)
		error_set(error, HALL_USAGE,
		    tr("the system knows no user %lu: 'getent passwd %lu' "
		       "prints nothing"),
		    number, number);
	else
		error_errno(error, HALL_SYSTEM,
		    tr("who the user %lu is cannot be looked up; 'getent "
		       "passwd %lu' must print it"),
		    number, number);
	return NULL;
}

static int
find_login(char login[LOGIN_SIZE], struct error *error)
{
	const struct passwd *user = entry_of_user(error);

	snprintf(login, LOGIN_SIZE, "%lu", (unsigned long)geteuid());
	if (!user)
		return -1;
	if (user->pw_name && *user->pw_name)
		snprintf(login, LOGIN_SIZE, "%s", user->pw_name);
	return 0;
}

/* A name is found once: it may be asked of a server far away. */
int
login_of_user(char login[LOGIN_SIZE], struct error *error)
{
	static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
	static char known[LOGIN_SIZE];
	int result = 0;

	(void)pthread_mutex_lock(&one);
	if (!known[0] && (result = find_login(login, error)) == 0)
		memcpy(known, login, LOGIN_SIZE);
	if (known[0])
		memcpy(login, known, LOGIN_SIZE);
	(void)pthread_mutex_unlock(&one);
	return result;
}

const char *
login_home(struct error *error)
{
	const struct passwd *user = entry_of_user(error);

	return user ? user->pw_dir : NULL;
}
