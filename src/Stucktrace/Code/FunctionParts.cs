namespace Stucktrace.Code;

/// <summary>
/// Gives pieces of code that lie apart to the function that jumps to them: cold parts that no symbol names, fixups of faulting instructions, the slow path
/// of CPU feature tests.
/// </summary>
static class FunctionParts
{
    internal static void Join(CodeMap map, SortedDictionary<ulong, FunctionDraft> drafts, List<(ulong From, ulong To)> ways)
    {
        if (ways.Count == 0)
            return;
        (CodeRange Range, FunctionDraft Owner)[] known = Known(drafts);
        var owners = new SortedDictionary<ulong, FunctionDraft>();
        // Twice: a part may lead to another part.
        for (int round = 0; round < 2; round++)
        {
            ulong[] placed = [.. owners.Keys];
            foreach ((ulong from, ulong to) in ways)
            {
                if (map.SectionAt(to) is { } section && CodeSectionNames.HoldsColdParts(section.Section.Name) && !owners.ContainsKey(to) && At(known, to) is null &&
                    (At(known, from) ?? PartAt(map, owners, placed, from)) is { } owner)
                {
                    owners.Add(to, owner);
                }
            }
        }

        ulong[] starts = [.. owners.Keys];
        for (int i = 0; i < starts.Length; i++)
        {
            CodeSection section = map.SectionAt(starts[i])!;
            ulong limit = section.Address + (ulong)section.Length;
            if (i + 1 < starts.Length)
                limit = Math.Min(limit, starts[i + 1]);
            limit = Math.Min(limit, NextAfter(known, starts[i]));
            owners[starts[i]].Parts.Add(new CodeRange(starts[i], limit - starts[i]));
        }
    }

    /// <summary>
    /// Cuts functions whose symbols overlap (labels inside assembler code that are marked as functions; crafted files) where the next one begins: no byte
    /// belongs to two, and looking at all functions takes no longer than the code is long.
    /// </summary>
    internal static void Separate(SortedDictionary<ulong, FunctionDraft> drafts)
    {
        List<ulong> starts = [.. drafts.Keys];
        var taken = new HashSet<ulong>(starts);
        foreach (FunctionDraft draft in drafts.Values)
        {
            // A part that begins with another function, or with another function's part, is not this one's.
            draft.Parts.RemoveAll(p => !taken.Add(p.Start));
            foreach (CodeRange part in draft.Parts)
                starts.Add(part.Start);
        }

        starts.Sort();
        foreach (FunctionDraft draft in drafts.Values)
            draft.Separate(NextAfter);

        ulong NextAfter(ulong address)
        {
            int index = starts.BinarySearch(address);
            index = index < 0 ? ~index : index + 1;
            return index < starts.Count ? starts[index] : ulong.MaxValue;
        }
    }

    static FunctionDraft? PartAt(CodeMap map, SortedDictionary<ulong, FunctionDraft> owners, ulong[] placed, ulong address)
    {
        int index = Array.BinarySearch(placed, address);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && map.SectionAt(placed[index]) == map.SectionAt(address) ? owners[placed[index]] : null;
    }

    static (CodeRange Range, FunctionDraft Owner)[] Known(SortedDictionary<ulong, FunctionDraft> drafts)
    {
        List<(CodeRange Range, FunctionDraft Owner)> known = [];
        foreach (FunctionDraft draft in drafts.Values)
        {
            known.Add((new CodeRange(draft.Entry, draft.Size), draft));
            foreach (CodeRange part in draft.Parts)
                known.Add((part, draft));
        }

        known.Sort(static (a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return [.. known];
    }

    static FunctionDraft? At((CodeRange Range, FunctionDraft Owner)[] known, ulong address)
    {
        int index = IndexAfter(known, address) - 1;
        return index >= 0 && known[index].Range.Contains(address) ? known[index].Owner : null;
    }

    static ulong NextAfter((CodeRange Range, FunctionDraft Owner)[] known, ulong address)
    {
        int index = IndexAfter(known, address);
        return index < known.Length ? known[index].Range.Start : ulong.MaxValue;
    }

    static int IndexAfter((CodeRange Range, FunctionDraft Owner)[] known, ulong address)
    {
        int low = 0, high = known.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (known[middle].Range.Start <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
