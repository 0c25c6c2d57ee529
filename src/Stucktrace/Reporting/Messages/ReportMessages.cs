namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for assembling reports: damage, kinds.</summary>
static class ReportMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.Add("report.cut-by-end", new MessageText("The log ends before this report does; its stack is missing.", "日志在该报告结束之前就已中断，缺少其调用栈。"));
        texts.Add("report.cut-in-trace", new MessageText("The log ends in the middle of this report's call trace; its outer frames are missing.", "日志在该报告的调用栈中间中断，缺少外层栈帧。"));
        texts.Add("report.no-stack", new MessageText("No stack follows this report's header: it was cut, or its lines were lost.", "该报告的标题行之后没有调用栈：可能被截断，或部分行丢失。"));
        texts.Add("report.cause-lost", new MessageText("This panic announces the end of another report, which the log does not show.", "该 panic 只是另一份报告的结尾，而那份报告不在日志中。"));
        texts.Add("report.lines-lost", new MessageText("The kernel dropped messages inside this report; lines are missing.", "内核在该报告打印期间丢弃了消息，缺少若干行。"));
        texts.Add("report.too-long", new MessageText("This report has more than {0} line(s); the rest was left out.", "该报告超过 {0} 行，其余部分已略去。"));
        texts.Add("report.guessed-frame", new MessageText("The task was running while its stack was printed, so the kernel marked every frame as unreliable; this one is the innermost that is no helper.", "打印调用栈时该任务正在运行，内核把所有栈帧都标为不可靠；这是其中最内层的非通用函数。"));
        texts.Add("report.mixed", new MessageText("Two CPUs printed at once and the log does not say which line is whose: frames may be swapped between the two reports.", "两个 CPU 同时打印，而日志没有标明每行出自哪个 CPU：两份报告的栈帧可能互相混入。"));
    }
}
