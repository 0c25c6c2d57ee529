namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what the memory of a dump says of an incident.</summary>
static class MemoryMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["verdict.nothing-dump"] = new(
            "Nothing wrong was found in the dump: no CPU is stuck, no task has waited for long, and the kernel's log in it holds no report.", "转储中未发现异常：没有卡死的 CPU，没有长时间等待的任务，其中的内核日志也没有报告。");
        texts["verdict.owner-gone"] = new("{1} task(s) (waits|wait) for {0}, whose owner has exited without unlocking it", "{1} 个任务在等待{0}，其持有者未解锁便已退出");
        texts["verdict.lock-circle"] = new("{0} task(s) (waits|wait) for each other's locks in a circle: {1}", "{0} 个任务循环等待彼此持有的锁：{1}");
        texts["memory.lock.mutex"] = new("the mutex {0}", "互斥锁 {0}");
        texts["memory.lock.rwsem"] = new("the read-write semaphore {0}", "读写信号量 {0}");
        texts["memory.lock.semaphore"] = new("the semaphore {0}", "信号量 {0}");
        texts["memory.lock.completion"] = new("the completion {0}", "完成量 {0}");
        texts["memory.lock.queue"] = new("the wait queue {0}", "等待队列 {0}");
        texts["memory.stalled"] = new("In the dump CPU {0} has not run the watchdog's thread for {1} s; it runs {2}, at {3}.", "转储中 CPU {0} 已有 {1} 秒未运行看门狗线程；正在运行 {2}，位于 {3}。");
        texts["live.title"] = new("Executed on the dump's memory", "在转储内存上继续执行");
        texts["out.unless"] = new("Unless", "除非");
        texts["out.or"] = new("; or ", "；或");
        texts["memory.live.alone"] = new("{0}.", "{0}。");
        texts["memory.live"] = new("{0}. {1}", "{0}。{1}");
        texts["memory.rcu"] = new("The grace period of {0} is {1} s old and waits for {2}.{3}", "{0} 的宽限期已持续 {1} 秒，正在等待 {2}。{3}");
        texts["memory.rcu.starved"] = new(" What would report for that CPU has waited to run there: {0}.", "应替该 CPU 上报的线程一直等着在其上运行：{0}。");
        texts["memory.lock.gone"] = new("{0} belongs to the task at {1}, which has exited and is on no list any more: nobody will ever unlock it. {2} task(s) (waits|wait): {3}.", "{0}属于位于 {1} 的任务，它已退出且不在任何链表上：永远不会有人解锁。{2} 个任务在等待：{3}。");
        texts["memory.lock.exited"] = new("{0} belongs to the task at {1}, which has exited: nobody will ever unlock it. {2} task(s) (waits|wait): {3}.", "{0}属于位于 {1} 的任务，它已退出：永远不会有人解锁。{2} 个任务在等待：{3}。");
        texts["memory.lock.owned"] = new("{0} belongs to {1} (state {2}); {3} task(s) (waits|wait) for it: {4}.", "{0}由 {1} 持有（状态 {2}）；{3} 个任务在等待：{4}。");
        texts["memory.circle"] = new("Each of these tasks waits for a lock that the next one owns, and none will ever go on: {0}.", "这些任务各自等待下一个任务持有的锁，谁也无法继续：{0}。");
        texts["join.sign.memory-id"] = new("the build id in the dump's memory is the file's: {0}", "转储内存中的 build id 与文件相同：{0}");
        texts["join.sign.memory-text"] = new("{0} byte(s) of code in the dump's memory (is|are) the file's; {1} place(s) (was|were) patched by the kernel itself, {2} byte(s) (is|are) not explained", "转储内存中有 {0} 字节代码与文件一致；{1} 处为内核自身的修补，{2} 字节无法解释");
        texts["join.sign.memory-other-id"] = new("the build id in the dump's memory is another one: {0}", "转储内存中的 build id 不同：{0}");
        texts["join.sign.memory-other-text"] = new("{0} of {1} byte(s) of code in the dump's memory are not the file's", "转储内存中的代码有 {0}/{1} 字节与文件不同");
        texts["join.sign.memory-unknown"] = new("the module's code is not in the dump, so the file can't be held against it", "转储中没有该模块的代码，无法与文件比对");
        texts["memory.hook.table"] = new("Entry {1} of {0} leads to {2}: that system call was taken over.", "{0} 的第 {1} 项指向 {2}：该系统调用已被接管。");
        texts["memory.hook.jump"] = new("{0} begins with a jump to {2} (bytes {3}): it was taken over.", "{0} 以跳转到 {2} 开头（字节 {3}）：已被接管。");
        texts["memory.hook.call"] = new("{0} begins with a call of {2} (bytes {3}) that tracing did not put there.", "{0} 以调用 {2} 开头（字节 {3}），并非由跟踪机制写入。");
        texts["memory.changed"] = new("At {0} the dump has the bytes {1} in place of {2}: the code was changed at run time.{3}", "{0} 处转储中的字节为 {1} 而非 {2}：代码在运行时被修改。{3}");
        texts["memory.changed.leads"] = new(" They lead to {0}.", "它通向 {0}。");
        texts["memory.contradicts.cpu"] = new("The log says that CPU {0} was stuck in {1}; in the dump it runs {2}: it went on since, or the two are of different moments.", "日志称 CPU {0} 卡死于 {1}；而转储中它在运行 {2}：其后已继续运行，或两者并非同一时刻。");
        texts["memory.contradicts.gone"] = new("The log says that {0} was blocked; the dump has no such task: it went on and exited, or the two are of different moments.", "日志称 {0} 被阻塞；而转储中没有这个任务：其后已继续并退出，或两者并非同一时刻。");
        texts["memory.contradicts.task"] = new("The log says that {0} was blocked; in the dump its state is {1}: it went on since.", "日志称 {0} 被阻塞；而转储中其状态为 {1}：其后已继续运行。");
        texts["incident.start-memory"] = new("CPU {0} has not scheduled since about {1}: in the dump of {3} its watchdog's thread has not run for {2} s.", "CPU {0} 大约自 {1} 起就没有再调度：在 {3} 的转储中，它的看门狗线程已有 {2} 秒未运行。");
        texts["memory.silent"] = new("{0} sleeps on a timer of CPU {1} that is overdue by {2} s: that it printed nothing proves nothing.", "{0} 睡眠所用的定时器在 CPU {1} 上，已逾期 {2} 秒：它没有打印并不能说明什么。");
        texts["not-checked.excluded-pages"] = new("Memory that was left out of the dump (free pages, pages of processes and of the page cache): {0}", "未写入转储的内存（空闲页、进程页与页缓存）：{0}");
        texts["not-checked.cpu-without-registers"] = new("What CPU {0} was doing: its registers are not in the dump.", "CPU {0} 当时在做什么：转储中没有它的寄存器。");
        texts["verdict.nothing-dump-busy"] = new("Nothing in the dump is known to be wrong: no task has waited for long, and the kernel's log in it holds no report; but whether {1}, which CPU {0} was running for {2}, ever ends could not be told.", "未发现转储中有确定的异常：没有任务长时间等待，其中的内核日志也没有报告；但 CPU {0} 当时为 {2} 运行的 {1} 是否会结束，无法判断。");
        texts["raised.second-dump"] = new("Take a second dump, or sysrq-l, some seconds later: if CPU {0} is still there for the same task, it does not get on.", "几秒后再取一次转储或 sysrq-l：若 CPU {0} 仍在为同一任务停留在该处，说明它没有进展。");
        texts["not-checked.busy"] = new("Whether {1}, which CPU {0} was running for {2}, ever ends: the watchdog had nothing against it, and executing it on the dump's memory could not tell.", "CPU {0} 当时为 {2} 运行的 {1} 是否会结束：看门狗没有异议，在转储内存上执行也无法判断。");
        texts["not-checked.live"] = new("Whether what CPU {0} does ever ends: executing it on the dump's memory could not tell.", "CPU {0} 所执行的代码是否会结束：在转储内存上执行无法判断。");
    }
}
