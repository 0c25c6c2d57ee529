namespace Stucktrace.Reporting.Messages;

/// <summary>Texts of the HTML page that no other output has.</summary>
static class PageMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        Frame(texts);
        FirstScreen(texts);
        Repair(texts);
        Chain(texts);
        Timeline(texts);
    }

    static void Repair(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.fix", new("How to mend it", "如何修复"));
        texts.Add("page.fix.wrong", new("Wrong: what the module's instructions do", "错误写法：模块指令的实际行为"));
        texts.Add("page.fix.wrong-note", new("Read from the machine code; names are roles, since no source is known.", "由机器码读出；没有源代码，名称只表示角色。"));
        texts.Add("page.fix.right", new("Right: for kernel {0}", "正确写法：适用于内核 {0}"));
        texts.Add("page.fix.right-any", new("Right", "正确写法"));
        texts.Add("page.code.first", new("the first element", "首个元素"));
        texts.Add("page.code.next", new("next of p;    /* {0} */", "p 的下一个;    /* {0} */"));
        texts.Add("page.reproduce", new("Make it happen again", "复现"));
        texts.Add("page.reproduce.way", new("Way in", "入口"));
        texts.Add("page.reproduce.modes", new("What the trigger does", "触发程序的行为"));
        texts.Add("page.reproduce.expected", new("Reports of the kernel to expect", "预期的内核报告"));
        texts.Add("page.reproduce.gaps", new("To fill in", "待补充"));
        texts.Add("page.reproduce.program", new("The trigger program", "触发程序"));
        texts.Add("page.reproduce.commands", new("Commands", "命令"));
        texts.Add("page.reproduce.files", new("The files of the virtual machine", "虚拟机的各个文件"));
        texts.Add("page.reproduce.compared", new("Comparison", "比较"));
        texts.Add("page.reproduce.how", new(
            "It makes a kernel hang: run it in a virtual machine only. The first command writes the files below, boots the kernel in QEMU, runs trigger and control, and judges by machine whether the same failure came. The others do the same by hand; the last one compares the new log with this case.",
            "它会使内核卡死：只能在虚拟机中运行。第一条命令写出下列文件，用 QEMU 启动内核，运行触发程序和对照，并由程序判断是否出现同一故障。其余命令手工完成同样的事；最后一条把新日志与本案例比较。"));
        texts.Add("page.vendor", new("Text for the vendor", "发给厂商的文字"));
        texts.Add("page.copy", new("copy", "复制"));
        texts.Add("page.copied", new("copied", "已复制"));
        texts.Add("vendor.subject", new("Subject: {0}", "主题：{0}"));
        texts.Add("vendor.intro", new(
            "A machine of ours got stuck in your kernel module {0}. The evidence below was read from what the failure left behind; places are given as file:line, or as module file:section+offset. Whatever is not proven is marked with how sure we are.",
            "我们的一台机器卡死在贵方的内核模块 {0} 中。以下证据来自故障留下的资料；位置以“文件:行”或“模块文件:段+偏移”给出。凡未证明之处均标明可信程度。"));
        texts.Add("vendor.asked", new("What we ask for", "我们的请求"));
        texts.Add("vendor.ask.versions", new("Which versions of {0} hold this code?", "{0} 的哪些版本含有这段代码？"));
        texts.Add("vendor.ask.fix", new("Which version mends it, and when can we have it?", "哪个版本修复了它，何时可以提供？"));
        texts.Add("vendor.ask.until", new("What do you advise until then?", "在此之前建议如何处理？"));
        texts.Add("page.bytes", new("Bytes that claims rest on", "结论所依据的字节"));
        texts.Add("page.bytes.stands", new("What stands there", "该处内容"));
        texts.Add("page.bytes.cited", new("Cited by", "引用于"));
        texts.Add("page.sections", new("Parts of the report", "报告各部分"));
        texts.Add("page.nav.verdict", new("Verdict", "结论"));
        texts.Add("page.nav.walk", new("The walk", "执行过程"));
        texts.Add("page.nav.victims", new("Victims", "受害者"));
        texts.Add("page.nav.evidence", new("Findings", "发现"));
        texts.Add("page.nav.else", new("Ruled out", "已排除"));
        texts.Add("page.nav.fix", new("Fix", "修复"));
        texts.Add("page.nav.raw", new("Raw lines", "原文"));
    }

    // Words of a drawing: each has to fit into a box.
    static void Chain(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.victims", new("victims", "受害者"));
        texts.Add("page.chain.unknown", new("not shown by the log", "日志中没有显示"));
        texts.Add("page.chain.no-report", new("no report of its own", "没有它自己的报告"));
        texts.Add("page.chain.by-verdict", new("No report shows the cause itself. By the verdict it is {0}.", "没有报告直接显示原因。根据结论，原因是 {0}。"));
        texts.Add("page.chain.seen-by", new("also seen by {0} report(s)", "另有 {0} 份报告可见"));
        texts.Add("page.chain.grace-period", new("RCU grace period can't end", "RCU 宽限期无法结束"));
        texts.Add("page.chain.cpu", new("work for that CPU can't run", "该 CPU 上的工作无法运行"));
        texts.Add("page.chain.lock", new("a lock is not released", "锁没有被释放"));
        texts.Add("page.chain.io", new("storage does not answer", "存储不响应"));
        texts.Add("page.chain.memory", new("no memory is freed", "没有内存被释放"));
        texts.Add("page.chain.user-space", new("a program does not answer", "用户态程序不应答"));
        texts.Add("page.chain.same-place", new("they wait at the same place", "它们在同一处等待"));
        texts.Add("page.chain.deadlock", new("each waits for the other", "彼此互相等待"));
        texts.Add("page.chain.other", new("follows from it", "由此引起"));
        texts.Add("page.chain.load", new("load average", "平均负载"));
        texts.Add("page.chain.load-each", new("+1 for each of them,", "每个受害者使其加 1，"));
        texts.Add("page.chain.load-idle", new("but they use no CPU", "却不占用 CPU"));
        texts.Add("page.chain.panic", new("kernel panic", "内核 panic"));
    }

    static void Timeline(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.cause", new("culprit", "元凶"));
        texts.Add("page.suspect", new("suspect", "嫌疑"));
        texts.Add("page.victim", new("victim", "受害者"));
        texts.Add("page.lanes", new(
            "Seconds count from {0}. A mark is a report of the kernel and leads to its lines. A dashed bar is worked out: stuck that long before anything was reported.",
            "时间从 {0} 起计。每个标记是内核的一份报告，点击可到达其原文。虚线条为推算所得：在有任何报告之前就已卡住的时间。"));
        texts.Add("page.lane", new("reports: {0}", "{0} 份报告"));
        texts.Add("page.lane-shared", new("{0} more lane(s) in one", "另有 {0} 个 CPU 和任务"));
        texts.Add("page.lane-single", new("CPUs and tasks with a single report", "只有一份报告的 CPU 和任务"));
        texts.Add("page.silence", new("Why the log says no more", "日志为何没有更多内容"));
    }

    static void FirstScreen(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.why-endless", new("Why it never ends", "为什么永远不会结束"));
        texts.Add("page.why.repeats", new(
            "None of that comes about. Executed in this situation: {0}. The state is the same again every {1} round(s) ({2} instruction(s)), and the checker accepted the proof. It never ends in {3} of {4} situation(s) tried.",
            "这些条件都不会出现。在以下情形下实际执行：{0}。状态每 {1} 轮（{2} 条指令）就与先前完全相同，证明已被校验器接受。尝试的 {4} 种情形中有 {3} 种永不结束。"));
        texts.Add("page.why.repeats-in-memory", new(
            "Run on from the CPU's registers on the memory of the dump, the state is the same again every {0} round(s) ({1} instruction(s)); the checker accepted the proof.",
            "以该 CPU 的寄存器为起点，在转储的内存上继续执行：状态每 {0} 轮（{1} 条指令）就与先前完全相同；证明已被校验器接受。"));
        texts.Add("page.ground.proof", new("from the proof:", "依据证明："));
        texts.Add("page.ground.findings", new("from the findings:", "依据发现："));
        texts.Add("page.ground.kernel", new("for this kernel's version", "针对该内核版本"));
        texts.Add("page.ground.missing", new("an input is missing:", "缺少输入："));
        texts.Add("page.ground.general", new("general advice", "一般建议"));
        texts.Add("page.now.more", new("All steps with their commands", "全部步骤及命令"));
        texts.Add("page.evidence", new("Evidence", "证据"));
        texts.Add("page.state.used", new("used", "已采用"));
        texts.Add("page.state.doubtful", new("in doubt", "存疑"));
        texts.Add("page.state.refused", new("not used", "未采用"));
        texts.Add("page.state.missing", new("not given", "未提供"));
        texts.Add("page.kind.log", new("kernel log", "内核日志"));
        texts.Add("page.kind.module", new("module file", "模块文件"));
        texts.Add("page.kind.vmcore", new("memory dump", "内存转储"));
        texts.Add("page.kind.symbols", new("symbols", "符号"));
        texts.Add("page.kind.second-log", new("second incident", "另一次事故"));
        texts.Add("page.kind.unknown", new("not recognised", "未识别"));
        texts.Add("page.evidence.read", new("Read.", "已读取。"));
        texts.Add("page.evidence.log", new("It holds this incident; reports in it: {0}.", "其中包含本事件；共 {0} 份报告。"));
        texts.Add("page.evidence.log-other", new("It holds other incidents; reports in it: {0}.", "其中是其他事件；共 {0} 份报告。"));
        texts.Add("page.evidence.log-empty", new("No report of the kernel is in it.", "其中没有内核报告。"));
        texts.Add("page.evidence.module-same", new("The build that was loaded. {0}", "正是当时加载的构建。{0}"));
        texts.Add("page.evidence.module-memory", new("The build that was loaded: {0} byte(s) of its code (is that|are those) in the dump's memory.", "正是当时加载的构建：{0} 字节代码与转储内存中的一致。"));
        texts.Add("page.evidence.module-likely", new("Likely the build that was loaded: {0} sign(s) (agrees|agree) and none speaks against it, but there are no code bytes to compare.", "很可能是当时加载的构建：{0} 项特征一致且没有相反的迹象，但没有可比较的代码字节。"));
        texts.Add("page.evidence.module-doubtful", new("Whether it was loaded there can't be told.", "无法判断当时加载的是否为它。"));
        texts.Add("page.evidence.module-another", new("Another build than the one that was loaded. {0}", "与当时加载的构建不同。{0}"));
        texts.Add("page.evidence.dump", new("Kernel {0}: {1} CPU(s), {2} task(s), {3} module(s) read from its memory.", "内核 {0}：从内存中读出 {1} 个 CPU、{2} 个任务、{3} 个模块。"));
        texts.Add("page.evidence.dump-doubtful", new("Opened, but its kernel was not understood.", "已打开，但未能识别其中的内核。"));
    }

    static void Frame(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.skip", new("Skip to the verdict", "跳到结论"));
        texts.Add("page.language", new("Language", "语言"));
        texts.Add("page.theme", new("Colours", "配色"));
        texts.Add("page.theme.auto", new("auto", "自动"));
        texts.Add("page.theme.light", new("light", "浅色"));
        texts.Add("page.theme.dark", new("dark", "深色"));
    }
}
