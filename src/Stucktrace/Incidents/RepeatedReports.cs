using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>
/// Recognises reports that were read already from another place: a file under two names, messages, dmesg and the journal of one boot, a broadcast beside
/// the log. Such a report is no further witness, and its source is the same boot of the same machine.
/// </summary>
public static class RepeatedReports
{
    // Bounds on what one report is compared with, so that ten thousand equal ones cost ten thousand times little.
    const int MostSources = 16, MostCandidates = 48;

    // Clocks of kernel and daemon drift apart; the distance between them stays within this during one log.
    const double OffsetDrift = 5;

    /// <summary>Finds them.</summary>
    /// <param name="reports">Reports in order of reading.</param>
    /// <param name="boots">Boots that were told apart.</param>
    /// <returns>The reports that count, the copies, the boots without those that turned out to be another's copy, and a note for each input that repeats another.</returns>
    public static ReadOnce Sort(ImmutableArray<Report> reports, ImmutableArray<LogBoot> boots)
    {
        if (!CanRepeat(reports))
            return new ReadOnce(reports, [], boots, []);
        Dictionary<string, Report> originals = new(StringComparer.Ordinal);
        Dictionary<(Source, Source), double?> pairs = [];

        // What is sure first; it tells which sources are the same boot, and then less is enough.
        Match(reports, originals, pairs, knownPairs: false);
        if (originals.Count == 0)
            return new ReadOnce(reports, [], boots, []);
        Match(reports, originals, pairs, knownPairs: true);

        Dictionary<Machine, Machine> machines = Machines(reports, originals);
        ILookup<string, Report> copiesOf = reports.Where(r => originals.ContainsKey(r.Id)).ToLookup(r => originals[r.Id].Id, StringComparer.Ordinal);
        return new ReadOnce(
            [.. reports.Where(r => !originals.ContainsKey(r.Id)).Select(r => Keep(r, originals, machines, copiesOf[r.Id]))],
            [.. reports.Where(r => originals.ContainsKey(r.Id)).Select(r => r with { SameAs = originals[r.Id].Id, IsCopy = true })],
            [.. Join(boots, machines)],
            [.. reports.Where(r => originals.ContainsKey(r.Id)).GroupBy(r => (Copy: r.Input, First: originals[r.Id].Input)).Select(g => new RepeatedInput(g.Key.Copy, g.Key.First, g.First().FirstLine, originals[g.First().Id].FirstLine, g.Count(r => r.PartOf is null)))]);
    }

    // One boot read from one place repeats nothing, but for a broadcast: a first line alone.
    static bool CanRepeat(ImmutableArray<Report> reports) =>
        reports.Any(r => r.Input != reports[0].Input || r.Boot != reports[0].Boot || r.Host != reports[0].Host || (r.Lines.Length == 1 && r.Time.Wall is not null));

    static void Match(ImmutableArray<Report> reports, Dictionary<string, Report> originals, Dictionary<(Source, Source), double?> pairs, bool knownPairs)
    {
        Dictionary<Key, Dictionary<Source, Seen>> seen = [];
        foreach (Report report in reports)
        {
            Source source = new(report.Input, report.Host, report.Boot);
            if (!originals.ContainsKey(report.Id) && seen.TryGetValue(Key.Of(report), out Dictionary<Source, Seen>? known)
                && Find(report, source, known, originals, pairs, knownPairs) is { } original)
            {
                originals[report.Id] = original;
                pairs.TryAdd((new Source(original.Input, original.Host, original.Boot), source), ReportLikeness.Offset(original, report));
            }

            if (originals.ContainsKey(report.Id))
                continue;
            if (!seen.TryGetValue(Key.Of(report), out known))
                seen[Key.Of(report)] = known = [];
            if (known.TryGetValue(source, out Seen? same))
                same.Reports.Add(report);
            else if (known.Count < MostSources)
                known[source] = new Seen(report);
        }
    }

