// SPDX-License-Identifier: GPL-2.0
/* A busy wait for a flag. The work that sets it is never queued; in the twin it is. */
#include <linux/workqueue.h>
#include "device.h"

static int firmware_ready;

static void firmware_loaded(struct work_struct *work)
{
	WRITE_ONCE(firmware_ready, 1);
}

static DECLARE_DELAYED_WORK(firmware_work, firmware_loaded);

static noinline void wait_for_firmware(void)
{
	while (!READ_ONCE(firmware_ready))
		cpu_relax();
}

/* 0: wait for the firmware. 1: load it. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
#ifdef CORRECT
	schedule_delayed_work_on(0, &firmware_work, HZ / 5);
#else
	if (command == 1)
		schedule_delayed_work_on(0, &firmware_work, HZ / 5);
#endif
	wait_for_firmware();
	return 0;
}
