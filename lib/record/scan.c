#include "record/scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

static void
scan_plain(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0};

		for (int i = 0; i < SCAN_BLOCK; i++) {
			uint64_t bit = UINT64_C(1) << i;
			char c = text[i];

			s.commas |= c == ',' ? bit : 0;
			s.lfs |= c == '\n' ? bit : 0;
			s.odd |= c == '"' || c == '\r' || c == '\0' ? bit : 0;
			s.high |= c & 0x80 ? bit : 0;
		}
		result[b] = s;
	}
}

#if defined(__x86_64__)

/* Sixteen bytes: every processor of this kind has SSE2. */
static inline void
scan_16(const char *text, int shift, struct scan *s)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)text);
	__m128i commas = _mm_cmpeq_epi8(v, _mm_set1_epi8(','));
	__m128i lfs = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
		_mm_cmpeq_epi8(v, _mm_setzero_si128())));

	s->commas |= (uint64_t)(uint16_t)_mm_movemask_epi8(commas) << shift;
	s->lfs |= (uint64_t)(uint16_t)_mm_movemask_epi8(lfs) << shift;
	s->odd |= (uint64_t)(uint16_t)_mm_movemask_epi8(odd) << shift;
	s->high |= (uint64_t)(uint16_t)_mm_movemask_epi8(v) << shift;
}

static void
scan_sse2(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0};

		for (int i = 0; i < SCAN_BLOCK; i += 16)
			scan_16(text + i, i, &s);
		result[b] = s;
	}
}

__attribute__((target("avx2"))) static inline void
scan_32(const char *text, int shift, struct scan *s)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i commas = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(','));
	__m256i lfs = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n'));
	__m256i odd = _mm256_or_si256(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')),
		_mm256_cmpeq_epi8(v, _mm256_setzero_si256())));

	s->commas |= (uint64_t)(uint32_t)_mm256_movemask_epi8(commas) << shift;
	s->lfs |= (uint64_t)(uint32_t)_mm256_movemask_epi8(lfs) << shift;
	s->odd |= (uint64_t)(uint32_t)_mm256_movemask_epi8(odd) << shift;
	s->high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << shift;
}

__attribute__((target("avx2"))) static void
scan_avx2(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0};

		scan_32(text, 0, &s);
		scan_32(text + 32, 32, &s);
		result[b] = s;
	}
}

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

#elif defined(__aarch64__)

/* 64 lanes of all ones or none into 64 bits: each lane keeps the bit of its
 * place in its byte of eight, then neighbours are added three times. */
static inline uint64_t
bits_of(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	const uint8x16_t place = vreinterpretq_u8_u64(
	    vdupq_n_u64(UINT64_C(0x8040201008040201)));
	uint8x16_t low = vpaddq_u8(vandq_u8(a, place), vandq_u8(b, place));
	uint8x16_t high = vpaddq_u8(vandq_u8(c, place), vandq_u8(d, place));
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

static inline uint8x16_t
is_high(uint8x16_t v)
{
	return vcgeq_u8(v, vdupq_n_u8(0x80));
}

static void
scan_neon(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		const uint8_t *at = (const uint8_t *)text;
		uint8x16_t v0 = vld1q_u8(at), v1 = vld1q_u8(at + 16),
			   v2 = vld1q_u8(at + 32), v3 = vld1q_u8(at + 48);

		result[b].commas = bits_of(
		    is(v0, ','), is(v1, ','), is(v2, ','), is(v3, ','));
		result[b].lfs = bits_of(
		    is(v0, '\n'), is(v1, '\n'), is(v2, '\n'), is(v3, '\n'));
		result[b].odd = bits_of(
		    is_odd(v0), is_odd(v1), is_odd(v2), is_odd(v3));
		result[b].high = bits_of(
		    is_high(v0), is_high(v1), is_high(v2), is_high(v3));
	}
}

#endif

static bool
always(void)
{
	return true;
}

const struct scanner scanners[] = {
#if defined(__x86_64__)
    {"avx2", has_avx2, scan_avx2},
    {"sse2", always, scan_sse2},
#elif defined(__aarch64__)
    {"neon", always, scan_neon},
#endif
    {"plain", always, scan_plain},
};
const size_t scanners_count = sizeof(scanners) / sizeof(scanners[0]);

void
scan_text(const char *text, size_t blocks, struct scan *result)
{
	const struct scanner *s = scanners;

	while (!s->fits())
		s++;
	s->scan(text, blocks, result);
}
