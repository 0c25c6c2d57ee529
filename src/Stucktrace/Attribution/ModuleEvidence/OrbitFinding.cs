using System.Collections.Immutable;
using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>How many of a stall's samples lie on the walk that the code predicts (ST1814). A single one that does not is told before all else.</summary>
sealed class OrbitFinding : IFindingRule
{
    const int First = 110;
    const int MostTold = 3;

    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Case.Loop is not { Orbit: { Length: > 1 } samples } loop)
            yield break;
        OrbitSample[] off = [.. samples.Where(s => s.Wrong is not null)];
        bool walk = loop.Facts.Walk is not null;
        string listing = CheckCommand.Listing(loop.Module, loop.Function);
        if (off.Length > 0)
        {
            Message wrong = Sentences.Join(off.Take(MostTold).Select(s => Message.Of("join.orbit.sample", s.Report.FirstLine, s.Wrong)));
            yield return context.Make("ST1814", Message.Of(walk ? "join.orbit.some-walk" : "join.orbit.some-loop", samples.Length - off.Length, samples.Length, wrong), Confidence.Possible, [.. off.Take(MostTold).SelectMany(s => s.Evidence)], First, listing);
            yield break;
        }

        Confidence sure = loop.Build == BuildMatch.Same ? Confidence.Strong : Confidence.Possible;
        Message all = Sentences.Join([Message.Of(walk ? "join.orbit.all-walk" : "join.orbit.all-loop", samples.Length), .. Details(samples)]);
        yield return context.Make("ST1814", all, sure, [.. samples.SelectMany(s => s.Evidence).Take(6), .. samples.SelectMany(s => s.Registers.Take(1)).SelectMany(r => r.Evidence).Take(3)], 90, listing);
    }

    static IEnumerable<Message> Details(ImmutableArray<OrbitSample> samples)
    {
        foreach (RegisterRole role in (RegisterRole[])[RegisterRole.Current, RegisterRole.Wanted, RegisterRole.Sentinel])
        {
            if (samples.SelectMany(s => s.Registers).FirstOrDefault(r => r.Role == role) is { } one)
                yield return Message.Of(role switch { RegisterRole.Current => "join.orbit.current", RegisterRole.Wanted => "join.orbit.wanted", _ => "join.orbit.sentinel" }, one.Shown, role == RegisterRole.Wanted ? one.Value : RegisterText.Hex(one.Value), samples.Count(s => s.Registers.Any(r => r.Role == role)));
        }

        RegisterMeaning[] cursors = [.. samples.Select(s => s.Registers.FirstOrDefault(r => r.Role == RegisterRole.Cursor)).OfType<RegisterMeaning>()];
        if (cursors.Length > 1)
            yield return Message.Of("join.orbit.cursor", cursors[0].Shown, cursors.Select(c => c.Value).Distinct().Count(), cursors.Length);
        RegisterMeaning[] nodes = [.. samples.Where(s => s.Registers.Any(r => r.Role == RegisterRole.Cursor)).Select(s => s.Registers.FirstOrDefault(r => r.Role == RegisterRole.Node)).OfType<RegisterMeaning>()];
        if (nodes.Length > 0)
            yield return Message.Of("join.orbit.node", nodes[0].Shown, RegisterText.Hex(nodes[0].Offset!.Value), nodes.Length);
    }
}
