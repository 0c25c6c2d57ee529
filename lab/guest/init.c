// SPDX-License-Identifier: GPL-2.0
/*
 * The first process of the lab's guest. It reads one line, "MODULE[,MODULE] TRIGGER [NUMBER]...", from the kernel command line
 * (lab=, with : for a space) or else from the second serial line, loads the modules from /modules, says what the kernel itself says of
 * its tasks and modules, starts the bystanders and the trigger, and prints a sign of life every two seconds.
 * Nothing here runs anywhere but in the guest.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define MAX_WORDS 16

static char *words[MAX_WORDS];
static int word_count;

static void say(const char *format, ...)
{
	char line[512];
	va_list list;
	int length;

	va_start(list, format);
	length = vsnprintf(line, sizeof line - 1, format, list);
	va_end(list);
	if (length > (int)sizeof line - 2)
		length = sizeof line - 2;
	line[length] = '\n';
	if (write(1, line, length + 1) < 0)
		_exit(1);
}

static void set(const char *path, const char *value)
{
	int file = open(path, O_WRONLY);

	if (file >= 0) {
		if (write(file, value, strlen(value)) < 0)
			say("lab: %s: %s", path, strerror(errno));
		close(file);
	}
}

/* Prints a file of /proc line by line; of symbols only those that a reader of dumps can be held against. */
static void show(const char *path, const char *label, const char *const *symbols)
{
	FILE *file = fopen(path, "r");
	char line[512], name[128];

	while (file && fgets(line, sizeof line, file)) {
		int wanted = !symbols;

		line[strcspn(line, "\n")] = 0;
		for (int i = 0; symbols && symbols[i]; i++)
			wanted |= sscanf(line, "%*s %*s %127s", name) == 1 && !strcmp(name, symbols[i]);
		if (wanted)
			say("lab-%s: %s", label, line);
	}
	if (file)
		fclose(file);
}

/* Tasks as the kernel tells them: pid, group, state, parent, name. */
static void show_tasks(void)
{
	DIR *processes = opendir("/proc");
	struct dirent *process, *thread;
	char path[600], line[1024];

	while (processes && (process = readdir(processes))) {
		if (!atoi(process->d_name))
			continue;
		snprintf(path, sizeof path, "/proc/%s/task", process->d_name);
		DIR *threads = opendir(path);
		while (threads && (thread = readdir(threads))) {
			if (!atoi(thread->d_name))
				continue;
			snprintf(path, sizeof path, "/proc/%s/task/%s/stat", process->d_name, thread->d_name);
			FILE *file = fopen(path, "r");
			char *name, *end, state;
			int parent;
			if (file && fgets(line, sizeof line, file) && (name = strchr(line, '(')) && (end = strrchr(line, ')')) &&
			    sscanf(end + 1, " %c %d", &state, &parent) == 2) {
				*end = 0;
				say("lab-task: %s %s %c %d %s", thread->d_name, process->d_name, state, parent, name + 1);
			}
			if (file)
				fclose(file);
		}
		if (threads)
			closedir(threads);
	}
	if (processes)
		closedir(processes);
}

static void tell_truth(void)
{
	static const char *const symbols[] = { "init_task", "_text", "__x64_sys_kill", "schedule", "jiffies", NULL };

	show_tasks();
	show("/proc/modules", "module", NULL);
	show("/proc/kallsyms", "symbol", symbols);
	show("/proc/uptime", "uptime", NULL);
}

static int load(const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "/modules/%s.ko", name);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || (syscall(SYS_finit_module, file, "", 0) && errno != EEXIST)) {
		say("lab: could not load %s: %s", path, strerror(errno));
		return -1;
	}
	close(file);
	return 0;
}

static void on_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set);
}

static void call_device(unsigned int command, unsigned long argument)
{
	int device = open("/dev/lab", O_RDWR | O_CLOEXEC);
	long result = device < 0 ? -1 : ioctl(device, _IO('L', command), argument);

	say("lab: command %u gave %ld%s%s", command, result, result < 0 ? ": " : "", result < 0 ? strerror(errno) : "");
	close(device);
}

static unsigned long number(int index, unsigned long otherwise)
{
	return index < word_count ? strtoul(words[index], NULL, 0) : otherwise;
}

static pid_t child(const char *name, int cpu, void (*work)(void))
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_NAME, name);
		signal(SIGCHLD, SIG_DFL);
		if (cpu >= 0)
			on_cpu(cpu);
		work();
		_exit(0);
	}
	return pid;
}

/* Bystanders, as every machine has them: each waits for something that a stuck CPU may hold up, and stays when it has come. */

static void wait_for_grace_period(void)
{
	sleep(3);
	syscall(SYS_membarrier, 1, 0, 0);
	say("lab: the grace period is over");
	pause();
}

static void wait_for_every_cpu(void)
{
	char text[64];

	sleep(4);
	int file = open("/proc/sys/vm/stat_refresh", O_RDONLY);
	if (read(file, text, sizeof text) >= 0)
		say("lab: every CPU has answered");
	close(file);
	pause();
}

/* Triggers. */

static void ask_for_nobody(void)
{
	say("lab: kill(%lu, 0) gave %d", number(2, 31000), kill((pid_t)number(2, 31000), 0));
}

