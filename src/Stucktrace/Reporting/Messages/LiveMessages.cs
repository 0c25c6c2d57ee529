namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for running a CPU's code on the memory of a dump.</summary>
static class LiveMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["live.headline.never"] = new(
            "CPU {0} ({1}) never gets out of the loop at {2}: run on the dump's memory, its state is the same again every {3} round(s) ({4} instruction(s))",
            "CPU {0}（{1}）永远走不出 {2} 处的循环：在转储的内存上继续执行，每 {3} 轮（{4} 条指令）状态即重复一次");
        texts["live.headline.ends"] = new(
            "CPU {0} ({1}) at {2}: run on the dump's memory, the loop is left after {3} instruction(s), at {4}; it takes long, or what it waited for has changed",
            "CPU {0}（{1}）位于 {2}：在转储的内存上继续执行 {3} 条指令后，于 {4} 离开循环；它只是耗时很长，或所等待的内容已改变");
        texts["live.headline.ends-user"] = new(
            "CPU {0} ({1}) at {2}: run on the dump's memory, it is back in user mode after {3} instruction(s); no loop holds it",
            "CPU {0}（{1}）位于 {2}：在转储的内存上继续执行 {3} 条指令后返回用户态；没有循环困住它");
        texts["live.headline.clock"] = new(
            "CPU {0} ({1}) waits at {2} for time to pass: it goes round only because {3} stands still in a dump, and ends by itself",
            "CPU {0}（{1}）在 {2} 处等待时间流逝：只因 {3} 在转储中静止才会循环，实际会自行结束");
        texts["live.headline.lock"] = new(
            "CPU {0} ({1}) spins at {2} for a lock: it goes on when the owner lets go",
            "CPU {0}（{1}）在 {2} 处自旋等待锁：持有者释放后才会继续");
        texts["live.headline.cpu"] = new(
            "CPU {0} ({1}) spins at {2} until another CPU answers: the cause is there",
            "CPU {0}（{1}）在 {2} 处自旋等待另一个 CPU 的应答：原因在那个 CPU");
        texts["live.headline.faults"] = new(
            "CPU {0} ({1}): run on the dump's memory, {2} accesses {3}, where nothing is mapped, after {4} instruction(s)",
            "CPU {0}（{1}）：在转储的内存上继续执行 {4} 条指令后，{2} 访问了未映射的地址 {3}");
        texts["live.headline.unknown"] = new(
            "CPU {0} ({1}) at {2}: whether it ever goes on can not be told from this dump: {3}",
            "CPU {0}（{1}）位于 {2}：无法从此转储判断它是否会结束：{3}");
        texts["live.unknown"] = new("not run", "未执行");
        texts["live.why.page"] = new("{0} reads {1}, and the page {2} {3}", "{0} 读取 {1}，而页 {2} {3}");
        texts["live.why.outside"] = new("the branch at {0} depends on what {1} at {2} gives", "{0} 处的分支取决于 {2} 处 {1} 的结果");
        texts["live.why.instruction"] = new("the instruction {0} at {1} is not understood", "无法理解 {1} 处的指令 {0}");
        texts["live.why.branch"] = new("the branch at {0} depends on something that is not known", "{0} 处的分支取决于未知的内容");
        texts["live.why.target"] = new("where {0} leads is not known", "{0} 的去向未知");
        texts["live.why.call"] = new("the effect of {0}, called at {1}, is not known", "{1} 处调用的 {0} 作用未知");
        texts["live.why.store"] = new("{0} writes to its own code, to a device, or to a place that is not known", "{0} 写入自身代码、设备或未知位置");
        texts["live.why.deep"] = new("calls are nested too deep at {0}", "{0} 处调用嵌套过深");
        texts["live.why.trap"] = new("the code traps at {0}", "代码在 {0} 处陷入");
        texts["live.why.fault"] = new("{0} accesses {1}, where nothing is mapped, and the kernel is prepared for that", "{0} 访问未映射的 {1}，而内核对此有所准备");
        texts["live.why.budget"] = new("nothing repeated in {0} instruction(s), which is as many as are executed", "已执行上限的 {0} 条指令，未见重复");
        texts["live.why.rejected"] = new("a repetition was seen, but the checker did not accept it ({0})", "观察到重复，但校验器未接受（{0}）");
        texts["live.why.alias"] = new("the same memory is reached under two addresses, and one of them is written", "同一内存经由两个地址访问，且其中之一被写入");
        texts["live.state.excluded"] = new("was left out of the dump", "未被写入转储");
        texts["live.state.no-such-memory"] = new("is no memory: a device, or nothing", "不是内存：属于设备或不存在");
        texts["live.state.unmapped"] = new("is not mapped in the kernel", "未映射到内核地址空间");
        texts["live.state.damaged"] = new("is damaged in the dump", "在转储中已损坏");
        texts["live.state.present"] = new("holds a value that the run itself made unknown", "其中的值在执行过程中变为未知");
        texts["live.fact.left"] = new("The function where the CPU was returns ({0} function(s) in all, to {1}): the loop is further out.", "CPU 所在的函数会返回（共 {0} 层，返回到 {1}）：循环在外层。");
        texts["live.fact.tasks"] = new("It walks round {0} task(s), from {1} on and back to it.", "它绕着 {0} 个任务遍历，从 {1} 开始又回到 {1}。");
        texts["live.fact.nodes"] = new("It follows pointers round {0} node(s), from {1} on and back to it.", "它沿指针绕着 {0} 个节点遍历，从 {1} 开始又回到 {1}。");
        texts["live.fact.current-in"] = new("The current task, {0}, is one of them.", "当前任务 {0} 在其中。");
        texts["live.fact.current-thread"] = new(
            "The current task, {0}, is not among them: its group leader is {1}, and only leaders are linked into this list.",
            "当前任务 {0} 不在其中：其线程组 leader 是 {1}，只有 leader 才链入此链表。");
        texts["live.fact.current-not"] = new("The current task, {0}, is not among them.", "当前任务 {0} 不在其中。");
        texts["live.fact.freed"] = new(
            "From the node of {0} the list leads through {1}, taken out of it before (the back pointer is poisoned): the pointer left behind there leads on to {2}, and nobody points back.",
            "从 {0} 的节点出发，链表经过早已摘下的 {1}（其反向指针为 poison 值）：那里残留的指针通向 {2}，而没有节点指回来。");
        texts["live.fact.rho"] = new("From the node of {0} the list leads to {1}, and nobody points back.", "从 {0} 的节点出发，链表通向 {1}，而没有节点指回来。");
        texts["live.fact.self-cycle"] = new("The node {0} points to itself.", "节点 {0} 指向自身。");
        texts["live.fact.broken"] = new("The back pointer of {0} does not point to the node before it: the list is damaged there.", "{0} 的反向指针没有指向其前一个节点：链表在此处已损坏。");
        texts["live.fact.pid-nobody"] = new("Looked for is pid {0}, which belongs to nobody.", "要找的是 pid {0}，它不属于任何任务。");
        texts["live.fact.pid-thread"] = new("Looked for is pid {0}: that is {1}, a thread that is no leader and so is not on the list.", "要找的是 pid {0}：即 {1}，它是非 leader 线程，因此不在链表上。");
        texts["live.fact.pid-leader"] = new("Looked for is pid {0}: that is {1}.", "要找的是 pid {0}：即 {1}。");
        texts["live.fact.wanted"] = new("Each is compared with {0} at {1}, and none is equal.", "每个节点都在 {1} 处与 {0} 比较，无一相等。");
        texts["live.fact.gives-up"] = new("In each period it lets other tasks run: it holds no CPU, but never gets on.", "每个周期都会让出 CPU：它不独占 CPU，但永远无法前进。");
        texts["live.fact.clock"] = new("{0} was {1} when the dump was taken; interrupts move it on.", "转储时 {0} 为 {1}；中断会推进它。");
        texts["live.fact.seconds"] = new("{0} s were left.", "还剩 {0} 秒。");
        texts["live.list.title"] = new("The list {0} as it lies in memory", "内存中的链表 {0}");
        texts["live.list.more"] = new("{0} more", "另有 {0} 个");
        texts["live.list.back"] = new("back to the first of {0} node(s)", "回到 {0} 个节点中的第一个");
        texts["live.list.back-tasks"] = new("back to the first of {0} task(s)", "回到 {0} 个任务中的第一个");
        texts["live.list.poisoned"] = new("{0}: a poison value, the node was taken out of the list", "{0}：poison 值，该节点已从链表摘下");
        texts["live.list.null-terminated"] = new("NULL: the end of the list", "NULL：链表结尾");
        texts["live.list.leaves-dump"] = new("{0}: this page is not in the dump", "{0}：该页不在转储中");
        texts["live.list.leaves-memory"] = new("{0}: nothing is mapped there", "{0}：该处未映射");
        texts["live.list.too-long"] = new("{0} and on: more nodes than are looked at", "{0} 及之后：节点数超出查看上限");
        texts["live.node.and"] = new("; ", "；");
        texts["live.node.current"] = new("current", "当前任务");
        texts["live.node.current-outside"] = new("current; nobody points here", "当前任务；没有节点指向这里");
        texts["live.node.leader"] = new("its group leader", "其线程组 leader");
        texts["live.node.unlinked"] = new("taken out before (poison)", "早已摘下（poison）");
        texts["live.node.entered"] = new("here the way leads into the ring", "由此进入环");
        texts["live.node.cursor"] = new("here the CPU was", "转储时 CPU 在此");
        texts["live.node.broken"] = new("its back pointer is wrong", "反向指针错误");
        texts["live.none"] = new("{0}: no CPU was busy in the kernel", "{0}：没有 CPU 在内核中忙碌");
        texts["live.none-in"] = new("{0}: no CPU was in {1}", "{0}：没有 CPU 位于 {1} 中");
        texts["live.no-kernel"] = new("{0}: no kernel was found in it", "{0}：其中找不到内核");
        texts["live.release.field"] = new("an object with {1} at {0} is on the way", "途经的某个对象在 {0} 处的值为 {1}");
        texts["live.release.link"] = new("a pointer that is followed ({0} in all) changes", "所沿的 {0} 个指针之一改变");
        texts["live.release.word"] = new("{0} becomes another value than {1} (decides at {2})", "{0} 变为 {1} 以外的值（在 {2} 处起决定作用）");
        texts["live.release.runs"] = new("it belongs to {0}, which runs on CPU {1}", "它属于正在 CPU {1} 上运行的 {0}");
        texts["live.release.waits"] = new("it belongs to {0}, which is not running", "它属于 {0}，而 {0} 没有在运行");
        texts["live.release.others"] = new("another CPU or an interrupt would have to write it", "须由其他 CPU 或中断写入");
    }
}
