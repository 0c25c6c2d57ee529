/* Functions whose branches stand where the tests of bounds need them: in assembly, so that no compiler moves them. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "6.1.0-56-amd64 SMP preempt mod_unload ")
static const char info_name[] __attribute__((section(".modinfo"), used)) = "name=limits";

static volatile uint state[2] __attribute__((used)) = { 1, 2 };
void noinline __attribute__((used)) goal(void) { state[0]++; }
void ways(void);
void tries(void);
void above(void);
void open_branches(void);

asm(".text\n"
    /* Two ways: the first one depends on memory, the second one on the argument alone. */
    ".type ways, @function\n.globl ways\nways:\n"
    "	cmpl $5, %edi\n	je 1f\n	cmpl $3, state\n	jne 2f\n1:	call goal\n2:	ret\n.size ways, .-ways\n"
    /* The argument has to be 7. */
    ".type tries, @function\n.globl tries\ntries:\n"
    "	cmpl $7, %edi\n	jne 1f\n	call goal\n1:	ret\n.size tries, .-tries\n"
    /* The argument has to be more than 100. */
    ".type above, @function\n.globl above\nabove:\n"
    "	cmpl $100, %edi\n	jbe 1f\n	call goal\n1:	ret\n.size above, .-above\n"
    /* Two branches that no argument decides. */
    ".type open_branches, @function\n.globl open_branches\nopen_branches:\n"
    "	cmpl $3, state\n	jne 1f\n	cmpl $4, state+4\n	jne 1f\n	call goal\n1:	ret\n.size open_branches, .-open_branches\n");

/* As many folders in each other, and attributes of a group, as are looked at, and one more. */
struct proc_ops { uint flags; int (*open)(void *, void *); long (*read)(void *, char *, ulong, void *); void *more[10]; };
struct attribute { const char *name; unsigned short mode; };
struct kobj_attribute { struct attribute attr; long (*show)(void *, void *, char *), *store; };
struct attribute_group { const char *name; void *visible, *visible_binary; struct attribute **attrs; void *binary; };
extern void *proc_create(const char *, unsigned short, void *, const struct proc_ops *);
extern void *proc_mkdir(const char *, void *);
extern int sysfs_create_group(void *, const struct attribute_group *);
extern void *kernel_kobj;
#define IN4(folder) proc_mkdir("d", proc_mkdir("d", proc_mkdir("d", proc_mkdir("d", folder))))
#define IN16(folder) IN4(IN4(IN4(IN4(folder))))

static long deepest(void *f, char *b, ulong n, void *o) { return state[0]; }
static long too_deep(void *f, char *b, ulong n, void *o) { return state[1]; }
static long filler(void *k, void *a, char *b) { return state[0] + 1; }
static long last(void *k, void *a, char *b) { return state[0] + 2; }
static long beyond(void *k, void *a, char *b) { return state[0] + 3; }
static const struct proc_ops deepest_fops = { .read = deepest }, too_deep_fops = { .read = too_deep };
static struct kobj_attribute of_filler = { { "filler", 0444 }, filler }, of_last = { { "last", 0444 }, last }, of_beyond = { { "beyond", 0444 }, beyond };
static struct attribute *list[] = { [0 ... 254] = &of_filler.attr, &of_last.attr, &of_beyond.attr, NULL };
static const struct attribute_group group = { .attrs = list };

int __init init_module(void)
{
	proc_create("file", 0444, IN16(NULL), &deepest_fops);
	proc_create("file", 0444, proc_mkdir("d", IN16(NULL)), &too_deep_fops);
	return sysfs_create_group(kernel_kobj, &group);
}
