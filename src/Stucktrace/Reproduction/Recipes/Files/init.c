/*
 * Process 1 of a virtual machine that provokes a failure. It does what /stucktrace/settings says, line by line:
 *
 *   sysctl NAME VALUE      writes VALUE to /proc/sys/NAME if this kernel has it
 *   parameter PATH VALUE   writes VALUE to a file under /sys if this kernel has it
 *   module FILE [OPTIONS]  loads a module
 *   bystander NAME         starts a task that waits for something of the kernel (gp-waiter, percpu-waiter)
 *   trigger MODE           starts /stucktrace/trigger MODE
 *
 * and says on the console how far it is. Nothing else runs in the machine. Static: gcc -static -O1 -pthread -o init init.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "/stucktrace/"

static int console = 1;

/* Through the kernel's log, so that the line is whole and has the log's time; straight to the console where that does not work. */
static void say(const char *format, ...)
{
	char line[400] = "<5>stucktrace-guest: ";
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(line + strlen(line), sizeof line - 30, format, arguments);
	va_end(arguments);
	strcat(line, "\n");
	int log = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	if (log < 0 || write(log, line, strlen(line)) < 0) {
		if (write(console, line + 3, strlen(line + 3)) < 0)
			return;
	}
	if (log >= 0)
		close(log);
}

static void mounted(const char *type, const char *at)
{
	mkdir(at, 0755);
	if (mount(type, at, type, 0, NULL) && errno != EBUSY)
		say("can not mount %s: %s", at, strerror(errno));
}

/* A setting that this kernel does not have is left alone: each era has its own. */
static void set(const char *path, const char *value)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return;
	if (write(file, value, strlen(value)) < 0)
		say("can not set %s to %s: %s", path, value, strerror(errno));
	close(file);
}

static const char *refusal(int error)
{
	switch (error) {
	case ENOEXEC: return "it was built for another kernel, or is damaged";
	case ENOENT: return "a symbol that it needs is missing: the kernel has another name for it, or a module is missing";
	case EKEYREJECTED: return "this kernel loads signed modules only";
	case EPERM: return "the kernel does not allow modules to be loaded (lockdown, modules_disabled)";
	case EEXIST: return "it is loaded already";
	default: return strerror(error);
	}
}

static int load_bytes(int file, const char *options)
{
	struct stat about;
	if (fstat(file, &about))
		return -1;
	char *bytes = malloc(about.st_size);
	if (!bytes || read(file, bytes, about.st_size) != about.st_size)
		return -1;
	int refused = syscall(SYS_init_module, bytes, about.st_size, options);
	free(bytes);
	return refused;
}

static int load(char *rest)
{
	char *options = strchr(rest, ' ');
	if (options)
		*options++ = 0;
	char path[300];
	snprintf(path, sizeof path, FOLDER "%s", rest);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	/* A module may hang in its own init function: the console shows which one it was. */
	say("loads %s", rest);
	int refused = file < 0 || syscall(SYS_finit_module, file, options ? options : "", 0);
	/* Kernels before 3.8 want the bytes. */
	if (refused && errno == ENOSYS)
		refused = load_bytes(file, options ? options : "");
	if (refused)
		say("module %s refused: %s (errno %d)", rest, refusal(errno), errno);
	close(file);
	return refused;
}

/* Bystanders: programs that have nothing to do with the failure and suffer from it. Their names show in the kernel's reports. */
static void wait_for_grace_periods(void)
{
	for (;;) {
		sleep(4);
		syscall(SYS_membarrier, 1 /* MEMBARRIER_CMD_GLOBAL: synchronize_rcu() */, 0, 0);
	}
}

static void wait_for_work_on_all_cpus(void)
{
	for (;;) {
		char text[16];
		sleep(5);
		/* Reading refreshes the counters of every CPU by a work item on each: schedule_on_each_cpu(). */
		int file = open("/proc/sys/vm/stat_refresh", O_RDONLY | O_CLOEXEC);
		if (file < 0)
			_exit(0);
		if (read(file, text, sizeof text) < 0)
			_exit(0);
		close(file);
	}
}

static void pin(int cpu)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set);
}

static void bystander(const char *name)
{
	if (fork() != 0)
		return;
	prctl(PR_SET_NAME, name);
	/* Not on the last CPU, which the trigger takes. */
	pin(0);
	if (!strcmp(name, "gp-waiter"))
		wait_for_grace_periods();
	if (!strcmp(name, "percpu-waiter"))
		wait_for_work_on_all_cpus();
	_exit(0);
}

static pid_t start(char *mode)
{
	say("trigger starts");
	pid_t child = fork();
	if (child == 0) {
		char *arguments[] = { "trigger", mode, NULL };
		setsid();
		dup2(console, 0);
		dup2(console, 1);
		dup2(console, 2);
		execv(FOLDER "trigger", arguments);
		say("can not start the trigger: %s", strerror(errno));
		_exit(127);
	}
	return child;
}

int main(void)
{
	char line[600], path[400], mode[100] = "";
	int failed = 0;

	prctl(PR_SET_NAME, "stucktrace-init");
	mounted("devtmpfs", "/dev");
	mounted("proc", "/proc");
	mounted("sysfs", "/sys");
	mounted("debugfs", "/sys/kernel/debug");
	mkdir("/tmp", 01777);
	mkdir("/dev/shm", 01777);
	console = open("/dev/console", O_RDWR);
	if (console < 0) {
		mknod("/console", S_IFCHR | 0600, makedev(5, 1));
		console = open("/console", O_RDWR);
	}

	FILE *settings = fopen(FOLDER "settings", "re");
	if (!settings)
		say("no " FOLDER "settings in the initramfs");
	while (settings && fgets(line, sizeof line, settings)) {
		line[strcspn(line, "\r\n")] = 0;
		char *rest = strchr(line, ' ');
		if (!rest || line[0] == '#')
			continue;
		*rest++ = 0;
		char *value = strchr(rest, ' ');
		if (!strcmp(line, "module"))
			failed |= load(rest);
		else if (!strcmp(line, "bystander"))
			bystander(rest);
		else if (!strcmp(line, "trigger"))
			snprintf(mode, sizeof mode, "%s", rest);
		else if (value && (!strcmp(line, "sysctl") || !strcmp(line, "parameter"))) {
			*value++ = 0;
			snprintf(path, sizeof path, "%s%s", *line == 's' ? "/proc/sys/" : "", rest);
			set(path, value);
		}
	}
	if (settings)
		fclose(settings);

	pin(0);
	say("ready");
	pid_t trigger = -1;
	if (failed) {
		say("not started: a module is missing");
		sync();
		reboot(RB_POWER_OFF);
	}
	if (mode[0])
		trigger = start(mode);

	for (int beat = 1;; beat++) {
		sleep(2);
		int status;
		pid_t ended;
		while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
			if (ended == trigger && WIFEXITED(status) && WEXITSTATUS(status) == 0)
				say("trigger came back");
			else if (ended == trigger)
				say("trigger came back: %s %d", WIFEXITED(status) ? "exit status" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
		}
		say("alive %d", beat);
	}
}
