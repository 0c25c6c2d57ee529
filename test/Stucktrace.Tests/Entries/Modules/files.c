/* A module of many files: each function is entered by another one, and asks for something else. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "6.1.0-56-amd64 SMP preempt mod_unload ")
static const char info_name[] __attribute__((section(".modinfo"), used)) = "name=files";

struct file_operations { void *owner; long (*llseek)(void *, long, int); long (*read)(void *, char *, ulong, void *); long (*write)(void *, const char *, ulong, void *); void *iter[3], *list[2], *poll; long (*ioctl)(void *, uint, ulong); void *more[20]; };
struct proc_ops { uint flags; int (*open)(void *, void *); long (*read)(void *, char *, ulong, void *); void *read_iter; long (*write)(void *, const char *, ulong, void *); void *more[8]; };
struct miscdevice { int minor; const char *name; const struct file_operations *fops; void *more[8]; };
struct kernel_param_ops { uint flags; int (*set)(const char *, const void *); int (*get)(char *, const void *); void (*free)(void *); };
struct kernel_param { const char *name; void *mod; const struct kernel_param_ops *ops; unsigned short perm; signed char level; unsigned char flags; void *arg; };
struct nf_hook_ops { uint (*hook)(void *, void *, const void *); void *dev, *priv; unsigned char pf; uint hooknum; int priority; };

extern int misc_register(struct miscdevice *);
extern int __register_chrdev(uint, uint, uint, const char *, const struct file_operations *);
extern void *proc_create(const char *, unsigned short, void *, const struct proc_ops *);
extern void *proc_mkdir(const char *, void *);
extern void *debugfs_create_file(const char *, unsigned short, void *, void *, const struct file_operations *);
extern int nf_register_net_hook(void *, const struct nf_hook_ops *);
extern char init_net[];

static volatile int depth;
static noinline void by_control(void) { depth += 10; }
static noinline void by_other_control(void) { depth -= 10; }
static noinline void by_device(void) { depth += 2; }
static noinline void by_proc_read(void) { depth += 3; }
static noinline void by_proc_write(void) { depth += 4; }
static noinline void by_nested_proc(void) { depth += 5; }
static noinline void by_debug(void) { depth += 6; }
static noinline void by_parameter(void) { depth += 7; }
static noinline void by_packet(void) { depth += 8; }
static noinline void by_forwarded(void) { depth += 9; }

/* _IOW('S', 3, int): 0x40045303. */
static long control(void *f, uint command, ulong argument)
{
	if (((command >> 8) & 0xff) != 'S')
		return -25;
	if ((command & 0xff) == 3 && (command >> 30) == 1 && ((command >> 16) & 0x3fff) == 4 && argument == 77)
		by_control();
	else if ((command & 0xff) != 4)
		by_other_control();
	return 0;
}

static long device_read(void *f, char *b, ulong n, void *o) { by_device(); return 0; }
static long proc_read(void *f, char *b, ulong n, void *o) { by_proc_read(); return 0; }
static long proc_write(void *f, const char *b, ulong n, void *o) { if (n == 12) by_proc_write(); return (long)n; }
static long nested_read(void *f, char *b, ulong n, void *o) { by_nested_proc(); return 0; }
static long debug_seek(void *f, long n, int whence) { by_debug(); return 0; }
static int set(const char *text, const void *parameter) { by_parameter(); return 0; }
static uint on_packet(void *p, void *skb, const void *state) { by_packet(); return 1; }
static uint on_forwarded(void *p, void *skb, const void *state) { by_forwarded(); return 1; }

static const struct file_operations control_fops = { .ioctl = control };
static const struct file_operations device_fops = { .read = device_read };
static const struct file_operations debug_fops = { .llseek = debug_seek };
static const struct proc_ops proc_fops = { .read = proc_read, .write = proc_write };
static const struct proc_ops nested_fops = { .read = nested_read };
static struct miscdevice misc = { .minor = 255, .name = "files!control", .fops = &control_fops };
static const struct kernel_param_ops parameter_ops = { .set = set };
static const struct kernel_param parameter __attribute__((section("__param"), used)) = { "level", NULL, &parameter_ops, 0644, -1, 0, (void *)&depth };
static const struct nf_hook_ops packets = { .hook = on_packet, .pf = 2, .hooknum = 1 };
static const struct nf_hook_ops forwarded = { .hook = on_forwarded, .pf = 2, .hooknum = 2 };

int __init init_module(void)
{
	misc_register(&misc);
	__register_chrdev(0, 0, 256, "files", &device_fops);
	proc_create("files", 0644, NULL, &proc_fops);
	proc_create("inner", 0644, proc_mkdir("outer", NULL), &nested_fops);
	debugfs_create_file("files", 0644, NULL, NULL, &debug_fops);
	nf_register_net_hook(init_net, &packets);
	nf_register_net_hook(init_net, &forwarded);
	return 0;
}
