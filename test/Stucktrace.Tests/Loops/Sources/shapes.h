/* What the shapes need of a kernel, made up for these tests: the layout of Debian 6.1's task_struct where loops look at it. */
typedef unsigned int u32;
typedef unsigned long u64;

#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, value) (*(volatile __typeof__(x) *)&(x) = (value))
#define cpu_relax() __asm__ __volatile__("pause" ::: "memory")
#define barrier() __asm__ __volatile__("" ::: "memory")
#define noinline __attribute__((noinline))

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };

struct task_struct {
	char before[0x890];
	struct list_head tasks;          /* 0x890 */
	char between[0x970 - 0x8a0];
	int pid, tgid;                   /* 0x970 */
	u64 stack_canary;
	struct task_struct *real_parent, *parent;  /* 0x980 */
	struct list_head children, sibling;        /* 0x990, 0x9a0 */
	struct task_struct *group_leader;          /* 0x9b0 */
	char more[0xa10 - 0x9b8];
	struct list_head thread_group;   /* 0xa10 */
	char rest[0xba0 - 0xa20];
	char comm[16];                   /* 0xba0 */
};

struct item {
	u64 flags;
	int key;
	struct list_head node;           /* 0x10 */
	u64 value;
};

struct bucket_item { u64 value; struct hlist_node link; int key; };
struct chain { int key; struct chain *next; u64 value; };
struct device { struct list_head items; volatile u32 *status; int count; };

extern struct task_struct init_task;
extern struct task_struct *current_task;
extern volatile u64 jiffies;

static inline __attribute__((always_inline)) struct task_struct *get_current(void)
{
	struct task_struct *task;

	__asm__("movq %%gs:%P1, %0" : "=r"(task) : "p"(&current_task));
	return task;
}
#define current get_current()

#define next_task(p) container_of(READ_ONCE((p)->tasks.next), struct task_struct, tasks)
#define prev_task(p) container_of(READ_ONCE((p)->tasks.prev), struct task_struct, tasks)
#define next_thread(p) container_of(READ_ONCE((p)->thread_group.next), struct task_struct, thread_group)
#define for_each_process(p) for (p = &init_task; (p = next_task(p)) != &init_task;)
#define list_for_each_entry(pos, head, member)                                            \
	for (pos = container_of((head)->next, __typeof__(*pos), member); &pos->member != (head); \
	     pos = container_of(pos->member.next, __typeof__(*pos), member))
#define list_for_each_entry_reverse(pos, head, member)                                    \
	for (pos = container_of((head)->prev, __typeof__(*pos), member); &pos->member != (head); \
	     pos = container_of(pos->member.prev, __typeof__(*pos), member))
#define list_for_each_entry_safe(pos, n, head, member)                                    \
	for (pos = container_of((head)->next, __typeof__(*pos), member),                  \
	     n = container_of(pos->member.next, __typeof__(*pos), member); &pos->member != (head); \
	     pos = n, n = container_of(n->member.next, __typeof__(*n), member))

void __rcu_read_lock(void);
void __rcu_read_unlock(void);
int _raw_spin_trylock(void *lock);
void _raw_spin_lock(void *lock);
void _raw_spin_unlock(void *lock);
int fetch_more(void *from);
void consume(u64 value);
void kfree(const void *object);
void msleep(u32 milliseconds);
