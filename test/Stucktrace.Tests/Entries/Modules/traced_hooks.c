/* Hooks through ftrace: a table of names, replacements and places for the originals, walked in a loop. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "5.15.0 SMP mod_unload ")

extern ulong kallsyms_lookup_name(const char *);
extern int ftrace_set_filter_ip(void *, ulong, int, int);
extern int register_ftrace_function(void *);

typedef long (*call_t)(void *);
struct ops { void (*func)(ulong, ulong, struct ops *, void *); void *next; ulong flags; void *more[16]; };
struct hook { const char *name; void *function; void *original; ulong address; struct ops ops; };

static call_t real_kill, real_mkdir;
static long fh_kill(void *regs) { return real_kill(regs); }
static long fh_mkdir(void *regs) { return real_mkdir(regs); }

static struct hook hooks[] = {
	{ "__x64_sys_kill", fh_kill, &real_kill },
	{ "__x64_sys_mkdir", fh_mkdir, &real_mkdir },
};

static void thunk(ulong ip, ulong parent, struct ops *ops, void *regs)
{
	struct hook *h = (struct hook *)((char *)ops - __builtin_offsetof(struct hook, ops));
	((ulong *)regs)[16] = (ulong)h->function;
}

int __init init_module(void)
{
	int i;
	for (i = 0; i < 2; i++) {
		struct hook *h = &hooks[i];
		h->address = kallsyms_lookup_name(h->name);
		*(ulong *)h->original = h->address;
		h->ops.func = thunk;
		ftrace_set_filter_ip(&h->ops, h->address, 0, 0);
		register_ftrace_function(&h->ops);
	}
	return 0;
}
