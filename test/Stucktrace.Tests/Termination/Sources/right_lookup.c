/* The look-up that Stucktrace recommends, for 2.6.32 of Enterprise Linux 6: for_each_process() from init_task under rcu_read_lock(). Ours, for the tests. */
#include "../../Support/module.h"
INFO(info_license, "license=GPL");
INFO(info_vermagic, "vermagic=2.6.32-754.6.3.el6.x86_64 SMP mod_unload modversions ");
struct module { char data[0x260]; };
struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { { [0x18] = 'r', 'i', 'g', 'h', 't' } };

struct list_head { struct list_head *next, *prev; };
struct task_struct {
	char before[0x440];
	struct list_head tasks;
	char between[0x4a8 - 0x450];
	int pid;
	char more[0x670 - 0x4ac];
	char comm[16];
};
extern struct task_struct init_task;
extern char *strncpy(char *, const char *, unsigned long);

/* Without CONFIG_PREEMPT, as these kernels are built, it keeps the compiler from moving code, and the tick sees to the rest. */
#define rcu_read_lock() __asm__ volatile("" ::: "memory")
#define rcu_read_unlock() __asm__ volatile("" ::: "memory")
#define rcu_dereference(pointer) (*(typeof(pointer) volatile *)&(pointer))
#define next_task(p) ((struct task_struct *)((char *)rcu_dereference((p)->tasks.next) - __builtin_offsetof(struct task_struct, tasks)))
#define for_each_process(p) for (p = &init_task; (p = next_task(p)) != &init_task;)

int get_process_name(int pid, char *name)
{
	struct task_struct *p;
	int found = -3;

	rcu_read_lock();
	for_each_process(p) {
		if (p->pid == pid) {
			strncpy(name, p->comm, sizeof(p->comm));
			found = 0;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}
