// SPDX-License-Identifier: GPL-2.0
/* Locks of every kind that whoever writes their name to /proc/holders takes and keeps: the second writer waits for the first. */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/uaccess.h>

static DEFINE_MUTEX(held_mutex);
static DECLARE_RWSEM(held_rwsem);
static struct semaphore held_semaphore = __SEMAPHORE_INITIALIZER(held_semaphore, 1);
static DECLARE_COMPLETION(held_completion);

static ssize_t holders_write(struct file *file, const char __user *buffer, size_t count, loff_t *offset)
{
	char name[16] = { 0 };

	if (copy_from_user(name, buffer, min(count, sizeof(name) - 1)))
		return -EFAULT;
	if (!strcmp(name, "mutex"))
		mutex_lock(&held_mutex);
	else if (!strcmp(name, "rwsem"))
		down_write(&held_rwsem);
	else if (!strcmp(name, "semaphore"))
		down(&held_semaphore);
	else if (!strcmp(name, "completion"))
		wait_for_completion(&held_completion);
	else
		return -EINVAL;
	schedule_timeout_interruptible(MAX_SCHEDULE_TIMEOUT);
	return count;
}

static const struct proc_ops holders_ops = { .proc_write = holders_write };

static int __init holders_init(void)
{
	return proc_create("holders", 0600, NULL, &holders_ops) ? 0 : -ENOMEM;
}

static void __exit holders_exit(void)
{
	remove_proc_entry("holders", NULL);
}
module_init(holders_init);
module_exit(holders_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Locks that are never given back");
