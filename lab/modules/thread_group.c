// SPDX-License-Identifier: GPL-2.0
/* A walk of a thread group that starts and ends at one of its threads. When that one has exited it still leads into the ring, and nothing leads back. */
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include "device.h"

static struct task_struct *watched;

static noinline int count_threads(struct task_struct *first)
{
	int count = 0;
#ifdef CORRECT
	struct task_struct *thread;

	rcu_read_lock();
	list_for_each_entry_rcu(thread, &first->signal->thread_head, thread_node)
		count++;
	rcu_read_unlock();
#else
	struct list_head *node = &first->thread_node;

	rcu_read_lock();
	do {
		count++;
		node = node->next;
	} while (node != &first->thread_node);
	rcu_read_unlock();
#endif
	return count;
}

/* 0: watch the calling thread. 1: count the threads beside the watched one. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	if (command == 0) {
		watched = get_task_struct(current);
		return 0;
	}
	return watched ? count_threads(watched) : -ESRCH;
}
