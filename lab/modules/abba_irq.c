// SPDX-License-Identifier: GPL-2.0
/* Two locks taken in opposite order by two CPUs, with interrupts off. */
#include <linux/delay.h>
#include <linux/spinlock.h>
#include "device.h"

static DEFINE_SPINLOCK(accounts_lock);
static DEFINE_SPINLOCK(journal_lock);
static unsigned long balance, entries;

static noinline void post_entry(void)
{
	unsigned long flags;

	spin_lock_irqsave(&accounts_lock, flags);
	mdelay(200);
	spin_lock(&journal_lock);
	balance++;
	entries++;
	spin_unlock(&journal_lock);
	spin_unlock_irqrestore(&accounts_lock, flags);
}

static noinline void replay_journal(void)
{
#ifdef CORRECT
	post_entry();
#else
	unsigned long flags;

	spin_lock_irqsave(&journal_lock, flags);
	mdelay(200);
	spin_lock(&accounts_lock);
	entries = 0;
	spin_unlock(&accounts_lock);
	spin_unlock_irqrestore(&journal_lock, flags);
#endif
}

static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	if (command == 0)
		post_entry();
	else
		replay_journal();
	return 0;
}
