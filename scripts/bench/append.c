/*
 * append.c - the least an append can cost: open, write 100 bytes,
 * fdatasync, exit.
 */
#include <fcntl.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	static const char line[100] = "a record that says nothing";
	int fd = argc > 1 ? open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0600)
			  : -1;

	return fd < 0 || write(fd, line, sizeof(line)) != sizeof(line) ||
	       fdatasync(fd) != 0;
}
