// SPDX-License-Identifier: GPL-2.0
/* A mutex that is kept on the way out of an error. Its owner exits, and whoever wants it next waits for ever. */
#include <linux/mutex.h>
#include "device.h"

static DEFINE_MUTEX(transfer_lock);
static unsigned long transferred;

static noinline int begin_transfer(unsigned long bytes)
{
	mutex_lock(&transfer_lock);
	if (!bytes) {
#ifdef CORRECT
		mutex_unlock(&transfer_lock);
#endif
		return -EINVAL;
	}
	transferred += bytes;
	mutex_unlock(&transfer_lock);
	return 0;
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return begin_transfer(argument);
}
