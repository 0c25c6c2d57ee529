using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>One thing that went wrong on one machine: the same stall as reported once or again and again. Built while incidents are assembled, never handed out.</summary>
sealed class Stall
{
    bool? _spinsForCpu;

    internal Stall(StallKind kind, Report first, int order)
    {
        (Kind, First, Last, Order) = (kind, first, first, order);
        Reports.Add(first);
        KernelRelease? release = KernelRelease.Parse(first.Kernel);
        Wait = kind is StallKind.HungTask ? TaskWait.Of(first) : null;
        BeforeFirst = kind switch
        {
            // What was read from memory is measured, not printed by the kernel's own count.
            StallKind.StuckCpu when first.FromMemory => first.Seconds ?? 0,
            StallKind.StuckCpu when first.Kind == ReportKind.SoftLockup && first.Seconds is { } printed => SoftLockupFacts.Of(release).RealSeconds(printed),
            StallKind.HungTask => first.Seconds ?? 0,
            _ => 0,
        };
    }

    /// <summary>What it is.</summary>
    internal StallKind Kind { get; }

    /// <summary>Place in the order of reading.</summary>
    internal int Order { get; }

    /// <summary>Its reports, in order.</summary>
    internal List<Report> Reports { get; } = [];

    /// <summary>The first report.</summary>
    internal Report First { get; }

    /// <summary>The last report.</summary>
    internal Report Last { get; private set; }

    /// <summary>What its task waits for.</summary>
    internal TaskWait? Wait { get; }

    /// <summary>Seconds that it had lasted when it was first reported, as far as the report tells.</summary>
    internal double BeforeFirst { get; }

    /// <summary>True when it waits for another CPU. Asked again and again by stalls nearby, so the answer is kept.</summary>
    internal bool SpinsForCpu => _spinsForCpu ??= Spins.ForCpu(First);

    /// <summary>The stall that explains this one.</summary>
    internal Stall? Parent { get; private set; }

    /// <summary>How.</summary>
    internal Link? Link { get; private set; }

    /// <summary>The CPU that is stuck.</summary>
    internal int? Cpu => First.Cpu ?? (First.Rcu is { StalledCpus: [int only] } ? only : null);

    /// <summary>The function that it is about, past generic helpers.</summary>
    internal string? Symbol => First.GuiltySymbol ?? First.Location?.Symbol;

    /// <summary>Its module.</summary>
    internal string? Module => First.GuiltySymbol is null ? First.Location?.Module : First.GuiltyModule;

    /// <summary>The stall at the end of the chain of explanations.</summary>
    internal Stall Root
    {
        get
        {
            Stall stall = this;
            while (stall.Parent is { } parent)
                stall = parent;
            return stall;
        }
    }

    /// <summary>True when every step from here to the root is more than "at the same time".</summary>
    internal bool IsClaimed
    {
        get
        {
            Stall stall = this;
            while (stall.Link is { } link)
            {
                if (link.Relation == Companions.NoClaim)
                    return false;
                stall = link.Cause;
            }

            return stall != this;
        }
    }

    /// <summary>Adds a repeat.</summary>
    internal void Add(Report report)
    {
        Reports.Add(report);
        Last = report;
    }

    /// <summary>Records what explains this stall, unless that would close a circle.</summary>
    internal void ExplainBy(Link link)
    {
        if (link.Cause.Root != this)
            (Parent, Link) = (link.Cause, link);
    }

    /// <summary>Seconds from this stall's beginning to another's, or null when their clocks don't compare.</summary>
    internal double? BeginsBefore(Stall other) =>
        MachineClock.Between(First.Time, other.First.Time) is { } apart ? apart + BeforeFirst - other.BeforeFirst : null;

    /// <summary>Seconds from this stall's last report to another's first, or null.</summary>
    internal double? LastReportBefore(Stall other) => MachineClock.Between(Last.Time, other.First.Time);
}
