namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for whether loops end: scenarios, outcomes, proofs.</summary>
static class TerminationMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["end.scenario.tasks"] = new("caller: {0}; wanted: {1}{2}; {3} process(|es)", "调用者：{0}；查找：{1}{2}；共 {3} 个进程");
        texts["end.scenario.word-as-loaded"] = new("{0} holds what it holds when the module is loaded", "{0} 保持模块加载时的值");
        texts["end.scenario.word-is"] = new("somebody sets {0} to {1}", "有人把 {0} 设为 {1}");
        texts["end.scenario.list"] = new("a list of {0} element(s){1}", "含 {0} 个元素的链表{1}");
        texts["end.scenario.damaged"] = new("on a damaged list: {0}{1}", "在已损坏的链表上：{0}{1}");
        texts["end.scenario.counted"] = new("whatever the inputs are", "无论输入为何");
        texts["end.list.any"] = new("", "");
        texts["end.list.present"] = new("; the one wanted is in it", "；要找的元素在其中");
        texts["end.list.absent"] = new("; the one wanted is not in it", "；要找的元素不在其中");
        texts["end.damage.self-cycle"] = new("an element points to itself", "某个元素指向自身");
        texts["end.damage.rho"] = new("the last element leads into the middle, not to the end", "最后一个元素指回链表中间，而非末尾");
        texts["end.damage.null-pointer"] = new("a pointer in the middle is NULL", "中间的一个指针为 NULL");
        texts["end.damage.poisoned"] = new("an element in the middle was deleted (poison)", "中间的一个元素已被删除（poison）");
        texts["end.damage.freed"] = new("an element in the middle was freed", "中间的一个元素已被释放");
        texts["end.caller.leader"] = new("the first thread of a process (leader)", "进程的首个线程（leader）");
        texts["end.caller.thread"] = new("another thread of a process", "进程的其他线程（非 leader）");
        texts["end.caller.kernel-thread"] = new("a kernel thread", "内核线程");
        texts["end.wanted.leader"] = new("the pid of a process", "某个进程的 pid");
        texts["end.wanted.only-thread"] = new("the pid of a thread that is no leader", "某个非 leader 线程的 pid");
        texts["end.wanted.caller"] = new("the caller's own pid", "调用者自己的 pid");
        texts["end.wanted.nobody"] = new("a pid that nobody has", "无人拥有的 pid");
        texts["end.wanted.none"] = new("nothing in particular", "不查找特定对象");
        texts["end.neighbour.alive"] = new("; the neighbour copied at clone is alive", "；clone 时复制的邻居仍在");
        texts["end.neighbour.freed"] = new("; the neighbour copied at clone has exited", "；clone 时复制的邻居已退出");
        texts["end.ends"] = new("ends after {0} round(s)", "{0} 轮后结束");
        texts["end.ends-at"] = new("ends after {0} round(s): {1}", "{0} 轮后结束：{1}");
        texts["end.scenario.clock"] = new("the clock goes on", "时钟正常前进");
        texts["end.clock"] = new("waits for a clock: ends when the time has come, which is not in the input ({0})", "等待时钟：到时即结束，具体时刻不在输入中（{0}）");
        texts["end.clock-after"] = new(
            "waits for a clock: ends after {0} tick(s) (jiffies, or milliseconds where it asks for the time): {1}",
            "等待时钟：{0} 个节拍后结束（jiffies；若查询时间则为毫秒）：{1}");
        texts["end.never"] = new(
            "never ends: every {0} round(s) the state repeats, from round {1} on ({2} instruction(s) a period)",
            "永不结束：从第 {1} 轮起，每 {0} 轮状态重复一次（每周期 {2} 条指令）");
        texts["end.faults"] = new("oops at {0}: address {1}, in round {2}", "在 {0} 处 oops：地址 {1}，第 {2} 轮");
        texts["end.not-reached"] = new("the loop is not entered", "未进入该循环");
        texts["end.freed"] = new("reads freed memory; with its old content: {0}", "读取已释放的内存；若其内容未变：{0}");
        texts["end.unknown.rejected"] = new("unknown: a repetition was seen, but the checker did not accept it ({0})", "未知：观察到重复，但校验器未接受（{0}）");
        texts["end.unknown.instruction"] = new("unknown: not understood: {0} at {1}", "未知：无法理解 {1} 处的指令 {0}");
        texts["end.unknown.branch"] = new("unknown: the branch at {0} depends on something that is not in the input", "未知：{0} 处的分支取决于输入中没有的内容");
        texts["end.unknown.target"] = new("unknown: where {0} leads depends on something that is not in the input", "未知：{0} 的去向取决于输入中没有的内容");
        texts["end.unknown.call"] = new("unknown: the effect of {0}, called at {1}, is not known", "未知：{1} 处调用的 {0} 作用未知");
        texts["end.unknown.store"] = new("unknown: {0} writes to a place that is not known", "未知：{0} 写入的位置未知");
        texts["end.unknown.deep"] = new("unknown: calls nested too deep at {0}", "未知：{0} 处调用嵌套过深");
        texts["end.unknown.trap"] = new("unknown: the code traps at {0}", "未知：代码在 {0} 处陷入");
        texts["end.unknown.budget"] = new("unknown: more instructions than a trial may execute (budget)", "未知：超出单次试验可执行的指令数（预算）");
        texts["end.release.pid"] = new(
            "a task with pid {0} is linked into the list of tasks",
            "pid 为 {0} 的任务被链入任务链表");
        texts["end.release.pid-who"] = new(
            "another CPU can do that: fork() hands out the very number again (copy_process links the new leader), or a thread of such a process calls exec (de_thread)",
            "其他 CPU 可以做到：fork() 再次分配到这个号码（copy_process 链入新的 leader），或该号码所属进程的线程执行 exec（de_thread）");
        texts["end.release.node"] = new(
            "the node of {0} itself is linked into the list of tasks",
            "{0} 自己的节点被链入任务链表");
        texts["end.release.node-who"] = new(
            "only its own exec does that (de_thread replaces the leader's node by the caller's), and it can't call exec while it is in this loop",
            "只有它自己执行 exec 才会（de_thread 用调用者的节点替换 leader 的节点），而它困在此循环中无法执行");
        texts["end.release.next"] = new(
            "the list leads back to where the walk began",
            "链表重新指向遍历的起点");
        texts["end.release.next-who"] = new(
            "a change of the list by fork or exit of other processes does not do that",
            "其他进程的 fork 或 exit 不会造成这种改变");
        texts["end.release.word"] = new(
            "{0} becomes another value than {1}",
            "{0} 变为 {1} 以外的值");
        texts["end.release.word-nobody"] = new(
            "no instruction of this module writes it, and nothing outside gets its address from this module",
            "本模块没有指令写入它，外部也无法从本模块得到其地址");
        texts["end.release.word-written"] = new(
            "other code of this module may write it",
            "本模块的其他代码可能写入它");
        texts["end.release.word-outside"] = new(
            "who writes it can not be told from this module",
            "仅凭本模块无法判断谁会写入它");
        texts["end.title"] = new(
            "Does {0}{1} end?",
            "{0}{1} 会结束吗？");
        texts["end.headline.never"] = new(
            "{0}: {1}{2} never ends when: {3}",
            "{0}：{1}{2} 在以下情形永不结束：{3}");
        texts["end.headline.ends"] = new(
            "{0}: {1}{2} ends in all {3} situation(s) tried",
            "{0}：{1}{2} 在尝试的 {3} 种情形中均会结束");
        texts["end.headline.unknown"] = new(
            "{0}: whether {1}{2} ends is not known",
            "{0}：{1}{2} 是否结束未知");
        texts["end.headline.no-loop"] = new(
            "{0}: {1} has no loop that situations could be made for",
            "{0}：{1} 中没有可构造情形的循环");
        texts["end.story"] = new(
            "How it comes about",
            "经过");
        texts["end.story.maker"] = new(
            "{0} (pid {1}) is the first thread of its process: its node is in the list of tasks, and {2} (pid {3}) came behind it.",
            "{0}（pid {1}）是其进程的首个线程：其节点在任务链表中，其后是 {2}（pid {3}）。");
        texts["end.story.clone"] = new(
            "It clones the thread {0} (pid {1}). The new task_struct is a copy, its list node too: it points to {2}, but it is linked nowhere; no node points back to it.",
            "它 clone 出线程 {0}（pid {1}）。新的 task_struct 是一份拷贝，链表节点也是：它指向 {2}，却没有链入任何链表，没有节点指回它。");
        texts["end.story.freed"] = new(
            "Then {0} exits and is reaped: its memory is freed, and the copied node still points into it.",
            "随后 {0} 退出并被回收：其内存已释放，而拷贝的节点仍指向它。");
        texts["end.story.walk"] = new(
            "{0} runs this code, looking for pid {1}. From its own node the walk steps into the list, goes round {2} task(s) for ever, and never meets its own node; pid {1} belongs to no task on the list.",
            "{0} 执行这段代码，查找 pid {1}。遍历从它自己的节点进入链表，在 {2} 个任务间无休止地循环，永远不会遇到它自己的节点；链表上没有任务的 pid 是 {1}。");
        texts["end.story.walk-any"] = new(
            "{0} runs this code. From its own node the walk steps into the list, goes round {1} task(s) for ever, and never meets its own node.",
            "{0} 执行这段代码。遍历从它自己的节点进入链表，在 {1} 个任务间无休止地循环，永远不会遇到它自己的节点。");
        texts["end.story.cast"] = new(
            "{0} (pid {1}) is the task of the report. That it is such a thread is assumed here, and all other tasks are made up.",
            "{0}（pid {1}）是报告中的任务。它是这样的线程属于假定，其他任务均为虚构。");
        texts["end.story.cast-wanted"] = new(
            "{0} (pid {1}) is the task of the report, and {2} the pid that its registers show. That it is such a thread and that nobody has that pid are assumed here, and all other tasks are made up.",
            "{0}（pid {1}）是报告中的任务，{2} 是其寄存器显示的 pid。它是这样的线程、且没有任务持有该 pid，属于假定；其他任务均为虚构。");
        texts["end.tree.ring"] = new(
            "the list of tasks: {0} → back to {1}",
            "任务链表：{0} → 回到 {1}");
        texts["end.tree.points"] = new(
            "{0} (pid {1}, thread of {2}) → {3}   ← nobody points to it",
            "{0}（pid {1}，{2} 的线程）→ {3}   ← 没有节点指向它");
        texts["end.proof"] = new(
            "Proof",
            "证明");
        texts["end.proof.accepted"] = new(
            "Accepted by the checker: with {0} register(s), {1} word(s) of memory and {2} instruction(s) stated and everything else unknown, the same state comes back after {3} instruction(s) ({4} round(s)).",
            "校验器已接受：给定 {0} 个寄存器、{1} 个内存字和 {2} 条指令，其余一律未知，执行 {3} 条指令（{4} 轮）后回到同一状态。");
        texts["end.proof.conditions"] = new(
            "It holds as long as nobody writes those words. What would set it free:",
            "只要没有人写入这些字，结论即成立。能使其脱离循环的改变：");
        texts["end.proof.release"] = new(
            "{0}; {1}",
            "{0}；{1}");
        texts["end.proof.nothing-released"] = new(
            "no single word",
            "没有任何单个字");
        texts["end.verify.none"] = new(
            "{0}: no proof in it",
            "{0}：其中没有证明");
        texts["end.verify.accepted"] = new(
            "{0}: proof {1} holds: the loop at {2} repeats its state every {3} round(s)",
            "{0}：证明 {1} 成立：{2} 处的循环每 {3} 轮重复其状态");
        texts["end.verify.rejected"] = new(
            "{0}: proof {1} is rejected: {2}",
            "{0}：证明 {1} 被拒绝：{2}");
        texts["end.verify.unreadable"] = new(
            "{0}: not a report that can be read ({1})",
            "{0}：不是可读取的报告（{1}）");
        texts["end.claim.never"] = new(
            "Executing the module's own instructions shows: {0}{1} never ends in this situation: {2}. Its state repeats every {3} round(s), and the checker accepted the proof. It never ends in {4} of {5} situation(s) tried.",
            "执行模块自身的指令表明：{0}{1} 在以下情形永不结束：{2}。其状态每 {3} 轮重复一次，证明已被校验器接受。尝试的 {5} 种情形中有 {4} 种永不结束。");
        texts["end.claim.ends"] = new(
            "Executing the module's own instructions: {0}{1} ends in all {2} situation(s) tried.",
            "执行模块自身的指令：{0}{1} 在尝试的 {2} 种情形中均会结束。");
        texts["end.claim.unknown"] = new(
            "Executing the module's own instructions: whether {0}{1} ends could not be told in {2} of {3} situation(s); none was proven endless.",
            "执行模块自身的指令：{3} 种情形中有 {2} 种无法判断 {0}{1} 是否结束；没有一种被证明永不结束。");
        texts["end.claim.released"] = new("The loop would be left if {0}: {1}.", "以下改变会使循环退出：{0}（{1}）。");
        texts["out.loop.arrows"] = new("arrows", "箭头");
        texts["out.loop.listing"] = new("Listing of the loop", "循环清单");
    }
}
