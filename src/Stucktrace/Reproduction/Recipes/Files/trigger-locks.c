/* How long it is tried: locks that are held for a microsecond cross within a few thousand rounds. */
#define SECONDS 30

static long pid_wanted;
static int arrived;
static time_t deadline;

static int is_over(void)
{
	return time(NULL) >= deadline;
}

/* Both leave here at the same moment; sleeping until then would take longer than the locks are held. */
static void meet(int round)
{
	__atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&arrived, __ATOMIC_SEQ_CST) < 2 * (round + 1) && !is_over())
		;
}

static void *first_caller(void *unused)
{
	(void)unused;
	prctl(PR_SET_NAME, "trigger-first");
	pin(0);
	for (int round = 0; !is_over(); round++) {
		meet(round);
		enter(pid_wanted);
	}
	return NULL;
}

static void *second_caller(void *unused)
{
	(void)unused;
	prctl(PR_SET_NAME, "trigger-second");
	pin(last_cpu());
	for (int round = 0; !is_over(); round++) {
		meet(round);
		enter_second(pid_wanted);
	}
	return NULL;
}

/* Two threads on two CPUs begin each round at the same moment: sooner or later each holds the lock that the other one wants. */
static int crossed(void)
{
	pthread_t first, second;
	if (last_cpu() < 1) {
		say("this needs two CPUs");
		return 3;
	}
	pid_wanted = nobodys_pid();
	say("two threads on two CPUs enter the module for %d seconds", SECONDS);
	deadline = time(NULL) + SECONDS;
	pthread_create(&first, NULL, first_caller, NULL);
	pthread_create(&second, NULL, second_caller, NULL);
	pthread_join(first, NULL);
	pthread_join(second, NULL);
	say("both came back");
	return 0;
}

/* The same calls, one after the other: nobody holds a lock that somebody else wants. */
static int apart(void)
{
	pid_wanted = nobodys_pid();
	pin(last_cpu());
	say("one thread enters the module by both ways for %d seconds", SECONDS);
	deadline = time(NULL) + SECONDS;
	while (!is_over()) {
		enter(pid_wanted);
		enter_second(pid_wanted);
	}
	say("came back");
	return 0;
}