    static Report? Find(
        Report report, Source source, Dictionary<Source, Seen> known, Dictionary<string, Report> originals, Dictionary<(Source, Source), double?> pairs, bool knownPairs)
    {
        foreach ((Source other, Seen seen) in known)
        {
            double? offset = null;
            if (knownPairs && !pairs.TryGetValue((other, source), out offset))
                continue;

            // Copies come in the order of the originals: the search goes on where the last one was found.
            int from = seen.Next.GetValueOrDefault(source);
            for (int i = from; i < seen.Reports.Count && i < from + MostCandidates; i++)
            {
                Report candidate = seen.Reports[i];
                if (other == source && !IsBroadcast(candidate, report))
                    continue;
                ReportLikeness likeness = ReportLikeness.Of(candidate, report);
                bool partOfCopy = report.PartOf is { } whole && originals.TryGetValue(whole, out Report? wholeOriginal) && candidate.PartOf == wholeOriginal.Id;
                if (likeness.IsSure || (likeness.IsPossible && (partOfCopy || (knownPairs && FitsOffset(candidate, report, offset)))))
                {
                    seen.Next[source] = i + 1;
                    return candidate;
                }
            }
        }

        return null;
    }

    // Within one source only a broadcast repeats a report, and only its first line; what the kernel itself says again is said again.
    static bool IsBroadcast(Report one, Report other) =>
        one.Lines.Length != other.Lines.Length && Math.Min(one.Lines.Length, other.Lines.Length) == 1 && one.Time.Wall is not null && other.Time.Wall is not null
        && one.Kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.HungTask or ReportKind.RcuStall;

    static bool FitsOffset(Report one, Report other, double? offset) =>
        offset is null || ReportLikeness.Offset(one, other) is not { } own || Math.Abs(own - offset.Value) <= OffsetDrift;

    // Boots that share an event are one. Its name is that of the first read, but for one that knows no host.
    static Dictionary<Machine, Machine> Machines(ImmutableArray<Report> reports, Dictionary<string, Report> originals)
    {
        Dictionary<Machine, Machine> names = [];
        foreach (Report copy in reports.Where(r => originals.ContainsKey(r.Id)))
        {
            Machine first = Name(Machine.Of(originals[copy.Id]), names);
            Machine second = Name(Machine.Of(copy), names);
            bool secondIsNamed = first.Host is null && second.Host is not null;
            if (first != second)
                names[secondIsNamed ? first : second] = secondIsNamed ? second : first;
        }

        return names;
    }

    // Each name leads to one that is not in the table when it is added, so the chain ends.
    static Machine Name(Machine machine, Dictionary<Machine, Machine> names)
    {
        while (names.TryGetValue(machine, out Machine next))
            machine = next;
        return machine;
    }

    static IEnumerable<LogBoot> Join(ImmutableArray<LogBoot> boots, Dictionary<Machine, Machine> names)
    {
        ILookup<Machine, LogBoot> same = boots.ToLookup(b => Name(new Machine(b.Host, b.Index), names));
        return boots.Where(b => !names.ContainsKey(new Machine(b.Host, b.Index)))
            .Select(b => b with { Banner = b.Banner ?? same[new Machine(b.Host, b.Index)].Select(o => o.Banner).FirstOrDefault(t => t is not null) });
    }

    static Report Keep(Report report, Dictionary<string, Report> originals, Dictionary<Machine, Machine> names, IEnumerable<Report> copies)
    {
        Machine machine = Name(Machine.Of(report), names);
        report = report with { Host = machine.Host, Boot = machine.Boot };
        if (report.PartOf is { } whole && originals.TryGetValue(whole, out Report? original))
            report = report with { PartOf = original.Id };

        // One form of the log may tell the clock, another the date.
        foreach (Report copy in copies)
            report = report with { Time = new LogTime(report.Time.Monotonic ?? copy.Time.Monotonic, report.Time.Wall ?? copy.Time.Wall) };
        return report;
    }

    readonly record struct Machine(string? Host, int Boot)
    {
        internal static Machine Of(Report report) => new(report.Host, report.Boot);
    }

    readonly record struct Source(int Input, string? Host, int Boot);

    readonly record struct Key(ReportKind Kind, int? Cpu, int? Pid, string? Comm, string? FirstLine)
    {
        internal static Key Of(Report report) => new(report.Kind, report.Cpu, report.Pid, report.Comm, report.Lines.IsEmpty ? report.Title : report.Lines[0].Text.Trim());
    }

    sealed class Seen(Report first)
    {
        internal List<Report> Reports { get; } = [first];

        internal Dictionary<Source, int> Next { get; } = [];
    }
}
