using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Lab;

/// <summary>Holds stacks of a dump against those that the same kernel printed: of a task that sleeps to the byte, of a CPU that is stuck by the function that it is stuck in.</summary>
static class StackTruth
{
    /// <summary>Compares.</summary>
    /// <param name="dump">The dump.</param>
    /// <param name="reports">Reports of the log.</param>
    /// <returns>A difference, or null where the stacks agree, for each report that has a stack.</returns>
    public static IEnumerable<string?> Compare(DumpResult dump, IEnumerable<Report> reports)
    {
        foreach (Report report in reports.Where(r => r.Damaged is null && r.Kind is ReportKind.HungTask or ReportKind.SoftLockup))
        {
            if (dump.Machine!.Tasks.FirstOrDefault(t => t.Pid == report.Pid) is not { } task)
                continue;
            ImmutableArray<DumpedFrame> stack = dump.StackOf(task);
            // A sleeper that was woken since has another stack.
            if (report.Kind == ReportKind.HungTask && task.StateLetter == 'D')
                yield return Sleeping(report, task, stack);
            // Reports name a function as its source does: find_child, where the dump has find_child.constprop.0.
            else if (report.Kind == ReportKind.SoftLockup && task.IsCurrent && report.GuiltySymbol is { } stuck)
                yield return stack.Any(f => f.Symbol is { } symbol && FunctionName.WithoutSuffix(symbol) == stuck) ? null : $"the stack of {task.Label} in the dump does not show {stuck}, the kernel's did";
        }
    }

    static string? Sleeping(Report report, DumpedTask task, ImmutableArray<DumpedFrame> stack)
    {
        IEnumerable<string> printed = report.Frames.Where(f => f.Reliable).Select(f => $"{f.Location.Symbol}+{f.Location.Offset:x}");
        IEnumerable<string> read = stack.Where(f => f.Symbol is not null).Select(f => $"{f.Symbol}+{f.Offset:x}");
        return printed.SequenceEqual(read, StringComparer.Ordinal) ? null : $"the stack of {task.Label} is {string.Join(' ', read)}, the kernel printed {string.Join(' ', printed)}";
    }
}
