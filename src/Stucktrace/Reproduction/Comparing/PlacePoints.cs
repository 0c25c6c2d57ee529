using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Attribution;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>What failed, and where: kind, class, function, offset, and who called.</summary>
static class PlacePoints
{
    internal static IEnumerable<ComparisonPoint> Of(SignaturePair pair)
    {
        yield return Kind(pair);
        yield return Class(pair);
        yield return Function(pair);
        if (Offset(pair) is { } offset)
            yield return offset;
        if (Running(pair) is { } running)
            yield return running;
        if (Caller(pair) is { } caller)
            yield return caller;
        if (CallerSlot(pair) is { } slot)
            yield return slot;
        if (pair.First.SystemCall is not null || pair.Second.SystemCall is not null)
            yield return Entry(pair);
    }

    static ComparisonPoint Kind(SignaturePair pair)
    {
        ReportKind? one = pair.First.Trace?.Kind, two = pair.Second.Trace?.Kind;
        Agreement agreement = one == two ? Agreement.Agree : one is { } a && two is { } b && FailureComparison.IsOneCondition(a, b) ? Agreement.Fit : Agreement.Differ;
        return pair.Point("kind", one?.Name(), two?.Name(), agreement, agreement == Agreement.Fit ? Message.Of("compare.kind.detectors") : null);
    }

    static ComparisonPoint Class(SignaturePair pair)
    {
        FailureClass one = pair.First.Class, two = pair.Second.Class;
        Agreement agreement = one == two ? Agreement.Agree : IsLessSpecific(pair, one, two) || IsLessSpecific(pair, two, one) ? Agreement.Fit : Agreement.Differ;
        return pair.Point("class", Known(one), Known(two), agreement, agreement == Agreement.Fit ? Message.Of("compare.class.less") : null);
    }

    // A walk that never ends is a loop that never ends, of which one input shows less; only where both name one function of one module.
    static bool IsLessSpecific(SignaturePair pair, FailureClass one, FailureClass two) =>
        one == FailureClass.EndlessLoop && two == FailureClass.EndlessListWalk && pair.Module is not null && SignaturePair.FunctionOf(pair.First) == SignaturePair.FunctionOf(pair.Second);

    static string? Known(FailureClass failure) => failure == FailureClass.Unknown ? null : failure.Kebab();

    static ComparisonPoint Function(SignaturePair pair)
    {
        (string? Function, string? Module) one = (SignaturePair.FunctionOf(pair.First), SignaturePair.ModuleOf(pair.First));
        (string? Function, string? Module) two = (SignaturePair.FunctionOf(pair.Second), SignaturePair.ModuleOf(pair.Second));
        (Agreement agreement, Message? why) = (one.Function == two.Function, one.Module == two.Module) switch
        {
            (true, true) => (one.Function is null ? Agreement.Unknown : Agreement.Agree, null),
            (_, true) when one.Function is null || two.Function is null => (Agreement.Unknown, Message.Of("compare.function.unknown")),
            (_, true) when pair.First.Partners.Contains(two.Function) || pair.Second.Partners.Contains(one.Function) => (Agreement.Fit, Message.Of("compare.function.partner")),
            (_, true) when LoopPoints.IsSameLoop(pair) => (Agreement.Fit, Message.Of("compare.function.same-loop")),
            (true, false) when one.Function is not null => (Agreement.Differ, Message.Of("compare.function.other-module", one.Function)),
            _ => (Agreement.Differ, null),
        };
        return new ComparisonPoint("function", Shown(one.Function, one.Module), Shown(two.Function, two.Module), agreement, why, Subject(pair.First), Subject(pair.Second));
    }

    static string? Shown(string? function, string? module) => (function, module) switch
    {
        (null, null) => null,
        (null, { } known) => $"? [{known}]",
        ({ } known, null) => known,
        _ => $"{function} [{module}]",
    };

    static ImmutableArray<Evidence> Subject(FailureSignature signature) => SignaturePair.At(signature, signature.Trace?.Subject?.Line);

    static ComparisonPoint? Offset(SignaturePair pair)
    {
        ulong? one = OffsetOf(pair.First), two = OffsetOf(pair.Second);
        if (one is null && two is null)
            return null;
        (Agreement agreement, Message? why) = one is { } a && two is { } b ? Judge(pair, a, b) : (Agreement.Unknown, null);
        return pair.Point("offset", Shown(one), Shown(two), agreement, why, Subject(pair.First), Subject(pair.Second));
    }

    internal static ulong? OffsetOf(FailureSignature signature) => signature.Culprit.Function is null ? signature.Trace?.Subject?.Location.Offset : signature.Culprit.Offset;

