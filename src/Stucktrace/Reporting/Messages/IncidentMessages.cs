namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for incidents and their cause-and-effect links.</summary>
static class IncidentMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // How the start was worked out: {0} CPU or task …
        texts["incident.start-soft-lockup"] = new(
            "CPU {0} has not scheduled since about {1}: {3} s before the report of {2}. The kernel's \"{4}s\" counts seconds of 2^30 ns between samples of its timer ({5}).",
            "CPU {0} 大约自 {1} 起就没有再调度：比 {2} 的报告早 {3} 秒。内核打印的 \"{4}s\" 以 2^30 纳秒为一秒、按采样定时器计数（{5}）。");
        texts["incident.start-hung-task"] = new(
            "{0} had slept for more than {1} s at {2}, so since {3} or before.",
            "{0} 在 {2} 时已不可中断睡眠超过 {1} 秒，即自 {3} 或更早就开始等待。");

        // Seen by another detector
        texts["incident.another-detector"] = new(
            "The {0} report names CPU {1}, which the {2} report shows stuck: the same stall, seen by another detector.",
            "{0} 报告指的是 CPU {1}，而 {2} 报告表明它已卡死：同一次停顿，被另一个检测器发现。");
        texts["incident.died-badly"] = new(
            "The panic is the death of {1}, of which the {0} report before it tells: the kernel could not let it die in that state.",
            "该 panic 就是 {1} 之死，此前的 {0} 报告说的正是它：内核无法让处于该状态的任务退出。");
        texts["incident.caused-panic"] = new(
            "The panic was asked for by the {0} report before it.",
            "该 panic 由它之前的 {0} 报告触发。");
        texts["incident.same-time"] = new("Happened at the same time on the same machine.", "在同一台机器上同时发生。");

        // Spinners
        texts["incident.spins-for-cpu"] = new(
            "CPU {0} spins in {1} until another CPU answers; CPU {2} is the one that is stuck and does not wait for anybody.",
            "CPU {0} 在 {1} 中自旋，等待其他 CPU 响应；真正卡住、且不在等待别人的是 CPU {2}。");
        texts["incident.spins-for-lock"] = new(
            "CPU {0} spins for a lock that {1} takes; CPU {2} is stuck in {3} and does not wait for a lock.",
            "CPU {0} 在自旋等待 {1} 所取的锁；CPU {2} 卡在 {3}，并没有在等锁。");
        texts["incident.deadlocked"] = new(
            "CPU {0} spins for a lock in {1} and CPU {2} in {3}, both of module {4}: each can hold what the other wants.",
            "CPU {0} 在 {1} 中、CPU {2} 在 {3} 中自旋等锁，二者都属于模块 {4}：可能互相持有对方所要的锁。");

        // Grace periods
        texts["incident.grace-period"] = new(
            "{0} waits in {1} for a grace period. CPU {2} does not schedule, and on this kernel a CPU that does not schedule lets no grace period end.",
            "{0} 在 {1} 中等待宽限期（grace period）结束。CPU {2} 一直不调度；在该内核上，只要有 CPU 不调度，宽限期就不会结束。");
        texts["incident.grace-period-named"] = new(
            "{0} waits in {1} for a grace period, and RCU's own report says that this grace period waits for CPU {2}.",
            "{0} 在 {1} 中等待宽限期（grace period）结束，而 RCU 自己的报告指出该宽限期在等待 CPU {2}。");
        texts["incident.grace-period-task"] = new(
            "{0} waits in {1} for a grace period, and RCU's own report says that it is held up by the task with pid {2}, inside its read-side section.",
            "{0} 在 {1} 中等待宽限期（grace period）结束，而 RCU 自己的报告指出它被 pid {2} 的任务阻塞（该任务处于读侧临界区内）。");

        // Other CPUs
        texts["incident.waits-for-work"] = new(
            "{0} waits in {1} for work that must run on every CPU or on CPU {2}, which does not let its worker run.",
            "{0} 在 {1} 中等待必须在每个 CPU 或 CPU {2} 上执行的工作项，而 CPU {2} 不让其工作线程运行。");
        texts["incident.waits-for-stopper"] = new(
            "{0} waits in {1} for a thread to run on every CPU; CPU {2} does not schedule.",
            "{0} 在 {1} 中等待每个 CPU 都运行一次内核线程；CPU {2} 一直不调度。");
        texts["incident.waits-for-interrupt"] = new(
            "{0} waits in {1} for every CPU to answer an interrupt; CPU {2} has interrupts off.",
            "{0} 在 {1} 中等待每个 CPU 响应中断；CPU {2} 已关中断。");

        // Locks
        texts["incident.owner-named"] = new(
            "{0} waits for a {1}; the kernel itself names {2} as the owner.",
            "{0} 在等待 {1}；内核自己指出持有者是 {2}。");
        texts["incident.owner-listed"] = new(
            "{0} waits for {1}, which the list of held locks shows with {2}.",
            "{0} 在等待 {1}，持锁列表显示它在 {2} 手中。");
        texts["incident.owner-inside"] = new(
            "{0} waits in {1} for the lock that {2} takes; {3} is inside {2} and waits there for something else.",
            "{0} 在 {1} 中等待 {2} 所取的锁；{3} 正处于 {2} 内部，并在那里等待别的东西。");
        texts["incident.died-holding"] = new(
            "{0} died in an oops while it held {1}; a dead task lets go of nothing.",
            "{0} 在 oops 中死亡时持有 {1}；已死亡的任务不会释放锁。");
        texts["incident.died-inside"] = new(
            "{0} died in an oops inside {1}, where {2} now waits for a lock: a dead task lets go of nothing.",
            "{0} 在 {1} 内部因 oops 死亡，而 {2} 正在那里等锁：已死亡的任务不会释放锁。");

        // Storage, memory
        texts["incident.after-storage-error"] = new(
            "{0} waits in {1} for storage, which had reported errors before.",
            "{0} 在 {1} 中等待存储，而存储此前已报错。");
        texts["incident.waits-for-memory"] = new(
            "{0} waits in {1} for memory, which had run out.",
            "{0} 在 {1} 中等待内存，而内存已耗尽。");

        // The same wait
        texts["incident.same-place"] = new("{0} waits at the same place as {2}: {1}.", "{0} 与 {2} 在同一处等待：{1}。");
        texts["incident.same-module"] = new("{0} waits in the same module as {2}: {1}.", "{0} 与 {2} 在同一模块中等待：{1}。");
        texts["incident.same-storage"] = new("{0} waits for storage, as {2} does: {1}.", "{0} 与 {2} 一样在等待存储：{1}。");
        texts["incident.same-user-space"] = new("{0} waits for the same kind of answer from user space as {2}: {1}.", "{0} 与 {2} 一样在等待用户态的应答：{1}。");
        texts["incident.same-grace-period"] = new("{0} waits for a grace period, as {2} does: {1}.", "{0} 与 {2} 一样在等待宽限期（grace period）：{1}。");
    }
}
