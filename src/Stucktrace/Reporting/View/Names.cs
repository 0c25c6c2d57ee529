using System.Globalization;
using Stucktrace.Incidents;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>How tasks, places in code and inputs are called in front of readers; bounded in length, whatever the input says.</summary>
static class Names
{
    const int Most = 120;

    internal static string Short(string name) => VisibleText.Of(name, Most);

    internal static string Code(string? symbol, ulong? offset, string? module)
    {
        string place = symbol is null ? string.Empty : Short(symbol);
        if (offset is { } distance)
            place += string.Create(CultureInfo.InvariantCulture, $"+0x{distance:x}");
        return module is null ? place : $"{place} [{Short(module)}]".TrimStart();
    }

    internal static string Code(CodeLocation location) => location.Symbol is null && location.Address is { } address
        ? Code(string.Create(CultureInfo.InvariantCulture, $"0x{address:x}"), null, location.Module)
        : Code(location.Symbol, location.Offset, location.Module);

    internal static string? Task(Report report) => (report.Comm, report.Pid) switch
    {
        ({ } comm, { } pid) => string.Create(CultureInfo.InvariantCulture, $"{Short(comm)}[{pid}]"),
        ({ } comm, null) => Short(comm),
        (null, { } pid) => string.Create(CultureInfo.InvariantCulture, $"[{pid}]"),
        _ => null,
    };

    /// <summary>The CPU for reports about CPUs, the task for reports about tasks.</summary>
    internal static string Lane(Report report)
    {
        string? cpu = report.Cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : null;
        return (report.Kind is ReportKind.HungTask or ReportKind.TaskDump ? Task(report) ?? cpu : cpu ?? Task(report)) ?? "–";
    }

    internal static string SystemCall(SystemCall call)
    {
        string name = call.Name ?? string.Create(CultureInfo.InvariantCulture, $"syscall {call.Number}");
        return $"{Short(name)}({string.Join(", ", call.Arguments.Select(a => $"{Short(a.Name)}={Short(a.Value)}"))})";
    }
}
