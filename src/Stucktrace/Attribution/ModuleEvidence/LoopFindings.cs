using System.Collections.Immutable;
using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// The loop that the CPU was in (ST1801), what is suspicious about it (ST1802) or that nothing is (ST1803), what is held in it (ST1804), what the registers
/// mean there (ST1806), which samples lie in it (ST1807); or that the place is in no loop (ST1805).
/// </summary>
sealed class LoopFindings : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context) => context.Case.Loop is { } loop ? Tell(loop, context) : NoLoop(context);

    static IEnumerable<Finding> Tell(StuckLoop loop, FindingContext context)
    {
        Report report = context.Case.Reports.First(r => r.Id == loop.Report);
        LoopFacts facts = loop.Facts;
        ExaminedModule module = loop.Module;
        string listing = CheckCommand.Listing(module, facts.Function);
        Confidence sure = loop.Build == BuildMatch.Same ? Confidence.Strong : Confidence.Possible;
        CodeLocation? place = loop.Frame < 0 ? report.Location : report.Frames[loop.Frame].Location;
        Evidence line = loop.Frame < 0 ? report.Place() : report.At(report.Frames[loop.Frame]);
        ImmutableArray<Evidence> exits = [.. facts.Exits.Select(e => e.BranchAt).Distinct().Take(6).Select(module.Evidence)];
        yield return context.Make(
            "ST1801",
            Message.Of(loop.Frame < 0 || report.Location is null ? "join.loop" : "join.loop-above", place?.Text(), module.Text(facts.Head), LoopWords.Does(facts, new ValueNames(module.Image)), LoopWords.Exits(facts, module), report.Location?.Text()),
            facts.IsUnderstood ? sure : Confidence.Possible, [line, module.Evidence(loop.Address), module.Evidence(facts.Head), .. exits], 95, listing);
        foreach (Suspicion suspicion in facts.Suspicions)
            yield return context.Make("ST1802", suspicion.Why, sure, [.. suspicion.At.Take(6).Select(module.Evidence)], 94, listing);
        if (facts.Suspicions.IsEmpty)
            yield return context.Make("ST1803", Message.Of(facts.IsUnderstood ? "join.loop-innocent" : "join.loop-not-understood"), facts.IsUnderstood ? Confidence.Likely : Confidence.Possible, [module.Evidence(facts.Head), .. exits], 93, listing);
        if (Held(facts.Context, module) is { } held)
            yield return held.Finding(context, sure);
        if (!loop.Registers.IsEmpty)
            yield return Registers(loop, report, context, sure);

        // Where registers can be held against the code as well, that is told instead.
        if (loop.Samples.Length > 1 && loop.Orbit.Length < 2)
            yield return Samples(loop, context, sure);
    }

    static Finding Registers(StuckLoop loop, Report report, FindingContext context, Confidence sure)
    {
        Message all = Sentences.Join(loop.Registers.Select(Sentence));
        bool doubt = loop.Registers.Any(r => r.Contradicted is not null && r.Role == RegisterRole.Current);
        CodeLocation? place = loop.Frame < 0 ? report.Location : report.Frames[loop.Frame].Location;
        return context.Make(
            "ST1806", Message.Of("join.registers", place?.Text(), all), doubt ? Confidence.Possible : sure,
            [.. loop.Registers.SelectMany(r => r.Evidence).Distinct(), loop.Module.Evidence(loop.Address)], 92, CheckCommand.Listing(loop.Module, loop.Function));
    }

    static Message Sentence(RegisterMeaning meaning) => (meaning.Confirmed, meaning.Contradicted) switch
    {
        (_, { } wrong) => Message.Of("join.register.sentence-but", meaning.Shown, meaning.Words, wrong),
        ({ } same, _) => Message.Of("join.register.sentence-and", meaning.Shown, meaning.Words, same),
        _ => Message.Of("join.register.sentence", meaning.Shown, meaning.Words),
    };

    static Finding Samples(StuckLoop loop, FindingContext context, Confidence sure)
    {
        ImmutableArray<Report> samples = [.. context.Case.Reports.Where(r => loop.Samples.Contains(r.Id))];
        int places = samples.Select(r => context.Modules.Of(r).Place?.Address ?? 0).Distinct().Count();
        return context.Make("ST1807", Message.Of("join.samples", samples.Length, places), sure, [.. samples.Take(6).Select(r => r.Place())], 60);
    }

    static (Message Text, ImmutableArray<Evidence> At, Func<FindingContext, Confidence, Finding> Finding)? Held(LoopContext held, ExaminedModule module)
    {
        List<(Message Text, ulong At)> facts = [];
        Add(held.RcuReadSide, "join.held.rcu");
        Add(held.PreemptionOff, "join.held.preemption");
        Add(held.InterruptsOff, "join.held.interrupts");
        foreach (ContextFact taken in held.Locks.Take(4))
            Add(taken, "join.held.lock");
        if (facts.Count == 0)
            return null;
        Message text = Message.Of("join.held", Sentences.Join(facts.Select(f => f.Text)));
        ImmutableArray<Evidence> at = [.. facts.Where(f => f.At != 0).Select(f => f.At).Distinct().Select(module.Evidence)];
        return (text, at, (context, sure) => context.Make("ST1804", text, sure, at, 62));

        void Add(ContextFact fact, string id)
        {
            if (fact.State == Answer.Yes)
                facts.Add((Message.Of(id, fact.ShownBy ?? "–"), fact.At));
        }
    }

    // A stuck CPU at a place of a module whose code is known, which is in no loop, nor is any call that led there.
    static IEnumerable<Finding> NoLoop(FindingContext context)
    {
        if (context.Case.Cause is not { } cause || StallKinds.Of(cause) != StallKind.StuckCpu || context.Modules.Of(cause) is not { } facts)
            yield break;
        CodePlace? place = facts.Active().FirstOrDefault();
        if (place is null || context.Case.MatchOf(place.Module.Name)?.Build != BuildMatch.Same)
            yield break;
        yield return context.Make(
            "ST1805", Message.Of("join.no-loop", place.Function.Name, place.Module.Name), Confidence.Likely, [cause.Place(), place.Module.Evidence(place.Address)], 70, CheckCommand.Listing(place.Module, place.Function));
    }
}
