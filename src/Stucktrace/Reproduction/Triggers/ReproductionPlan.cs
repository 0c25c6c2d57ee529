using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Termination;
using Stucktrace.Termination.Locks;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>How a failure is provoked: derived from the module's code, and nothing else.</summary>
public sealed record ReproductionPlan
{
    /// <summary>The module.</summary>
    public required ModuleResult Module { get; init; }

    /// <summary>What is provoked, in one sentence.</summary>
    public required Message What { get; init; }

    /// <summary>What the trigger arranges.</summary>
    public required TriggerShape Shape { get; init; }

    /// <summary>Function of the module that the failure is in.</summary>
    public required string Function { get; init; }

    /// <summary>The class of failure that is to be expected.</summary>
    public required FailureClass Class { get; init; }

    /// <summary>Reports of the kernel that are to be expected.</summary>
    public required ImmutableArray<ReportKind> Kinds { get; init; }

    /// <summary>The ways into the module: one, or two for crossed locks and for a kept lock (who keeps it, who waits for it).</summary>
    public required ImmutableArray<TriggerCall> Calls { get; init; }

    /// <summary>The ways to run the trigger: the one that provokes first, then the control.</summary>
    public required ImmutableArray<TriggerMode> Modes { get; init; }

    /// <summary>The loop, and the scenarios that were executed; null when it is no loop.</summary>
    public LoopStudy? Study { get; init; }

    /// <summary>The scenario that never ends; null when it is no walk over tasks.</summary>
    public TaskScenario? Endless { get; init; }

    /// <summary>The locks; null when it is no matter of locks.</summary>
    public LockStudy? Locks { get; init; }

    /// <summary>The look-up; null when it is none.</summary>
    public NullLookup? Lookup { get; init; }

    /// <summary>Everything that could not be derived and that a person has to fill in.</summary>
    public IEnumerable<Message> Gaps => Calls.SelectMany(c => c.Gaps);

    /// <summary>The mode that provokes.</summary>
    public TriggerMode Provoking => Modes[0];

    /// <summary>The mode of the control, or null.</summary>
    public TriggerMode? Control => Modes.FirstOrDefault(m => m.IsControl);

    /// <summary>Whether loading the module is all that it takes.</summary>
    public bool ByLoading => Calls.All(c => c.Kind == TriggerWayKind.Load);
}
