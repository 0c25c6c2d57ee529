// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/* The founding bug: the walk of task_struct.tasks starts at current, which need not be a thread-group leader. */
static noinline int get_process_name(int pid, char *name)
{
	struct task_struct *task = current;

	do {
		if (task->pid == pid) {
			strscpy(name, task->comm, TASK_COMM_LEN);
			return 0;
		}
		task = list_entry(task->tasks.next, struct task_struct, tasks);
	} while (task != current);
	return -1;
}

static ssize_t lookup_write(struct file *file, const char __user *buffer, size_t count, loff_t *offset)
{
	char name[TASK_COMM_LEN];
	int pid;

	if (kstrtoint_from_user(buffer, count, 10, &pid))
		return -EINVAL;
	if (get_process_name(pid, name) == 0)
		pr_info("lookup: %d is %s\n", pid, name);
	return count;
}

static const struct proc_ops lookup_ops = { .proc_write = lookup_write };

static int __init lookup_init(void)
{
	return proc_create("lookup", 0600, NULL, &lookup_ops) ? 0 : -ENOMEM;
}

static void __exit lookup_exit(void)
{
	remove_proc_entry("lookup", NULL);
}
module_init(lookup_init);
module_exit(lookup_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A look-up by pid that does not end");
