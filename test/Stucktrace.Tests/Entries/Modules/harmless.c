/* A driver as it should be: tables of functions, a notifier, a timer, work, a thread, an interrupt. Nothing here changes the kernel. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "6.1.0 SMP preempt mod_unload ")

struct file_operations { void *owner; void *llseek; long (*read)(void *, char *, ulong, void *); long (*write)(void *, const char *, ulong, void *); void *more[26]; };
struct miscdevice { int minor; const char *name; const struct file_operations *fops; void *more[8]; };
struct notifier_block { int (*call)(struct notifier_block *, ulong, void *); struct notifier_block *next; int priority; };
struct work_struct { ulong data; void *entry[2]; void (*func)(struct work_struct *); };
struct timer_list { void *entry[2]; ulong expires; void (*function)(struct timer_list *); uint flags; };

extern int misc_register(struct miscdevice *);
extern int register_reboot_notifier(struct notifier_block *);
extern int queue_work_on(int, void *, struct work_struct *);
extern void init_timer_key(struct timer_list *, void (*)(struct timer_list *), uint, const char *, void *);
extern int request_threaded_irq(uint, int (*)(int, void *), int (*)(int, void *), ulong, const char *, void *);
extern void *kthread_create_on_node(int (*)(void *), void *, int, const char *, ...);
extern uint ioread32(void *);
extern void iowrite32(uint, void *);
extern void *system_wq;

static int depth;
static noinline void account(int n) { depth += n; }
static long dev_read(void *f, char *b, ulong n, void *o) { account(1); return 0; }
static long dev_write(void *f, const char *b, ulong n, void *o) { account(2); return (long)n; }
static int on_reboot(struct notifier_block *n, ulong a, void *d) { account(3); return 0; }
static void on_work(struct work_struct *w) { account(4); }
static void on_timer(struct timer_list *t) { account(5); }
static int on_irq(int i, void *d) { account(6); return 1; }
static int on_thread(void *d) { account(7); return 0; }

static const struct file_operations dev_fops = { .read = dev_read, .write = dev_write };
static struct miscdevice dev = { .minor = 255, .name = "harmless", .fops = &dev_fops };
static struct notifier_block reboot = { .call = on_reboot };
static struct work_struct work;
static struct timer_list timer;

int __init init_module(void)
{
	/* A device register with bit 16 taken out is no CR0. */
	iowrite32(ioread32(&depth) & ~0x10000u, &depth);
	misc_register(&dev);
	register_reboot_notifier(&reboot);
	work.func = on_work;
	queue_work_on(64, system_wq, &work);
	init_timer_key(&timer, on_timer, 0, NULL, NULL);
	request_threaded_irq(5, on_irq, NULL, 0, "harmless", &dev);
	kthread_create_on_node(on_thread, NULL, -1, "harmless");
	return 0;
}
