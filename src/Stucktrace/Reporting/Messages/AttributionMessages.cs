namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for verdicts: summaries, reasons, who is cleared.</summary>
static class AttributionMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // One sentence: what, called from, who waits, how it ended.
        texts["summary"] = new("{0}{1}{2}{3}.", "{0}{1}{2}{3}。");
        texts["summary.called-from"] = new(", called from {0}", "，由 {0} 调用");
        texts["summary.wait-for-grace-period"] = new("; {0} task(s) (waits|wait) for the RCU grace period that it holds up", "；{0} 个任务在等待被它拖住的 RCU 宽限期");
        texts["summary.wait-for-lock"] = new("; {0} task(s) (waits|wait) for a lock because of it", "；{0} 个任务因此在等锁");
        texts["summary.wait-for-storage"] = new("; {0} task(s) (waits|wait) for storage", "；{0} 个任务在等待存储");
        texts["summary.wait-for-it"] = new("; {0} task(s) (waits|wait) because of it", "；{0} 个任务因此在等待");
        texts["summary.panicked"] = new("; the kernel panicked over it", "；内核因此 panic");

        texts["verdict.third-party-module"] = new("the third-party module {0}", "第三方模块 {0}");
        texts["verdict.own-module"] = new("the kernel's own module {0}", "内核自带模块 {0}");
        texts["verdict.module"] = new("module {0}", "模块 {0}");
        texts["verdict.nothing-read"] = new("No input could be read: nothing is known.", "没有任何输入可以读取：无法得出结论。");
        texts["verdict.no-log"] = new(
            "No kernel log is in the input: modules, dumps and symbols are recognised but not examined yet.",
            "输入中没有内核日志：目前只识别模块、转储和符号文件，尚未对其进行分析。");
        texts["verdict.nothing"] = new("Nothing found: no hang, no stall, no crash is reported in the input.", "未发现问题：输入中没有卡死、停顿或崩溃的报告。");

        // Stuck CPUs
        texts["verdict.stuck-in-module"] = new("CPU {0} is stuck in {1} of {2}", "CPU {0} 卡在{2} 的 {1}");
        texts["verdict.read-side"] = new(
            "Task {0} does not leave its RCU read-side section: it was preempted in {1} of {2}",
            "任务 {0} 没有离开它的 RCU 读端临界区：它在{2} 的 {1} 中被抢占");
        texts["verdict.stuck-for-module"] = new("CPU {0} does not come back: it is in {1}, called again and again by {2} of {3}", "CPU {0} 不再返回：它处于 {1}，由{3} 的 {2} 反复调用");
        texts["verdict.stuck-below-module"] = new("CPU {0} is stuck in {1}, which was called for {2}", "CPU {0} 卡在 {1}，该调用由 {2} 发起");
        texts["verdict.stuck-in-kernel"] = new("CPU {0} is stuck in {1} of the kernel itself; no module is on the active chain of calls near it", "CPU {0} 卡在内核自身的 {1}；附近的活动调用链上没有任何模块");
        texts["verdict.stuck-in-work"] = new("CPU {0} is stuck in the work item {1} of module {2}", "CPU {0} 卡在模块 {2} 的工作项 {1} 中");
        texts["verdict.stuck-nowhere"] = new("CPU {0} is stuck with task {1}; the report does not show where", "CPU {0} 卡死，当前任务为 {1}；报告没有显示位置");
        texts["verdict.spins-for-itself"] = new("{0} spins for {3} at {1} of {2}, and holds it itself: {4}, farther up its stack, took it before", "{0} 在{2} 的 {1} 处自旋等待 {3}，而持有者正是它自己：其调用栈上层的 {4} 早已取得该锁");
        texts["verdict.sleeps-for-itself"] = new("{0} sleeps for {3} at {1} of {2}, and holds it itself: {4}, farther up its stack, took it before", "{0} 在{2} 的 {1} 处睡眠等待 {3}，而持有者正是它自己：其调用栈上层的 {4} 早已取得该锁");
        texts["verdict.spins-in-module"] = new("CPU {0} spins for a lock in {1} of {2}, and nobody lets go of it", "CPU {0} 在{2} 的 {1} 中自旋等锁，而锁一直无人释放");
        texts["verdict.spins-in-kernel"] = new("CPU {0} spins for a lock in {1} of the kernel; the log does not show who holds it", "CPU {0} 在内核的 {1} 中自旋等锁；日志没有显示持有者");
        texts["verdict.spins-unknown"] = new("CPU {0} spins for a lock; the log shows neither who takes it nor who holds it", "CPU {0} 在自旋等锁；日志既没有显示取锁者也没有显示持有者");
        texts["verdict.abba"] = new("CPU {0} spins for a lock in {1} and CPU {2} in {3}, both of {4}: each can hold what the other wants (AB-BA)", "CPU {0} 在 {1}、CPU {2} 在 {3} 中自旋等锁，二者都属于{4}：可能互相持有对方所要的锁（AB-BA 死锁）");
        texts["verdict.bare-address"] = new("CPU {0} is stuck at {1}, in a module without symbols; {2} is the only third-party module loaded whose symbols the log does not show", "CPU {0} 卡在 {1}，属于没有符号的模块；已加载且日志中未见其符号的第三方模块只有 {2}");
        texts["verdict.bare-address-many"] = new("CPU {0} is stuck at {1}, in a module without symbols: one of {2}", "CPU {0} 卡在 {1}，属于没有符号的模块，是下列之一：{2}");
        texts["verdict.waits-for-cpu"] = new("CPU {0} is a victim: it waits in {1} for another CPU to answer, and the log does not show which one does not", "CPU {0} 是受害者：它在 {1} 中等待另一个 CPU 响应，日志没有显示是哪个 CPU 没有响应");
        texts["verdict.starved"] = new("CPU {0} was reported stuck in {1}, where nothing loops: it was not run, or its clock jumped (a starved or suspended virtual machine, most often); {2} CPU(s) reported so", "CPU {0} 被报告卡在 {1}，但那里不可能循环：多半是 CPU 没有得到运行或时钟跳变（虚拟机被饿死或挂起）；共有 {2} 个 CPU 如此");

        // Faults
        texts["verdict.fault-in-module"] = new("{0} at {1}, in {3}", "{0}，位于 {1}，属于{3}");
        texts["verdict.fault-for-module"] = new("{0} in {1}, called by {2} of {3}", "{0}，位于 {1}，由{3} 的 {2} 调用");
        texts["verdict.fault-called-by"] = new("{0} in {1} of the kernel, on behalf of {2}", "{0}，位于内核的 {1}，由 {2} 调用");
        texts["verdict.fault-left-by-jump"] = new("{0} in {1} of the kernel, on behalf of {2}: it left the module by a jump to {3}, and so stands in no frame; {4} called it", "{0}，位于内核的 {1}，由 {2} 调用：它以跳转方式离开模块进入 {3}，因此不在任何栈帧中；调用它的是 {4}");
        texts["verdict.fault-in-kernel"] = new("{0} in {1} of the kernel itself; no third-party module is on the active chain of calls near it", "{0}，位于内核自身的 {1}；附近的活动调用链上没有第三方模块");
        texts["verdict.fault-named"] = new("{0} in {1}", "{0}，位于 {1}");
        texts["verdict.fault-alone"] = new("{0}; the report shows neither the place nor the task", "{0}；报告既没有显示位置也没有显示任务");
        texts["verdict.fault-nowhere"] = new("{0} in task {1}; the report does not show where", "{0}，任务 {1}；报告没有显示位置");
        texts["fault.null"] = new("A NULL pointer was used (address {0})", "使用了空指针（地址 {0}）");
        texts["fault.poison-address"] = new("Freed memory was used: address {1} is {0}", "使用了已释放的内存：地址 {1} 是 {0}");
        texts["fault.poison"] = new("Freed memory was used: {1} = {2} is {0}", "使用了已释放的内存：{1} = {2} 是 {0}");
        texts["fault.broken-link"] = new("An element of the list {0} is linked to NULL, so its memory was freed or overwritten (address {1})", "链表 {0} 的某个元素链接到了 NULL，说明其内存已被释放或改写（地址 {1}）");
        texts["fault.bad-address"] = new("A bad address was used ({0})", "访问了非法地址（{0}）");
        texts["fault.bad-address-unknown"] = new("A bad address was used", "访问了非法地址");
        texts["fault.null-unknown"] = new("A NULL pointer was used", "使用了空指针");
        texts["fault.non-canonical"] = new("A pointer was used that can't be an address", "使用了不可能是地址的指针");
        texts["fault.kasan-uaf"] = new("KASAN saw a use after free", "KASAN 发现释放后使用（use-after-free）");
        texts["fault.kasan"] = new("KASAN saw an access outside an object", "KASAN 发现越界访问");
        texts["fault.list"] = new("A list was found broken", "发现链表被破坏");
        texts["fault.memory"] = new("Memory was found corrupted", "发现内存被破坏");
        texts["fault.stack"] = new("The kernel stack ran over", "内核栈溢出");
        texts["fault.divide"] = new("A division by zero", "除零错误");
        texts["fault.panic"] = new("The kernel panicked", "内核 panic");
        texts["fault.check"] = new("A check of the kernel failed", "内核自检失败");

        // Sleepers
        texts["verdict.lock-in-module"] = new("{0} task(s) (sleeps|sleep) for a lock taken in {1} of {2}, and nobody lets go of it", "{0} 个任务睡眠等待{2} 的 {1} 中所取的锁，而锁一直无人释放");
        texts["verdict.wait-in-module"] = new("{0} task(s) (waits|wait) in {1} of {2} ({4} in {3}) for something that does not come", "{0} 个任务在{2} 的 {1} 中等待始终不来的事件（{4}，{3}）");
        texts["verdict.lock-in-module.one"] = new("{4} sleeps for a lock taken in {1} of {2}, and nobody lets go of it", "{4} 睡眠等待{2} 的 {1} 中所取的锁，而锁一直无人释放");
        texts["verdict.wait-in-module.one"] = new("{4} waits in {1} of {2} ({3}) for something that does not come", "{4} 在{2} 的 {1} 中等待始终不来的事件（{3}）");
        texts["verdict.lock-in-kernel"] = new("{0} task(s) blocked; {1} sleeps for a lock in {3} ({2}), and the log does not show who holds it", "{0} 个任务阻塞；{1} 在 {3} 中等锁（{2}），日志没有显示持有者");
        texts["verdict.owner-runs"] = new("{0} waits for a {1} that {2} holds; that task runs in {3} of module {4} and does not let go", "{0} 等待由 {2} 持有的 {1}；该任务一直在模块 {4} 的 {3} 中运行而不释放");
        texts["verdict.owner-sleeps"] = new("{0} waits for a {1} that {2} holds; that task sleeps in {3} of module {4}", "{0} 等待由 {2} 持有的 {1}；该任务在模块 {4} 的 {3} 中睡眠");
        texts["verdict.own-grace-period"] = new("{0} waits in {1} for a grace period that it holds up itself, inside its own read-side section, from {2}", "{0} 在自己的读侧临界区内于 {1} 等待被它自己拖住的宽限期，来自 {2}");
        texts["verdict.fanotify"] = new("{0} task(s) blocked; {1} waits in {2} for the answer of a program that watches file accesses (fanotify, an antivirus scanner most often): no module is to blame", "{0} 个任务阻塞；{1} 在 {2} 中等待监视文件访问的用户态程序应答（fanotify，多为杀毒软件）：不是模块的问题");
        texts["verdict.fuse"] = new("{0} task(s) blocked; {1} waits in {2} for the answer of a FUSE server: no module is to blame", "{0} 个任务阻塞；{1} 在 {2} 中等待 FUSE 服务进程应答：不是模块的问题");
        texts["verdict.user-space"] = new("{0} task(s) blocked; {1} waits in {2} for an answer from user space: no module is to blame", "{0} 个任务阻塞；{1} 在 {2} 中等待用户态应答：不是模块的问题");
        texts["verdict.storage"] = new("{0} task(s) blocked; {1} waits in {3} ({2}) for storage that does not answer; the log shows no error of it", "{0} 个任务阻塞；{1} 在 {3}（{2}）中等待没有应答的存储；日志中没有存储错误");
        texts["verdict.network"] = new("{0} task(s) blocked; {1} waits in {3} ({2}) for a peer on the network that does not answer", "{0} 个任务阻塞；{1} 在 {3}（{2}）中等待没有应答的网络对端");
        texts["verdict.grace-period-unexplained"] = new("{0} task(s) blocked; {1} waits in {2} for a grace period, and the log does not show what holds it up", "{0} 个任务阻塞；{1} 在 {2} 中等待宽限期，日志没有显示是谁拖住了它");
        texts["verdict.cpu-unexplained"] = new("{0} task(s) blocked; {1} waits in {2} ({3}) for another CPU, and the log does not show which one does not answer", "{0} 个任务阻塞；{1} 在 {2}（{3}）中等待其他 CPU，日志没有显示是哪个 CPU 没有响应");
        texts["verdict.memory-wait"] = new("{0} task(s) blocked; {1} waits in {2} ({3}) for free memory", "{0} 个任务阻塞；{1} 在 {2}（{3}）中等待空闲内存");
        texts["verdict.sleeps"] = new("{0} task(s) slept too long, {1} among them in {2}; the log does not show what they wait for", "{0} 个任务睡眠过久，其中 {1} 在 {2} 中；日志没有显示它们在等什么");

        // The rest
        texts["verdict.hardware"] = new("The hardware reported errors ({0} report(s))", "硬件报告了错误（{0} 条）");
        texts["verdict.storage-errors"] = new("Storage reported errors ({0} report(s))", "存储报告了错误（{0} 条）");
        texts["verdict.storage-errors-hung"] = new("Storage reported errors, and {1} task(s) (hangs|hang) behind it", "存储报告了错误，{1} 个任务因此挂起");
        texts["verdict.oom"] = new("Memory ran out; {0} met the out-of-memory killer", "内存耗尽；{0} 触发了 OOM killer");
        texts["verdict.sleeps-in-atomic"] = new("{1} sleeps, or may sleep, where that is not allowed ({0})", "{1} 在不允许睡眠的上下文中睡眠（{0}）");
        texts["verdict.lockdep"] = new("The kernel's lock checker found a broken rule at {1} ({0}): a deadlock that can happen, not one that has", "内核锁检查器在 {1} 发现违规（{0}）：这是可能发生、尚未发生的死锁");
        texts["verdict.grace-period-tasks"] = new("A grace period does not end; RCU names sleeping tasks with the pids {0} as what it waits for", "宽限期无法结束；RCU 指出它在等待 pid 为 {0} 的睡眠任务");
        texts["verdict.grace-period-alone"] = new("A grace period does not end; the report names neither the CPU nor the task that it waits for", "宽限期无法结束；报告没有指出它在等待哪个 CPU 或任务");
        texts["verdict.locking-rule"] = new("The kernel's lock checker found a broken rule at {1} ({0}); nothing hangs because of it in this log", "内核锁检查器在 {1} 发现违规（{0}）；该日志中没有因此卡死");
        texts["verdict.spinlock-suspected"] = new("A CPU spins for a lock that is not released, at {1} ({0})", "有 CPU 在 {1} 自旋等待不被释放的锁（{0}）");
        texts["verdict.cpu-unknown"] = new("(number not printed)", "（编号未打印）");
        texts["verdict.driver-error-before"] = new("CPU {0} is stuck with task {1}, and the report does not show where; {2} s before it the driver {3} reported an error of its device {4}, the only trace of a cause", "CPU {0} 卡死，当前任务为 {1}，报告没有显示位置；此前 {2} 秒驱动 {3} 报告了其设备 {4} 的错误，这是唯一的线索");
        texts["verdict.task-unknown"] = new("a task that the report does not name", "报告没有写明的任务");
        texts["verdict.place-unknown"] = new("a place that the report does not show", "报告没有显示的位置");
        texts["verdict.stuck-alone"] = new("CPU {0} is stuck; the report shows neither the place nor the task", "CPU {0} 卡死；报告既没有显示位置也没有显示任务");
        texts["verdict.worker-pool"] = new("A worker pool made no progress; the log does not show why", "工作队列线程池没有进展；日志没有显示原因");
        texts["verdict.warning"] = new("The kernel warned ({0}) at {1}; nothing hangs in this log", "内核在 {1} 发出警告（{0}）；该日志中没有卡死");

        // Reasons
        texts["reason.kernel-place"] = new("The CPU or task was in {0}.", "CPU 或任务位于 {0}。");
        texts["reason.third-party"] = new("{0} is not part of the kernel's own build (flags: {1}).", "{0} 不属于内核自身的构建（标志：{1}）。");
        texts["reason.caught-again"] = new("Caught there {0} time(s).", "共有 {0} 次在该处被抓到。");
        texts["reason.victims"] = new("{0} other task(s) hung because of it.", "另有 {0} 个任务因此挂起。");
        texts["reason.again-elsewhere"] = new("The same function, {0}, in {1} other incident(s) of the input.", "输入中的另外 {1} 次故障也在同一函数 {0}。");
        texts["reason.only-loaded"] = new("{0} is loaded, and that is all: it is on no stack.", "{0} 只是已加载：任何栈上都没有它。");
        texts["reason.only-stale"] = new("{0} is on a stack only with frames that the unwinder does not vouch for.", "{0} 只出现在栈回溯不可靠（带 ?）的帧中。");
        texts["reason.passes-on"] = new("{0} is on an active stack, farther up: it called, and did not loop or wait itself.", "{0} 位于活动调用链的上层：它只是发起调用，自身没有循环或等待。");
        texts["reason.not-elsewhere"] = new("{0} was not loaded in the other incident of the same failure.", "在同一故障的另一次事故中没有加载 {0}。");

        // Cleared
        texts["cleared.task"] = new("{0} is only the task that was running there.", "{0} 只是当时在该处运行的任务。");
        texts["cleared.task-called-fault"] = new("{0} only made the system call {1}; what failed is {2}.", "{0} 只是发起了系统调用 {1}；出错的是 {2}。");
        texts["cleared.task-called"] = new("{0} only made the system call {1}; it is {2} that does not return.", "{0} 只是发起了系统调用 {1}；没有返回的是 {2}。");
        texts["cleared.waiter"] = new("{0} is a victim: it waits in {1}.", "{0} 是受害者：它在 {1} 中等待。");
        texts["cleared.only-loaded"] = new("{0} is loaded and on no stack.", "{0} 只是已加载，不在任何栈上。");
        texts["cleared.only-stale"] = new("{0} appears only in frames left over from earlier calls ({1}).", "{0} 只出现在先前调用残留的帧中（{1}）。");
        texts["cleared.not-elsewhere"] = new("{0} was not loaded in the other incident of the same failure, and is on no stack in this one.", "同一故障的另一次事故中没有加载 {0}，本次它也不在任何栈上。");
        texts["cleared.stale-and-not-elsewhere"] = new("{0} was not loaded in the other incident of the same failure; here it appears only in frames left over from earlier calls ({1}).", "同一故障的另一次事故中没有加载 {0}；本次它只出现在先前调用残留的帧中（{1}）。");

        // Further input
        texts["raised.module-file"] = new("Add the module file {0}.ko: the loop or lock itself can then be examined.", "加上模块文件 {0}.ko：即可分析循环或锁本身。");
        texts["raised.module-loaded"] = new("Add the module file {0}.ko that was loaded: the one given is another build.", "加上实际加载的模块文件 {0}.ko：所给的是另一次构建。");
        texts["raised.module-build"] = new("Add what tells whether {0}.ko is the build that was loaded: a memory dump (vmcore), or more of the log of that boot.", "加上能判断 {0}.ko 是否就是所加载构建的信息：内存转储（vmcore），或该次启动的更多日志。");
        texts["raised.vmcore"] = new("Add a memory dump (vmcore): it shows the live registers, the lists and who holds what.", "加上内存转储（vmcore）：可看到现场寄存器、链表以及锁的持有者。");
        texts["raised.second-log"] = new("Add the log of a second incident: what both share weighs more.", "加上另一次事故的日志：两者共有的东西更有分量。");
        texts["raised.sysrq"] = new("Add the output of sysrq-w and sysrq-l taken while it hangs: it shows the holder.", "加上卡死期间 sysrq-w 与 sysrq-l 的输出：可看到持有者。");
        texts["raised.unmixed"] = new("Add a log of another occurrence: here two CPUs printed at once, and nothing tells which line is whose.", "加上另一次发生时的日志：这里两个 CPU 同时打印，无法分辨每行属于谁。");
        texts["raised.whole-log"] = new("Add the log in full: a report is damaged or cut.", "加上完整日志：有报告损坏或被截断。");
        texts["raised.nothing"] = new("If the machine did hang, add the log of the time before it was reset, or a memory dump.", "如果机器确实卡死过，请加上重启前时段的日志或内存转储。");
    }
}
