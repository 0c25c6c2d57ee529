using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Draws the answer from the points.</summary>
static class ComparisonJudge
{
    // Points whose difference makes two failures different; the others explain, or come from where and when a report was made.
    static readonly string[] Telling = ["kind", "class", "function", "build", "kernel", "loop", "exits"];

    // Points that make two different failures alike.
    static readonly string[] Alike = ["class", "function", "exits", "scenario", "chain", "current", "cursor", "wanted"];

    internal static ComparisonVerdict Judge(SignaturePair pair, ImmutableArray<ComparisonPoint> points)
    {
        FailureSignature first = pair.First, second = pair.Second;
        if (!first.HasFailure && !second.HasFailure)
            return new(FailureRelation.NotComparable, Confidence.Unknown, Message.Of("compare.verdict.nothing"), points);
        if (first.HasFailure != second.HasFailure)
        {
            if ((first.HasFailure ? second : first).Class != FailureClass.None)
                return new(FailureRelation.NotComparable, Confidence.Unknown, Message.Of("compare.verdict.not-examined"), points);
            FailureSignature failed = first.HasFailure ? first : second, well = first.HasFailure ? second : first;
            return new(FailureRelation.Different, AtMost(well.Confidence), Message.Of(first.HasFailure ? "compare.verdict.second-well" : "compare.verdict.first-well", What(failed)), points);
        }

        Outcome(points, "kind", out Agreement kind);
        Outcome(points, "class", out Agreement failure);
        Outcome(points, "function", out Agreement function);
        Message[] against = [.. points.Where(p => p.Agreement == Agreement.Differ && Telling.Contains(p.Name)).Select(p => Difference(p))];
        bool sameName = SignaturePair.FunctionOf(first) is { } name && name == SignaturePair.FunctionOf(second);
        bool fails = failure is Agreement.Agree or Agreement.Fit;

        // Alike in what fails, and not the same code: another build, kernel or module.
        if (kind == Agreement.Differ || failure == Agreement.Differ)
            return function == Agreement.Agree ? Different(against, points) with { Notes = [Message.Of("compare.note.one-function")] } : Different(against, points);
        if (function == Agreement.Differ)
            return fails && (sameName || LoopPoints.IsAlike(pair)) ? SameKind(pair, against, points) : Different(against, points);
        if (function == Agreement.Unknown)
            return Unnamed(pair, against, points);
        if (BuildPoints.IsOtherCode(pair) || Differs(points, "loop") || Differs(points, "exits"))
            return fails ? SameKind(pair, against, points) : Different(against, points);
        return Same(pair, points);
    }

    static ComparisonVerdict Same(SignaturePair pair, ImmutableArray<ComparisonPoint> points)
    {
        // The reports' own similarity rests on where the CPU was and who called; the code itself can say more.
        Confidence confidence = pair.Similarity?.Confidence ?? Confidence.Possible;
        bool sameCode = BuildPoints.IsSameBuild(pair) == true || Agrees(points, "code");
        bool sameLoop = LoopPoints.IsSameLoop(pair) || points.Any(p => p is { Name: "offset", Agreement: Agreement.Agree or Agreement.Fit } && pair.First.Loop is not null);
        if (sameLoop && sameCode)
            confidence = Confidence.Strong;
        else if (pair.Module is null && confidence == Confidence.Unknown)
            return Different([Message.Of("compare.difference.caller")], points);
        else if (sameCode && confidence < Confidence.Likely)
            confidence = Confidence.Likely;
        if (pair.IsSameKernel == false || Differs(points, "caller"))
            confidence = confidence > Confidence.Likely ? Confidence.Likely : confidence;
        if (confidence == Confidence.Unknown)
            confidence = Confidence.Possible;
        Message where = Message.Of("compare.text", Named(points, "function") is { First: { } shown } ? shown : "?");
        return new(FailureRelation.Same, AtMost(confidence), Message.Of("compare.verdict.same", What(pair.First), where), points)
        {
            IsSameEvent = IsSameEvent(pair),
            Notes = Notes(pair),
        };
    }

