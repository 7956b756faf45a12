/* The Merkle tree against the published roots of Certificate Transparency. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "audit/tree.h"
#include "base/arena.h"

#define LEAVES 8

/* The leaves of the reference tests of RFC 6962's authors. */
static const struct slice leaf[LEAVES] = {
    {"", 0},
    {"\x00", 1},
    {"\x10", 1},
    {"\x20\x21", 2},
    {"\x30\x31", 2},
    {"\x40\x41\x42\x43", 4},
    {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
    {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
};

static const char *const root_of[LEAVES + 1] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void
the_roots_are_those_of_rfc_6962(void **state)
{
	struct tree *tree = tree_new();
	uint8_t root[DIGEST_SIZE];
	char text[DIGEST_HEX_SIZE];

	(void)state;
	for (size_t n = 0; n <= LEAVES; n++) {
		assert_int_equal(tree_leaves(tree), n);
		tree_root(tree, root);
		digest_hex(root, DIGEST_SIZE, text);
		assert_string_equal(text, root_of[n]);
		if (n < LEAVES)
			tree_add(tree, leaf[n]);
	}
	tree_free(tree);
}

/* RFC 6962 as it is written, for comparison: MTH(D[n]). */
static void
hash_of(const struct slice *leaves, size_t n, uint8_t root[DIGEST_SIZE])
{
	struct digest *digest = digest_new();
	uint8_t left[DIGEST_SIZE], right[DIGEST_SIZE];
	size_t k = 1;

	if (n == 1) {
		digest_add(digest, "\000", 1);
		digest_add(digest, leaves->text, leaves->length);
	} else {
		while (2 * k < n)
			k *= 2;
		hash_of(leaves, k, left);
		hash_of(leaves + k, n - k, right);
		digest_add(digest, "\001", 1);
		digest_add(digest, left, DIGEST_SIZE);
		digest_add(digest, right, DIGEST_SIZE);
	}
	digest_take(digest, root);
	digest_free(digest);
}

static void
the_tree_grows_as_the_definition_says(void **state)
{
	enum { MANY = 130 };
	static char text[MANY];
	struct slice many[MANY];
	uint8_t want[DIGEST_SIZE], have[DIGEST_SIZE];
	struct tree *tree = tree_new();

	(void)state;
	for (size_t n = 1; n <= MANY; n++) {
		text[n - 1] = (char)n;
		many[n - 1] = (struct slice){text, n};
		tree_add(tree, (struct slice){text, n});
		for (size_t i = 0; i < n; i++)
			many[i] = (struct slice){text, i + 1};
		hash_of(many, n, want);
		tree_root(tree, have);
		assert_memory_equal(want, have, DIGEST_SIZE);
	}
	tree_free(tree);
}

static void
a_leaf_may_come_in_parts(void **state)
{
	uint8_t want[DIGEST_SIZE], have[DIGEST_SIZE];
	struct tree *whole = tree_new(), *parts = tree_new();

	(void)state;
	for (size_t n = 0; n < LEAVES; n++) {
		tree_add(whole, leaf[n]);
		for (size_t i = 0; i < leaf[n].length; i++)
			tree_begin(parts, (struct slice){leaf[n].text + i, 1});
		/* What is only begun is no leaf yet. */
		assert_int_equal(tree_leaves(parts), n);
		tree_root(parts, have);
		tree_add(parts, SLICE(""));
		tree_root(whole, want);
		tree_root(parts, have);
		assert_memory_equal(want, have, DIGEST_SIZE);
	}
	tree_free(whole);
	tree_free(parts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_roots_are_those_of_rfc_6962),
	    cmocka_unit_test(the_tree_grows_as_the_definition_says),
	    cmocka_unit_test(a_leaf_may_come_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