    static (Agreement Agreement, Message? Why) Judge(SignaturePair pair, ulong one, ulong two)
    {
        string? function = SignaturePair.FunctionOf(pair.First);
        if (function is null || function != SignaturePair.FunctionOf(pair.Second) || SignaturePair.ModuleOf(pair.First) != SignaturePair.ModuleOf(pair.Second))
            return (Agreement.Unknown, Message.Of("compare.offset.other-function"));
        if (BuildPoints.IsOtherCode(pair))
            return (Agreement.Unknown, Message.Of("compare.offset.other-build"));
        if (one == two)
            return (Agreement.Agree, null);
        if (LoopPoints.Distance(pair, (long)one, (long)two) is { } steps)
            return (Agreement.Fit, Message.Of(Math.Abs(steps) == 1 ? "compare.offset.in-loop.one" : "compare.offset.in-loop", Math.Abs(steps), Message.Of(steps > 0 ? "compare.later" : "compare.earlier")));
        if (pair is { First.Trace.Inner: null, Second.Trace.Inner: null } && LoopPoints.IsOutside(pair, (long)one, (long)two))
            return (Agreement.Differ, Message.Of("compare.offset.outside"));
        if (pair.First.Offsets.Intersect(pair.Second.Offsets).Order().Cast<ulong?>().FirstOrDefault() is { } both)
            return (Agreement.Fit, Message.Of("compare.offset.sampled", Shown(both)));
        return pair.AreStuckCpus ? (Agreement.Fit, Message.Of("compare.offset.stuck")) : (Agreement.Differ, null);
    }

    static string? Shown(ulong? offset) => offset is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"+0x{bytes:x}") : null;

    // Only where the CPU was in a helper of the function to blame. Any helper that the loop calls will do.
    static ComparisonPoint? Running(SignaturePair pair)
    {
        TracedPlace? one = pair.First.Trace?.Inner, two = pair.Second.Trace?.Inner;
        if (one is null && two is null)
            return null;
        one ??= pair.First.Trace?.Subject;
        two ??= pair.Second.Trace?.Subject;
        bool same = one?.Location.Symbol is { } symbol && symbol == two?.Location.Symbol && one.Location.Module == two.Location.Module;
        return pair.Point("running", one?.Location.Text(), two?.Location.Text(), same ? Agreement.Agree : Agreement.Fit, same ? null : Message.Of("compare.running.helper"),
            SignaturePair.At(pair.First, one?.Line), SignaturePair.At(pair.Second, two?.Line));
    }

    static ComparisonPoint? Caller(SignaturePair pair)
    {
        TracedPlace? one = pair.First.Trace?.Callers.FirstOrDefault(c => c.Location.Symbol is not null), two = pair.Second.Trace?.Callers.FirstOrDefault(c => c.Location.Symbol is not null);
        if (one is null && two is null)
            return null;
        bool sameFunction = one is not null && two is not null && one.Location.Symbol == two.Location.Symbol && one.Location.Module == two.Location.Module;
        bool samePlace = sameFunction && one!.Location.Offset == two!.Location.Offset;
        (Agreement agreement, Message? why) = (sameFunction, samePlace) switch
        {
            (_, true) => (Agreement.Agree, (Message?)null),
            (true, _) when BuildPoints.IsOtherCode(pair) => (Agreement.Fit, Message.Of("compare.offset.other-build")),
            (true, _) => (Agreement.Fit, Message.Of("compare.caller.other-call")),
            _ => (Agreement.Differ, Message.Of("compare.caller.other")),
        };
        return pair.Point("caller", one?.Location.Text(), two?.Location.Text(), agreement, why, SignaturePair.At(pair.First, one?.Line), SignaturePair.At(pair.Second, two?.Line));
    }

    static ComparisonPoint Entry(SignaturePair pair) => pair.Point(
        "entry", Call(pair.First), Call(pair.Second), pair.First.SystemCall == pair.Second.SystemCall ? Agreement.Agree : Agreement.Differ, null, Where(pair.First), Where(pair.Second));

    static string? Call(FailureSignature signature) => signature.SystemCall is { } name ? name + "(2)" : null;

    static ImmutableArray<Evidence> Where(FailureSignature signature) => signature.SystemCallEvidence is { } evidence ? [evidence] : [];

    static ComparisonPoint? CallerSlot(SignaturePair pair)
    {
        (string? one, string? two) = (Slot(pair.First), Slot(pair.Second));
        if (one is null && two is null)
            return null;
        bool comparable = pair.Similarity is { SamePlace: true } && !BuildPoints.IsOtherCode(pair);
        Agreement agreement = one == two ? Agreement.Agree : comparable ? Agreement.Differ : Agreement.Fit;
        return pair.Point("caller-slot", one, two, agreement, one == two || one is null || two is null ? null : Message.Of(comparable ? "compare.slot.differ" : "compare.slot.other-place"),
            SignaturePair.At(pair.First, pair.First.Trace?.Callers.FirstOrDefault()?.Line), SignaturePair.At(pair.Second, pair.Second.Trace?.Callers.FirstOrDefault()?.Line));
    }

    static string? Slot(FailureSignature signature) =>
        signature.Trace is { Callers: [{ Slot: { } slot }, ..] } trace ? string.Create(CultureInfo.InvariantCulture, $"{RegisterPoints.Name(trace, trace.StackPointer ?? "sp")}+0x{slot:x}") : null;
}
