/* SPDX-License-Identifier: GPL-2.0 */
/* The way into a module of the lab: /dev/lab, one command per thing that it does. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument);

/* Bare small numbers are the file system's own commands. */
static long lab_enter(struct file *file, unsigned int command, unsigned long argument)
{
	return _IOC_TYPE(command) == 'L' ? lab_ioctl(file, _IOC_NR(command), argument) : -ENOTTY;
}

static const struct file_operations lab_operations = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = lab_enter,
};

static struct miscdevice lab_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "lab",
	.fops = &lab_operations,
};

module_misc_device(lab_device);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Stucktrace's lab");
