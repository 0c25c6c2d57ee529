using System.Collections.Immutable;

namespace Stucktrace.Lab.Dumps;

/// <summary>One thing that a dump was held against.</summary>
/// <param name="What">What was compared.</param>
/// <param name="Compared">How many.</param>
/// <param name="Differences">Those that differ: what the kernel said, and what the dump says.</param>
sealed record CheckRow(string What, int Compared, ImmutableArray<string> Differences)
{
    /// <summary>True when something was compared and nothing differs.</summary>
    public bool IsRight => Compared > 0 && Differences.IsEmpty;

    /// <summary>Compares one by one.</summary>
    /// <param name="what">What is compared.</param>
    /// <param name="items">The things, as the kernel has them.</param>
    /// <param name="difference">Tells what differs, or null.</param>
    public static CheckRow Each<T>(string what, IEnumerable<T> items, Func<T, string?> difference)
    {
        T[] all = [.. items];
        return new CheckRow(what, all.Length, [.. all.Select(difference).OfType<string>()]);
    }
}
