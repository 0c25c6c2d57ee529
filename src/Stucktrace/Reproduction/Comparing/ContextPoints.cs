using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>What surrounds the failure: its consequences, and the third-party modules that were loaded.</summary>
static class ContextPoints
{
    internal static IEnumerable<ComparisonPoint> Of(SignaturePair pair)
    {
        if (Chain(pair) is { } chain)
            yield return chain;
        yield return Modules(pair);
    }

    // A log that ends early shows fewer consequences: what only one shows is no contradiction, and none at all is nothing known.
    static ComparisonPoint? Chain(SignaturePair pair)
    {
        ImmutableArray<EffectSignature> one = pair.First.Effects, two = pair.Second.Effects;
        if (one.IsEmpty && two.IsEmpty)
            return null;
        string? first = Shown(one), second = Shown(two);
        bool shared = one.Any(e => two.Any(o => o.Relation == e.Relation));
        Agreement agreement = first == second ? Agreement.Agree : shared ? Agreement.Fit : Agreement.Differ;
        Message? why = agreement switch
        {
            _ when first is null || second is null => Message.Of("compare.chain.none"),
            Agreement.Fit => Message.Of("compare.chain.some"),
            Agreement.Differ => Message.Of("compare.chain.other"),
            _ => null,
        };
        return pair.Point("chain", first, second, agreement, why, [.. one.Select(e => e.Evidence)], [.. two.Select(e => e.Evidence)]);
    }

    static string? Shown(ImmutableArray<EffectSignature> effects) =>
        effects.IsEmpty ? null : string.Join(", ", effects.Select(e => $"{e.Kind.Name()} {e.Relation}").Order(StringComparer.Ordinal));

    static ComparisonPoint Modules(SignaturePair pair)
    {
        ImmutableArray<string> one = pair.First.ThirdParty, two = pair.Second.ThirdParty;
        bool shared = !one.IsDefault && !two.IsDefault && one.Intersect(two, StringComparer.Ordinal).Any();
        string? first = Shown(one), second = Shown(two);
        return pair.Point("modules", first, second, first == second ? Agreement.Agree : shared ? Agreement.Fit : Agreement.Differ, null, Listed(pair.First), Listed(pair.Second));
    }

    static string? Shown(ImmutableArray<string> modules) => modules.IsDefault ? null : modules.IsEmpty ? "-" : string.Join(", ", modules);

    static ImmutableArray<Evidence> Listed(FailureSignature signature) => signature.ThirdPartyEvidence is { } evidence ? [evidence] : [];
}
