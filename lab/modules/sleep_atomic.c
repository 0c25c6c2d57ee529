// SPDX-License-Identifier: GPL-2.0
/* A sleep with a spinlock held and bottom halves off. */
#include <linux/delay.h>
#include <linux/spinlock.h>
#include "device.h"

static DEFINE_SPINLOCK(ring_lock);
static unsigned int ring_head;

static noinline void flush_ring(void)
{
	spin_lock_bh(&ring_lock);
	ring_head = 0;
#ifdef CORRECT
	spin_unlock_bh(&ring_lock);
	msleep(50);
#else
	msleep(50);
	spin_unlock_bh(&ring_lock);
#endif
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	flush_ring();
	return 0;
}
