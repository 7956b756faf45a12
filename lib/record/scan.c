#include "record/scan.h"

#include <stdlib.h>

#include "base/arena.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/*
 * Starts are stored twelve at a time and counted after, for most blocks have
 * fewer and a loop over just those would be mispredicted; so are lines.
 */
#define AT_ONCE 12
#define VECTOR_STARTS 16

void
scan_room(struct scan *s, size_t blocks)
{
	size_t most = blocks * SCAN_BLOCK;

	if (blocks <= s->blocks)
		return;
	free(s->start);
	free(s->line);
	s->start = memory_array(most + 1 + VECTOR_STARTS, sizeof(*s->start));
	s->line = memory_array(most + 1, sizeof(*s->line));
	s->blocks = blocks;
}

void
scan_release(struct scan *s)
{
	free(s->start);
	free(s->line);
}

/* What a block holds: bit i is byte i. */
struct found {
	uint64_t cuts; /* commas and LFs */
	uint64_t lfs;
	uint32_t look;
};

/* What is under way: where the next start and line go. */
struct scanning {
	const struct scan *scan;
	uint32_t *start;
	struct scan_line *line;
	uint32_t look; /* of the line that has begun */
};

static inline struct scanning
scan_begin(struct scan *s)
{
	s->start[0] = 0;
	return (struct scanning){s, s->start + 1, s->line, 0};
}

static inline void
scan_end(const struct scanning *at, struct scan *s)
{
	s->starts = (size_t)(at->start - s->start) - 1;
	s->lines = (size_t)(at->line - s->line);
}

/* The lines that end in a block, before its starts are taken. */
static inline void
take_lines(struct scanning *at, const struct found *f)
{
	uint32_t before = (uint32_t)(at->start - at->scan->start) - 1;
	uint64_t lfs = f->lfs;

	at->look |= f->look;
	do {
		/* With the LF and all before it; all, where there is none. */
		uint64_t upto = lfs ^ (lfs - 1);

		*at->line = (struct scan_line){
		    before + (uint32_t)__builtin_popcountll(f->cuts & upto),
		    at->look};
		at->line += lfs != 0;
		at->look = lfs ? f->look : at->look;
		lfs &= lfs - 1;
	} while (lfs);
}

static inline void
take_starts(struct scanning *at, uint32_t base, uint64_t cuts)
{
	const uint64_t top = UINT64_C(1) << (SCAN_BLOCK - 1);
	uint32_t *start = at->start;

	at->start += __builtin_popcountll(cuts);
	for (int i = 0; i < AT_ONCE; i++, cuts &= cuts - 1)
		*start++ = base + 1 + (uint32_t)__builtin_ctzll(cuts | top);
	for (; cuts; cuts &= cuts - 1)
		*start++ = base + 1 + (uint32_t)__builtin_ctzll(cuts);
}

static inline void
take(struct scanning *at, size_t block, const struct found *f)
{
	take_lines(at, f);
	take_starts(at, (uint32_t)(block * SCAN_BLOCK), f->cuts);
}

static void
scan_plain(const char *text, size_t blocks, struct scan *s)
{
	struct scanning at = scan_begin(s);

	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct found f = {0};

		for (int i = 0; i < SCAN_BLOCK; i++) {
			uint64_t bit = UINT64_C(1) << i;
			char c = text[i];

			f.cuts |= c == ',' || c == '\n' ? bit : 0;
			f.lfs |= c == '\n' ? bit : 0;
			if (c == '"' || c == '\r' || c == '\0')
				f.look |= SCAN_ODD;
			if (c & 0x80)
				f.look |= SCAN_HIGH;
		}
		take(&at, b, &f);
	}
	scan_end(&at, s);
}

#if defined(__x86_64__)

static inline uint64_t
mask_of(__m128i v, int shift)
{
	return (uint64_t)(uint16_t)_mm_movemask_epi8(v) << shift;
}

/* Sixteen bytes: every processor of this kind has SSE2. */
static inline void
look_at_16(const char *text, int shift, struct found *f)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)text);
	__m128i lfs = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
	__m128i commas = _mm_cmpeq_epi8(v, _mm_set1_epi8(','));
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
		_mm_cmpeq_epi8(v, _mm_setzero_si128())));

	f->lfs |= mask_of(lfs, shift);
	f->cuts |= mask_of(_mm_or_si128(lfs, commas), shift);
	f->look |= _mm_movemask_epi8(odd) ? SCAN_ODD : 0;
	f->look |= _mm_movemask_epi8(v) ? SCAN_HIGH : 0;
}

static void
scan_sse2(const char *text, size_t blocks, struct scan *s)
{
	struct scanning at = scan_begin(s);

	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct found f = {0};

		for (int i = 0; i < SCAN_BLOCK; i += 16)
			look_at_16(text + i, i, &f);
		take(&at, b, &f);
	}
	scan_end(&at, s);
}

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline void
look_at_32(const char *text, int shift, struct found *f)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i lfs = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n'));
	__m256i commas = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(','));
	__m256i cuts = _mm256_or_si256(lfs, commas);
	__m256i odd = _mm256_or_si256(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')),
		_mm256_cmpeq_epi8(v, _mm256_setzero_si256())));

	f->lfs |= (uint64_t)(uint32_t)_mm256_movemask_epi8(lfs) << shift;
	f->cuts |= (uint64_t)(uint32_t)_mm256_movemask_epi8(cuts) << shift;
	f->look |= _mm256_movemask_epi8(odd) ? SCAN_ODD : 0;
	f->look |= _mm256_movemask_epi8(v) ? SCAN_HIGH : 0;
}

