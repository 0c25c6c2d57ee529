// A lock that is taken twice by one task: add_slot holds it and calls count_used, which takes it again.
#include "../../Support/module.h"
#define noinline __attribute__((noinline))
INFO(module_name, "name=dirpro");
INFO(module_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");

MODULE('d', 'i', 'r', 'p', 'r', 'o');

typedef struct { int value; } spinlock_t;
extern void _raw_spin_lock(spinlock_t *lock);
extern void _raw_spin_unlock(spinlock_t *lock);

static spinlock_t table_lock;
static volatile int used;

static noinline int count_used(void)
{
	int n;

	_raw_spin_lock(&table_lock);
	n = used;
	_raw_spin_unlock(&table_lock);
	return n;
}

static noinline int add_slot(int most)
{
	int added = 0;

#ifndef APART
	_raw_spin_lock(&table_lock);
#endif
	if (count_used() < most)
		added = ++used;
#ifdef APART
	_raw_spin_lock(&table_lock);
	added += used;
#endif
	_raw_spin_unlock(&table_lock);
	return added;
}

long enter(void *file, unsigned int command, unsigned long argument)
{
	return add_slot(argument) + 1;
}
