// SPDX-License-Identifier: GPL-2.0
/* As null_passed, by a jump: the function that passes the NULL on leaves no frame on the stack. */
#include <linux/sched.h>
#include "device.h"

struct waiter {
	unsigned long id;
	struct task_struct *task;
};

static struct waiter waiters[4];

static noinline struct task_struct *find_waiter(unsigned long id)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(waiters); i++)
		if (waiters[i].id == id)
			return waiters[i].task;
	return NULL;
}

static noinline int notify_waiter(unsigned long id)
{
	struct task_struct *task = find_waiter(id);

#ifdef CORRECT
	if (!task)
		return -ESRCH;
#endif
	return wake_up_process(task);
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return notify_waiter(argument);
}
