// SPDX-License-Identifier: GPL-2.0
/* Two locks taken in opposite order by two CPUs. */
#include <linux/delay.h>
#include <linux/spinlock.h>
#include "device.h"

static DEFINE_SPINLOCK(accounts_lock);
static DEFINE_SPINLOCK(journal_lock);
static unsigned long balance, entries;

static noinline void post_entry(void)
{
	spin_lock(&accounts_lock);
	mdelay(200);
	spin_lock(&journal_lock);
	balance++;
	entries++;
	spin_unlock(&journal_lock);
	spin_unlock(&accounts_lock);
}

static noinline void replay_journal(void)
{
#ifdef CORRECT
	post_entry();
#else
	spin_lock(&journal_lock);
	mdelay(200);
	spin_lock(&accounts_lock);
	entries = 0;
	spin_unlock(&accounts_lock);
	spin_unlock(&journal_lock);
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
