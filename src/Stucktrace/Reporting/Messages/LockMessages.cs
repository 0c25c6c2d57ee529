namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what a module's locks can do to it.</summary>
static class LockMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["lock.twice"] = new("{0} takes {1} while it holds it", "{0} 在持有 {1} 时再次获取它");
        texts["lock.opposite"] = new("{0} and {1} take {2} and {3} in opposite order", "{0} 与 {1} 以相反的顺序获取 {2} 和 {3}");
        texts["lock.kept"] = new("{0} returns on one path with {1} held, and gives it back on another", "{0} 在一条路径上持有 {1} 返回，而在另一条路径上释放它");
        texts["lock.sleeps"] = new("sleeps, uninterruptibly where the function that waits says so", "睡眠（等待函数不可中断时即为 D 状态）");
        texts["lock.spins"] = new("spins on its CPU", "在其 CPU 上自旋");
        texts["lock.holds"] = new("{0} holds {1} (taken at {2}) and waits for {3} at {4}", "{0} 持有 {1}（在 {2} 获取），并在 {4} 等待 {3}");
        texts["lock.row.twice"] = new("{0} is taken at {1} and waited for at {2}, with no other path between", "{0} 在 {1} 获取，又在 {2} 等待，其间没有释放");
        texts["lock.row.apart"] = new("{0} and {1} run one after the other", "{0} 与 {1} 先后执行");
        texts["lock.row.crossed"] = new("{0}; at the same time {1}", "{0}；与此同时，{1}");
        texts["lock.row.given-back"] = new("the path that gives {0} back at {1}", "在 {1} 释放 {0} 的路径");
        texts["lock.row.kept"] = new("the path that returns at {0} with {1} held (taken at {2})", "在 {0} 返回时仍持有 {1}（在 {2} 获取）的路径");
        texts["lock.result.free"] = new("ends: what was taken is given back", "结束：获取的锁均已释放");
        texts["lock.result.itself"] = new("never ends: it waits for itself, and {0}", "永不结束：它在等待自己，并且{0}");
        texts["lock.result.each-other"] = new("never ends: each waits for the lock that the other one holds, and {0}", "永不结束：双方各自等待对方持有的锁，并且{0}");
        texts["lock.result.kept"] = new(
            "ends, but whoever wants the lock next waits for an owner that has returned, or exited since, and {0}",
            "本次结束，但下一个获取该锁者等待的持有者已经返回（甚至已退出），并且{0}");
        texts["lock.assumed.twice"] = new(
            "Seen in the code, not proven: the waiting itself is the kernel's code, and that the path is taken is not in this file.",
            "由代码可见，但未经证明：等待本身是内核代码，且该路径是否被执行不在本文件中。");
        texts["lock.assumed.opposite"] = new(
            "Seen in the code, not proven: the waiting itself is the kernel's code, and that two tasks are on both paths at once is not in this file.",
            "由代码可见，但未经证明：等待本身是内核代码，且两个任务是否同时处于这两条路径不在本文件中。");
        texts["lock.assumed.kept"] = new(
            "Seen in the code, not proven: no other function of this module gives the lock back, and what other modules do is not in this file.",
            "由代码可见，但未经证明：本模块没有其他函数释放该锁，其他模块的行为不在本文件中。");
        texts["lock.heading"] = new("Locks", "锁");
        texts["lock.reached"] = new("reached by {0}", "到达路径：{0}");
        texts["lookup.handed"] = new(
            "When {0}() at {1} finds nothing, its NULL is not tested: {2} hands {4} to {3}(), a null-pointer dereference. Executed: nothing else decides the way there.",
            "当 {1} 处的 {0}() 没有找到时，其返回的 NULL 未经检查：{2} 把 {4} 传给 {3}()，造成空指针解引用。此为执行所得：到达该处的路径不取决于其他任何值。");
        texts["lookup.used"] = new(
            "When {0}() at {1} finds nothing, its NULL is not tested: {2} accesses {3}, a null-pointer dereference. Executed: nothing else decides the way there.",
            "当 {1} 处的 {0}() 没有找到时，其返回的 NULL 未经检查：{2} 访问 {3}，造成空指针解引用。此为执行所得：到达该处的路径不取决于其他任何值。");
        texts["lock.headline"] = new("{0}: {1}", "{0}：{1}");
    }
}
