namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for loops: what they do, how they end, and what is suspicious.</summary>
static class LoopMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Values
        texts["loop.argument.1"] = new("the first argument ({0})", "第一个参数（{0}）");
        texts["loop.argument.2"] = new("the second argument ({0})", "第二个参数（{0}）");
        texts["loop.argument.3"] = new("the third argument ({0})", "第三个参数（{0}）");
        texts["loop.argument.4"] = new("the fourth argument ({0})", "第四个参数（{0}）");
        texts["loop.argument.5"] = new("the fifth argument ({0})", "第五个参数（{0}）");
        texts["loop.argument.6"] = new("the sixth argument ({0})", "第六个参数（{0}）");
        texts["loop.call-result"] = new("what a called function returned", "被调用函数的返回值");
        texts["loop.stack"] = new("an object on the stack", "栈上的一个对象");
        texts["loop.field.named"] = new("{0}", "{0}");
        texts["loop.field.offset"] = new("the {0}-bit field at {1}", "偏移 {1} 处的 {0} 位字段");

        // Exits
        texts["loop.exit.cursor-is-start"] = new("the cursor is {0} again, where the walk began", "游标又回到遍历的起点 {0}");
        texts["loop.exit.cursor-is-head"] = new("the cursor is back at the head of the list, {0}", "游标回到链表头 {0}");
        texts["loop.exit.cursor-is-null"] = new("the pointer is NULL", "指针为 NULL");
        texts["loop.exit.cursor-is-other"] = new("the cursor is {0}", "游标等于 {0}");
        texts["loop.exit.cursor-is-not"] = new("the cursor is not {0}", "游标不等于 {0}");
        texts["loop.exit.field-equals"] = new("{0} of the element equals {1}", "当前元素的 {0} 等于 {1}");
        texts["loop.exit.field-differs"] = new("{0} of the element differs from {1}", "当前元素的 {0} 不等于 {1}");
        texts["loop.exit.field-test"] = new("a test on {0} of the element: {1}", "对当前元素的 {0} 的判断：{1}");
        texts["loop.exit.counter"] = new("the counter reaches its bound: {0}", "计数到达上限：{0}");
        texts["loop.exit.time"] = new("the time is up: {0}", "到达时限：{0}");
        texts["loop.exit.exchange"] = new("the atomic exchange finds what it needs: {0}", "原子交换成功：{0}");
        texts["loop.exit.call"] = new("{0}() says so: {1}", "取决于 {0}() 的返回值：{1}");
        texts["loop.exit.computed-call"] = new("a function called through a pointer says so: {0}", "取决于经函数指针调用的返回值：{0}");
        texts["loop.exit.word"] = new("the word at {0} has the value that is waited for: {1}", "{0} 处的内存字变为所等待的值：{1}");
        texts["loop.exit.other"] = new("{0}", "{0}");
        texts["loop.exit.always"] = new("always, at the first round", "第一轮必定退出");
        texts["loop.exit.never"] = new("never: the condition cannot hold", "永不退出：该条件不可能成立");
        texts["loop.exit.patched"] = new("a jump that the kernel switches at run time (static key or alternative)", "由内核在运行时改写的跳转（static key 或 alternative）");
        texts["loop.exit.fault"] = new("the memory access faults and goes on in its fixup", "该内存访问出错，转到异常修复代码");
        texts["loop.exit.table"] = new("one of the cases of a jump table", "跳转表的某个分支");
        texts["loop.exit.not-understood"] = new("a condition that was not understood", "未能理解的条件");

        // What is suspicious
        texts["loop.suspicion.ends-only-at-start.tasks"] = new(
            "The walk over all tasks (list node at {0}) begins at {1} and ends only on meeting it again. Only thread-group leaders are linked into that list: from a thread that is not a leader the walk never comes back to it, and no exit tests the head of the list (init_task).",
            "对任务链表（节点偏移 {0}）的遍历从 {1} 开始，且只有再次遇到它才结束。只有线程组组长在该链表上：若起点不是组长，遍历永远回不到起点，而没有任何出口检查链表头（init_task）。");
        texts["loop.suspicion.no-head-test"] = new(
            "The walk round the list ends only when {0}. No exit tests the head of the list, the place where the walk began, or NULL: if no element fits, it never ends.",
            "遍历环形链表时，只有当{0}才会结束。没有任何出口检查链表头、遍历起点或 NULL：若没有元素满足条件，遍历永不结束。");
        texts["loop.suspicion.head-of-another-list"] = new(
            "The walk begins at current and follows the node at {0}, but ends only at init_task, which is the head of another list: it never meets it.",
            "遍历从 current 出发，沿偏移 {0} 处的节点前进，却只在遇到 init_task 时结束；init_task 是另一条链表的表头，永远不会遇到。");
        texts["loop.suspicion.spins-under-lock"] = new(
            "A second lock is tried again and again without bound while the lock taken by {0}() is held: if its owner waits for that one, neither goes on.",
            "持有 {0}() 获取的锁时，无限次地尝试获取第二把锁：若后者的持有者正在等待前者，双方都无法继续。");
        texts["loop.suspicion.nobody-writes.constant"] = new(
            "The loop waits for {0} to change, but it lies in read-only data: nothing can write it.",
            "循环等待 {0} 改变，但它位于只读数据中，任何代码都无法写入。");
        texts["loop.suspicion.nobody-writes"] = new(
            "The loop waits for {0} to change, but no instruction of the module writes it, and its address is given to nobody.",
            "循环等待 {0} 改变，但模块中没有任何指令写入它，其地址也未传给任何人。");
        texts["loop.suspicion.no-exit"] = new(
            "There is no way out of the loop, and nothing that it calls can sleep: the CPU stays in it.",
            "循环没有出口，且其中调用的函数都不会睡眠：CPU 将一直停留在循环中。");
        texts["loop.suspicion.nothing-changes"] = new(
            "Nothing that the loop does or reads takes part in its exits: if none is taken in the first round, none ever is.",
            "循环中的任何操作和读取都不影响其出口条件：第一轮不退出，就永远不会退出。");
    }
}
