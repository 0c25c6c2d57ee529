/* In a process of its own, so that this one can tell whether it came back. */
static int in_child(long (*what)(long), long pid)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		prctl(PR_SET_NAME, "trigger-call");
		pin(last_cpu());
		say("process %d enters the module", (int)getpid());
		long result = what(pid);
		say("came back: %ld (%s)", result, result < 0 ? strerror(errno) : "no error");
		_exit(0);
	}
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 3;
	if (WIFSIGNALED(status))
		say("process %d was ended by signal %d", (int)child, WTERMSIG(status));
	return 0;
}

