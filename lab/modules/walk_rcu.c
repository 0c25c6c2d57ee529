// SPDX-License-Identifier: GPL-2.0
/* The founding bug inside a read-side section of RCU: every grace period waits for it. */
#define LAB_INLINE noinline
#include "kill_hook.h"

#ifdef CORRECT
#include "right_lookup.h"
#else
static LAB_INLINE void get_process_name(pid_t pid, char *name)
{
	struct task_struct *task = current;

	rcu_read_lock();
	do {
		task = list_entry(task->tasks.next, struct task_struct, tasks);
		if (task->pid == pid)
			break;
	} while (task != current);
	strscpy(name, task->comm, TASK_COMM_LEN);
	rcu_read_unlock();
}
#endif

#include "kill_guard.h"
