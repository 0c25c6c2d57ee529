namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what can't be read of the machine in a dump, and why.</summary>
static class MachineMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // What a dump says of some bytes
        texts["machine.state.present"] = new("in the dump", "在转储中");
        texts["machine.state.excluded"] = new("left out of the dump", "未收入转储");
        texts["machine.state.no-such-memory"] = new("no memory there", "该处没有内存");
        texts["machine.state.unmapped"] = new("not mapped", "未映射");
        texts["machine.state.damaged"] = new("damaged in the dump", "在转储中已损坏");

        // How a list ends
        texts["machine.list.whole"] = new("it is whole, with {0} node(s)", "链表完整，共 {0} 个节点");
        texts["machine.list.null"] = new("the link of the node at {0} is NULL", "{0} 处节点的链接为 NULL");
        texts["machine.list.poison"] = new("the link of the node at {0} is {1}, which list_del() leaves in a node that was taken out", "{0} 处节点的链接为 {1}，这是 list_del() 在已移除节点中留下的值");
        texts["machine.list.circle"] = new("the node at {0} leads back to {1}, which is not the head", "{0} 处的节点又指回 {1}，而后者并非表头");
        texts["machine.list.too-long"] = new("behind the node at {0}, after {1} node(s), reading was given up", "在 {0} 处的节点之后（已读 {1} 个节点）不再继续读取");
        texts["machine.list.not-present"] = new("the node at {0} leads to {1}: {2}", "{0} 处的节点指向 {1}：{2}");

        // CPUs
        texts["machine.0801"] = new("The per-CPU offset of CPU {0} is not in the dump (__per_cpu_offset): the CPU is left out.", "转储中没有 CPU {0} 的 per-CPU 偏移（__per_cpu_offset）：略去该 CPU。");
        texts["machine.0802"] = new("The mask of online CPUs is not in the dump; {0} present CPU(s) (is|are) taken instead.", "转储中没有在线 CPU 掩码；改用 {0} 个存在的 CPU。");
        texts["machine.0803"] = new("The current task of CPU {0} is {1} by its own variable and {2} by its run queue: the first is used.", "CPU {0} 的当前任务按其自身变量为 {1}，按运行队列为 {2}：采用前者。");
        texts["machine.0804"] = new("The current task of CPU {0} can't be read.", "无法读出 CPU {0} 的当前任务。");

        // Tasks
        texts["machine.0811"] = new("The kernel's symbols have no init_task: no list of tasks can be read.", "内核符号中没有 init_task：无法读取任务链表。");
        texts["machine.0812"] = new("It is not known where task_struct keeps its link in the list of tasks (tasks): only current and idle tasks are read.", "不知道 task_struct 中任务链表的链接（tasks）在何处：只读取当前任务和空闲任务。");
        texts["machine.0813"] = new("The list of tasks is broken: {0}. {1} task(s) (comes|come) before the break; {2} more were found from the other end, where {3}.", "任务链表已断：{0}。断点之前有 {1} 个任务；从另一端又找到 {2} 个，另一端的情况是：{3}。");
        texts["machine.0814"] = new("The list of threads of the process at {0} is broken: {1}.", "{0} 处进程的线程链表已断：{1}。");
        texts["machine.0815"] = new("{0} task(s) (is|are) in the table of process ids and in no list, the first at {1}.", "有 {0} 个任务在进程号表中而不在任何链表中，第一个位于 {1}。");
        texts["machine.0816"] = new("There are more than {0} task(s): the rest is left out.", "任务超过 {0} 个：其余略去。");
        texts["machine.0817"] = new("The task_struct at {0} is in a list, but pid or name can't be read: it is left out.", "{0} 处的 task_struct 在链表中，但读不出进程号或名字：略去。");

        // Modules
        texts["machine.0821"] = new("The kernel's symbols have no list of modules (modules).", "内核符号中没有模块链表（modules）。");
        texts["machine.0822"] = new("The list of modules is broken: {0}. {1} module(s) (comes|come) before the break; {2} more were found from the other end.", "模块链表已断：{0}。断点之前有 {1} 个模块；从另一端又找到 {2} 个。");
        texts["machine.0823"] = new("The struct module at {0} is in the list, but its name can't be read: it is left out.", "{0} 处的 struct module 在链表中，但读不出名字：略去。");
        texts["machine.0824"] = new("The module at {0} has {1} section(s); only the first {2} are read.", "{0} 处的模块有 {1} 个节，只读取前 {2} 个。");
        texts["machine.0825"] = new("The module at {0} has {1} symbol(s), of which {2} can be read.", "{0} 处的模块有 {1} 个符号，其中可读出 {2} 个。");

        // The kernel's log
        texts["machine.0831"] = new("The kernel's symbols lead to no log (prb, log_next_idx or log_end).", "内核符号中找不到日志（prb、log_next_idx 或 log_end）。");
        texts["machine.0832"] = new("The kernel's log at {0} has no size that a log can have ({1}): it is not read.", "{0} 处的内核日志大小不合理（{1}）：不读取。");
        texts["machine.0833"] = new("{0} of the {1} byte(s) of the kernel's log are not in the dump, the first at {2}: records there are lost.", "内核日志的 {1} 字节中有 {0} 字节不在转储中，第一处位于 {2}：其中的记录丢失。");
        texts["machine.0834"] = new("The record of the kernel's log at index {0} is damaged: only the {1} record(s) before it (is|are) read.", "内核日志索引 {0} 处的记录已损坏：只读取其前的 {1} 条记录。");
        texts["machine.0835"] = new("{0} record(s) of the kernel's log can't be read, the first has the descriptor {1}: {2}.", "内核日志有 {0} 条记录无法读取，第一条的描述符为 {1}：{2}。");
        texts["machine.0836"] = new("The kernel's log (struct printk_ringbuffer at {0}) can't be read: fields are missing from the dump or have sizes that no log has.", "无法读取内核日志（{0} 处的 struct printk_ringbuffer）：字段不在转储中，或大小不合理。");
        texts["machine.0837"] = new("The layout of a log record makes no sense: the kernel's log is not read.", "日志记录的布局不合理：不读取内核日志。");
        texts["machine.log.other-id"] = new("its descriptor belongs to another record", "其描述符属于另一条记录");
        texts["machine.log.unfinished"] = new("it was being written", "正在写入");
        texts["machine.log.no-room"] = new("there was no room for its text", "没有空间存放其文本");
        texts["machine.log.bad-block"] = new("its text has no place in the ring", "其文本在环形缓冲区中的位置不合理");
        texts["machine.log.other-text"] = new("the text in its place belongs to another record", "其位置上的文本属于另一条记录");

        // RCU
        texts["machine.0841"] = new("The tree of RCU at {0} can't be read whole: more CPUs or tasks than named may hold up its grace period.", "{0} 处的 RCU 树无法完整读取：阻碍宽限期的 CPU 或任务可能比列出的更多。");

        // Locks
        texts["machine.0861"] = new("The queues of locks have more than {0} node(s) altogether: further ones are not followed.", "各锁的等待队列合计超过 {0} 个节点：其余不再跟踪。");

        // Timers and work
        texts["machine.0851"] = new("There are more than {1} timer(s), up to the wheel at {0}: the rest is left out.", "到 {0} 处的定时器轮为止已超过 {1} 个定时器：其余略去。");
        texts["machine.0852"] = new("The list of work of the pool at {0} is broken: {1}.", "{0} 处工作线程池的工作链表已断：{1}。");
    }
}
