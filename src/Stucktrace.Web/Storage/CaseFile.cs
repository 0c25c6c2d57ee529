using Stucktrace.Formats.IO;

namespace Stucktrace.Web.Storage;

/// <summary>A file of a case.</summary>
/// <param name="Number">Its number in the case, from 1 on, and its name on disk.</param>
/// <param name="Name">What it is called: as the client calls it, or without private data; shown, never opened.</param>
/// <param name="Kind">What it is by its first bytes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Hash, lower-case hexadecimal.</param>
public sealed record CaseFile(int Number, string Name, InputKind Kind, long Bytes, string Sha256)
{
    /// <summary>What the client calls it, also where <see cref="Name"/> may not say so.</summary>
    internal string Given { get; init; } = Name;
}
