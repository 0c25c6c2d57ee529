namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for assembling reports: damage, kinds.</summary>
static class ReportMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.Add("report.cut-by-end", new MessageText("The log ends before this report does; its stack is missing.", "日志在该报告结束之前就已中断，缺少其调用栈。"));
        texts.Add("report.mixed", new MessageText("Two CPUs printed at once and the log does not say which line is whose: frames may be swapped between the two reports.", "两个 CPU 同时打印，而日志没有标明每行出自哪个 CPU：两份报告的栈帧可能互相混入。"));
    }
}
