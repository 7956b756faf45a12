/* Their warning of what OpenSSL 3 would rather have; see struct digest. */
#define OPENSSL_API_COMPAT 0x10101000L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/sha.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/message.h"

#define READ_SIZE ((size_t)256 * 1024)

/*
 * The functions of SHA-256 itself: to find it through the providers of
 * OpenSSL 3 takes a process longer than all that a recording verb hashes.
 * They use the processor's instructions as those do, and cannot fail.
 */
struct digest {
	SHA256_CTX context;
};

struct digest *
digest_new(void)
{
	struct digest *d = memory_new(sizeof(*d));

	SHA256_Init(&d->context);
	return d;
}

void
digest_add(struct digest *d, const void *bytes, size_t length)
{
	SHA256_Update(&d->context, bytes, length);
}

void
digest_take(struct digest *d, uint8_t result[DIGEST_SIZE])
{
	SHA256_Final(result, &d->context);
	SHA256_Init(&d->context);
}

void
digest_free(struct digest *d)
{
	free(d);
}

void
digest_bytes(struct slice s, uint8_t result[DIGEST_SIZE])
{
	struct digest *d = digest_new();

	digest_add(d, s.text, s.length);
	digest_take(d, result);
	digest_free(d);
}

void
digest_hex(const uint8_t digest[DIGEST_SIZE], size_t bytes, char *text)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < bytes; i++) {
		*text++ = hex[digest[i] >> 4];
		*text++ = hex[digest[i] & 15];
	}
	*text = '\0';
}

/* All bytes of an open file; -1 with errno. */
static int
add_file(struct digest *d, int fd, uint64_t *size_bytes)
{
	char *room = memory_raw(READ_SIZE);
	ssize_t n;

	*size_bytes = 0;
	while ((n = read(fd, room, READ_SIZE)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		digest_add(d, room, (size_t)n);
		*size_bytes += (uint64_t)n;
	}
	free(room);
	return n == 0 ? 0 : -1;
}

int
digest_file(const char *path, uint8_t result[DIGEST_SIZE], uint64_t *size_bytes,
    struct error *error)
{
	int fd = (int)TEMP_FAILURE_RETRY(open(path, O_RDONLY | O_CLOEXEC));

	if (fd < 0)
		return error_errno(error, HALL_SYSTEM, "%s", path);
	return digest_open_file(fd, path, result, size_bytes, error);
}

int
digest_open_file(int fd, const char *name, uint8_t result[DIGEST_SIZE],
    uint64_t *size_bytes, struct error *error)
{
	struct digest *d;
	uint64_t size = 0;
	int done;

	if (fd < 0)
		return -1;
	d = digest_new();
	done = add_file(d, fd, &size);
	if (done != 0)
		error_errno(error, HALL_SYSTEM, "%s", name);
	else
		digest_take(d, result);
	if (done == 0 && size_bytes != NULL)
		*size_bytes = size;
	digest_free(d);
	close(fd);
	return done;
}
