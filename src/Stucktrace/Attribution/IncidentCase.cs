using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Incidents.Memory;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution;

/// <summary>An incident with its reports at hand, as the rules of blame see it.</summary>
sealed class IncidentCase
{
    /// <summary>The pointer that its fault failed on, as far as a module file shows where it came from; looked for when it is first asked for.</summary>
    internal FaultPointer? FaultPointer => (_pointer ??= new Lazy<FaultPointer?>(() => Cause is null || Examination.Modules.IsEmpty ? null : FaultPointer.Find(Cause, Examination.Of(Cause)), LazyThreadSafetyMode.None)).Value;

    // The letters of a module's taint: kernel/panic.c, taint_flags.
    const char OutOfTree = 'O', Proprietary = 'P';

    Lazy<StuckLoop?>? _loop;
    Lazy<FaultPointer?>? _pointer;

    internal IncidentCase(Incident incident, IReadOnlyDictionary<string, Report> reports, ModuleExamination examination)
    {
        Examination = examination;
        Incident = incident;
        Reports = [.. incident.Reports.Select(id => reports[id])];
        Cause = incident.Cause is { } id ? reports[id] : null;
        Release = KernelRelease.Parse(incident.Kernel);
        Effects = incident.Effects.ToImmutableDictionary(e => e.Report, StringComparer.Ordinal);
        Modules = Listed();

        // On a kernel that was rebuilt without its distributor's key every module is unsigned, and the flag tells nothing.
        bool flagTells = Modules.Length < 8 || Modules.Count(m => m.ThirdParty) * 10 < Modules.Length * 9;
        IEnumerable<string> listed = Modules.Where(m => (m.ThirdParty && (flagTells || m.Flags.Contains('P'))) || KnownModules.IsThirdParty(m.Name)).Select(m => m.Name);
        ThirdParty = [.. listed.Concat(ForeignByDump()).Concat(ForeignByFile()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The incident.</summary>
    internal Incident Incident { get; }

    /// <summary>What module files say of the reports.</summary>
    internal ModuleExamination Examination { get; }

    /// <summary>The loop that the stuck CPU was caught in, as far as a module file shows it; looked for when it is first asked for.</summary>
    internal StuckLoop? Loop => (_loop ??= new Lazy<StuckLoop?>(() => StuckLoopFinder.Find(this), LazyThreadSafetyMode.None)).Value;

    /// <summary>The dump that some of its reports come from, or null.</summary>
    internal ExaminedDump? Dump => Examination.Dumps.FirstOrDefault(d => Reports.Any(r => r.Input == d.Input));

    /// <summary>The stuck CPU as the dump shows it, or null.</summary>
    internal StalledCpu? Stalled => Cause is null ? null : Dump?.Stalled.FirstOrDefault(s => s.Task.Pid == Cause.Pid && (Cause.Cpu is null || s.Cpu.Number == Cause.Cpu));

    /// <summary>Its reports, in order.</summary>
    internal ImmutableArray<Report> Reports { get; }

    /// <summary>The report that shows the cause, or null.</summary>
    internal Report? Cause { get; }

    /// <summary>Its kernel.</summary>
    internal KernelRelease? Release { get; }

    /// <summary>Links by the id of the report that is the effect.</summary>
    internal ImmutableDictionary<string, Effect> Effects { get; }

    /// <summary>Modules listed in any of its reports, each once.</summary>
    internal ImmutableArray<ModuleEntry> Modules { get; }

    /// <summary>Modules that are not part of the kernel's own build, by name: flagged in a list of the reports, in the dump, or without the mark of the kernel's tree in their file.</summary>
    internal ImmutableArray<string> ThirdParty { get; }

    /// <summary>Every report that shows the stuck CPU itself: the cause, its repeats, other detectors' views.</summary>
    internal IEnumerable<Report> Samples =>
        Cause is null ? [] : Reports.Where(r => r.Id == Cause.Id || r.SameAs == Cause.Id || (r is { PartOf: not null, Cpu: not null, Kind: not ReportKind.Panic } && r.Cpu == Cause.Cpu)
            || (Effects.TryGetValue(r.Id, out Effect? effect) && effect.Relation is "seen-by-another-detector"));

    /// <summary>Reports that are repeats of none.</summary>
    internal IEnumerable<Report> Distinct => Reports.Where(r => r.SameAs is null);

    /// <summary>Sleeping tasks, each once.</summary>
    internal IEnumerable<Report> Sleepers => Distinct.Where(r => r.Kind == ReportKind.HungTask || r is { Kind: ReportKind.TaskDump, TaskState: 'D', PartOf: null });

    /// <summary>Reports that are linked to the cause as its consequence (not other views of it).</summary>
    internal IEnumerable<Report> Victims => Distinct.Where(r => r.Id != Cause?.Id && Effects.TryGetValue(r.Id, out Effect? e) && e.Relation.StartsWith("waits", StringComparison.Ordinal));

    /// <summary>What came of matching a module's file with this incident; null when none of that name was given.</summary>
    internal ModuleMatch? MatchOf(string module) =>
        Examination.Modules.IsEmpty ? null : Examination.MatchOf(Cause ?? Reports.FirstOrDefault(r => ModuleMatcher.Shows(r, module)) ?? Reports[0], module);

    /// <summary>A module's entry, or null when no list shows it.</summary>
    internal ModuleEntry? Module(string name)
    {
        foreach (ModuleEntry module in Modules)
        {
            if (module.Name == name)
                return module;
        }

        return null;
    }

    /// <summary>True when a module is not part of the kernel's own build, as far as flags or its name tell.</summary>
    internal bool IsThirdParty(string? module) => module is not null && (ThirdParty.Contains(module) || KnownModules.IsThirdParty(module));

    /// <summary>True when a module list shows a module without a third-party flag.</summary>
    internal bool IsKernelsOwn(string module) => Module(module) is not null && !IsThirdParty(module);

    /// <summary>What to call a module: third-party, the kernel's own, or just a module where the log does not tell.</summary>
    internal Message KindOf(string module) =>
        Message.Of(IsThirdParty(module) ? "verdict.third-party-module" : IsKernelsOwn(module) ? "verdict.own-module" : "verdict.module", module);

    // A report of a sleeping task lists no modules; the dump's list has what loading them tainted.
    IEnumerable<string> ForeignByDump() => Dump is { } dump ? dump.Machine.Modules.Where(m => m.Taint.AsSpan().ContainsAny(OutOfTree, Proprietary)).Select(m => m.Name) : [];

    // kernel 3.4 began to mark the modules of its own tree ("intree=Y"): one without the mark was built outside of it.
    IEnumerable<string> ForeignByFile() => Release?.AtLeast(3, 4) == true
        ? Examination.Modules.Where(m => m.Memory is null && !m.File.Info.IsInTree && MatchOf(m.Name) is { Build: BuildMatch.Same }).Select(m => m.Name) : [];

    // Mostly one report of an incident has a list, and no name stands twice in it: that list is taken as it is.
    ImmutableArray<ModuleEntry> Listed()
    {
        ImmutableArray<Report> with = [.. Reports.Where(r => !r.Modules.IsEmpty)];
        return with.Length switch { 0 => [], 1 => with[0].Modules, _ => [.. with.SelectMany(r => r.Modules).DistinctBy(m => m.Name, StringComparer.Ordinal)] };
    }

    /// <summary>What a sleeping task waits for.</summary>
    internal static TaskWait? WaitOf(Report report) => TaskWait.Of(report);
}
