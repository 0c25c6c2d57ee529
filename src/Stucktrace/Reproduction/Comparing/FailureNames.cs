using System.Collections.Immutable;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>
/// Finds among very many failures those that may be the same as one, without comparing with each. Two that compare as the same blame the same module (or both the
/// kernel), and share a name, or one of them has none.
/// </summary>
static class FailureNames
{
    /// <summary>The name of a failure whose function is not known: it has to be compared with all of its module.</summary>
    internal const string Unnamed = "";

    /// <summary>The module that is blamed, empty for the kernel; null when there is no failure.</summary>
    internal static string? ModuleOf(FailureSignature signature) => signature.HasFailure ? SignaturePair.ModuleOf(signature) ?? string.Empty : null;

    /// <summary>The names: function, functions that it is in a deadlock with, identity of the loop.</summary>
    internal static ImmutableArray<string> Of(FailureSignature signature)
    {
        IEnumerable<string> names = [SignaturePair.FunctionOf(signature) ?? Unnamed, .. signature.Partners];
        return [.. (signature.Loop is { } loop ? names.Append($"loop {loop.Identity}") : names).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether two failures may be the same; when not, they are not.</summary>
    internal static bool MayBeSame(FailureSignature first, FailureSignature second)
    {
        ImmutableArray<string> one = Of(first), two = Of(second);
        return ModuleOf(first) is { } module && module == ModuleOf(second) && (one.Contains(Unnamed) || two.Contains(Unnamed) || one.Intersect(two, StringComparer.Ordinal).Any());
    }
}
