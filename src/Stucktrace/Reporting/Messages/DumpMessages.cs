namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the views of a dump.</summary>
static class DumpMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // The command
        texts["command.vmcore"] = new("Show what a memory dump holds, without debug information: tasks, stacks, log, modules, CPUs, locks, RCU.", "在没有调试信息的情况下查看内存转储：任务、调用栈、日志、模块、CPU、锁和 RCU。");
        texts["command.vmcore-file"] = new("Dump: ELF, kdump-compressed, flattened, packed or not.", "转储文件：ELF、kdump 压缩格式、flattened 格式，可再经压缩。");
        texts["command.vmcore-view"] = new("What to show; without it, the machine as a whole.", "要显示的内容；省略时显示整机概况。");
        texts["command.vmcore-what"] = new(
            "ps, bt: process ids, names, state letters, all. modules: names. read: ADDRESS or SYMBOL[+OFFSET], then a length or STRUCT[.FIELD].",
            "ps、bt：进程号、名字、状态字母或 all。modules：模块名。read：地址或 符号[+偏移]，其后为长度或 结构[.字段]。");
        texts["command.vmcore-part"] = new("A further part of a split dump.", "分卷转储的其余部分。");
        texts["command.vmcore-symbols"] = new("vmlinux, System.map or BTF of the same kernel.", "同一内核的 vmlinux、System.map 或 BTF。");
        texts["command.vmcore-raw"] = new("log: the bytes as they are in the dump, nothing escaped.", "log：按转储中的原始字节输出，不做转义。");
        texts["command.vmcore-examples"] = new(
            "stucktrace vmcore /var/crash/127.0.0.1-2026-11-20/vmcore\nstucktrace vmcore vmcore ps D                    blocked tasks\nstucktrace vmcore vmcore bt                      stacks of what runs and of what is blocked\nstucktrace vmcore vmcore log --raw > dmesg.txt\nstucktrace vmcore vmcore read init_task task_struct.comm\nstucktrace vmcore vmcore locks --format json | jq '.locks[].name'",
            "stucktrace vmcore /var/crash/127.0.0.1-2026-11-20/vmcore\nstucktrace vmcore vmcore ps D                    阻塞的任务\nstucktrace vmcore vmcore bt                      正在运行和阻塞的任务的调用栈\nstucktrace vmcore vmcore log --raw > dmesg.txt\nstucktrace vmcore vmcore read init_task task_struct.comm\nstucktrace vmcore vmcore locks --format json | jq '.locks[].name'");

        // Overview
        texts["dump.headline.panic"] = new("{0} panicked: {1}", "{0} 发生 panic：{1}");
        texts["dump.headline.stuck"] = new("{0}: CPU {1} has not scheduled for {2} s; it runs {3}", "{0}：CPU {1} 已有 {2} 秒没有调度，正在运行 {3}");
        texts["dump.headline.blocked"] = new("{0}: no CPU is stuck; {1} task(s) blocked", "{0}：没有 CPU 卡住；{1} 个任务阻塞");
        texts["dump.headline.plain"] = new("{0}: no CPU is stuck and no task is blocked", "{0}：没有 CPU 卡住，也没有任务阻塞");
        texts["dump.label.file"] = new("dump", "转储");
        texts["dump.label.kernel"] = new("kernel", "内核");
        texts["dump.label.host"] = new("host", "主机");
        texts["dump.label.time"] = new("taken", "时间");
        texts["dump.label.uptime"] = new("uptime", "运行时长");
        texts["dump.label.load"] = new("load", "负载");
        texts["dump.label.taint"] = new("taint", "污染标志");
        texts["dump.label.panic"] = new("panic", "panic 信息");
        texts["dump.label.tasks"] = new("tasks", "任务");
        texts["dump.label.modules"] = new("modules", "模块");
        texts["dump.section.cpus"] = new("CPUs", "各 CPU");
        texts["dump.cpu.stuck"] = new("has not scheduled for {0} s", "已有 {0} 秒没有调度");
        texts["dump.cpu.no-registers"] = new("no registers were saved", "没有保存寄存器");
        texts["dump.next"] = new("More:", "更多：");

        // Tasks and stacks
        texts["dump.head.state"] = new("ST", "状态");
        texts["dump.head.since-run"] = new("SINCE RUN", "距上次运行");
        texts["dump.head.queued"] = new("QUEUED", "排队");
        texts["dump.head.address"] = new("ADDRESS", "地址");
        texts["dump.head.name"] = new("NAME", "名字");
        texts["dump.no-task"] = new("There is no such task: {0}", "没有这样的任务：{0}");
        texts["dump.no-stack"] = new("its stack is not in the dump, or nothing says where it begins", "其栈不在转储中，或无法得知起点");
        texts["dump.no-stack-of-cpu"] = new("it was running, and its CPU saved no registers", "当时正在运行，而其 CPU 没有保存寄存器");
        texts["dump.in-user-mode"] = new("it was running in user mode", "当时在用户态运行");
        texts["dump.method.registers"] = new("registers", "寄存器");
        texts["dump.method.orc"] = new("unwind table", "展开表");
        texts["dump.method.frame-pointer"] = new("frame pointer", "帧指针");
        texts["dump.method.interrupt-frame"] = new("saved by an interrupt", "中断保存");
        texts["dump.method.checked-scan"] = new("left by a call that fits", "与调用相符的栈内残值");
        texts["dump.method.scan"] = new("left by some call", "某次调用的栈内残值");
        texts["dump.origin.crash-notes"] = new("saved by the CPU when the kernel crashed", "内核崩溃时由该 CPU 保存");
        texts["dump.origin.qemu-prstatus"] = new("saved by the hypervisor", "由虚拟机监控程序保存");
        texts["dump.origin.qemu-state"] = new("saved by the hypervisor, with control registers", "由虚拟机监控程序保存，含控制寄存器");
        texts["dump.origin.interrupt-frame"] = new("saved by an interrupt", "中断保存");

        // Modules
        texts["dump.head.text"] = new("CODE AT", "代码地址");
        texts["dump.head.size"] = new("SIZE", "大小");
        texts["dump.head.taint"] = new("TAINT", "污染");
        texts["dump.head.symbols"] = new("SYMBOLS", "符号数");
        texts["dump.head.region"] = new("REGION", "区域");
        texts["dump.head.section"] = new("SECTION", "节");
        texts["dump.head.kind"] = new("KIND", "类别");
        texts["dump.head.symbol"] = new("SYMBOL", "符号");
        texts["dump.label.arguments"] = new("parameters", "参数");
        texts["dump.no-module"] = new("No module is loaded by that name: {0}", "没有加载这样的模块：{0}");
        texts["dump.module.live"] = new("live", "已加载");
        texts["dump.module.coming"] = new("being loaded", "正在加载");
        texts["dump.module.going"] = new("being removed", "正在卸载");
        texts["dump.module.unformed"] = new("not set up yet", "尚未就绪");

        // CPUs
        texts["dump.label.current"] = new("runs", "正在运行");
        texts["dump.label.per-cpu"] = new("per-CPU offset", "per-CPU 偏移");
        texts["dump.label.runnable"] = new("want to run", "待运行数");
        texts["dump.label.watchdog"] = new("watchdog", "看门狗");
        texts["dump.label.softirqs"] = new("softirqs pending", "待处理软中断");
        texts["dump.watchdog.stuck"] = new("its thread has not run for {0} s; the limit is {1} s: the CPU does not schedule", "其线程已有 {0} 秒没有运行，界限为 {1} 秒：该 CPU 不再调度");
        texts["dump.watchdog.fine"] = new("its thread ran {0} s ago; the limit is {1} s", "其线程在 {0} 秒前运行过，界限为 {1} 秒");
        texts["dump.ksoftirqd-waits"] = new("has waited for this CPU for {0} s", "已等待该 CPU {0} 秒");
        texts["dump.overdue"] = new("{0} timer(s) overdue:", "{0} 个定时器已过期：");
        texts["dump.ticks"] = new("{0} tick(s)", "{0} 个时钟节拍");
        texts["dump.wakes"] = new("wakes {0}", "唤醒 {0}");
        texts["dump.work"] = new("pool {0}: {1} work item(s) waiting, nothing taken for {2} s:", "工作池 {0}：{1} 个工作项在等待，已有 {2} 秒未取走任何工作项：");

        // Locks
        texts["dump.locks.none"] = new("No task is blocked and no CPU spins for a lock.", "没有任务阻塞，也没有 CPU 在自旋等待锁。");
        texts["dump.locks.abba"] = new("AB-BA deadlock: each waits for what the other owns: {0}", "AB-BA 死锁，双方各自等待对方持有的锁：{0}");
        texts["dump.locks.circle"] = new("Deadlock in a circle: {0}", "循环死锁：{0}");
        texts["dump.locks.waiters"] = new("{0} task(s), the first in the queue first:", "{0} 个任务，按排队先后：");
        texts["dump.locks.since"] = new("asleep for {0} s", "已睡眠 {0} 秒");
        texts["dump.locks.work"] = new("its work waits for CPU {0}", "其工作项在等待 CPU {0}");
        texts["dump.locks.others"] = new("Blocked, in no queue that was found", "阻塞但未找到所在队列");
        texts["dump.locks.unknown"] = new("nothing tells what it waits for", "无从得知在等待什么");
        texts["dump.locks.spins"] = new("CPU {0} spins: {1}", "CPU {0} 自旋：{1}");
        texts["dump.locks.spin"] = new("in {0}, called by {1}; lock: {2}", "位于 {0}，由 {1} 调用；锁：{2}");
        texts["dump.locks.holders"] = new("A holder can't have been scheduled out: the lock is held by one of the CPUs {0}.", "持有者不可能被调度出去：锁由下列 CPU 之一持有：{0}。");
        texts["dump.label.address"] = new("address", "地址");
        texts["dump.label.owner"] = new("owner", "持有者");
        texts["dump.label.waiters"] = new("waiters", "等待者");
        texts["dump.kind.mutex"] = new("mutex", "互斥锁");
        texts["dump.kind.rwsem"] = new("read-write semaphore", "读写信号量");
        texts["dump.kind.semaphore"] = new("semaphore", "信号量");
        texts["dump.kind.completion"] = new("completion", "完成量");
        texts["dump.kind.wait-queue"] = new("wait queue", "等待队列");
        texts["dump.kind.spinlock"] = new("spinlock", "自旋锁");
        texts["dump.on-stack"] = new("on the stack of {0}", "位于 {0} 的栈上");
        texts["dump.owner.readers"] = new("{0} reader(s)", "{0} 个读者");
        texts["dump.owner.nobody"] = new("nobody", "无");
        texts["dump.owner.exited"] = new("{0}, which has exited: nobody will ever unlock it", "{0}，它已经退出：不会再有人解锁");
        texts["dump.owner.gone"] = new("a task at {0} that is in no list any more: it has exited", "{0} 处的任务已不在任何链表中：它已经退出");
        texts["dump.owner.unknown"] = new("not known (owner word {0})", "未知（持有者字为 {0}）");

        // RCU
        texts["dump.rcu.none"] = new("The state of RCU can't be read: the dump's types do not describe it.", "无法读取 RCU 状态：转储中的类型信息没有描述它。");
        texts["dump.rcu.in-progress"] = new("A grace period has been under way for {0}.", "一个宽限期已进行了 {0}。");
        texts["dump.rcu.idle"] = new("No grace period is under way; the last one began {0} ago.", "没有正在进行的宽限期；上一个开始于 {0} 前。");
        texts["dump.rcu.unknown"] = new("The last grace period began {0} ago.", "上一个宽限期开始于 {0} 前。");
        texts["dump.rcu.waits"] = new("It waits for: {0}", "正在等待：{0}");
        texts["dump.rcu.expedited"] = new("An expedited grace period is under way.", "一个加速宽限期正在进行。");
        texts["dump.rcu.waits-expedited"] = new("The expedited one waits for: {0}", "加速宽限期正在等待：{0}");
        texts["dump.rcu.kthread"] = new("{0} drives grace periods; it last did something {1} ago.", "{0} 推动宽限期，最近一次活动在 {1} 前。");
        texts["dump.rcu.partial"] = new("Not all of its tree could be read: more may hold it up.", "未能读出整棵树：可能还有其他阻碍者。");

        // Memory
        texts["dump.read.usage"] = new("read takes ADDRESS or SYMBOL[+OFFSET], then a length or STRUCT[.FIELD]", "read 的用法：地址或 符号[+偏移]，其后为长度或 结构[.字段]");
        texts["dump.read.no-address"] = new("{0} is no address and no symbol of the kernel or of a module", "{0} 既不是地址，也不是内核或模块的符号");
        texts["dump.read.no-struct"] = new("{0} is no length, and the dump's types have no such struct or field", "{0} 不是长度，转储的类型信息中也没有这样的结构或字段");
        texts["dump.read.missing"] = new("{0} byte(s): {1}", "{0} 字节：{1}");
        texts["dump.read.bytes"] = new("{0} byte(s)", "{0} 字节");
        texts["dump.head.offset"] = new("OFFSET", "偏移");
        texts["dump.head.field"] = new("FIELD", "字段");
        texts["dump.head.type"] = new("TYPE", "类型");
        texts["dump.head.value"] = new("VALUE", "值");
    }
}
