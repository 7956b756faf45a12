/*
 * inflate.c - the same by zlib alone: inflate in blocks of 64 KiB, no more.
 */
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

int
main(int argc, char **argv)
{
	static unsigned char packed[64 << 10], plain[64 << 10];
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : STDIN_FILENO;
	int result = Z_OK;
	z_stream z = {0};
	ssize_t n;

	if (fd < 0 || inflateInit2(&z, MAX_WBITS + 16) != Z_OK)
		return 4;
	while ((n = read(fd, packed, sizeof(packed))) > 0) {
		z.next_in = packed;
		z.avail_in = (uInt)n;
		do {
			if (result == Z_STREAM_END)
				inflateReset(&z);
			z.next_out = plain;
			z.avail_out = sizeof(plain);
			result = inflate(&z, Z_NO_FLUSH);
			if (result != Z_OK && result != Z_STREAM_END &&
			    result != Z_BUF_ERROR)
				return 3;
		} while (z.avail_in > 0 || z.avail_out == 0);
	}
	inflateEnd(&z);
	return n < 0 || result != Z_STREAM_END ? 3 : 0;
}
