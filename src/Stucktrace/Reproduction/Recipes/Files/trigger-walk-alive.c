static void *other_thread(void *unused)
{
	(void)unused;
	prctl(PR_SET_NAME, "trigger-thread");
	enter_here("thread");
	return NULL;
}

/*
 * Another thread. It is not linked into the list of tasks: its node is a copy of the one of the task that made it. A walk that begins there steps into the
 * list, and never comes back to where it began. The neighbour stays alive, so that the walk reads no freed memory.
 */
static int __attribute__((unused)) by_thread(void)
{
	pthread_t thread;
	int end;
	pid_t next = neighbour(&end);
	pid_wanted = WANTED;
	pthread_create(&thread, NULL, other_thread, NULL);
	pthread_join(thread, NULL);
	close(end);
	waitpid(next, NULL, 0);
	return 0;
}

