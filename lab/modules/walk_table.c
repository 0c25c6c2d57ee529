// SPDX-License-Identifier: GPL-2.0
/* The founding bug, its hook in sys_call_table[]. */
#define LAB_INLINE noinline
#define LAB_BY_TABLE
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
