using System.Collections.Immutable;
using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>
/// Finds the functions of a module: from its symbols, and where those leave code unexplained (a stripped module) from everything that points at code.
/// </summary>
static class FunctionFinder
{
    /// <summary>All functions by address, and whether no limit was reached.</summary>
    internal static (ImmutableArray<Function> Functions, bool IsComplete) Find(CodeMap map, bool useSymbols)
    {
        bool complete = true;
        SymbolFunctions symbols = useSymbols ? SymbolFunctions.Read(map) : new SymbolFunctions();
        SortedDictionary<ulong, FunctionDraft> drafts = symbols.Functions;
        List<(ulong From, ulong To)> ways = map.TableWays();
        if (!Covers(map, drafts, symbols.Prefixes))
        {
            var unnamed = new UnnamedFunctions(map, drafts, symbols.Prefixes);
            ways.AddRange(unnamed.Find());
            complete = unnamed.IsComplete;
        }

        FunctionParts.Join(map, drafts, ways);
        FunctionParts.Separate(drafts);
        var functions = ImmutableArray.CreateBuilder<Function>(drafts.Count);
        foreach (FunctionDraft draft in drafts.Values)
        {
            map.Mark(draft.Entry, SiteMarks.Entry);
            functions.Add(draft.Finish());
        }

        return (functions.MoveToImmutable(), complete);
    }

    /// <summary>Whether the symbols explain all code but padding.</summary>
    static bool Covers(CodeMap map, SortedDictionary<ulong, FunctionDraft> drafts, List<CodeRange> prefixes)
    {
        List<CodeRange> covered = [.. prefixes];
        foreach (FunctionDraft draft in drafts.Values)
        {
            if (draft.Size == 0)
                return false;
            covered.Add(new CodeRange(draft.Entry, draft.Size));
            covered.AddRange(draft.Parts);
        }

        covered.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        int next = 0;
        foreach (CodeSection section in map.Sections)
        {
            if (CodeSectionNames.HoldsReplacements(section.Section.Name) || CodeSectionNames.HoldsOnlyParts(section.Section.Name))
                continue;
            ulong at = section.Address, limit = section.Address + (ulong)section.Length;
            while (at < limit)
            {
                while (next < covered.Count && covered[next].Limit <= at)
                    next++;
                ulong gapEnd = next < covered.Count ? Math.Clamp(covered[next].Start, at, limit) : limit;
                if (!IsPadding(section, at, gapEnd))
                    return false;
                at = next < covered.Count ? Math.Max(gapEnd, Math.Min(limit, covered[next].Limit)) : limit;
            }
        }

        return true;
    }

    static bool IsPadding(CodeSection section, ulong from, ulong to)
    {
        for (int at = (int)(from - section.Address), end = (int)(to - section.Address); at < end;)
        {
            section.Decode(at, out Instruction instruction);
            if (section.Section.Array[at] == 0)
                at++;
            else if (instruction.Length == 0 || (instruction.Mnemonic != Mnemonic.Nop && instruction.Code != Iced.Intel.Code.Int3))
                return false;
            else
                at += instruction.Length;
        }

        return true;
    }
}
