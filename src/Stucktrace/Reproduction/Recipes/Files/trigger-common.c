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
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the arguments of the call may point to. */
static char buffer[4096] __attribute__((unused));

/* Each step is said before it is done: the last line on the console is the step that did not come back. */
static void say(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	printf("trigger: ");
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	fflush(stdout);
}

/* This program makes a kernel hang. It refuses to run anywhere but in the machine that was made for it. */
static int is_made_for_this(void)
{
	char line[4096] = "";
	int file = open("/proc/cmdline", O_RDONLY);
	if (file < 0 || read(file, line, sizeof line - 1) < 0)
		return 0;
	close(file);
	return strstr(line, "stucktrace.guest") != NULL;
}

/* All that may hang runs on the last CPU, so that the first one is left to tell of it. */
static void pin(int cpu)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set);
}

static int last_cpu(void)
{
	return (int)sysconf(_SC_NPROCESSORS_ONLN) - 1;
}

static int exists(long pid)
{
	char path[40];
	snprintf(path, sizeof path, "/proc/%ld", pid);
	return access(path, F_OK) == 0;
}

/*
 * A number that no task has. A child that has exited and was waited for gives its number back, and the kernel hands numbers out in ascending order: it
 * comes round to this one again only after kernel.pid_max others.
 */
static long __attribute__((unused)) nobodys_pid(void)
{
	for (;;) {
		pid_t child = fork();
		if (child == 0)
			_exit(0);
		if (child < 0 || waitpid(child, NULL, 0) != child) {
			say("can not make a child: %s", strerror(errno));
			exit(3);
		}
		if (!exists(child)) {
			say("pid %d is nobody's: a child had it, exited and was reaped", (int)child);
			return child;
		}
	}
}

