/* Locks that hold a module up, and their correct twins. Ours, for the tests. */
#include "../../Support/module.h"
#define noinline __attribute__((noinline))
INFO(info_license, "license=GPL");
INFO(info_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");
typedef unsigned long u64;
MODULE('l', 'o', 'c', 'k', 's');
typedef struct { int value[8]; } lock_t;
void _raw_spin_lock(lock_t *);
void _raw_spin_unlock(lock_t *);
int _raw_spin_trylock(lock_t *);
u64 _raw_spin_lock_irqsave(lock_t *);
void _raw_spin_unlock_irqrestore(lock_t *, u64);
void _raw_read_lock(lock_t *);
void _raw_read_unlock(lock_t *);
void mutex_lock(lock_t *);
void mutex_unlock(lock_t *);
int mutex_lock_interruptible(lock_t *);
void use(int);
int ask(int);
lock_t a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t;
int shared;

#ifdef BAD
/* Two locks, two orders. */
void first_then_second(void) { _raw_spin_lock(&a); use(1); _raw_spin_lock(&b); shared++; _raw_spin_unlock(&b); _raw_spin_unlock(&a); }
static noinline void inner(void) { u64 flags = _raw_spin_lock_irqsave(&a); shared--; _raw_spin_unlock_irqrestore(&a, flags); use(2); }
void second_then_first(void) { _raw_spin_lock(&b); inner(); _raw_spin_unlock(&b); use(3); }

static noinline int size_of_it(void) { int size; mutex_lock(&c); size = shared; mutex_unlock(&c); use(size); return size; }
int takes_twice(int by) { int size; mutex_lock(&c); size = size_of_it() + by; shared = size; mutex_unlock(&c); return size; }

int keeps_on_error(int id)
{
	mutex_lock(&d);
	if (ask(id) < 0)
		return -22;
	shared = id;
	mutex_unlock(&d);
	return 0;
}
#else
void same_order_one(void) { _raw_spin_lock(&a); _raw_spin_lock(&b); shared++; _raw_spin_unlock(&b); _raw_spin_unlock(&a); }
void same_order_two(void) { u64 flags = _raw_spin_lock_irqsave(&a); _raw_spin_lock(&b); shared--; _raw_spin_unlock(&b); _raw_spin_unlock_irqrestore(&a, flags); }
void one_at_a_time(void) { _raw_spin_lock(&b); shared = 1; _raw_spin_unlock(&b); _raw_spin_lock(&a); shared = 2; _raw_spin_unlock(&a); }

/* The other order is only tried. */
void tries_the_other_way(void)
{
	_raw_spin_lock(&b);
	if (_raw_spin_trylock(&a)) {
		shared++;
		_raw_spin_unlock(&a);
	}
	_raw_spin_unlock(&b);
}

/* Opposite orders, kept apart by a third lock; and readers that do not exclude each other. */
void guarded_one(void) { mutex_lock(&g); _raw_spin_lock(&e); _raw_spin_lock(&f); shared++; _raw_spin_unlock(&f); _raw_spin_unlock(&e); mutex_unlock(&g); }
void guarded_two(void) { mutex_lock(&g); _raw_spin_lock(&f); _raw_spin_lock(&e); shared--; _raw_spin_unlock(&e); _raw_spin_unlock(&f); mutex_unlock(&g); }
void reads_one(void) { _raw_read_lock(&h); _raw_read_lock(&i); use(shared); _raw_read_unlock(&i); _raw_read_unlock(&h); }
void reads_two(void) { _raw_read_lock(&i); _raw_read_lock(&h); use(shared); _raw_read_unlock(&h); _raw_read_unlock(&i); }

/* Given back on every path. */
int error_path(int id)
{
	int error = 0;
	mutex_lock(&j);
	if (ask(id) < 0) {
		error = -22;
		goto out;
	}
	shared = id;
out:
	mutex_unlock(&j);
	return error;
}

void only_if_asked(int locked) { if (locked) mutex_lock(&k); use(shared); if (locked) mutex_unlock(&k); }

int remembers(int id)
{
	volatile int size = id;
	int locked = 0, result = 0;
	for (int x = 0; x < size; x++) {
		if (!locked && ask(x)) {
			mutex_lock(&l);
			locked = 1;
		}
		result += ask(x);
	}
	if (locked)
		mutex_unlock(&l);
	return result;
}

int gives_back_early(int id)
{
	int unlocked = 0;
	mutex_lock(&m);
	if (ask(id)) {
		mutex_unlock(&m);
		unlocked = 1;
		use(1);
	}
	use(2);
	if (!unlocked)
		mutex_unlock(&m);
	return 0;
}

/* Handed over: whoever gets it gives it back. */
int get_locked(int id) { mutex_lock(&n); if (ask(id) < 0) { mutex_unlock(&n); return -2; } return 0; }
void put_locked(void) { mutex_unlock(&n); }

int interrupted(void) { int error = mutex_lock_interruptible(&o); if (error) return error; use(shared); mutex_unlock(&o); return 0; }

void again(int id)
{
	for (;;) {
		_raw_spin_lock(&p);
		if (shared >= id)
			break;
		_raw_spin_unlock(&p);
		use(id);
	}
	_raw_spin_unlock(&p);
}

void each(int count) { for (int x = 0; x < count; x++) { _raw_spin_lock(&q); shared += x; _raw_spin_unlock(&q); } }

/* A helper that lets go of it for a while. */
static noinline void lets_go(void) { _raw_spin_unlock(&r); use(1); _raw_spin_lock(&r); use(2); }
void waits(void) { _raw_spin_lock(&r); while (ask(1)) lets_go(); _raw_spin_unlock(&r); }
#endif
