using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>The loop, where module files show it: identity, exits, and the situations in which it never ends.</summary>
static class LoopPoints
{
    const int IdentityShown = 12;

    internal static IEnumerable<ComparisonPoint> Of(SignaturePair pair)
    {
        LoopSignature? one = pair.First.Loop, two = pair.Second.Loop;
        if (one is null && two is null)
            yield break;
        bool same = IsSameLoop(pair), alike = IsAlike(pair);
        ImmutableArray<Evidence> first = one is null ? [] : [one.Evidence], second = two is null ? [] : [two.Evidence];
        yield return pair.Point("loop", Shown(one), Shown(two), same ? Agreement.Agree : alike ? Agreement.Fit : Agreement.Differ, one is null || two is null ? Message.Of("compare.loop.one-file") : same ? null : Message.Of(alike ? "compare.loop.alike" : "compare.loop.other"), first, second);
        yield return pair.Point("exits", Exits(one), Exits(two), Exits(one) == Exits(two) ? Agreement.Agree : Agreement.Differ, null, first, second);
        if (one is { Endless.IsDefault: false } || two is { Endless.IsDefault: false })
            yield return Endless(pair, one, two);
    }

    /// <summary>True when module files show the very same loop.</summary>
    internal static bool IsSameLoop(SignaturePair pair) => pair.First.Loop is { } one && one.Identity == pair.Second.Loop?.Identity;

    /// <summary>True when module files show loops that do the same and end in the same ways, however they were compiled.</summary>
    internal static bool IsAlike(SignaturePair pair) =>
        pair.First.Loop is { } one && pair.Second.Loop is { } two && (one.Identity == two.Identity || (one.Kind == two.Kind && one.Exits.Length > 0 && one.Exits.Order().SequenceEqual(two.Exits.Order())));

    /// <summary>How many instructions the second place lies behind the first in one loop; null when that is not known. Offsets are those of one build.</summary>
    internal static int? Distance(SignaturePair pair, long one, long two)
    {
        if (Known(pair) is not { } loop || loop.Function != SignaturePair.FunctionOf(pair.First))
            return null;
        int first = loop.Instructions.IndexOf(one), second = loop.Instructions.IndexOf(two);
        return first < 0 || second < 0 ? null : second - first;
    }

    /// <summary>True when one place lies in the loop and the other one does not.</summary>
    internal static bool IsOutside(SignaturePair pair, long one, long two) =>
        Known(pair) is { } loop && loop.Function == SignaturePair.FunctionOf(pair.First) && loop.Instructions.Contains(one) != loop.Instructions.Contains(two);

    // A module file beside one input tells of the other one too, if that had the same build.
    static LoopSignature? Known(SignaturePair pair) => pair.First.Loop ?? pair.Second.Loop;

    static ComparisonPoint Endless(SignaturePair pair, LoopSignature? one, LoopSignature? two)
    {
        string? first = Situations(one), second = Situations(two);
        bool shared = one is { Endless.IsDefault: false } && two is { Endless.IsDefault: false } && one.Endless.Intersect(two.Endless, StringComparer.Ordinal).Any();
        return pair.Point("scenario", first, second, first == second ? Agreement.Agree : shared ? Agreement.Fit : Agreement.Differ, first is not null && second is not null && first != second && shared ? Message.Of("compare.scenario.some") : null, one is null ? [] : [one.Evidence], two is null ? [] : [two.Evidence]);
    }

    static string? Situations(LoopSignature? loop) => loop is null or { Endless.IsDefault: true } ? null : loop.Endless.IsEmpty ? "-" : string.Join(", ", loop.Endless);

    static string? Shown(LoopSignature? loop) =>
        loop is null ? null : string.Create(CultureInfo.InvariantCulture, $"{loop.Kind.Kebab()} {loop.Identity[..Math.Min(IdentityShown, loop.Identity.Length)]}");

    static string? Exits(LoopSignature? loop) => loop is null ? null : loop.Exits.IsEmpty ? "-" : string.Join(", ", loop.Exits.Order().Select(e => e.Kebab()));
}
