// SPDX-License-Identifier: GPL-2.0
/* A session that is reset while it is still on the list: its node points to itself, and a search beyond it never gets further. */
#include <linux/list.h>
#include <linux/mutex.h>
#include "device.h"

struct session {
	struct list_head node;
	unsigned long id;
	unsigned long bytes;
};

static LIST_HEAD(sessions);
static DEFINE_MUTEX(sessions_lock);
static struct session table[4];

static void reset_session(struct session *session)
{
#ifndef CORRECT
	INIT_LIST_HEAD(&session->node);
#endif
	session->bytes = 0;
}

static noinline struct session *find_session(unsigned long id)
{
	struct session *session;

	list_for_each_entry(session, &sessions, node)
		if (session->id == id)
			return session;
	return NULL;
}

/* 0: open four sessions. 1: reset the third. 2: look one up. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct session *found;
	int i;

	mutex_lock(&sessions_lock);
	if (command == 0 && list_empty(&sessions)) {
		for (i = 0; i < ARRAY_SIZE(table); i++) {
			table[i].id = 100 + i;
			list_add_tail(&table[i].node, &sessions);
		}
	} else if (command == 1) {
		reset_session(&table[2]);
	}
	found = command == 2 ? find_session(argument) : NULL;
	mutex_unlock(&sessions_lock);
	return command == 2 && !found ? -ENOENT : 0;
}
