using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents;

/// <summary>Decides which reports belong together and what caused what.</summary>
public static class IncidentBuilder
{
    // The first rule that knows a cause holds; the surest come first.
    static readonly ICauseRule[] Rules =
    [
        new AnotherDetectorRule(),
        new PanicRule(),
        new SpinnerRule(),
        new GracePeriodRule(),
        new StuckCpuRule(),
        new LockOwnerRule(),
        new FaultRule(),
        new StorageRule(),
        new SameWaitRule(), // last: what shares a wait with an explained task shares its cause
    ];

    /// <summary>Builds the incidents.</summary>
    /// <param name="reports">Reports in order of reading.</param>
    /// <param name="boots">Boots that were told apart.</param>
    /// <returns>The reports, repeats marked as such, and the incidents in order of their first reports.</returns>
    public static IncidentSet Build(ImmutableArray<Report> reports, ImmutableArray<LogBoot> boots)
    {
        List<(Stall Root, Incident Incident)> found = [];
        Dictionary<string, string> repeats = new(StringComparer.Ordinal);
        foreach (IGrouping<(string?, int), Report> machine in reports.GroupBy(r => (r.Host, r.Boot)))
        {
            string? kernel = machine.Select(r => r.Kernel).FirstOrDefault(k => k is not null) ?? Banner(machine.Key, boots);
            StalledMachine all = new(KernelRelease.Parse(kernel), StallSorter.Sort(machine));
            Explain(all);
            Companions.Join(all);
            foreach (Stall stall in all.Stalls)
            {
                foreach (Report again in stall.Reports.Skip(1).Where(r => r.Kind == stall.First.Kind))
                    repeats[again.Id] = stall.First.Id;
            }

            found.AddRange(all.Stalls.GroupBy(s => s.Root).Where(IncidentMaker.IsWorthTelling).Select(g => (g.Key, IncidentMaker.Make(g.Key, [.. g], kernel))));
        }

        Dictionary<string, int> place = reports.Select((r, i) => (r.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        int number = 0;
        return new IncidentSet(
            [.. reports.Select(r => repeats.TryGetValue(r.Id, out string? first) ? r with { SameAs = first } : r)],
            [.. found.Select(f => f.Incident).OrderBy(i => place[i.Reports[0]]).Select(i => i with { Id = $"i{++number}" })]);
    }

    static void Explain(StalledMachine machine)
    {
        foreach (Stall stall in machine.Stalls)
        {
            foreach (ICauseRule rule in Rules)
            {
                if (rule.Explain(stall, machine) is { } link && link.Cause != stall)
                {
                    stall.ExplainBy(link);
                    break;
                }
            }
        }
    }

    // "Linux version 6.1.0-56-amd64 (debian-kernel@…": the word after the two.
    static string? Banner((string? Host, int Boot) machine, ImmutableArray<LogBoot> boots)
    {
        string? banner = boots.FirstOrDefault(b => b.Host == machine.Host && b.Index == machine.Boot)?.Banner;
        string[] words = banner?.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words is ["Linux", "version", var release, ..] ? release : null;
    }
}
