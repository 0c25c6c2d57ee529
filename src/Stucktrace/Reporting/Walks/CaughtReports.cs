using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Incidents;
using Stucktrace.Machine;
using Stucktrace.Reporting.Listing;

namespace Stucktrace.Reporting.Walks;

/// <summary>
/// Finds the reports of the log that caught the CPU in what is walked. They are what the incident itself left behind of the values that a walk on a
/// laid out memory can only assume.
/// </summary>
/// <param name="walk">The walk.</param>
/// <param name="result">The diagnosis.</param>
sealed class CaughtReports(WalkView walk, DiagnosisResult result)
{
    const int Most = 12;

    /// <summary>Finds them, in order of reading.</summary>
    internal ImmutableArray<CaughtReport> All() => [.. Candidates().Select(Caught).OfType<CaughtReport>().Take(Most)];

    // Of a module's loop the samples of that very stall; of a dump's walk the incident's reports about the CPU that is run on.
    IEnumerable<Report> Candidates()
    {
        if (walk.Loop is { } loop)
            return result.Reports.Where(r => !r.FromMemory && !r.IsCopy && loop.Samples.Contains(r.Id));
        ImmutableArray<string> ids = result.Incidents.FirstOrDefault(i => i.Id == result.Verdict.Incident)?.Reports ?? [];
        return result.Reports.Where(r => !r.FromMemory && !r.IsCopy && r.Kind == ReportKind.SoftLockup && r.Cpu == walk.Live?.Cpu.Number && ids.Contains(r.Id));
    }

    CaughtReport? Caught(Report report)
    {
        if (report.Location is { Symbol: { } symbol, Offset: { } offset } location && report.LocationLine is { } at
            && CodeAt(symbol, location.Module, string.Create(CultureInfo.InvariantCulture, $"+0x{offset:x}")) is { } code && LineOf(report, at) is { } line)
            return new CaughtReport(code, report, line, Printed(report));

        // Without the module's symbols in the log, or in a function that the loop calls: the place is known by the module's file alone.
        if (walk.Loop is not { } loop || loop.Report != report.Id || CodeAt(loop.Function.Name, loop.Module.Name, ListingBuilder.PlaceOf(loop.Function, loop.Address)) is not { } inLoop)
            return null;
        long? named = loop.Frame < 0 ? report.LocationLine ?? report.FirstLine : loop.Frame < report.Frames.Length ? report.Frames[loop.Frame].Line : null;
        return named is { } number && LineOf(report, number) is { } shown ? new CaughtReport(inLoop, report, shown, loop.Frame < 0 ? Printed(report) : Kept(report, loop.Registers)) : null;
    }

    // The instruction at a place, where it was executed: of a function that stands in the walk with its module's name or without.
    int? CodeAt(string function, string? module, string offset)
    {
        for (int i = 0; i < walk.Names.Places.Length; i++)
        {
            if (walk.Names.Places[i] is var place && place.Offset == offset && (place.Function == $"{function} [{module}]" || (place.Function == function && (module is null || walk.Loop?.Module.Name == module))))
                return i;
        }

        return null;
    }

    ImmutableArray<CaughtRegister> Printed(Report report)
    {
        ImmutableArray<RegisterMeaning> meanings = MeaningsOf(report);
        ImmutableArray<CaughtRegister>.Builder found = ImmutableArray.CreateBuilder<CaughtRegister>();
        for (int i = 0; i < RegisterConvention.Names.Length; i++)
        {
            string name = RegisterConvention.Names[i];
            RegisterMeaning? meaning = meanings.FirstOrDefault(m => m.Register == name);
            if (report.Register(name) is { } value && report.Registers.Lines.TryGetValue(name, out long line))
                found.Add(new CaughtRegister(i, meaning?.Shown ?? name.ToUpperInvariant(), meaning?.Value ?? value, line, meaning));
        }

        return found.DrainToImmutable();
    }

    // Of the registers of a function that the loop calls those count that the code leaves alone up to there.
    static ImmutableArray<CaughtRegister> Kept(Report report, ImmutableArray<RegisterMeaning> meanings) =>
        [.. meanings.Where(m => report.Registers.Lines.ContainsKey(m.Register)).Select(m => new CaughtRegister(RegisterConvention.Names.IndexOf(m.Register), m.Shown, m.Value, report.Registers.Lines[m.Register], m)).OrderBy(r => r.Index)];

    ImmutableArray<RegisterMeaning> MeaningsOf(Report report) => walk.Loop is not { } loop ? []
        : loop.Report == report.Id ? loop.Registers
        : loop.Orbit.FirstOrDefault(s => s.Report.Id == report.Id)?.Registers ?? [];

    static ReportLine? LineOf(Report report, long number) => report.Lines.Where(l => l.Line == number).Select(l => (ReportLine?)l).FirstOrDefault();
}
