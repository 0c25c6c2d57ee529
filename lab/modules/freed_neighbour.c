// SPDX-License-Identifier: GPL-2.0
/* A connection that is freed while its neighbour still points to it. Its memory goes to somebody else, and the next walk steps into that. */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "device.h"

struct connection {
	unsigned long port;
	struct list_head node;
	char peer[104];
};

static LIST_HEAD(connections);
static DEFINE_MUTEX(connections_lock);
static void *names[64];

static int open_connection(unsigned long port)
{
	struct connection *connection = kzalloc(sizeof(*connection), GFP_KERNEL);

	if (!connection)
		return -ENOMEM;
	connection->port = port;
	list_add_tail(&connection->node, &connections);
	return 0;
}

static noinline struct connection *find_connection(unsigned long port)
{
	struct connection *connection;

	list_for_each_entry(connection, &connections, node)
		if (connection->port == port)
			return connection;
	return NULL;
}

static int close_connection(unsigned long port)
{
	struct connection *connection = find_connection(port);

	if (!connection)
		return -ENOENT;
#ifdef CORRECT
	list_del(&connection->node);
#endif
	kfree(connection);
	return 0;
}

/* 0: open. 1: close. 2: keep names in memory. 3: look up. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	long result = 0;
	int i;

	mutex_lock(&connections_lock);
	if (command == 0) {
		result = open_connection(argument);
	} else if (command == 1) {
		result = close_connection(argument);
	} else if (command == 2) {
		for (i = 0; i < ARRAY_SIZE(names); i++) {
			names[i] = kmalloc(sizeof(struct connection), GFP_KERNEL);
			if (names[i])
				memset(names[i], 'n', sizeof(struct connection));
		}
	} else {
		result = find_connection(argument) ? 0 : -ENOENT;
	}
	mutex_unlock(&connections_lock);
	return result;
}
