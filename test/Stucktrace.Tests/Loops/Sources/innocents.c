/* Loops that are right, and look more or less like faulty ones. None may be called suspicious. */
#include "shapes.h"

struct rb_node { u64 parent_color; struct rb_node *right, *left; };
struct sk_buff { struct sk_buff *next, *prev; u32 length; };
struct sk_buff_head { struct sk_buff *next, *prev; u32 count; };

struct rb_node *rb_first(void *root);
struct rb_node *rb_next(struct rb_node *node);
u64 find_next_bit(const u64 *map, u64 size, u64 offset);
int kthread_should_stop(void);
long schedule_timeout(long timeout);
void __const_udelay(u64 loops);
u64 ktime_get(void);
int cond_resched(void);

static struct list_head queue = { &queue, &queue };
static volatile u32 sequence;
static volatile int requests;
static u64 flags_word;
int exported_flag;

int *give_flag(void) { return &exported_flag; }
void request(void) { requests++; }

/* 2.6.32 to 2.6.38: list_for_each_entry() with a prefetch of the next node. */
struct item *with_prefetch(int key)
{
	struct item *i;

	for (i = container_of(queue.next, struct item, node); __builtin_prefetch(i->node.next), &i->node != &queue;
	     i = container_of(i->node.next, struct item, node))
		if (i->key == key)
			return i;
	return 0;
}

/* Up to 3.8: hlist_for_each_entry() with a node of its own. */
struct bucket_item *with_own_node(struct hlist_head *head, int key)
{
	struct hlist_node *n;
	struct bucket_item *b;

	for (n = head->first; n && ({ __builtin_prefetch(n->next); 1; }) && ({ b = container_of(n, struct bucket_item, link); 1; }); n = n->next)
		if (b->key == key)
			return b;
	return 0;
}

/* From 3.9 on: hlist_entry_safe(). */
struct bucket_item *with_safe_entry(struct hlist_head *head, int key)
{
#define ENTRY(p) ({ struct hlist_node *at = READ_ONCE(p); at ? container_of(at, struct bucket_item, link) : (struct bucket_item *)0; })
	struct bucket_item *b;

	for (b = ENTRY(head->first); b; b = ENTRY(b->link.next))
		if (b->key == key)
			return b;
	return 0;
}

/* A ring without a head, from one of its elements round to it. */
struct item *ring_without_head(struct item *first, int key)
{
	struct item *i = first;

	do {
		if (i->key == key)
			return i;
		i = container_of(i->node.next, struct item, node);
	} while (i != first);
	return 0;
}

/* From current to current, but past the head and with a bound. */
struct task_struct *bounded(int pid)
{
	struct task_struct *p = current;
	int left = 100000;

	do {
		p = next_task(p);
		if (p->pid == pid)
			return p;
		if (--left == 0)
			return 0;
	} while (p != current);
	return 0;
}

/* From current on, to the head. */
struct task_struct *from_current_to_head(int pid)
{
	struct task_struct *p;

	for (p = next_task(current); p != &init_task; p = next_task(p))
		if (p->pid == pid)
			return p;
	return 0;
}

/* Up the chain of parents. */
int is_descendant_of(int pid)
{
	struct task_struct *p;

	for (p = current; p != &init_task; p = p->real_parent)
		if (p->pid == pid)
			return 1;
	return 0;
}

/* The threads of current's group, from its leader. */
u64 threads_of_leader(int pid)
{
	struct task_struct *leader = current->group_leader, *t = leader;

	do {
		if (t->pid == pid)
			return (u64)t;
	} while ((t = next_thread(t)) != leader);
	return 0;
}

/* The same, looking at names. */
u64 threads_by_name(char name)
{
	struct task_struct *t = current;

	while ((t = next_thread(t)) != current)
		if (t->comm[0] == name)
			return (u64)t;
	return 0;
}

/* By a number that lies far behind the node. */
u64 threads_by_session(u32 session)
{
	struct task_struct *t = current;

	while ((t = next_thread(t)) != current)
		if (*(u32 *)&t->comm[12] == session)
			return (u64)t;
	return 0;
}

u64 siblings_of_current(int pid)
{
	struct task_struct *t;

	list_for_each_entry(t, &current->real_parent->children, sibling)
		if (t->pid == pid)
			return (u64)t;
	return 0;
}

void packets(struct sk_buff_head *list)
{
	struct sk_buff *s;

	for (s = list->next; s != (struct sk_buff *)list; s = s->next)
		consume(s->length);
}

void drain(void)
{
	while (queue.next != &queue) {
		struct list_head *first = queue.next;

		first->next->prev = first->prev;
		first->prev->next = first->next;
		kfree(container_of(first, struct item, node));
	}
}

void tree(void *root)
{
	struct rb_node *n;

	for (n = rb_first(root); n; n = rb_next(n))
		consume((u64)n);
}

void bits(const u64 *map, u64 size)
{
	u64 bit;

	for (bit = find_next_bit(map, size, 0); bit < size; bit = find_next_bit(map, size, bit + 1))
		consume(bit);
}

u64 read_consistently(const u64 *value)
{
	u32 start;
	u64 copy;

	do {
		while ((start = READ_ONCE(sequence)) & 1)
			cpu_relax();
		barrier();
		copy = READ_ONCE(*value);
		barrier();
	} while (READ_ONCE(sequence) != start);
	return copy;
}

void writer(void) { sequence++; }

int poll_register(volatile u32 *reg)
{
	int i;

	for (i = 0; i < 1000; i++) {
		if (!(*reg & 0x80))
			return 0;
		__const_udelay(0x10c7);
	}
	return -5;
}

int poll_ktime(volatile u32 *reg)
{
	u64 end = ktime_get() + 1000000;

	while (*reg & 1) {
		if (ktime_get() > end)
			return -110;
		cpu_relax();
	}
	return 0;
}

void poll_device(volatile u32 *reg)
{
	while (*reg & 1)
		cpu_relax();
}

void poll_flag_given_away(void)
{
	while (!READ_ONCE(exported_flag))
		cpu_relax();
}

void poll_requests(void)
{
	while (!requests)
		cond_resched();
}

int thread(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout(100);
	return 0;
}

int thread_without_end(void *data)
{
	for (;;) {
		consume(1);
		schedule_timeout(100);
	}
}

void copy(char *to, const char *from, u64 n)
{
	while (n--)
		*to++ = *from++;
}

u64 length(const char *text)
{
	const char *at = text;

	while (*at)
		at++;
	return at - text;
}

void set_bit_atomically(int bit)
{
	u64 old, found;

	old = READ_ONCE(flags_word);
	do {
		found = old;
		__asm__ __volatile__("lock; cmpxchgq %2, %1" : "+a"(found), "+m"(flags_word) : "r"(old | 1ul << bit) : "memory");
		if (found == old)
			return;
		old = found;
	} while (1);
}
