using Stucktrace.Incidents.Blame;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Rows for stacks that begin without a header of their own.</summary>
static class PartRules
{
    /// <summary>A task's stack, headed by its task line.</summary>
    internal static readonly HeaderRule TaskStack = new("task:", ReportKind.TaskDump, "task dump", BlameMethod.Wait, HeaderRole.Part);
}
