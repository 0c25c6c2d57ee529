using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Redaction;

/// <summary>
/// Takes host names, addresses, user names, serial numbers and the like out of a result, before any output sees it. The same value gets the same
/// stand-in everywhere. Kernel addresses, symbols, releases, modules and the names of tasks stay: without them there is no diagnosis.
/// </summary>
public sealed class Redactor
{
    readonly PrivateWords _words;

    Redactor(DiagnosisResult result)
    {
        HashSet<string> untouchable = new(StringComparer.OrdinalIgnoreCase);
        foreach (Report report in result.Reports)
            untouchable.UnionWith(Untouchable(report));
        _words = new PrivateWords(untouchable, [.. result.Reports.Select(r => r.Kernel).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The result without private data.</summary>
    /// <param name="result">A result.</param>
    public static DiagnosisResult Redact(DiagnosisResult result) => new Redactor(result).Rewrite(result);

    static IEnumerable<string> Untouchable(Report report) => new[] { report.Comm, report.GuiltySymbol, report.GuiltyModule, report.Location?.Symbol }
        .Concat(report.Modules.Select(m => m.Name))
        .Concat(report.Frames.Select(f => f.Location.Symbol))
        .OfType<string>();

    DiagnosisResult Rewrite(DiagnosisResult result)
    {
        foreach (string? host in result.Boots.Select(b => b.Host).Concat(result.Reports.Select(r => r.Host)).Concat(result.Incidents.Select(i => i.Host)))
            _ = host is null ? null : _words.Host(host);
        foreach (Report report in result.Reports)
        {
            foreach (ReportLine line in report.Lines)
                _words.Learn(line.Text);
        }

        foreach (DiagnosisInput input in result.Inputs)
            _words.Learn(input.Path);
        return result with
        {
            Inputs = Inputs(result.Inputs),
            Boots = [.. result.Boots.Select(b => b with { Host = Host(b.Host), Banner = Text(b.Banner) })],
            Reports = [.. result.Reports.Select(Report)],
            Incidents = [.. result.Incidents.Select(Incident)],
            Modules = result.Modules.Reworded(Match),
            Verdict = Verdict(result.Verdict),
            IncidentVerdicts = result.IncidentVerdicts.ToImmutableSortedDictionary(p => p.Key, p => Verdict(p.Value)),
            Lives = result.Lives.ToImmutableSortedDictionary(p => p.Key, p => Live(p.Value)),
            Findings = [.. result.Findings.Select(f => f with { Claim = Text(f.Claim), Evidence = Places(f.Evidence), CheckYourself = [.. f.CheckYourself.Select(c => Text(c)!)] })],
            RuledOut = [.. result.RuledOut.Select(r => r with { Text = Text(r.Text), Evidence = Places(r.Evidence) })],
            NotChecked = Texts(result.NotChecked),
            Advice = [.. result.Advice.Select(a => a with { Text = Text(a.Text), Commands = Text(a.Commands) })],
        };
    }

    ImmutableArray<DiagnosisInput> Inputs(ImmutableArray<DiagnosisInput> inputs)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        ImmutableArray<DiagnosisInput>.Builder redacted = ImmutableArray.CreateBuilder<DiagnosisInput>(inputs.Length);
        foreach (DiagnosisInput input in inputs)
        {
            // A folder may name a customer; a file name stays unless it holds something private itself.
            string file = Path.GetFileName(input.Path);
            string name = file.Length > 0 && _words.Redact(file) == file && taken.Add(file) ? file : _words.Name("input", input.Path);
            _words.Path(input.Path, name);
            redacted.Add(input with { Path = name });
        }

        return [.. redacted.Select(i => i with { Diagnostics = [.. i.Diagnostics.Select(d => d with { Message = Text(d.Message) })] })];
    }

    Report Report(Report report) => report with
    {
        Title = Text(report.Title)!,
        Host = Host(report.Host),
        Kernel = Text(report.Kernel),
        Hardware = Text(report.Hardware),
        Comm = Text(report.Comm),
        SystemCall = report.SystemCall is { } call ? call with { Name = Text(call.Name), Arguments = [.. call.Arguments.Select(a => (a.Name, Text(a.Value)!))] } : null,
        Frames = [.. report.Frames.Select(f => f with { Location = Location(f.Location)!, Why = Text(f.Why) })],
        Location = Location(report.Location),
        WorkFunction = Location(report.WorkFunction),
        GuiltySymbol = Text(report.GuiltySymbol),
        GuiltyModule = Text(report.GuiltyModule),
        Modules = [.. report.Modules.Select(m => m with { Name = Text(m.Name)!, Flags = Text(m.Flags)! })],
        LastUnloaded = Text(report.LastUnloaded),
        Taint = report.Taint is { } taint ? taint with { Text = Text(taint.Text)! } : null,
        LocksHeld = [.. report.LocksHeld.Select(l => l with { Comm = Text(l.Comm), Name = Text(l.Name)!, At = Location(l.At) })],
        BlockedOn = report.BlockedOn is { } owner ? owner with { LockKind = Text(owner.LockKind)!, Relation = Text(owner.Relation)!, Comm = Text(owner.Comm) } : null,
        Rcu = report.Rcu is { } stall ? stall with { Flavour = Text(stall.Flavour)! } : null,
        Damaged = Text(report.Damaged),
        Lines = [.. report.Lines.Select(l => l with { Text = Text(l.Text)! })],
    };

    Incident Incident(Incident incident) => incident with
    {
        Host = Host(incident.Host),
        Kernel = Text(incident.Kernel),
        StartWhy = Text(incident.StartWhy),
        Effects = [.. incident.Effects.Select(e => e with { Why = Text(e.Why), Evidence = Places(e.Evidence) })],
    };

    // The host is what leads from a report to the match: it must be the same name in both.
    ModuleMatch Match(ModuleMatch match) => match with
    {
        Run = match.Run is { } run ? run with { Host = Host(run.Host) } : null,
        Signs = [.. match.Signs.Select(s => s with { Text = Text(s.Text), Evidence = Places(s.Evidence), Check = [.. s.Check.Select(c => Text(c)!)] })],
    };

    Verdict Verdict(Verdict verdict) => verdict with
    {
        Culprit = verdict.Culprit with { Module = Text(verdict.Culprit.Module), Function = Text(verdict.Culprit.Function) },
        Summary = Text(verdict.Summary),
        Suspects = [.. verdict.Suspects.Select(s => s with { Module = Text(s.Module), Function = Text(s.Function), For = Reasons(s.For), Against = Reasons(s.Against) })],
        Cleared = [.. verdict.Cleared.Select(c => new Cleared(Text(c.Name)!, Text(c.Why), Places(c.Evidence)))],
        RaisedBy = Texts(verdict.RaisedBy),
    };

    LiveStudy Live(LiveStudy study) => study with
    {
        Place = Text(study.Place)!,
        HeadPlace = Text(study.HeadPlace),
        Headline = Text(study.Headline),
        Facts = Texts(study.Facts),
        ReleasedBy = [.. study.ReleasedBy.Select(r => r with { What = Text(r.What), Who = Text(r.Who) })],
        Cursor = Node(study.Cursor),
        List = study.List is { } list ? list with { Tail = Nodes(list.Tail), Ring = Nodes(list.Ring), Entered = Node(list.Entered), Broken = Node(list.Broken) } : null,
        Walk = study.Walk is { } walk ? walk with { Names = Names(walk.Names) } : null,
    };

    ImmutableArray<ListNode> Nodes(ImmutableArray<ListNode> nodes) => [.. nodes.Select(n => Node(n)!)];

    ListNode? Node(ListNode? node) => node is null ? null : node with { Name = Text(node.Name) };

    WalkNames Names(WalkNames names) => names with
    {
        Places = [.. names.Places.Select(p => p with { Function = Text(p.Function)!, Text = Text(p.Text)! })],
        Words = names.Words.ToImmutableDictionary(w => w.Key, w => w.Value with { Owner = Text(w.Value.Owner), Field = Text(w.Value.Field)! }),
        Objects = [.. names.Objects.Select(o => o with { Name = Text(o.Name)! })],
    };

    ImmutableArray<Reason> Reasons(ImmutableArray<Reason> reasons) => [.. reasons.Select(r => r with { Text = Text(r.Text), Evidence = Places(r.Evidence) })];

    ImmutableArray<Evidence> Places(ImmutableArray<Evidence> evidence) => [.. evidence.Select(e => e with { Quote = Text(e.Quote) })];

    ImmutableArray<Message> Texts(ImmutableArray<Message> messages) => [.. messages.Select(m => Text(m)!)];

    CodeLocation? Location(CodeLocation? location) => location is null ? null : location with { Symbol = Text(location.Symbol), Module = Text(location.Module) };

    string? Host(string? host) => host is null ? null : _words.Host(host);

    string? Text(string? text) => text is null ? null : _words.Redact(text);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(message))]
    Message? Text(Message? message) => message is null ? null : message with { Arguments = [.. message.Arguments.Select(Argument)] };

    object Argument(object argument) => argument switch
    {
        Message inner => Text(inner),
        string text => Text(text)!,
        _ => argument,
    };
}
