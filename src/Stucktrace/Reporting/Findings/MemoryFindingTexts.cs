namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about what the memory of a dump shows: ST20xx.</summary>
static class MemoryFindingTexts
{
    internal static IReadOnlyList<FindingDescription> All { get; } =
    [
        new(
            "ST2001",
            new("A CPU in the dump does not schedule", "转储中某个 CPU 不再调度"),
            new("Which CPU has not run the watchdog's own thread, for how long, and where it is.", "指出哪个 CPU 多久没有运行看门狗自己的线程，以及它所在的位置。"),
            new("By watchdog_touch_ts of that CPU against the clock at the dump, and the registers that the crash saved or an interrupt left on the stack.", "依据该 CPU 的 watchdog_touch_ts 与转储时刻之差，以及崩溃时保存或中断留在栈上的寄存器。"),
            new("The watchdog was switched off, or the clock jumped (a virtual machine that was stopped).", "看门狗被关闭，或时钟跳变（虚拟机曾被暂停）。"),
            new("Read where it is, and what executing it shows (ST2002).", "查看其位置，以及执行它的结果（ST2002）。")),
        new(
            "ST2002",
            new("What executing the CPU's code on the dump's memory showed", "在转储内存上继续执行该 CPU 代码的结果"),
            new("From the saved registers on, the very instructions in memory, on the very data in memory: whether they ever get out of where they are.", "从保存的寄存器出发，用内存中的指令和数据继续执行：能否走出当前位置。"),
            new("The module's and the kernel's own code was executed from the dump. When the words that decide every branch repeat, it never ends; a separate checker accepted the proof, which stops being true only when somebody else writes one of the words that it freezes.", "执行的是转储中的模块与内核代码。当决定所有分支的字重复时，它就永不结束；独立校验器接受了证明，仅当他人改写其冻结的某个字时才失效。"),
            new("Another CPU, or an interrupt, that writes one of those words: see ST2003.", "其他 CPU 或中断改写了其中某个字：见 ST2003。"),
            new("Show the vendor this finding with its proof: stucktrace verify checks it without the dump.", "把本结论连同证明交给厂商：stucktrace verify 无需转储即可复核。")),
        new(
            "ST2003",
            new("What would set the CPU free", "能使该 CPU 脱身的改变"),
            new("A write by somebody else to this memory would let an exit be taken.", "其他人对该内存的写入会使某个出口成立。"),
            new("Each word of the proof was taken out in turn: the branch named is the one that is then no longer decided.", "逐一去掉证明中的每个字：所指的分支随之不再确定。"),
            new("Another word that decides the same branch.", "决定同一分支的另一个字。"),
            new("On a machine that must not be reset, this is what could end the loop.", "在不能重启的机器上，这可能使循环结束。")),
        new(
            "ST2004",
            new("What the grace period of RCU waits for", "RCU 宽限期在等待什么"),
            new("How old the grace period is in the dump, and which CPUs and tasks it has not heard of.", "转储中宽限期已持续多久，尚未得到哪些 CPU 和任务的静止状态。"),
            new("By rcu_state and the masks and lists of its nodes; by how long ksoftirqd has waited to run on the CPU named.", "依据 rcu_state 及其节点的掩码与链表，以及 ksoftirqd 在所指 CPU 上等待运行的时间。"),
            new("The nodes were changed while the dump was written.", "写转储时节点正在变化。"),
            new("Who waits for this grace period is a victim; look at the CPU or task named.", "等待该宽限期者是受害者；请查看所指的 CPU 或任务。")),
        new(
            "ST2005",
            new("A lock whose owner has exited", "持有者已退出的锁"),
            new("A lock that tasks wait for belongs to a task that exists no longer.", "有任务等待的锁属于一个已不存在的任务。"),
            new("By the owner word of the lock, found through the waiters on the stacks of those who wait; no list of tasks has that address.", "依据锁的 owner 字（通过等待者栈上的 waiter 结构找到）；没有任何任务链表含有该地址。"),
            new("The list of tasks in the dump is damaged.", "转储中的任务链表已损坏。"),
            new("Mend the path that returns without unlocking.", "修复未解锁就返回的路径。")),
        new(
            "ST2006",
            new("Who owns the lock that is waited for", "被等待的锁由谁持有"),
            new("The owner of a lock, by name, and what it does.", "锁的持有者姓名及其状态。"),
            new("By the owner word of the lock, found through the waiters on the stacks of those who wait.", "依据锁的 owner 字（通过等待者栈上的 waiter 结构找到）。"),
            new("A lock without an owner word (a semaphore), or held by readers.", "锁没有 owner 字（信号量），或由读者持有。"),
            new("Look at what the owner waits for or does.", "查看持有者在等待什么或在做什么。")),
        new(
            "ST2007",
            new("A circle of owners", "持有者的循环"),
            new("Tasks that each wait for a lock of the next one: none of them will ever go on.", "若干任务各自等待下一个任务的锁：谁也无法继续。"),
            new("By the owner words of the locks that they queue up for.", "依据它们所排队的锁的 owner 字。"),
            new("An owner word that is out of date.", "owner 字已过时。"),
            new("Take the locks in one order everywhere.", "各处以同一顺序加锁。")),
        new(
            "ST2008",
            new("A detector that could not speak", "无法发声的检测者"),
            new("A kernel thread that would have reported sleeps on a timer of the stuck CPU.", "本应报告的内核线程睡在卡死 CPU 的定时器上。"),
            new("By the timer's due time against the clock at the dump.", "依据定时器到期时间与转储时刻。"),
            new("The thread was woken by something else.", "该线程被其他事件唤醒。"),
            new("Do not take its silence for good news.", "不要把它的沉默当作好消息。")),
        new(
            "ST2009",
            new("Log and dump contradict each other", "日志与转储相互矛盾"),
            new("What the log reports is no longer so in the dump's memory.", "日志所报告的情形在转储内存中已不成立。"),
            new("By comparing the CPU's current task, and the states of the tasks that the log names, with the memory.", "依据该 CPU 的当前任务以及日志所提任务在内存中的状态。"),
            new("The dump is of another machine or another boot with the same names.", "转储来自另一台机器，或另一次启动中的同名任务。"),
            new("Take the memory for the later of the two, and the log for what was.", "以内存为较晚的状态，以日志为先前的状态。")),
        new(
            "ST2010",
            new("A system call that was taken over", "被接管的系统调用"),
            new("Where a system call no longer leads to the kernel's own function.", "指出哪个系统调用不再通向内核自己的函数。"),
            new("By the entries of sys_call_table and the first bytes of the kernel's functions for system calls in the dump; what tracing and probes of the kernel write there is told apart.", "依据转储中 sys_call_table 的各项以及系统调用函数的首字节；内核跟踪与探针写入的内容已加以区分。"),
            new("Live patching of the kernel (kpatch) leads calls elsewhere as well.", "内核热补丁（kpatch）同样会改变去向。"),
            new("Whoever took it over answers for what happens behind it.", "接管者须对其后发生的事情负责。")),
        new(
            "ST2011",
            new("Code of a module that was changed at run time", "模块代码在运行时被修改"),
            new("Bytes of the module in memory that neither its file nor the kernel's own patching explain.", "内存中模块的某些字节既不同于文件，也不能由内核自身的修补解释。"),
            new("The file is relocated to where it was loaded and compared byte for byte; places that the kernel patches (alternatives, return thunks, static calls, jump labels, tracing) are allowed to differ as the kernel would make them.", "把文件重定位到其加载地址后逐字节比较；内核会修补的位置（alternatives、返回 thunk、static call、jump label、跟踪）允许按内核方式不同。"),
            new("A kind of patching that is not known.", "未知的修补方式。"),
            new("Find out who writes there: the loop shown may not be the one that ran.", "查明谁写入了此处：所示循环可能并非实际运行的代码。")),
    ];
}
