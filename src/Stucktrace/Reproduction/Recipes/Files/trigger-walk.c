static long pid_wanted;
static int is_ready[2];

static void enter_here(const char *who)
{
	pin(last_cpu());
	say("%s %ld (process %d) enters the module, looking for pid %ld", who, (long)syscall(SYS_gettid), (int)getpid(), pid_wanted);
	long result = enter(pid_wanted);
	say("%s came back: %ld (%s)", who, result, result < 0 ? strerror(errno) : "no error");
}

static void *other_thread(void *ready)
{
	prctl(PR_SET_NAME, "trigger-thread");
	if (ready) {
		char byte;
		if (read(is_ready[0], &byte, 1) < 0)
			say("can not wait: %s", strerror(errno));
	}
	enter_here("thread");
	return NULL;
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
static int by_leader(void)
{
	pid_wanted = WANTED;
	enter_here("leader");
	return 0;
}

/*
 * Another thread. It is not linked into that list: its node is a copy of the one of the task that made it. A walk that begins there steps into the list,
 * and never comes back to where it began.
 */
static int by_thread(void)
{
	pthread_t thread;
	int end;
	pid_t next = neighbour(&end);
	pid_wanted = WANTED;
#if NEIGHBOUR_EXITS
	/* The neighbour ends after the copy was made: the thread's node then points to memory that is freed. */
	if (pipe(is_ready) < 0)
		return 3;
	pthread_create(&thread, NULL, other_thread, &thread);
	close(end);
	waitpid(next, NULL, 0);
	say("the neighbour has exited");
	if (write(is_ready[1], "", 1) < 0)
		return 3;
	pthread_join(thread, NULL);
#else
	/* The neighbour stays alive, so that the walk reads no freed memory. */
	pthread_create(&thread, NULL, other_thread, NULL);
	pthread_join(thread, NULL);
	close(end);
	waitpid(next, NULL, 0);
#endif
	return 0;
}

