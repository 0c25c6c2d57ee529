// SPDX-License-Identifier: GPL-2.0
/* The founding bug inlined into the hook, so that the stack holds no function of its own for it. */
#define LAB_INLINE __always_inline
#include "kill_hook.h"

#ifdef CORRECT
#include "right_lookup.h"
#else
static LAB_INLINE void get_process_name(pid_t pid, char *name)
{
	struct task_struct *task = current;

	do {
		task = list_entry(task->tasks.next, struct task_struct, tasks);
		if (task->pid == pid)
			break;
	} while (task != current);
	strscpy(name, task->comm, TASK_COMM_LEN);
}
#endif

#include "kill_guard.h"
