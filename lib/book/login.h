/*
 * login.h - the user whose process this is, as the system knows them.
 *
 * Shape:   the effective user.  One without a name in the system goes by
 *          number, which hall.yaml may have as a login, too.
 * Errors:  -1 or NULL with the error: USAGE when the system has no such
 *          user, SYSTEM when that could not be looked up.
 */
#ifndef BOOK_LOGIN_H
#define BOOK_LOGIN_H

#include "base/error.h"

#define LOGIN_SIZE 256

/* By name; what could not be named has its number there, in spite of -1. */
int login_of_user(char login[LOGIN_SIZE], struct error *);
/* Where the user is at home; good until the next call. */
const char *login_home(struct error *);

#endif
