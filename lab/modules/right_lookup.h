/* SPDX-License-Identifier: GPL-2.0 */
/* The twin of every wrong walk of the process list: it starts and ends at the list's head, and nothing on it is freed meanwhile. */
static LAB_INLINE void get_process_name(pid_t pid, char *name)
{
	struct task_struct *task;

	rcu_read_lock();
	for_each_process(task) {
		if (task->pid == pid) {
			strscpy(name, task->comm, TASK_COMM_LEN);
			break;
		}
	}
	rcu_read_unlock();
}
