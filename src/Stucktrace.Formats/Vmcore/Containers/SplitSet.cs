using System.Collections.Immutable;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Puts the parts of a split dump together, and tells which are missing.</summary>
/// <param name="report">Is told what is missing or does not belong.</param>
sealed class SplitSet(Action<InputDiagnostic> report)
{
    /// <summary>Orders parts by their frames.</summary>
    /// <param name="parts">At least one; those that are not taken are closed.</param>
    public ImmutableArray<KdumpPart> Join(List<KdumpPart> parts)
    {
        parts.Sort((a, b) => a.First.CompareTo(b.First));
        // All parts carry the same bitmap; that of one whose beginning is cut says less.
        KdumpPart first = parts.MaxBy(p => p.Dumped.Frames)!;
        List<KdumpPart> taken = [];
        foreach (KdumpPart part in parts)
        {
            string name = Path.GetFileName(part.Source.Path);
            if (part != first && (!part.Header.IsSplit || !part.Dumped.SameAs(first.Dumped)))
            {
                report(new InputDiagnostic("VMC0401", Message.Of("vmc.0401", name, Path.GetFileName(first.Source.Path))));
                part.Dispose();
            }
            else if (taken.Count > 0 && part.First < taken[^1].End)
            {
                report(new InputDiagnostic("VMC0402", Message.Of("vmc.0402", name, part.First, part.End, Path.GetFileName(taken[^1].Source.Path))));
                part.Dispose();
            }
            else
            {
                taken.Add(part == first ? part : part.With(first.Dumped));
            }
        }

        ulong place = 0;
        foreach (KdumpPart part in taken)
        {
            Missing(first.Dumped, place, part.First);
            place = Math.Max(place, part.End);
        }

        Missing(first.Dumped, place, first.Dumped.Frames);
        return [.. taken];
    }

    void Missing(PageBitmap dumped, ulong from, ulong to)
    {
        if (from < to && dumped.Rank(to) - dumped.Rank(from) is > 0 and var pages)
            report(new InputDiagnostic("VMC0403", Message.Of("vmc.0403", from, to, pages)));
    }
}
