// PID 1 of a guest whose dump is to be checked: says what the kernel itself says of its tasks, stacks, modules and
// symbols, just before the hang and twice while it lasts, then waits for its memory to be dumped.
//
// The kernel's own console is ttyS0 and stays untouched; facts go to ttyS1, one a line:
//   facts before | facts during | facts last | facts end
//   task TGID PID PPID STATE COMM        from /proc/TGID/task/PID/stat
//   frame PID SYMBOL+0xOFFSET/0xSIZE [MODULE]   from /proc/TGID/task/PID/stack, innermost first
//   module LINE                          from /proc/modules
//   symbol ADDRESS TYPE NAME [MODULE]    one in 1,000 of /proc/kallsyms, and all of modules
//   uname RELEASE | uptime SECONDS
//   ready                                all is said: dump now
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *facts;

static void write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY);

	if (file < 0 || write(file, text, strlen(text)) < 0)
		fprintf(facts, "missing %s\n", path);
	if (file >= 0)
		close(file);
}

static void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set);
}

// One task's line and stack. The comm stands between the first "(" and the last ")".
static void say_task(const char *group, const char *task)
{
	char path[600], line[1024], *name, *end;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%s/task/%s/stat", group, task);
	file = fopen(path, "r");
	if (!file)
		return;
	if (fgets(line, sizeof line, file) && (name = strchr(line, '(')) && (end = strrchr(line, ')'))) {
		*end = 0;
		fprintf(facts, "task %s %s %d %c %s\n", group, task, atoi(end + 4), end[2], name + 1);
	}
	fclose(file);
	snprintf(path, sizeof path, "/proc/%s/task/%s/stack", group, task);
	file = fopen(path, "r");
	if (!file)
		return;
	while (fgets(line, sizeof line, file))
		if ((name = strstr(line, "] ")))
			fprintf(facts, "frame %s %s", task, name + 2);
	fclose(file);
}

static void say_tasks(void)
{
	DIR *groups = opendir("/proc");
	struct dirent *group, *task;

	while ((group = readdir(groups))) {
		char path[300];
		DIR *tasks;

		if (group->d_name[0] < '1' || group->d_name[0] > '9')
			continue;
		snprintf(path, sizeof path, "/proc/%s/task", group->d_name);
		tasks = opendir(path);
		if (!tasks)
			continue;
		while ((task = readdir(tasks)))
			if (task->d_name[0] != '.')
				say_task(group->d_name, task->d_name);
		closedir(tasks);
	}
	closedir(groups);
}

static void say_lines(const char *path, const char *word, int every)
{
	FILE *file = fopen(path, "r");
	char line[1024];
	int count = 0;

	while (file && fgets(line, sizeof line, file))
		if (count++ % every == 0 || strchr(line, '['))
			fprintf(facts, "%s %s", word, line);
	if (file)
		fclose(file);
}

static void say_facts(const char *when)
{
	struct utsname name;
	struct timespec now;

	fprintf(facts, "facts %s\n", when);
	uname(&name);
	clock_gettime(CLOCK_BOOTTIME, &now);
	fprintf(facts, "uname %s\nuptime %ld.%03ld\n", name.release, (long)now.tv_sec, now.tv_nsec / 1000000);
	say_tasks();
	say_lines("/proc/modules", "module", 1);
	say_lines("/proc/kallsyms", "symbol", 1000);
	fprintf(facts, "facts end\n");
	fflush(facts);
}

// Modules are loaded in the order of their names: 01-first.ko and so on.
static void load_modules(void)
{
	struct dirent **names;
	int count = scandir("/modules", &names, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		char path[300];
		int file;

		snprintf(path, sizeof path, "/modules/%s", names[i]->d_name);
		file = open(path, O_RDONLY);
		if (names[i]->d_name[0] != '.' && syscall(SYS_finit_module, file, "", 0))
			fprintf(facts, "missing %s %m\n", path);
		close(file);
	}
}

