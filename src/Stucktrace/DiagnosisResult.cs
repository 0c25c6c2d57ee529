using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Termination.Live;

namespace Stucktrace;

/// <summary>Everything that a diagnosis found; every output format is made from this record and nothing else.</summary>
public sealed record DiagnosisResult
{
    /// <summary>The inputs in order; evidence refers to them by index.</summary>
    public required ImmutableArray<DiagnosisInput> Inputs { get; init; }

    /// <summary>The boots seen.</summary>
    public ImmutableArray<LogBoot> Boots { get; init; } = [];

    /// <summary>All reports in order of reading.</summary>
    public ImmutableArray<Report> Reports { get; init; } = [];

    /// <summary>Reports that were counted and not kept because a limit was reached.</summary>
    public long ReportsNotKept { get; init; }

    /// <summary>The incidents, in order of reading.</summary>
    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>The answer about the incident that matters most.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Verdicts of all incidents, by incident id, the main one included.</summary>
    public ImmutableSortedDictionary<string, Verdict> IncidentVerdicts { get; init; } = ImmutableSortedDictionary<string, Verdict>.Empty;

    /// <summary>The claims, most important first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Other explanations that were looked for.</summary>
    public ImmutableArray<RuledOut> RuledOut { get; init; } = [];

    /// <summary>What the module files among the inputs say; nothing when there are none.</summary>
    public ModuleExamination Modules { get; init; } = ModuleExamination.Nothing;

    /// <summary>The loops that stuck CPUs were caught in, by incident, where a module file among the inputs shows them.</summary>
    public ImmutableSortedDictionary<string, StuckLoop> Loops { get; init; } = ImmutableSortedDictionary<string, StuckLoop>.Empty;

    /// <summary>The loop of the incident that matters most, or null.</summary>
    public StuckLoop? Loop => Verdict.Incident is { } incident ? Loops.GetValueOrDefault(incident) : null;

    /// <summary>What executing stuck CPUs' code on the memory of a dump showed, by incident.</summary>
    public ImmutableSortedDictionary<string, LiveStudy> Lives { get; init; } = ImmutableSortedDictionary<string, LiveStudy>.Empty;

    /// <summary>That of the incident that matters most, or null.</summary>
    public LiveStudy? Live => Verdict.Incident is { } incident ? Lives.GetValueOrDefault(incident) : null;

    /// <summary>What was not checked; never empty.</summary>
    public ImmutableArray<Message> NotChecked { get; init; } = [];

    /// <summary>What to do.</summary>
    public ImmutableArray<Advice> Advice { get; init; } = [];
}
