using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;

namespace Stucktrace.Reporting.View;

/// <summary>What the diagnosis rests on: each input and how it is known to belong to the failure, and what is missing.</summary>
/// <param name="view">The diagnosis in one language.</param>
/// <param name="places">Names of inputs.</param>
sealed class EvidenceStrip(DiagnosisView view, Places places)
{
    // What would raise the confidence, as far as it is an input that was not given.
    static readonly ImmutableArray<(string Wanted, string Kind)> Absent = [("raised.module-file", "page.kind.module"), ("raised.vmcore", "page.kind.vmcore"), ("raised.second-log", "page.kind.second-log")];

    internal IEnumerable<EvidenceItem> All()
    {
        for (int i = 0; i < view.Result.Inputs.Length; i++)
            yield return Given(view.Result.Inputs[i], i);
        foreach (Message wanted in view.Result.Verdict.RaisedBy)
        {
            if (Absent.FirstOrDefault(a => a.Wanted == wanted.Id) is { Kind: { } kind })
                yield return new EvidenceItem(EvidenceState.Missing, Say(kind), string.Empty, view.Say(wanted));
        }
    }

    EvidenceItem Given(DiagnosisInput input, int index)
    {
        string name = places.Input(index);
        if (!input.Readable)
            return new EvidenceItem(EvidenceState.Refused, Kind(input.Kind), name, Say("out.input.unusable"));
        (EvidenceState state, Message text) = input.Kind switch
        {
            InputKind.Module => Module(index),
            InputKind.Vmcore => Dump(index),
            InputKind.KernelLog => Log(index),
            _ => (EvidenceState.Used, Message.Of("page.evidence.read")),
        };
        return new EvidenceItem(state, Kind(input.Kind), name, view.Say(text));
    }

    (EvidenceState State, Message Text) Log(int index)
    {
        int reports = view.Result.Reports.Count(r => r.Input == index);
        bool holds = view.Incident is { } incident && view.Result.Reports.Any(r => r.Input == index && incident.Reports.Contains(r.Id));
        return (EvidenceState.Used, reports == 0 ? Message.Of("page.evidence.log-empty") : Message.Of(holds ? "page.evidence.log" : "page.evidence.log-other", reports));
    }

    // The file belongs to the failure when a run that shows the failure has it: a log's, or that of the dump of the same boot, whose memory tells most. What
    // contradicts in any of them counts first.
    (EvidenceState State, Message Text) Module(int index)
    {
        ModuleMatch[] matches = [.. view.Result.Modules.Matches.Where(m => m.Input == index && m.Run is not null)];
        ModuleMatch[] shown = [.. matches.Where(m => view.Incident is { } incident && m.Reports.Any(r => incident.Reports.Contains(r)))];
        ModuleMatch? match = (shown.Length > 0 ? shown : matches).MinBy(Rank);
        BuildSign? sign = match?.Signs.IsEmpty == false ? match.Signs.MaxBy(s => Math.Abs(s.Weight)) : null;
        return match switch
        {
            null or { Build: BuildMatch.CannotTell } => (EvidenceState.Doubtful, Message.Of("page.evidence.module-doubtful")),
            { Build: BuildMatch.Another } => (EvidenceState.Refused, Because("page.evidence.module-another", sign)),
            { Comparison: { IsSameBuild: true, BytesUnexplained: 0 } memory } => (EvidenceState.Used, Message.Of("page.evidence.module-memory", memory.BytesCompared)),
            { IsDecided: true } => (EvidenceState.Used, Because("page.evidence.module-same", sign)),
            _ => (EvidenceState.Doubtful, Message.Of("page.evidence.module-likely", match.Signs.Count(s => s.Weight > 0))),
        };
    }

    static int Rank(ModuleMatch match) => match switch
    {
        { Build: BuildMatch.Another } => 0,
        { Comparison: { IsSameBuild: true, BytesUnexplained: 0 } } => 1,
        { IsDecided: true } => 2,
        { Build: BuildMatch.Same } => 3,
        _ => 4,
    };

    static Message Because(string id, BuildSign? sign) => Message.Of(id, (object?)sign?.Text ?? string.Empty);

    (EvidenceState State, Message Text) Dump(int index) => view.Result.Modules.Dumps.FirstOrDefault(d => d.Input == index) is { } dump
        ? (EvidenceState.Used, Message.Of("page.evidence.dump", dump.Machine.Kernel.Release, dump.Machine.Cpus.Length, dump.Machine.Tasks.Length, dump.Machine.Modules.Length))
        : (EvidenceState.Doubtful, Message.Of("page.evidence.dump-doubtful"));

    string Kind(InputKind kind) => Say(kind switch
    {
        InputKind.KernelLog => "page.kind.log",
        InputKind.Module => "page.kind.module",
        InputKind.Vmcore => "page.kind.vmcore",
        InputKind.Symbols => "page.kind.symbols",
        _ => "page.kind.unknown",
    });

    string Say(string id) => view.Language.Say(id);
}
