using System.Collections.Immutable;
using Stucktrace.Reporting;
using Stucktrace.Reporting.View;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Web.Report;

/// <summary>What the page says in one language, worked out once and cut to what a page can hold. In both languages the lists are equally long and in the same order.</summary>
public sealed class PageTexts
{
    internal const int MostFindings = 150;
    internal const int MostChains = 20;

    /// <summary>Makes the texts.</summary>
    /// <param name="view">The diagnosis in one language.</param>
    /// <param name="plan">How the failure is provoked, or null.</param>
    internal PageTexts(DiagnosisView view, ReproductionPlan? plan)
    {
        View = view;
        Facts = view.Facts;
        Now = view.Now;
        Evidence = view.Evidence;
        WhyEndless = view.WhyEndless;
        Findings = [.. view.Findings.Take(MostFindings)];
        Events = view.Timeline;
        Chains = [.. view.Chains.Take(MostChains)];
        Stack = view.Stack;
        Suspects = view.Suspects;
        Cleared = view.Cleared;
        RuledOut = view.RuledOut;
        NotChecked = view.NotChecked;
        RaisedBy = view.RaisedBy;
        Loop = view.Loop;
        Live = view.Live;
        Reproduction = plan is null ? null : new ReproductionView(plan, view.Language);
    }

    /// <summary>The diagnosis in this language.</summary>
    public DiagnosisView View { get; }

    /// <summary>The lines of the first screen.</summary>
    internal ImmutableArray<Fact> Facts { get; }

    /// <summary>What helps this minute.</summary>
    internal ImmutableArray<AdviceView> Now { get; }

    /// <summary>What the diagnosis rests on.</summary>
    internal ImmutableArray<EvidenceItem> Evidence { get; }

    /// <summary>Why it never ends.</summary>
    internal ImmutableArray<ReasonView> WhyEndless { get; }

    /// <summary>The claims.</summary>
    internal ImmutableArray<ClaimView> Findings { get; }

    /// <summary>The reports in order of time.</summary>
    internal ImmutableArray<EventView> Events { get; }

    /// <summary>What caused what.</summary>
    internal ImmutableArray<ChainView> Chains { get; }

    /// <summary>The stack of the report that shows the cause.</summary>
    internal ImmutableArray<FrameView> Stack { get; }

    /// <summary>Who may be to blame.</summary>
    internal ImmutableArray<SuspectView> Suspects { get; }

    /// <summary>Who appears and is not to blame.</summary>
    internal ImmutableArray<ReasonView> Cleared { get; }

    /// <summary>Other explanations.</summary>
    internal ImmutableArray<ReasonView> RuledOut { get; }

    /// <summary>What was not checked.</summary>
    internal ImmutableArray<string> NotChecked { get; }

    /// <summary>What would raise the confidence.</summary>
    internal ImmutableArray<string> RaisedBy { get; }

    /// <summary>The loop that the CPU was in, or null.</summary>
    internal LoopView? Loop { get; }

    /// <summary>What executing on a dump's memory showed, or null.</summary>
    internal LiveView? Live { get; }

    /// <summary>How the failure is provoked, or null.</summary>
    internal ReproductionView? Reproduction { get; }

    /// <summary>A sentence of the catalogue.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="arguments">Its values.</param>
    internal string Say(string id, params ReadOnlySpan<object?> arguments) => View.Language.Say(id, arguments);
}
