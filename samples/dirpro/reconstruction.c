/*
 * A reconstruction of the module of the founding case, made from what its two logs show. It is not the vendor's code: nobody outside has that. README.md
 * beside this file says what is known and what is assumed. It is made to be read by Stucktrace, not to be loaded: the kernel would refuse it.
 */
typedef unsigned long ulong;
#define noinline __attribute__((noinline))
#define INFO(name, text) static const char name[] __attribute__((section(".modinfo"), used, aligned(1))) = text

INFO(info_license, "license=GPL");
INFO(info_description, "description=Reconstruction of the founding case's module from its logs (Stucktrace); not the vendor's code");
INFO(info_vermagic, "vermagic=2.6.32-754.6.3.el6.x86_64 SMP mod_unload modversions ");

struct module { char data[0x260]; };
struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { { [0x18] = 'd', 'i', 'r', 'p', 'r', 'o' } };

/* task_struct, as far as it is used. */
struct list_head { struct list_head *next, *prev; };
struct task_struct {
	char before[0x440];
	struct list_head tasks;
	char between[0x4a8 - 0x450];
	int pid;
	char more[0x670 - 0x4ac];
	char comm[16];
};
#define next_node(p) ((struct task_struct *)(p)->tasks.next)
#define task_of(node) ((struct task_struct *)((char *)(node) - __builtin_offsetof(struct task_struct, tasks)))

extern struct task_struct *per_cpu__current_task;
static inline __attribute__((always_inline)) struct task_struct *get_current(void)
{
	struct task_struct *task;
	__asm__("movq %%gs:%P1, %0" : "=r"(task) : "p"(&per_cpu__current_task));
	return task;
}

extern long sys_close(unsigned int);
extern int strcmp(const char *, const char *);
extern char *strncpy(char *, const char *, ulong);
extern int printk(const char *, ...);

typedef long (*call_t)(ulong, ulong, ulong);
static call_t *table;
static call_t old_kill, old_open;

/* Where things stand: what the logs do not show is left empty, under a name that says so. */
#define AT(place) __asm__(".text\n\t.org " place ", 0xcc")
#define NOT_SHOWN(name) __asm__(".text\n" name ":")
#define KEEP(variable, value) do { (variable) = (value); __asm__ volatile("" : "+r"(variable)); } while (0)

#define COMPARE(same, value, field) __asm__("cmpl %2, %1" : "=@cce"(same) : "r"(value), "m"(field))

static noinline call_t *find_table(void)
{
	ulong at;
	for (at = 0xffffffff81000000UL; at < 0xffffffff82000000UL; at += sizeof(call_t))
		if (((call_t *)at)[3] == (call_t)sys_close)
			return (call_t *)at;
	return 0;
}

NOT_SHOWN("not_shown_1");
AT("0x4c0");
int get_process_name(int pid, char *name)
{
	register struct task_struct *start __asm__("rcx") = get_current();
	register struct task_struct *p __asm__("rdx") = start;
	register int wanted __asm__("eax") = pid;
	register char *to __asm__("rdi") = name;
	char text[72];
	int same;

	__asm__ volatile(".org get_process_name+0x3a, 0x90" : "+r"(start), "+r"(p), "+r"(wanted), "+r"(to), "+S"(name), "=m"(text));
	do {
		KEEP(p, next_node(p));
		KEEP(p, task_of(p));
		COMPARE(same, wanted, p->pid);
		if (__builtin_expect(same, 0)) {
			strncpy(to, p->comm, sizeof(p->comm));
			return 0;
		}
	} while (p != start);
	return -3;
}
AT("get_process_name+0x100");
NOT_SHOWN("not_shown_2");

AT("get_process_name+0x37f0");
long new_open_f(ulong path, ulong flags, ulong mode)
{
	printk("open %lx by %s\n", path, get_current()->comm);
	return old_open(path, flags, mode);
}
AT("new_open_f+0xe0");
NOT_SHOWN("not_shown_3");

AT("get_process_name+0x3c80");
long new_sys_kill(ulong pid, ulong signal)
{
	struct { char other[0x630]; char name[0x228]; } frame;
	register ulong first __asm__("rdi") = pid;
	register char *second __asm__("rsi") = frame.name;

	frame.name[0] = 0;
	__asm__ volatile(".org new_sys_kill+0x57, 0x90\n\tcall get_process_name" : "+r"(first), "+r"(second) : : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "memory", "cc");
	if (!strcmp(frame.name, "wsssr_defence_d"))
		return -1;
	return old_kill(pid, signal, 0);
}
AT("new_sys_kill+0x220");
NOT_SHOWN("not_shown_4");

static inline ulong read_cr0(void) { ulong v; __asm__ volatile("mov %%cr0,%0" : "=r"(v)); return v; }
static inline void write_cr0(ulong v) { __asm__ volatile("mov %0,%%cr0" : : "r"(v) : "memory"); }

int __attribute__((section(".init.text"))) init_module(void)
{
	ulong cr0 = read_cr0();
	table = find_table();
	if (!table)
		return -1;
	old_kill = table[62];
	old_open = table[2];
	write_cr0(cr0 & ~0x10000UL);
	table[62] = (call_t)new_sys_kill;
	table[2] = (call_t)new_open_f;
	write_cr0(cr0);
	return 0;
}

void __attribute__((section(".exit.text"))) cleanup_module(void)
{
	ulong cr0 = read_cr0();
	write_cr0(cr0 & ~0x10000UL);
	table[62] = old_kill;
	table[2] = old_open;
	write_cr0(cr0);
}
