using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Reads a report's stack, registers and module list as an expert does, and says what they show.</summary>
public static class StackFacts
{
    // Facts are for the reports that an answer is about; nobody reads those of the thousandth repeat.
    const int MostReports = 200;

    /// <summary>Reads the facts of each report.</summary>
    /// <param name="reports">Reports judged by <see cref="FrameJudge"/>: those that show causes.</param>
    /// <param name="incidents">The incidents, to say which one a finding belongs to.</param>
    /// <param name="path">The log of an input, by its index, as a word of a command that shows the evidence; null for a placeholder.</param>
    public static ImmutableArray<Finding> Read(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents = default, Func<int, string>? path = null)
    {
        ImmutableArray<Finding>.Builder all = ImmutableArray.CreateBuilder<Finding>();
        HashSet<string> said = new(StringComparer.Ordinal);
        int read = 0;
        foreach (Report report in reports)
        {
            if (report.SameAs is not null || read++ >= MostReports)
                continue;
            string? incident = incidents.IsDefault ? null : incidents.FirstOrDefault(i => i.Reports.Contains(report.Id))?.Id;
            FindingList facts = new(report, incident, path?.Invoke(report.Input) ?? "FILE", all, said);
            ModuleFacts.Read(report, facts);
            CallerFacts.Read(report, facts);
            RegisterFacts.Read(report, facts);
            PoisonFacts.Read(report, facts);
            FaultFacts.Read(report, facts);
            SymbolFacts.Read(report, facts);
            StackTextFacts.Read(report, facts);
        }

        return all.ToImmutable();
    }
}