AVX2 static void
scan_avx2(const char *text, size_t blocks, struct scan *s)
{
	struct scanning at = scan_begin(s);

	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct found f = {0};

		look_at_32(text, 0, &f);
		look_at_32(text + 32, 32, &f);
		take(&at, b, &f);
	}
	scan_end(&at, s);
}

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("popcnt");
}

#define AVX512          \
	__attribute__(( \
	    target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,popcnt")))

/* As take_starts, by a vector of places out of which those cut are kept. */
AVX512 static inline void
take_starts_512(struct scanning *at, uint32_t base, uint64_t cuts)
{
	static const uint8_t place[SCAN_BLOCK] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
	    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
	    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
	    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
	    61, 62, 63};
	__m512i kept, wide;

	if (__builtin_popcountll(cuts) > VECTOR_STARTS) {
		take_starts(at, base, cuts);
		return;
	}
	kept = _mm512_maskz_compress_epi8(cuts, _mm512_loadu_si512(place));
	wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(kept));
	wide = _mm512_add_epi32(wide, _mm512_set1_epi32((int)(base + 1)));
	_mm512_storeu_si512(at->start, wide);
	at->start += __builtin_popcountll(cuts);
}

AVX512 static void
scan_avx512(const char *text, size_t blocks, struct scan *s)
{
	struct scanning at = scan_begin(s);

	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		__m512i v = _mm512_loadu_si512(text);
		uint64_t odd = _mm512_cmpeq_epi8_mask(
				   v, _mm512_set1_epi8('"')) |
			       _mm512_cmpeq_epi8_mask(
				   v, _mm512_set1_epi8('\r')) |
			       _mm512_testn_epi8_mask(v, v);
		struct found f = {
		    .lfs = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')),
		    .cuts = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(',')),
		    .look = odd ? SCAN_ODD : 0};

		f.cuts |= f.lfs;
		f.look |= _mm512_movepi8_mask(v) ? SCAN_HIGH : 0;
		take_lines(&at, &f);
		take_starts_512(&at, (uint32_t)(b * SCAN_BLOCK), f.cuts);
	}
	scan_end(&at, s);
}

static bool
has_avx512(void)
{
	return has_avx2() && __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512vbmi2");
}

#elif defined(__aarch64__)

/* 64 lanes of all ones or none into 64 bits: each lane keeps the bit of its
 * place in its byte of eight, then neighbours are added three times. */
static inline uint64_t
bits_of(const uint8x16_t v[4])
{
	const uint8x16_t place = vreinterpretq_u8_u64(
	    vdupq_n_u64(UINT64_C(0x8040201008040201)));
	uint8x16_t low = vpaddq_u8(
	    vandq_u8(v[0], place), vandq_u8(v[1], place));
	uint8x16_t high = vpaddq_u8(
	    vandq_u8(v[2], place), vandq_u8(v[3], place));
	uint8x16_t sum = vpaddq_u8(low, high);

	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static inline uint8x16_t
is(uint8x16_t v, char c)
{
	return vceqq_u8(v, vdupq_n_u8((uint8_t)c));
}

static inline uint8x16_t
is_odd(uint8x16_t v)
{
	return vorrq_u8(is(v, '"'), vorrq_u8(is(v, '\r'), vceqzq_u8(v)));
}

static void
scan_neon(const char *text, size_t blocks, struct scan *s)
{
	struct scanning at = scan_begin(s);

	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		uint8x16_t lfs[4], cuts[4], odd = vdupq_n_u8(0), all = odd;
		struct found f;

		for (int i = 0; i < 4; i++) {
			uint8x16_t v = vld1q_u8((const uint8_t *)text + 16 * i);

			lfs[i] = is(v, '\n');
			cuts[i] = vorrq_u8(lfs[i], is(v, ','));
			odd = vorrq_u8(odd, is_odd(v));
			all = vorrq_u8(all, v);
		}
		f = (struct found){bits_of(cuts), bits_of(lfs), 0};
		f.look |= vmaxvq_u8(odd) ? SCAN_ODD : 0;
		f.look |= vmaxvq_u8(all) >= 0x80 ? SCAN_HIGH : 0;
		take(&at, b, &f);
	}
	scan_end(&at, s);
}

#endif

static bool
always(void)
{
	return true;
}

const struct scanner scanners[] = {
#if defined(__x86_64__)
    {"avx512", has_avx512, scan_avx512},
    {"avx2", has_avx2, scan_avx2},
    {"sse2", always, scan_sse2},
#elif defined(__aarch64__)
    {"neon", always, scan_neon},
#endif
    {"plain", always, scan_plain},
};
const size_t scanners_count = sizeof(scanners) / sizeof(scanners[0]);

void
scan_text(const char *text, size_t blocks, struct scan *scan)
{
	const struct scanner *s = scanners;

	while (!s->fits())
		s++;
	s->scan(text, blocks, scan);
}
