using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Explanations;

/// <summary>What was not checked. Never empty: a diagnosis from a log leaves much open.</summary>
public static class NotCheckedList
{
    /// <summary>Makes the list.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="judgement">The verdicts.</param>
    /// <param name="files">The inputs.</param>
    /// <param name="reportsNotKept">Reports beyond the limit.</param>
    public static ImmutableArray<Message> For(ImmutableArray<Report> reports, Judgement judgement, ImmutableArray<InputFile> files, long reportsNotKept)
    {
        ImmutableArray<Message>.Builder open = ImmutableArray.CreateBuilder<Message>();
        Culprit culprit = judgement.Main.Culprit;
        if (culprit is { Kind: CulpritKind.Module, Module: { } module })
            open.Add(files.Any(f => f.Kind == InputKind.Module) ? Message.Of("not-checked.module-not-read", module) : Message.Of("not-checked.module-file", module));
        open.Add(Message.Of(files.Any(f => f.Kind == InputKind.Vmcore) ? "not-checked.vmcore-not-read" : "not-checked.vmcore"));
        if (judgement.Main.Class is FailureClass.EndlessLoop or FailureClass.EndlessListWalk)
            open.Add(Message.Of("not-checked.termination"));
        if (judgement.Main.Class == FailureClass.None)
            open.Add(Message.Of("not-checked.unreported"));
        if (reports.Any(r => r.Time is { Monotonic: null, Wall: { Year: null } }))
            open.Add(Message.Of("not-checked.year"));
        if (reports.Count(r => r.Damaged is not null) is > 0 and var damaged)
            open.Add(Message.Of("not-checked.damaged", damaged));
        if (reportsNotKept > 0)
            open.Add(Message.Of("not-checked.not-kept", reportsNotKept));
        return open.ToImmutable();
    }
}
