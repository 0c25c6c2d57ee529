namespace Stucktrace.Reporting.Messages;

/// <summary>Texts of the HTML page that no other output has.</summary>
static class PageMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        Frame(texts);
        FirstScreen(texts);
    }

    static void FirstScreen(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.why-endless", new("Why it never ends", "为什么永远不会结束"));
        texts.Add("page.why.repeats", new(
            "None of that comes about. Executed in this situation: {0}. The state is the same again every {1} rounds ({2} instructions), and the checker accepted the proof. Of {4} situations tried, {3} never end.",
            "这些条件都不会出现。在以下情形下实际执行：{0}。状态每 {1} 轮（{2} 条指令）就与先前完全相同，证明已被校验器接受。尝试的 {4} 种情形中有 {3} 种永不结束。"));
        texts.Add("page.why.repeats-in-memory", new(
            "Run on from the CPU's registers on the memory of the dump, the state is the same again every {0} rounds ({1} instructions); the checker accepted the proof.",
            "以该 CPU 的寄存器为起点，在转储的内存上继续执行：状态每 {0} 轮（{1} 条指令）就与先前完全相同；证明已被校验器接受。"));
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
        texts.Add("page.evidence.log-other", new("Of another time or machine; reports in it: {0}.", "来自其他时间或机器；共 {0} 份报告。"));
        texts.Add("page.evidence.module-same", new("The build that was loaded. {0}", "正是当时加载的构建。{0}"));
        texts.Add("page.evidence.module-memory", new("The build that was loaded: {0} bytes of its code are those in the dump's memory.", "正是当时加载的构建：{0} 字节代码与转储内存中的一致。"));
        texts.Add("page.evidence.module-likely", new("Likely the build that was loaded: {0} sign(s) agree and none speaks against it, but there are no code bytes to compare.", "很可能是当时加载的构建：{0} 项特征一致且没有相反的迹象，但没有可比较的代码字节。"));
        texts.Add("page.evidence.module-doubtful", new("Whether it was loaded there can't be told.", "无法判断当时加载的是否为它。"));
        texts.Add("page.evidence.module-another", new("Another build than the one that was loaded. {0}", "与当时加载的构建不同。{0}"));
        texts.Add("page.evidence.dump", new("Kernel {0}: {1} CPUs, {2} tasks, {3} modules read from its memory.", "内核 {0}：从内存中读出 {1} 个 CPU、{2} 个任务、{3} 个模块。"));
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
