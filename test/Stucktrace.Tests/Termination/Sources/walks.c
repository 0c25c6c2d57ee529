/* Walks over private lists, right ones and wrong ones; WalkTruth.cs says in plain C# what each does on any heap. */
#include "../../Loops/Sources/module.c"

typedef unsigned int u32;
typedef unsigned long u64;

struct list { struct list *next, *prev; };
struct item { u64 value; u32 key, mark; struct list node; char name[16]; u32 follows, pad; struct item *chain; };

#define ITEM(n) ((struct item *)((char *)(n) - __builtin_offsetof(struct item, node)))
#define WALK(name) u64 name(struct item *p, u32 key, u64 *out, u32 limit, struct item *table, u32 first)

int strcmp(const char *a, const char *b);

WALK(chain_length) { u64 n = 0; while (p) { n++; p = p->chain; } return n; }
WALK(chain_find) { while (p && p->key != key) p = p->chain; return (u64)p; }
WALK(chain_mark) { while (p) { p->mark = 1; p = p->chain; } return 0; }
WALK(chain_stamp) { u32 n = 0; while (p) { p->mark = ++n; p = p->chain; } return n; }
WALK(chain_sum) { while (p) { *out += p->value; p = p->chain; } return 0; }
WALK(chain_until_marked) { while (p && !p->mark) { p->mark = 1; p = p->chain; } return (u64)p; }
WALK(chain_visits) { while (p) { if (++p->mark == limit) return 1; p = p->chain; } return 0; }
WALK(chain_toggle) { while (p) { p->mark ^= 1; if (p->mark == 0 && p->key == key) return 1; p = p->chain; } return 0; }
WALK(chain_bounded) { while (p && limit--) p = p->chain; return (u64)p; }
WALK(chain_reverse) { struct item *last = 0; while (p) { struct item *next = p->chain; p->chain = last; last = p; p = next; } return (u64)last; }
WALK(chain_floyd)
{
	struct item *fast = p;

	while (fast && fast->chain) {
		p = p->chain;
		fast = fast->chain->chain;
		if (p == fast)
			return 1;
	}
	return 0;
}
WALK(chain_name) { while (p && strcmp(p->name, (char *)out)) p = p->chain; return (u64)p; }
WALK(chain_last) { while (p->chain) p = p->chain; return (u64)p; }

static __attribute__((noinline)) u32 visit(struct item *p, u32 n) { p->mark = n; return p->key; }
WALK(chain_helper) { u32 n = 0; while (p && visit(p, ++n) != key) p = p->chain; return n; }

static __attribute__((noinline)) int is_wanted(struct item *p, u32 key) { return p->key == key; }
WALK(chain_asks) { u64 n = 0; while (p && !is_wanted(p, key)) { n += p->value; p = p->chain; } return n; }

WALK(ring_length) { struct list *n; u64 count = 0; for (n = p->node.next; n != &p->node; n = n->next) count++; return count; }
WALK(ring_find) { struct list *n; for (n = p->node.next; n != &p->node; n = n->next) if (ITEM(n)->key == key) return (u64)n; return 0; }
WALK(ring_mark) { struct list *n; for (n = p->node.next; n != &p->node; n = n->next) ITEM(n)->mark = key; return 0; }
WALK(ring_back) { struct list *n; for (n = p->node.prev; n != &p->node; n = n->prev) if (ITEM(n)->key == key) return (u64)n; return 0; }
WALK(ring_safe)
{
	struct list *n, *next;
	for (n = p->node.next, next = n->next; n != &p->node; n = next, next = n->next)
		ITEM(n)->mark = key;
	return 0;
}
WALK(ring_start) { struct item *i = p; do { i = ITEM(i->node.next); if (i->key == key) return (u64)i; } while (i != p); return 0; }
WALK(ring_count) { struct list *n; for (n = p->node.next; n != &p->node; n = n->next) ++*out; return 0; }
WALK(ring_delete)
{
	struct list *n;
	while ((n = p->node.next) != &p->node) {
		struct list *next = n->next, *prev = n->prev;
		next->prev = prev;
		prev->next = next;
		n->next = (void *)0xdead000000000100UL;
		n->prev = (void *)0xdead000000000122UL;
	}
	return 0;
}
WALK(ring_nested)
{
	struct list *n;
	struct item *c;
	for (n = p->node.next; n != &p->node; n = n->next)
		for (c = ITEM(n)->chain; c; c = c->chain)
			*out += c->value;
	return 0;
}
WALK(index_find) { while (first != ~0u && table[first].key != key) first = table[first].follows; return first; }
