static long pid_wanted;

static void enter_here(const char *who)
{
	pin(last_cpu());
	say("%s %ld (process %d) enters the module, looking for pid %ld", who, (long)syscall(SYS_gettid), (int)getpid(), pid_wanted);
	long result = enter(pid_wanted);
	say("%s came back: %ld (%s)", who, result, result < 0 ? strerror(errno) : "no error");
}

/*
 * A process of its own right behind this one in the list of tasks: its node is what a thread made now copies. It does nothing until it is told to end.
 */
static pid_t neighbour(int *end)
{
	int channel[2];
	if (pipe(channel) < 0)
		exit(3);
	pid_t child = fork();
	if (child == 0) {
		char byte;
		prctl(PR_SET_NAME, "neighbour");
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(channel[1]);
		if (read(channel[0], &byte, 1) < 0)
			_exit(1);
		_exit(0);
	}
	close(channel[0]);
	*end = channel[1];
	say("process %d stands behind process %d in the list of tasks", (int)child, (int)getpid());
	return child;
}

/* The first thread of a process: the only one that is linked into the list of all tasks. */
static int __attribute__((unused)) by_leader(void)
{
	pid_wanted = WANTED;
	enter_here("leader");
	return 0;
}

/* A thread of the kernel: the module's own gets there by itself. */
static int __attribute__((unused)) by_kernel_thread(void)
{
	say("nothing to do: the module's own thread enters it");
	return 0;
}

