using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>
/// The frozen words without which a proof does not hold, each with the branch that is no longer decided then: what a write there could change. Words
/// that are not among them were read and decide nothing.
/// </summary>
/// <param name="Words">The words, in the order of their addresses.</param>
/// <param name="IsComplete">False when there are more words than are looked at.</param>
sealed record DecidingWords(ImmutableArray<(FrozenWord Word, ulong Branch)> Words, bool IsComplete)
{
    internal static DecidingWords Of(Certificate proof, LiveLimits limits)
    {
        ImmutableArray<(FrozenWord, ulong)>.Builder words = ImmutableArray.CreateBuilder<(FrozenWord, ulong)>();
        long steps = 0;
        int looked = 0;
        for (; looked < proof.Frozen.Length && looked < limits.MaxReleaseWords && steps < limits.MaxReleaseSteps; looked++, steps += proof.Steps)
        {
            FrozenWord word = proof.Frozen[looked];
            ProofVerdict without = ProofChecker.CheckFrozen((proof with { Frozen = proof.Frozen.RemoveAt(looked) }).Sealed());
            if (!without.IsAccepted && without.At != 0)
                words.Add((word, without.At));
        }

        return new DecidingWords(words.ToImmutable(), looked == proof.Frozen.Length);
    }
}
