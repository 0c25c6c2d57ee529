// SPDX-License-Identifier: GPL-2.0
/* A loop that is long and ends: the watchdog complains of it all the same. The twin lets others run. */
#include <linux/sched.h>
#include "device.h"

static noinline unsigned long checksum(unsigned long rounds)
{
	unsigned long sum = 5381, i;

	for (i = 0; i < rounds; i++) {
		sum = (sum << 5) + sum + i;
#ifdef CORRECT
		if (!(i & 0xffff))
			cond_resched();
#endif
	}
	return sum;
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return checksum(argument) & 0xff;
}
