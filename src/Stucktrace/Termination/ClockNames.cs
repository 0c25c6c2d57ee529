using Stucktrace.Kernel;

namespace Stucktrace.Termination;

/// <summary>Which names of frozen words say that the word goes on by itself.</summary>
static class ClockNames
{
    static readonly char[] Behind = ['.', '+', ' ', '['];

    /// <summary>Whether a word is a clock.</summary>
    /// <param name="word">The word.</param>
    internal static bool IsClock(FrozenWord word) => Find(word.Name) is not null;

    /// <summary>The clock that a name means, or null.</summary>
    /// <param name="name">Symbol, and what follows it: <c>tk_core+0x10</c>, <c>runqueues.clock</c>.</param>
    internal static ClockWord? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        int end = name.IndexOfAny(Behind);
        string symbol = end < 0 ? name : name[..end];
        foreach (ClockWord word in ClockWords.Of(symbol))
        {
            if (word.Field is null || (end >= 0 && name[end] == '.' && name.AsSpan(end + 1).StartsWith(word.Field, StringComparison.Ordinal) && IsEnd(name, end + 1 + word.Field.Length)))
                return word;
        }

        return null;
    }

    static bool IsEnd(string name, int at) => at == name.Length || Behind.Contains(name[at]);
}
