namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for headings and labels of the output formats.</summary>
static class OutputMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        Headline(texts);
        Facts(texts);
        Sections(texts);
        Words(texts);
        Classes(texts);
        Explanations(texts);
        Explain(texts);
    }

    static void Headline(Dictionary<string, MessageText> texts)
    {
        texts.Add("out.headline", new("{0} [{1}]: {2}", "{0} [{1}]：{2}"));
        texts.Add("out.headline.plain", new("{0}: {1}", "{0}：{1}"));
        texts.Add("out.headline.nothing", new("[{0}] {1}", "[{0}] {1}"));
    }

    static void Facts(Dictionary<string, MessageText> texts)
    {
        texts.Add("out.unusable", new("Not readable", "无法读取"));
        texts.Add("out.kind", new("Failure", "故障类型"));
        texts.Add("out.where", new("Where", "位置"));
        texts.Add("out.who", new("Task", "任务"));
        texts.Add("out.since", new("Since", "起始"));
        texts.Add("out.victims", new("Victims", "受害者"));
        texts.Add("out.cleared", new("Cleared", "已洗清"));
        texts.Add("out.confidence", new("Confidence", "可信度"));
        texts.Add("out.ruled-out", new("Ruled out", "其他原因"));
        texts.Add("out.not-checked", new("Not checked", "未检查"));
        texts.Add("out.do-now", new("Do now", "立即处理"));
        texts.Add("out.on-kernel", new("kernel {0}", "内核 {0}"));
        texts.Add("out.on-host", new("host {0}", "主机 {0}"));
        texts.Add("out.in-call", new("{0}, in {1}", "{0}，正在执行 {1}"));
        texts.Add("out.at-least", new("for at least {0} s", "持续至少 {0} 秒"));
        texts.Add("out.because", new("{0} ({1})", "{0}（{1}）"));
        texts.Add("out.confidence.text", new("{0}: {1}.", "{0}：{1}。"));
        texts.Add("out.raised-by", new(" Raised by: {0}", "可进一步提高：{0}"));
        texts.Add("out.ruled.seen", new("SEEN: {0}", "已发现迹象：{0}"));
        texts.Add("out.ruled.not-seen", new("not seen: {0}", "未发现：{0}"));
        texts.Add("out.ruled.cannot-tell", new("can't be told from this input: {0}", "从现有输入无法判断：{0}"));
        texts.Add("out.see-below", new("{0} Fix and further steps: below.", "{0}修复方法和后续步骤见下文。"));
        texts.Add("out.more", new("{0} (and {1} more)", "{0}（另有 {1} 项）"));
        texts.Add("out.and-more", new("{0} and {1} more", "{0} 等（另有 {1} 项）"));
    }

    static void Sections(Dictionary<string, MessageText> texts)
    {
        texts.Add("out.section.chain", new("Chain of causes", "因果链"));
        texts.Add("out.section.stack", new("The stack, as read", "对调用栈的解读"));
        texts.Add("out.frame.place", new("where it was", "当时所在处"));
        texts.Add("out.frame.caller", new("caller", "调用者"));
        texts.Add("out.frame.stale", new("left over from an earlier call", "先前调用的残留"));
        texts.Add("out.frame.doubtful", new("marked ?: not vouched for by the kernel", "带 ? 标记：内核不保证其可靠"));
        texts.Add("out.frame.unwound", new("unwound by the kernel", "内核回溯所得"));
        texts.Add("out.frame.count", new("{0} frame(s).", "共 {0} 帧。"));
        texts.Add("out.frame.folded", new("{0} frame(s) left over from earlier calls", "{0} 个先前调用残留的帧"));
        texts.Add("out.frame.folded-doubtful", new("{0} frame(s) marked ?: not vouched for by the kernel", "{0} 个带 ? 标记的帧：内核不保证其可靠"));
        texts.Add("out.section.timeline", new("Timeline", "时间线"));
        texts.Add("out.section.findings", new("Findings and their evidence", "发现及其证据"));
        texts.Add("out.section.suspects", new("Suspects", "嫌疑对象"));
        texts.Add("out.section.cleared", new("Cleared by name", "点名洗清"));
        texts.Add("out.section.ruled-out", new("Other explanations", "其他可能的解释"));
        texts.Add("out.section.not-checked", new("Not checked", "未检查的内容"));
        texts.Add("out.section.advice", new("What to do", "处理建议"));
        texts.Add("out.section.incidents", new("All incidents", "全部事件"));
        texts.Add("out.section.reports", new("Reports", "内核报告"));
        texts.Add("out.section.inputs", new("Inputs", "输入"));
        texts.Add("out.section.raised-by", new("What would raise the confidence", "如何提高可信度"));
        texts.Add("out.section.catalogue", new("What the numbers mean", "编号说明"));
        texts.Add("out.section.raw", new("The reports, line by line", "报告原文"));
        texts.Add("out.why", new("Why", "依据"));
        texts.Add("out.seen", new("seen", "已发现"));
        texts.Add("out.not-seen", new("not seen", "未发现"));
        texts.Add("out.cannot-tell", new("can't be told", "无法判断"));
        texts.Add("out.for", new("for", "支持"));
        texts.Add("out.against", new("against", "反对"));
        texts.Add("out.check", new("check it yourself", "自行核实"));
        texts.Add("out.cause-unknown", new("The log does not show the cause.", "日志中没有显示原因。"));
        texts.Add("out.begins", new("incident {0} begins (worked out, not logged)", "事件 {0} 开始（推算所得，日志中没有）"));
        texts.Add("out.repeats", new("(reported {0} time(s))", "（共报告 {0} 次）"));
        texts.Add("out.left-out", new("{0} more are left out here; --format json has all of them.", "此处省略 {0} 项；--format json 输出全部内容。"));
        texts.Add("out.not-kept", new("{0} further report(s) (was|were) counted but not kept: the limit was reached.", "另有 {0} 份报告因达到上限只计数、未保留。"));
        texts.Add("out.kernel-itself", new("the kernel itself", "内核自身"));
        texts.Add("out.nothing-logged", new("No reports.", "没有内核报告。"));
        texts.Add("out.head.time", new("Time", "时间"));
        texts.Add("out.head.lane", new("CPU or task", "CPU 或任务"));
        texts.Add("out.head.what", new("What", "内容"));
        texts.Add("out.head.place", new("Line", "行"));
        texts.Add("out.head.report", new("Report", "报告"));
        texts.Add("out.head.kind", new("Kind", "类型"));
        texts.Add("out.input.unusable", new("nothing could be read of it", "完全无法读取"));
        texts.Add("out.input.line", new("line {0}", "第 {0} 行"));
        texts.Add("out.input.offset", new("offset {0}", "偏移 {0}"));
        texts.Add("out.damaged", new("damaged: {0}", "已损坏：{0}"));
        texts.Add("out.incident.reports", new("reports: {0}", "{0} 份报告"));
        texts.Add("out.summary.counts", new("inputs: {2}, incidents: {1}, reports: {0}", "{2} 个输入，{1} 个事件，{0} 份报告"));
    }

    static void Words(Dictionary<string, MessageText> texts)
    {
        texts.Add("confidence.proven", new("PROVEN", "已证明"));
        texts.Add("confidence.strong", new("STRONG", "证据充分"));
        texts.Add("confidence.likely", new("LIKELY", "很可能"));
        texts.Add("confidence.possible", new("POSSIBLE", "可能"));
        texts.Add("confidence.unknown", new("UNKNOWN", "未知"));
        texts.Add("confidence.proven.means", new("executed and checked", "已实际执行并核对"));
        texts.Add("confidence.strong.means", new("independent pieces of evidence agree", "多项独立证据相互吻合"));
        texts.Add("confidence.likely.means", new("one good piece of evidence", "有一项可靠证据"));
        texts.Add("confidence.possible.means", new("it fits, and so do other explanations", "与现象相符，但其他解释也相符"));
        texts.Add("confidence.unknown.means", new("nothing in the input supports an answer", "现有输入不足以支持任何结论"));
        texts.Add("advice-kind.fix", new("Fix", "修复"));
        texts.Add("advice-kind.mitigate", new("Meanwhile", "临时措施"));
        texts.Add("advice-kind.collect", new("Collect next time", "下次应收集"));
        texts.Add("advice-kind.next-step", new("Next step", "下一步"));
    }

    static void Explanations(Dictionary<string, MessageText> texts)
    {
        texts.Add("ruled-out.name.hardware-errors", new("hardware errors", "硬件错误"));
        texts.Add("ruled-out.name.storage-errors", new("storage errors", "存储错误"));
        texts.Add("ruled-out.name.memory-exhaustion", new("memory exhaustion", "内存耗尽"));
        texts.Add("ruled-out.name.slow-console", new("slow console", "控制台过慢"));
        texts.Add("ruled-out.name.starved-vm", new("starved virtual machine", "虚拟机得不到 CPU"));
        texts.Add("ruled-out.name.suspended-vm", new("suspended machine", "虚拟机被挂起"));
        texts.Add("ruled-out.name.thermal", new("overheating", "过热"));
    }

    static void Classes(Dictionary<string, MessageText> texts)
    {
        texts.Add("class.unknown", new("the input does not tell", "从输入无法判断"));
        texts.Add("class.none", new("nothing is wrong", "没有异常"));
        texts.Add("class.endless-list-walk", new("a walk over a list that never meets its end", "链表遍历永远到不了终点"));
        texts.Add("class.endless-loop", new("a loop that never ends", "永不结束的循环"));
        texts.Add("class.long-loop", new("a loop that ends too late", "耗时过长的循环"));
        texts.Add("class.spinlock-deadlock", new("CPUs spin for a lock that is never released (spinlock deadlock)", "CPU 自旋等待永不释放的锁（自旋锁死锁）"));
        texts.Add("class.mutex-deadlock", new("tasks sleep for a lock that is never released", "任务睡眠等待永不释放的锁（互斥锁死锁）"));
        texts.Add("class.rcu-deadlock", new("a task waits for a grace period that it holds up itself", "任务等待被它自己阻塞的 RCU 宽限期"));
        texts.Add("class.lost-wakeup", new("a task sleeps for an event that nobody will signal", "任务等待永远不会到来的唤醒"));
        texts.Add("class.waits-for-stuck-cpu", new("everybody waits for a CPU that does not answer", "其他任务都在等待一个不响应的 CPU"));
        texts.Add("class.sleep-in-atomic", new("a sleep where none is allowed", "在原子上下文中睡眠"));
        texts.Add("class.null-dereference", new("a null pointer", "空指针解引用"));
        texts.Add("class.use-after-free", new("a use of freed memory", "使用已释放的内存（use-after-free）"));
        texts.Add("class.memory-corruption", new("damage to memory", "内存破坏"));
        texts.Add("class.io-stall", new("storage does not answer", "存储不响应"));
        texts.Add("class.memory-exhaustion", new("no memory left", "内存耗尽"));
        texts.Add("class.hardware", new("hardware", "硬件故障"));
    }

    static void Explain(Dictionary<string, MessageText> texts)
    {
        texts.Add("explain.says", new("What it says", "含义"));
        texts.Add("explain.how-known", new("How it is known", "判断依据"));
        texts.Add("explain.refuted-by", new("What would refute it", "什么情况可以推翻它"));
        texts.Add("explain.what-to-do", new("What to do", "如何处理"));
    }
}
