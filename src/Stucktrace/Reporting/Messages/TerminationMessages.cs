namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for whether loops end: scenarios, outcomes, proofs.</summary>
static class TerminationMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["end.scenario.tasks"] = new("caller: {0}; wanted: {1}{2}; {3} processes", "调用者：{0}；查找：{1}{2}；共 {3} 个进程");
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
        texts["end.ends"] = new("ends after {0} rounds", "{0} 轮后结束");
        texts["end.ends-at"] = new("ends after {0} rounds: {1}", "{0} 轮后结束：{1}");
        texts["end.never"] = new(
            "never ends: every {0} rounds the state repeats, from round {1} on ({2} instructions a period)",
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
    }
}
