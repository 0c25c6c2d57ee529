// SPDX-License-Identifier: GPL-2.0
/* A walk of the caller's siblings that ends at the caller only. A thread that is not its group's leader is nobody's child in the list. */
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include "device.h"

static noinline int rank_among_siblings(void)
{
	struct task_struct *parent, *child;
	int rank = 0;

	rcu_read_lock();
	parent = rcu_dereference(current->real_parent);
#ifdef CORRECT
	list_for_each_entry_rcu(child, &parent->children, sibling) {
		if (child == current->group_leader)
			break;
		rank++;
	}
#else
	child = list_entry(parent->children.next, struct task_struct, sibling);
	while (child != current) {
		rank++;
		child = list_entry(child->sibling.next, struct task_struct, sibling);
	}
#endif
	rcu_read_unlock();
	return rank;
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return rank_among_siblings();
}
