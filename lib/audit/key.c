#include "audit/key.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "audit/base64.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/message.h"
#include "book/login.h"

struct key {
	EVP_PKEY *pkey;
	struct key_public public;
};

bool
key_name_valid(struct slice name)
{
	if (name.length == 0 || name.length > KEY_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.length; i++) {
		char c = name.text[i];
		bool letter = (c >= 'a' && c <= 'z') ||
			      (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		if (!letter && (i == 0 || !strchr("._-", c) || !c))
			return false;
	}
	return true;
}

int
key_path(struct buffer *path, struct slice name, struct error *e)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	struct error homeless = {HALL_USAGE, ""};

	/* The XDG rule: a path that is not absolute counts as absent. */
	if (config && config[0] == '/') {
		buffer_text(path, config);
	} else {
		if (!home || home[0] != '/')
			home = login_home(&homeless);
		if (!home)
			return error_set(e, homeless.status,
			    tr("no home directory to keep keys in (%s): "
			       "name the file with --key-file"),
			    homeless.text);
		buffer_text(path, home);
		buffer_text(path, "/.config");
	}
	buffer_format(path, "/hall/%.*s.key", SLICE_ARG(name));
	return 0;
}

/* id = SHA-256(name, LF, algorithm, public key)[:4] */
static void
make_id(struct key_public *key)
{
	static const char between[] = {'\n', KEY_ALGORITHM};
	struct digest *digest = digest_new();
	uint8_t hash[DIGEST_SIZE];

	digest_add(digest, key->name, strlen(key->name));
	digest_add(digest, between, sizeof(between));
	digest_add(digest, key->bytes, sizeof(key->bytes));
	digest_take(digest, hash);
	digest_free(digest);
	memcpy(key->id, hash, sizeof(key->id));
}

/* The directories above a path, as far as they are missing. */
static int
make_parents(const char *path, struct error *e)
{
	char *copy = memory_text(slice_of(path));
	int result = 0;

	for (char *p = copy + 1; *p && result == 0; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			result = error_errno(e, HALL_SYSTEM, "%s", copy);
		*p = '/';
	}
	free(copy);
	return result;
}

static int
write_private(int fd, EVP_PKEY *pkey)
{
	FILE *f = fdopen(fd, "w");
	int ok;

	if (!f) {
		close(fd);
		return -1;
	}
	ok = PEM_write_PKCS8PrivateKey(f, pkey, NULL, NULL, 0, NULL, NULL) ==
		 1 &&
	     fflush(f) == 0 && fsync(fileno(f)) == 0;
	return fclose(f) == 0 && ok ? 0 : -1;
}

