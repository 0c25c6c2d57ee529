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

/* Folders, attributes of sysfs and sequential files: names as in Linux, positions of arguments as there. */
struct attribute { const char *name; unsigned short mode; };
struct kobj_attribute { struct attribute attr; long (*show)(void *, void *, char *); long (*store)(void *, void *, const char *, ulong); };
struct attribute_group { const char *name; void *visible, *visible_binary; struct attribute **attrs; void *binary; };
extern void *debugfs_create_dir(const char *, void *);
extern void *kobject_create_and_add(const char *, void *);
extern void *kernel_kobj;
extern int sysfs_create_file_ns(void *, const struct attribute *, const void *);
extern int sysfs_create_group(void *, const struct attribute_group *);
extern int sysfs_create_groups(void *, const struct attribute_group **);
extern void *__class_create(void *, const char *, void *);
extern void *device_create(void *, void *, uint, void *, const char *, ...);
extern int device_create_file(void *, const struct attribute *);
extern int single_open(void *, int (*)(void *, void *), void *);
extern int alloc_chrdev_region(uint *, uint, uint, const char *);
extern void cdev_init(void *, const struct file_operations *);

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
static noinline void by_unknown_folder(void) { depth += 11; }
static noinline void by_folder_sometimes(void) { depth += 12; }
static noinline void by_folder_in_itself(void) { depth += 13; }
static noinline void by_nested_debug(void) { depth += 14; }
static noinline void by_attribute_read(void) { depth += 15; }
static noinline void by_attribute_write(void) { depth += 16; }
static noinline void by_group(void) { depth += 17; }
static noinline void by_second_group(void) { depth += 18; }
static noinline void by_device_attribute(void) { depth += 19; }
static noinline void by_numbered_device(void) { depth += 20; }
static noinline void by_passed_kobject(void) { depth += 21; }
static noinline void by_sequence(void) { depth += 22; }
static noinline void by_minor(void) { depth += 23; }

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

#define READER(name) static long name##_read(void *f, char *b, ulong n, void *o) { by_##name(); return 0; }
#define SHOW(name) static long name##_show(void *k, void *a, char *b) { by_##name(); return 0; }
#define FILES(name) READER(name) static const struct file_operations name##_fops = { .read = name##_read };
#define PROC(name) READER(name) static const struct proc_ops name##_fops = { .read = name##_read };
PROC(unknown_folder) PROC(folder_sometimes) PROC(folder_in_itself) FILES(nested_debug) FILES(minor)
SHOW(attribute_read) SHOW(group) SHOW(second_group) SHOW(device_attribute) SHOW(numbered_device) SHOW(passed_kobject)
static long attribute_store(void *k, void *a, const char *b, ulong n) { by_attribute_write(); return (long)n; }
static struct kobj_attribute attribute = { { "level", 0644 }, attribute_read_show, attribute_store }, grouped = { { "state", 0444 }, group_show },
	second = { { "other", 0444 }, second_group_show }, of_device = { { "speed", 0444 }, device_attribute_show }, of_numbered = { { "speed", 0444 }, numbered_device_show },
	of_passed = { { "speed", 0444 }, passed_kobject_show };
static struct attribute *grouped_list[] = { &grouped.attr, NULL }, *second_list[] = { &second.attr, NULL };
static const struct attribute_group group = { .name = "more", .attrs = grouped_list }, unnamed = { .attrs = second_list };
static const struct attribute_group *groups[] = { &unnamed, NULL };
static int sequence_show(void *f, void *p) { by_sequence(); return 0; }
static int sequence_open(void *inode, void *f) { return single_open(f, sequence_show, NULL); }
static const struct proc_ops sequence_fops = { .open = sequence_open };
static void *folder, *kept, *endless, *object;
static uint number;
static char cdev[0x68];

int add_to(void *kobject) { return sysfs_create_file_ns(kobject, &of_passed.attr, NULL); }

/* The folder is read again from the variable, where calls may have changed it. */
static noinline void fill_folder(void)
{
	proc_create("kept", 0444, folder, &sequence_fops);
}

static noinline void __init folders(uint nested)
{
	void *sometimes = NULL;
	folder = proc_mkdir("outer", NULL);
	fill_folder();
	if (nested)
		sometimes = proc_mkdir("sometimes", NULL);
	proc_create("file", 0444, sometimes, &folder_sometimes_fops);
	proc_create("file", 0444, *(void **)(init_net + 0x100), &unknown_folder_fops);
	endless = proc_mkdir("endless", endless);
	proc_create("file", 0444, endless, &folder_in_itself_fops);
	debugfs_create_file("file", 0444, debugfs_create_dir("deep", debugfs_create_dir("debug", NULL)), NULL, &nested_debug_fops);
}

static noinline void __init attributes(void)
{
	void *class = __class_create(NULL, "kind", NULL);
	object = kobject_create_and_add("object", kernel_kobj);
	sysfs_create_file_ns(object, &attribute.attr, NULL);
	sysfs_create_group(object, &group);
	sysfs_create_groups(kernel_kobj, groups);
	device_create_file(device_create(class, NULL, 0, NULL, "device"), &of_device.attr);
	device_create_file(device_create(class, NULL, 0, NULL, "device%d", 1), &of_numbered.attr);
	alloc_chrdev_region(&number, 3, 1, "minors");
	cdev_init(cdev, &minor_fops);
}

int __init init_module(void)
{
	folders(depth);
	attributes();
	misc_register(&misc);
	__register_chrdev(0, 0, 256, "files", &device_fops);
	proc_create("files", 0644, NULL, &proc_fops);
	proc_create("inner", 0644, proc_mkdir("outer", NULL), &nested_fops);
	debugfs_create_file("files", 0644, NULL, NULL, &debug_fops);
	nf_register_net_hook(init_net, &packets);
	nf_register_net_hook(init_net, &forwarded);
	return 0;
}
