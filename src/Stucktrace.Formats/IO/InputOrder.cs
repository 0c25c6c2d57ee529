using System.Collections.Immutable;
using Stucktrace.Formats.Vmcore.Containers;

namespace Stucktrace.Formats.IO;

/// <summary>Puts the files found into the order in which they are to be read, and says which go together.</summary>
static class InputOrder
{
    /// <summary>Orders: as named, rotated sets oldest first, parts of one dump from the highest part down.</summary>
    public static ImmutableArray<InputFile> Arrange(IReadOnlyList<FoundFile> found)
    {
        ImmutableArray<InputFile>.Builder inputs = ImmutableArray.CreateBuilder<InputFile>(found.Count);
        Dictionary<string, List<FoundFile>> sets = new(StringComparer.Ordinal);
        List<List<FoundFile>> order = [];
        foreach (FoundFile file in found)
        {
            string name = SetOf(file);
            if (!sets.TryGetValue(name, out List<FoundFile>? set))
            {
                sets.Add(name, set = []);
                order.Add(set);
            }

            set.Add(file);
        }

        foreach (List<FoundFile> files in order)
        {
            int group = inputs.Count;
            bool parts = PartOf(files[0]) is not null;
            if (files.Count > 1)
                files.Sort(parts ? NewestPartLast : files[0].Kind == InputKind.Vmcore ? LowestFramesFirst : OldestFirst);
            foreach (FoundFile file in files)
            {
                InputFile input = new(inputs.Count, file.Path, file.Kind)
                {
                    Compression = file.Compression,
                    Group = group,
                    NameDate = file.Kind == InputKind.KernelLog && !parts ? RotatedName.Of(file.Path).Date : null,
                    Continues = parts && files.Count > 1,
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

    static int NewestPartLast(FoundFile a, FoundFile b)
    {
        int parts = PartOf(b)!.Value.Part.CompareTo(PartOf(a)!.Value.Part);
        return parts != 0 ? parts : string.CompareOrdinal(a.Path, b.Path);
    }

    static int LowestFramesFirst(FoundFile a, FoundFile b)
    {
        int frames = SplitPart.Read(a.Head)!.Value.First.CompareTo(SplitPart.Read(b.Head)!.Value.First);
        return frames != 0 ? frames : string.CompareOrdinal(a.Path, b.Path);
    }

    static int OldestFirst(FoundFile a, FoundFile b)
    {
        int ages = RotatedName.Of(a.Path).Order.CompareTo(RotatedName.Of(b.Path).Order);
        return ages != 0 ? ages : string.CompareOrdinal(a.Path, b.Path);
    }

    static string SetOf(FoundFile file)
    {
        // Parts of a split dump may lie in several folders, on the disks that they were written to side by side.
        if (file.Kind == InputKind.Vmcore && file.Once is null && SplitPart.Read(file.Head) is { } split)
            return $"\0{split.Dump}";
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