    // Without a name, the bytes at the place have to speak.
    static ComparisonVerdict Unnamed(SignaturePair pair, Message[] against, ImmutableArray<ComparisonPoint> points)
    {
        if (pair.IsSameKernel != false && (Agrees(points, "code") || LoopPoints.IsSameLoop(pair)))
            return new(FailureRelation.Same, Confidence.Likely, Message.Of("compare.verdict.same-code", What(pair.First)), points) { IsSameEvent = IsSameEvent(pair), Notes = Notes(pair) };
        return pair.IsSameKernel == false && against.Length > 0
            ? Different(against, points)
            : new(FailureRelation.NotComparable, Confidence.Unknown, Message.Of("compare.verdict.unnamed"), points);
    }

    static ComparisonVerdict SameKind(SignaturePair pair, Message[] against, ImmutableArray<ComparisonPoint> points)
    {
        List<Message> alike = [.. points.Where(p => Alike.Contains(p.Name) && p.Agreement is (Agreement.Agree or Agreement.Fit)).Select(p => Message.Of($"compare.point.{p.Name}"))];
        if (Differs(points, "function") && SignaturePair.FunctionOf(pair.First) is { } name && name == SignaturePair.FunctionOf(pair.Second))
            alike.Add(Message.Of("compare.alike.name", name));
        return new(FailureRelation.SameKind, Sure(against), Message.Of("compare.verdict.same-kind", What(pair.First), MessageList.Of(alike), MessageList.Of(against)), points);
    }

    static ComparisonVerdict Different(Message[] against, ImmutableArray<ComparisonPoint> points) =>
        new(FailureRelation.Different, Sure(against), Message.Of("compare.verdict.different", MessageList.Of(against)), points);

    static Confidence Sure(Message[] against) => against.Length > 1 ? Confidence.Strong : Confidence.Likely;

    static Message Difference(ComparisonPoint point) => Message.Of("compare.difference", Message.Of($"compare.point.{point.Name}"), point.First, point.Second);

    static Message What(FailureSignature signature) => Message.Of($"class.{signature.Class.Kebab()}");

    /// <summary>One event that was read twice: the same task on the same CPU with the same stack pointer.</summary>
    static bool IsSameEvent(SignaturePair pair) =>
        pair is { First.Trace: { StackPointerValue: { } sp } one, Second.Trace: { } two } && sp == two.StackPointerValue && one.Pid is not null && one.Pid == two.Pid && one.Comm == two.Comm && one.Cpu == two.Cpu
        && one.Subject?.Location.Address == two.Subject?.Location.Address;

    // Fact: a module that was absent once is not needed for the failure.
    static ImmutableArray<Message> Notes(SignaturePair pair)
    {
        if (pair.First.ThirdParty.IsDefault || pair.Second.ThirdParty.IsDefault)
            return [];
        string[] always = [.. pair.First.ThirdParty.Intersect(pair.Second.ThirdParty, StringComparer.Ordinal)];
        string[] once = [.. pair.First.ThirdParty.Union(pair.Second.ThirdParty, StringComparer.Ordinal).Except(always, StringComparer.Ordinal)];
        return (always.Length, once.Length) switch
        {
            (0, _) or (_, 0) => [],
            (1, _) => [Message.Of("fact.compare.one-module-shared", always[0], string.Join(", ", once))],
            _ => [Message.Of("fact.compare.some-modules-shared", string.Join(", ", always), string.Join(", ", once))],
        };
    }

    static Confidence AtMost(Confidence confidence) => confidence > Confidence.Strong ? Confidence.Strong : confidence;

    static ComparisonPoint? Named(ImmutableArray<ComparisonPoint> points, string name) => points.FirstOrDefault(p => p.Name == name);

    static void Outcome(ImmutableArray<ComparisonPoint> points, string name, out Agreement agreement) => agreement = Named(points, name)?.Agreement ?? Agreement.Unknown;

    static bool Differs(ImmutableArray<ComparisonPoint> points, string name) => Named(points, name)?.Agreement == Agreement.Differ;

    static bool Agrees(ImmutableArray<ComparisonPoint> points, string name) => Named(points, name)?.Agreement == Agreement.Agree;
}