static void *kill_in_thread(void *unused)
{
	prctl(PR_SET_NAME, "worker");
	on_cpu(1);
	sleep(1);
	ask_for_nobody();
	return unused;
}

static void *call_in_thread(void *cpu)
{
	prctl(PR_SET_NAME, "worker");
	if (cpu)
		on_cpu((int)(long)cpu);
	call_device(number(2, 0), number(3, 0));
	return NULL;
}

static void in_thread(void *(*work)(void *), void *argument)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, argument);
	pthread_join(thread, NULL);
}

static void just_sleep(void)
{
	sleep(1);
}

/* A thread that is no leader asks for a pid that nobody has; the task it was put beside in the process list has exited by then. */
static void kill_by_thread(void)
{
	pid_t neighbour = child("neighbour", -1, just_sleep);
	pthread_t thread;

	pthread_create(&thread, NULL, kill_in_thread, NULL);
	waitpid(neighbour, NULL, 0);
	pthread_join(thread, NULL);
}

static void call_by_thread(void)
{
	in_thread(call_in_thread, (void *)1L);
}

/* COMMAND NUMBER COMMAND NUMBER...: one after the other, each by a process of its own. */
static void call_in_turn(void)
{
	static int at;

	for (at = 2; at < word_count; at += 2) {
		pid_t pid = fork();
		if (pid == 0) {
			on_cpu(1);
			call_device(number(at, 0), number(at + 1, 0));
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
}

static pthread_barrier_t start;

static void *call_together(void *index)
{
	on_cpu(1 + (int)(long)index);
	pthread_barrier_wait(&start);
	call_device((unsigned int)(long)index, 0);
	return NULL;
}

/* Commands 0 and 1 at the same moment on two CPUs. */
static void call_at_once(void)
{
	pthread_t threads[2];

	pthread_barrier_init(&start, NULL, 2);
	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, call_together, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

static void *watch_me(void *unused)
{
	call_device(0, 0);
	return unused;
}

static void *stay(void *unused)
{
	sleep(3600);
	return unused;
}

/* Command 0 by a thread that exits then; command 1 by the leader, beside a thread that lives. */
static void call_after_thread(void)
{
	pthread_t other;

	pthread_create(&other, NULL, stay, NULL);
	in_thread(watch_me, NULL);
	/* A thread is joined before the kernel has taken it out of its group. */
	usleep(300000);
	call_device(1, 0);
}

static const struct {
	const char *name;
	void (*work)(void);
} triggers[] = {
	{ "kill-by-thread", kill_by_thread },
	{ "kill-by-leader", ask_for_nobody },
	{ "call-by-thread", call_by_thread },
	{ "call-in-turn", call_in_turn },
	{ "call-at-once", call_at_once },
	{ "call-after-thread", call_after_thread },
};

static void pull(void)
{
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++)
		if (word_count > 1 && !strcmp(words[1], triggers[i].name)) {
			triggers[i].work();
			say("stucktrace-guest: trigger came back");
			return;
		}
	say("lab: there is no trigger %s", word_count > 1 ? words[1] : "(none named)");
}

/* The second serial line, on which the host orders what to do. It is opened before init is ready: opening it throws away what has come. */
static int open_orders(void)
{
	struct termios settings;
	int serial = open("/dev/ttyS1", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (serial >= 0 && !tcgetattr(serial, &settings)) {
		cfmakeraw(&settings);
		tcsetattr(serial, TCSAFLUSH, &settings);
	}
	return serial;
}

/* The order for this run: from the command line, or a line of the second serial line. */
static char *order(int serial, char *line, size_t size)
{
	FILE *file = fopen("/proc/cmdline", "r");
	char *found = file && fgets(line, (int)size, file) ? strstr(line, "lab=") : NULL;
	size_t length = 0;

	if (file)
		fclose(file);
	if (found) {
		found += 4;
		found[strcspn(found, " \n")] = 0;
		for (char *c = found; *c; c++)
			if (*c == ':')
				*c = ' ';
		return found;
	}
	while (length + 1 < size && read(serial, line + length, 1) == 1 && line[length] != '\n')
		length++;
	line[length] = 0;
	return line;
}

int main(void)
{
	static char line[4096];
	char *save = NULL;

	mkdir("/proc", 0755), mkdir("/sys", 0755), mkdir("/dev", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	int console = open("/dev/console", O_RDWR);
	dup2(console, 0), dup2(console, 1), dup2(console, 2);
	set("/proc/sys/kernel/watchdog_thresh", "5");
	set("/proc/sys/kernel/hung_task_timeout_secs", "10");
	load("qemu_fw_cfg");
	int serial = open_orders();
	say("stucktrace-guest: ready");
	for (char *word = strtok_r(order(serial, line, sizeof line), " ", &save); word && word_count < MAX_WORDS; word = strtok_r(NULL, " ", &save))
		words[word_count++] = word;
	if (word_count && strcmp(words[0], "-"))
		for (char *name = strtok_r(words[0], ",", &save); name; name = strtok_r(NULL, ",", &save))
			load(name);
	child("crond", -1, wait_for_grace_period);
	child("sadc", 0, wait_for_every_cpu);
	sleep(1);
	tell_truth();
	say("stucktrace-guest: trigger starts");
	child("trigger", 1, pull);
	on_cpu(0);
	for (int i = 0;; i++) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			continue;
		say("stucktrace-guest: alive %d", i);
		sleep(2);
	}
}