/* A book whose key a power cut took away cannot be closed. */
static int
sync_parent(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *parent = memory_text(
	    slash ? (struct slice){path, (size_t)(slash - path) + 1}
		  : SLICE("."));
	int fd = (int)TEMP_FAILURE_RETRY(
	    open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	int result = -1;

	if (fd >= 0) {
		result = (int)TEMP_FAILURE_RETRY(fsync(fd));
		close(fd);
	}
	free(parent);
	return result;
}

/*
 * The key appears whole under its name or not at all, and never takes the
 * place of another: link(2), unlike rename(2), refuses a name in use.
 */
static int
put_private(const char *path, EVP_PKEY *pkey, struct error *e)
{
	struct buffer name = {0};
	int fd, result = -1;

	buffer_format(&name, "%s.XXXXXX", path);
	fd = mkostemp(name.text, O_CLOEXEC);
	if (fd < 0) {
		result = error_errno(e, HALL_SYSTEM, "%s", path);
		goto out;
	}
	if (write_private(fd, pkey) < 0 || link(name.text, path) < 0 ||
	    sync_parent(path) < 0) {
		if (errno == EEXIST)
			error_set(e, HALL_USAGE,
			    tr("%s: there is a key of that name already"),
			    path);
		else
			error_errno(e, HALL_SYSTEM, "%s", path);
	} else {
		result = 0;
	}
	unlink(name.text);
out:
	buffer_release(&name);
	return result;
}

int
key_make(const char *path, struct error *e)
{
	EVP_PKEY *pkey;
	int result;

	if (make_parents(path, e) < 0)
		return -1;
	pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (!pkey)
		return error_set(
		    e, HALL_SYSTEM, "%s", tr("libcrypto could not make a key"));
	result = put_private(path, pkey, e);
	EVP_PKEY_free(pkey);
	return result;
}

/* Never ask on the terminal: a tool of cron has none. */
static int
no_passphrase(char *text, int size, int writing, void *context)
{
	(void)text;
	(void)size;
	(void)writing;
	(void)context;
	return -1;
}

static FILE *
open_private(const char *path, struct error *e)
{
	struct stat status;
	int fd = (int)TEMP_FAILURE_RETRY(
	    open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
	FILE *f;

	if (fd < 0) {
		error_errno(
		    e, errno == ENOENT ? HALL_USAGE : HALL_SYSTEM, "%s", path);
		return NULL;
	}
	if (fstat(fd, &status) < 0) {
		error_errno(e, HALL_SYSTEM, "%s", path);
	} else if (!S_ISREG(status.st_mode)) {
		error_set(e, HALL_USAGE, tr("%s: not a file"), path);
	} else if (status.st_mode & 077) {
		error_set(e, HALL_USAGE,
		    tr("%s: others may read this private key: chmod 600 it, "
		       "and ask who did"),
		    path);
	} else if ((f = fdopen(fd, "r"))) {
		return f;
	} else {
		error_errno(e, HALL_SYSTEM, "%s", path);
	}
	close(fd);
	return NULL;
}

struct key *
key_load(const char *path, struct slice name, struct error *e)
{
	struct key *key;
	EVP_PKEY *pkey;
	size_t size = KEY_PUBLIC_SIZE;
	FILE *f;

	if (!key_name_valid(name)) {
		error_set(e, HALL_USAGE,
		    tr("'%.*s' is no name for a key: letters, digits, "
		       "'.', '_' and '-'"),
		    SLICE_ARG(name));
		return NULL;
	}
	f = open_private(path, e);
	if (!f)
		return NULL;
	pkey = PEM_read_PrivateKey(f, NULL, no_passphrase, NULL);
	fclose(f);
	if (!pkey || EVP_PKEY_get_id(pkey) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(pkey);
		error_set(e, HALL_USAGE,
		    tr("%s: not an Ed25519 key in PEM without a passphrase"),
		    path);
		return NULL;
	}
	key = memory_new(sizeof(*key));
	memset(key, 0, sizeof(*key));
	key->pkey = pkey;
	key->public.from = DATE_NONE;
	memcpy(key->public.name, name.text, name.length);
	EVP_PKEY_get_raw_public_key(pkey, key->public.bytes, &size);
	make_id(&key->public);
	return key;
}

void
key_free(struct key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pkey);
	free(key);
}

const struct key_public *
key_public_of(const struct key *key)
{
	assert(key);
	return &key->public;
}

int
key_sign(const struct key *key, struct slice text,
    uint8_t signature[KEY_SIGNATURE_SIZE], struct error *e)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t size = KEY_SIGNATURE_SIZE;
	int ok;

	if (!context)
		memory_exhausted();
	ok = EVP_DigestSignInit(context, NULL, NULL, NULL, key->pkey) == 1 &&
	     EVP_DigestSign(context, signature, &size,
		 (const unsigned char *)text.text, text.length) == 1;
	EVP_MD_CTX_free(context);
	return ok ? 0
		  : error_set(
			e, HALL_SYSTEM, "%s", tr("libcrypto could not sign"));
}

bool
key_check(const struct key_public *key, struct slice text,
    const uint8_t signature[KEY_SIGNATURE_SIZE])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(
	    EVP_PKEY_ED25519, NULL, key->bytes, sizeof(key->bytes));
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool ok;

	if (!context)
		memory_exhausted();
	ok = pkey &&
	     EVP_DigestVerifyInit(context, NULL, NULL, NULL, pkey) == 1 &&
	     EVP_DigestVerify(context, signature, KEY_SIGNATURE_SIZE,
		 (const unsigned char *)text.text, text.length) == 1;
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(pkey);
	return ok;
}

