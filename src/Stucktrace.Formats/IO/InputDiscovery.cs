using System.Collections.Immutable;

namespace Stucktrace.Formats.IO;

/// <summary>Finds out what the named paths are: files, folders, compressed files, rotated sets, standard input.</summary>
public static class InputDiscovery
{
    /// <summary>Finds the inputs behind the paths.</summary>
    /// <param name="paths">Paths as the user gave them; <c>-</c> is standard input.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The inputs in the order in which they are to be read: as named, rotated sets oldest first.</returns>
    public static ImmutableArray<InputFile> Find(IEnumerable<string> paths, ReadLimits limits) => Find(paths, limits, Console.OpenStandardInput);

    /// <summary>Finds the inputs behind the paths, with another standard input.</summary>
    /// <param name="paths">Paths.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="openStandardInput">Opens what <c>-</c> stands for.</param>
    internal static ImmutableArray<InputFile> Find(IEnumerable<string> paths, ReadLimits limits, Func<Stream> openStandardInput)
    {
        List<FoundFile> found = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        FileProbe probe = new(limits);
        foreach (string path in paths)
        {
            if (path.Equals("-", StringComparison.Ordinal))
            {
                if (seen.Add(path))
                    found.Add(OnStandardInput(probe.LookAtStream(path, openStandardInput())));
            }
            else if (Directory.Exists(path))
            {
                found.AddRange(new FolderScan(limits).Find(path).Where(f => seen.Add(f.Path)));
            }
            else if (seen.Add(path))
            {
                found.Add(Named(probe.Look(path)));
            }
        }

        return InputOrder.Arrange(found);
    }

    /// <summary>Says what a file is by its first bytes alone.</summary>
    /// <param name="head">Its first bytes, packed or not; 256 KiB are enough for every packing.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="problem">Why it can't be used, for a file of an unknown kind.</param>
    public static InputKind KindOf(ReadOnlyMemory<byte> head, ReadLimits limits, out InputDiagnostic? problem)
    {
        using MemoryStream bytes = new(head.ToArray(), writable: false);
        FoundFile file = Named(new FileProbe(limits).LookAtStream(string.Empty, bytes));
        problem = file.Failure;
        return file.Failure is null ? file.Kind : InputKind.Unknown;
    }

    static FoundFile OnStandardInput(FoundFile file) => file.Failure is null && OwnReport.IsOne(file.Head) ? Named(file) : file;

    /// <summary>A file that was named and is nothing known is said so.</summary>
    static FoundFile Named(FoundFile file)
    {
        if (file.Kind != InputKind.Unknown || file.Failure is not null)
            return file;
        bool journal = file.Head.AsSpan().StartsWith("LPKSHHRH"u8);
        return file with
        {
            Failure = journal ? new InputDiagnostic("LOG0111", Message.Of("log.0111", 1, file.Path))
                : OwnReport.IsOne(file.Head) ? new InputDiagnostic("LOG0112", Message.Of("log.0112"))
                : new InputDiagnostic("LOG0110", Message.Of("log.0110")),
        };
    }
}
