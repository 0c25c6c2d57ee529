using System.Collections.Immutable;
using Stucktrace.Attribution.Findings;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Which module files are the builds that were loaded (ST1701 to ST1703), where a bare address lies (ST1704), which chain of calls the code confirms (ST1705).</summary>
sealed class ModuleFileFindings : IFindingRule
{
    const int MostMatches = 8;
    const int MostSigns = 4;

    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Modules.Modules.IsEmpty)
            yield break;
        Report place = context.Case.Cause ?? context.Case.Reports[0];
        ModuleRun run = new(place.Input, place.Host, place.Boot);
        foreach (ModuleMatch match in context.Modules.Matches.Where(m => m.Run == run && context.Files[m.Input].Kind == InputKind.Module).OrderBy(m => m.Module == context.Verdict.Culprit.Module ? 0 : 1).Take(MostMatches))
            yield return Tell(match, context);
        if (Located(place, context) is { } located)
            yield return located;
        if (Chain(place, context) is { } chain)
            yield return chain;
    }

    static Finding Tell(ModuleMatch match, FindingContext context)
    {
        string file = context.Files[match.Input].Path;
        BuildSign[] signs = [.. match.Signs.Where(s => match.Build != BuildMatch.Another || s.Weight < 0).Take(MostSigns)];
        ImmutableArray<Evidence> evidence = [.. signs.SelectMany(s => s.Evidence).Distinct()];
        string[] checks = [.. signs.SelectMany(s => s.Check).Distinct(StringComparer.Ordinal)];
        Message how = Sentences.Join(signs.Select(s => s.Text));
        return match.Build switch
        {
            BuildMatch.Same when !match.IsDecided => context.Make("ST1701", Likely(match, file, how, context), Confidence.Likely, evidence, 75, checks),
            BuildMatch.Same => context.Make("ST1701", Message.Of("join.same-build", file, match.Module, how), Confidence.Strong, evidence, 50, checks),
            BuildMatch.Another => context.Make("ST1702", Message.Of("join.another-build", file, match.Module, how), Confidence.Strong, evidence, 85, checks),
            _ => context.Make("ST1703", Message.Of("join.doubtful-build", file, match.Module, how), Confidence.Possible, evidence, 75, checks),
        };
    }

    // Sizes and places agree; a file that was made to agree would look the same.
    static Message Likely(ModuleMatch match, string file, Message how, FindingContext context)
    {
        Message likely = Message.Of("join.likely-build", file, match.Module, how);
        return context.Modules.Modules.First(m => m.Input == match.Input).File.Info.Description is { Length: > 0 } own ? Message.Of("join.own-description", likely, own) : likely;
    }

    // A place that the log prints as an address only.
    static Finding? Located(Report report, FindingContext context)
    {
        ExaminedReport facts = context.Modules.Of(report);
        return facts is { Located: true, Place: { } place } && report.Location is { Address: { } address } location
            ? context.Make(
                "ST1704", Message.Of(place.Function.IsNamed ? "join.located" : "join.located-unnamed", StackReading.RegisterText.Hex(address), location.Text(), place.Module.Text(place.Address), place.Function.Name, place.Module.Text(place.Function.Entry)), Confidence.Strong,
                [report.Place(), place.Module.Evidence(place.Address)], 72, StackReading.CheckCommand.Listing(place.Module, place.Function))
            : null;
    }

    static Finding? Chain(Report report, FindingContext context)
    {
        ExaminedReport facts = context.Modules.Of(report);
        if (facts.Links.IsEmpty)
            return null;
        bool confirmed = facts.Links.All(IsSure), pointer = facts.Links.Any(l => !IsSure(l) && l.Site.IsIndirect);
        HashSet<long> doubtful = [.. report.Frames.Where(f => !f.Reliable && f.Judged != FrameJudgement.Caller).Select(f => f.Line)];
        string chain = string.Join(" ← ", CallChain.Of(report).Where(c => !doubtful.Contains(c.Line)).Take(8).SelectMany(c => Names(report, facts, c)));
        ImmutableArray<Evidence> evidence =
        [
            .. facts.Links.SelectMany(l => (Evidence[])[report.At(report.Frames[l.Frame]), l.Module.Evidence(l.Site.Address), .. l.Exit is { } exit ? (Evidence[])[l.Module.Evidence(exit.Address)] : []]),
        ];
        return context.Make(
            "ST1705", Message.Of(confirmed ? "join.chain" : pointer ? "join.chain-pointer" : "join.chain-inside", chain), confirmed ? Confidence.Strong : Confidence.Likely, evidence, 79,
            facts.Links.Select(l => StackReading.CheckCommand.Listing(l.Module, l.Site.Caller)).Distinct(StringComparer.Ordinal));
    }

    static bool IsSure(ChainLink link) => link.Confirmed || link.Exit is not null;

    // What left by a jump stands in no frame: it is named between its caller and what it jumped to.
    static IEnumerable<string> Names(Report report, ExaminedReport facts, CallPlace place) =>
    [
        .. facts.Links.FirstOrDefault(l => report.Frames[l.Frame].Line == place.Line)?.Exit is { } exit ? (string[])[exit.Import, exit.Function.Name] : [],
        place.Location.Symbol ?? place.Location.Text(),
    ];
}
