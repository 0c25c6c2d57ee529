static int is_ready[2];

static void *other_thread(void *unused)
{
	char byte;
	(void)unused;
	prctl(PR_SET_NAME, "trigger-thread");
	if (read(is_ready[0], &byte, 1) < 0)
		say("can not wait: %s", strerror(errno));
	enter_here("thread");
	return NULL;
}

/*
 * Another thread. It is not linked into the list of tasks: its node is a copy of the one of the task that made it. The neighbour that it points to ends
 * after the copy was made: the thread's node then points to memory that is freed.
 */
static int __attribute__((unused)) by_thread(void)
{
	pthread_t thread;
	int end;
	pid_t next = neighbour(&end);
	pid_wanted = WANTED;
	if (pipe(is_ready) < 0)
		return 3;
	pthread_create(&thread, NULL, other_thread, NULL);
	close(end);
	waitpid(next, NULL, 0);
	say("the neighbour has exited");
	if (write(is_ready[1], "", 1) < 0)
		return 3;
	pthread_join(thread, NULL);
	return 0;
}

