// SPDX-License-Identifier: GPL-2.0
/* A task that looks whether there is something to wait for, and only then gets ready to sleep: a wake-up in between is lost. */
#include <linux/delay.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "device.h"

static DECLARE_WAIT_QUEUE_HEAD(answers);
static int answered;

static noinline void wait_for_answer(void)
{
#ifdef CORRECT
	msleep(500);
	wait_event(answers, READ_ONCE(answered));
#else
	DEFINE_WAIT(wait);

	if (READ_ONCE(answered))
		return;
	msleep(500);
	prepare_to_wait(&answers, &wait, TASK_UNINTERRUPTIBLE);
	schedule();
	finish_wait(&answers, &wait);
#endif
}

/* 0: wait for the answer. 1: answer, a quarter of a second later. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	if (command == 0) {
		wait_for_answer();
	} else {
		msleep(250);
		WRITE_ONCE(answered, 1);
		wake_up(&answers);
	}
	return 0;
}
