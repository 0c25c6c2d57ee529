/* Loops that wait for a point in time, or seem to. Ours, for the tests. */
#include "../../Support/module.h"
INFO(info_license, "license=GPL");
INFO(info_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");
typedef unsigned long u64;
MODULE('c', 'l', 'o', 'c', 'k', 's');
#define cpu_relax() __asm__ volatile("pause" ::: "memory")
#define time_before(a, b) ((long)((a) - (b)) < 0)
extern volatile u64 jiffies;
extern u64 ktime_get(void);
extern u64 get_jiffies_64(void);
extern u64 sched_clock(void);
extern u64 __msecs_to_jiffies(unsigned int);
static volatile int flag, never;

void set_flag(int to) { flag = to; }

void until(void)
{
	u64 end = jiffies + 1250;
	while (time_before(jiffies, end))
		cpu_relax();
}

int flag_or_time(void)
{
	u64 end = jiffies + 500;
	while (!flag && time_before(jiffies, end))
		cpu_relax();
	return flag;
}

int deadline_given(u64 timeout)
{
	u64 end = jiffies + timeout;
	while (!flag && time_before(jiffies, end))
		cpu_relax();
	return flag;
}

int milliseconds(unsigned int ms)
{
	u64 end = jiffies + __msecs_to_jiffies(ms);
	do {
		if (flag)
			return 0;
		cpu_relax();
	} while (time_before(jiffies, end));
	return -110;
}

void nanoseconds(void)
{
	u64 end = ktime_get() + 20000000;
	while (ktime_get() < end)
		cpu_relax();
}

void by_call(void)
{
	u64 end = get_jiffies_64() + 30;
	while (time_before(get_jiffies_64(), end))
		cpu_relax();
}

void scheduler_clock(void)
{
	u64 start = sched_clock();
	while (sched_clock() - start < 7000000)
		cpu_relax();
}

void cycles(void)
{
	unsigned int low, high;
	u64 start, now;
	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	start = low | (u64)high << 32;
	do {
		cpu_relax();
		__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
		now = low | (u64)high << 32;
	} while (now - start < 100000000);
}

void exactly(void)
{
	u64 end = jiffies + 40;
	while (jiffies != end)
		cpu_relax();
}

/* The point in time goes on with the clock: never over, but a clock is no proof of that. */
void deadline_runs_away(void)
{
	while (time_before(jiffies, jiffies + 100))
		cpu_relax();
}

/* The clock decides nothing of the loop. */
u64 beside_the_clock(void)
{
	u64 last = 0;
	while (!never)
		last = jiffies;
	return last;
}