void
key_public_note(struct buffer *out, const struct key_public *key)
{
	uint8_t coded[1 + KEY_PUBLIC_SIZE] = {KEY_ALGORITHM};

	memcpy(coded + 1, key->bytes, KEY_PUBLIC_SIZE);
	buffer_format(out, "%s+%02x%02x%02x%02x+", key->name, key->id[0],
	    key->id[1], key->id[2], key->id[3]);
	base64_add(out, coded, sizeof(coded));
}

int
key_public_note_parse(struct slice text, struct key_public *key)
{
	uint8_t coded[1 + KEY_PUBLIC_SIZE];
	struct slice rest = text, name, id, base64;
	struct buffer again = {0};
	bool same;

	if (!slice_cut(&rest, '+', &name) || !slice_cut(&rest, '+', &id) ||
	    !key_name_valid(name))
		return -1;
	base64 = rest; /* '+' is a letter of base64 too */
	if (!base64.text || base64_parse(base64, coded, sizeof(coded)) < 0 ||
	    coded[0] != KEY_ALGORITHM)
		return -1;
	memset(key, 0, sizeof(*key));
	key->from = DATE_NONE;
	memcpy(key->name, name.text, name.length);
	memcpy(key->bytes, coded + 1, KEY_PUBLIC_SIZE);
	make_id(key);
	key_public_note(&again, key);
	same = slice_equal(buffer_view(&again), text);
	buffer_release(&again);
	return same ? 0 : -1;
}

static int
add_pem(struct buffer *out, const struct key_public *key)
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(
	    EVP_PKEY_ED25519, NULL, key->bytes, sizeof(key->bytes));
	BIO *bio = BIO_new(BIO_s_mem());
	char *text;
	long size;
	int result = -1;

	if (pkey && bio && PEM_write_bio_PUBKEY(bio, pkey) == 1) {
		size = BIO_get_mem_data(bio, &text);
		buffer_add(out, text, (size_t)size);
		result = 0;
	}
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return result;
}

int
key_public_write(
    struct buffer *out, const struct key_public *key, struct error *e)
{
	char date[DATE_TEXT_SIZE];

	date_format(key->from, date);
	buffer_format(out, "name %s\nfrom %s\nnote ", key->name, date);
	key_public_note(out, key);
	buffer_char(out, '\n');
	if (add_pem(out, key) < 0)
		return error_set(e, HALL_SYSTEM, "%s",
		    tr("libcrypto could not write a public key"));
	return 0;
}

/* The rest of a line that must begin with a word and a blank. */
static bool
labelled(struct slice *rest, const char *label, struct slice *value)
{
	size_t length = strlen(label);

	if (!slice_cut(rest, '\n', value) || value->length <= length ||
	    memcmp(value->text, label, length) != 0)
		return false;
	value->text += length;
	value->length -= length;
	return true;
}

int
key_public_parse(struct slice text, const char *file, struct key_public *key,
    struct error *e)
{
	struct slice rest = text, name, from, note;
	struct buffer again = {0};
	struct key_public read;
	bool same = false;

	if (labelled(&rest, "name ", &name) &&
	    labelled(&rest, "from ", &from) &&
	    labelled(&rest, "note ", &note) &&
	    key_public_note_parse(note, &read) == 0 &&
	    slice_is(name, read.name) && date_parse(from, &read.from) == 0 &&
	    key_public_write(&again, &read, e) == 0)
		/* The PEM below must be the same key: people check with it. */
		same = slice_equal(buffer_view(&again), text);
	buffer_release(&again);
	if (!same)
		return error_set(e, HALL_DATA,
		    tr("%s: not a public key as `hall-audit key new` "
		       "writes it"),
		    file);
	*key = read;
	return 0;
}
