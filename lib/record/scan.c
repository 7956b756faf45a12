#include "record/scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

void
scan_text_plain(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0, 0, 0};

		for (int i = 0; i < SCAN_BLOCK; i++) {
			uint64_t bit = UINT64_C(1) << i;
			char c = text[i];

			s.ends |= c == ',' || c == '\n' ? bit : 0;
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
	__m128i ends = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(',')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
		_mm_cmpeq_epi8(v, _mm_setzero_si128())));

	s->ends |= (uint64_t)(uint16_t)_mm_movemask_epi8(ends) << shift;
	s->odd |= (uint64_t)(uint16_t)_mm_movemask_epi8(odd) << shift;
	s->high |= (uint64_t)(uint16_t)_mm_movemask_epi8(v) << shift;
}

static void
scan_sse2(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0, 0, 0};

		for (int i = 0; i < SCAN_BLOCK; i += 16)
			scan_16(text + i, i, &s);
		result[b] = s;
	}
}

__attribute__((target("avx2"))) static inline void
scan_32(const char *text, int shift, struct scan *s)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i ends = _mm256_or_si256(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8(',')),
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')));
	__m256i odd = _mm256_or_si256(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')),
		_mm256_cmpeq_epi8(v, _mm256_setzero_si256())));

	s->ends |= (uint64_t)(uint32_t)_mm256_movemask_epi8(ends) << shift;
	s->odd |= (uint64_t)(uint32_t)_mm256_movemask_epi8(odd) << shift;
	s->high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << shift;
}

__attribute__((target("avx2"))) static void
scan_avx2(const char *text, size_t blocks, struct scan *result)
{
	for (size_t b = 0; b < blocks; b++, text += SCAN_BLOCK) {
		struct scan s = {0, 0, 0};

		scan_32(text, 0, &s);
		scan_32(text + 32, 32, &s);
		result[b] = s;
	}
}

void
scan_text(const char *text, size_t blocks, struct scan *result)
{
	if (__builtin_cpu_supports("avx2"))
		scan_avx2(text, blocks, result);
	else
		scan_sse2(text, blocks, result);
}

#else

void
scan_text(const char *text, size_t blocks, struct scan *result)
{
	scan_text_plain(text, blocks, result);
}

#endif
