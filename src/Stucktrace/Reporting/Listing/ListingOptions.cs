using Stucktrace.Code.Loops;

namespace Stucktrace.Reporting.Listing;

/// <summary>What an annotated listing is to show.</summary>
public sealed record ListingOptions
{
    /// <summary>The loop to explain; null for a plain listing.</summary>
    public LoopFacts? Loop { get; init; }

    /// <summary>Whether only the loop and a few instructions before it are listed.</summary>
    public bool OnlyLoop { get; init; }

    /// <summary>The instruction where the CPU was, or null.</summary>
    public ulong? Here { get; init; }

    /// <summary>Notes by address, already in the reader's language: register meanings at the instruction where the CPU was, for example.</summary>
    public IReadOnlyDictionary<ulong, string> Notes { get; init; } = new Dictionary<ulong, string>();

    /// <summary>Language of the notes.</summary>
    public Language Language { get; init; }
}
