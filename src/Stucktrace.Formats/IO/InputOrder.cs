using System.Collections.Immutable;

namespace Stucktrace.Formats.IO;

/// <summary>Puts the files found into the order in which they are to be read, and says which go together.</summary>
static class InputOrder
{
    /// <summary>Orders: as named, rotated sets oldest first, parts of one dump from the highest part down.</summary>
    public static ImmutableArray<InputFile> Arrange(IReadOnlyList<FoundFile> found)
    {
        ImmutableArray<InputFile>.Builder inputs = ImmutableArray.CreateBuilder<InputFile>(found.Count);
        // Grouping keeps the order of first appearance.
        foreach (IGrouping<string, FoundFile> set in found.GroupBy(SetOf, StringComparer.Ordinal))
        {
            int group = inputs.Count;
            bool parts = PartOf(set.First()) is not null;
            IEnumerable<FoundFile> files = parts
                ? set.OrderByDescending(f => PartOf(f)!.Value.Part).ThenBy(f => f.Path, StringComparer.Ordinal)
                : set.OrderBy(f => RotatedName.Of(f.Path).Order).ThenBy(f => f.Path, StringComparer.Ordinal);
            foreach (FoundFile file in files)
            {
                InputFile input = new(inputs.Count, file.Path, file.Kind)
                {
                    Compression = file.Compression,
                    Group = group,
                    NameDate = file.Kind == InputKind.KernelLog && !parts ? RotatedName.Of(file.Path).Date : null,
                    Continues = parts && set.Count() > 1,
                    Once = file.Once,
                };
                if (file.Failure is { } failure)
                    input.Fail(failure);
                foreach (InputDiagnostic note in file.Notes)
                    input.Report(note);
                inputs.Add(input);
            }
        }

        return inputs.DrainToImmutable();
    }

    static string SetOf(FoundFile file)
    {
        if (file.Kind != InputKind.KernelLog || file.Once is not null)
            return "/" + file.Path;
        if (PartOf(file) is { } part)
            return $"\0{Path.GetDirectoryName(file.Path)}\0{part.Reason}#{part.Count}\0{DumpOf(file.Path)}";
        return RotatedName.Of(file.Path).Base;
    }

    static PstorePart? PartOf(FoundFile file) => file.Kind == InputKind.KernelLog ? PstorePart.Read(file.Head) : null;

    /// <summary>
    /// efi-pstore numbers its files seconds × 100000 + part × 1000 + count (drivers/firmware/efi/efi-pstore.c): the seconds tell dumps of several
    /// crashes apart.
    /// </summary>
    static string DumpOf(string path)
    {
        string name = Path.GetFileName(path);
        int dash = name.LastIndexOf('-');
        ReadOnlySpan<char> digits = name.AsSpan(dash + 1);
        int length = digits.IndexOfAnyExceptInRange('0', '9');
        if (length >= 0)
            digits = digits[..length];
        return dash > 0 && digits.Length is >= 14 and <= 18 ? digits[..^5].ToString() : string.Empty;
    }
}
