// SPDX-License-Identifier: GPL-2.0
/* A rule that is pushed twice onto a chain: the chain has a tail that leads into a ring and no end any more. */
#include <linux/mutex.h>
#include "device.h"

struct rule {
	unsigned int key;
	unsigned int hits;
	struct rule *next;
};

static struct rule *rules;
static DEFINE_MUTEX(rules_lock);
static struct rule table[5];

static noinline struct rule *find_rule(unsigned int key)
{
	struct rule *rule;

	for (rule = rules; rule; rule = rule->next)
		if (rule->key == key)
			break;
	return rule;
}

static void push_rule(struct rule *rule, unsigned int key)
{
#ifdef CORRECT
	if (find_rule(key))
		return;
#endif
	rule->key = key;
	rule->next = rules;
	rules = rule;
}

/* 0: push five rules, one of them twice. 1: look one up. */
static long lab_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	static const unsigned int order[] = { 0, 1, 2, 1, 3, 4 };
	struct rule *found = NULL;
	int i;

	mutex_lock(&rules_lock);
	if (command == 0)
		for (i = 0; i < ARRAY_SIZE(order); i++)
			push_rule(&table[order[i]], 7000 + order[i]);
	else
		found = find_rule(argument);
	mutex_unlock(&rules_lock);
	return command && !found ? -ENOENT : 0;
}
