/* What this module uses of the kernel's data, by the offsets that the kernel's own type information (BTF) states. */
typedef unsigned long ulong;
#define AT(type, object, offset) (*(type volatile *)((char *)(object) + (offset)))

/* struct pt_regs of x86-64: the registers that a system call was made with, and where a probe goes on. */
static const int saved[] = { 0x70, 0x68, 0x60, 0x38, 0x48, 0x40 };
#define PT_REGS_IP 0x80

#define INFO(name, text) static const char name[] __attribute__((section(".modinfo"), used, aligned(1))) = text
INFO(info_license, "license=GPL");
INFO(info_description, "description=Stands in for " ORIGINAL ": the same bug, written by Stucktrace for another kernel");
INFO(info_vermagic, "vermagic=" VERMAGIC);
INFO(info_name, "name=" NAME);
INFO(info_retpoline, "retpoline=Y");

#if HAS_VERSIONS
/* The kernel compares these with the type signatures of struct module and of what it exports, and takes the module if they agree. */
static const struct { ulong crc; char name[56]; } versions[] __attribute__((section("__versions"), used)) = { VERSIONS };
#endif

static int start_up(void);
static void shut_down(void);
struct module_head {
	char before_name[0x18];
	char name[56];
	char before_init[MODULE_INIT - 0x18 - 56];
	int (*init)(void);
	char before_exit[MODULE_EXIT - MODULE_INIT - 8];
	void (*exit)(void);
	char rest[MODULE_SIZE - MODULE_EXIT - 8];
};
struct module_head __this_module __attribute__((section(".gnu.linkonce.this_module"), used, aligned(64))) = { .name = NAME, .init = start_up, .exit = shut_down };

extern int register_kprobe(void *probe);
extern void unregister_kprobe(void *probe);
extern void __rcu_read_lock(void);
extern void __rcu_read_unlock(void);
extern char CURRENT_SYMBOL;

static inline __attribute__((always_inline)) char *get_current(void)
{
	char *task;
	__asm__("movq %%gs:%P1, %0" : "=r"(task) : "p"(&CURRENT_SYMBOL));
	return task;
}

/* What the control is compiled with: then the walk begins at the leader of current's process, which is always linked into the list. */
#ifndef MENDED
#define MENDED 0
#endif

/* The walk: from current through the list of all tasks, until the pid wanted is met, or the task where it began. */
__attribute__((noinline)) int WALK(int wanted)
{
	char *start = MENDED ? AT(char *, get_current(), LEADER) : get_current(), *task = start;
	int found = 0;
	/* Either the module does this, or its kernel had no preemption: there all code that does not schedule holds up grace periods, here only what says so. */
	if (IN_READ_SIDE)
		__rcu_read_lock();
	do {
		task = AT(char *, task, TASKS + NEXT) - TASKS;
		if (AT(int, task, PID) == wanted) {
			found = 1;
			break;
		}
	} while (task != start);
	if (IN_READ_SIDE)
		__rcu_read_unlock();
	return found;
}

/* Takes the place of the system call. It sends no signal: the look-up is all that it does. */
__attribute__((noinline)) long ENTRY(void *registers)
{
	return WALK(AT(int, registers, saved[WANTED])) ? 0 : -3;
}

/*
 * Kernels since 2024 do not dispatch system calls through their table any more: a probe at the function behind the call leads here instead, and the call
 * runs in the caller's own context, as it would from the table.
 */
static int lead_here(void *probe, void *registers)
{
	(void)probe;
	AT(ulong, registers, PT_REGS_IP) = (ulong)ENTRY;
	return 1;
}

static struct { char bytes[PROBE_SIZE]; } probe __attribute__((aligned(64)));

static int start_up(void)
{
	AT(const char *, &probe, PROBE_SYMBOL) = "__x64_sys_" SYSTEM_CALL;
	AT(void *, &probe, PROBE_HANDLER) = (void *)lead_here;
	return register_kprobe(&probe);
}

static void shut_down(void)
{
	unregister_kprobe(&probe);
}
