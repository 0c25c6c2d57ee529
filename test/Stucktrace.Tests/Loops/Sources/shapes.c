/* One function for each shape of loop; what is right to say of each stands in LoopShapes.cs. */
#include "shapes.h"

struct list_head items = { &items, &items };
static volatile int never_set;
static volatile int set_elsewhere;
static u64 counter;
static u32 lock_word;

/* Walks over tasks. */
struct task_struct *tasks_from_current(int pid)
{
	struct task_struct *p = current;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
	} while (p != current);
	return 0;
}

struct task_struct *tasks_backward_from_current(int pid)
{
	struct task_struct *p = current;

	do {
		p = prev_task(p);
		if (p->pid == pid)
			return p;
	} while (p != current);
	return 0;
}

static inline __attribute__((always_inline)) struct task_struct *find_inline(int pid)
{
	struct task_struct *p;

	for (p = next_task(current); p != current; p = next_task(p))
		if (p->pid == pid)
			return p;
	return 0;
}

u64 tasks_inlined(u64 *regs)
{
	struct task_struct *p = find_inline((int)regs[14]);

	if (p)
		consume((u64)p->comm);
	return regs[0];
}

struct task_struct *tasks_from_parent(int pid)
{
	struct task_struct *start = current->real_parent, *p = start;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
	} while (p != start);
	return 0;
}

struct task_struct *tasks_from_leader(int pid)
{
	struct task_struct *start = current->group_leader, *p = start;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
	} while (p != start);
	return 0;
}

struct task_struct *tasks_correct(int pid)
{
	struct task_struct *p, *found = 0;

	__rcu_read_lock();
	for_each_process(p) {
		if (p->pid == pid) {
			found = p;
			break;
		}
	}
	__rcu_read_unlock();
	return found;
}

struct task_struct *tasks_correct_backward(int pid)
{
	struct task_struct *p;

	for (p = &init_task; (p = prev_task(p)) != &init_task;)
		if (p->pid == pid)
			return p;
	return 0;
}

struct task_struct *threads_correct(int pid)
{
	struct task_struct *t = current;

	do {
		if (t->pid == pid)
			return t;
		t = next_thread(t);
	} while (t != current);
	return 0;
}

u64 children_of_argument(struct task_struct *parent, int pid)
{
	struct task_struct *child;

	list_for_each_entry(child, &parent->children, sibling)
		if (child->pid == pid)
			return (u64)child;
	return 0;
}

u64 children_of_current(int pid)
{
	struct task_struct *child;

	list_for_each_entry(child, &current->children, sibling)
		if (child->pid == pid)
			return (u64)child;
	return 0;
}

u64 nested_threads(int pid)
{
	struct task_struct *g, *t;
	u64 n = 0;

	for_each_process(g) {
		t = g;
		do {
			if (t->tgid == pid)
				consume((u64)t);
		} while ((t = next_thread(t)) != g);
	}
	return n;
}

struct task_struct *pid_task(void *pid, int type);

struct task_struct *tasks_from_looked_up(void *of, int pid)
{
	struct task_struct *start = pid_task(of, 0), *p = start;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
	} while (p != start);
	return 0;
}

struct task_struct *tasks_from_argument(struct task_struct *start, int pid)
{
	struct task_struct *p = start;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
	} while (p != start);
	return 0;
}

struct task_struct *threads_to_init(int pid)
{
	struct task_struct *t;

	for (t = next_thread(current); t != &init_task; t = next_thread(t))
		if (t->pid == pid)
			return t;
	return 0;
}

void second_lock(void *other)
{
	_raw_spin_lock(&lock_word);
	while (!_raw_spin_trylock(other))
		cpu_relax();
	consume(2);
	_raw_spin_unlock(other);
	_raw_spin_unlock(&lock_word);
}

struct task_struct *tasks_without_end(int pid)
{
	struct task_struct *p = next_task(current);

	while (p->pid != pid)
		p = next_task(p);
	return p;
}

/* Private lists. */
struct item *private_without_end(struct item *i, int key)
{
	while (i->key != key)
		i = container_of(READ_ONCE(i->node.prev), struct item, node);
	return i;
}

struct item *private_forward(int key)
{
	struct item *i;

	list_for_each_entry(i, &items, node)
		if (i->key == key)
			return i;
	return 0;
}

struct item *private_backward(struct device *device, int key)
{
	struct item *i;

	list_for_each_entry_reverse(i, &device->items, node)
		if (i->key == key)
			return i;
	return 0;
}

void private_safe(struct device *device)
{
	struct item *i, *next;

	list_for_each_entry_safe(i, next, &device->items, node) {
		i->node.next->prev = i->node.prev;
		i->node.prev->next = i->node.next;
		kfree(i);
	}
}

struct bucket_item *hash_bucket(struct hlist_head *head, int key)
{
	struct hlist_node *n;

	for (n = head->first; n; n = n->next) {
		struct bucket_item *b = container_of(n, struct bucket_item, link);

		if (b->key == key)
			return b;
	}
	return 0;
}

struct chain *chain_to_null(struct chain *c, int key)
{
	while (c && c->key != key)
		c = c->next;
	return c;
}

/* Counted loops. */
u64 counted(const u64 *values, int n)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < n; i++) {
		consume(values[i]);
		sum += values[i];
	}
	return sum;
}

u64 counted_down(u64 n)
{
	u64 sum = 0;

	while (n--) {
		barrier();
		sum ^= READ_ONCE(counter);
	}
	return sum;
}

/* Polls. */
void poll_never_set(void)
{
	while (!never_set)
		cpu_relax();
}

void poll_set_elsewhere(void)
{
	while (!set_elsewhere)
		cpu_relax();
}

void setter(int value)
{
	set_elsewhere = value;
}

int poll_counted(struct device *device)
{
	int left = 1000;

	while (READ_ONCE(*device->status) & 1) {
		if (--left == 0)
			return -5;
		cpu_relax();
	}
	return 0;
}

int poll_jiffies(struct device *device)
{
	u64 end = jiffies + 250;

	while (READ_ONCE(*device->status) & 1) {
		if ((long)(end - jiffies) < 0)
			return -110;
		cpu_relax();
	}
	return 0;
}

void endless(int n)
{
	consume((u64)n);
	for (;;)
		cpu_relax();
}

/* Retries. */
void exchange_retry(u64 add)
{
	u64 old = READ_ONCE(counter), found;

	for (;;) {
		found = old;
		__asm__ __volatile__("lock; cmpxchgq %2, %1" : "+a"(found), "+m"(counter) : "r"(old + add) : "memory");
		if (found == old)
			break;
		old = found;
	}
}

void trylock_spin(void)
{
	while (!_raw_spin_trylock(&lock_word))
		cpu_relax();
	consume(1);
	_raw_spin_unlock(&lock_word);
}

int retry_call(struct device *device)
{
	int error;

	do {
		error = fetch_more(device);
	} while (error == -11);
	return error;
}
