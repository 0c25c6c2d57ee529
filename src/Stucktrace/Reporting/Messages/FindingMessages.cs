namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the claims of findings about incidents and blame.</summary>
static class FindingMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["finding.kernel-mode"] = new(" in kernel mode", "（内核态）");
        texts["finding.soft-lockup"] = new("CPU {0} is stuck{3} at {1}, running {2}.", "CPU {0} 卡死{3}于 {1}，当前任务 {2}。");
        texts["finding.soft-lockup-since"] = new(
            "CPU {0} is stuck{3} at {1}, running {2}, since about {4}: \"{5}s\" on this kernel means {6} s before {7}.",
            "CPU {0} 卡死{3}于 {1}，当前任务 {2}，大约始于 {4}：该内核上的 \"{5}s\" 相当于 {7} 之前 {6} 秒。");
        texts["finding.hard-lockup-alone"] = new("CPU {0} took no timer interrupt for too long: it was at {1}; the report does not name the task.", "CPU {0} 长时间没有响应时钟中断：位于 {1}；报告没有写明当前任务。");
        texts["finding.hard-lockup"] = new("CPU {0} took no timer interrupt for too long: it was at {1}, running {2}.", "CPU {0} 长时间没有响应时钟中断：位于 {1}，当前任务 {2}。");
        texts["finding.rcu-stall"] = new("A grace period of {0} does not end; it waits for {1}.", "{0} 的宽限期无法结束，它在等待 {1}。");
        texts["finding.panic"] = new("The kernel panicked: {0}.", "内核 panic：{0}。");
        texts["finding.oom"] = new("Memory ran out; {0} met the out-of-memory killer.", "内存耗尽；{0} 触发了 OOM killer。");
        texts["finding.hardware"] = new("The hardware or storage reported an error: {0}.", "硬件或存储报告了错误：{0}。");
        texts["finding.locking-rule"] = new("{1} broke a rule of locking or of atomic context: {0}.", "{1} 违反了加锁或原子上下文的规则：{0}。");
        texts["finding.worker-pool"] = new("A worker pool makes no progress: {0}.", "工作队列线程池没有进展：{0}。");
        texts["finding.fault"] = new("{2} ran into a fault at {1}: {0}.", "{2} 在 {1} 发生故障：{0}。");
        texts["finding.warning"] = new("The kernel warned at {1}: {0}.", "内核在 {1} 发出警告：{0}。");
        texts["finding.hung-task"] = new("{0} has slept uninterruptibly for more than {2} s in {1}.", "{0} 在 {1} 中不可中断睡眠超过 {2} 秒。");
        texts["finding.hung-task-since"] = new(
            "{0} has slept uninterruptibly in {1} since {2} or before (more than {3} s at {4}){5}.",
            "{0} 自 {2} 或更早起在 {1} 中不可中断睡眠（到 {4} 已超过 {3} 秒）{5}。");
        texts["finding.after-cpu-stopped"] = new(": after CPU {0} stopped at {1}", "：晚于 CPU {0} 停止调度的时刻 {1}");
        texts["finding.repeats-restarted"] = new(
            "{0} soft-lockup report(s) of CPU {1} ({2}) are one stall of about {3} s: on this kernel printing a report restarts the count, so the numbers must not be added up.",
            "CPU {1} 的 {0} 条 soft lockup 报告（{2}）是同一次停顿，约 {3} 秒：该内核每次打印后重新计数，数字不能相加。");
        texts["finding.repeats-cumulative"] = new(
            "{0} soft-lockup report(s) of CPU {1} ({2}) are one stall of about {3} s: on this kernel each counts from the beginning.",
            "CPU {1} 的 {0} 条 soft lockup 报告（{2}）是同一次停顿，约 {3} 秒：该内核每条都从头计时。");
        texts["finding.repeats-untimed"] = new("{0} soft-lockup report(s) of CPU {1} ({2}) are one stall.", "CPU {1} 的 {0} 条 soft lockup 报告（{2}）是同一次停顿。");
        texts["finding.not-claimed"] = new(
            "{0} waits in {1} for a grace period. Nothing in the log says that CPU {2} holds it up: under preemptible RCU a stuck CPU does so only inside a read-side section.",
            "{0} 在 {1} 中等待宽限期。日志没有表明是 CPU {2} 拖住了它：在可抢占 RCU 下，卡死的 CPU 只有处于读侧临界区内才会如此。");
        texts["finding.load"] = new(
            "To check: {0} spinning CPU(s) of N would take {0} × 100/N % of the machine's CPU time (for example, a little over 3 % means N between 26 and 33), while the load average rises by one for each of them and for every task that sleeps uninterruptibly ({1} seen here; reports stop after ten). A high load with idle CPUs is what this failure looks like. Give --cpus N to have it worked out.",
            "可验证：N 个 CPU 中有 {0} 个在自旋，占整机 CPU 时间的 {0} × 100/N %（例如略高于 3 % 说明 N 在 26 到 33 之间）；而每个自旋的 CPU 和每个不可中断睡眠的任务各给负载加一（此处可见 {1} 个；报告满十条即止）。负载很高而 CPU 空闲，正是这种故障的表现。用 --cpus N 给出 CPU 数即可算出。");
        texts["finding.load-known"] = new(
            "{0} spinning CPU(s) of {1} should show as {2} % CPU use; the load average is at least {3} ({4} sleeper(s) seen, and one for each spinning CPU). A high load with idle CPUs is what this failure looks like.",
            "{1} 个 CPU 中有 {0} 个在自旋，表现为 {2} % 的 CPU 使用率；负载至少为 {3}（可见 {4} 个睡眠任务，每个自旋 CPU 再加一）。负载很高而 CPU 空闲，正是这种故障的表现。");
        texts["finding.culprit-module"] = new("{0} is to blame; {1} reason(s) for it.", "责任在 {0}；理由 {1} 条。");
        texts["finding.suspect-module"] = new("{0} is suspected, no more; {1} reason(s) for it.", "嫌疑在 {0}，尚不能定论；理由 {1} 条。");
        texts["finding.bare-address"] = new("The CPU is at a bare address in the area of modules: code without symbols. {0} is the only module that it can belong to.", "CPU 位于模块区的裸地址：代码没有符号。只可能属于 {0}。");
        texts["finding.no-module"] = new("No module is to blame: {0}.", "不是模块的问题：{0}。");
        texts["finding.no-module-suspected"] = new("No module is suspected: {0}.", "没有模块受到怀疑：{0}。");
        texts["culprit.Kernel"] = new("the place is in the kernel itself", "问题位置在内核自身");
        texts["culprit.Hardware"] = new("the hardware, the storage or the hypervisor is", "问题在硬件、存储或虚拟化平台");
        texts["culprit.Userspace"] = new("a program in user space does not answer", "用户态程序没有应答");
        texts["finding.taint-l"] = new("Taint L in the report of {0} says that a soft lockup had happened in this boot; line {1} shows it.", "{0} 的报告中的污染标志 L 表明本次启动已发生过 soft lockup；第 {1} 行即是。");
        texts["finding.taint-l-unseen"] = new("Taint L in the report of {0} says that a soft lockup had happened in this boot; the log does not show it any more.", "{0} 的报告中的污染标志 L 表明本次启动已发生过 soft lockup；日志中已看不到它。");
        texts["finding.reports-limited"] = new(
            "{0} hung-task report(s) seen. The kernel prints {1} in a boot (kernel.hung_task_warnings) and then none: silence afterwards does not mean that anything recovered. {2}",
            "共见到 {0} 条 hung task 报告。内核每次启动只打印 {1} 条（kernel.hung_task_warnings），之后不再打印：其后的沉默不代表恢复。{2}");
        texts["finding.reports-used-up"] = new(
            "{0} hung-task report(s) seen, and the kernel prints {1} in a boot (kernel.hung_task_warnings): they were used up, and the silence afterwards does not mean that anything recovered. {2}",
            "共见到 {0} 条 hung task 报告，而内核每次启动只打印 {1} 条（kernel.hung_task_warnings）：报告已用完，其后的沉默不代表恢复。{2}");
        texts["finding.limit-off"] = new("Setting it to -1 lifts the limit.", "设为 -1 可取消限制。");
        texts["finding.limit-large"] = new("A large number lifts the limit; -1 is not understood by this kernel.", "设为很大的数可放宽限制；该内核不支持 -1。");
        texts["finding.detectors-off"] = new("After this the hung-task checker reports nothing more (it stops after an oops): {0}.", "此后 hung task 检测器不再报告（oops 之后即停止）：{0}。");
        texts["finding.ended-by-panic"] = new("The panic ended this boot's log; what would have been reported later is not known.", "panic 结束了本次启动的日志；之后本会报告的内容不得而知。");
        texts["finding.damaged"] = new("The report \"{0}\" is damaged: {1}", "报告“{0}”已损坏：{1}");
    }
}
