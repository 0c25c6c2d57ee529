using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>Reports whose lines were taken apart without certainty, and others of the same log that show that it was done rightly.</summary>
static class MixedReports
{
    // A log full of them is not compared with itself over and over.
    const int MostCompared = 256;

    /// <summary>
    /// The reports, those as whole that another one vouches for: a whole report of the same task on the same CPU with the same stack pointer and the same
    /// chain of calls. What is stuck has the same stack whoever prints it.
    /// </summary>
    /// <param name="reports">All reports of a run.</param>
    internal static IEnumerable<Report> Vouched(ImmutableArray<Report> reports)
    {
        if (!reports.Any(r => r.IsMixed))
            return reports;
        ILookup<(int, string?, int, int?, int?), Report> whole = reports.Where(r => r.Damaged is null && r.Pid is not null && r.Cpu is not null).ToLookup(Key);
        return reports.Select(r => r.IsMixed && whole[Key(r)].Take(MostCompared).Any(w => HasSameStack(r, w)) ? r with { Damaged = null } : r);
    }

    static (int, string?, int, int?, int?) Key(Report report) => (report.Input, report.Host, report.Boot, report.Pid, report.Cpu);

    static bool HasSameStack(Report mixed, Report whole) =>
        mixed.Registers["rsp"] is { } pointer && whole.Registers["rsp"] == pointer && Chain(mixed).SequenceEqual(Chain(whole), StringComparer.Ordinal);

    static IEnumerable<string> Chain(Report report) => report.Frames.Where(f => f is { Reliable: true, Context: FrameContext.Task }).Select(f => $"{f.Location.Symbol}+{f.Location.Offset:x} {f.Location.Module}");
}