static void *sleep_in_futex(void *unused)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	prctl(PR_SET_NAME, "futex waiter");
	pthread_mutex_lock(&mutex);
	pthread_mutex_lock(&mutex);
	return unused;
}

static void *look_up(void *unused)
{
	prctl(PR_SET_NAME, "looker");
	pin(1);
	write_file("/proc/lookup", "4000000\n");
	return unused;
}

static void wait_in_pipe(void)
{
	int ends[2];
	char byte;

	if (pipe(ends) == 0 && read(ends[0], &byte, 1) < 0)
		_exit(1);
}

// Sleeps in the code of a module.
static void wait_in_module(void)
{
	struct ifreq request = { .ifr_flags = IFF_TUN };
	int file;
	char byte;

	mkdir("/dev/net", 0755);
	mknod("/dev/net/tun", S_IFCHR | 0600, 10 << 8 | 200);
	file = open("/dev/net/tun", O_RDWR);
	if (file < 0 || ioctl(file, TUNSETIFF, &request) || read(file, &byte, 1) < 0)
		fprintf(facts, "missing tun %m\n"), fflush(facts);
}

static void wait_with_threads(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, sleep_in_futex, NULL);
	pthread_create(&thread, NULL, sleep_in_futex, NULL);
	pause();
}

// The parent of a vfork waits in D until its child executes something or exits.
static void wait_in_vfork(void)
{
	if (vfork() == 0)
		for (;;)
			syscall(SYS_pause);
}

static void wait_stopped(void) { raise(SIGSTOP); }
static void wait_as_zombie(void) { _exit(0); }

static void wait_queued(void)
{
	struct sched_param none = { 0 };

	sched_setscheduler(0, SCHED_IDLE, &none);
	pin(1);
	for (;;)
		;
}

static void wait_for_grace(void)
{
	sleep(3);
	syscall(SYS_membarrier, 1, 0, 0);
}

static void start(const char *name, void (*work)(void))
{
	if (fork() == 0) {
		prctl(PR_SET_NAME, name);
		work();
		_exit(0);
	}
}

// The first of three takes the lock of that name (holders.c) and sleeps; two wait for it, in this order.
static void hold(const char *lock)
{
	for (int i = 0; i < 3; i++) {
		if (fork() == 0) {
			char name[16];

			snprintf(name, sizeof name, "%s %d", lock, i);
			prctl(PR_SET_NAME, name);
			write_file("/proc/holders", lock);
			_exit(0);
		}
		usleep(100000);
	}
}

static void start_all(void)
{
	start("pipe reader", wait_in_pipe);
	start("tun reader", wait_in_module);
	start("threaded", wait_with_threads);
	start("vforker", wait_in_vfork);
	start("stopped", wait_stopped);
	start("zombie", wait_as_zombie);
	start("queued", wait_queued);
	start("a) odd (name", wait_in_pipe);
	hold("mutex");
	hold("rwsem");
	hold("semaphore");
	hold("completion");
}

static void trigger(void)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "trigger");
	pthread_create(&thread, NULL, look_up, NULL);
	pause();
}

int main(void)
{
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	facts = fopen("/dev/ttyS1", "w");
	if (!facts)
		return 1;
	pin(0);
	write_file("/proc/sys/kernel/printk", "8 4 1 7\n");
	write_file("/proc/sys/kernel/watchdog_thresh", "5\n");
	write_file("/proc/sys/kernel/hung_task_timeout_secs", "20\n");
	load_modules();
	start_all();
	sleep(3);
	write_file("/proc/sysrq-trigger", "t");
	say_facts("before");
	start("trigger", trigger);
	start("membarrier", wait_for_grace);
	sleep(28);
	write_file("/proc/sysrq-trigger", "l");
	sleep(2);
	say_facts("during");
	sleep(1);
	say_facts("last");
	fprintf(facts, "ready\n");
	fflush(facts);
	for (;;)
		pause();
}
