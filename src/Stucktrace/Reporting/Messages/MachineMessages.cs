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
        texts["machine.list.too-long"] = new("behind the node at {0}, after {1} nodes, reading was given up", "在 {0} 处的节点之后（已读 {1} 个节点）不再继续读取");
        texts["machine.list.not-present"] = new("the node at {0} leads to {1}: {2}", "{0} 处的节点指向 {1}：{2}");

        // CPUs
        texts["machine.0601"] = new("The per-CPU offset of CPU {0} is not in the dump (__per_cpu_offset): the CPU is left out.", "转储中没有 CPU {0} 的 per-CPU 偏移（__per_cpu_offset）：略去该 CPU。");
        texts["machine.0602"] = new("The mask of online CPUs is not in the dump; {0} present CPU(s) are taken instead.", "转储中没有在线 CPU 掩码；改用 {0} 个存在的 CPU。");
        texts["machine.0603"] = new("The current task of CPU {0} is {1} by its own variable and {2} by its run queue: the first is used.", "CPU {0} 的当前任务按其自身变量为 {1}，按运行队列为 {2}：采用前者。");
        texts["machine.0604"] = new("The current task of CPU {0} can't be read.", "无法读出 CPU {0} 的当前任务。");

        // Tasks
        texts["machine.0611"] = new("The kernel's symbols have no init_task: no list of tasks can be read.", "内核符号中没有 init_task：无法读取任务链表。");
        texts["machine.0612"] = new("It is not known where task_struct keeps its link in the list of tasks (tasks): only current and idle tasks are read.", "不知道 task_struct 中任务链表的链接（tasks）在何处：只读取当前任务和空闲任务。");
        texts["machine.0613"] = new("The list of tasks is broken: {0}. {1} task(s) come before the break; {2} more were found from the other end, where {3}.", "任务链表已断：{0}。断点之前有 {1} 个任务；从另一端又找到 {2} 个，另一端的情况是：{3}。");
        texts["machine.0614"] = new("The list of threads of the process at {0} is broken: {1}.", "{0} 处进程的线程链表已断：{1}。");
        texts["machine.0615"] = new("{0} task(s) are in the table of process ids and in no list, the first at {1}.", "有 {0} 个任务在进程号表中而不在任何链表中，第一个位于 {1}。");
        texts["machine.0616"] = new("There are more than {0} tasks: the rest is left out.", "任务超过 {0} 个：其余略去。");
        texts["machine.0617"] = new("The task_struct at {0} is in a list, but pid or name can't be read: it is left out.", "{0} 处的 task_struct 在链表中，但读不出进程号或名字：略去。");

        // Modules
        texts["machine.0621"] = new("The kernel's symbols have no list of modules (modules).", "内核符号中没有模块链表（modules）。");
        texts["machine.0622"] = new("The list of modules is broken: {0}. {1} module(s) come before the break; {2} more were found from the other end.", "模块链表已断：{0}。断点之前有 {1} 个模块；从另一端又找到 {2} 个。");
        texts["machine.0623"] = new("The struct module at {0} is in the list, but its name can't be read: it is left out.", "{0} 处的 struct module 在链表中，但读不出名字：略去。");
        texts["machine.0624"] = new("The module at {0} has {1} sections; only the first {2} are read.", "{0} 处的模块有 {1} 个节，只读取前 {2} 个。");
        texts["machine.0625"] = new("The module at {0} has {1} symbols, of which {2} can be read.", "{0} 处的模块有 {1} 个符号，其中可读出 {2} 个。");
    }
}
