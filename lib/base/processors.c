#include "base/processors.h"

#include <sched.h>

#define PROCESSORS_MAX 8

unsigned
processors_count(void)
{
	cpu_set_t set;
	int count = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		count = CPU_COUNT(&set);
	if (count < 1)
		return 1;
	return count > PROCESSORS_MAX ? PROCESSORS_MAX : (unsigned)count;
}
