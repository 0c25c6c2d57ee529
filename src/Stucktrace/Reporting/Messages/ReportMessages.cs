namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for assembling reports: damage, kinds.</summary>
static class ReportMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.Add("report.cut-by-end", new MessageText("The log ends before this report does; its stack is missing.", "日志在该报告结束之前就已中断，缺少其调用栈。"));
    }
}
